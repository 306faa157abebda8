// SPDX-License-Identifier: MIT
#pragma once

// Running counts for one slice of the calls: the team, a rep, a source, a division. A Tally is fed calls and
// asked for figures; it holds no call. Its digest can be added to another of its kind (tally_digest.cpp).

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time_zone.hpp"
#include "call/call.hpp"
#include "call/workspace.hpp"
#include "insight/insight.hpp"
#include "insight/question_tally.hpp"
#include "insight/theme_collector.hpp"

namespace calltracker::insight {

// What several tallies ask of one call, found once.
struct CallFacts {
  explicit CallFacts(const Call& call);

  const Call& call;
  bool analysed = false;
  std::optional<Classification> classification;
  std::optional<double> overall;
  std::optional<double> lead_score;
  bool qualified = false;
  bool priority = false;
  bool needs_review = false;
};

// Counts of calls by outcome, and the two scores.
class OutcomeTally {
 public:
  void add(const CallFacts& facts);

  std::int64_t calls() const { return calls_; }
  std::int64_t analysed() const { return analysed_; }
  std::int64_t valid_sales() const;
  std::int64_t qualified() const { return qualified_; }
  std::int64_t priority() const { return priority_; }
  std::int64_t needs_review() const { return needs_review_; }
  // Of the calls that were classified.
  ShareEstimate share(Classification classification) const;
  ShareEstimate qualified_share() const { return estimate_share(qualified_, analysed_); }
  MeanEstimate rep_score() const { return rep_score_.estimate(); }
  MeanEstimate lead_score() const { return lead_score_.estimate(); }

  json::value to_digest() const;
  void add_digest(const json::value& digest);

 private:
  std::int64_t calls_ = 0;
  std::int64_t analysed_ = 0;
  std::int64_t classified_ = 0;
  std::int64_t qualified_ = 0;
  std::int64_t priority_ = 0;
  std::int64_t needs_review_ = 0;
  std::map<Classification, std::int64_t> classes_;
  RunningMean rep_score_;
  RunningMean lead_score_;
};

// Mean per rubric category over the calls to which it applied.
class CategoryTally {
 public:
  void add(const CallFacts& facts);
  // In the rubric's order; categories that never applied are left out.
  std::vector<CategoryMean> finish(const Workspace& workspace) const;

  json::value to_digest() const;
  void add_digest(const json::value& digest);

 private:
  std::map<std::string, RunningMean, std::less<>> means_;
};

class DayTally {
 public:
  void add(const CallFacts& facts, const TimeZone& zone);
  std::vector<DayPoint> finish() const;

  json::value to_digest() const;
  void add_digest(const json::value& digest);

 private:
  std::map<std::string, OutcomeTally> days_;
};

class CoachingTally {
 public:
  void add(const CallFacts& facts);
  Coaching finish(const Workspace& workspace) const;

  json::value to_digest() const;
  void add_digest(const json::value& digest);

 private:
  ThemeCollector strengths_{Telling::HighScores};
  ThemeCollector weaknesses_{Telling::LowScores};
  ThemeCollector advice_{Telling::LowScores};
};

// Everything the team and a rep have in common.
class PeopleTally {
 public:
  void add(const CallFacts& facts, const TimeZone& zone);

  json::value to_digest() const;
  void add_digest(const json::value& digest);

  OutcomeTally outcomes;
  CategoryTally categories;
  DayTally days;
  CoachingTally coaching;
  QuestionTally questions;
  Distribution talk_shares;
};

json::value to_digest(const Distribution& distribution);
void add_digest(Distribution& distribution, const json::value& digest);

}  // namespace calltracker::insight
