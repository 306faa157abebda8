// SPDX-License-Identifier: MIT
// Jobs added up by their digests say what their calls would have said.
#include <doctest/doctest.h>

#include "insight/dashboard_json.hpp"
#include "insight/insight_builder.hpp"
#include "insight/insight_json.hpp"
#include "tests/support/sample_calls.hpp"

using namespace calltracker;
using namespace calltracker::insight;
using samples::kHourMs;
using samples::kMondayMorningMs;

namespace {

constexpr int kCalls = 900;
constexpr UnixMillis kNowMs = kMondayMorningMs + 200 * kHourMs;

json::value shown(const JobInsight& insight, const Workspace& workspace) {
  const TimeZone zone(workspace.time_zone);
  json::object dashboard = dashboard_to_json(insight, zone);
  // Of the flags the newest are kept of each job, so their number says more than the list.
  dashboard.erase("redFlags");
  json::array reps;
  for (const RepInsight& rep : insight.reps) reps.push_back(to_json(rep, zone));
  json::array sources;
  for (const SourceInsight& source : insight.sources) sources.push_back(to_json(source));
  return json::object{{"dashboard", dashboard}, {"reps", reps}, {"sources", sources}};
}

// Numbers to three digits, everything else exactly.
void check_alike(const json::value& left, const json::value& right, const std::string& path) {
  INFO(path);
  if (left.is_object() && right.is_object()) {
    REQUIRE(left.as_object().size() == right.as_object().size());
    for (const auto& [key, value] : left.as_object())
      check_alike(value, right.at(key), path + "." + std::string(key));
  } else if (left.is_array() && right.is_array()) {
    REQUIRE(left.as_array().size() == right.as_array().size());
    for (std::size_t index = 0; index < left.as_array().size(); ++index) {
      check_alike(left.at(index), right.at(index), path + "." + std::to_string(index));
    }
  } else if (left.is_number() && right.is_number()) {
    CHECK(left.to_number<double>() == doctest::Approx(right.to_number<double>()).epsilon(0.005));
  } else {
    CHECK(left == right);
  }
}

std::string digest_of(const samples::SampleWeek& week, int from, int to) {
  InsightBuilder builder(week.workspace(), kNowMs, Detail::Figures);
  for (int index = from; index < to; ++index) builder.add(week.call(index));
  return builder.digest();
}

}  // namespace

TEST_CASE("three jobs added up by their digests are as all of their calls in one") {
  const samples::SampleWeek week(kCalls);
  InsightBuilder whole(week.workspace(), kNowMs, Detail::Figures);
  for (int index = 0; index < kCalls; ++index) whole.add(week.call(index));
  InsightBuilder parts(week.workspace(), kNowMs, Detail::Figures);
  for (const int from : {0, 300, 600}) parts.add(InsightDigest(digest_of(week, from, from + 300)));
  const JobInsight of_parts = parts.finish();
  check_alike(shown(of_parts, week.workspace()), shown(whole.finish(), week.workspace()), "");
  CHECK(of_parts.team.calls == kCalls);
  CHECK(of_parts.leads.empty());
  CHECK(of_parts.red_flags.size() <= kFlagsKeptMax);
}

TEST_CASE("a digest knows which times its calls lie in") {
  const samples::SampleWeek week(kCalls);
  const InsightDigest digest(digest_of(week, 0, kCalls));
  const auto start = [&week](int index) { return week.call(index).record.start_time_ms.value(); };
  UnixMillis first = start(0);
  UnixMillis last = start(0);
  for (int index = 1; index < kCalls; ++index) {
    first = std::min(first, start(index));
    last = std::max(last, start(index));
  }
  CHECK(digest.is_all_within(std::nullopt, std::nullopt));
  CHECK(digest.is_all_within(first, last + 1));
  CHECK_FALSE(digest.is_all_within(first + 1, std::nullopt));
  CHECK_FALSE(digest.is_all_within(std::nullopt, last));
  CHECK(digest.is_all_outside(last + 1, std::nullopt));
  CHECK(digest.is_all_outside(std::nullopt, first));
  CHECK_FALSE(digest.is_all_outside(last, std::nullopt));
}

TEST_CASE("a call without a time lies within no time") {
  const samples::SampleWeek week(2);
  InsightBuilder builder(week.workspace(), kNowMs, Detail::Figures);
  Call call = week.call(0);
  builder.add(call);
  call.record.start_time_ms.reset();
  builder.add(call);
  const InsightDigest digest(builder.digest());
  CHECK_FALSE(digest.is_all_within(0, std::nullopt));
  CHECK(digest.is_all_within(std::nullopt, std::nullopt));
}
