// SPDX-License-Identifier: MIT
#include "llm/providers/offline/answers.hpp"
#include "llm/providers/offline/coaching.hpp"

namespace calltracker::llm::offline {
namespace {

class AnswerWriter {
 public:
  AnswerWriter(const Conversation& conversation, const Extraction& extraction)
      : conversation_(conversation), extraction_(extraction) {}

  json::value write() const {
    const RepConduct conduct = observe_rep(conversation_);
    const ScoreContext context{conversation_, extraction_, is_conversation(), conduct};
    const std::vector<CategoryFinding> findings = score_all(context);
    const Coaching coaching = coach(context, findings);
    json::object categories;
    for (const CategoryFinding& finding : findings) categories[finding.key] = category(finding);
    return json::object{{"categories", std::move(categories)},
                        {"lead", lead()},
                        {"strengths", remarks(coaching.strengths, /*is_praise=*/true)},
                        {"weaknesses", remarks(coaching.weaknesses)},
                        {"coachingInsights", remarks(coaching.insights)},
                        {"internalAlerts", remarks(find_alerts(conversation_))}};
  }

 private:
  // Spam and dropped calls have nothing to coach; a wrong number answered by a person has. Where no label
  // says who speaks, nobody can be judged.
  bool is_conversation() const {
    if (conversation_.live_turns(Side::Rep) == conversation_.live_turns(Side::Unknown)) return false;
    const Classification kind = extraction_.triage.classification;
    return kind == Classification::ValidSales || kind == Classification::WrongNumber;
  }

  bool may_cite(std::uint32_t turn, bool rep_only) const {
    const Speaker label = conversation_.turn(turn).label;
    if (!conversation_.labels_swapped()) return !rep_only || label != Speaker::Caller;
    return !rep_only || label == Speaker::Agent;
  }

  json::array turn_numbers(const std::vector<std::uint32_t>& turns, bool rep_only) const {
    json::array numbers;
    for (const std::uint32_t turn : turns) {
      if (may_cite(turn, rep_only)) numbers.emplace_back(conversation_.turn(turn).number);
    }
    return numbers;
  }

  // What the caller brought up shows in the rep's words around it; what never happened, in the opening.
  json::array with_occasion(json::array numbers, const std::vector<std::uint32_t>& turns) const {
    if (!numbers.empty()) return numbers;
    const std::uint32_t start = turns.empty() ? 0 : turns.front();
    const auto count = static_cast<std::uint32_t>(conversation_.turns().size());
    for (std::uint32_t away = 0; away < count; ++away) {
      for (const std::uint32_t turn : {start + away, start - away}) {
        if (turn < count && may_cite(turn, true)) return {conversation_.turn(turn).number};
      }
    }
    return numbers;
  }

  json::array notes(const std::vector<TurnNote>& list) const {
    json::array items;
    for (const TurnNote& note : list) {
      items.push_back(json::object{{"text", note.text}, {"turn", conversation_.turn(note.turn).number}});
    }
    return items;
  }

  json::object category(const CategoryFinding& finding) const {
    json::array checks;
    for (const auto& [name, value] : finding.checks) {
      if (value) checks.emplace_back(std::string(name));
    }
    json::object object{
        {"applicable", finding.applicable},
        {"turns", finding.applicable ? with_occasion(turn_numbers(finding.turns, true), finding.turns)
                                     : json::array()},
        {"checks", std::move(checks)}};
    if (!finding.list_key.empty()) object[finding.list_key] = notes(finding.list);
    if (!finding.outcome.empty()) object["outcome"] = finding.outcome;
    object["level"] = finding.applicable ? finding.level : 0;
    object["note"] = finding.note;
    return object;
  }

  json::object lead() const {
    const LeadFacts& facts = extraction_.lead;
    return json::object{
        {"timeline", name_of(facts.timeline)},     {"hasAuthority", facts.has_authority},
        {"needIdentified", facts.need_identified}, {"serviceFit", name_of(facts.service_fit)},
        {"redFlags", notes(facts.red_flags)},      {"turns", turn_numbers(facts.turns, false)}};
  }

  // Praise is for what the rep said: at least one turn is the rep's.
  json::array praise_turns(const std::vector<std::uint32_t>& turns) const {
    json::array numbers = turn_numbers(turns, false);
    if (!turn_numbers(turns, true).empty()) return numbers;
    for (const json::value& number : with_occasion({}, turns)) numbers.push_back(number);
    return numbers;
  }

  json::array remarks(const std::vector<Remark>& list, bool is_praise = false) const {
    json::array items;
    for (const Remark& remark : list) {
      json::object object{{"text", remark.text}};
      if (!remark.category.empty()) object["category"] = remark.category;
      object["turns"] = is_praise ? praise_turns(remark.turns)
                                  : with_occasion(turn_numbers(remark.turns, false), remark.turns);
      items.push_back(std::move(object));
    }
    return items;
  }

  const Conversation& conversation_;
  const Extraction& extraction_;
};

}  // namespace

json::value score_and_coach_answer(const Conversation& conversation, const Extraction& extraction) {
  return AnswerWriter(conversation, extraction).write();
}

}  // namespace calltracker::llm::offline
