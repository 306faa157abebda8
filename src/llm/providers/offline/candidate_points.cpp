// SPDX-License-Identifier: MIT
#include "llm/providers/offline/candidate_points.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"
#include "llm/embedded_files.hpp"

namespace calltracker::llm::offline {
namespace {

[[noreturn]] void fail_line(std::string_view file_name, std::string_view line) {
  throw Error({.kind = ErrorKind::Internal,
               .code = "offline-points",
               .message = "a line of a point table cannot be read: expected a sign and its whole points",
               .where = std::string(file_name),
               .found = std::string(line)});
}

}  // namespace

std::vector<int> read_candidate_points(std::string_view text, std::string_view file_name,
                                       std::span<const std::string_view> sign_names) {
  std::vector<int> points(sign_names.size() + 1, 0);
  for (std::string_view line : split(text, '\n')) {
    line = trim(line);
    if (line.empty() || line.front() == '#') continue;
    const std::string_view name = line.substr(0, line.find(' '));
    const std::string_view number = trim(line.substr(name.size()));
    const auto sign = std::find(sign_names.begin(), sign_names.end(), name);
    if (sign == sign_names.end() && name != "None") fail_line(file_name, line);
    int& value = points[static_cast<std::size_t>(sign - sign_names.begin())];
    const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
    if (read.ec != std::errc() || read.ptr != number.data() + number.size()) fail_line(file_name, line);
  }
  return points;
}

std::vector<int> built_in_candidate_points(std::string_view name,
                                           std::span<const std::string_view> sign_names) {
  const std::string file_name = "providers/offline/data/points/" + std::string(name);
  return read_candidate_points(embedded::file(file_name), file_name, sign_names);
}

}  // namespace calltracker::llm::offline
