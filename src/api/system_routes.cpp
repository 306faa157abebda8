// SPDX-License-Identifier: MIT
// What operators and the settings page ask for.
#include <array>
#include <fstream>
#include <utility>

#include "api/context.hpp"
#include "api/embedded_files.hpp"
#include "base/time_zone.hpp"
#include "call/vocabulary.hpp"
#include "operations/jobs.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;

constexpr std::array<const char*, 3> kPresets = {"economy", "balanced", "best"};
constexpr int kJobsCountedMax = 1'000;
constexpr std::int64_t kRunsCountedMax = 100'000;

json::object model_to_json(const llm::ModelInfo& model) {
  json::array prices;
  for (const llm::PriceStep& price : model.prices) {
    prices.push_back(json::object{{"inputTokensMax", price.input_tokens_max},
                                  {"inputUsd", price.input},
                                  {"outputUsd", price.output},
                                  {"cacheReadUsd", price.cache_read},
                                  {"cacheWriteUsd", price.cache_write_5m}});
  }
  return {{"id", model.id},
          {"provider", model.provider},
          {"contextTokens", model.context_tokens},
          {"outputTokensMax", model.output_tokens_max},
          {"pricesPerMillionTokens", std::move(prices)},
          {"retiresAt", model.retires_at_ms ? json::value(to_iso8601_utc(*model.retires_at_ms)) : nullptr},
          {"replacement", value_or_null(model.replacement)}};
}

json::object models(const Context& context) {
  const std::string provider = operations::usual_provider(context.services.settings, context.services.stored);
  json::array known;
  for (const llm::ModelInfo& model : context.services.catalog.models()) known.push_back(model_to_json(model));
  json::object presets;
  for (const char* name : kPresets) {
    const llm::StageChoice choice = context.services.catalog.preset(provider, name);
    presets[name] = json::object{{"silver", choice.silver_model}, {"gold", choice.gold_model}};
  }
  return {{"provider", provider},
          {"preset", context.services.settings.preset},
          {"presets", std::move(presets)},
          {"models", std::move(known)}};
}

double resident_bytes() {
  std::ifstream stream("/proc/self/statm");
  double total_pages = 0;
  double resident_pages = 0;
  stream >> total_pages >> resident_pages;
  return resident_pages * 4096;
}

// A family's lines stand together, so that each figure has a walk of its own.
void write_model_metrics(MetricsText& text, const llm::ModelMeter& meter) {
  const auto figures = meter.figures();
  const auto labels_of = [](const llm::MeterKey& key) -> Labels {
    return {{"provider", key.provider}, {"model", key.model}, {"stage", key.stage}};
  };
  for (const auto& [key, of_model] : figures) {
    text.histogram("calltracker_model_latency_seconds", "Time from a question to its answer.", labels_of(key),
                   llm::kLatencyBoundsSeconds, of_model.latencies,
                   static_cast<double>(of_model.latency_ms) / 1000);
  }
  for (const auto& [key, of_model] : figures) {
    for (const auto& [kind, count] : of_model.failures) {
      Labels labels = labels_of(key);
      labels.emplace_back("kind", llm::name_of(kind));
      text.counter("calltracker_model_failures_total", "Questions that were not answered, by kind.", labels,
                   static_cast<double>(count));
    }
  }
  for (const auto& [key, of_model] : figures) {
    const std::array<std::pair<std::string_view, std::int64_t>, 4> uses = {
        {{"input", of_model.tokens.input},
         {"output", of_model.tokens.output},
         {"cache-read", of_model.tokens.cache_read},
         {"cache-write", of_model.tokens.cache_write}}};
    for (const auto& [kind, count] : uses) {
      Labels labels = labels_of(key);
      labels.emplace_back("kind", kind);
      text.counter("calltracker_model_tokens_total", "Tokens used, as the provider counts them.", labels,
                   static_cast<double>(count));
    }
  }
  for (const auto& [key, of_model] : figures) {
    text.counter("calltracker_model_cost_usd_total", "What the questions cost.", labels_of(key),
                 of_model.cost_usd);
  }
}

std::string metrics(Context& context) {
  MetricsText text;
  context.metrics.write(text);
  write_model_metrics(text, context.meter);
  const operations::JobHostCounters counters = context.host.counters();
  text.counter("calltracker_steps_total", "Durable steps completed and stored.", {},
               static_cast<double>(counters.steps_ended));
  text.counter("calltracker_step_attempts_failed_total", "Attempts at a step that failed.", {},
               static_cast<double>(counters.step_attempts_failed));
  text.counter("calltracker_runs_total", "Runs that ended, by outcome.", {{"outcome", "failed"}},
               static_cast<double>(counters.runs_failed));
  text.counter("calltracker_runs_total", "Runs that ended, by outcome.", {{"outcome", "other"}},
               static_cast<double>(counters.runs_ended - counters.runs_failed));
  for (const auto& [state, count] : context.services.journal.count_runs(kRunsCountedMax)) {
    text.gauge("calltracker_runs", "Durable runs stored, by state; a hundred thousand stands for more.",
               {{"state", std::string(durable::name_of(state))}}, static_cast<double>(count));
  }
  std::map<std::string, std::int64_t> jobs;
  double cost_usd = 0;
  for (const Job& job : operations::list_jobs(context.services, kJobsCountedMax)) {
    ++jobs[std::string(name_of(job.status))];
    cost_usd += job.cost_usd;
  }
  for (const auto& [status, count] : jobs) {
    text.gauge("calltracker_jobs", "Jobs among the newest thousand, by status.", {{"status", status}},
               static_cast<double>(count));
  }
  text.gauge("calltracker_jobs_cost_usd", "What the newest thousand jobs cost.", {}, cost_usd);
  text.gauge("calltracker_uploads_waiting", "Uploads not read yet.", {},
             static_cast<double>(context.intake.pending().size()));
  text.gauge("process_resident_memory_bytes", "Resident memory.", {}, resident_bytes());
  return text.text();
}

}  // namespace

void add_system_routes(Router& router, Context& context) {
  const RouteOptions quick{.runs_on = RunsOn::Loop};
  router.add(
      "GET", "/healthz",
      [](Request&, Responder responder) {
        responder.answer(json_answer(200, json::object{{"status", "ok"}}));
      },
      quick);
  // Ready means that the database answers: what it throws becomes a 503.
  router.add("GET", "/readyz", [&context](Request&, Responder responder) {
    context.services.calls.list_jobs(1, std::nullopt);
    responder.answer(json_answer(200, json::object{{"status", "ready"}}));
  });
  router.add("GET", "/metrics", [&context](Request&, Responder responder) {
    responder.answer(text_answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics(context)));
  });
  router.add("GET", "/api/models", [&context](Request&, Responder responder) {
    responder.answer(json_answer(200, models(context)));
  });
  router.add(
      "GET", "/api/openapi.json",
      [](Request&, Responder responder) {
        responder.answer(
            text_answer(200, "application/json", std::string(embedded::file("src/api/openapi.json"))));
      },
      quick);
}

}  // namespace calltracker::api
