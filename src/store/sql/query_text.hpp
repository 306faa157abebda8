// SPDX-License-Identifier: MIT
#pragma once

// A statement composed from the catalogue's parts, for questions with too many shapes to write each of them
// down. Only parts and numbered parameters enter the text, never a value.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/sql/connection.hpp"
#include "store/sql/query_catalogue.hpp"
#include "store/sql/value.hpp"

namespace calltracker::store::sql {

using Slot = std::pair<std::string_view, std::string>;  // name, what it becomes

class QueryText {
 public:
  explicit QueryText(Dialect dialect) : dialect_(dialect) {}

  // The placeholder of one more parameter; texts are borrowed until the query has run.
  std::string bind(const Value& value);
  // The part with each {name} filled and each {} bound to the next value.
  std::string part(std::string_view name, const std::vector<Slot>& slots = {},
                   std::initializer_list<Value> values = {});

  const std::vector<Value>& values() const { return values_; }

 private:
  const Dialect dialect_;
  std::vector<Value> values_;
};

// "a AND b AND c"; the part `if_any` when there is nothing to ask.
std::string all_of(QueryText& query, const std::vector<std::string>& conditions);

}  // namespace calltracker::store::sql
