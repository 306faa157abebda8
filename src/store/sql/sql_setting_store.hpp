// SPDX-License-Identifier: MIT
#pragma once

// The SettingStore on a SQL database of either dialect.

#include "base/clock.hpp"
#include "store/setting_store.hpp"
#include "store/sql/database.hpp"

namespace calltracker::store::sql {

class SqlSettingStore final : public SettingStore {
 public:
  SqlSettingStore(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  std::optional<std::string> find_setting(std::string_view name) override;
  void put_setting(std::string_view name, std::string_view value) override;
  void delete_setting(std::string_view name) override;
  std::vector<std::pair<std::string, std::int64_t>> count_calls_by_rep() override;

 private:
  Database& database_;
  const Clock& clock_;
};

}  // namespace calltracker::store::sql
