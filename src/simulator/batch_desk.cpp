// SPDX-License-Identifier: MIT
#include "simulator/batch_desk.hpp"

#include <algorithm>
#include <atomic>
#include <random>
#include <utility>

namespace calltracker::simulator {

struct BatchDesk::Batch {
  std::string id;
  UnixMillis created_at_ms = 0;
  std::vector<BatchItem> items;
  json::object notes;
  std::atomic<bool> is_cancelled = false;
  // Under the desk's mutex:
  std::optional<UnixMillis> cancel_at_ms;
  std::optional<UnixMillis> done_at_ms;
  std::shared_ptr<const std::vector<BatchResult>> results;
};

namespace {

BatchCounts counts_of(const std::vector<BatchResult>& results) {
  BatchCounts counts;
  for (const BatchResult& result : results) {
    switch (result.answer.end) {
      case ItemAnswer::End::Succeeded:
        ++counts.succeeded;
        break;
      case ItemAnswer::End::Errored:
        ++counts.errored;
        break;
      case ItemAnswer::End::Canceled:
        ++counts.canceled;
        break;
      case ItemAnswer::End::Expired:
        ++counts.expired;
        break;
    }
  }
  return counts;
}

}  // namespace

BatchDesk::BatchDesk(const Clock& clock, std::chrono::milliseconds time, Work work)
    : clock_(clock),
      time_(time),
      work_(std::move(work)),
      thread_([this](const std::stop_token& stop) { work_off(stop); }) {}

BatchDesk::~BatchDesk() = default;

std::string BatchDesk::submit(std::string id, std::vector<BatchItem> items, json::object notes) {
  auto batch = std::make_shared<Batch>();
  batch->id = id;
  batch->created_at_ms = clock_.now_ms();
  batch->items = std::move(items);
  batch->notes = std::move(notes);
  const std::lock_guard lock(mutex_);
  batches_.emplace(id, batch);
  waiting_.push_back(std::move(batch));
  changed_.notify_all();
  return id;
}

std::optional<BatchView> BatchDesk::find(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = batches_.find(id);
  return found == batches_.end() ? std::nullopt : std::optional(view_of(*found->second));
}

std::vector<BatchView> BatchDesk::list() {
  const std::lock_guard lock(mutex_);
  std::vector<BatchView> views;
  for (const auto& [id, batch] : batches_) views.push_back(view_of(*batch));
  // Ids rise with time.
  std::reverse(views.begin(), views.end());
  return views;
}

void BatchDesk::cancel(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = batches_.find(id);
  if (found == batches_.end() || found->second->cancel_at_ms || view_of(*found->second).ended_at_ms) return;
  found->second->cancel_at_ms = clock_.now_ms();
  found->second->is_cancelled = true;
}

void BatchDesk::remove(const std::string& id) {
  const std::lock_guard lock(mutex_);
  batches_.erase(id);
}

BatchView BatchDesk::view_of(Batch& batch) const {
  BatchView view{.id = batch.id,
                 .created_at_ms = batch.created_at_ms,
                 .cancel_at_ms = batch.cancel_at_ms,
                 .ended_at_ms = std::nullopt,
                 .items = static_cast<std::int64_t>(batch.items.size()),
                 .counts = {},
                 .notes = batch.notes,
                 .results = nullptr};
  view.counts.processing = view.items;
  // A cancelled batch ends as soon as its thread has let go of it.
  const UnixMillis ends_at_ms = batch.cancel_at_ms ? 0 : batch.created_at_ms + time_.count();
  if (!batch.done_at_ms || clock_.now_ms() < ends_at_ms) return view;
  view.ended_at_ms = std::max(*batch.done_at_ms, ends_at_ms);
  view.results = batch.results;
  view.counts = counts_of(*batch.results);
  return view;
}

void BatchDesk::work_off(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    const std::shared_ptr<Batch> batch = waiting_.front();
    waiting_.pop_front();
    lock.unlock();
    work_on(*batch, stop);
    lock.lock();
  }
}

void BatchDesk::work_on(Batch& batch, const std::stop_token& stop) {
  auto results = std::make_shared<std::vector<BatchResult>>();
  for (const BatchItem& item : batch.items) {
    if (stop.stop_requested()) return;
    ItemAnswer answer{.end = ItemAnswer::End::Canceled, .body = nullptr};
    if (!batch.is_cancelled) answer = work_(item);
    results->push_back({.custom_id = item.custom_id, .answer = std::move(answer)});
  }
  // The APIs promise no order; the same one every time keeps a test's failure the same.
  std::shuffle(results->begin(), results->end(), std::minstd_rand(static_cast<unsigned>(results->size())));
  const std::lock_guard lock(mutex_);
  batch.results = std::move(results);
  batch.done_at_ms = clock_.now_ms();
}

}  // namespace calltracker::simulator
