// SPDX-License-Identifier: MIT
#include "store/sql/postgres_connection.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>

namespace calltracker::store::sql {
namespace {

// Bounds what the client remembers of a long pipeline; answers without rows are small.
constexpr std::size_t kUnansweredMax = 1'024;

class PostgresRow final : public Row {
 public:
  PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}

  bool is_null(int column) const override { return PQgetisnull(result_, row_, column) == 1; }
  std::int64_t integer(int column) const override { return parse<std::int64_t>(column); }
  double real(int column) const override { return parse<double>(column); }
  bool flag(int column) const override { return text(column) == "t" || text(column) == "1"; }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }

 private:
  template <class Number>
  Number parse(int column) const {
    const std::string_view digits = text(column);
    Number number{};
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }

  const PGresult* result_;
  int row_;
};

bool is_failure(ExecStatusType status) {
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE || status == PGRES_PIPELINE_ABORTED;
}

void visit_rows(const PGresult* result, const RowVisitor& visit) {
  const int rows = PQntuples(result);
  for (int row = 0; row < rows; ++row) visit(PostgresRow(result, row));
}

}  // namespace

StorageFault postgres_fault(std::string_view sqlstate) {
  if (sqlstate.starts_with("08") || sqlstate.starts_with("57P")) return StorageFault::ConnectionLost;
  if (sqlstate.starts_with("28") || sqlstate == "3D000" || sqlstate == "53300" || sqlstate == "42501") {
    return StorageFault::Unreachable;
  }
  if (sqlstate == "53100") return StorageFault::DiskFull;
  if (sqlstate == "25006") return StorageFault::ReadOnly;
  if (sqlstate == "55P03") return StorageFault::Locked;
  if (sqlstate == "40001" || sqlstate == "40P01") return StorageFault::Conflict;
  if (sqlstate.starts_with("23")) return StorageFault::Constraint;
  if (sqlstate.starts_with("XX001") || sqlstate.starts_with("XX002")) return StorageFault::Corrupt;
  return StorageFault::Other;
}

PostgresConnection::PostgresConnection(const PostgresAddress& address, std::string_view settings_name)
    : address_(address), catalogue_(catalogue_of(Dialect::Postgres)) {
  // What the address says comes last and wins.
  const std::array keywords = {"client_encoding",
                               "fallback_application_name",
                               "connect_timeout",
                               "keepalives_idle",
                               "tcp_user_timeout",
                               "dbname",
                               static_cast<const char*>(nullptr)};
  const std::array values = {
      "UTF8", "calltracker", "10", "30", "30000", address.url().c_str(), static_cast<const char*>(nullptr)};
  handle_.reset(PQconnectdbParams(keywords.data(), values.data(), 1));
  if (PQstatus(handle_.get()) != CONNECTION_OK) {
    throw storage_error(StorageFault::Unreachable, address_.where(),
                        address_.without_password(PQerrorMessage(handle_.get())));
  }
  PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
  PQenterPipelineMode(handle_.get());
  run_script(catalogue_.at(settings_name).text);
}

Error PostgresConnection::error_of(const PGresult* result, std::string_view name) const {
  const char* sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  if (sqlstate == nullptr) return lost();
  // The detail line is left out: it can quote a row, and rows hold transcripts.
  return storage_error(
      postgres_fault(sqlstate), fmt::format("{}, {}", address_.where(), name),
      fmt::format("{} ({})", address_.without_password(primary == nullptr ? "" : primary), sqlstate));
}

Error PostgresConnection::lost() const {
  return storage_error(StorageFault::ConnectionLost, address_.where(),
                       address_.without_password(PQerrorMessage(handle_.get())));
}

bool PostgresConnection::is_lost() {
  pollfd socket{.fd = PQsocket(handle_.get()), .events = POLLIN, .revents = 0};
  // Nothing is expected on an idle session: something to read is the server's farewell, and after it the end.
  while (PQstatus(handle_.get()) == CONNECTION_OK && poll(&socket, 1, 0) > 0) {
    if (PQconsumeInput(handle_.get()) == 0) break;
  }
  return PQstatus(handle_.get()) != CONNECTION_OK;
}

void PostgresConnection::ensure_prepared(std::string_view name) {
  if (prepared_.contains(name)) return;
  const Query& query = catalogue_.at(name);
  const auto [entry, inserted] = prepared_.emplace(query.name, std::string(query.name));
  if (PQsendPrepare(handle_.get(), entry->second.c_str(), std::string(query.text).c_str(), 0, nullptr) == 0) {
    prepared_.erase(entry);
    throw lost();
  }
  sent_.push_back({.name = query.name, .is_preparation = true});
}

// Texts go in binary format, which needs no terminating zero and so no copy; numbers as text, which any
// column type takes.
void PostgresConnection::set_parameters(Values values) {
  const std::size_t count = values.size();
  numbers_.resize(count);
  values_.assign(count, nullptr);
  lengths_.assign(count, 0);
  formats_.assign(count, 0);
  for (std::size_t index = 0; index < count; ++index) {
    const Value::Content& content = values[index].content();
    std::array<char, 32>& buffer = numbers_[index];
    if (const auto* text = std::get_if<std::string_view>(&content)) {
      values_[index] = text->data() == nullptr ? "" : text->data();
      lengths_[index] = static_cast<int>(text->size());
      formats_[index] = 1;
    } else if (const auto* integer = std::get_if<std::int64_t>(&content)) {
      *std::to_chars(buffer.data(), buffer.data() + buffer.size() - 1, *integer).ptr = '\0';
      values_[index] = buffer.data();
    } else if (const auto* real = std::get_if<double>(&content)) {
      *std::to_chars(buffer.data(), buffer.data() + buffer.size() - 1, *real).ptr = '\0';
      values_[index] = buffer.data();
    }
  }
}

void PostgresConnection::send(std::string_view name, Values values, RowVisitor visit) {
  ensure_prepared(name);
  set_parameters(values);
  const auto& [key, statement] = *prepared_.find(name);
  if (PQsendQueryPrepared(handle_.get(), statement.c_str(), static_cast<int>(values.size()), values_.data(),
                          lengths_.data(), formats_.data(), 0) == 0) {
    throw lost();
  }
  sent_.push_back({.name = key, .visit = std::move(visit)});
}

PostgresConnection::Result PostgresConnection::collect() {
  if (PQpipelineSync(handle_.get()) == 0) {
    sent_.clear();
    throw lost();
  }
  const std::vector<Sent> sent = std::exchange(sent_, {});
  std::optional<Error> failure;
  Result last;
  const RowVisitor* visit_last = nullptr;
  std::vector<std::pair<Result, const RowVisitor*>> visits;
  for (const Sent& item : sent) {
    Result result(PQgetResult(handle_.get()));
    if (!result) throw lost();
    const ExecStatusType status = PQresultStatus(result.get());
    // What follows a failure is only reported as aborted: the first one says why.
    if (is_failure(status) && !failure) failure = error_of(result.get(), item.name);
    if (is_failure(status) && item.is_preparation) prepared_.erase(item.name);
    if (last && visit_last) visits.emplace_back(std::move(last), visit_last);
    last = std::move(result);
    visit_last = item.visit ? &item.visit : nullptr;
    // A null closes each statement's answers.
    while (Result more{PQgetResult(handle_.get())}) last = std::move(more);
  }
  const Result sync(PQgetResult(handle_.get()));
  if (failure) throw Error(*failure);
  if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) throw lost();
  // Only now, because a visitor may use the connection.
  for (const auto& [result, visit] : visits) visit_rows(result.get(), *visit);
  if (visit_last) visit_rows(last.get(), *visit_last);
  return last;
}

void PostgresConnection::run(std::string_view name, Values values) {
  send(name, values);
  if (sent_.size() >= kUnansweredMax) settle();
}

std::int64_t PostgresConnection::run_counted(std::string_view name, Values values) {
  send(name, values);
  const Result result = collect();
  return std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
}

void PostgresConnection::run_query(std::string_view name, Values values, const RowVisitor& visit) {
  send(name, values);
  const Result result = collect();
  visit_rows(result.get(), visit);
}

void PostgresConnection::run_query_later(std::string_view name, Values values, RowVisitor visit) {
  send(name, values, std::move(visit));
  if (sent_.size() >= kUnansweredMax) settle();
}

void PostgresConnection::run_text(std::string_view text, Values values, const RowVisitor& visit) {
  set_parameters(values);
  if (PQsendQueryParams(handle_.get(), std::string(text).c_str(), static_cast<int>(values.size()), nullptr,
                        values_.data(), lengths_.data(), formats_.data(), 0) == 0) {
    throw lost();
  }
  sent_.push_back({.name = "a composed query"});
  const Result result = collect();
  visit_rows(result.get(), visit);
}

void PostgresConnection::settle() {
  if (!sent_.empty()) collect();
}

// Several statements in one text need the simple protocol, which pipeline mode does not know.
void PostgresConnection::run_script(std::string_view sql) {
  settle();
  if (PQexitPipelineMode(handle_.get()) == 0) throw lost();
  const Result result(PQexec(handle_.get(), std::string(sql).c_str()));
  PQenterPipelineMode(handle_.get());
  if (is_failure(PQresultStatus(result.get()))) throw error_of(result.get(), "script");
}

}  // namespace calltracker::store::sql
