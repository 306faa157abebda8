// SPDX-License-Identifier: MIT
#include "llm/conversation_input.hpp"

#include <doctest/doctest.h>

#include "base/time_zone.hpp"
#include "llm/analysis_key.hpp"
#include "llm/instructions.hpp"
#include "llm/recorded_announcement.hpp"
#include "llm/token_estimator.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;

const ModelInfo& haiku() {
  static const ModelCatalog catalog = ModelCatalog::built_in();
  return *catalog.find("claude-haiku-5-5");
}

CallRecord call_with(std::vector<std::pair<Speaker, std::string>> lines) {
  CallRecord call;
  for (auto& [speaker, text] : lines) {
    call.turns.push_back(
        {.number = static_cast<int>(call.turns.size()) + 1, .speaker = speaker, .text = text});
  }
  return call;
}

std::vector<std::int64_t> numbers(const ConversationInput& input) {
  std::vector<std::int64_t> result;
  for (const json::value& turn : input.data.at("turns").as_array()) {
    if (turn.as_object().contains("n")) result.push_back(turn.at("n").as_int64());
  }
  return result;
}

constexpr std::int64_t kPlenty = 100'000;

Announcement agent_says(std::string text) {
  return announcement_of({.number = 1, .speaker = Speaker::Agent, .text = std::move(text)});
}

}  // namespace

TEST_CASE("menus, hold notices and repeated announcements are left out and numbers stay") {
  const CallRecord call = call_with({
      {Speaker::Agent, "Thank you for calling Nationwide Haul. Calls may be recorded. For sales, press one."},
      {Speaker::Agent,
       "All of our representatives are currently assisting other customers. Please stay on the line."},
      {Speaker::Agent, "Nationwide Haul, this is Brian."},
      {Speaker::Caller, "Hello?"},
      {Speaker::Caller, "Hello?"},
      {Speaker::Agent, "We have more than four hundred trailers on the lot today."},
      {Speaker::Agent, "We have more than four hundred  trailers on the lot TODAY."},
      {Speaker::Caller, "I need a reefer."},
  });
  const ConversationInput input = conversation_input(call, haiku(), kPlenty);
  CHECK(numbers(input) == std::vector<std::int64_t>{3, 4, 5, 6, 8});
  CHECK(input.omitted.empty());
}

TEST_CASE("a call that is nothing but announcements is shown whole") {
  const CallRecord call =
      call_with({{Speaker::Agent, "For sales, press one."}, {Speaker::Caller, "Sales please."}});
  CHECK(numbers(conversation_input(call, haiku(), kPlenty)).size() == 2);
}

TEST_CASE("a person's words are never taken for an announcement") {
  CHECK(agent_says("Please hold while I get him for you.") == Announcement::None);
  CHECK(agent_says("Nationwide Haul, this is Brian, calls may be recorded.") == Announcement::None);
  CHECK(agent_says("Thank you for holding, sir, we found the part.") == Announcement::None);
  CHECK(agent_says("It has a 2021 Carrier unit, nine thousand hours.") == Announcement::None);
  CHECK(announcement_of({.number = 1, .speaker = Speaker::Caller, .text = "Press one to be removed."}) ==
        Announcement::None);
  CHECK(agent_says("Thank you for holding. A service writer will be with you shortly.") ==
        Announcement::Hold);
  CHECK(agent_says("You have reached Nationwide Haul. Our offices are currently closed.") ==
        Announcement::Voicemail);
  CHECK(agent_says("Hi, this is Brian, I'm on the other line, please leave a message after the tone.") ==
        Announcement::Voicemail);
}

TEST_CASE("the input says where it comes from and nothing about the rep or the source") {
  CallRecord call = call_with({{Speaker::Agent, "Hello, sales."}, {Speaker::Caller, "Hi."}});
  call.agent_name = "Brian Keller";
  call.source = "Google Ads";
  call.duration_seconds = 61;
  call.call_status = "Answered Call";
  call.extra = {{"Direction", "Inbound"}};
  call.turns[0].label = "Brian";
  call.turns[0].at_seconds = 1.5;
  const json::value data = conversation_input(call, haiku(), kPlenty).data;
  CHECK(data.at("source") == "call_transcript");
  CHECK(data.at("call").at("durationSeconds") == 61.0);
  CHECK(data.at("call").at("direction") == "inbound");
  CHECK(data.at("turns").at(0).at("at") == 1.5);
  const std::string text = to_json_text(data);
  CHECK(text.find("Brian") == std::string::npos);
  CHECK(text.find("Google") == std::string::npos);
}

TEST_CASE("a conversation beyond the budget loses whole turns of small talk, each gap with its mark") {
  std::vector<std::pair<Speaker, std::string>> lines;
  for (int number = 1; number <= 200; ++number) {
    std::string text = "well you know how it goes with the weather around here and all of that";
    if (number == 100) text = "my name is Otis and the price was four hundred dollars until Friday";
    text += std::string(static_cast<std::size_t>(number % 7), '.') +
            std::string(1, static_cast<char>('a' + number % 26)) +
            std::string(1, static_cast<char>('a' + number / 26));
    lines.emplace_back(number % 2 == 0 ? Speaker::Caller : Speaker::Agent, text);
  }
  const CallRecord call = call_with(lines);
  const std::int64_t budget = 2500;
  const ConversationInput input = conversation_input(call, haiku(), budget);
  const std::vector<std::int64_t> kept = numbers(input);
  CHECK(kept.size() < 200);
  CHECK(kept.front() == 1);
  CHECK(kept.back() == 200);
  CHECK(std::find(kept.begin(), kept.end(), 100) != kept.end());
  CHECK(estimate_tokens(to_json_text(input.data.at("turns")), haiku()) <= budget);

  std::int64_t expected = 1;
  std::size_t marks = 0;
  for (const json::value& turn : input.data.at("turns").as_array()) {
    if (const json::value* range = turn.as_object().if_contains("omittedTurns")) {
      CHECK(range->at(0).as_int64() == expected);
      expected = range->at(1).as_int64() + 1;
      ++marks;
    } else {
      CHECK(turn.at("n").as_int64() == expected);
      CHECK(turn.at("text").as_string() == call.turns[static_cast<std::size_t>(expected - 1)].text);
      ++expected;
    }
  }
  CHECK(expected == 201);
  CHECK(marks == input.omitted.size());
}

TEST_CASE("the key of an answer changes with everything that can change the answer, and with nothing else") {
  static const json::value schema = json::object{{"type", "object"}};
  ModelRequest request{.stage = "silver",
                       .model = "claude-haiku-5-5",
                       .instructions = "Triage.",
                       .input = {{"turns", 1}},
                       .schema_name = "t",
                       .schema = &schema,
                       .rejected_answer = std::nullopt,
                       .rejection_reason = std::nullopt};
  const std::string key = analysis_key(request, haiku());
  ModelRequest again = request;
  again.rejection_reason = "turn 9 does not exist";
  again.output_tokens_max = 9;
  CHECK(analysis_key(again, haiku()) == key);
  ModelRequest other = request;
  other.instructions = "Triage!";
  CHECK(analysis_key(other, haiku()) != key);
  other = request;
  other.input = {{"turns", 2}};
  CHECK(analysis_key(other, haiku()) != key);
  ModelInfo model = haiku();
  model.settings["silver"].effort = "high";
  CHECK(analysis_key(request, model) != key);
}

TEST_CASE("no place in the instructions is left without a text") {
  CHECK(fill_instructions("Hello {{name}}.", {{"name", "{{x}}"}}) == "Hello {{x}}.");
  CHECK_THROWS(fill_instructions("Hello {{name}}.", {{"company", "x"}}));
  CHECK_THROWS(fill_instructions("Hello {{name", {{"name", "x"}}));
}

TEST_CASE("the day of a call is that where the company is, and null when the log does not tell") {
  CallRecord call;
  CHECK(call_date(call, "America/New_York").is_null());
  call.start_time_ms = parse_iso8601("2026-11-17T03:30:00Z");
  CHECK(call_date(call, "America/New_York") == "Monday 2026-11-16");
}
