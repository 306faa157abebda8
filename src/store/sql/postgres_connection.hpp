// SPDX-License-Identifier: MIT
#pragma once

// One PostgreSQL session in pipeline mode: statements whose answer nobody asked for are sent without waiting,
// and their answers are collected when somebody asks for one, or at settle().

#include <libpq-fe.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/sql/connection.hpp"
#include "store/sql/postgres_address.hpp"
#include "store/sql/query_catalogue.hpp"
#include "store/sql/storage_error.hpp"

namespace calltracker::store::sql {

class PostgresConnection final : public Connection {
 public:
  // Connects and runs the named script of connection settings.
  PostgresConnection(const PostgresAddress& address, std::string_view settings_name);

  void run(std::string_view name, Values values) override;
  std::int64_t run_counted(std::string_view name, Values values) override;
  void run_query(std::string_view name, Values values, const RowVisitor& visit) override;
  void run_query_later(std::string_view name, Values values, RowVisitor visit) override;
  void run_text(std::string_view text, Values values, const RowVisitor& visit) override;
  void settle() override;
  bool is_lost() override;
  void run_script(std::string_view sql) override;

  PGconn* handle() { return handle_.get(); }

 private:
  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Result = std::unique_ptr<PGresult, Clear>;

  // What was sent and not answered yet: a statement, or the preparation of one.
  struct Sent {
    std::string_view name;
    bool is_preparation = false;
    RowVisitor visit = nullptr;
  };

  void ensure_prepared(std::string_view name);
  void send(std::string_view name, Values values, RowVisitor visit = nullptr);
  // Into the scratch below.
  void set_parameters(Values values);
  // Asks for all answers and returns the last one; throws the first failure among them.
  Result collect();
  Error error_of(const PGresult* result, std::string_view name) const;
  Error lost() const;

  const PostgresAddress& address_;
  const QueryCatalogue& catalogue_;
  std::unique_ptr<PGconn, Finish> handle_;
  std::unordered_map<std::string_view, std::string> prepared_;  // name → the same, zero-terminated
  std::vector<Sent> sent_;

  // Scratch for parameters, kept to spare allocations.
  std::vector<std::array<char, 32>> numbers_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

// What an error with this SQLSTATE means.
StorageFault postgres_fault(std::string_view sqlstate);

}  // namespace calltracker::store::sql
