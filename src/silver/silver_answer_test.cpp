// SPDX-License-Identifier: MIT
#include "silver/silver_answer.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "llm/json_schema.hpp"
#include "silver/fact_search.hpp"
#include "silver/normal_forms.hpp"
#include "silver/silver_request.hpp"
#include "silver/spoken_numbers.hpp"
#include "silver/validation.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::silver;

const Workspace& workspace() {
  static const Workspace value = [] {
    Workspace with_one_rep = built_in_workspace();
    with_one_rep.reps = {{.name = "Brian Keller", .aliases = {"Bryan Keller"}, .division = "NH Sales"}};
    return with_one_rep;
  }();
  return value;
}

CallRecord sample_call() {
  CallRecord call;
  const std::pair<Speaker, const char*> lines[] = {
      {Speaker::Agent, "Nationwide Haul, this is Brian, how can I help you?"},
      {Speaker::Caller,
       "Hi. Will Sandifer, with Palmetto Aggregate, out of Spartanburg, South Carolina. I need an end dump."},
      {Speaker::Agent, "Sure. What's the number where I can reach you, and who decides over there?"},
      {Speaker::Caller, "Eight six four, five five five."},
      {Speaker::Agent, "Okay."},
      {Speaker::Caller, "Oh one three one. I own the place. My cousin in Houston has S A M trucking."},
  };
  for (const auto& [speaker, text] : lines) {
    call.turns.push_back(
        {.number = static_cast<int>(call.turns.size()) + 1, .speaker = speaker, .text = text});
  }
  return call;
}

json::object sample_answer() {
  return parse_json(R"({"classification":"valid_sales","subtype":"new_prospect","confidence":0.95,
    "reason":"A buyer asks for an end dump.",
    "rep":{"name":"Brian","introducedProperly":true,"introPattern":"Nationwide Haul, this is Brian","turn":1},
    "caller":{"name":"Will Sandifer","nameTurn":2,"company":"Palmetto Aggregate LLC","companyTurn":2,
      "location":"Spartanburg, SC","locationTurn":2,"phone":"(864) 555-0131","phoneTurn":4,"role":"owner","roleTurn":6},
    "callContext":{"type":"inbound","needSummary":"An end dump trailer.","productInterest":["dump trailer","dump trailer"],
      "urgency":"near-term"}})",
                    "answer")
      .as_object();
}

SilverFindings read(const json::object& answer, const CallRecord& call = sample_call()) {
  CHECK_FALSE(llm::JsonSchema(silver_schema()).problem_with(answer));
  return read_silver_answer(answer, call, workspace());
}

json::object with(std::string_view part, std::string_view key, json::value value) {
  json::object answer = sample_answer();
  answer[part].as_object()[key] = std::move(value);
  return answer;
}

bool has(const SilverFindings& findings, ValidationIssue issue) {
  const auto& issues = findings.validation.issues;
  return std::find(issues.begin(), issues.end(), issue) != issues.end();
}

}  // namespace

TEST_CASE("facts that the transcript holds come through in one form, with their turns") {
  const SilverFindings findings = read(sample_answer());
  CHECK(findings.triage.classification == Classification::ValidSales);
  CHECK(findings.triage.decided_by == DecidedBy::Model);
  CHECK(findings.rep.name == "Brian");
  CHECK(findings.rep.roster_name == "Brian Keller");
  CHECK(findings.rep.division == "NH Sales");
  CHECK(findings.rep.introduced_properly);
  CHECK(findings.rep.turn == 1);
  CHECK(findings.caller.name == "Will Sandifer");
  CHECK(findings.caller.company == "Palmetto Aggregate LLC");
  CHECK(findings.caller.location == "Spartanburg, SC");
  CHECK(findings.caller.phone == "(864) 555-0131");
  CHECK(findings.caller.turns.at("phone") == 6);
  CHECK(findings.caller.turns.at("name") == 2);
  CHECK(findings.context.product_interest.size() == 1);
  CHECK(findings.validation.issues.empty());
  CHECK_FALSE(findings.validation.needs_review);
}

TEST_CASE("a fact that the transcript does not hold is null and flagged") {
  for (const auto& [key, value] :
       {std::pair{"name", "Bob Miller"}, std::pair{"company", "Acme Freight"},
        std::pair{"location", "Denver, CO"}, std::pair{"phone", "(864) 555-0199"}}) {
    CAPTURE(key);
    const SilverFindings findings = read(with("caller", key, value));
    CHECK(has(findings, ValidationIssue::NotInTranscript));
    CHECK_FALSE(findings.caller.turns.contains(key));
  }
  CHECK_FALSE(read(with("caller", "name", "Bob Miller")).caller.name);
  CHECK_FALSE(read(with("caller", "phone", "(864) 555-0199")).caller.phone);
  CHECK(has(read(with("rep", "name", "Gregory")), ValidationIssue::NotInTranscript));
  CHECK_FALSE(read(with("caller", "roleTurn", 99)).caller.role);
}

TEST_CASE("a wrong turn is corrected when the fact is elsewhere") {
  const SilverFindings findings = read(with("caller", "nameTurn", 77));
  CHECK(findings.caller.turns.at("name") == 2);
  CHECK_FALSE(has(findings, ValidationIssue::NotInTranscript));
}

TEST_CASE("names may be misheard by a letter or spelled out") {
  CHECK(read(with("caller", "name", "Will Sandiffer")).caller.name == "Will Sandiffer");
  CHECK(read(with("caller", "company", "Sam Trucking")).caller.company == "Sam Trucking");
}

TEST_CASE("a state is kept when it was said, the log has it, or the town needs none") {
  CHECK(read(with("caller", "location", "Houston, TX")).caller.location == "Houston, TX");
  CHECK(read(with("caller", "location", "Houston, OH")).caller.location == "Houston");
  CHECK(has(read(with("caller", "location", "Houston, OH")), ValidationIssue::LocationFormat));
  CallRecord call = sample_call();
  call.turns[5].text = "My cousin is in Houston or in Lebanon.";
  CHECK(read(with("caller", "location", "Lebanon, OR"), call).caller.location == "Lebanon");
  call.turns[5].text = "I am in Houston TX.";
  CHECK(read(with("caller", "location", "Houston, TX"), call).caller.location == "Houston, TX");
  call = sample_call();
  call.extra = {{"City", "Houston"}, {"State", "TX"}};
  CHECK(read(with("caller", "location", "houston, Texas"), call).caller.location == "Houston, TX");
}

TEST_CASE(
    "a state that nobody said is that of the number given, of the number that called, or what people mean") {
  CallRecord call = sample_call();
  call.caller_number = "(205) 555-0122";
  call.turns[5].text = "We're in Lebanon, and my cousin is in Houston. The shop is in Jasper.";
  const auto located = [&call](const char* place) {
    return read(with("caller", "location", place), call).caller.location;
  };
  CHECK(located("Houston") == "Houston, TX");
  CHECK(located("Jasper") == "Jasper, AL");
  CHECK(located("Jasper, TX") == "Jasper, AL");
  CHECK(located("Lebanon") == "Lebanon");
  call.caller_number = std::nullopt;
  CHECK(located("Jasper, TX") == "Jasper");
}

TEST_CASE("a number that is no telephone number is dropped and flagged") {
  const SilverFindings findings = read(with("caller", "phone", "555-0131"));
  CHECK_FALSE(findings.caller.phone);
  CHECK(has(findings, ValidationIssue::InvalidPhoneFormat));
}

TEST_CASE("an unknown rep is kept and flagged, a word that is no name is not kept") {
  CallRecord call = sample_call();
  call.turns[0].text = "Nationwide Haul, this is Tasha.";
  json::object answer = with("rep", "name", "Tasha");
  answer["rep"].as_object()["introPattern"] = nullptr;
  const SilverFindings unknown = read(answer, call);
  CHECK(unknown.rep.name == "Tasha");
  CHECK_FALSE(unknown.rep.roster_name);
  CHECK(has(unknown, ValidationIssue::UnknownRepName));

  const SilverFindings invalid = read(with("rep", "name", "Nationwide"));
  CHECK_FALSE(invalid.rep.name);
  CHECK(has(invalid, ValidationIssue::InvalidRepName));
  CHECK_FALSE(invalid.rep.introduced_properly);
}

TEST_CASE("without a spoken name the labels and the log tell the rep") {
  CallRecord call = sample_call();
  call.turns[0].text = "Sales?";
  json::object answer = with("rep", "name", nullptr);
  answer["rep"].as_object()["introPattern"] = nullptr;
  CHECK_FALSE(read(answer, call).rep.roster_name);
  call.agent_name = "Bryan Keller";
  const SilverFindings findings = read(answer, call);
  CHECK(findings.rep.roster_name == "Brian Keller");
  CHECK_FALSE(findings.rep.name);
  CHECK(has(findings, ValidationIssue::NoRepName));
}

TEST_CASE("an unknown rep's division comes from the number dialled, else from the products") {
  CallRecord call = sample_call();
  call.turns[0].text = "This is Tasha.";
  json::object answer = with("rep", "name", "Tasha");
  answer["rep"].as_object()["introPattern"] = nullptr;
  CHECK(read(answer, call).rep.division == "NH Sales");
  call.number_name = "road-ready-google-ads";
  CHECK(read(answer, call).rep.division == "RR Sales");
}

TEST_CASE("doubts add up until somebody should look") {
  CallRecord call = sample_call();
  call.possibly_truncated = true;
  json::object answer = with("callContext", "needSummary", "  ");
  answer["confidence"] = 0.9;
  const SilverFindings findings = read(answer, call);
  CHECK(has(findings, ValidationIssue::MissingNeedSummary));
  CHECK(has(findings, ValidationIssue::PossiblyTruncated));
  CHECK(findings.validation.needs_review);
  CHECK_FALSE(findings.context.need_summary);
  CHECK(validate(0.69, {}).needs_review);
  CHECK_FALSE(validate(0.7, {}).needs_review);
}

TEST_CASE("the words of numbers are digits") {
  CHECK(spoken_digits("Eight six four, five five five, oh one three one.") == "8645550131");
  CHECK(spoken_digits("eight hundred, five fifty-five, twenty one thirty") == "8005552130");
  CHECK(spoken_digits("seven seventy, five five five, oh one", Tens::StandAlone) == "77055501");
  CHECK(spoken_digits("it's 864-555-0131") == "8645550131");
  CHECK(spoken_digits("double five, triple zero, nineteen") == "5500019");
  CHECK(spoken_digits("nueve cinco seis, cinco cinco cinco, cero uno cuatro cuatro") == "9565550144");
}

TEST_CASE("a number of which a part was said again is in the transcript") {
  CallRecord call;
  call.turns = {{.number = 1,
                 .speaker = Speaker::Caller,
                 .text = "It's five one five, five five five, oh one two four."},
                {.number = 2, .speaker = Speaker::Agent, .text = "Oh one two four?"},
                {.number = 3, .speaker = Speaker::Caller, .text = "No, forty-two at the end."},
                {.number = 4, .speaker = Speaker::Caller, .text = "And nine seven two is the area code."}};
  CHECK(FactSearch(call).find_phone("5155550142", 1) == 3);
  CHECK(FactSearch(call).find_phone("9725550142", 1) == 4);
  CHECK_FALSE(FactSearch(call).find_phone("5155550199", 1));
  CHECK(spoken_digits("cincuenta y cinco, doce, ochenta, veintidós") == "55128022");
  CHECK(spoken_digits("quinientos cincuenta y cinco, three fives") == "555555");
}

TEST_CASE("phones and places have one form") {
  CHECK(phone_digits("+1 (864) 555-0131") == "8645550131");
  CHECK_FALSE(phone_digits("864-555-013"));
  CHECK_FALSE(phone_digits("164-555-0131"));
  CHECK(format_place(*parse_place("FORT WORTH TX")) == "Fort Worth, TX");
  CHECK(format_place(*parse_place("McAllen, Texas")) == "McAllen, TX");
  CHECK(format_place(*parse_place("Port Washington")) == "Port Washington");
  CHECK_FALSE(parse_place(", TX"));
}

TEST_CASE("the question of Silver holds no word of the conversation outside its data") {
  const llm::ModelCatalog catalog = llm::ModelCatalog::built_in();
  const llm::ModelRequest request =
      make_silver_request(sample_call(), workspace(), *catalog.find("claude-haiku-5-5"));
  CHECK(request.stage == "silver");
  CHECK(request.instructions.find("Sandifer") == std::string::npos);
  CHECK(request.instructions.find("Keller") == std::string::npos);
  CHECK(request.instructions.find("{{") == std::string::npos);
  CHECK(request.input.at("turns").as_array().size() == 6);
}
