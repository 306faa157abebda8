// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {

TEST_CASE("the need is the caller's wish and the sentence that tells it, without what leads up to it") {
  struct Expected {
    std::string_view summary;
    std::string_view dialogue;
  };
  const std::initializer_list<Expected> cases = {
      {"Wants to buy (dry van): “I'm looking for two used dry vans.”",
       "A: Nationwide Haul, how can I help?\nC: Morning. My name is Dana Fox with Fox Freight. I'm looking "
       "for "
       "two used dry vans."},
      {"Wants to rent or lease (trailer rental): “We need a trailer rental for two months. Starting Monday.”",
       "A: Nationwide Haul, how can I help?\nC: Good morning. We need a trailer rental for two months. "
       "Starting Monday."},
      {"Needs a certificate (certificate of insurance): “I need a certificate of insurance for a broker.”",
       "A: Road Ready Insurance, how can I help?\nC: Hi there. I need a certificate of insurance for a "
       "broker."},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).found().need.summary == expected.summary);
  }
}

TEST_CASE("a customer who never names the need is quoted with what he first says at some length") {
  const Dialogue call(
      "A: Nationwide Haul service, this is Renee.\nC: Renee.\nA: Yes sir?\nC: She's doing it again, the same "
      "thing "
      "as last week.\nA: The alarm? Is that the trailer we had in the shop for the repair?\nC: That one.");
  REQUIRE(call.found().need.summary);
  CHECK(call.found().need.summary->find("She's doing it again") != std::string::npos);
}

TEST_CASE("a turn without an end is quoted around what it asks for, and never in whole") {
  std::string rambling = "A: Nationwide Haul.\nC: ";
  for (int word = 0; word < 40; ++word) rambling += "well you know ";
  rambling +=
      "i am looking for a lowboy trailer\nA: A lowboy, okay. What do you haul?\nC: An excavator. What do "
      "they cost?";
  const std::string summary = Dialogue(rambling).found().need.summary.value();
  CHECK(summary.find("lowboy trailer") != std::string::npos);
  CHECK(summary.size() < 300);
}

TEST_CASE("what is wanted is what the caller asks for, not where it was seen nor what was named in passing") {
  const Dialogue call(
      "A: Nationwide Haul, this is Gail.\nC: I need a fifty three foot reefer. I saw the one you have on "
      "Truck Paper, a "
      "reefer with swing doors.\nA: Sure. What do you haul?\nC: Produce. My cousin had a flatbed once.\nA: "
      "All right.");
  CHECK(call.found().need.products == std::vector<std::string>{"reefer trailer"});
}

}  // namespace calltracker::llm::offline
