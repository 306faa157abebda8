// SPDX-License-Identifier: MIT
#pragma once

// What any set of calls says: one job's, or every job's. A call that was analysed in several jobs counts
// once, by its newest analysis. Calls are streamed; what is kept of each is what an insight keeps.
//
// Of each job that has ended a digest is stored: every job taken together, at any time, costs the reading of
// the digests, however many calls there are. The same holds for one rep, division, source or type of call
// over every job, once it has been asked for: then only jobs that are new are read call by call.

#include <atomic>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "insight/insight.hpp"
#include "operations/services.hpp"
#include "store/call_list.hpp"

namespace calltracker::operations {

// The filter says which calls; its words and state are not asked. Without leads, and with the newest red
// flags alone.
insight::JobInsight build_insight(Services& services, const store::CallFilter& filter);

// Makes the digests of ended jobs that have none for the state they are in.
void refresh_digests(Services& services);
// The same for one job.
void refresh_digest(Services& services, const JobId& id);

// The insights asked for last, built again when calls have changed or a minute has passed (deadlines do).
// Safe from any thread; two that ask for the same at once wait for one.
class InsightCache {
 public:
  using Insight = std::shared_ptr<const insight::JobInsight>;

  explicit InsightCache(Services& services) : services_(services) {}

  Insight get(const store::CallFilter& filter);

 private:
  struct Entry {
    std::string question;
    std::string state;  // of all calls, when it was begun
    UnixMillis begun_at_ms = 0;
    std::shared_ptr<const std::atomic<UnixMillis>> took_ms;  // 0: being built
    std::shared_future<Insight> insight;
  };

  bool still_holds(const Entry& entry, const std::string& state, UnixMillis now_ms) const;
  Insight find_or_build(const std::string& question, const std::function<insight::JobInsight()>& build);

  Services& services_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // newest first
};

}  // namespace calltracker::operations
