// SPDX-License-Identifier: MIT
#include "llm/providers/offline/statements.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "llm/providers/offline/test_dialogue.hpp"
#include "llm/providers/offline/turn_signs.hpp"

namespace calltracker::llm::offline {
namespace {

Statements statements_of(std::string_view dialogue) {
  return Statements(Dialogue(dialogue).conversation());
}

double clarity(const Statements& statements, Statement statement) {
  return statements.share(statement, statements.clearest_turn(statement));
}

std::set<std::string, std::less<>> signs_of(std::string_view dialogue, std::uint32_t turn) {
  const Dialogue call(dialogue);
  std::set<std::string, std::less<>> signs;
  TurnSigns(call.conversation()).visit(turn, call.conversation().turn(turn).side, [&signs](const Sign& sign) {
    signs.insert(sign.text());
  });
  return signs;
}

constexpr std::string_view kCall =
    "A: Nationwide Haul, this is Gail.\n"
    "C: Hi, do you have any fifty three foot dry vans?\n"
    "A: Yes sir, we've got two of those on the lot.\n"
    "A: When do you need it?\n"
    "C: Probably in the next couple of weeks. I have to run it by my boss.\n";

}  // namespace

TEST_CASE("a statement is heard in the turn that makes it") {
  const Statements statements = statements_of(kCall);
  CHECK(statements.clearest_turn(Statement::NamesNeed) == 1);
  CHECK(statements.clearest_turn(Statement::HasIt) == 2);
  CHECK(statements.clearest_turn(Statement::NeededSoon) == 4);
  CHECK(statements.clearest_turn(Statement::MustAsk) == 4);
  for (const Statement statement :
       {Statement::NamesNeed, Statement::HasIt, Statement::NeededSoon, Statement::MustAsk}) {
    CAPTURE(static_cast<int>(statement));
    CHECK(clarity(statements, statement) > 0.5);
  }
  CHECK(clarity(statements, Statement::LacksMoney) < 0.5);
  CHECK(clarity(statements, Statement::IsHostile) < 0.5);
}

TEST_CASE("the same words are another statement in the mouth of the other side") {
  const Statements statements = statements_of(
      "A: Nationwide Haul, this is Gail.\nC: I own the company, I decide what we buy.\nA: Okay, great.\n");
  const Statements turned =
      statements_of("C: Good morning.\nA: I own the company, I decide what we buy.\nC: Okay, great.\n");
  CHECK(clarity(statements, Statement::Decides) > 0.5);
  CHECK(clarity(turned, Statement::Decides) < clarity(statements, Statement::Decides));
}

TEST_CASE("a statement made again counts, and less than the first time") {
  const std::string once = std::string(kCall) + "A: Okay.\n";
  const std::string twice = once + "C: My boss has to sign off on it first.\n";
  const std::string thrice = twice + "A: Right.\nC: Like I said, my boss has to sign off on it first.\n";
  const double first = statements_of(once).strength(Statement::MustAsk);
  const double second = statements_of(twice).strength(Statement::MustAsk);
  const double third = statements_of(thrice).strength(Statement::MustAsk);
  CHECK(second > first);
  CHECK(third > second);
  CHECK(third - second < second);
}

TEST_CASE("a call in which nobody speaks states nothing") {
  const Statements statements = statements_of("O: Please stay on the line. Your call is important to us.\n");
  CHECK(statements.strength(Statement::NeededNow) == 0);
  CHECK(statements.strength(Statement::HasIt) == 0);
}

TEST_CASE("the signs of a turn are its words, its cues and what it answers, under the side that speaks") {
  const auto signs = signs_of(kCall, 4);
  for (const std::string_view expected :
       {"caller probably", "caller next_couple", "caller weeks_.", "caller WeekWord", "caller after:need",
        "caller after:AskTimeline", "caller after:question", "caller AskTimeline>WeekWord", "caller at:3",
        "caller at:end", "caller length:5", "caller speaks"}) {
    CAPTURE(expected);
    CHECK(signs.contains(expected));
  }
  CHECK_FALSE(signs.contains("rep probably"));
  for (const std::string_view number : {"eight six four, five five five, oh one three one", "8645550131"}) {
    const auto of_number = signs_of("A: Your number?\nC: It's " + std::string(number) + ", call me.", 1);
    CHECK(of_number.contains("caller it's_call"));
    CHECK_FALSE(of_number.contains("caller five"));
    CHECK_FALSE(of_number.contains("caller 8645550131"));
  }
  CHECK(signs_of(kCall, 2).contains("rep lot"));
}

}  // namespace calltracker::llm::offline
