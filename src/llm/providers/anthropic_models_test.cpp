// SPDX-License-Identifier: MIT
#include "llm/providers/anthropic_models.hpp"

#include <doctest/doctest.h>

#include <future>

#include "base/time_zone.hpp"
#include "http/scripted_server.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;
using http::ScriptedReply;
using http::SeenRequest;

struct Checked {
  ModelCheckOutcome outcome;
  std::vector<SeenRequest> seen;
};

Checked check(const ScriptedReply& reply, const std::string& model, std::string_view base_suffix = "") {
  http::ScriptedServer server([&reply](const SeenRequest&, std::size_t) { return reply; });
  http::Client http;
  std::promise<ModelCheckOutcome> promise;
  check_anthropic_model({.api_key = "k", .base_url = server.url() + std::string(base_suffix)}, http, model,
                        {}, [&promise](ModelCheckOutcome outcome) { promise.set_value(std::move(outcome)); });
  ModelCheckOutcome outcome = promise.get_future().get();
  return {.outcome = std::move(outcome), .seen = server.seen()};
}

}  // namespace

TEST_CASE("a model that can be used is found, with the day it retires") {
  const Checked checked =
      check(ScriptedReply::of(200, R"({"type":"model","id":"claude-haiku-5-5","display_name":"Haiku 5.5",
                                 "lifecycle":"active","retires_at":"2027-10-07T00:00:00Z"})"),
            "claude-haiku-5-5", "/v1/");
  const auto& model = std::get<ListedModel>(checked.outcome);
  CHECK(model.id == "claude-haiku-5-5");
  CHECK(model.retires_at_ms == parse_iso8601("2027-10-07T00:00:00Z"));
  CHECK(checked.seen.at(0).method == "GET");
  CHECK(checked.seen.at(0).path == "/v1/models/claude-haiku-5-5");
  CHECK(checked.seen.at(0).headers.at("x-api-key") == "k");
}

TEST_CASE("a retired or unknown model and a bad key are told apart before a job starts") {
  const std::pair<ScriptedReply, std::string_view> cases[] = {
      {ScriptedReply::of(404, R"({"type":"error","error":{"type":"not_found_error","message":"model"}})"),
       "model-not-found"},
      {ScriptedReply::of(200, R"({"id":"m","lifecycle":"retired"})"), "model-not-found"},
      {ScriptedReply::of(401, R"({"type":"error","error":{"type":"authentication_error","message":"no"}})"),
       "model-key-invalid"},
      {ScriptedReply::of(200, "<html>"), "model-reply-unreadable"},
  };
  for (const auto& [reply, code] : cases) {
    CHECK(std::get<ModelFailure>(check(reply, "claude-haiku-5-5").outcome).code == code);
  }
}

TEST_CASE("what is no model id goes into no path") {
  const Checked checked = check(ScriptedReply::of(200, "{}"), "../messages");
  CHECK(std::get<ModelFailure>(checked.outcome).code == "model-not-found");
  CHECK(checked.seen.empty());
}
