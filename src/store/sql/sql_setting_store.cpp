// SPDX-License-Identifier: MIT
#include "store/sql/sql_setting_store.hpp"

namespace calltracker::store::sql {

std::optional<std::string> SqlSettingStore::find_setting(std::string_view name) {
  std::optional<std::string> value;
  database_.read([&](Connection& connection) {
    connection.query("find_setting", {name}, [&value](const Row& row) { value = row.text(0); });
  });
  return value;
}

void SqlSettingStore::put_setting(std::string_view name, std::string_view value) {
  database_.write([&](Transaction& transaction) {
    transaction.connection().execute("put_setting", {name, value, clock_.now_ms()});
  });
}

void SqlSettingStore::delete_setting(std::string_view name) {
  database_.write(
      [&](Transaction& transaction) { transaction.connection().execute("delete_setting", {name}); });
}

std::vector<std::pair<std::string, std::int64_t>> SqlSettingStore::count_calls_by_rep() {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  database_.read([&](Connection& connection) {
    connection.query("count_calls_by_rep", {},
                     [&counts](const Row& row) { counts.emplace_back(row.text(0), row.integer(1)); });
  });
  return counts;
}

}  // namespace calltracker::store::sql
