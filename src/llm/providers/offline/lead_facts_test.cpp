// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
namespace {

struct Expected {
  std::string_view value;
  std::string_view dialogue;
};

}  // namespace

TEST_CASE("the caller's place is a home, not a route or the dealer's yard") {
  const std::initializer_list<Expected> cases = {
      {"Tulsa, OK", "A: Nationwide Haul, how can I help?\nC: I'm out of Tulsa and need a flatbed."},
      {"Laredo, TX", "A: Nationwide Haul.\nC: We're down here in Laredo Texas, looking for a reefer."},
      {"Joplin, MO",
       "A: Where are you located?\nC: Joplin, Missouri.\nA: Okay, which trailer do you want?\nC: A used dry "
       "van trailer."},
      {"Lone Grove, OK", "A: Need a dry van?\nC: Yes, I'm in Lone Grove, Oklahoma."},
      {"Springfield, IL",
       "A: What city are you in?\nC: Springfield.\nA: What state?\nC: Illinois. I need a lowboy."},
      {"Macon, GA", "A: Nationwide Haul.\nC: My shop is in Macon, GA and I want to lease a trailer."},
      {"Fresno, CA",
       "A: Nationwide Haul, which trailer?\nC: A reefer. We're based in Fresno, hauling produce to "
       "Portland."},
      {"", "A: Nationwide Haul, which trailer?\nC: Are you guys in Atlanta? I need a dry van."},
      {"", "A: Our yard is in Savannah, Georgia. Which trailer do you want?\nC: A flatbed."},
      {"", "A: Nationwide Haul, what do you need?\nC: A reefer. I run loads from Dallas to Denver."},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).location() == expected.value);
  }
}

TEST_CASE("the caller's role is what the caller says of himself") {
  const std::initializer_list<Expected> cases = {
      {"owner-operator",
       "A: Nationwide Haul, how can I help?\nC: I'm an owner operator looking for a reefer trailer."},
      {"fleet manager",
       "A: Nationwide Haul, how can I help?\nC: I'm the fleet manager over at Delta Sand, we need trailers."},
      {"owner", "A: Are you the owner?\nC: Yes sir. I need two used flatbed trailers, forty eight foot."},
      {"dispatcher", "A: Who is this?\nC: This is Ann, I'm a dispatcher, we need a trailer repaired."},
      {"", "A: Nationwide Haul, how can I help?\nC: My dispatcher told me to call about a trailer."},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).role() == expected.value);
  }
}

TEST_CASE("the direction shows in the opening") {
  const std::initializer_list<Expected> cases = {
      {"inbound", "A: Thank you for calling Nationwide Haul, how can I help?\nC: I need a trailer."},
      {"outbound",
       "C: Hello?\nA: Hi, this is Gail with Nationwide Haul. You filled out a form on our website about a "
       "reefer.\nC: Yes I did."},
      {"outbound",
       "A: Hi, is this Dale? This is Gail from Nationwide Haul, I'm calling about your request online.\nC: "
       "Yes."},
      {"follow-up",
       "C: Hello.\nA: Hey Dale, this is Gail at Nationwide Haul, just following up on the quote I sent "
       "you.\nC: Right."},
      {"follow-up", "A: Nationwide Haul, this is Gail.\nC: Hi Gail, we spoke yesterday about the flatbed."},
      {"follow-up", "A: Nationwide Haul, how can I help?\nC: I'm returning your call about the lowboy."},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).call_type() == expected.value);
  }
}

TEST_CASE("the timeline is the caller's answer, else the soonest thing said") {
  const std::initializer_list<Expected> cases = {
      {"immediate", "A: What trailer? When do you need it?\nC: I need a dry van today if I can."},
      {"near-term",
       "A: Which trailer, and how soon do you need it?\nC: A reefer, in the next couple of weeks."},
      {"1-3months",
       "A: What's your timeline on the trailer?\nC: Probably two months from now, for a dry van."},
      {"none", "A: What trailer are you after?\nC: A flatbed, I'm just looking, no rush."},
      {"none", "A: What trailer are you after?\nC: A flatbed."},
      {"none",
       "A: What trailer are you after?\nC: A flatbed. This is Dale with Pratt Steel, call me back at nine "
       "one two, five "
       "five five, zero one four four."},
      {"none", "A: What trailer are you after?\nC: A flatbed. I bought the last one from you in March."},
      {"immediate", "A: Nationwide Haul.\nC: I need a dry van that can start a contract on Monday."},
      {"vague", "A: Nationwide Haul.\nC: I might get a reefer someday, there's no rush."},
      {"near-term",
       "A: Nationwide Haul.\nC: I saw the lowboy. Call me tomorrow with the price, I need it this month."},
      {"immediate", "A: What trailer are you after?\nC: Any reefer, as soon as possible."},
  };
  for (const Expected& expected : cases) {
    CAPTURE(expected.dialogue);
    CHECK(Dialogue(expected.dialogue).timeline() == expected.value);
  }
}

TEST_CASE("authority follows who decides") {
  CHECK(Dialogue("A: Which trailer?\nC: A reefer, I own the company.").found().lead.has_authority == "yes");
  CHECK(Dialogue("A: Which trailer?\nC: A reefer, but I have to run it by my boss.")
            .found()
            .lead.has_authority == "no");
}

TEST_CASE("red flags and fit come from what was said") {
  const Dialogue flagged("A: Which trailer?\nC: A dry van, but I have bad credit and no money down.");
  CHECK(flagged.found().lead.red_flags.size() == 2);
  CHECK(Dialogue("A: Which trailer?\nC: We need a 53 foot dry van with swing doors.\nA: I have two at "
                 "nineteen thousand five hundred, and I'll send you pictures by four today.")
            .found()
            .lead.service_fit <= ServiceFit::Good);
  CHECK(Dialogue("A: We don't sell those.\nC: You don't have any horse trailers or trailers for boats?")
            .found()
            .lead.service_fit >= ServiceFit::Poor);
}

TEST_CASE("a sign for a lead never makes it worse") {
  const auto lead = [](std::string_view last) {
    return Dialogue("A: Nationwide Haul, this is Gail.\nC: I need a flatbed trailer.\n" + std::string(last))
        .found()
        .lead;
  };
  const LeadFacts bare = lead("A: Okay.\nC: Okay.");
  const LeadFacts ready =
      lead("A: I have one, can you come tomorrow at nine?\nC: Yes, I'll take it. I own the company.");
  CHECK(ready.timeline <= bare.timeline);
  CHECK(ready.service_fit <= bare.service_fit);
  CHECK(ready.has_authority == "yes");
  CHECK(ready.need_identified);
  CHECK_FALSE(lead("A: Okay.\nC: No, I'm just curious what they cost.").need_identified);
}

TEST_CASE("a doubt that is said clearly is a red flag by its name, in the turn that says it") {
  const auto flags_of = [](const std::string& said) {
    return Dialogue(
               "A: Nationwide Haul, this is Gail.\nC: Hi, this is Dale Pruitt. I need a reefer today.\n" +
               said + "A: I have two on the lot, I'll hold one till noon tomorrow.\n")
        .found()
        .lead.red_flags;
  };
  CHECK(flags_of("C: I own the company, I'll take it.\n").empty());
  const std::vector<TurnNote> flags = flags_of("C: I have bad credit and no money down.\n");
  REQUIRE(!flags.empty());
  CHECK(flags.front().text == "lacks money or credit");
  CHECK(flags.front().turn == 2);
}

TEST_CASE("what only the rep says is no red flag, and a lead always cites its caller") {
  const Dialogue call(
      "A: Nationwide Haul, this is Gail.\nC: I need a reefer.\nA: Before I look, is your credit bad? A "
      "bankruptcy, a "
      "repossession, no money down? Any of that and the bank turns it down.\nC: I filed for bankruptcy, I "
      "got no money down.\nA: We've got two of "
      "those on the "
      "lot.\nC: Okay.\n");
  const LeadFacts& lead = call.found().lead;
  REQUIRE(!lead.red_flags.empty());
  for (const TurnNote& flag : lead.red_flags) {
    CHECK(call.conversation().turn(flag.turn).side == Side::Caller);
  }
  CHECK(std::any_of(lead.turns.begin(), lead.turns.end(), [&call](std::uint32_t turn) {
    return call.conversation().turn(turn).side == Side::Caller;
  }));
}

TEST_CASE("the turns of a lead are those that say what it rests on") {
  const LeadFacts lead =
      Dialogue(
          "A: Nationwide Haul, this is Gail.\nC: Hi, this is Dale Pruitt.\nA: What can I do "
          "for you?\nC: I need a reefer as soon as possible.\nA: I have two on the lot.\n")
          .found()
          .lead;
  CHECK(std::find(lead.turns.begin(), lead.turns.end(), 3U) != lead.turns.end());
  CHECK(std::find(lead.turns.begin(), lead.turns.end(), 0U) == lead.turns.end());
}

}  // namespace calltracker::llm::offline
