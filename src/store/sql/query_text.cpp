// SPDX-License-Identifier: MIT
#include "store/sql/query_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace calltracker::store::sql {

std::string QueryText::bind(const Value& value) {
  values_.push_back(value);
  return fmt::format("{}{}", dialect_ == Dialect::Sqlite ? '?' : '$', values_.size());
}

std::string QueryText::part(std::string_view name, const std::vector<Slot>& slots,
                            std::initializer_list<Value> values) {
  const std::string_view text = catalogue_of(dialect_).at(name).text;
  std::string filled;
  const auto* next_value = values.begin();
  std::size_t position = 0;
  while (position < text.size()) {
    const std::size_t open = std::min(text.find('{', position), text.size());
    filled.append(text, position, open - position);
    if (open == text.size()) break;
    const std::size_t close = text.find('}', open);
    const std::string_view slot = text.substr(open + 1, close - open - 1);
    if (slot.empty()) {
      if (next_value == values.end())
        throw std::logic_error("too few values for the part " + std::string(name));
      filled += bind(*next_value++);
    } else {
      const auto found = std::find_if(slots.begin(), slots.end(),
                                      [slot](const Slot& candidate) { return candidate.first == slot; });
      if (found == slots.end()) throw std::logic_error("an unfilled slot in the part " + std::string(name));
      filled += found->second;
    }
    position = close + 1;
  }
  return filled;
}

std::string all_of(QueryText& query, const std::vector<std::string>& conditions) {
  if (conditions.empty()) return query.part("if_any");
  return fmt::format("{}", fmt::join(conditions, " AND "));
}

}  // namespace calltracker::store::sql
