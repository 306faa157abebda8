// SPDX-License-Identifier: MIT
#pragma once

// A job with calls and their insight, ready to be written as any report. Change `calls` or `job`, then ask
// for input().

#include <utility>
#include <vector>

#include "insight/insight_builder.hpp"
#include "report/report_input.hpp"
#include "tests/support/sample_calls.hpp"

namespace calltracker::samples {

class SampleReport {
 public:
  explicit SampleReport(int count) {
    const SampleWeek week(count);
    workspace = week.workspace();
    for (int index = 0; index < count; ++index) calls.push_back(week.call(index));
  }

  report::ReportInput input() {
    insight::InsightBuilder builder(workspace, kMadeMs);
    for (const Call& call : calls) builder.add(call);
    insight_ = builder.finish();
    return {.job = job,
            .workspace = workspace,
            .insight = insight_,
            .for_each_call =
                [this](const std::function<void(const Call&)>& visit) {
                  for (const Call& call : calls) visit(call);
                },
            .find_turns = [this](const CallId& id) { return turns_of(id); },
            .generated_at_ms = kMadeMs};
  }

  // Friday, 5 PM.
  static constexpr UnixMillis kMadeMs = kMondayMorningMs + 105 * kHourMs;
  Workspace workspace;
  Job job = sample_job();
  std::vector<Call> calls;

 private:
  std::vector<Turn> turns_of(const CallId& id) const {
    for (const Call& call : calls) {
      if (call.id == id) return call.record.turns;
    }
    return {};
  }

  insight::JobInsight insight_;
};

// A complete sale that a test may change; every fact is set.
inline Call sample_sale() {
  const SampleWeek week(250);
  for (int index = 0;; ++index) {
    Call call = week.call(index);
    if (call.result.lead && call.result.score && call.result.score->overall && call.record.source)
      return call;
  }
}

}  // namespace calltracker::samples
