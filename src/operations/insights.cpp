// SPDX-License-Identifier: MIT
#include "operations/insights.hpp"

#include <fmt/format.h>

#include <functional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "call/vocabulary.hpp"
#include "insight/insight_builder.hpp"

namespace calltracker::operations {
namespace {

constexpr std::size_t kEntriesMax = 16;
constexpr UnixMillis kAgeMaxMs = 60'000;

// The same conversation at the same moment is the same call, whichever upload brought it.
std::size_t identity_of(const Call& call) {
  const std::string text =
      fmt::format("{}|{}|{}|{}", call.content_hash, call.record.start_time_ms.value_or(-1),
                  call.record.duration_seconds.value_or(-1), call.record.caller_number.value_or(""));
  return std::hash<std::string_view>{}(text);
}

// Analysed calls first, so that a newer upload that failed, or skipped it, does not hide what is known.
constexpr CallStatus kInOrder[] = {CallStatus::Complete, CallStatus::Failed, CallStatus::Cancelled,
                                   CallStatus::Skipped, CallStatus::Pending};

std::string question_of(const store::CallFilter& filter) {
  const auto text = [](const std::optional<std::string>& value) { return value ? "=" + *value : "-"; };
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", filter.job ? filter.job->str() : "-",
                     text(filter.division), filter.call_type ? name_of(*filter.call_type) : "-",
                     text(filter.rep), text(filter.source), filter.started_from_ms.value_or(-1),
                     filter.started_before_ms.value_or(-1));
}

}  // namespace

insight::JobInsight build_insight(Services& services, const store::CallFilter& filter) {
  insight::InsightBuilder builder(services.workspace(), services.clock.now_ms());
  if (filter.job) {
    services.calls.for_each_call_of(filter, [&builder](const Call& call) { builder.add(call); });
    return builder.finish();
  }
  std::unordered_set<std::size_t> seen;
  store::CallFilter by_state = filter;
  for (const CallStatus status : kInOrder) {
    by_state.status = status;
    // Of equal starts the call stored last comes first.
    services.calls.for_each_call_of(by_state, [&](const Call& call) {
      if (seen.insert(identity_of(call)).second) builder.add(call);
    });
  }
  return builder.finish();
}

InsightCache::Insight InsightCache::get(const store::CallFilter& filter) {
  const std::string question = question_of(filter);
  const std::string state = services_.calls.state_of_calls();
  const UnixMillis now_ms = services_.clock.now_ms();
  std::promise<Insight> promise;
  {
    std::unique_lock lock(mutex_);
    for (const Entry& entry : entries_) {
      if (entry.question != question || entry.state != state || now_ms - entry.begun_at_ms >= kAgeMaxMs) {
        continue;
      }
      const std::shared_future<Insight> known = entry.insight;
      lock.unlock();
      return known.get();
    }
    std::erase_if(entries_, [&question](const Entry& entry) { return entry.question == question; });
    entries_.push_front({.question = question,
                         .state = state,
                         .begun_at_ms = now_ms,
                         .insight = promise.get_future().share()});
    if (entries_.size() > kEntriesMax) entries_.pop_back();
  }
  try {
    auto built = std::make_shared<const insight::JobInsight>(build_insight(services_, filter));
    promise.set_value(built);
    return built;
  } catch (...) {
    promise.set_exception(std::current_exception());
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [&question](const Entry& entry) { return entry.question == question; });
    throw;
  }
}

}  // namespace calltracker::operations
