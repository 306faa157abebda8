// SPDX-License-Identifier: MIT
#include "llm/providers/offline/custom_answers.hpp"

#include <doctest/doctest.h>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::string_view kCall =
    "A: Nationwide Haul, this is Gail. How can I help?\n"
    "C: I need a dry van, and I have an old trailer to trade. Do you charge delivery fees?\n"
    "A: We do have financing on all units, and an extended warranty of two years.\n"
    "C: No warranty for me.\n"
    "A: We don't do delivery, but I can finance it over five years.\n"
    "C: Fine, bye.";

// Turn numbers, from 1.
std::vector<std::uint32_t> shown(std::string_view question) {
  const Dialogue dialogue(kCall);
  std::vector<std::uint32_t> turns = turns_that_show(dialogue.conversation(), question);
  for (std::uint32_t& turn : turns) ++turn;
  return turns;
}

using Turns = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("the words of a question, in any form, show a yes where the rep says them") {
  CHECK(shown("Did the rep offer financing?") == Turns{3, 5});
  CHECK(shown("Were warranties mentioned by the agent?") == Turns{3});
  CHECK(shown("Did the rep mention an extended warranty?") == Turns{3});
}

TEST_CASE("a question about the caller is answered by the caller's words") {
  CHECK(shown("Did the caller ask about fees?") == Turns{2});
  CHECK(shown("Did the rep ask about fees?").empty());
}

TEST_CASE("words that are denied, partly there, or of no content show nothing") {
  CHECK(shown("Did the rep offer delivery?").empty());
  CHECK(shown("Did the rep offer refrigerated delivery?").empty());
  CHECK(shown("Did the caller want the warranty?").empty());
  CHECK(shown("Did the rep ask for anything?").empty());
  CHECK(shown("Did the rep not mention financing?").empty());
  CHECK(shown("").empty());
}

TEST_CASE("words that only look alike are not taken for one another") {
  CHECK(shown("Did the rep mention a contact in finland?").empty());
  CHECK(shown("Did the rep talk about vanity?").empty());
}

TEST_CASE("what is not shown is unclear, never no") {
  const Dialogue dialogue(kCall);
  const json::value schema = parse_json(
      R"({"properties":{"questions":{"properties":{
          "financing":{"description":"Did the rep offer financing?"},
          "deposit":{"description":"Did the rep ask for a deposit?"}}}}})",
      "schema");
  json::object answer;
  add_custom_answers(answer, schema, dialogue.conversation());
  CHECK(answer.at("questions") == parse_json(R"({"financing":{"answer":"yes","turns":[3,5]},
                                                 "deposit":{"answer":"unclear","turns":[]}})",
                                             "expected"));
  json::object plain;
  add_custom_answers(plain, parse_json(R"({"properties":{"categories":{}}})", "schema"),
                     dialogue.conversation());
  CHECK(plain.empty());
}

}  // namespace calltracker::llm::offline
