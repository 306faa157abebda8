// SPDX-License-Identifier: MIT
// Importing a job: the caller's thread reads calls and turns them into JSON, the writer's thread stores them,
// a few chunks apart, so neither waits for the other and memory stays bounded.
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>

#include "call/storage_json.hpp"
#include "durable/records.hpp"
#include "store/sql/call_row.hpp"
#include "store/sql/run_submission.hpp"
#include "store/sql/sql_call_store.hpp"

namespace calltracker::store::sql {
namespace {

constexpr std::size_t kCallsPerChunk = 256;
constexpr std::size_t kChunksAhead = 4;
constexpr std::int64_t kLargeImport = 1'000;

struct Documents {
  std::string record;
  std::string turns;
};

struct Chunk {
  std::vector<Call> calls;
  std::vector<Documents> documents;  // one per call
  std::vector<durable::NewRun> runs;
};

class ChunkQueue {
 public:
  // Returns false when nobody takes chunks any more.
  bool push(Chunk chunk) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return chunks_.size() < kChunksAhead || is_closed_; });
    if (is_closed_) return false;
    chunks_.push_back(std::move(chunk));
    changed_.notify_all();
    return true;
  }
  // nullopt at the end; throws what ended the reading.
  std::optional<Chunk> pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !chunks_.empty() || is_ended_; });
    if (failure_) std::rethrow_exception(failure_);
    if (chunks_.empty()) return std::nullopt;
    Chunk chunk = std::move(chunks_.front());
    chunks_.pop_front();
    changed_.notify_all();
    return chunk;
  }
  void end(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    failure_ = std::move(failure);
    changed_.notify_all();
  }
  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Chunk> chunks_;
  bool is_ended_ = false;
  bool is_closed_ = false;
  std::exception_ptr failure_;
};

void count(Job& job, const Call& call) {
  ++job.total_calls;
  job.processed_calls += call.status != CallStatus::Pending;
  job.failed_calls += call.status == CallStatus::Failed;
  job.skipped_calls += call.status == CallStatus::Skipped;
  job.cached_calls += call.status != CallStatus::Pending && call.cached;
}

void store_chunks(Connection& connection, Job& job, ChunkQueue& chunks) {
  const std::int64_t job_number = insert_job(connection, job);
  RunSubmission submission(connection, job.created_at_ms);
  while (const std::optional<Chunk> chunk = chunks.pop()) {
    for (std::size_t index = 0; index < chunk->calls.size(); ++index) {
      const Documents& documents = chunk->documents[index];
      insert_call(connection, job_number, chunk->calls[index], documents.record, documents.turns);
      count(job, chunk->calls[index]);
    }
    submission.submit(chunk->runs);
  }
  connection.execute("set_job_totals", {job_number, job.total_calls, job.processed_calls, job.failed_calls,
                                        job.skipped_calls, job.cached_calls});
  if (job.processed_calls == job.total_calls && job.total_calls > 0) {
    job.status = JobStatus::Complete;
    job.phase = JobPhase::Insight;
    job.finished_at_ms = job.created_at_ms;
  }
  if (job.total_calls >= kLargeImport) connection.execute("refresh_statistics");
}

std::optional<Chunk> read_chunk(const std::function<std::optional<Call>()>& next_call,
                                const RunsForCalls& runs_for) {
  Chunk chunk;
  while (chunk.calls.size() < kCallsPerChunk) {
    std::optional<Call> call = next_call();
    if (!call) break;
    chunk.documents.push_back(
        {record_to_storage_json(call->record), turns_to_storage_json(call->record.turns)});
    chunk.calls.push_back(std::move(*call));
  }
  if (chunk.calls.empty()) return std::nullopt;
  if (runs_for) chunk.runs = runs_for(chunk.calls);
  return chunk;
}

}  // namespace

void SqlCallStore::import_job(Job& job, const std::function<std::optional<Call>()>& next_call,
                              const RunsForCalls& runs_for) {
  Job stored = job;
  stored.total_calls = stored.processed_calls = stored.failed_calls = 0;
  stored.skipped_calls = stored.cached_calls = 0;
  // Read before the transaction opens, so that a source that fails at once blocks no other writer.
  std::optional<Chunk> chunk = read_chunk(next_call, runs_for);
  ChunkQueue chunks;
  WriteOutcome outcome;
  database_.write_async(
      [&](Transaction& transaction) { store_chunks(transaction.connection(), stored, chunks); },
      [&](std::exception_ptr failure) {
        chunks.close();
        outcome.set(std::move(failure));
      },
      {Durability::Full, Batching::Alone});
  try {
    while (chunk && chunks.push(std::move(*chunk))) chunk = read_chunk(next_call, runs_for);
    chunks.end(nullptr);
  } catch (...) {
    chunks.end(std::current_exception());
  }
  outcome.wait();
  job = stored;
}

}  // namespace calltracker::store::sql
