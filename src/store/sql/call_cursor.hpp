// SPDX-License-Identifier: MIT
#pragma once

// Where a list of calls goes on: behind the last call shown, by its sort key and number. It carries the total
// that the first page counted.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/sql/row.hpp"
#include "store/sql/value.hpp"

namespace calltracker::store::sql {

// Calls with a key come first, then those without.
enum class ListPhase { WithKey, WithoutKey };

struct CallCursor {
  ListPhase phase = ListPhase::WithKey;
  double key = 0;
  std::int64_t number = 0;
  std::int64_t total = 0;
  bool total_is_exact = true;
};

std::string cursor_text(const CallCursor& cursor);

// Throws Error{Usage, "cursor-invalid"}.
CallCursor read_cursor(std::string_view text);

}  // namespace calltracker::store::sql
