// SPDX-License-Identifier: MIT
#pragma once

// For tests on one thread: keeps every question until the test answers it, in any order.

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "llm/model.hpp"

namespace calltracker::llm {

class AnswerableClient final : public ModelClient {
 public:
  std::string_view provider() const override { return "anthropic"; }
  void ask(ModelRequest request, std::stop_token, std::function<void(ModelOutcome)> done) override {
    asked.push_back(std::move(request));
    callbacks_.push_back(std::move(done));
  }
  void answer(std::size_t index, ModelOutcome outcome) {
    std::exchange(callbacks_.at(index), nullptr)(std::move(outcome));
  }

  // What is never answered is let go of: it holds whoever asked, who in turn holds this client.
  void forget() { callbacks_.clear(); }

  std::vector<ModelRequest> asked;

 private:
  std::vector<std::function<void(ModelOutcome)>> callbacks_;
};

}  // namespace calltracker::llm
