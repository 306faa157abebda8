// SPDX-License-Identifier: MIT
// What is never left out of a conversation, however much it looks like a recording.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "llm/conversation_input.hpp"
#include "llm/spoken_facts.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;

const ModelInfo& haiku() {
  static const ModelCatalog catalog = ModelCatalog::built_in();
  return *catalog.find("claude-haiku-5-5");
}

CallRecord call_with(const std::vector<std::pair<Speaker, std::string>>& lines) {
  CallRecord call;
  for (const auto& [speaker, text] : lines) {
    call.turns.push_back(
        {.number = static_cast<int>(call.turns.size()) + 1, .speaker = speaker, .text = text});
  }
  return call;
}

std::string sent(const CallRecord& call, std::int64_t tokens_max = 100'000) {
  return to_json_text(conversation_input(call, haiku(), tokens_max).data.at("turns"));
}

// Said between a menu and a real conversation.
std::string sent_beside_people(const std::string& announcement) {
  return sent(call_with({{Speaker::Agent, "Thank you for calling Nationwide Haul. For sales, press one."},
                         {Speaker::Agent, announcement},
                         {Speaker::Agent, "Sales, how can I help you?"},
                         {Speaker::Caller, "I need a dry van."}}));
}

}  // namespace

TEST_CASE("an announcement with a fact in it is sent") {
  const std::pair<const char*, const char*> cases[] = {
      {"Your call is important to us. Our fax is 864-555-0143.", "864-555-0143"},
      {"Please stay on the line, or reach the yard at eight six four, five five five, oh one four three.",
       "eight six four"},
      {"Did you know that you can own a dry van from $18,900?", "$18,900"},
      {"All of our representatives are busy. Ask about financing as low as five percent.", "five percent"},
      {"Calls may be recorded. The winter sale ends on the fifth of December. For sales, press one.",
       "fifth of December"},
      {"Please hold. Our yard in Ocala is closed this Friday.", "Friday"},
      {"Thank you for holding. You are number four in line.", "number four"},
      {"Please hold while we are transferring you to Wendell Okafor.", "Wendell Okafor"},
      {"To speak to Marisol, press four. For parts, press two.", "Marisol"},
      {"Wendell will be right with you, please stay on the line.", "Wendell"},
      {"Please hold. No, that is too expensive for us, another dealer has it cheaper.", "too expensive"},
      {"Your call is important to us, but they said the price was not negotiable.", "price"},
      {"Permanezca en la línea, please hold. La oferta termina el viernes.", "viernes"},
  };
  for (const auto& [announcement, fact] : cases) {
    CAPTURE(announcement);
    CHECK(sent_beside_people(announcement).find(fact) != std::string::npos);
  }
}

TEST_CASE("an announcement without a fact is not sent, whatever keys it offers") {
  for (const char* announcement : {
           "For English, press one. Para español, oprima el dos.",
           "All of our representatives are currently assisting other customers. Please stay on the line.",
           "Please hold while we connect you to the next available representative.",
           "Your call will be answered in the order it was received. One moment please.",
           "Thank you for calling Road Ready Insurance, a Nationwide Haul company. Calls may be recorded. "
           "For "
           "certificates of insurance, press two. To report a claim, press three.",
           "Thank you for holding. A service writer will be with you shortly.",
       }) {
    CAPTURE(announcement);
    const std::string text = sent_beside_people(announcement);
    CHECK(text.find("\"n\":2") == std::string::npos);
    CHECK(text.find("\"n\":3") != std::string::npos);
  }
}

TEST_CASE("a line said again with another figure, date or name in it is another line") {
  const CallRecord call =
      call_with({{Speaker::Agent, "Sales, this is Wendell."},
                 {Speaker::Agent, "The best that I can do on that trailer today is eighteen five."},
                 {Speaker::Caller, "I would have to be at seventeen to make that work for me."},
                 {Speaker::Agent, "The best that I can do on that trailer today is seventeen nine."},
                 {Speaker::Caller, "I would have to be at seventeen to make that work for me."},
                 {Speaker::Agent, "I would have to be at seventeen to make that work for me."}});
  const std::string text = sent(call);
  CHECK(text.find("eighteen five") != std::string::npos);
  CHECK(text.find("seventeen nine") != std::string::npos);
  CHECK(text.find("\"n\":3") != std::string::npos);
  CHECK(text.find("\"n\":5") == std::string::npos);  // the caller's own words, and nothing new
  CHECK(text.find("\"n\":6") != std::string::npos);  // said by the other side
}

TEST_CASE("beyond the budget every number, price, date, name and objection outlasts the small talk") {
  const std::vector<std::string> facts = {
      "my name is Otis Pennington",
      "it was nineteen thousand five hundred",
      "that is too much for us",
      "I need it by the fifth",
      "me llamo Ramiro Quintana",
      "está muy caro para nosotros",
      "lo necesito para el jueves",
      "my wife has to look at it, I have to think about it",
      "the unit number is four four one",
      "we pulled eleven loads out of Dothan in April",
      "another quote came in at sixteen",
      "ask for Lucille when you call",
      "deposit would be half",
      "it is worth a dozen tires",
  };
  std::vector<std::pair<Speaker, std::string>> lines;
  for (int number = 0; number < 400; ++number) {
    const bool is_fact = number >= 60 && number % 20 == 0 && number / 20 - 3 < static_cast<int>(facts.size());
    std::string text = fmt::format("well you know how it goes around here{}",
                                   std::string(static_cast<std::size_t>(number), '.'));
    if (is_fact) text = facts[static_cast<std::size_t>(number / 20 - 3)];
    lines.emplace_back(number % 2 == 0 ? Speaker::Caller : Speaker::Agent, text);
  }
  const CallRecord call = call_with(lines);
  const ConversationInput input = conversation_input(call, haiku(), 3000);
  REQUIRE(std::any_of(input.cut.begin(), input.cut.end(),
                      [](const CutTurn& cut) { return cut.reason == CutReason::Budget; }));
  const std::string text = to_json_text(input.data.at("turns"));
  for (const std::string& fact : facts) {
    CAPTURE(fact);
    CHECK(text.find(fact) != std::string::npos);
  }
  for (const CutTurn& cut : input.cut) {
    CAPTURE(cut.turn->text);
    CHECK_FALSE(facts_in(cut.turn->text).any());
  }
}

TEST_CASE("a long opening does not take the room of what was said later") {
  std::vector<std::pair<Speaker, std::string>> lines;
  std::string monologue;
  for (int word = 0; word < 200; ++word) monologue += "anyway you know how it goes ";
  for (int number = 0; number < 10; ++number) {
    lines.emplace_back(Speaker::Caller, monologue + std::string(static_cast<std::size_t>(number), '.'));
  }
  for (int number = 0; number < 40; ++number) {
    lines.emplace_back(Speaker::Agent, fmt::format("the trailer with {} tires is fine", 100 + number));
  }
  const std::string text = sent(call_with(lines), 4000);
  for (int number = 0; number < 40; ++number) {
    CHECK(text.find(fmt::format("{} tires", 100 + number)) != std::string::npos);
  }
}
