// SPDX-License-Identifier: MIT
#pragma once

// What an InsightBuilder counts, for its own sources.

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/time_zone.hpp"
#include "insight/insight_builder.hpp"
#include "insight/metric_ranges.hpp"
#include "insight/tally.hpp"

namespace calltracker::insight {

struct RepTally {
  PeopleTally people;
  std::map<std::string, std::int64_t> divisions;
};

struct TeamExtras {
  std::int64_t skipped = 0;
  std::int64_t failed = 0;
  std::int64_t without_rep = 0;
  std::int64_t without_overall = 0;
  std::int64_t without_time = 0;
  std::int64_t red_flags = 0;
  std::int64_t cached = 0;
  std::optional<UnixMillis> first_call_ms;
  std::optional<UnixMillis> last_call_ms;
  ScoreHistogram score_distribution{};
};

struct InsightBuilder::Tallies {
  Tallies(const Workspace& of_workspace, UnixMillis at_ms, Detail wanted, std::map<std::string, double> spend)
      : workspace(of_workspace),
        zone(workspace.time_zone),
        now_ms(at_ms),
        detail(wanted),
        spend_usd(std::move(spend)) {}

  void count_outcome(const Call& call);
  void count_flags(const Call& call);
  void drop_older_flags();
  void count_times(const Call& call);
  void count_rep(const CallFacts& facts, const std::optional<std::string>& division);
  TeamInsight finish_team() const;
  RepInsight finish_rep(const std::string& name, const RepTally& tally) const;
  std::vector<RepInsight> finish_reps() const;
  std::vector<SourceInsight> finish_sources() const;
  std::vector<DivisionInsight> finish_divisions() const;
  CostInsight finish_cost() const;

  const Workspace& workspace;
  TimeZone zone;
  UnixMillis now_ms;
  Detail detail;
  std::map<std::string, double> spend_usd;
  PeopleTally team;
  MetricTally metrics;
  TeamExtras extras;
  std::unordered_map<std::string, RepTally> reps;
  std::map<std::optional<std::string>, OutcomeTally> sources;
  std::map<std::optional<std::string>, OutcomeTally> divisions;
  std::vector<LeadInsight> leads;
  std::vector<RedFlag> red_flags;
  std::map<std::string, std::int64_t> skipped;
  std::map<std::string, std::int64_t> failed;
  double cost_usd = 0;
  TokenUse tokens;
};

}  // namespace calltracker::insight
