// SPDX-License-Identifier: MIT
#include "insight/lead_rows.hpp"

#include <limits>
#include <tuple>

namespace calltracker::insight {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;

std::optional<std::int64_t> hours_to_act(RecommendedAction action) {
  switch (action) {
    case RecommendedAction::Priority1Hr:
      return 1;
    case RecommendedAction::Follow24Hr:
      return 24;
    case RecommendedAction::Nurture48To72Hr:
      return 72;
    case RecommendedAction::EmailOnly:
    case RecommendedAction::NoFollowUp:
      break;
  }
  return std::nullopt;
}

std::optional<std::string> first_known(const std::optional<std::string>& heard,
                                       const std::optional<std::string>& logged) {
  return heard ? heard : logged;
}

}  // namespace

std::optional<UnixMillis> follow_up_by(const Call& call) {
  const std::optional<LeadQuality>& lead = call.result.lead;
  if (!lead) return std::nullopt;
  if (lead->follow_up_by_ms) return lead->follow_up_by_ms;
  const std::optional<std::int64_t> hours = hours_to_act(lead->recommended_action);
  if (!hours || !call.record.start_time_ms) return std::nullopt;
  return *call.record.start_time_ms + *hours * kHourMs;
}

std::optional<std::string> division_of(const Call& call, const Workspace& workspace) {
  if (!call.result.rep) return std::nullopt;
  for (const RosterRep& rep : workspace.reps) {
    if (call.result.rep->roster_name == rep.name) return rep.division;
  }
  return call.result.rep->division;
}

std::optional<LeadInsight> lead_of(const Call& call, const std::optional<std::string>& division,
                                   UnixMillis now_ms) {
  const CallResult& result = call.result;
  if (!result.lead || result.lead->recommended_action == RecommendedAction::NoFollowUp) return std::nullopt;
  const CallerFacts caller = result.caller.value_or(CallerFacts{});
  const CallContext context = result.context.value_or(CallContext{});
  LeadInsight lead{.call_id = call.id,
                   .row = call.record.row,
                   .start_time_ms = call.record.start_time_ms,
                   .score = result.lead->score,
                   .action = result.lead->recommended_action,
                   .follow_up_by_ms = follow_up_by(call),
                   .timeline = result.lead->timeline,
                   .urgency = context.urgency,
                   .service_fit = result.lead->service_fit,
                   .has_authority = result.lead->has_authority,
                   .need_identified = result.lead->need_identified,
                   .caller_name = first_known(caller.name, call.record.caller_name),
                   .company = caller.company,
                   .phone = first_known(caller.phone, call.record.caller_number),
                   .location = caller.location,
                   .role = caller.role,
                   .need = context.need_summary,
                   .products = context.product_interest,
                   .red_flags = result.lead->red_flags,
                   .rep = rep_key(call),
                   .division = division,
                   .source = call.record.source,
                   .recording_url = call.record.recording_url,
                   .turns = caller.turns,
                   .contacted_at_ms = call.contacted_at_ms};
  lead.overdue = lead.follow_up_by_ms && *lead.follow_up_by_ms < now_ms;
  return lead;
}

std::vector<RedFlag> red_flags_of(const Call& call) {
  std::vector<RedFlag> flags;
  const auto add = [&](RedFlag::Kind kind, const std::string& text, const std::vector<int>& turns) {
    flags.push_back({.call_id = call.id,
                     .row = call.record.row,
                     .start_time_ms = call.record.start_time_ms,
                     .kind = kind,
                     .text = text,
                     .turns = turns,
                     .rep = rep_key(call)});
  };
  if (call.result.lead) {
    for (const std::string& text : call.result.lead->red_flags) add(RedFlag::Kind::Lead, text, {});
  }
  for (const Observation& alert : call.result.internal_alerts) {
    add(RedFlag::Kind::Alert, alert.text, alert.turns);
  }
  return flags;
}

bool is_more_urgent(const LeadInsight& left, const LeadInsight& right) {
  static constexpr UnixMillis kNoDeadline = std::numeric_limits<UnixMillis>::max();
  // Negated, so that the better lead comes first in an ascending order.
  const auto order = [](const LeadInsight& lead) {
    return std::tuple(lead.action, lead.follow_up_by_ms.value_or(kNoDeadline), -lead.score, lead.row);
  };
  return order(left) < order(right);
}

}  // namespace calltracker::insight
