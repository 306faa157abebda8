// SPDX-License-Identifier: MIT
#pragma once

// Lets a client that computes its answer on the spot keep the port's promise not to block: questions are
// answered on a few threads of its own, in order of arrival.

#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <string_view>

#include "llm/model.hpp"

namespace calltracker::llm {

class PooledClient final : public ModelClient {
 public:
  PooledClient(std::shared_ptr<ModelClient> inner, std::size_t threads);
  // Answers what was asked, then returns.
  ~PooledClient() override;

  std::string_view provider() const override { return inner_->provider(); }
  std::string_view revision() const override { return inner_->revision(); }
  void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) override;

 private:
  std::shared_ptr<ModelClient> inner_;
  boost::asio::thread_pool pool_;
};

}  // namespace calltracker::llm
