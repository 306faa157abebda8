// SPDX-License-Identifier: MIT
#pragma once

// Reads one stretch of a list of calls by its plan: numbers and keys, in order.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/sql/call_cursor.hpp"
#include "store/sql/call_list_plan.hpp"

namespace calltracker::store::sql {

struct ListedCall {
  std::int64_t number = 0;
  std::optional<double> key;
};

struct ListStretch {
  std::vector<ListedCall> calls;
  // Where the list goes on: behind the last call, or where the budget ended before the stretch was full.
  std::optional<CallCursor> next;
};

class CallListReader {
 public:
  // Sees each listed call's columns behind number and key: status, classification, rep, division, source,
  // call type, action.
  using Visit = std::function<void(Columns&)>;

  CallListReader(Connection& connection, Dialect dialect, const ListPlan& plan, CallSort sort,
                 bool descending)
      : connection_(connection), dialect_(dialect), plan_(plan), sort_(sort), descending_(descending) {}

  ListStretch read(std::int64_t limit, const std::optional<CallCursor>& after, const Visit& visit = nullptr);

  struct Total {
    std::int64_t calls = 0;
    bool is_exact = true;
  };
  Total count();

 private:
  ListStretch sort_all(std::int64_t limit, const std::optional<CallCursor>& after, const Visit& visit);
  ListStretch walk(std::int64_t limit, const CallCursor& after, bool is_start, const Visit& visit);
  ListStretch walk_found(std::int64_t limit, const std::optional<CallCursor>& after, const Visit& visit);
  void run(const QueryText& query, const std::string& text, ListStretch& stretch, const Visit& visit);
  std::optional<CallCursor> find_end(ListPhase phase, const QueryText& query, const std::string& text);
  std::int64_t count_with(const QueryText& query, const std::string& text);

  std::string key() const;
  std::string order(ListPhase phase, std::string_view key_column) const;
  std::string index_text(QueryText& query, std::string_view index) const;
  std::string key_condition(QueryText& query, ListPhase phase, const CallCursor& after, bool is_start) const;
  Value key_value(double key) const;
  std::vector<std::string> inner_conditions(QueryText& query, ListPhase phase) const;
  std::optional<std::string> search_condition(QueryText& query) const;
  bool walks_without_index(ListPhase phase) const;

  Connection& connection_;
  const Dialect dialect_;
  const ListPlan& plan_;
  const CallSort sort_;
  const bool descending_;
};

}  // namespace calltracker::store::sql
