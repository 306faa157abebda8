// SPDX-License-Identifier: MIT
#pragma once

// Turns a stream of calls into a JobInsight in one pass. Memory grows with the number of reps, sources, leads
// and red flags, never with transcripts: 100,000 calls are fine.
//
// Which calls count (a job, a division, a month) is the caller's choice: add only those.

#include <map>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "call/call.hpp"
#include "call/workspace.hpp"
#include "insight/insight.hpp"

namespace calltracker::insight {

class InsightBuilder {
 public:
  // `workspace` must outlive the builder. `now_ms` decides which follow-ups are overdue. `spend_usd` is what
  // each source cost, where somebody knows it.
  InsightBuilder(const Workspace& workspace, UnixMillis now_ms, std::map<std::string, double> spend_usd = {});
  ~InsightBuilder();

  void add(const Call& call);
  // Call once, after the last add.
  JobInsight finish();

 private:
  struct Tallies;
  std::unique_ptr<Tallies> tallies_;
};

}  // namespace calltracker::insight
