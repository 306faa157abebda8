// SPDX-License-Identifier: MIT
#pragma once

// One limit shared by everybody who asks the same model: at most so many requests in flight, and when the
// provider says "retry after", nobody asks before that time.
//
// Requests wait in order of arrival. A slot freed is used at once.

#include <memory>
#include <string_view>

#include "llm/model.hpp"

namespace calltracker::llm {

struct LimitedClientOptions {
  int in_flight_max = 50;
  std::int64_t pause_max_ms = 10 * 60 * 1000;  // a longer retry-after is trusted only this far
};

class LimitedClient final : public ModelClient {
 public:
  LimitedClient(std::shared_ptr<ModelClient> inner, LimitedClientOptions options);
  // Requests that still wait are answered with Cancelled; requests in flight go on in the inner client.
  ~LimitedClient() override;

  std::string_view provider() const override;
  std::string_view revision() const override;
  void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) override;

 private:
  class Queue;
  std::shared_ptr<ModelClient> inner_;
  std::shared_ptr<Queue> queue_;
};

}  // namespace calltracker::llm
