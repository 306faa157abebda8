// SPDX-License-Identifier: MIT
#include "store/sql/write_queue.hpp"

#include <utility>

#include "base/error.hpp"
#include "store/sql/storage_error.hpp"

namespace calltracker::store::sql {

void WriteOutcome::set(std::exception_ptr failure) {
  // Told under the lock, so that the waiter cannot leave with this object before the writer is done with it.
  const std::lock_guard lock(mutex_);
  failure_ = std::move(failure);
  is_set_ = true;
  changed_.notify_one();
}

void WriteOutcome::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return is_set_; });
  if (failure_) std::rethrow_exception(std::move(failure_));
}

WriteQueue::WriteQueue(WriteSession& session, std::size_t batch_max)
    : session_(session), batch_max_(batch_max), thread_([this] { serve(); }) {}

WriteQueue::~WriteQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  thread_.join();
}

void WriteQueue::push(Write write, WriteDone done, WriteOptions options) {
  bool was_empty = false;
  {
    const std::lock_guard lock(mutex_);
    was_empty = queue_.empty();
    queue_.push_back({std::move(write), std::move(done), options, nullptr});
  }
  if (was_empty) arrived_.notify_one();
}

void WriteQueue::push_and_wait(const Write& write, WriteOptions options) {
  if (std::this_thread::get_id() == thread_.get_id()) {
    throw Error({.kind = ErrorKind::Internal,
                 .code = "write-inside-write",
                 .message = "a write waited for another write on the thread that runs both"});
  }
  WriteOutcome outcome;
  push([&write](Transaction& transaction) { write(transaction); },
       [&outcome](std::exception_ptr failure) { outcome.set(std::move(failure)); }, options);
  outcome.wait();
}

void WriteQueue::serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    Batch batch = take_batch(lock);
    lock.unlock();
    run(batch);
    for (Entry& entry : batch) {
      if (entry.done) entry.done(std::move(entry.failure));
    }
    batch.clear();
    lock.lock();
  }
}

WriteQueue::Batch WriteQueue::take_batch(std::unique_lock<std::mutex>&) {
  Batch batch;
  while (!queue_.empty() && batch.size() < batch_max_) {
    const bool alone = queue_.front().options.batching == Batching::Alone;
    if (alone && !batch.empty()) break;
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
    if (alone) break;
  }
  return batch;
}

void WriteQueue::run(Batch& batch) {
  if (batch.size() == 1) return run_alone(batch.front());
  std::exception_ptr failure;
  Outcome outcome = try_together(batch.data(), batch.size(), failure);
  if (outcome == Outcome::WriteFailed && is_connection_loss(failure)) {
    outcome = try_together(batch.data(), batch.size(), failure);
  }
  if (outcome == Outcome::AllFailed || (outcome == Outcome::WriteFailed && is_about_the_database(failure))) {
    for (Entry& entry : batch) entry.failure = failure;
  } else if (outcome == Outcome::WriteFailed) {
    for (Entry& entry : batch) run_alone(entry);
  }
}

void WriteQueue::run_alone(Entry& entry) {
  const bool may_repeat = entry.options.batching == Batching::Shared;
  std::exception_ptr failure;
  Outcome outcome = try_together(&entry, 1, failure);
  if (outcome == Outcome::WriteFailed && may_repeat && can_succeed_when_repeated(failure)) {
    outcome = try_together(&entry, 1, failure);
  }
  entry.failure = outcome == Outcome::Committed ? nullptr : failure;
}

WriteQueue::Outcome WriteQueue::try_together(Entry* first, std::size_t count, std::exception_ptr& failure) {
  Durability durability = Durability::Relaxed;
  for (std::size_t index = 0; index < count; ++index) {
    if (first[index].options.durability == Durability::Full) durability = Durability::Full;
  }
  failure = nullptr;
  Connection* connection = nullptr;
  try {
    connection = &session_.begin(durability);
  } catch (...) {
    failure = std::current_exception();
    return Outcome::AllFailed;
  }
  try {
    Transaction transaction(*connection);
    for (std::size_t index = 0; index < count; ++index) first[index].write(transaction);
    // Answers that were not waited for are collected here, so that their failures are not the commit's.
    connection->settle();
  } catch (...) {
    failure = std::current_exception();
    session_.rollback();
    return Outcome::WriteFailed;
  }
  try {
    session_.commit();
  } catch (...) {
    failure = std::current_exception();
    session_.rollback();
    return is_about_the_database(failure) || count == 1 ? Outcome::AllFailed : Outcome::WriteFailed;
  }
  return Outcome::Committed;
}

}  // namespace calltracker::store::sql
