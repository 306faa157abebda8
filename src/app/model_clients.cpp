// SPDX-License-Identifier: MIT
#include "app/model_clients.hpp"

#include <algorithm>
#include <thread>

#include "base/error.hpp"
#include "llm/limited_client.hpp"
#include "llm/pooled_client.hpp"
#include "llm/providers/anthropic.hpp"
#include "llm/providers/offline/offline_client.hpp"

namespace calltracker::app {

llm::ModelClient& ModelClients::client_for(const JobOptions& options) {
  const std::lock_guard lock(mutex_);
  auto& client = clients_[{options.provider, options.concurrency}];
  if (!client) client = make(options);
  return *client;
}

std::shared_ptr<llm::ModelClient> ModelClients::make(const JobOptions& options) {
  if (options.provider == "offline") {
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    return std::make_shared<llm::PooledClient>(std::make_shared<llm::OfflineClient>(workspace_), threads);
  }
  if (options.provider == "anthropic") return make_anthropic(options);
  throw Error({.kind = ErrorKind::Usage,
               .code = "provider-unknown",
               .message = "this program cannot ask the provider of the job",
               .found = options.provider,
               .hint = "offline and anthropic are known"});
}

std::shared_ptr<llm::ModelClient> ModelClients::make_anthropic(const JobOptions& options) {
  if (settings_.anthropic_api_key.empty()) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "key-missing",
                 .message = "the provider anthropic needs a key",
                 .hint = "set ANTHROPIC_API_KEY or ANTHROPIC_API_KEY_FILE"});
  }
  if (!http_) http_ = std::make_shared<http::Client>();
  auto client = std::make_shared<llm::AnthropicClient>(
      llm::AnthropicOptions{.api_key = settings_.anthropic_api_key, .base_url = settings_.anthropic_base_url},
      http_, catalog_);
  return std::make_shared<llm::LimitedClient>(
      std::move(client), llm::LimitedClientOptions{.in_flight_max = options.concurrency});
}

}  // namespace calltracker::app
