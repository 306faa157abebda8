// SPDX-License-Identifier: MIT
#pragma once

// What a set of calls says about the team, its reps, leads, sources and divisions: the data behind every
// dashboard and report. Plain values, built by InsightBuilder.
//
// A call whose score has no overall (too little of the rubric applied) enters no mean of overall scores.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "call/call.hpp"
#include "insight/statistics.hpp"

namespace calltracker::insight {

// A mean of fewer scores is shown, but not ranked.
inline constexpr std::int64_t kRankedCallsMin = 5;
inline constexpr double kQualifiedScore = 7;
// Overall scores 1 to under 2, 2 to under 3, … 9 to 10.
inline constexpr std::size_t kScoreBuckets = 9;
using ScoreHistogram = std::array<std::int64_t, kScoreBuckets>;

// Where an observation comes from: a call and the turns that show it.
struct Evidence {
  CallId call_id;
  int row = 0;
  std::optional<UnixMillis> start_time_ms;
  std::vector<int> turns;
  std::string rep;  // "" when nobody could be named
};

// One remark, with how many calls drew it and some of them as evidence.
struct Theme {
  std::string text;
  std::int64_t calls = 0;
  std::vector<Evidence> evidence;  // at most kEvidenceMax
};

// The remarks about one rubric category, most frequent first.
struct ThemeGroup {
  std::string category;  // the rubric's key; "" for remarks outside the rubric
  std::string title;
  std::int64_t observations = 0;
  std::vector<Theme> themes;  // at most kThemesMax
};

inline constexpr std::size_t kEvidenceMax = 5;
inline constexpr std::size_t kThemesMax = 5;

struct CategoryMean {
  std::string key;
  std::string title;
  MeanEstimate score;
};

struct DayPoint {
  std::string date;  // "2026-11-16" in the workspace's zone
  std::int64_t calls = 0;
  std::int64_t valid_sales = 0;
  std::int64_t qualified_leads = 0;
  MeanEstimate rep_score;
  MeanEstimate lead_score;
};

// Strengths, weaknesses and advice, each grouped by category: most observations first.
struct Coaching {
  std::vector<ThemeGroup> strengths;
  std::vector<ThemeGroup> weaknesses;
  std::vector<ThemeGroup> advice;
};

// What the calls answered to one of the company's own questions.
struct QuestionInsight {
  std::string id;
  std::string text;
  ShareEstimate yes;  // of the calls that were asked
  std::int64_t no = 0;
  std::int64_t unclear = 0;
  std::vector<Evidence> yes_calls;  // at most kEvidenceMax
  std::vector<Evidence> no_calls;
};

// Where the middle half of the scored calls lies, for one figure measured from the turns.
struct MetricRange {
  std::string_view key;  // as a call's metrics name it; static
  std::int64_t count = 0;
  double low = 0;  // a quarter of the calls lies below
  double median = 0;
  double high = 0;  // a quarter of the calls lies above
};

struct TeamInsight {
  std::int64_t calls = 0;     // rows of the log
  std::int64_t analysed = 0;  // complete
  std::int64_t skipped = 0;
  std::int64_t failed = 0;
  std::int64_t needs_review = 0;
  std::int64_t without_rep = 0;      // analysed calls that no name could be found for
  std::int64_t without_overall = 0;  // scored calls to which too little of the rubric applied
  std::optional<UnixMillis> first_call_ms;
  std::optional<UnixMillis> last_call_ms;
  ShareEstimate valid_sales;
  ShareEstimate spam;
  ShareEstimate ivr_only;
  ShareEstimate incomplete;
  ShareEstimate wrong_number;
  MeanEstimate rep_score;
  MeanEstimate lead_score;
  std::int64_t qualified_leads = 0;   // lead score 7 or more
  std::int64_t priority_actions = 0;  // to be called within the hour
  std::int64_t red_flags = 0;
  ScoreHistogram score_distribution{};
  std::optional<double> talk_share_median;
  std::vector<MetricRange> metric_ranges;
  std::vector<CategoryMean> categories;  // in the rubric's order
  std::vector<DayPoint> days;            // oldest first; days without a call are left out
  Coaching coaching;
  std::vector<QuestionInsight> questions;  // in the workspace's order, those that were asked
};

struct RepInsight {
  std::string name;
  std::optional<std::string> division;
  std::optional<int> rank;  // nullopt: too few calls
  std::int64_t calls = 0;
  std::int64_t valid_sales = 0;
  std::int64_t qualified_leads = 0;
  std::int64_t needs_review = 0;
  MeanEstimate score;
  MeanEstimate lead_score;
  std::vector<CategoryMean> categories;  // in the rubric's order, those that applied at least once
  std::optional<std::string> best_category;
  std::optional<std::string> weakest_category;
  std::optional<double> talk_share_median;
  std::vector<DayPoint> days;
  Coaching coaching;
  std::vector<QuestionInsight> questions;
};

struct LeadInsight {
  CallId call_id;
  int row = 0;
  std::optional<UnixMillis> start_time_ms;
  double score = 1;
  RecommendedAction action = RecommendedAction::NoFollowUp;
  std::optional<UnixMillis> follow_up_by_ms;
  bool overdue = false;  // at the time the insight was built for
  Timeline timeline = Timeline::None;
  Urgency urgency = Urgency::Unknown;
  ServiceFit service_fit = ServiceFit::Mismatch;
  std::optional<bool> has_authority;
  bool need_identified = false;
  std::optional<std::string> caller_name;
  std::optional<std::string> company;
  std::optional<std::string> phone;
  std::optional<std::string> location;
  std::optional<std::string> role;
  std::optional<std::string> need;
  std::vector<std::string> products;
  std::vector<std::string> red_flags;
  std::string rep;  // "" when nobody could be named
  std::optional<std::string> division;
  std::optional<std::string> source;
  std::optional<std::string> recording_url;
  std::map<std::string, int> turns;  // fact about the caller → the turn it came from
  std::optional<UnixMillis> contacted_at_ms;
};

// Why the lead stands where it does, in short phrases: "ready now", "decision maker".
std::vector<std::string> reasons_of(const LeadInsight& lead);

struct SourceInsight {
  std::optional<std::string> name;  // nullopt: the log does not say
  std::int64_t calls = 0;
  std::int64_t analysed = 0;
  ShareEstimate valid_sales;
  ShareEstimate spam;
  ShareEstimate qualified;  // of analysed calls
  MeanEstimate lead_score;
  std::optional<double> spend_usd;
  std::optional<double> cost_per_lead_usd;  // spend over qualified leads, when both are known
};

struct DivisionInsight {
  std::optional<std::string> name;  // nullopt: no division could be told
  std::int64_t calls = 0;           // analysed
  ShareEstimate valid_sales;
  MeanEstimate rep_score;
  MeanEstimate lead_score;
  std::int64_t qualified_leads = 0;
  std::int64_t priority_actions = 0;
};

// A warning about one call: a doubt about the lead, or an alert for the manager alone.
struct RedFlag {
  enum class Kind { Lead, Alert };
  CallId call_id;
  int row = 0;
  std::optional<UnixMillis> start_time_ms;
  Kind kind = Kind::Lead;
  std::string text;
  std::vector<int> turns;
  std::string rep;
};

std::string_view name_of(RedFlag::Kind kind);

struct CostInsight {
  double total_usd = 0;                // without tokens.unpriced; with such, no share of it is known
  std::optional<double> per_call_usd;  // per analysed call
  std::optional<double> per_qualified_lead_usd;
  std::int64_t cached_calls = 0;
  TokenUse tokens;
};

struct JobInsight {
  UnixMillis built_at_ms = 0;
  TeamInsight team;
  std::vector<RepInsight> reps;            // ranked first, best first; then those with too few calls
  std::vector<LeadInsight> leads;          // most urgent first; calls that need no follow-up are left out
  std::vector<SourceInsight> sources;      // most qualified leads first
  std::vector<DivisionInsight> divisions;  // in the workspace's order
  std::vector<RedFlag> red_flags;          // in the order of the calls
  std::map<std::string, std::int64_t> skipped;  // reason → calls
  std::map<std::string, std::int64_t> failed;   // error code → calls
  CostInsight cost;

  const RepInsight* rep(std::string_view name) const;
};

}  // namespace calltracker::insight
