// SPDX-License-Identifier: MIT
#pragma once

// Leaves a provider that is down in peace. One circuit per provider and key, shared by everybody who asks.
//
// After several overloads in a row nothing more is sent; the questions wait here, and one at a time is tried,
// at growing intervals, until one gets through. Then the others follow, two for each that was answered. When
// the provider stays down for long, the questions are answered with a failure that pauses their jobs.

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

#include "llm/limiter/timers.hpp"
#include "llm/model.hpp"

namespace calltracker::llm {

struct CircuitOptions {
  int overloads_max = 5;  // in a row
  std::chrono::milliseconds probe_first{2000};
  std::chrono::milliseconds probe_max{30'000};
  std::chrono::milliseconds patience{5 * 60 * 1000};
};

class CircuitClient final : public ModelClient {
 public:
  CircuitClient(std::shared_ptr<ModelClient> inner, Timers& timers, CircuitOptions options = {});
  // Questions that still wait are answered with Cancelled.
  ~CircuitClient() override;

  std::string_view provider() const override { return inner_->provider(); }
  std::string_view revision() const override { return inner_->revision(); }
  void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) override;

 private:
  class Circuit;
  std::shared_ptr<ModelClient> inner_;
  std::shared_ptr<Circuit> circuit_;
};

}  // namespace calltracker::llm
