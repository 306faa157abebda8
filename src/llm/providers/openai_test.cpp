// SPDX-License-Identifier: MIT
#include "llm/providers/openai.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/time_zone.hpp"
#include "llm/providers/openai_chat.hpp"
#include "llm/providers/openai_models.hpp"
#include "llm/providers/scripted_provider.hpp"
#include "llm/request_prefix.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;
using http::ScriptedReply;
using http::SeenRequest;

constexpr std::string_view kOwnModel = "qwen3:4b";

std::shared_ptr<ModelClient> make_client(const std::string& url, std::chrono::milliseconds timeout) {
  auto catalog = ModelCatalog::built_in();
  catalog.accept_unlisted("openai");
  return make_openai_client({.api_key = std::string(kTestKey), .base_url = url, .timeout = timeout},
                            std::make_shared<http::Client>(),
                            std::make_shared<const ModelCatalog>(std::move(catalog)));
}

// A compatible server, as every server on the loopback interface is.
ScriptedProvider provider_that(http::ScriptedServer::Script script, std::string_view model = "gpt-6-luna") {
  return ScriptedProvider(std::move(script), &make_client, std::string(model));
}

json::object completion(json::value message, std::string_view finish_reason = "stop") {
  return {{"id", "chatcmpl-1"},
          {"object", "chat.completion"},
          {"model", "gpt-6-luna"},
          {"choices", json::array{json::object{
                          {"index", 0}, {"message", std::move(message)}, {"finish_reason", finish_reason}}}},
          {"usage",
           {{"prompt_tokens", 3000},
            {"completion_tokens", 100},
            {"total_tokens", 3100},
            {"prompt_tokens_details", {{"cached_tokens", 2000}}}}}};
}

ScriptedReply reply(const json::object& body, const std::string& headers = "x-request-id: req_7\r\n") {
  return ScriptedReply::of(200, to_json_text(body), headers);
}

ScriptedReply says(std::string_view text, std::string_view finish_reason = "stop") {
  return reply(completion({{"role", "assistant"}, {"content", text}, {"refusal", nullptr}}, finish_reason));
}

ScriptedReply error(int status, std::string_view text, const json::value& code = nullptr,
                    std::string_view type = "invalid_request_error", const std::string& headers = {},
                    const json::value& parameter = nullptr) {
  return ScriptedReply::of(
      status,
      to_json_text(json::object{
          {"error", json::object{{"message", text}, {"type", type}, {"param", parameter}, {"code", code}}}}),
      headers);
}

ModelFailure failure_of(const ScriptedReply& answer) {
  return provider_that([&answer](const SeenRequest&, std::size_t) { return answer; }).fail();
}

http::ScriptedServer::Script always(const ScriptedReply& answer) {
  return [answer](const SeenRequest&, std::size_t) { return answer; };
}

}  // namespace

TEST_CASE("a request has the form that Chat Completions asks for") {
  const ModelCatalog catalog = ModelCatalog::built_in();
  const ModelRequest request = test_request("gpt-6-luna");
  const json::object body = parse_json(openai_body(request, quoted_input(request),
                                                   *catalog.find("gpt-6-luna"), 1000, ChatDialect::OpenAi)
                                           .text(),
                                       "the body")
                                .as_object();
  CHECK(body.at("model") == "gpt-6-luna");
  CHECK(body.at("max_completion_tokens") == 1000);
  CHECK(body.at("reasoning_effort") == "none");
  CHECK(body.at("store") == false);
  CHECK(body.at("messages").at(0).at("role") == "system");
  CHECK(parse_json(body.at("messages").at(1).at("content").as_string(), "input").at("source") ==
        "call_transcript");
  const json::value& format = body.at("response_format");
  CHECK(format.at("type") == "json_schema");
  CHECK(format.at("json_schema").at("name") == "t");
  CHECK(format.at("json_schema").at("strict") == true);
  CHECK_FALSE(format.at("json_schema")
                  .at("schema")
                  .at("properties")
                  .at("confidence")
                  .as_object()
                  .contains("maximum"));
  for (const std::string_view refused : {"temperature", "top_p", "max_tokens", "seed", "stream"}) {
    CHECK_FALSE(body.contains(refused));
  }
}

TEST_CASE("requests with the same instructions share a cache key, others do not") {
  const ModelCatalog catalog = ModelCatalog::built_in();
  const auto key_of = [&catalog](const ModelRequest& request) {
    const std::string body =
        openai_body(request, quoted_input(request), *catalog.find("gpt-6-luna"), 1, ChatDialect::OpenAi)
            .text();
    return parse_json(body, "the body").at("prompt_cache_key");
  };
  ModelRequest other = test_request("gpt-6-luna");
  other.input = {{"source", "another call"}};
  CHECK(key_of(test_request("gpt-6-luna")) == key_of(other));
  other.instructions += " In Spanish.";
  CHECK(key_of(test_request("gpt-6-luna")) != key_of(other));
}

TEST_CASE("a compatible server gets the words that all of them know, and a key only where there is one") {
  auto provider = provider_that(always(says(kGoodAnswer)), kOwnModel);
  const ModelAnswer answer = provider.answer();
  CHECK(answer.content.at("label") == "spam");
  CHECK(answer.cost_usd == 0);
  const SeenRequest seen = provider.server.seen().at(0);
  CHECK(seen.path == "/v1/chat/completions");
  CHECK(seen.headers.at("authorization") == fmt::format("Bearer {}", kTestKey));
  const json::value body = provider.sent(0);
  CHECK(body.at("model").as_string() == kOwnModel);
  CHECK(body.at("max_tokens") == 1000);
  CHECK(body.at("messages").at(1).at("content").is_string());
  for (const std::string_view unknown :
       {"max_completion_tokens", "store", "prompt_cache_key", "reasoning_effort"}) {
    CHECK_FALSE(body.as_object().contains(unknown));
  }
  for (const http::Header& header : openai_headers("")) CHECK(header.name != "authorization");
}

TEST_CASE("the base URL decides who is asked and where") {
  CHECK(is_openai_itself("https://api.openai.com/v1"));
  CHECK(is_openai_itself("https://API.OpenAI.com:443"));
  CHECK(is_openai_itself("http://api.openai.com.localhost:8788/openai/v1"));
  CHECK_FALSE(is_openai_itself("http://localhost:8080/v1"));
  CHECK_FALSE(is_openai_itself("https://api.openai.com.example.org"));
  CHECK(openai_url("http://localhost:8080/") == "http://localhost:8080/v1");
  CHECK(openai_url("http://localhost:8080/v1/") == "http://localhost:8080/v1");
  CHECK(openai_url("https://example.org/openai/v2") == "https://example.org/openai/v2");
}

TEST_CASE("an answer comes with its tokens, its cost and the id of its request") {
  const ModelAnswer answer = provider_that(always(says(kGoodAnswer))).answer();
  CHECK(answer.request_id == "req_7");
  CHECK(answer.tokens.input == 1000);
  CHECK(answer.tokens.cache_read == 2000);
  CHECK(answer.tokens.output == 100);
  // 1,000 at 0.10 + 100 at 0.50 + 2,000 at 0.01 dollars a million
  CHECK(answer.cost_usd == doctest::Approx(0.00017));
}

TEST_CASE("the answer is found wherever a server puts it") {
  const json::object cases[] = {
      completion({{"content", json::array{json::object{{"type", "text"}, {"text", kGoodAnswer}}}}}),
      completion({{"content", ""}, {"reasoning_content", kGoodAnswer}}),
      completion({{"content", nullptr}, {"reasoning", kGoodAnswer}}),
      completion({{"content", fmt::format("<think>\nspam?\n</think>\n\n{}", kGoodAnswer)}}),
      completion({{"content", fmt::format("```json\n{}\n```", kGoodAnswer)}}),
      completion({{"content", fmt::format("Here you are:\n{}\nAnything else?", kGoodAnswer)}}),
      completion({{"content", kGoodAnswer}}, ""),
  };
  for (const json::object& body : cases) {
    CAPTURE(to_json_text(body));
    auto provider = provider_that(always(reply(body)), kOwnModel);
    CHECK(provider.answer().content.at("label") == "spam");
    CHECK(provider.server.seen().size() == 1);
  }
}

TEST_CASE("what a server ignored of the schema is asked for once more") {
  auto provider = provider_that([](const SeenRequest&, std::size_t index) {
    return index == 0 ? says("I think this is spam.") : says(kGoodAnswer);
  });
  CHECK(provider.answer().tokens.output == 200);
  const json::value messages = provider.sent(1).at("messages");
  REQUIRE(messages.as_array().size() == 4);
  CHECK(messages.at(2).at("role") == "assistant");
  CHECK(messages.at(3).at("role") == "user");
}

TEST_CASE("an answer cut at the output limit is asked for once more with a larger one") {
  auto provider = provider_that([](const SeenRequest&, std::size_t index) {
    return index == 0 ? says(R"({"label":"sp)", "length") : says(kGoodAnswer);
  });
  provider.answer();
  CHECK(provider.sent(1).at("max_tokens") == 4000);
}

TEST_CASE("OpenAI's failures that nobody has to act on are tried again") {
  struct Case {
    ScriptedReply reply;
    std::string_view code;
    ProviderStrain strain;
  };
  const Case cases[] = {
      {error(429, "slow down", "rate_limit_exceeded", "tokens", "retry-after: 2\r\n"), "model-rate-limited",
       ProviderStrain::RateLimited},
      {error(500, "oops", nullptr, "server_error"), "model-server-error", ProviderStrain::Overloaded},
      {error(503, "Loading model", 503, "unavailable_error"), "model-overloaded", ProviderStrain::Overloaded},
      {ScriptedReply::of(502, "<html>bad gateway</html>", {}, "text/html"), "model-server-error",
       ProviderStrain::Overloaded},
      {ScriptedReply::of(200, "<html>sign in</html>", {}, "text/html"), "model-reply-unreadable",
       ProviderStrain::None},
      {ScriptedReply::of(200, R"({"choices":[]})"), "model-reply-unreadable", ProviderStrain::None},
      {ScriptedReply::of(200, ""), "model-reply-unreadable", ProviderStrain::None},
  };
  for (const Case& each : cases) {
    CAPTURE(each.reply.bytes);
    const ModelFailure failure = failure_of(each.reply);
    CHECK(failure.kind == FailureKind::Retry);
    CHECK(failure.code == each.code);
    CHECK(failure.strain == each.strain);
  }
}

TEST_CASE("OpenAI's failures that concern every call pause, and say what to do") {
  const std::pair<ScriptedReply, std::string_view> cases[] = {
      {error(401, "Incorrect API key", "invalid_api_key"), "model-key-invalid"},
      {error(402, "Insufficient credits", 402), "model-credit-exhausted"},
      {error(403, "Country not supported", "unsupported_country_region_territory"), "model-not-permitted"},
      {error(404, "The model `gpt-9` does not exist", "model_not_found"), "model-not-found"},
      {error(404, "model \"qwen\" not found, try pulling it first", nullptr, "api_error"), "model-not-found"},
      {ScriptedReply::of(404, "Not Found", {}, "text/plain"), "model-url-invalid"},
      {error(429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota"),
       "model-credit-exhausted"},
      {error(429, "Billing hard limit has been reached", "billing_hard_limit_reached"), "model-spend-limit"},
      {error(400, "Unsupported value", "unsupported_value", "invalid_request_error", {}, "reasoning_effort"),
       "model-settings-refused"},
      {error(400, "Invalid schema for response_format", nullptr, "invalid_request_error", {},
             "response_format"),
       "model-settings-refused"},
  };
  for (const auto& [answer, code] : cases) {
    CAPTURE(answer.bytes);
    const ModelFailure failure = failure_of(answer);
    CHECK(failure.kind == FailureKind::Pause);
    CHECK(failure.code == code);
    CHECK_FALSE(failure.hint.empty());
    CHECK(failure.message.find(kTestKey) == std::string::npos);
  }
}

TEST_CASE("OpenAI's failures of one call alone give that call up") {
  const std::pair<ScriptedReply, std::string_view> cases[] = {
      {error(400, "This model's maximum context length is 8192 tokens", "context_length_exceeded"),
       "model-input-too-long"},
      {error(400, "the request exceeds the available context size", 400, "exceed_context_size_error"),
       "model-input-too-long"},
      {error(429, "Request too large for gpt-6-luna on tokens per min", "rate_limit_exceeded", "tokens"),
       "model-input-too-long"},
      {ScriptedReply::of(400, R"({"error":"odd"})"), "model-request-invalid"},
      {ScriptedReply::of(400, R"({"object":"error","message":"odd","code":400})"), "model-request-invalid"},
      {reply(completion({{"content", nullptr}, {"refusal", "I cannot help with that."}})), "model-refused"},
      {says("", "content_filter"), "model-refused"},
      {says("{", "a_reason_of_2027"), "model-stop-unknown"},
      {error(503, "busy", nullptr, "server_error", "x-should-retry: false\r\n"), "model-overloaded"},
  };
  for (const auto& [answer, code] : cases) {
    CAPTURE(answer.bytes);
    const ModelFailure failure = failure_of(answer);
    CHECK(failure.kind == FailureKind::GiveUp);
    CHECK(failure.code == code);
  }
}

namespace {

ModelCheckOutcome check(const ScriptedReply& answer, const std::string& model) {
  http::ScriptedServer server(always(answer));
  http::Client http;
  std::promise<ModelCheckOutcome> promise;
  check_openai_model({.api_key = "k", .base_url = server.url()}, http, model, {},
                     [&promise](ModelCheckOutcome outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

}  // namespace

TEST_CASE("a compatible server's own list says which models it has") {
  const ScriptedReply list = ScriptedReply::of(
      200, R"({"object":"list","data":[{"id":"qwen3:4b"},{"id":"old","shutdown_date":"2026-12-11"}]})");
  CHECK(std::get<ListedModel>(check(list, "qwen3:4b")).id == "qwen3:4b");
  CHECK(std::get<ListedModel>(check(list, "old")).retires_at_ms == parse_iso8601("2026-12-11T00:00:00Z"));
  const auto failure = std::get<ModelFailure>(check(list, "gpt-9"));
  CHECK(failure.code == "model-not-found");
  CHECK(failure.hint == "use one of: qwen3:4b, old");
}

TEST_CASE("a server that keeps no list, or serves one model under any name, is taken at its word") {
  for (const ScriptedReply& answer :
       {ScriptedReply::of(404, "Not Found"), ScriptedReply::of(200, R"({"data":[]})"),
        ScriptedReply::of(200, R"({"data":[{"id":"/models/a.gguf","owned_by":"llamacpp"}]})")}) {
    CHECK(std::get<ListedModel>(check(answer, "anything")).id == "anything");
  }
  CHECK(std::get<ModelFailure>(check(error(401, "no", "invalid_api_key"), "a")).code == "model-key-invalid");
}
