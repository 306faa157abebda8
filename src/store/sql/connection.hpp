// SPDX-License-Identifier: MIT
#pragma once

// A connection runs named statements, prepared at first use and kept. Names come from
// queries/<dialect>/*.sql; an unknown name is a programmer's error. One thread at a time.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>

#include "store/sql/row.hpp"
#include "store/sql/value.hpp"

namespace calltracker::store::sql {

using Values = std::span<const Value>;
using RowVisitor = std::function<void(const Row&)>;

class Connection {
 public:
  virtual ~Connection() = default;

  // Inside a transaction the failure of such a statement may surface only at a later statement or at the
  // commit: PostgreSQL answers are not waited for.
  void execute(std::string_view name, std::initializer_list<Value> values = {}) {
    run(name, Values(values.begin(), values.size()));
  }
  // The number of rows inserted, updated or deleted.
  std::int64_t change(std::string_view name, std::initializer_list<Value> values = {}) {
    return run_counted(name, Values(values.begin(), values.size()));
  }
  void query(std::string_view name, std::initializer_list<Value> values, const RowVisitor& visit) {
    run_query(name, Values(values.begin(), values.size()), visit);
  }

  // A query whose rows may be visited later, at the latest by settle(); what `visit` refers to must live on.
  void query_later(std::string_view name, std::initializer_list<Value> values, RowVisitor visit) {
    run_query_later(name, Values(values.begin(), values.size()), std::move(visit));
  }

  virtual void run(std::string_view name, Values values) = 0;
  virtual std::int64_t run_counted(std::string_view name, Values values) = 0;
  virtual void run_query(std::string_view name, Values values, const RowVisitor& visit) = 0;
  virtual void run_query_later(std::string_view name, Values values, RowVisitor visit) = 0;
  // A statement that is not in the catalogue but composed from its parts.
  virtual void run_text(std::string_view text, Values values, const RowVisitor& visit) = 0;
  // Waits for the answers of everything executed so far and throws the first failure among them.
  virtual void settle() = 0;
  // True when the server is gone and this connection can only be thrown away.
  virtual bool is_lost() { return false; }
  // Several statements without parameters, not prepared: migrations and connection settings.
  virtual void run_script(std::string_view sql) = 0;
};

}  // namespace calltracker::store::sql
