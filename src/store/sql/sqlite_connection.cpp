// SPDX-License-Identifier: MIT
#include "store/sql/sqlite_connection.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>

namespace calltracker::store::sql {
namespace {

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  double real(int column) const override { return sqlite3_column_double(statement_, column); }
  bool flag(int column) const override { return sqlite3_column_int64(statement_, column) != 0; }
  std::string_view text(int column) const override {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (bytes == nullptr) return "";
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

// Ends a statement's run on every way out, so that it holds no read lock.
class Reset {
 public:
  explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
  ~Reset() { sqlite3_reset(statement_); }
  Reset(const Reset&) = delete;
  Reset& operator=(const Reset&) = delete;

 private:
  sqlite3_stmt* statement_;
};

StorageFault fault_of_unopenable(const std::string& path) {
  const std::filesystem::path parent = std::filesystem::absolute(path).parent_path();
  std::error_code ignored;
  if (!std::filesystem::is_directory(parent, ignored)) return StorageFault::DirectoryMissing;
  const bool exists = std::filesystem::exists(path, ignored);
  const std::string& needed = exists ? path : parent.string();
  return access(needed.c_str(), W_OK) == 0 ? StorageFault::Unreachable : StorageFault::ReadOnly;
}

// SQLite loses the reason of a failed write when it was putting aside a large transaction, so the limits
// themselves are asked.
bool is_out_of_room(int system_errno, const std::string& path) {
  if (system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG) return true;
  constexpr std::uintmax_t kRoomMin = 1 << 20;
  std::error_code failure;
  const auto space = std::filesystem::space(path, failure);
  if (!failure && space.available < kRoomMin) return true;
  rlimit limit{};
  const auto log_bytes = std::filesystem::file_size(path + "-wal", failure);
  return !failure && getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
         log_bytes + kRoomMin > limit.rlim_cur;
}

}  // namespace

StorageFault sqlite_fault(int code, int system_errno, const std::string& path) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StorageFault::Locked;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return StorageFault::ReadOnly;
    case SQLITE_FULL:
      return StorageFault::DiskFull;
    case SQLITE_IOERR:
      return is_out_of_room(system_errno, path) ? StorageFault::DiskFull : StorageFault::Other;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return StorageFault::Corrupt;
    case SQLITE_CANTOPEN:
      return fault_of_unopenable(path);
    case SQLITE_CONSTRAINT:
      return StorageFault::Constraint;
    default:
      return StorageFault::Other;
  }
}

SqliteConnection::SqliteConnection(const std::string& path, SqliteMode mode, int busy_timeout_ms)
    : path_(path), catalogue_(catalogue_of(Dialect::Sqlite)) {
  const int flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
      (mode == SqliteMode::ReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  // Memory statistics, which nobody reads, would cost a lock per allocation. Refused without harm once SQLite
  // runs.
  static const int statistics_off = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(statistics_off);
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) throw error(code);
  // SQLite falls back to a read-only handle by itself when the file may not be written.
  if (mode == SqliteMode::ReadWrite && sqlite3_db_readonly(handle, "main") == 1) {
    throw storage_error(StorageFault::ReadOnly, path_, "the file opened read-only");
  }
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  run_script(catalogue_.at(mode == SqliteMode::ReadWrite ? "configure_writer" : "configure_reader").text);
}

SqliteConnection::~SqliteConnection() {
  statements_.clear();
}

Error SqliteConnection::error(int code) const {
  sqlite3* handle = handle_.get();
  const int system_errno = handle == nullptr ? 0 : sqlite3_system_errno(handle);
  const char* found = handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
  return storage_error(sqlite_fault(code, system_errno, path_), path_, found);
}

sqlite3_stmt* SqliteConnection::prepare(std::string_view name) {
  const auto cached = statements_.find(name);
  if (cached != statements_.end()) {
    // Running a statement from its own row callback would end the outer run.
    if (sqlite3_stmt_busy(cached->second.get()) != 0) {
      throw std::logic_error("the query " + std::string(name) + " is used inside itself");
    }
    return cached->second.get();
  }
  const Query& query = catalogue_.at(name);
  try {
    return statements_.emplace(query.name, prepare_text(query.text, SQLITE_PREPARE_PERSISTENT))
        .first->second.get();
  } catch (const Error& failure) {
    throw Error(failure).with_where(fmt::format("{}, query {}", path_, name));
  }
}

SqliteConnection::Statement SqliteConnection::prepare_text(std::string_view text, unsigned flags) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), text.data(), static_cast<int>(text.size()), flags,
                                      &statement, nullptr);
  if (code != SQLITE_OK) throw error(code);
  return Statement(statement);
}

void SqliteConnection::bind(sqlite3_stmt* statement, Values values) const {
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(values.size())) {
    throw std::logic_error(fmt::format("{} values for: {}", values.size(), sqlite3_sql(statement)));
  }
  int position = 0;
  for (const Value& value : values) {
    ++position;
    const Value::Content& content = value.content();
    if (const auto* text = std::get_if<std::string_view>(&content)) {
      // A default string_view has no address, which SQLite would take for NULL.
      sqlite3_bind_text64(statement, position, text->data() == nullptr ? "" : text->data(), text->size(),
                          SQLITE_STATIC, SQLITE_UTF8);
    } else if (const auto* integer = std::get_if<std::int64_t>(&content)) {
      sqlite3_bind_int64(statement, position, *integer);
    } else if (const auto* real = std::get_if<double>(&content)) {
      sqlite3_bind_double(statement, position, *real);
    } else {
      sqlite3_bind_null(statement, position);
    }
  }
}

void SqliteConnection::step_to_end(sqlite3_stmt* statement) {
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(statement);
  if (code != SQLITE_DONE) throw error(code);
}

void SqliteConnection::run(std::string_view name, Values values) {
  sqlite3_stmt* statement = prepare(name);
  const Reset reset(statement);
  bind(statement, values);
  step_to_end(statement);
}

std::int64_t SqliteConnection::run_counted(std::string_view name, Values values) {
  run(name, values);
  return sqlite3_changes64(handle_.get());
}

void SqliteConnection::run_query(std::string_view name, Values values, const RowVisitor& visit) {
  sqlite3_stmt* statement = prepare(name);
  const Reset reset(statement);
  bind(statement, values);
  visit_rows(statement, visit);
}

void SqliteConnection::run_text(std::string_view text, Values values, const RowVisitor& visit) {
  const Statement statement = prepare_text(text, 0);
  bind(statement.get(), values);
  visit_rows(statement.get(), visit);
}

void SqliteConnection::visit_rows(sqlite3_stmt* statement, const RowVisitor& visit) {
  const SqliteRow row(statement);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) visit(row);
  if (code != SQLITE_DONE) throw error(code);
}

void SqliteConnection::run_script(std::string_view sql) {
  const int code = sqlite3_exec(handle_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw error(code);
}

}  // namespace calltracker::store::sql
