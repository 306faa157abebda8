// SPDX-License-Identifier: MIT
#pragma once

// What any set of calls says: one job's, or every job's. A call that was analysed in several jobs counts
// once, by its newest analysis. Calls are streamed; what is kept of each is what an insight keeps.

#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "insight/insight.hpp"
#include "operations/services.hpp"
#include "store/call_list.hpp"

namespace calltracker::operations {

// The filter says which calls; its words and state are not asked.
insight::JobInsight build_insight(Services& services, const store::CallFilter& filter);

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
    std::shared_future<Insight> insight;
  };

  Services& services_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // newest first
};

}  // namespace calltracker::operations
