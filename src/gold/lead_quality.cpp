// SPDX-License-Identifier: MIT
#include "gold/lead_quality.hpp"

#include <cmath>

#include "call/lead_points.hpp"

namespace calltracker::gold {
namespace {

constexpr UnixMillis kHour_ms = 3'600'000;

RecommendedAction action_for(double score) {
  if (score >= 9) return RecommendedAction::Priority1Hr;
  if (score >= 7) return RecommendedAction::Follow24Hr;
  if (score >= 5) return RecommendedAction::Nurture48To72Hr;
  if (score >= 3) return RecommendedAction::EmailOnly;
  return RecommendedAction::NoFollowUp;
}

std::optional<UnixMillis> time_to_act_ms(RecommendedAction action) {
  switch (action) {
    case RecommendedAction::Priority1Hr:
      return kHour_ms;
    case RecommendedAction::Follow24Hr:
      return 24 * kHour_ms;
    case RecommendedAction::Nurture48To72Hr:
      return 72 * kHour_ms;
    case RecommendedAction::EmailOnly:
    case RecommendedAction::NoFollowUp:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

LeadQuality rate_lead(const LeadFacts& facts, std::optional<UnixMillis> call_start_ms) {
  const double exact = lead_worth({.timeline = facts.timeline,
                                   .has_authority = facts.has_authority,
                                   .need_identified = facts.need_identified,
                                   .service_fit = facts.service_fit,
                                   .red_flags = facts.red_flags.size()});
  // Five coarse answers bear no decimals. The weights are no binary fractions: 7.5 comes out a hair below
  // itself.
  constexpr double kHair = 1e-9;
  LeadQuality lead{.score = std::round(exact + kHair),
                   .timeline = facts.timeline,
                   .has_authority = facts.has_authority,
                   .need_identified = facts.need_identified,
                   .service_fit = facts.service_fit,
                   .red_flags = facts.red_flags,
                   .follow_up_by_ms = std::nullopt,
                   .turns = facts.turns};
  // The action follows the score that is shown, so that a 7.0 on the page always gets what 7 stands for.
  lead.recommended_action = action_for(lead.score);
  const auto time_ms = time_to_act_ms(lead.recommended_action);
  if (call_start_ms && time_ms) lead.follow_up_by_ms = *call_start_ms + *time_ms;
  return lead;
}

}  // namespace calltracker::gold
