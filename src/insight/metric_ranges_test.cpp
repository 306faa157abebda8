// SPDX-License-Identifier: MIT
#include "insight/metric_ranges.hpp"

#include <doctest/doctest.h>

namespace calltracker::insight {
namespace {

Call scored_call(int questions, std::optional<double> words_per_minute) {
  Call call;
  call.status = CallStatus::Complete;
  call.result.score = RepScore{.overall = 6.0, .coverage = 1, .categories = {}};
  call.result.metrics = CallMetrics{.agent_questions = questions, .words_per_minute = words_per_minute};
  return call;
}

const MetricRange* range_of(const std::vector<MetricRange>& ranges, std::string_view key) {
  for (const MetricRange& range : ranges) {
    if (range.key == key) return &range;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a metric's range is the middle half of the scored calls") {
  MetricTally tally;
  for (const int questions : {2, 4, 6, 8, 10}) tally.add(CallFacts(scored_call(questions, std::nullopt)));
  const auto ranges = tally.finish();
  const MetricRange* questions = range_of(ranges, "agentQuestions");
  REQUIRE(questions != nullptr);
  CHECK(questions->count == 5);
  CHECK(questions->low == doctest::Approx(4));
  CHECK(questions->median == doctest::Approx(6));
  CHECK(questions->high == doctest::Approx(8));
}

TEST_CASE("what no call could be measured for has no range, and unscored calls count for none") {
  MetricTally tally;
  tally.add(CallFacts(scored_call(3, std::nullopt)));
  Call unscored = scored_call(90, 200.0);
  unscored.result.score->overall = std::nullopt;
  tally.add(CallFacts(unscored));
  const auto ranges = tally.finish();
  CHECK(range_of(ranges, "wordsPerMinute") == nullptr);
  REQUIRE(range_of(ranges, "agentQuestions") != nullptr);
  CHECK(range_of(ranges, "agentQuestions")->high == doctest::Approx(3));
}

}  // namespace calltracker::insight
