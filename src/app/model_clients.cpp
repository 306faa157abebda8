// SPDX-License-Identifier: MIT
#include "app/model_clients.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "base/time_zone.hpp"
#include "llm/circuit_client.hpp"
#include "llm/pooled_client.hpp"
#include "llm/prompt_cache_client.hpp"
#include "llm/providers/anthropic.hpp"
#include "llm/providers/anthropic_batches.hpp"
#include "llm/providers/anthropic_models.hpp"
#include "llm/providers/offline/offline_client.hpp"
#include "llm/providers/openai.hpp"
#include "llm/providers/openai_batches.hpp"
#include "llm/providers/openai_models.hpp"

namespace calltracker::app {
namespace {

// A warning before this is enough to plan with.
constexpr std::chrono::days kRetiresSoon{60};

bool is_key_needed(const operations::Settings& settings, std::string_view provider) {
  if (provider == "openai") return llm::is_openai_itself(settings.openai_base_url);
  return provider == "anthropic";
}

[[noreturn]] void stop_before_spending(const llm::ModelFailure& failure, const std::string& model) {
  throw Error({.kind = ErrorKind::Provider,
               .code = failure.code,
               .message = failure.message,
               .where = model,
               .hint = failure.hint,
               .state = "no request was sent to a model"});
}

std::optional<std::string> warning_about(const llm::ListedModel& model,
                                         const std::optional<llm::ModelInfo>& info) {
  const auto known_ms = info ? info->retires_at_ms : std::nullopt;
  const auto retires_at_ms = model.retires_at_ms ? model.retires_at_ms : known_ms;
  const UnixMillis soon_ms =
      SystemClock().now_ms() + std::chrono::duration_cast<std::chrono::milliseconds>(kRetiresSoon).count();
  if (!retires_at_ms || *retires_at_ms > soon_ms) return std::nullopt;
  const std::string instead =
      info && info->replacement ? fmt::format("; use {} instead", *info->replacement) : "";
  return fmt::format("the model {} retires on {}{}", model.id, to_iso8601_utc(*retires_at_ms).substr(0, 10),
                     instead);
}

std::size_t computing_threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

llm::LimiterOptions limits_of(std::string_view provider) {
  return {.counts_cache_reads = provider != "anthropic"};
}

// Two to a thread: one is computed, the next lies ready.
llm::LimiterOptions limits_of_rules() {
  return {.in_flight_max = static_cast<int>(2 * computing_threads())};
}

}  // namespace

ModelClients::ModelClients(const operations::Settings& settings,
                           std::shared_ptr<const llm::ModelCatalog> catalog)
    : settings_(settings),
      catalog_(std::move(catalog)),
      keys_{{"anthropic", settings.anthropic_api_key}, {"openai", settings.openai_api_key}} {}

pipeline::ModelAccess ModelClients::access_for(const JobOptions& options, const Workspace& workspace) {
  const std::lock_guard lock(mutex_);
  // Nothing leaves this machine, so nothing is redacted.
  if (options.provider == "offline") {
    llm::ModelClient& client = rules_for_locked(workspace);
    return {.client = client, .limiter = *rules_limiter_};
  }
  auto found = providers_.find(options.provider);
  if (found == providers_.end()) {
    require_key_locked(options.provider);
    auto client = std::make_shared<llm::ReplaceableClient>(make_careful(options.provider));
    auto limiter = std::make_unique<llm::Limiter>(timers_, limits_of(options.provider));
    found =
        providers_
            .emplace(options.provider,
                     Provider{.limiter = std::move(limiter), .client = std::move(client), .redacting = {}})
            .first;
  }
  Provider& provider = found->second;
  if (options.redaction.empty()) return {.client = *provider.client, .limiter = *provider.limiter};
  auto& redacting = provider.redacting[options.redaction];
  if (!redacting) redacting = std::make_shared<llm::RedactingClient>(provider.client, options.redaction);
  return {.client = *redacting, .limiter = *provider.limiter};
}

std::shared_ptr<llm::BatchClient> ModelClients::batches_for(const JobOptions& options) {
  const std::lock_guard lock(mutex_);
  if (options.provider == "anthropic") {
    return llm::make_anthropic_batches(
        {.api_key = key_of(options.provider), .base_url = settings_.anthropic_base_url}, http(), catalog_);
  }
  // Other servers that speak like OpenAI have no batches.
  if (options.provider == "openai" && llm::is_openai_itself(settings_.openai_base_url)) {
    return llm::make_openai_batches(
        {.api_key = key_of(options.provider), .base_url = settings_.openai_base_url}, http(), catalog_);
  }
  return nullptr;
}

void ModelClients::use_key(std::string_view provider, std::string key) {
  const std::lock_guard lock(mutex_);
  keys_[std::string(provider)] = std::move(key);
  const auto found = providers_.find(provider);
  if (found != providers_.end()) found->second.client->replace(make_careful(found->first));
}

std::vector<std::string> ModelClients::check_models(const JobOptions& options) {
  std::vector<std::string> warnings;
  if (options.provider == "offline") return warnings;
  require_key(options.provider);
  for (const std::string& model : std::set<std::string>{options.silver_model, options.gold_model}) {
    const llm::ModelCheckOutcome outcome = check_model(options.provider, model);
    if (const auto* failure = std::get_if<llm::ModelFailure>(&outcome)) {
      if (failure->kind == llm::FailureKind::Pause) stop_before_spending(*failure, model);
      warnings.push_back(fmt::format("{} could not be checked: {}", model, failure->message));
      continue;
    }
    const auto& listed = std::get<llm::ListedModel>(outcome);
    if (auto warning = warning_about(listed, catalog_->describe(options.provider, model))) {
      warnings.push_back(std::move(*warning));
    }
  }
  return warnings;
}

llm::ModelCheckOutcome ModelClients::check_model(const std::string& provider, const std::string& model) {
  std::promise<llm::ModelCheckOutcome> promise;
  const auto done = [&promise](llm::ModelCheckOutcome outcome) { promise.set_value(std::move(outcome)); };
  std::shared_ptr<http::Client> client;
  std::string key;
  {
    const std::lock_guard lock(mutex_);
    client = http();
    key = key_of(provider);
  }
  const auto info = catalog_->describe(provider, model);
  const std::string& id = info ? info->id : model;
  if (provider == "anthropic") {
    llm::check_anthropic_model({.api_key = key, .base_url = settings_.anthropic_base_url}, *client, id, {},
                               done);
  } else {
    llm::check_openai_model({.api_key = key, .base_url = settings_.openai_base_url}, *client, id, {}, done);
  }
  return promise.get_future().get();
}

llm::ModelClient& ModelClients::rules_for_locked(const Workspace& workspace) {
  if (!rules_limiter_) rules_limiter_ = std::make_unique<llm::Limiter>(timers_, limits_of_rules());
  auto& client = rules_[&workspace];
  if (!client) {
    auto rules = std::make_shared<llm::PooledClient>(std::make_shared<llm::OfflineClient>(workspace),
                                                     computing_threads());
    client = std::make_shared<llm::MeteredClient>(std::move(rules), meter_);
  }
  return *client;
}

std::shared_ptr<llm::ModelClient> ModelClients::make_careful(const std::string& provider) {
  auto metered = std::make_shared<llm::MeteredClient>(make_direct(provider), meter_);
  auto circuit = std::make_shared<llm::CircuitClient>(std::move(metered), timers_);
  return std::make_shared<llm::PromptCacheClient>(std::move(circuit), catalog_, timers_);
}

std::shared_ptr<llm::ModelClient> ModelClients::make_direct(const std::string& provider) {
  if (provider == "anthropic") {
    return llm::make_anthropic_client({.api_key = key_of(provider), .base_url = settings_.anthropic_base_url},
                                      http(), catalog_);
  }
  if (provider == "openai") {
    return llm::make_openai_client({.api_key = key_of(provider), .base_url = settings_.openai_base_url},
                                   http(), catalog_);
  }
  throw Error({.kind = ErrorKind::Usage,
               .code = "provider-unknown",
               .message = "this program cannot ask the provider of the job",
               .found = provider,
               .hint = "offline, anthropic and openai are known"});
}

void ModelClients::require_key(const std::string& provider) const {
  const std::lock_guard lock(mutex_);
  require_key_locked(provider);
}

void ModelClients::require_key_locked(std::string_view provider) const {
  if (!is_key_needed(settings_, provider) || !key_of(provider).empty()) return;
  const std::string_view variable = provider == "openai" ? "OPENAI_API_KEY" : "ANTHROPIC_API_KEY";
  throw Error({.kind = ErrorKind::Usage,
               .code = "key-missing",
               .message = fmt::format("the provider {} needs a key", provider),
               .hint = fmt::format("set {} or {}_FILE, or use --provider offline", variable, variable),
               .state = "no request was sent to a model"});
}

std::string ModelClients::key_of(std::string_view provider) const {
  const auto found = keys_.find(provider);
  return found == keys_.end() ? "" : found->second;
}

std::shared_ptr<http::Client> ModelClients::http() {
  if (!http_) http_ = std::make_shared<http::Client>();
  return http_;
}

}  // namespace calltracker::app
