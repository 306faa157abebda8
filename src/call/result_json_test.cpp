// SPDX-License-Identifier: MIT
#include "call/result_json.hpp"

#include <doctest/doctest.h>

using namespace calltracker;

TEST_CASE("a call's JSON has every key, and null for what is not known") {
  const TimeZone zone("America/New_York");
  const json::object object = to_json(Call{.id = CallId("one"), .status = CallStatus::Failed}, zone);
  for (const char* key : {"startTime", "skipReason", "error", "triage", "rep", "caller", "callContext",
                          "validation", "metrics", "score", "lead", "recordingUrl"}) {
    INFO(key);
    REQUIRE(object.contains(key));
    CHECK(object.at(key).is_null());
  }
  CHECK(object.at("transcriptTurns").as_array().empty());
}

TEST_CASE("times in JSON carry the zone's offset") {
  const TimeZone zone("America/New_York");
  CHECK(time_to_json(UnixMillis{1794834000000}, zone) == "2026-11-16T08:00:00-05:00");
  CHECK(time_to_json(std::nullopt, zone).is_null());
}

TEST_CASE("details and the outcome of a category stand beside its level") {
  const TimeZone zone("America/New_York");
  Call call;
  call.result.score = RepScore{};
  call.result.score->categories = {
      {"nextSteps", {.applicable = true, .details = {{"stepsSet", {"call at two"}}}}},
      {"callClosing", {.applicable = true, .outcome = "appointment"}}};
  const json::object object = to_json(call, zone);
  const json::value& categories = object.at("score").at("categories");
  CHECK(categories.at("nextSteps").at("stepsSet").at(0) == "call at two");
  CHECK(categories.at("callClosing").at("outcome") == "appointment");
  CHECK_FALSE(categories.at("nextSteps").as_object().contains("outcome"));
}

TEST_CASE("only an offline job is labelled") {
  CHECK(provider_label({.provider = "offline"}) == kOfflineLabel);
  CHECK_FALSE(provider_label({.provider = "anthropic"}));
}

TEST_CASE("answers to the company's own questions stand beside the text that was asked") {
  const TimeZone zone("America/New_York");
  Call call;
  CHECK(to_json(call, zone).at("questions").as_array().empty());
  call.result.questions = {{.id = "financing", .text = "Financing?", .answer = Verdict::No, .turns = {4}}};
  CHECK(to_json(call, zone).at("questions") ==
        parse_json(R"([{"id":"financing","text":"Financing?","answer":"no","turns":[4]}])", "expected"));
}
