// SPDX-License-Identifier: MIT
#include "llm/providers/offline/lead_rules.hpp"

#include <algorithm>
#include <array>

#include "llm/providers/offline/lead_readings.hpp"
#include "llm/providers/offline/point_table.hpp"
#include "llm/providers/offline/timeline.hpp"

namespace calltracker::llm::offline {
namespace {

// A repair, a part, a bill, a claim or a certificate is work for a customer, and nothing new that he wants.
bool wants_nothing_new(const LeadContext& context) {
  static constexpr std::array<std::string_view, 5> kErrands = {"service", "parts", "billing", "claim",
                                                               "certificate"};
  return std::find(kErrands.begin(), kErrands.end(), context.decision.subtype) != kErrands.end() &&
         !context.conversation.heard(Cue::ReadyToBuy, Side::Caller);
}

// The turn with the sign that speaks most for an answer.
std::optional<std::uint32_t> turn_of(const Supported& supported, const Conversation& talk) {
  const Side side = supported.voice == Voice::Rep ? Side::Rep : Side::Caller;
  for (const Cue cue : supported.cues) {
    if (const CueHit* hit = talk.first(cue, side)) return hit->turn;
  }
  return std::nullopt;
}

// What was read is weighed with what else the call shows.
void weigh(const LeadContext& context, const Readings& readings, LeadFacts& facts) {
  const auto level_on = [&](const PointTable& table) {
    const Supported supported = table.weigh(context.signs, readings);
    if (const auto turn = turn_of(supported, context.conversation)) facts.turns.push_back(*turn);
    return supported;
  };
  facts.timeline = parse<Timeline>(level_on(timeline_points()).answer).value();
  facts.urgency = urgency_of(facts.timeline);
  facts.has_authority = level_on(authority_points()).answer;
  facts.need_identified = level_on(need_points()).answer == "yes";
  facts.service_fit = parse<ServiceFit>(level_on(fit_points()).answer).value();
  const Supported doubt = level_on(flag_points());
  const std::size_t doubts = doubt.answer == "none" ? 0 : doubt.answer == "some" ? 1 : 2;
  // One doubt in a call that speaks for the lead is none; several small ones are a doubt that no word names.
  if (doubts == 0 && facts.red_flags.size() <= 1) facts.red_flags.clear();
  const auto turn = turn_of(doubt, context.conversation);
  if (facts.red_flags.size() < doubts && turn) facts.red_flags.push_back({"holds back", *turn});
}

}  // namespace

LeadFacts find_lead_facts(const LeadContext& context) {
  LeadWords words = read_lead_words(context);
  LeadFacts facts = std::move(words.facts);
  if (context.decision.classification != Classification::ValidSales) return facts;
  if (wants_nothing_new(context)) {
    facts.timeline = Timeline::None;
    facts.need_identified = false;
  } else {
    weigh(context, words.readings, facts);
  }
  std::sort(facts.turns.begin(), facts.turns.end());
  facts.turns.erase(std::unique(facts.turns.begin(), facts.turns.end()), facts.turns.end());
  return facts;
}

}  // namespace calltracker::llm::offline
