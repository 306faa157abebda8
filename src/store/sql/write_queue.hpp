// SPDX-License-Identifier: MIT
#pragma once

// Group commit: one thread runs queued writes, as many as are waiting, in one transaction with one flush to
// disk, and then tells each writer.
//
// When a write of a batch throws, the batch is rolled back and its writes are repeated one by one, each in
// its own transaction, so that only the bad one fails. A write may therefore run more than once: it must do
// nothing but write through its transaction, and reset what it captures. After a lost connection a batch that
// was not yet committed runs once more.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/sql/transaction.hpp"

namespace calltracker::store::sql {

using Write = std::function<void(Transaction&)>;
using WriteDone = std::function<void(std::exception_ptr)>;

enum class Durability {
  Full,     // done is called when the write survives a power cut
  Relaxed,  // the write survives the death of this process, and a power cut once a Full one followed
};

enum class Batching {
  Shared,  // may share a transaction with other writes and may run again
  Alone,   // gets its own transaction and runs exactly once
};

struct WriteOptions {
  Durability durability = Durability::Full;
  Batching batching = Batching::Shared;
};

// Hands a write's outcome from the writer's thread to the one that waits for it. The exception is moved, not
// shared, between them.
class WriteOutcome {
 public:
  void set(std::exception_ptr failure);
  // Throws the failure, if any.
  void wait();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_set_ = false;
  std::exception_ptr failure_;
};

// What a dialect does around a batch. Used by the queue's thread only.
class WriteSession {
 public:
  virtual ~WriteSession() = default;
  virtual Connection& begin(Durability durability) = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
};

class WriteQueue {
 public:
  WriteQueue(WriteSession& session, std::size_t batch_max);
  // Runs what is queued, then stops.
  ~WriteQueue();

  // `done` runs on the queue's thread: it must be short and must not wait for another write.
  void push(Write write, WriteDone done, WriteOptions options);
  // Returns when the write is durable, or throws what it threw.
  void push_and_wait(const Write& write, WriteOptions options);

 private:
  struct Entry {
    Write write;
    WriteDone done;
    WriteOptions options;
    std::exception_ptr failure;
  };
  using Batch = std::vector<Entry>;
  enum class Outcome { Committed, WriteFailed, AllFailed };

  void serve();
  Batch take_batch(std::unique_lock<std::mutex>& lock);
  void run(Batch& batch);
  void run_alone(Entry& entry);
  Outcome try_together(Entry* first, std::size_t count, std::exception_ptr& failure);

  WriteSession& session_;
  const std::size_t batch_max_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Entry> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace calltracker::store::sql
