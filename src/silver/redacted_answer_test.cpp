// SPDX-License-Identifier: MIT
// Facts that a model only saw as placeholders, on their way back to the call that they were said in.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>

#include "llm/model_catalog.hpp"
#include "llm/providers/offline/offline_client.hpp"
#include "llm/redaction/redacting_client.hpp"
#include "silver/silver_answer.hpp"
#include "silver/silver_request.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::silver;

const Workspace& workspace() {
  static const Workspace value = built_in_workspace();
  return value;
}

CallRecord call_with_number(const std::vector<std::string>& said) {
  CallRecord call;
  const auto add = [&call](Speaker speaker, std::string text) {
    call.turns.push_back(
        {.number = static_cast<int>(call.turns.size()) + 1, .speaker = speaker, .text = std::move(text)});
  };
  add(Speaker::Agent, "Nationwide Haul, this is Brian, how can I help you?");
  add(Speaker::Caller, "Hi, this is Will Sandifer out of Spartanburg, South Carolina. I need an end dump.");
  add(Speaker::Agent, "Sure. What's the best number to reach you?");
  for (const std::string& piece : said) {
    if (call.turns.size() > 3) add(Speaker::Agent, "Mhm.");
    add(Speaker::Caller, piece);
  }
  add(Speaker::Agent, "Thank you, I will call you at nine tomorrow.");
  return call;
}

// Answers as a model does that was shown placeholders: it writes one where a number is asked for.
class PlaceholderModel final : public llm::ModelClient {
 public:
  explicit PlaceholderModel(std::string phone) : phone_(std::move(phone)) {}
  std::string_view provider() const override { return "scripted"; }
  void ask(llm::ModelRequest request, std::stop_token, std::function<void(llm::ModelOutcome)> done) override {
    seen = to_json_text(request.input);
    json::value answer =
        parse_json(R"({"classification":"valid_sales","subtype":"new_prospect","confidence":0.95,
      "reason":"A buyer leaves [PHONE_1] for an end dump.",
      "rep":{"name":"Brian","introducedProperly":true,"introPattern":"Nationwide Haul, this is Brian","turn":1},
      "caller":{"name":"Will Sandifer","nameTurn":2,"company":null,"companyTurn":null,
        "location":"Spartanburg, SC","locationTurn":2,"phone":"","phoneTurn":4,"role":null,"roleTurn":null},
      "callContext":{"type":"inbound","needSummary":"An end dump; call back on [PHONE_1].",
        "productInterest":["dump trailer"],"urgency":"near-term"}})",
                   "answer");
    answer.at("caller").at("phone") = phone_;
    done(llm::ModelAnswer{.content = std::move(answer)});
  }
  std::string seen;

 private:
  const std::string phone_;
};

struct Read {
  SilverFindings findings;
  std::string seen;
};

Read read_redacted(const CallRecord& call, const std::string& phone_of_model) {
  static const llm::ModelCatalog catalog = llm::ModelCatalog::built_in();
  auto model = std::make_shared<PlaceholderModel>(phone_of_model);
  llm::RedactingClient client(model, {PersonalData::Phone});
  std::optional<json::value> content;
  client.ask(make_silver_request(call, workspace(), *catalog.find("claude-haiku-5-5")), {},
             [&content](llm::ModelOutcome outcome) {
               content = std::get<llm::ModelAnswer>(std::move(outcome)).content;
             });
  return {.findings = read_silver_answer(content.value(), call, workspace()), .seen = model->seen};
}

bool has(const SilverFindings& findings, ValidationIssue issue) {
  const auto& issues = findings.validation.issues;
  return std::find(issues.begin(), issues.end(), issue) != issues.end();
}

}  // namespace

TEST_CASE("a number that the model only saw as a placeholder is proven in the call it was said in") {
  const std::vector<std::vector<std::string>> ways_to_say = {
      {"It's (864) 555-0131."},
      {"864.555.0131"},
      {"plus one 864 555 0131"},
      {"Eight six four, five five five, oh one three one."},
      {"eight sixty-four five fifty five zero one thirty one"},
      {"eight six four triple five oh one three one"},
      {"ocho seis cuatro cinco cinco cinco cero uno tres uno"},
      {"Eight six four.", "Five five five, oh one three one."},
  };
  for (const auto& said : ways_to_say) {
    CAPTURE(said.front());
    const CallRecord call = call_with_number(said);
    const Read read = read_redacted(call, "[PHONE_1]");
    CHECK(read.seen.find("[PHONE_1]") != std::string::npos);
    CHECK(read.seen.find(said.front()) == std::string::npos);
    CHECK(read.findings.caller.phone == "(864) 555-0131");
    CHECK(read.findings.caller.turns.contains("phone"));
    CHECK_FALSE(has(read.findings, ValidationIssue::NotInTranscript));
    CHECK_FALSE(has(read.findings, ValidationIssue::InvalidPhoneFormat));
    CHECK(read.findings.context.need_summary.value().find("PHONE") == std::string::npos);
    CHECK(read.findings.triage.reason.find("PHONE") == std::string::npos);
  }
}

TEST_CASE("models write placeholders as they like, and the number is there all the same") {
  for (const char* written : {"[PHONE_1]", "PHONE_1", "phone_1", "[Phone_1]", "[PHONE_1].", " [PHONE_1] ",
                              "the number [PHONE_1]", "PHONE_1 (cell)"}) {
    for (const char* said : {"It's 864-555-0131.", "Eight six four, five five five, oh one three one."}) {
      CAPTURE(written);
      CAPTURE(said);
      CHECK(read_redacted(call_with_number({said}), written).findings.caller.phone == "(864) 555-0131");
    }
  }
}

TEST_CASE("what the model invents is no fact, with or without a placeholder") {
  const CallRecord call = call_with_number({"It's 864-555-0131."});
  const Read other = read_redacted(call, "[PHONE_7]");
  CHECK_FALSE(other.findings.caller.phone);
  CHECK(has(other.findings, ValidationIssue::InvalidPhoneFormat));
  const Read invented = read_redacted(call, "(864) 555-0199");
  CHECK_FALSE(invented.findings.caller.phone);
  CHECK(has(invented.findings, ValidationIssue::NotInTranscript));
}

TEST_CASE("the offline rules find a caller's number that was hidden from them, and only as its placeholder") {
  const CallRecord call = call_with_number({"Eight six four, five five five, oh one three one."});
  const llm::ModelCatalog catalog = llm::ModelCatalog::built_in();
  const auto ask = [&](llm::ModelClient& client) {
    json::value content;
    client.ask(make_silver_request(call, workspace(), *catalog.find("claude-haiku-5-5")), {},
               [&content](llm::ModelOutcome outcome) {
                 content = std::get<llm::ModelAnswer>(std::move(outcome)).content;
               });
    return content;
  };
  auto rules = std::make_shared<llm::OfflineClient>(workspace());
  llm::RedactingClient redacting(rules, {PersonalData::Phone});
  const json::value open = ask(*rules);
  const json::value hidden = ask(redacting);
  CHECK(open.at("caller").at("phone") == "(864) 555-0131");
  CHECK(hidden == open);

  llm::ModelRequest request = make_silver_request(call, workspace(), *catalog.find("claude-haiku-5-5"));
  request.input = llm::redact(std::move(request), {PersonalData::Phone}).request.input;
  request.schema_name = "triage_and_extract";
  rules->ask(std::move(request), {}, [](llm::ModelOutcome outcome) {
    const auto& content = std::get<llm::ModelAnswer>(outcome).content;
    CHECK(content.at("caller").at("phone") == "[PHONE_1]");
  });
}
