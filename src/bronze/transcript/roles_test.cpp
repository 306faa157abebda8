// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/text.hpp"
#include "bronze/transcript/turns.hpp"
#include "call/workspace.hpp"

using namespace calltracker;
using namespace calltracker::bronze;

namespace {

struct SampleCall {
  std::string name;
  std::string transcript;
  bool is_swapped = false;  // the sample was made with its labels the wrong way round
};

std::vector<SampleCall> sample_calls() {
  std::vector<SampleCall> calls;
  for (const auto& entry : std::filesystem::directory_iterator(CALLTRACKER_SOURCE_DIR "/samples/calls")) {
    std::ifstream file(entry.path());
    std::ostringstream text;
    text << file.rdbuf();
    const std::string all = text.str();
    const std::size_t body = all.find("\n---\n");
    if (body != std::string::npos) {
      calls.push_back({entry.path().filename().string(), all.substr(body + 5),
                       all.substr(0, body).find("\nswapped: yes") != std::string::npos});
    }
  }
  return calls;
}

std::string with_labels(const std::string& transcript, const std::string& agent, const std::string& caller) {
  std::string changed;
  for (const std::string_view line : split(transcript, '\n')) {
    if (line.starts_with("Agent:")) {
      changed.append(agent).append(line.substr(5)).push_back('\n');
    } else if (line.starts_with("Caller:")) {
      changed.append(caller).append(line.substr(6)).push_back('\n');
    } else {
      changed.append(line).push_back('\n');
    }
  }
  return changed;
}

bool has_both(const std::string& transcript) {
  return transcript.find("Agent:") != std::string::npos && transcript.find("Caller:") != std::string::npos;
}

std::vector<Speaker> speakers_of(const Conversation& conversation) {
  std::vector<Speaker> speakers;
  for (const Turn& turn : conversation.turns) speakers.push_back(turn.speaker);
  return speakers;
}

}  // namespace

TEST_CASE("labels are turned when the caller answers as the company and the agent does not") {
  const RoleHints hints{.company_names = {"Nationwide Haul", "Nationwide"}};
  const auto swapped = [&hints](const char* transcript) {
    return read_conversation(transcript, hints).speakers_swapped;
  };
  CHECK(
      swapped("Caller: Thank you for calling Nationwide Haul, this is Brian, how can I help you? "
              "Agent: Hi, I'm looking for a reefer. How much are they? Caller: What size?"));
  CHECK(swapped("Caller: Nationwide Haul, this is Brian. Agent: Hey, do you guys have any dry vans?"));
  CHECK_FALSE(swapped("Agent: Nationwide Haul, this is Brian. Caller: Hey, do you guys have any dry vans?"));
  CHECK_FALSE(swapped("Caller: Hi, is this Nationwide? Agent: Yes it is. Caller: Do you have reefers?"));
  CHECK_FALSE(
      swapped("Agent: Hello? Caller: Hi, this is Mike from Trackify. How can I help you get more leads?"));
}

TEST_CASE("on an outgoing call the other side may answer like a company") {
  const RoleHints outbound{.company_names = {"Nationwide Haul"}, .is_outbound = true};
  const auto conversation = read_conversation(
      "Caller: Thank you for calling Mercer Grain, how can I help you? Agent: Hi, I'm calling about the "
      "quote, I was "
      "calling because you looked at a reefer. Caller: Yes.",
      outbound);
  CHECK_FALSE(conversation.speakers_swapped);
}

TEST_CASE("a conversation reads the same in one line and in many") {
  for (const SampleCall& call : sample_calls()) {
    CAPTURE(call.name);
    const Conversation lines = read_conversation(call.transcript, {});
    const Conversation one_line = read_conversation(collapse_whitespace(call.transcript), {});
    CHECK(content_hash_of(one_line.turns) == content_hash_of(lines.turns));
  }
}

TEST_CASE("right labels of the sample calls are never turned, wrong ones mostly are") {
  const Workspace workspace = built_in_workspace();
  const RoleHints hints{.company_names = workspace.company_names};
  int conversations = 0;
  int turned = 0;
  int wrong_neutral = 0;
  int right_neutral = 0;
  for (const SampleCall& call : sample_calls()) {
    CAPTURE(call.name);
    const Conversation right = read_conversation(call.transcript, hints);
    CHECK(right.speakers_swapped == call.is_swapped);
    if (call.is_swapped || !has_both(call.transcript)) continue;
    ++conversations;
    const Conversation wrong = read_conversation(with_labels(call.transcript, "Caller", "Agent"), hints);
    if (wrong.speakers_swapped) {
      ++turned;
      CHECK(speakers_of(wrong) == speakers_of(right));
    }
    const Conversation neutral =
        read_conversation(with_labels(call.transcript, "Speaker 1", "Speaker 2"), hints);
    const bool decided = neutral.turns.front().speaker != Speaker::Other;
    if (decided && speakers_of(neutral) == speakers_of(right)) ++right_neutral;
    if (decided && speakers_of(neutral) != speakers_of(right)) ++wrong_neutral;
  }
  MESSAGE("conversations ", conversations, ", turned ", turned, ", neutral right ", right_neutral, ", wrong ",
          wrong_neutral);
  REQUIRE(conversations > 20);
  CHECK(turned * 10 >= conversations * 7);
  CHECK(right_neutral * 10 >= conversations * 8);
  CHECK(wrong_neutral == 0);
}
