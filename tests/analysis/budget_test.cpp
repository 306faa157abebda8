// SPDX-License-Identifier: MIT
// A budget holds when a provider's answers cannot be used and every question is asked a second time, at a
// higher price than the first.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <mutex>

#include "http/scripted_server.hpp"
#include "llm/providers/anthropic.hpp"
#include "operations/jobs.hpp"
#include "tests/support/analysis_scene.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

constexpr double kBudgetUsd = 0.1;

std::string log_of(int calls) {
  std::string text = "Start Time,Duration (seconds),Full Transcription\n";
  for (int call = 0; call < calls; ++call) {
    text += fmt::format(
        "2026-11-16 09:{:02}:00,{},\"Agent: Nationwide Haul, this is Brian. How can I help? Caller: I run {} "
        "trucks "
        "and need a dry van by Friday. Agent: What is your budget? Caller: About {} thousand. Agent: I will "
        "call you "
        "tomorrow at nine. Caller: Good, bye.\"\n",
        call % 60, 60 + call, 2 + call, 20 + call);
  }
  return text;
}

// Charges for every answer what its question allows, and counts.
class CostlyProvider {
 public:
  // `stop_reason`: "max_tokens" cuts every answer, "end_turn" gives answers that fit no schema.
  explicit CostlyProvider(std::string stop_reason)
      : stop_reason_(std::move(stop_reason)),
        server([this](const http::SeenRequest& request, std::size_t) { return answer(request); }) {}

  double charged_usd() const {
    const std::lock_guard lock(mutex_);
    return charged_usd_;
  }
  int second_tries() const {
    const std::lock_guard lock(mutex_);
    return second_tries_;
  }

 private:
  http::ScriptedReply answer(const http::SeenRequest& request) {
    const json::value body = parse_json(request.body, "the body");
    const JsonReader reader(body, "body");
    const std::string id = reader.at("model").as_string();
    const TokenUse use{.input = static_cast<std::int64_t>(request.body.size() / 4),
                       .output = reader.at("max_tokens").as_int()};
    {
      const std::lock_guard lock(mutex_);
      charged_usd_ += llm::cost_usd(*catalog_.find(id), use);
      second_tries_ += use.output > 4096 || body.at("messages").as_array().size() > 1;
    }
    return http::ScriptedReply::of(
        200, to_json_text(json::object{
                 {"id", "msg_1"},
                 {"type", "message"},
                 {"model", id},
                 {"content", json::array{json::object{{"type", "text"}, {"text", "{\"classification\":"}}}},
                 {"stop_reason", stop_reason_},
                 {"usage", {{"input_tokens", use.input}, {"output_tokens", use.output}}}}));
  }

  const std::string stop_reason_;
  const llm::ModelCatalog catalog_ = llm::ModelCatalog::built_in();
  mutable std::mutex mutex_;
  double charged_usd_ = 0;
  int second_tries_ = 0;

 public:
  http::ScriptedServer server;
};

class SharedClient final : public llm::ModelClient {
 public:
  explicit SharedClient(std::shared_ptr<llm::ModelClient> inner) : inner_(std::move(inner)) {}
  std::string_view provider() const override { return inner_->provider(); }
  void ask(llm::ModelRequest request, std::stop_token stop,
           std::function<void(llm::ModelOutcome)> done) override {
    inner_->ask(std::move(request), std::move(stop), std::move(done));
  }

 private:
  std::shared_ptr<llm::ModelClient> inner_;
};

AnalysisScene::MakeModel client_of(const CostlyProvider& provider) {
  return [&provider](AnalysisScene& scene) {
    return std::make_unique<SharedClient>(llm::make_anthropic_client(
        {.api_key = "not-a-key", .base_url = provider.server.url()}, std::make_shared<http::Client>(),
        std::make_shared<const llm::ModelCatalog>(scene.catalog)));
  };
}

}  // namespace

TEST_CASE("a provider that cuts every answer, or answers nonsense, cannot make a job pass its budget") {
  for (const char* stop_reason : {"max_tokens", "end_turn"}) {
    CAPTURE(std::string(stop_reason));
    const CostlyProvider provider(stop_reason);
    AnalysisScene scene(client_of(provider));
    const Job job = scene.run(scene.submit(log_of(60), {.budget_usd = kBudgetUsd, .concurrency = 10}).id);
    CHECK(job.status == JobStatus::Paused);
    CHECK(job.status_message.value().find("--budget") != std::string::npos);
    CHECK(provider.second_tries() > 0);
    CHECK(provider.charged_usd() <= kBudgetUsd);
    CHECK(job.cost_usd == doctest::Approx(provider.charged_usd()));
  }
}
