// SPDX-License-Identifier: MIT
#pragma once

// Forgetting what is older than a company wants to keep: jobs that finished earlier with their calls,
// transcripts, results and search words, and the answers of models.

#include <cstdint>
#include <functional>
#include <vector>

#include "base/woken_thread.hpp"
#include "operations/services.hpp"

namespace calltracker::operations {

struct RetentionOutcome {
  std::vector<JobId> jobs;
  std::int64_t answers = 0;
};

// Deletes in small transactions, so that it may run beside everything else and be cut short. Answers stay
// while any run is under way, since it may be about to use one.
RetentionOutcome forget_older_than(Services& services, int days);

// Does so as the privacy settings say, on a thread of its own: at its start, every hour, and when asked.
class Retention {
 public:
  // `deleted` is told on the retention's thread.
  Retention(Services& services, std::function<void(const JobId&)> deleted);

  void start();
  void stop() { thread_.stop(); }
  void look_now() { thread_.wake(); }

 private:
  void look();

  Services& services_;
  std::function<void(const JobId&)> deleted_;
  WokenThread thread_;
};

}  // namespace calltracker::operations
