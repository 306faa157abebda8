// SPDX-License-Identifier: MIT
#include "gold/lead_quality.hpp"

#include <algorithm>
#include <cmath>

#include "gold/embedded_files.hpp"

namespace calltracker::gold {
namespace {

constexpr UnixMillis kHour_ms = 3'600'000;

// lead_points.json, read once.
class PointTable {
 public:
  PointTable() : document_(parse_json(embedded::file("lead_points.json"), "the points of a lead")) {}

  const json::value& document() const { return document_; }

  double worth(std::string_view part, std::string_view level) const {
    return weight(part) * points(part).at(level).to_number<double>();
  }

  // From the last count on, more flags change nothing.
  double worth_of_flags(std::size_t count) const {
    const json::array& by_count = points("redFlags").as_array();
    return weight("redFlags") * by_count.at(std::min(count, by_count.size() - 1)).to_number<double>();
  }

 private:
  double weight(std::string_view part) const { return document_.at(part).at("weight").to_number<double>(); }
  const json::value& points(std::string_view part) const { return document_.at(part).at("points"); }

  json::value document_;
};

const PointTable& point_table() {
  static const PointTable table;
  return table;
}

std::string_view authority_level(std::optional<bool> has_authority) {
  if (!has_authority) return "unknown";
  return *has_authority ? "yes" : "no";
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

const json::value& lead_points() {
  return point_table().document();
}

LeadQuality rate_lead(const LeadFacts& facts, std::optional<UnixMillis> call_start_ms) {
  const PointTable& table = point_table();
  const double exact = table.worth("timeline", name_of(facts.timeline)) +
                       table.worth("authority", authority_level(facts.has_authority)) +
                       table.worth("need", facts.need_identified ? "yes" : "no") +
                       table.worth("serviceFit", name_of(facts.service_fit)) +
                       table.worth_of_flags(facts.red_flags.size());
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
