// SPDX-License-Identifier: MIT
#include "store/sql/call_cursor.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::store::sql {
namespace {

// Some orders have whole numbers as keys: a number that no integer holds was never given out.
constexpr double kBeyondEveryInteger = 0x1p63;

template <class Number>
Number read_number(std::string_view text) {
  Number number{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = failure == std::errc() && end == text.data() + text.size() && !text.empty();
  if (!is_whole || !(std::abs(static_cast<double>(number)) < kBeyondEveryInteger)) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "cursor-invalid",
                 .message = "the cursor is none that a list of calls gave out",
                 .found = std::string(text.substr(0, 40)),
                 .hint = "use nextCursor of the page before, with the same filters and order"});
  }
  return number;
}

}  // namespace

std::string cursor_text(const CallCursor& cursor) {
  return fmt::format("{}_{}_{}_{}_{}", cursor.phase == ListPhase::WithKey ? 1 : 0, cursor.key, cursor.number,
                     cursor.total, cursor.total_is_exact ? 1 : 0);
}

CallCursor read_cursor(std::string_view text) {
  std::vector<std::string_view> parts = split(text, '_');
  if (parts.size() != 5) parts.assign(5, "");
  return {.phase = read_number<int>(parts[0]) == 1 ? ListPhase::WithKey : ListPhase::WithoutKey,
          .key = read_number<double>(parts[1]),
          .number = read_number<std::int64_t>(parts[2]),
          .total = read_number<std::int64_t>(parts[3]),
          .total_is_exact = read_number<int>(parts[4]) == 1};
}

}  // namespace calltracker::store::sql
