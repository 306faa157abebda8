// SPDX-License-Identifier: MIT
#include "store/sql/stores.hpp"

#include "store/sql/sql_call_store.hpp"
#include "store/sql/sql_journal.hpp"
#include "store/sql/sql_setting_store.hpp"

namespace calltracker::store::sql {

Stores open_stores(const std::string& target, const Clock& clock, Log& log, const DatabaseOptions& options) {
  Stores stores;
  stores.database = open_database(target, clock, log, options);
  stores.calls = std::make_unique<SqlCallStore>(*stores.database, clock);
  stores.settings = std::make_unique<SqlSettingStore>(*stores.database, clock);
  stores.journal = std::make_unique<SqlJournal>(*stores.database);
  return stores;
}

}  // namespace calltracker::store::sql
