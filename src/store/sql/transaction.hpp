// SPDX-License-Identifier: MIT
#pragma once

// An open write transaction: the way to the connection for code that was handed the opaque durable one.

#include <functional>
#include <utility>
#include <vector>

#include "durable/transaction.hpp"
#include "store/sql/connection.hpp"

namespace calltracker::store::sql {

class Transaction final : public durable::Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {}

  Connection& connection() { return connection_; }

  // The SQL transaction behind the opaque one; any other kind is a programmer's error.
  static Transaction& of(durable::Transaction& transaction) {
    return dynamic_cast<Transaction&>(transaction);
  }

 private:
  Connection& connection_;
};

}  // namespace calltracker::store::sql
