// SPDX-License-Identifier: MIT
#include "llm/providers/offline/scoring/advice.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "llm/providers/offline/scoring/objections.hpp"

namespace calltracker::llm::offline {
namespace {

std::string product_of(const ScoreContext& context) {
  const std::vector<std::string>& products = context.extraction.need.products;
  return products.empty() ? std::string("equipment") : products.front();
}

std::string need_turn(const ScoreContext& context) {
  if (!context.extraction.need.turn) return "the opening";
  return fmt::format("turn {}", context.conversation.turn(*context.extraction.need.turn).number);
}

// Topics that no turn covers, as the questions that would have covered them.
std::string missing_questions(const ScoreContext& context, const CategoryFinding& finding) {
  const std::string product = product_of(context);
  std::string questions;
  int count = 0;
  const auto offer = [&](std::string_view check, const std::string& question) {
    if (finding.check(check) || count >= 2) return;
    questions += (count > 0 ? " and " : "") + question;
    ++count;
  };
  offer("timeline", fmt::format("by when the {} is needed", product));
  offer("decisionMaker", "who else decides");
  offer("budgetIntent", "whether they pay cash or finance, and in what range");
  offer("businessType", "what business they run and how many units");
  offer("loadDetails", "what it will haul and in what size");
  return questions;
}

// The objection that was dealt with worst.
std::string objection_advice(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  const std::vector<Objection> objections = find_objections(talk);
  const auto open = std::find_if(objections.begin(), objections.end(),
                                 [](const Objection& o) { return !o.answered || !o.resolved; });
  if (open == objections.end()) return "Keep checking after each answer that the caller is satisfied.";
  const int turn = talk.turn(open->turn).number;
  if (open->kind == "price") {
    return fmt::format(
        "When the caller objected to the price (turn {}), {}; offer a lease, financing or an older unit "
        "before moving on.",
        turn, open->answered ? "you answered but did not check" : "you moved on");
  }
  if (open->kind == "wants to think") {
    return fmt::format(
        "When the caller wanted to think it over (turn {}), ask what is still open and agree on a day to "
        "talk again.",
        turn);
  }
  if (open->kind == "another offer") {
    return fmt::format(
        "When the caller named another offer (turn {}), ask what it includes and set your condition, "
        "warranty and delivery against it.",
        turn);
  }
  if (open->kind == "financing") {
    return fmt::format(
        "When payment terms came up (turn {}), explain the programs and what is needed to apply before the "
        "caller gives up.",
        turn);
  }
  if (open->kind == "distance") {
    return fmt::format(
        "When distance came up (turn {}), quote delivery or offer photos and a video walk-around.", turn);
  }
  if (open->kind == "condition") {
    return fmt::format(
        "When the caller doubted the condition (turn {}), offer the inspection report, photos or a repair "
        "before delivery.",
        turn);
  }
  if (open->kind == "timing") {
    return fmt::format(
        "When timing was the obstacle (turn {}), offer to hold the unit or set a call for the date that "
        "suits.",
        turn);
  }
  return fmt::format(
      "When the caller was wary (turn {}), name a reference, a warranty or an inspection and ask whether "
      "that settles it.",
      turn);
}

}  // namespace

std::string strength_text(const ScoreContext& context, const CategoryFinding& finding) {
  const std::string where = turns_text(context.conversation, finding.turns);
  if (finding.key == "callContext")
    return fmt::format("Found out who was calling and why early on ({}).", where);
  if (finding.key == "objectiveClarity")
    return fmt::format("Said the caller's need back to make sure it was right ({}).", where);
  if (finding.key == "informationGathering")
    return fmt::format("Qualified the caller thoroughly ({}).", where);
  if (finding.key == "informationQuality")
    return fmt::format("Gave concrete figures and specifications instead of generalities ({}).", where);
  if (finding.key == "toneProfessionalism") {
    return fmt::format("Stayed warm and courteous{} ({}).",
                       finding.check("usedCallerName") ? " and used the caller's name" : "", where);
  }
  if (finding.key == "conversationGuidance")
    return fmt::format("Led with questions on the {} and kept to the point ({}).", product_of(context),
                       where);
  if (finding.key == "objectionHandling")
    return fmt::format("Took the caller's objection seriously and answered it ({}).", where);
  if (finding.key == "nextSteps") return fmt::format("Set a concrete next step with a time ({}).", where);
  return fmt::format("Closed with thanks and a clear outcome: {} ({}).", finding.outcome, where);
}

std::string weakness_text(const ScoreContext& context, const CategoryFinding& finding) {
  const std::string where =
      finding.turns.empty() ? std::string() : " (" + turns_text(context.conversation, finding.turns) + ")";
  if (finding.key == "callContext")
    return fmt::format("Did not find out {}{}.",
                       finding.check("reasonLearned") ? "who was calling" : "why the caller rang", where);
  if (finding.key == "objectiveClarity")
    return fmt::format("Left the need vague: no size, type or quantity was settled{}.", where);
  if (finding.key == "informationGathering") {
    return fmt::format("Left qualifying questions unasked: {}{}.", missing_questions(context, finding),
                       where);
  }
  if (finding.key == "informationQuality") return fmt::format("Answers stayed general{}.", where);
  if (finding.key == "toneProfessionalism") {
    return finding.list.empty() ? fmt::format("Sounded flat; hardly a courteous word{}.", where)
                                : fmt::format("Used impatient or careless wording (turn {}).",
                                              context.conversation.turn(finding.list.front().turn).number);
  }
  if (finding.key == "conversationGuidance")
    return fmt::format("Left the lead to the caller and only reacted{}.", where);
  if (finding.key == "objectionHandling")
    return fmt::format("Let an objection pass without an answer{}.", where);
  if (finding.key == "nextSteps") return fmt::format("Ended without a concrete next step{}.", where);
  return fmt::format("The call ended without {}{}.",
                     finding.check("thanked") ? "a clear outcome" : "thanks or a summary", where);
}

std::string advice_text(const ScoreContext& context, const CategoryFinding& finding) {
  const std::string product = product_of(context);
  if (finding.key == "callContext") {
    return finding.check("callerIdentified") ? fmt::format(
                                                   "Use the caller's name and company once you have them, "
                                                   "and ask what led to the call about the {}.",
                                                   product)
                                             : fmt::format(
                                                   "Ask for name and company as soon as the caller states "
                                                   "the reason ({}), so that the lead can be followed up.",
                                                   need_turn(context));
  }
  if (finding.key == "objectiveClarity") {
    return fmt::format(
        "After {} say the need back in one sentence (what, how many, by when) and wait for a yes.",
        need_turn(context));
  }
  if (finding.key == "informationGathering") {
    const std::string questions = missing_questions(context, finding);
    if (questions.empty())
      return fmt::format("Add a follow-up question to each answer about the {}.", product);
    return fmt::format("Once the caller has asked for the {} ({}), ask {}.", product, need_turn(context),
                       questions);
  }
  if (finding.key == "informationQuality") {
    return fmt::format(
        "Answer questions about the {} with a figure, a specification or a time; if you do not know, say "
        "when you will call back with it.",
        product);
  }
  if (finding.key == "toneProfessionalism") {
    if (!finding.list.empty()) {
      return fmt::format("Rephrase what you said in turn {}: name what you can do for the caller instead.",
                         context.conversation.turn(finding.list.front().turn).number);
    }
    return context.extraction.caller_name ? fmt::format("Use the caller's name ({}) once or twice.",
                                                        context.extraction.caller_name->value)
                                          : std::string("Greet the caller, ask for the name and use it.");
  }
  if (finding.key == "conversationGuidance") {
    return fmt::format(
        "After answering, ask the next question yourself and close with a choice, such as a day to see the "
        "{}.",
        product);
  }
  if (finding.key == "objectionHandling") return objection_advice(context);
  if (finding.key == "nextSteps") {
    return finding.check("stepSet") ? fmt::format("Put a day and an hour to the step of {}.",
                                                  turns_text(context.conversation, finding.turns))
                                    : fmt::format(
                                          "Before hanging up, offer one step with a time: a quote on the {} "
                                          "by the end of the day, or a visit.",
                                          product);
  }
  return finding.check("contactConfirmed")
             ? std::string("Close by repeating what happens next and thanking the caller.")
             : std::string(
                   "Close by confirming the callback number, repeating what happens next and thanking the "
                   "caller.");
}

}  // namespace calltracker::llm::offline
