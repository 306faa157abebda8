// SPDX-License-Identifier: MIT
#include "operations/insights.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "call/vocabulary.hpp"
#include "insight/insight_builder.hpp"

namespace calltracker::operations {
namespace {

constexpr std::size_t kEntriesMax = 16;
constexpr UnixMillis kAgeMaxMs = 60'000;
// What took longer to build is shown for kPatience times as long although calls have changed, so that a page
// on a busy server does not keep it busy.
constexpr UnixMillis kLongMs = 1'000;
constexpr UnixMillis kPatience = 10;

// Which part of the calls a filter asks for, whatever the job and the time; "": all of them.
std::string slice_of(const store::CallFilter& filter) {
  json::object slice;
  if (filter.division) slice["division"] = *filter.division;
  if (filter.call_type) slice["callType"] = name_of(*filter.call_type);
  if (filter.rep) slice["rep"] = *filter.rep;
  if (filter.source) slice["source"] = *filter.source;
  return slice.empty() ? "" : to_json_text(slice);
}

// What a digest depends on besides the calls.
std::string making_of(const Services& services) {
  return fmt::format(" {} {}", insight::kDigestFormat,
                     sha256_hex(services.workspaces.version().text).substr(0, 16));
}

struct StaleDigest {
  JobId job;
  std::string state;
  bool is_ended = false;
};

// Shows the digests that hold; gives the jobs without one.
std::vector<StaleDigest> list_stale(Services& services, const std::string& slice, const std::string& making,
                                    const std::function<void(std::string_view text, const JobId&)>& visit) {
  std::vector<StaleDigest> stale;
  services.calls.for_each_digest(slice, visit != nullptr, [&](const store::JobDigest& digest) {
    if (digest.state_before != digest.state + making) {
      stale.push_back({.job = digest.job, .state = digest.state, .is_ended = digest.is_ended});
    } else if (visit) {
      visit(digest.text, digest.job);
    }
  });
  return stale;
}

std::string make_digest(Services& services, const store::CallFilter& filter, const StaleDigest& stale,
                        const std::string& making) {
  insight::InsightBuilder builder(services.workspace(), services.clock.now_ms(), insight::Detail::Figures);
  store::CallFilter of_job = filter;
  of_job.job = stale.job;
  of_job.counting = true;
  of_job.started_from_ms = of_job.started_before_ms = std::nullopt;
  services.calls.for_each_call_of(of_job, store::kEveryCall,
                                  [&builder](const Call& call) { builder.add(call); });
  std::string text = builder.digest();
  // An open job's would not hold for long.
  if (stale.is_ended) services.calls.put_digest(stale.job, slice_of(filter), stale.state + making, text);
  return text;
}

// Adds up what is stored of each job; only jobs that lie across the edge of the time asked for are read call
// by call.
void add_every_job(Services& services, const store::CallFilter& filter, insight::InsightBuilder& builder) {
  std::vector<JobId> across;
  const auto add = [&](std::string_view text, const JobId& job) {
    const insight::InsightDigest digest(text);
    if (digest.is_all_within(filter.started_from_ms, filter.started_before_ms)) {
      builder.add(digest);
    } else if (!digest.is_all_outside(filter.started_from_ms, filter.started_before_ms)) {
      across.push_back(job);
    }
  };
  const std::string making = making_of(services);
  for (const StaleDigest& stale : list_stale(services, slice_of(filter), making, add)) {
    add(make_digest(services, filter, stale, making), stale.job);
  }
  for (const JobId& job : across) {
    store::CallFilter of_job = filter;
    of_job.job = job;
    of_job.counting = true;
    services.calls.for_each_call_of(of_job, store::kEveryCall,
                                    [&builder](const Call& call) { builder.add(call); });
  }
}

std::string question_of(const store::CallFilter& filter) {
  return fmt::format("{}\n{}\n{}\n{}", filter.job ? filter.job->str() : "-", slice_of(filter),
                     filter.started_from_ms.value_or(-1), filter.started_before_ms.value_or(-1));
}

}  // namespace

insight::JobInsight build_insight(Services& services, const store::CallFilter& filter) {
  insight::InsightBuilder builder(services.workspace(), services.clock.now_ms(), insight::Detail::Figures);
  if (filter.job) {
    services.calls.for_each_call_of(filter, store::kEveryCall,
                                    [&builder](const Call& call) { builder.add(call); });
  } else {
    add_every_job(services, filter, builder);
  }
  return builder.finish();
}

void refresh_digests(Services& services) {
  const std::string making = making_of(services);
  for (const StaleDigest& stale : list_stale(services, "", making, nullptr)) {
    if (stale.is_ended) make_digest(services, {}, stale, making);
  }
}

void refresh_digest(Services& services, const JobId& id) {
  const std::string making = making_of(services);
  for (const StaleDigest& stale : list_stale(services, "", making, nullptr)) {
    if (stale.is_ended && stale.job == id) make_digest(services, {}, stale, making);
  }
}

InsightCache::Insight InsightCache::get(const store::CallFilter& filter) {
  return find_or_build(question_of(filter), [this, &filter] { return build_insight(services_, filter); });
}

bool InsightCache::still_holds(const Entry& entry, const std::string& state, UnixMillis now_ms) const {
  const UnixMillis age_ms = now_ms - entry.begun_at_ms;
  if (entry.state == state) return age_ms < kAgeMaxMs;
  return *entry.took_ms >= kLongMs && age_ms < kPatience * *entry.took_ms;
}

InsightCache::Insight InsightCache::find_or_build(const std::string& question,
                                                  const std::function<insight::JobInsight()>& build) {
  const std::string state = services_.calls.state_of_calls();
  const UnixMillis now_ms = services_.clock.now_ms();
  std::promise<Insight> promise;
  const auto took_ms = std::make_shared<std::atomic<UnixMillis>>(0);
  {
    std::unique_lock lock(mutex_);
    for (const Entry& entry : entries_) {
      if (entry.question != question || !still_holds(entry, state, now_ms)) continue;
      const std::shared_future<Insight> known = entry.insight;
      lock.unlock();
      return known.get();
    }
    std::erase_if(entries_, [&question](const Entry& entry) { return entry.question == question; });
    entries_.push_front({.question = question,
                         .state = state,
                         .begun_at_ms = now_ms,
                         .took_ms = took_ms,
                         .insight = promise.get_future().share()});
    if (entries_.size() > kEntriesMax) entries_.pop_back();
  }
  try {
    auto built = std::make_shared<const insight::JobInsight>(build());
    *took_ms = services_.clock.now_ms() - now_ms;
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
