// SPDX-License-Identifier: MIT
#include "bronze/columns/column_profile.hpp"

#include <string>

#include "base/text.hpp"
#include "bronze/transcript/split_transcript.hpp"
#include "bronze/values/duration.hpp"
#include "bronze/values/moment.hpp"
#include "bronze/values/phone.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kLongestName = 80;
constexpr std::size_t kLongestStatus = 60;
constexpr std::size_t kShortestDialogue = 12;

bool is_boolean_word(std::string_view text) {
  for (const std::string_view word : {"true", "false", "yes", "no", "y", "n"}) {
    if (equals_ignoring_case(text, word)) return true;
  }
  return false;
}

bool looks_like_link(std::string_view text) {
  if (text.find(' ') != std::string_view::npos || text.size() < 5) return false;
  return text.find("://") != std::string_view::npos || text.starts_with("www.") ||
         (text.find('/') != std::string_view::npos && text.find('.') != std::string_view::npos) ||
         text.ends_with(".mp3") || text.ends_with(".wav");
}

}  // namespace

void ColumnProfile::add(const workbook::Cell& cell) {
  const std::string text(trim(workbook::cell_text(cell)));
  if (text.empty() || cell.kind == workbook::CellKind::Error) return;
  ++filled;
  text_bytes += text.size();
  if (cell.kind == workbook::CellKind::Boolean || is_boolean_word(text)) {
    ++booleans;
    return;
  }
  // Either day order shows that a text is a date.
  auto moment = read_moment(cell, DayOrder::MonthFirst);
  if (!moment) moment = read_moment(cell, DayOrder::DayFirst);
  if (moment && moment->has_date) ++moments;
  if (moment && moment->has_date && moment->has_clock) ++dated_clocks;
  if (moment && !moment->has_date) ++clocks;
  if (read_duration_seconds(cell, 0)) ++durations;
  if (cell.kind == workbook::CellKind::Number) ++numbers;
  if (looks_like_link(text)) ++links;
  if (looks_like_phone(text)) ++phones;
  if (parse_direction(text)) ++directions;
  if (text.size() >= kShortestDialogue && cell.kind == workbook::CellKind::Text && looks_like_dialogue(text))
    ++dialogues;
}

bool ColumnProfile::fits(ValueShape shape) const {
  if (filled == 0) return true;
  const auto most = [this](int count) { return 2 * count >= filled; };
  switch (shape) {
    case ValueShape::Moment:
      return most(moments);
    case ValueShape::Clock:
      return most(clocks);
    case ValueShape::Duration:
      return most(durations);
    case ValueShape::Phone:
      return most(phones);
    case ValueShape::Link:
      return most(links);
    case ValueShape::Direction:
      return most(directions);
    case ValueShape::Name:
      return !most(phones) && !most(links) && !most(moments) && !most(booleans) &&
             average_bytes() <= kLongestName;
    case ValueShape::Status:
      return !most(phones) && !most(links) && !most(moments) && !most(directions) &&
             average_bytes() <= kLongestStatus;
    case ValueShape::Speech:
      return !most(phones) && !most(links) && !most(booleans) && !most(moments) && !most(numbers);
    case ValueShape::Any:
      return true;
  }
  return true;
}

std::optional<CallDirection> parse_direction(std::string_view text) {
  text = trim(text);
  for (const std::string_view word : {"inbound", "incoming", "in", "received"}) {
    if (equals_ignoring_case(text, word)) return CallDirection::Inbound;
  }
  for (const std::string_view word :
       {"outbound", "outgoing", "out", "outbound-api", "outbound-dial", "placed"}) {
    if (equals_ignoring_case(text, word)) return CallDirection::Outbound;
  }
  return std::nullopt;
}

}  // namespace calltracker::bronze
