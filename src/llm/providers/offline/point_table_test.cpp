// SPDX-License-Identifier: MIT
#include "llm/providers/offline/point_table.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::string_view kTable =
    "# two answers\n"
    "family Selling caller Solicitation SellerOffer SellerTarget\n"
    "             customer seller\n"
    "times Selling       0      6\n"
    "kinds Selling       0      6\n"
    "caller Trade       10      0\n"
    "call Always         1      0\n";

CallSigns signs_of(const Dialogue& call) {
  return {call.conversation(), weigh_triage_evidence(call.conversation())};
}

Supported weigh(std::string_view dialogue) {
  static const PointTable table(kTable, "test");
  const Dialogue call(dialogue);
  return table.weigh(signs_of(call));
}

}  // namespace

TEST_CASE("the answer with the most points wins, and its share grows with its lead") {
  const Supported customer = weigh("A: Nationwide Haul.\nC: I'm after a flatbed trailer and a reefer.");
  CHECK(customer.answer == "customer");
  const Supported nobody = weigh("A: Nationwide Haul.\nC: Good morning.");
  CHECK(nobody.answer == "customer");
  CHECK(customer.share > nobody.share);
  CHECK(nobody.share > 0.5);
}

TEST_CASE("cues of a family add up, and several kinds weigh more than one said often") {
  const Supported seller = weigh(
      "A: Nationwide Haul.\nC: We help dealers like you with search engine marketing. Who handles your "
      "website?");
  CHECK(seller.answer == "seller");
  CHECK(seller.voice == Voice::Caller);
  CHECK(!seller.cues.empty());
}

TEST_CASE("a sign heard again counts less than the time before") {
  CHECK(strength_of_times(0) == 0);
  CHECK(strength_of_times(1) == 1);
  CHECK(strength_of_times(2) - strength_of_times(1) > strength_of_times(3) - strength_of_times(2));
}

TEST_CASE("what the rep says is no sign of what the caller says") {
  const Dialogue call("A: Nationwide Haul, we have flatbeds and reefers.\nC: Wrong number.");
  const CallSigns signs = signs_of(call);
  CHECK(signs.count(Voice::Rep, Cue::Trade) > 0);
  CHECK(signs.count(Voice::Caller, Cue::Trade) == 0);
  CHECK(signs.count(Voice::Greeting, Cue::Trade) > 0);
}

TEST_CASE("a line that cannot be read is named") {
  const auto fails = [](std::string_view line) {
    const std::string text = "one two\n" + std::string(line);
    CHECK_THROWS_AS(PointTable(text, "test"), Error);
  };
  fails("caller Trade 1");
  fails("caller Nonsense 1 2");
  fails("nobody Trade 1 2");
  fails("call Nonsense 1 2");
  fails("times Unknown 1 2");
  fails("caller Trade 1 much");
  fails("family Empty caller");
  CHECK_THROWS_AS(PointTable("# nothing", "test"), Error);
}

TEST_CASE("statements share out the answers, and the one that speaks most for an answer is named") {
  static const PointTable table(
      "soon never\nsaid NeededSoon 30 -10\nsaid NoPurchaseMeant -10 30\ncall Always 0 5\n", "test");
  const Dialogue call("A: When do you need it?\nC: In the next couple of weeks.\nA: Okay.\n");
  const Statements statements(call.conversation());
  const std::vector<double> shares = table.shares(statements);
  CHECK(shares.at(0) + shares.at(1) == doctest::Approx(1));
  CHECK(shares.at(0) > shares.at(1));
  CHECK(table.chief_statement(statements, 0) == Statement::NeededSoon);
  CHECK_THROWS_AS(PointTable("soon never\nsaid Whatever 1 2\n", "test"), Error);
}

}  // namespace calltracker::llm::offline
