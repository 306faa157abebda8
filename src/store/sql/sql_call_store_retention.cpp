// SPDX-License-Identifier: MIT
#include "base/json.hpp"
#include "store/sql/sql_call_store.hpp"

namespace calltracker::store::sql {

std::int64_t SqlCallStore::delete_calls_before(UnixMillis time_ms, std::int64_t most) {
  std::vector<std::int64_t> numbers;
  write(nullptr, [&](Connection& connection) {
    numbers.clear();
    const auto collect = [&numbers](const Row& row) { numbers.push_back(row.integer(0)); };
    connection.query("list_calls_before", {time_ms, most}, collect);
    connection.query("list_undated_calls_before", {time_ms, most - std::ssize(numbers)}, collect);
    const std::string list = to_json_text(to_json_array(numbers));
    connection.execute("unindex_calls", {list});
    connection.execute("delete_calls", {list});
  });
  return std::ssize(numbers);
}

std::vector<JobId> SqlCallStore::find_emptied_jobs(UnixMillis time_ms) {
  std::vector<JobId> jobs;
  database_.read([&](Connection& connection) {
    connection.query("find_emptied_jobs", {time_ms},
                     [&jobs](const Row& row) { jobs.emplace_back(std::string(row.text(0))); });
  });
  return jobs;
}

std::int64_t SqlCallStore::delete_analyses_before(UnixMillis time_ms, std::int64_t most) {
  std::int64_t deleted = 0;
  write(nullptr, [&](Connection& connection) {
    deleted = connection.change("delete_analyses_before", {time_ms, most});
  });
  return deleted;
}

}  // namespace calltracker::store::sql
