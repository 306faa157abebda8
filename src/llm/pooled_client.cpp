// SPDX-License-Identifier: MIT
#include "llm/pooled_client.hpp"

#include <boost/asio/post.hpp>
#include <utility>

namespace calltracker::llm {

PooledClient::PooledClient(std::shared_ptr<ModelClient> inner, std::size_t threads)
    : inner_(std::move(inner)), pool_(threads) {}

PooledClient::~PooledClient() {
  pool_.join();
}

void PooledClient::ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) {
  boost::asio::post(
      pool_, [this, request = std::move(request), stop = std::move(stop), done = std::move(done)]() mutable {
        inner_->ask(std::move(request), std::move(stop), std::move(done));
      });
}

}  // namespace calltracker::llm
