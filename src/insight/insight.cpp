// SPDX-License-Identifier: MIT
#include "insight/insight.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace calltracker::insight {
namespace {

std::optional<std::string_view> timing_of(const LeadInsight& lead) {
  switch (lead.timeline) {
    case Timeline::Immediate:
      return "ready now";
    case Timeline::NearTerm:
      return "wants it within weeks";
    case Timeline::OneToThreeMonths:
      return "wants it in one to three months";
    case Timeline::Vague:
      return "no clear date";
    case Timeline::None:
      break;
  }
  if (lead.urgency == Urgency::Immediate) return "says it is urgent";
  return std::nullopt;
}

std::optional<std::string_view> fit_of(ServiceFit fit) {
  switch (fit) {
    case ServiceFit::Perfect:
      return "exactly what we sell";
    case ServiceFit::Good:
      return "good fit";
    case ServiceFit::Decent:
      return "partial fit";
    case ServiceFit::Poor:
      return "poor fit";
    case ServiceFit::Mismatch:
      return "not what we sell";
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> reasons_of(const LeadInsight& lead) {
  std::vector<std::string> reasons;
  if (const auto timing = timing_of(lead)) reasons.emplace_back(*timing);
  if (lead.has_authority)
    reasons.emplace_back(*lead.has_authority ? "decision maker" : "not the decision maker");
  if (lead.need_identified) reasons.emplace_back("clear need");
  if (const auto fit = fit_of(lead.service_fit)) reasons.emplace_back(*fit);
  return reasons;
}

std::string_view name_of(RedFlag::Kind kind) {
  return kind == RedFlag::Kind::Lead ? "lead" : "alert";
}

const RepInsight* JobInsight::rep(std::string_view name) const {
  const auto found = std::find_if(reps.begin(), reps.end(), [name](const RepInsight& item) {
    return equals_ignoring_case(item.name, name);
  });
  return found == reps.end() ? nullptr : &*found;
}

}  // namespace calltracker::insight
