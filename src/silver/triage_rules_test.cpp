// SPDX-License-Identifier: MIT
#include "silver/triage_rules.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/text.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::silver;

const Workspace& workspace() {
  static const Workspace value = built_in_workspace();
  return value;
}

CallRecord call_with(std::vector<std::pair<Speaker, std::string>> lines) {
  CallRecord call;
  for (auto& [speaker, text] : lines) {
    call.turns.push_back(
        {.number = static_cast<int>(call.turns.size()) + 1, .speaker = speaker, .text = text});
  }
  return call;
}

std::optional<Triage> triage(std::vector<std::pair<Speaker, std::string>> lines) {
  return triage_by_rules(call_with(std::move(lines)), workspace());
}

struct Sample {
  std::string name;
  std::string classification;
  CallRecord call;
};

// The labelled sample calls: a head of "key: value" lines, "---", then one turn a line.
std::vector<Sample> read_samples() {
  std::vector<Sample> samples;
  const std::filesystem::path folder = std::filesystem::path(CALLTRACKER_SOURCE_DIR) / "samples" / "calls";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    Sample sample{.name = entry.path().stem().string(), .classification = {}, .call = {}};
    std::ifstream file(entry.path());
    bool in_turns = false;
    for (std::string line; std::getline(file, line);) {
      if (line == "---") {
        in_turns = true;
      } else if (!in_turns && line.starts_with("classification: ")) {
        sample.classification = line.substr(16);
      } else if (in_turns && !line.empty()) {
        const std::size_t colon = line.find(':');
        sample.call.turns.push_back(
            {.number = static_cast<int>(sample.call.turns.size()) + 1,
             .speaker = parse<Speaker>(line.substr(0, colon)).value_or(Speaker::Other),
             .text = line.substr(colon + 1)});
      }
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

}  // namespace

TEST_CASE("a call without words is decided without a model") {
  const auto decided = triage({{Speaker::Agent, " . "}});
  REQUIRE(decided);
  CHECK(decided->classification == Classification::Incomplete);
  CHECK(decided->decided_by == DecidedBy::Rules);
  CHECK(triage({})->subtype == "no_answer");
}

TEST_CASE("menus, hold music and mailboxes without a caller are ivr_only") {
  CHECK(triage({{Speaker::Agent, "For sales, press one."}, {Speaker::Caller, "One."}})->subtype == "menu");
  CHECK(triage({{Speaker::Agent, "For sales, press one."}, {Speaker::Agent, "Please stay on the line."}})
            ->subtype == "hold_abandoned");
  const auto mailbox =
      triage({{Speaker::Agent, "You have reached Nationwide Haul. Please leave a message."}});
  CHECK(mailbox->subtype == "menu");
  CHECK(mailbox->classification == Classification::IvrOnly);
}

TEST_CASE("a message on a mailbox goes to the model, since it holds a number to call back") {
  CHECK_FALSE(triage({{Speaker::Agent, "You have reached Nationwide Haul. Leave a message after the tone."},
                      {Speaker::Caller, "This is Otis, call me."}}));
}

TEST_CASE("a live voice after the menu goes to the model") {
  CHECK_FALSE(triage(
      {{Speaker::Agent, "For sales, press one."}, {Speaker::Agent, "Nationwide Haul, this is Brian."}}));
}

TEST_CASE("an unlabelled recording is the company's only when it names the company") {
  CHECK_FALSE(
      triage({{Speaker::Other, "Your warranty is about to expire. Press one to speak to an agent."}}));
  CHECK(triage({{Speaker::Other, "Thank you for calling Nationwide Haul. For sales, press one."}})->subtype ==
        "menu");
}

TEST_CASE("seconds with a few words are too short, seconds with many words are a wrong duration") {
  CallRecord call = call_with(
      {{Speaker::Agent, "Nationwide Haul, this is Brian."}, {Speaker::Caller, "Sorry, wrong button."}});
  CHECK_FALSE(triage_by_rules(call, workspace()));
  call.duration_seconds = 3;
  CHECK(triage_by_rules(call, workspace())->subtype == "dropped");
  call.turns[1].text = "I need three dry vans by Friday and I pay cash, can you call me back today please?";
  CHECK_FALSE(triage_by_rules(call, workspace()));
}

TEST_CASE("on the sample calls every decision of the rules agrees with the label") {
  const std::vector<Sample> samples = read_samples();
  REQUIRE(samples.size() >= 40);
  int decided_count = 0;
  int ivr_count = 0;
  for (const Sample& sample : samples) {
    CAPTURE(sample.name);
    ivr_count += sample.classification == "ivr_only" ? 1 : 0;
    const auto decided = triage_by_rules(sample.call, workspace());
    if (!decided) continue;
    ++decided_count;
    CHECK(name_of(decided->classification) == sample.classification);
  }
  CHECK(decided_count >= ivr_count);
}
