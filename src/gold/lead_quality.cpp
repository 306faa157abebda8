// SPDX-License-Identifier: MIT
#include "gold/lead_quality.hpp"

#include <cmath>

namespace calltracker::gold {
namespace {

constexpr double kTimelineWeight = 0.25;
constexpr double kAuthorityWeight = 0.20;
constexpr double kNeedWeight = 0.20;
constexpr double kFitWeight = 0.20;
constexpr double kRedFlagWeight = 0.15;

constexpr UnixMillis kHour_ms = 3'600'000;

double timeline_points(Timeline timeline) {
  switch (timeline) {
    case Timeline::Immediate:
      return 10;
    case Timeline::NearTerm:
      return 7.5;
    case Timeline::OneToThreeMonths:
      return 6;
    case Timeline::Vague:
      return 2;
    case Timeline::None:
      return 1;
  }
  return 1;
}

double fit_points(ServiceFit fit) {
  switch (fit) {
    case ServiceFit::Perfect:
      return 10;
    case ServiceFit::Good:
      return 8;
    case ServiceFit::Decent:
      return 6;
    case ServiceFit::Poor:
      return 3;
    case ServiceFit::Mismatch:
      return 1;
  }
  return 1;
}

double authority_points(std::optional<bool> has_authority) {
  if (!has_authority) return 5;
  return *has_authority ? 10 : 2;
}

double red_flag_points(std::size_t count) {
  switch (count) {
    case 0:
      return 10;
    case 1:
      return 6;
    case 2:
      return 3;
    default:
      return 1;
  }
}

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
  const double exact = kTimelineWeight * timeline_points(facts.timeline) +
                       kAuthorityWeight * authority_points(facts.has_authority) +
                       kNeedWeight * (facts.need_identified ? 10 : 2) +
                       kFitWeight * fit_points(facts.service_fit) +
                       kRedFlagWeight * red_flag_points(facts.red_flags.size());
  // The weights are no binary fractions: 8.05 comes out a hair below itself.
  constexpr double kHair = 1e-9;
  LeadQuality lead{.score = std::round(exact * 10 + kHair) / 10,
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
