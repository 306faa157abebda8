// SPDX-License-Identifier: MIT
#pragma once

// One call as every stage sees it: what the log said (CallRecord), what the stages found (CallResult).
//
// Facts that are not known are nullopt, never "". Turn numbers start at 1 and always point into `turns`.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "call/vocabulary.hpp"

namespace calltracker {

struct Turn {
  int number = 0;
  Speaker speaker = Speaker::Other;
  std::string text;
  std::optional<double> at_seconds;
  std::optional<std::string> label;  // the name a label gave: "Agent (Brian):" → Brian
};

// A row of the log after Bronze. Field names follow PRODUCT §1.
struct CallRecord {
  int row = 0;  // spreadsheet row, counted from 1
  std::optional<UnixMillis> start_time_ms;
  std::optional<double> duration_seconds;
  std::optional<std::string> agent_name;
  std::optional<std::string> agent_number;
  std::optional<std::string> number_name;
  std::optional<std::string> tracking_number;
  std::optional<std::string> caller_name;
  std::optional<std::string> caller_number;
  std::optional<std::string> source;
  std::optional<std::string> medium;
  std::optional<std::string> campaign;
  std::optional<std::string> call_status;
  std::optional<std::string> recording_url;
  std::optional<std::string> sentiment;
  std::optional<std::string> note;
  std::optional<std::string> attribution;
  std::optional<std::string> tags;
  std::vector<std::pair<std::string, std::string>> extra;  // unknown columns, header → text
  std::vector<Turn> turns;
  bool speakers_swapped = false;    // labels were found to be the wrong way round, and turned
  bool possibly_truncated = false;  // the cell was at the spreadsheet's own length limit
};

struct Triage {
  Classification classification = Classification::Incomplete;
  std::string subtype;  // "new_prospect", "voicemail", "vendor_solicitation", …
  double confidence = 0;
  std::string reason;
  DecidedBy decided_by = DecidedBy::Rules;
};

struct RepFacts {
  std::optional<std::string> name;         // as spoken
  std::optional<std::string> roster_name;  // resolved
  std::optional<std::string> division;
  bool introduced_properly = false;
  std::optional<std::string> intro_pattern;
  std::optional<int> turn;
};

struct CallerFacts {
  std::optional<std::string> name;
  std::optional<std::string> company;
  std::optional<std::string> location;  // "City, ST"
  std::optional<std::string> phone;     // "(AAA) EEE-NNNN"
  std::optional<std::string> role;
  std::map<std::string, int> turns;  // field name → the turn it came from
};

struct CallContext {
  CallType type = CallType::Unknown;
  std::optional<std::string> need_summary;
  std::vector<std::string> product_interest;
  Urgency urgency = Urgency::Unknown;
};

struct Validation {
  std::vector<ValidationIssue> issues;
  double confidence = 0;
  bool needs_review = false;
};

// Measured in code from the turns. Shares count words, since a log rarely holds times.
struct CallMetrics {
  std::optional<double>
      agent_talk_share;  // 0-1; nullopt when nobody is known to be the agent or nobody spoke
  int agent_questions = 0;
  int caller_questions = 0;
  int longest_agent_run_words = 0;
  int longest_caller_run_words = 0;
  int turns = 0;
  int words = 0;
  int filler_words = 0;  // the agent's
  std::optional<double> words_per_minute;
  std::optional<double> turns_per_minute;
  std::optional<double> median_response_seconds;  // only with timestamps; nullopt means not measurable
};

// A level that a person set, and why. The latest of a category counts.
struct LevelOverride {
  std::string category;  // the rubric's key
  int level = 0;         // 0-5
  std::string reason;
  UnixMillis at_ms = 0;
};

// What a category was before a person set its level.
struct OverriddenLevel {
  bool applicable = false;
  std::optional<int> level;
  std::optional<double> score;
  LevelOverride by;
};

struct CategoryScore {
  bool applicable = false;
  std::optional<int> level;     // 0-5, nullopt when not applicable or its evidence was rejected
  std::optional<double> score;  // 1-10
  std::vector<int> turns;
  std::string note;
  std::vector<std::pair<std::string, bool>> checks;
  std::vector<std::pair<std::string, std::vector<std::string>>> details;  // objectionsRaised, stepsSet, …
  std::optional<std::string> outcome;                                     // callClosing only
  std::optional<OverriddenLevel> overridden;  // set: `level` and `score` are a person's
};

struct RepScore {
  std::optional<double> overall;                                  // 1-10; nullopt when too little applied
  double coverage = 0;                                            // share of the rubric's weight that applied
  std::vector<std::pair<std::string, CategoryScore>> categories;  // in the rubric's order
  std::optional<double> overall_before_overrides;                 // unless nothing is overridden
};

struct LeadQuality {
  double score = 1;  // 1-10
  Timeline timeline = Timeline::None;
  std::optional<bool> has_authority;
  bool need_identified = false;
  ServiceFit service_fit = ServiceFit::Mismatch;
  std::vector<std::string> red_flags;
  RecommendedAction recommended_action = RecommendedAction::NoFollowUp;
  std::optional<UnixMillis> follow_up_by_ms;
  std::vector<int> turns;
};

// A strength, weakness, piece of advice or alert with the turns that show it.
struct Observation {
  std::string text;
  std::string category;  // a rubric category's key; empty for alerts without one
  std::vector<int> turns;
};

// What became of one of the workspace's own questions. The text is kept: the workspace's may change.
struct AnsweredQuestion {
  std::string id;
  std::string text;
  Verdict answer = Verdict::Unclear;
  std::vector<int> turns;
};

struct TokenUse {
  std::int64_t input = 0;  // not read from a cache
  std::int64_t output = 0;
  std::int64_t cache_read = 0;
  std::int64_t cache_write = 0;
  std::int64_t unpriced = 0;  // so many of all these have no known price, and are in no cost

  std::int64_t total() const { return input + output + cache_read + cache_write; }
  TokenUse& operator+=(const TokenUse& other);
};

struct StageModels {
  std::optional<std::string> silver;
  std::optional<std::string> gold;
};

struct CallFailure {
  std::string code;
  std::string message;
};

// What the stages found out. Present parts depend on how far the call went.
struct CallResult {
  std::optional<Triage> triage;
  std::optional<RepFacts> rep;
  std::optional<CallerFacts> caller;
  std::optional<CallContext> context;
  std::optional<Validation> validation;
  std::optional<CallMetrics> metrics;
  std::optional<RepScore> score;
  // What the same question gave when it was asked again, to see how stable scores are; `score` is the call's.
  std::optional<RepScore> second_score;
  std::optional<LeadQuality> lead;
  std::vector<Observation> strengths;
  std::vector<Observation> weaknesses;
  std::vector<Observation> coaching_insights;
  std::vector<Observation> internal_alerts;
  std::vector<AnsweredQuestion> questions;  // those of the workspace that concern such a call
  StageModels models;
  double cost_usd = 0;
  TokenUse tokens;
};

struct Call {
  CallId id;
  JobId job_id;
  CallRecord record;
  CallStatus status = CallStatus::Pending;
  std::optional<SkipReason> skip_reason;
  std::optional<std::string> skip_detail;
  std::optional<CallFailure> failure;
  bool cached = false;  // nothing was paid: every answer came from an earlier analysis
  std::string content_hash;
  CallResult result;
  std::vector<LevelOverride> overrides;  // one per category; the result shows them, a new analysis keeps them
  std::optional<UnixMillis> contacted_at_ms;  // somebody called back
};

// The name under which the call counts for a rep: the roster's, else as spoken, else "".
std::string rep_key(const Call& call);

}  // namespace calltracker
