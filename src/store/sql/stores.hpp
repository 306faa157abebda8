// SPDX-License-Identifier: MIT
#pragma once

// Everything the composition root needs of a database, opened with one call. Destroyed in reverse order: the
// journal and the call store before the database they write to.

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "durable/journal.hpp"
#include "store/call_store.hpp"
#include "store/setting_store.hpp"
#include "store/sql/database.hpp"

namespace calltracker::store::sql {

struct Stores {
  std::unique_ptr<Database> database;
  std::unique_ptr<CallStore> calls;
  std::unique_ptr<SettingStore> settings;
  std::unique_ptr<durable::Journal> journal;
};

// `target` is a file's path or a postgres:// address; the schema is brought up to date.
Stores open_stores(const std::string& target, const Clock& clock, Log& log,
                   const DatabaseOptions& options = {});

}  // namespace calltracker::store::sql
