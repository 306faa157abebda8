// SPDX-License-Identifier: MIT
// What a network, a proxy or a model can do to a request, done to every provider by a real server.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <zlib.h>

#include <optional>
#include <string>
#include <vector>

#include "llm/providers/anthropic.hpp"
#include "llm/providers/openai.hpp"
#include "llm/providers/scripted_provider.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;
using http::ScriptedReply;
using http::SeenRequest;

enum class Ending { Complete, Cut, Refused };

// One provider: how its client is made, and how a text looks as its answer.
struct Provider {
  std::string name;
  std::string model;
  ScriptedProvider::Make make;
  std::function<std::string(std::string_view text, Ending ending)> body;
};

std::shared_ptr<const ModelCatalog> catalog() {
  return std::make_shared<const ModelCatalog>(ModelCatalog::built_in());
}

std::string anthropic_answer(std::string_view text, Ending ending) {
  const char* reasons[] = {"end_turn", "max_tokens", "refusal"};
  return to_json_text(json::object{
      {"id", "msg_1"},
      {"type", "message"},
      {"model", "claude-haiku-5-5"},
      {"content", json::array{json::object{{"type", "thinking"}, {"thinking", "hm"}, {"signature", "s"}},
                              json::object{{"type", "text"}, {"text", text}}}},
      {"stop_reason", reasons[static_cast<int>(ending)]},
      {"usage", {{"input_tokens", 1000}, {"output_tokens", 100}, {"cache_read_input_tokens", nullptr}}}});
}

std::string openai_answer(std::string_view text, Ending ending) {
  const char* reasons[] = {"stop", "length", "content_filter"};
  return to_json_text(json::object{
      {"id", "chatcmpl-1"},
      {"model", "gpt-6-luna"},
      {"choices", json::array{json::object{{"index", 0},
                                           {"message", {{"role", "assistant"}, {"content", text}}},
                                           {"finish_reason", reasons[static_cast<int>(ending)]}}}},
      {"usage", {{"prompt_tokens", 1000}, {"completion_tokens", 100}, {"prompt_tokens_details", nullptr}}}});
}

const std::vector<Provider>& providers() {
  static const std::vector<Provider> all = {
      {.name = "anthropic",
       .model = "claude-haiku-5-5",
       .make =
           [](const std::string& url, std::chrono::milliseconds timeout) {
             return make_anthropic_client(
                 {.api_key = std::string(kTestKey), .base_url = url, .timeout = timeout},
                 std::make_shared<http::Client>(), catalog());
           },
       .body = &anthropic_answer},
      {.name = "openai",
       .model = "gpt-6-luna",
       .make =
           [](const std::string& url, std::chrono::milliseconds timeout) {
             return make_openai_client(
                 {.api_key = std::string(kTestKey), .base_url = url, .timeout = timeout},
                 std::make_shared<http::Client>(), catalog());
           },
       .body = &openai_answer}};
  return all;
}

// Every reply is the same one.
ModelOutcome outcome_of(const Provider& provider, const ScriptedReply& reply,
                        std::chrono::milliseconds timeout = std::chrono::seconds(20)) {
  ScriptedProvider scripted([&reply](const SeenRequest&, std::size_t) { return reply; }, provider.make,
                            provider.model, timeout);
  return scripted.ask();
}

ModelFailure failure_of(const Provider& provider, const ScriptedReply& reply,
                        std::chrono::milliseconds timeout = std::chrono::seconds(20)) {
  const ModelOutcome outcome = outcome_of(provider, reply, timeout);
  REQUIRE(std::holds_alternative<ModelFailure>(outcome));
  return std::get<ModelFailure>(outcome);
}

std::string gzipped(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string result(text.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

}  // namespace

TEST_CASE("a connection lost at any byte of a reply is tried again, and never taken for an answer") {
  for (const Provider& provider : providers()) {
    const std::string whole = ScriptedReply::of(200, provider.body(kGoodAnswer, Ending::Complete)).bytes;
    // One server and client for all of them.
    ScriptedProvider scripted(
        [&](const SeenRequest&, std::size_t index) { return ScriptedReply{.bytes = whole.substr(0, index)}; },
        provider.make, provider.model);
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
      CAPTURE(provider.name);
      CAPTURE(cut);
      const ModelFailure failure = scripted.fail();
      CHECK(failure.kind == FailureKind::Retry);
      CHECK((failure.code == "model-connection-lost" || failure.code == "model-reply-unreadable"));
    }
  }
}

TEST_CASE("a reply without a length that ends at any byte is tried again, and never taken for an answer") {
  for (const Provider& provider : providers()) {
    const std::string body = provider.body(kGoodAnswer, Ending::Complete);
    ScriptedProvider scripted(
        [&](const SeenRequest&, std::size_t index) {
          return ScriptedReply{.bytes =
                                   "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                                   "connection: close\r\n\r\n" +
                                   body.substr(0, index)};
        },
        provider.make, provider.model);
    for (std::size_t cut = 0; cut < body.size(); ++cut) {
      CAPTURE(provider.name);
      CAPTURE(cut);
      const ModelFailure failure = scripted.fail();
      CHECK(failure.kind == FailureKind::Retry);
      CHECK(failure.code == "model-reply-unreadable");
    }
    CHECK(scripted.answer().content.at("label") == "spam");
  }
}

TEST_CASE("a reply in chunks that ends at any byte is tried again, and never taken for an answer") {
  for (const Provider& provider : providers()) {
    const std::string body = provider.body(kGoodAnswer, Ending::Complete);
    std::string whole =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    for (std::size_t at = 0; at < body.size(); at += 64) {
      const std::string chunk = body.substr(at, 64);
      whole += fmt::format("{:x}\r\n{}\r\n", chunk.size(), chunk);
    }
    const std::size_t last_chunk = whole.size();
    whole += "0\r\n\r\n";
    ScriptedProvider scripted(
        [&](const SeenRequest&, std::size_t index) { return ScriptedReply{.bytes = whole.substr(0, index)}; },
        provider.make, provider.model);
    for (std::size_t cut = 0; cut <= last_chunk; ++cut) {
      CAPTURE(provider.name);
      CAPTURE(cut);
      const ModelFailure failure = scripted.fail();
      CHECK(failure.kind == FailureKind::Retry);
    }
  }
}

TEST_CASE("what a network or a proxy does to a reply has one outcome for every provider") {
  struct Row {
    std::string what;
    ScriptedReply reply;
    FailureKind kind;
    std::string_view code;
  };
  const Row rows[] = {
      {"reset before the head", {.bytes = ""}, FailureKind::Retry, "model-connection-lost"},
      {"chunked body cut",
       {.bytes = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n{\"type\":"},
       FailureKind::Retry,
       "model-connection-lost"},
      {"not HTTP at all", {.bytes = "SSH-2.0-OpenSSH_9.2\r\n"}, FailureKind::Pause, "model-url-invalid"},
      {"a sign-in page", ScriptedReply::of(200, "<html>sign in</html>", {}, "text/html"), FailureKind::Retry,
       "model-reply-unreadable"},
      {"an empty body", ScriptedReply::of(200, ""), FailureKind::Retry, "model-reply-unreadable"},
      {"cut JSON of the right length", ScriptedReply::of(200, R"({"type":"message","choices":[{)"),
       FailureKind::Retry, "model-reply-unreadable"},
      {"JSON of something else", ScriptedReply::of(200, R"({"status":"ok"})"), FailureKind::Retry,
       "model-reply-unreadable"},
      {"invalid UTF-8", ScriptedReply::of(200, "{\"type\":\"\xFF\xFE\"}"), FailureKind::Retry,
       "model-reply-unreadable"},
      {"a page for 500", ScriptedReply::of(500, "<html>oops</html>", {}, "text/html"), FailureKind::Retry,
       "model-server-error"},
      {"a page for 502", ScriptedReply::of(502, "<html>oops</html>", {}, "text/html"), FailureKind::Retry,
       "model-server-error"},
      {"a page for 413", ScriptedReply::of(413, "<html>too large</html>", {}, "text/html"),
       FailureKind::GiveUp, "model-input-too-long"},
      {"a page for 404", ScriptedReply::of(404, "<html>?</html>", {}, "text/html"), FailureKind::Pause,
       "model-url-invalid"},
      {"a redirect", ScriptedReply::of(302, "", "location: /login\r\n"), FailureKind::Pause,
       "model-url-invalid"},
      {"429 without a word", ScriptedReply::of(429, "", "retry-after: 3\r\n"), FailureKind::Retry,
       "model-rate-limited"},
      {"503 without a word", ScriptedReply::of(503, ""), FailureKind::Retry, "model-overloaded"},
  };
  for (const Provider& provider : providers()) {
    for (const Row& row : rows) {
      CAPTURE(provider.name);
      CAPTURE(row.what);
      const ModelFailure failure = failure_of(provider, row.reply);
      CHECK(failure.kind == row.kind);
      CHECK(failure.code == row.code);
      CHECK_FALSE(failure.message.empty());
      if (row.kind == FailureKind::Pause) CHECK_FALSE(failure.hint.empty());
    }
  }
}

TEST_CASE("a server that stalls after its head, or cannot be reached, is left in time") {
  for (const Provider& provider : providers()) {
    const ScriptedReply stall{.bytes = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{", .stalls = true};
    const ModelFailure late = failure_of(provider, stall, std::chrono::milliseconds(50));
    CHECK(late.code == "model-timeout");
    CHECK(late.strain == ProviderStrain::Overloaded);
    const auto client = provider.make("http://127.0.0.1:1", std::chrono::seconds(5));
    const auto unreachable = std::get<ModelFailure>(ask_and_wait(*client, test_request(provider.model)));
    CHECK(unreachable.code == "model-unreachable");
    CHECK(unreachable.strain == ProviderStrain::Overloaded);
    const auto misdirected = provider.make("ftp://127.0.0.1", std::chrono::seconds(5));
    CHECK(std::get<ModelFailure>(ask_and_wait(*misdirected, test_request(provider.model))).code ==
          "model-url-invalid");
  }
}

TEST_CASE("a server that does not speak TLS where TLS was asked for gets no key") {
  for (const Provider& provider : providers()) {
    http::ScriptedServer server([](const SeenRequest&, std::size_t) { return ScriptedReply{.bytes = ""}; });
    const std::string secure = "https" + server.url().substr(std::string_view("http").size());
    const auto client = provider.make(secure, std::chrono::seconds(1));
    const auto failure = std::get<ModelFailure>(ask_and_wait(*client, test_request(provider.model)));
    CHECK(failure.kind == FailureKind::Retry);
    CHECK(server.seen().empty());
  }
}

TEST_CASE("what a model writes is forgiven where that costs nothing") {
  const std::pair<const char*, std::string> rows[] = {
      {"a fence", "```json\n" + std::string(kGoodAnswer) + "\n```"},
      {"prose around it", "Sure! " + std::string(kGoodAnswer) + " Hope it helps."},
      {"another letter case of a known word", R"({"label":"SPAM","confidence":0.9})"},
      {"blanks", "\n\n  " + std::string(kGoodAnswer) + "\t\n"},
  };
  for (const Provider& provider : providers()) {
    for (const auto& [what, text] : rows) {
      CAPTURE(provider.name);
      CAPTURE(what);
      const auto outcome =
          outcome_of(provider, ScriptedReply::of(200, provider.body(text, Ending::Complete)));
      REQUIRE(std::holds_alternative<ModelAnswer>(outcome));
      CHECK(std::get<ModelAnswer>(outcome).content.at("label") == "spam");
    }
  }
}

TEST_CASE("what a model writes wrong is asked for once more, and then recorded with what both tries cost") {
  const std::pair<const char*, std::string> rows[] = {
      {"nothing", ""},
      {"prose", "I cannot tell."},
      {"invalid JSON", R"({"label":"spam",)"},
      {"a missing field", R"({"label":"spam"})"},
      {"an extra field", R"({"label":"spam","confidence":1,"note":"x"})"},
      {"an unknown word", R"({"label":"fraud","confidence":1})"},
      {"a number as text", R"({"label":"spam","confidence":"1"})"},
      {"a number out of bounds", R"({"label":"spam","confidence":10})"},
      {"not a number", R"({"label":"spam","confidence":NaN})"},
      {"null", R"({"label":null,"confidence":1})"},
      {"a list", R"([{"label":"spam","confidence":1}])"},
      {"a lone surrogate", R"({"label":"\ud800","confidence":1})"},
  };
  for (const Provider& provider : providers()) {
    for (const auto& [what, text] : rows) {
      CAPTURE(provider.name);
      CAPTURE(what);
      const ScriptedReply bad = ScriptedReply::of(200, provider.body(text, Ending::Complete));
      ScriptedProvider stubborn([&bad](const SeenRequest&, std::size_t) { return bad; }, provider.make,
                                provider.model);
      const ModelFailure failure = stubborn.fail();
      CHECK(failure.kind == FailureKind::GiveUp);
      CHECK(failure.code == "model-answer-invalid");
      CHECK(failure.tokens.input == 2000);
      CHECK(failure.cost_usd > 0);
      CHECK(stubborn.server.seen().size() == 2);

      const ScriptedReply good = ScriptedReply::of(200, provider.body(kGoodAnswer, Ending::Complete));
      ScriptedProvider corrected(
          [&](const SeenRequest&, std::size_t index) { return index == 0 ? bad : good; }, provider.make,
          provider.model);
      CHECK(corrected.answer().tokens.input == 2000);
    }
  }
}

TEST_CASE("a cut answer gets more room once, a refusal is recorded, and both are paid for") {
  for (const Provider& provider : providers()) {
    CAPTURE(provider.name);
    const ScriptedReply cut = ScriptedReply::of(200, provider.body(R"({"label":"sp)", Ending::Cut));
    ScriptedProvider scripted([&cut](const SeenRequest&, std::size_t) { return cut; }, provider.make,
                              provider.model);
    const ModelFailure failure = scripted.fail();
    CHECK(failure.code == "model-answer-cut");
    CHECK(failure.tokens.output == 200);
    CHECK(scripted.server.seen().size() == 2);

    const ModelFailure refusal =
        failure_of(provider, ScriptedReply::of(200, provider.body("", Ending::Refused)));
    CHECK(refusal.kind == FailureKind::GiveUp);
    CHECK(refusal.code == "model-refused");
    CHECK(refusal.cost_usd > 0);
  }
}

TEST_CASE("a compressed and a very long answer are read like any other") {
  for (const Provider& provider : providers()) {
    const std::string body = provider.body(kGoodAnswer, Ending::Complete);
    const ScriptedReply small = ScriptedReply::of(200, gzipped(body), "content-encoding: gzip\r\n");
    CHECK(std::holds_alternative<ModelAnswer>(outcome_of(provider, small)));
    const ScriptedReply large = ScriptedReply::of(
        200, provider.body(std::string(kGoodAnswer) + std::string(5 << 20, ' '), Ending::Complete));
    CHECK(std::holds_alternative<ModelAnswer>(outcome_of(provider, large)));
    const ScriptedReply endless =
        ScriptedReply::of(200, provider.body(std::string(20 << 20, ' '), Ending::Complete));
    CHECK(failure_of(provider, endless).code == "model-reply-too-large");
  }
}

TEST_CASE("no failure shows the key, whatever the server says") {
  for (const Provider& provider : providers()) {
    for (const int status : {400, 401, 403, 404, 429, 500}) {
      const std::string body = to_json_text(json::object{
          {"type", "error"},
          {"error", {{"type", "invalid_request_error"}, {"message", fmt::format("bad key {}", kTestKey)}}}});
      const ModelFailure failure = failure_of(provider, ScriptedReply::of(status, body));
      CAPTURE(status);
      CHECK(failure.message.find(kTestKey) == std::string::npos);
      CHECK(failure.hint.find(kTestKey) == std::string::npos);
    }
  }
}
