// SPDX-License-Identifier: MIT
#include "llm/redaction/redaction.hpp"

#include <doctest/doctest.h>

#include <future>

#include "llm/redaction/digit_runs.hpp"
#include "llm/redaction/redacting_client.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;

const PersonalDataKinds kEverything = *parse_personal_data("all");

json::value conversation(std::initializer_list<std::pair<const char*, const char*>> turns) {
  json::array list;
  int number = 1;
  for (const auto& [speaker, text] : turns) {
    list.push_back(json::object{{"n", number++}, {"speaker", speaker}, {"text", text}});
  }
  return json::object{{"source", "call_transcript"}, {"turns", std::move(list)}};
}

std::string text_of(const json::value& input, std::size_t turn) {
  return std::string(input.at("turns").at(turn).at("text").as_string());
}

std::string hidden(const char* text, const PersonalDataKinds& kinds = kEverything) {
  return text_of(Redaction(kinds).hide(conversation({{"caller", text}})), 0);
}

}  // namespace

TEST_CASE("digits are read as people write and say them") {
  const std::pair<const char*, const char*> cases[] = {
      {"864-555-0131", "8645550131"},
      {"eight six four, five five five, oh one three one", "8645550131"},
      {"eight sixty-four five fifty five zero one thirty one", "8645550131"},
      {"eight hundred, triple five, oh one, um, three one", "8005550131"},
      {"ocho seis cuatro cinco cinco cinco cero uno tres uno", "8645550131"},
      {"864 dash 555 dash 0131", "8645550131"},
  };
  for (const auto& [text, digits] : cases) {
    CAPTURE(text);
    const std::vector<DigitRun> runs = find_digit_runs(text);
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].digits == digits);
    CHECK_FALSE(runs[0].is_amount);
  }
}

TEST_CASE("telephone numbers are hidden, written or spoken") {
  CHECK(hidden("Call me at (864) 555-0131, okay?") == "Call me at [PHONE_1], okay?");
  CHECK(hidden("It's +1 864.555.0131.") == "It's [PHONE_1].");
  CHECK(hidden("my cell is eight six four, five five five, oh one three one thanks") ==
        "my cell is [PHONE_1] thanks");
  CHECK(hidden("one eight hundred five five five oh one three one") == "[PHONE_1]");
  CHECK(hidden("the number is 555-0131") == "the number is [PHONE_1]");
}

TEST_CASE("card numbers, their codes and social security numbers are hidden") {
  CHECK(hidden("4242 4242 4242 4242") == "[CARD_1]");
  CHECK(hidden("my visa is four two four two four two four two four two four two four two four three") ==
        "my visa is [CARD_1]");
  CHECK(hidden("the security code is 123") == "the security code is [CARD_1]");
  CHECK(hidden("078-05-1120 is mine") == "[SSN_1] is mine");
  CHECK(hidden("my social is zero seven eight oh five one one two zero") == "my social is [SSN_1]");
  CHECK(hidden("the last four of my social are 1120") == "the last four of my social are [SSN_1]");
}

TEST_CASE("addresses are hidden, also as they are spoken") {
  CHECK(hidden("write to Ann.Lee@example.com please") == "write to [EMAIL_1] please");
  CHECK(hidden("it's ann dot lee at example dot com") == "it's [EMAIL_1]");
}

TEST_CASE("prices, years, lengths and counts stay as they are") {
  for (const char* text :
       {"It was $45,000 for the first and $60,000 for the other.", "2019, 2020, 2021 and 2022 models",
        "Fifty-three foot trailers, two hundred a month", "We run 12 trucks and 40 trailers out of 3 yards.",
        "about forty five thousand dollars", "MC 123456 and DOT 7654321", "In 2024 we bought 15.",
        "The VIN ends in 4471.", "See you at nine on the twelfth."}) {
    CAPTURE(text);
    CHECK(hidden(text) == text);
  }
}

TEST_CASE("only what was chosen is hidden") {
  const char* text = "Ann at 864-555-0131 or ann@example.com";
  CHECK(hidden(text, {PersonalData::Email}) == "Ann at 864-555-0131 or [EMAIL_1]");
  CHECK(hidden(text, {}) == text);
}

TEST_CASE("a number said in pieces over several turns is hidden in all of them") {
  Redaction redaction(kEverything);
  const json::value input = redaction.hide(conversation({{"agent", "What's your number?"},
                                                         {"caller", "It's eight six four"},
                                                         {"agent", "Mhm."},
                                                         {"caller", "five five five, oh one three one."},
                                                         {"agent", "So 864-555-0131?"}}));
  CHECK(text_of(input, 1) == "It's [PHONE_1]");
  CHECK(text_of(input, 2) == "Mhm.");
  CHECK(text_of(input, 3) == "[PHONE_1].");
  CHECK(text_of(input, 4) == "So [PHONE_1]?");
  CHECK(input.at("turns").as_array().size() == 5);
  CHECK(input.at("turns").at(3).at("n") == 4);
}

TEST_CASE("the answer gets back what was hidden, whole as a fact and as spoken inside a sentence") {
  Redaction redaction(kEverything);
  redaction.hide(conversation({{"caller", "I'm at eight six four five five five oh one three one"},
                               {"caller", "or 864 555 0199, ann@example.com"}}));
  const json::value answer =
      redaction.restore(json::object{{"phone", "[PHONE_1]"},
                                     {"other", "phone_2"},
                                     {"quote", "I'm at [PHONE_1]"},
                                     {"list", json::array{"Write to [EMAIL_1] or call [PHONE_2]."}},
                                     {"unknown", "[PHONE_3] and [CARD_1]"},
                                     {"turn", 1}});
  CHECK(answer.at("phone") == "(864) 555-0131");
  CHECK(answer.at("other") == "(864) 555-0199");
  CHECK(answer.at("quote") == "I'm at eight six four five five five oh one three one");
  CHECK(answer.at("list").at(0) == "Write to ann@example.com or call 864 555 0199.");
  CHECK(answer.at("unknown") == "[PHONE_3] and [CARD_1]");
  CHECK(answer.at("turn") == 1);
}

TEST_CASE("a placeholder that somebody said is not taken for one of ours") {
  Redaction redaction(kEverything);
  const json::value input = redaction.hide(conversation({{"caller", "[PHONE_1] and 864-555-0131"}}));
  CHECK(text_of(input, 0) == "[PHONE_1] and [PHONE_2]");
  CHECK(redaction.restore("[PHONE_1]") == "[PHONE_1]");
}

TEST_CASE("the same conversation is always hidden in the same way") {
  const json::value input = conversation({{"caller", "864-555-0131, ann@example.com, 4242424242424242"},
                                          {"agent", "eight six four five five five oh one three one"}});
  const json::value first = Redaction(kEverything).hide(input);
  CHECK(first == Redaction(kEverything).hide(input));
  CHECK(text_of(first, 1) == "[PHONE_1]");
}

namespace {

// Answers with what it was asked.
class EchoClient final : public ModelClient {
 public:
  std::string_view provider() const override { return "echo"; }
  void ask(ModelRequest request, std::stop_token, std::function<void(ModelOutcome)> done) override {
    seen = request;
    done(ModelAnswer{.content = json::object{{"phone", "[PHONE_1]"}}});
  }
  ModelRequest seen;
};

}  // namespace

TEST_CASE("the provider never sees what is hidden, and the caller never sees that it was") {
  auto echo = std::make_shared<EchoClient>();
  RedactingClient client(echo, {PersonalData::Phone, PersonalData::Card});
  ModelRequest request{.stage = "silver",
                       .model = "m",
                       .instructions = "Read.",
                       .input = conversation({{"caller", "864-555-0131"}}),
                       .schema_name = "t",
                       .rejected_answer = R"({"phone":"(864) 555-0131","n":864})",
                       .rejection_reason = "at phone: odd"};
  std::promise<ModelOutcome> promise;
  client.ask(request, {}, [&promise](ModelOutcome outcome) { promise.set_value(std::move(outcome)); });
  CHECK(std::get<ModelAnswer>(promise.get_future().get()).content.at("phone") == "(864) 555-0131");
  CHECK(to_json_text(echo->seen.input).find("0131") == std::string::npos);
  CHECK(echo->seen.instructions.starts_with("Read."));
  CHECK(echo->seen.instructions.find("[PHONE_1]") != std::string::npos);
  CHECK(echo->seen.rejected_answer == R"({"phone":"[PHONE_1]","n":864})");
  CHECK(client.revision() == "without-card,phone");
}

TEST_CASE("kinds of personal data are read from a list") {
  CHECK(to_text(*parse_personal_data(" Phone, card ")) == "card,phone");
  CHECK(to_text(*parse_personal_data("all")) == "card,ssn,email,phone");
  CHECK(parse_personal_data("")->empty());
  CHECK_FALSE(parse_personal_data("card,shoe size"));
}
