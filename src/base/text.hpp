// SPDX-License-Identifier: MIT
#pragma once

// Plain text helpers that every room may need. ASCII rules where the name says nothing; UTF-8 where it does.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace calltracker {

std::string_view trim(std::string_view text);
std::string to_lower_ascii(std::string_view text);
bool equals_ignoring_case(std::string_view left, std::string_view right);
bool contains_ignoring_case(std::string_view text, std::string_view part);
std::vector<std::string_view> split(std::string_view text, char separator);

// Words are runs of letters, digits, apostrophes and any non-ASCII byte; everything else separates.
std::vector<std::string_view> split_words(std::string_view text);

// Runs of white space become one space; the ends are trimmed.
std::string collapse_whitespace(std::string_view text);

// The text with every invalid UTF-8 sequence replaced by U+FFFD and NUL removed: safe for JSON, SQL and PDF.
std::string to_valid_utf8(std::string_view text);

// At most `bytes_max` bytes, never cutting inside a code point.
std::string_view truncate_utf8(std::string_view text, std::size_t bytes_max);

// Number of code points.
std::size_t count_code_points(std::string_view text);

// Edits (insert, delete, replace, swap of neighbours) between two short ASCII-folded words.
std::size_t edit_distance(std::string_view left, std::string_view right);

}  // namespace calltracker
