// SPDX-License-Identifier: MIT
#include "store/sql/call_election.hpp"

#include <optional>

namespace calltracker::store::sql {
namespace {

void set_counts(Connection& connection, std::int64_t call_number, bool counts) {
  connection.execute("set_counts", {call_number, counts});
  connection.execute("note_recount", {call_number});
}

}  // namespace

void settle_which_counts(Connection& connection, std::int64_t call_number) {
  std::optional<std::int64_t> best;
  connection.query("find_best_call_alike", {call_number}, [&best](const Row& row) { best = row.integer(0); });
  if (!best) return;
  std::vector<std::int64_t> counting;
  connection.query("list_counting_calls_alike", {call_number},
                   [&counting](const Row& row) { counting.push_back(row.integer(0)); });
  bool is_settled = false;
  for (const std::int64_t number : counting) {
    if (number == *best) is_settled = true;
    if (number != *best) set_counts(connection, number, false);
  }
  if (!is_settled) set_counts(connection, *best, true);
}

std::vector<std::int64_t> list_heirs(Connection& connection, std::string_view call_numbers) {
  std::vector<std::int64_t> heirs;
  connection.query("list_heirs_of_calls", {call_numbers},
                   [&heirs](const Row& row) { heirs.push_back(row.integer(0)); });
  return heirs;
}

}  // namespace calltracker::store::sql
