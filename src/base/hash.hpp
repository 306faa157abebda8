// SPDX-License-Identifier: MIT
#pragma once

// SHA-256 as lower-case hex: the name of a piece of content.

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

namespace calltracker {

std::string sha256_hex(std::string_view data);

// Reads the file in pieces. Throws Error{Input, "file-unreadable"}.
std::string sha256_hex_of_file(const std::filesystem::path& path);

// Hash of several parts; lengths are mixed in, so ("ab","c") and ("a","bc") differ.
std::string sha256_hex_of_parts(std::initializer_list<std::string_view> parts);

}  // namespace calltracker
