// SPDX-License-Identifier: MIT
#include "report/json_report.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>

#include "tests/support/report_files.hpp"
#include "tests/support/sample_report.hpp"

using namespace calltracker;
using report::JsonStyle;
using samples::SampleReport;

namespace {

std::string json_of(SampleReport& sample, JsonStyle style) {
  std::ostringstream out;
  report::write_json(out, sample.input(), style);
  return out.str();
}

std::vector<std::string> keys_of(const json::value& value) {
  std::vector<std::string> keys;
  for (const auto& [key, ignored] : value.as_object()) keys.emplace_back(key);
  return keys;
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("JSON: the document is the golden one") {
  SampleReport sample(0);
  Call skipped{
      .id = CallId("skipped"), .status = CallStatus::Skipped, .skip_reason = SkipReason::EmptyTranscript};
  skipped.record.row = 3;
  Call failed{.id = CallId("failed"), .status = CallStatus::Failed};
  failed.failure = CallFailure{.code = "model-refused", .message = "the model refused to answer"};
  sample.calls = {samples::sample_sale(), skipped, failed};
  const std::string text = json_of(sample, JsonStyle::Pretty);
  const std::filesystem::path golden =
      std::filesystem::path(CALLTRACKER_SOURCE_DIR) / "tests/fixtures/report/job.json";
  if (std::getenv("CALLTRACKER_UPDATE_GOLDEN") != nullptr) std::ofstream(golden, std::ios::binary) << text;
  CHECK(text == report_files::read_file(golden));
}

TEST_CASE("JSON: a call has the keys that the product promises, in its order") {
  SampleReport sample(0);
  sample.calls = {samples::sample_sale()};
  const json::value document = parse_json(json_of(sample, JsonStyle::Compact), "report");
  CHECK(keys_of(document) == Keys{"job", "calls", "reps", "leads", "sources", "divisions", "team", "redFlags",
                                  "skipped", "failed", "cost"});
  const json::value& call = document.at("calls").at(0);
  CHECK(keys_of(call) == Keys{"row",
                              "id",
                              "status",
                              "skipReason",
                              "error",
                              "cached",
                              "startTime",
                              "durationSeconds",
                              "source",
                              "campaign",
                              "callStatus",
                              "recordingUrl",
                              "transcriptTurns",
                              "triage",
                              "rep",
                              "caller",
                              "callContext",
                              "validation",
                              "metrics",
                              "score",
                              "lead",
                              "strengths",
                              "weaknesses",
                              "coachingInsights",
                              "internalAlerts",
                              "questions",
                              "models",
                              "costUsd",
                              "tokens"});
  CHECK(keys_of(call.at("triage")) == Keys{"classification", "subtype", "confidence", "reason", "decidedBy"});
  CHECK(keys_of(call.at("rep")) ==
        Keys{"name", "rosterName", "division", "introducedProperly", "introPattern", "turn"});
  CHECK(keys_of(call.at("caller")) == Keys{"name", "company", "location", "phone", "role", "turns"});
  CHECK(keys_of(call.at("callContext")) == Keys{"type", "needSummary", "productInterest", "urgency"});
  CHECK(keys_of(call.at("score")) == Keys{"overall", "coverage", "categories"});
  CHECK(keys_of(call.at("score").at("categories").at("nextSteps")) ==
        Keys{"applicable", "level", "score", "turns", "note", "checks"});
  CHECK(keys_of(call.at("strengths").at(0)) == Keys{"text", "category", "turns"});
}

TEST_CASE("JSON: pretty and compact are the same document") {
  SampleReport sample(40);
  CHECK(parse_json(json_of(sample, JsonStyle::Pretty), "report") ==
        parse_json(json_of(sample, JsonStyle::Compact), "report"));
}

TEST_CASE("JSON: an offline job says so, another has no label") {
  SampleReport sample(5);
  CHECK(parse_json(json_of(sample, JsonStyle::Compact), "report").at("job").at("label") ==
        "offline rules, no AI");
  sample.job = samples::sample_job("anthropic");
  CHECK(parse_json(json_of(sample, JsonStyle::Compact), "report").at("job").at("label").is_null());
}
