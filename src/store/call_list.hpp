// SPDX-License-Identifier: MIT
#pragma once

// Calls as lists show them: which are wanted, in which order, and a page of narrow rows.
//
// A page costs a bounded amount of work whatever is asked for and however many calls are stored. So a page
// may end before it is full when few of very many calls fit several filters at once: its cursor goes on from
// there. Counts stop at kCountedCallsMax and say so.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "call/call.hpp"

namespace calltracker::store {

inline constexpr std::int64_t kCountedCallsMax = 10'000;

// Leads by how soon somebody should call back, most urgent first; those contacted come last.
enum class LeadGroup { Priority1Hr, Follow24Hr, Nurture48To72Hr, EmailOnly, Contacted };

struct LeadGroups {
  LeadGroup first = LeadGroup::Priority1Hr;
  LeadGroup last = LeadGroup::Contacted;
};

struct AnswerWanted {
  std::string question;  // its id
  Verdict answer = Verdict::Yes;
};

// Absent means any.
struct CallFilter {
  std::optional<JobId> job;
  std::optional<std::string> words;  // as typed by a person; see search_query.hpp
  std::optional<std::string> rep;
  std::optional<std::string> division;
  std::optional<std::string> source;
  bool without_source = false;  // those whose row names none
  std::optional<std::string> campaign;
  std::optional<Classification> classification;
  std::optional<CallStatus> status;
  std::optional<SkipReason> skip_reason;
  std::optional<CallType> call_type;
  std::optional<RecommendedAction> action;
  std::optional<bool> needs_review;
  bool red_flags = false;                // those with a doubt or an alert
  std::optional<AnswerWanted> answered;  // to one of the company's own questions
  std::optional<LeadGroups> leads;       // none but leads of these groups
  std::optional<double> overall_min;
  std::optional<double> overall_max;
  std::optional<double> lead_min;
  std::optional<double> lead_max;
  std::optional<UnixMillis> started_from_ms;
  std::optional<UnixMillis> started_before_ms;
  // Of the calls that hold the same conversation at the same moment, whichever upload brought them, only the
  // one that counts: the newest analysis.
  bool counting = false;
};

// Row: by job and row when one job is asked for, else in the order of storing. Calls without the value come
// last in either direction. FollowUp: leads alone, ascending from the most urgent: group, deadline, score.
enum class CallSort { StartTime, OverallScore, LeadScore, Duration, Row, FollowUp };

struct CallListQuery {
  CallFilter filter;
  CallSort sort = CallSort::StartTime;
  bool descending = true;
  int limit = 50;
  std::optional<std::string> cursor;  // of the page before, asked with the same filter and sort
};

struct SnippetPiece {
  std::string text;
  bool is_hit = false;
};

struct CallSummary {
  CallId id;
  JobId job_id;
  int row = 0;
  CallStatus status = CallStatus::Pending;
  std::optional<SkipReason> skip_reason;
  std::optional<CallFailure> failure;
  bool cached = false;
  std::optional<UnixMillis> start_time_ms;
  std::optional<double> duration_seconds;
  std::optional<std::string> source;
  std::optional<std::string> campaign;
  std::optional<std::string> call_status;
  std::optional<Classification> classification;
  std::optional<std::string> subtype;
  std::optional<std::string> rep;
  std::optional<std::string> division;
  std::optional<CallType> call_type;
  std::optional<std::string> caller_name;
  std::optional<std::string> company;
  std::optional<std::string> caller_number;
  std::optional<std::string> need_summary;
  std::optional<double> overall_score;
  std::optional<double> lead_score;
  std::optional<RecommendedAction> action;
  std::optional<UnixMillis> follow_up_by_ms;
  std::optional<bool> needs_review;
  std::optional<UnixMillis> contacted_at_ms;
  std::vector<std::string> red_flags;  // doubts about the lead, then alerts
  double cost_usd = 0;
  std::vector<SnippetPiece> match;  // where the words were found; empty without words
};

struct CallListPage {
  std::vector<CallSummary> calls;
  std::optional<std::string> next_cursor;
  std::int64_t total = 0;
  bool total_is_exact = true;
  // False: the words fit too many calls to sort, so the newest stored come first.
  bool is_sorted = true;
};

struct LeadListQuery {
  CallFilter filter;  // without leads: those of every group
  int limit = 50;
  std::optional<std::string> cursor;  // of the page before, asked with the same filter
  // Counts the groups too, and what is due by then; costs as much as a page.
  std::optional<UnixMillis> count_at_ms;
};

struct LeadGroupTotal {
  LeadGroup group = LeadGroup::Priority1Hr;
  std::int64_t leads = 0;
  std::int64_t overdue = 0;
  std::int64_t due_within_hour = 0;
  bool is_exact = true;  // false: there are more
};

struct LeadListPage {
  std::vector<Call> leads;  // without turns
  std::optional<std::string> next_cursor;
  std::vector<LeadGroupTotal> totals;  // of groups that have any
  bool is_sorted = true;               // as of a CallListPage
};

struct FacetValue {
  std::string name;
  std::optional<std::int64_t> calls;  // nullopt: there are some, not counted
};

struct CallFacets {
  std::vector<FacetValue> reps;
  std::vector<FacetValue> divisions;
  std::vector<FacetValue> sources;
  std::vector<FacetValue> classifications;
  std::vector<FacetValue> call_types;
  std::vector<FacetValue> actions;
  std::vector<FacetValue> statuses;
  bool is_exact = true;  // false: counted among some of the newest only
};

// Calls of a job that failed alike.
struct FailureGroup {
  std::string code;
  std::string message;
  std::int64_t count = 0;
  std::vector<CallId> calls;  // at most kFailedCallsNamedMax
};

inline constexpr int kFailedCallsNamedMax = 20;

}  // namespace calltracker::store
