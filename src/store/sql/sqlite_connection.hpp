// SPDX-License-Identifier: MIT
#pragma once

// One SQLite handle with its prepared statements. Texts are bound without a copy.

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/sql/connection.hpp"
#include "store/sql/query_catalogue.hpp"
#include "store/sql/storage_error.hpp"

namespace calltracker::store::sql {

// How long a writer waits for another program's lock before it gives up with database-locked.
constexpr int kBusyTimeoutMs = 10'000;

enum class SqliteMode { ReadWrite, ReadOnly };

class SqliteConnection final : public Connection {
 public:
  // Opens (and with ReadWrite creates) the file and applies the connection settings of the mode.
  SqliteConnection(const std::string& path, SqliteMode mode, int busy_timeout_ms = kBusyTimeoutMs);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  void run(std::string_view name, Values values) override;
  std::int64_t run_counted(std::string_view name, Values values) override;
  void run_query(std::string_view name, Values values, const RowVisitor& visit) override;
  void run_query_later(std::string_view name, Values values, RowVisitor visit) override {
    run_query(name, values, visit);
  }
  void run_text(std::string_view text, Values values, const RowVisitor& visit) override;
  void settle() override {}
  void run_script(std::string_view sql) override;

  sqlite3* handle() { return handle_.get(); }
  bool is_in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  // The error for a failed call on this handle.
  Error error(int code) const;

 private:
  struct CloseHandle {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

  sqlite3_stmt* prepare(std::string_view name);
  Statement prepare_text(std::string_view text, unsigned flags);
  void visit_rows(sqlite3_stmt* statement, const RowVisitor& visit);
  void bind(sqlite3_stmt* statement, Values values) const;
  void step_to_end(sqlite3_stmt* statement);

  const std::string path_;
  const QueryCatalogue& catalogue_;
  std::unique_ptr<sqlite3, CloseHandle> handle_;
  std::unordered_map<std::string_view, Statement> statements_;
};

// What a failed SQLite call means. `system_errno` is the operating system's reason, 0 when there is none.
StorageFault sqlite_fault(int code, int system_errno, const std::string& path);

}  // namespace calltracker::store::sql
