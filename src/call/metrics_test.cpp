// SPDX-License-Identifier: MIT
#include "call/metrics.hpp"

#include <doctest/doctest.h>

#include <string>

using calltracker::CallMetrics;
using calltracker::measure;
using calltracker::Speaker;
using calltracker::Turn;

namespace {

struct Said {
  Speaker speaker;
  std::string text;
  std::optional<double> at_seconds = std::nullopt;
};

std::vector<Turn> conversation(const std::vector<Said>& said) {
  std::vector<Turn> turns;
  for (const Said& one : said) {
    turns.push_back({.number = static_cast<int>(turns.size()) + 1,
                     .speaker = one.speaker,
                     .text = one.text,
                     .at_seconds = one.at_seconds,
                     .label = {}});
  }
  return turns;
}

std::string words(int count) {
  std::string text;
  for (int index = 0; index < count; ++index) text += "word ";
  return text;
}

constexpr Speaker kAgent = Speaker::Agent;
constexpr Speaker kCaller = Speaker::Caller;
constexpr Speaker kOther = Speaker::Other;

}  // namespace

TEST_CASE("the agent's share counts words of agent and caller, not of machines") {
  const CallMetrics metrics =
      measure(conversation({{kOther, words(50)}, {kAgent, words(4)}, {kCaller, words(6)}}), {});
  CHECK(metrics.agent_talk_share == doctest::Approx(0.4));
  CHECK(metrics.words == 60);
  CHECK(metrics.turns == 3);
}

TEST_CASE("a share is unknown when nobody is known to be the agent or nobody spoke") {
  CHECK_FALSE(measure({}, 60).agent_talk_share.has_value());
  CHECK_FALSE(measure(conversation({{kCaller, "hello?"}}), 60).agent_talk_share.has_value());
  CHECK_FALSE(measure(conversation({{kOther, "hello?"}}), 60).agent_talk_share.has_value());
}

TEST_CASE("signs of listening do not end a run, a real reply does") {
  const CallMetrics metrics = measure(conversation({{kAgent, words(10)},
                                                    {kCaller, "Uh-huh, right."},
                                                    {kAgent, words(5)},
                                                    {kCaller, words(4)},
                                                    {kAgent, words(12)}}),
                                      {});
  CHECK(metrics.longest_agent_run_words == 15);
  CHECK(metrics.longest_caller_run_words == 4);
}

TEST_CASE("questions are counted by their mark, and by their opening where marks are missing") {
  struct Case {
    const char* text;
    int questions;
  };
  const Case marked[] = {{"What size? And when?", 2}, {"Really??", 1}, {"What a day.", 0}};
  for (const Case& item : marked) {
    CAPTURE(std::string(item.text));
    const auto turns = conversation({{kAgent, item.text}, {kCaller, "Is it?"}});
    CHECK(measure(turns, {}).agent_questions == item.questions);
  }
  const Case unmarked[] = {{"so how much is it", 1},      {"do you have any reefers. what year are they", 2},
                           {"when I get home I call", 0}, {"what's your name", 1},
                           {"have a good day", 0},        {"can you send it", 1}};
  for (const Case& item : unmarked) {
    CAPTURE(std::string(item.text));
    CHECK(measure(conversation({{kCaller, item.text}}), {}).caller_questions == item.questions);
  }
}

TEST_CASE("fillers are counted only where they fill") {
  struct Case {
    const char* text;
    int fillers;
  };
  const Case cases[] = {{"Um, it's, uh, here.", 2},
                        {"It's, like, twenty two thousand.", 1},
                        {"I like it, and it looks like a van.", 0},
                        {"You know, we basically sold it.", 2},
                        {"Do you know what you know about it?", 0},
                        {"it was, you know, rough", 1},
                        {"I mean, what kind of trailer?", 1},
                        {"Este, no sé, este remolque.", 1},
                        {"Eh, sí.", 1}};
  for (const Case& item : cases) {
    CAPTURE(std::string(item.text));
    CHECK(calltracker::count_filler_words(item.text) == item.fillers);
  }
}

TEST_CASE("only the agent's fillers are the agent's") {
  CHECK(measure(conversation({{kAgent, "Um, yes."}, {kCaller, "Um, um."}}), {}).filler_words == 1);
}

TEST_CASE("rates need a duration") {
  const auto turns = conversation({{kAgent, words(30)}, {kCaller, words(30)}});
  CHECK(measure(turns, 30).words_per_minute == doctest::Approx(120));
  CHECK(measure(turns, 30).turns_per_minute == doctest::Approx(4));
  CHECK_FALSE(measure(turns, {}).words_per_minute.has_value());
  CHECK_FALSE(measure(turns, 0).turns_per_minute.has_value());
}

TEST_CASE("response times are measurable only with timestamps") {
  CHECK_FALSE(
      measure(conversation({{kCaller, "Hi."}, {kAgent, "Hello."}}), 60).median_response_seconds.has_value());
  // Five words take two of the four seconds, ten words all four of the next.
  const auto timed = conversation(
      {{kCaller, words(5), 0}, {kAgent, "Yes.", 4}, {kCaller, words(10), 6}, {kAgent, "Sure.", 10}});
  CHECK(measure(timed, 60).median_response_seconds == doctest::Approx(1));
}
