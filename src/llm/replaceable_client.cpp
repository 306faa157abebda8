// SPDX-License-Identifier: MIT
#include "llm/replaceable_client.hpp"

#include <utility>

namespace calltracker::llm {

void ReplaceableClient::replace(std::shared_ptr<ModelClient> inner) {
  // The old one is let go without the lock: it may end here.
  std::shared_ptr<ModelClient> old;
  const std::lock_guard lock(mutex_);
  old = std::exchange(inner_, std::move(inner));
}

void ReplaceableClient::ask(ModelRequest request, std::stop_token stop,
                            std::function<void(ModelOutcome)> done) {
  const std::shared_ptr<ModelClient> client = current();
  client->ask(std::move(request), std::move(stop),
              [client, done = std::move(done)](ModelOutcome outcome) { done(std::move(outcome)); });
}

std::shared_ptr<ModelClient> ReplaceableClient::current() const {
  const std::lock_guard lock(mutex_);
  return inner_;
}

}  // namespace calltracker::llm
