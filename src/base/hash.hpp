// SPDX-License-Identifier: MIT
#pragma once

// SHA-256 as lower-case hex: the name of a piece of content.

#include <initializer_list>
#include <string>
#include <string_view>

namespace calltracker {

std::string sha256_hex(std::string_view data);

// Hash of several parts; lengths are mixed in, so ("ab","c") and ("a","bc") differ.
std::string sha256_hex_of_parts(std::initializer_list<std::string_view> parts);

}  // namespace calltracker
