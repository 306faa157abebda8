// SPDX-License-Identifier: MIT
#pragma once

// An open database transaction, opaque here. The store that implements the journal derives from it and offers
// its own way back to the connection, so a step can write its own rows together with its memo without this
// room knowing any table.

#include <functional>

namespace calltracker::durable {

class Transaction {
 public:
  virtual ~Transaction() = default;
};

// Runs inside the transaction that stores a step's memo: both are stored, or neither is. Called once per
// commit attempt on the thread that writes the journal, so it must be short, must not use the journal or the
// executor and must do nothing but write through the transaction.
using TransactionWrite = std::function<void(Transaction&)>;

}  // namespace calltracker::durable
