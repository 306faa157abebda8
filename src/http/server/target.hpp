// SPDX-License-Identifier: MIT
#pragma once

// The request target taken apart: path segments and query parameters, percent-decoded exactly once and after
// splitting, so that an encoded slash or ampersand is data. What no honest client sends (a bad escape, a
// control character, invalid UTF-8, "." and "..") makes the whole target invalid.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calltracker::http::server {

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

struct Target {
  std::string path;                   // "/a/b", decoded, for logs and static files
  std::vector<std::string> segments;  // "a", "b"; "/" has none
  QueryParameters query;
};

std::optional<Target> parse_target(std::string_view text);

// Decodes %XX, and + as a space when `plus_is_space`. nullopt for a bad escape or unsafe text.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

}  // namespace calltracker::http::server
