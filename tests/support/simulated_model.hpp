// SPDX-License-Identifier: MIT
#pragma once

// A paid model inside this process: it answers what the offline rules find, after a while, counts tokens like
// the providers' simulator (3.2 characters each), keeps a prompt cache, and charges the catalogue's prices.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "call/workspace.hpp"
#include "llm/limiter/timers.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"
#include "llm/providers/offline/offline_client.hpp"

namespace calltracker::test {

struct SimulatedModelOptions {
  std::string provider = "anthropic";
  // How long a question takes; 0 or none: it is answered on the spot.
  std::function<std::int64_t(const llm::ModelRequest&)> latency_ms;
  // Every question of a stage gets the first one's answer, so that next to no time goes into answering.
  bool repeats_answers = false;
};

class SimulatedModel final : public llm::ModelClient {
 public:
  SimulatedModel(const Workspace& workspace, const llm::ModelCatalog& catalog, llm::Timers& timers,
                 SimulatedModelOptions options = {});

  std::string_view provider() const override { return options_.provider; }
  void ask(llm::ModelRequest request, std::stop_token stop,
           std::function<void(llm::ModelOutcome)> done) override;

  std::int64_t asked() const { return asked_; }
  std::int64_t in_flight_most() const { return in_flight_most_; }
  double charged_usd() const;
  TokenUse tokens_of(const std::string& stage) const;

 private:
  llm::ModelAnswer answer(const llm::ModelRequest& request);
  void finish(const std::string& stage, llm::ModelAnswer answer,
              const std::function<void(llm::ModelOutcome)>& done);
  std::optional<json::value> repeated(const std::string& stage) const;
  json::value content_of(const llm::ModelRequest& request);
  TokenUse use_of(const llm::ModelRequest& request, const json::value& content);
  void charge(const std::string& stage, const llm::ModelAnswer& answer);

  const llm::ModelCatalog& catalog_;
  llm::Timers& timers_;
  const SimulatedModelOptions options_;
  llm::OfflineClient offline_;
  std::atomic<std::int64_t> asked_{0};
  std::atomic<std::int64_t> in_flight_{0};
  std::atomic<std::int64_t> in_flight_most_{0};
  mutable std::mutex mutex_;
  std::set<std::string> cached_prefixes_;
  std::map<std::string, json::value> repeated_;  // by stage
  std::map<std::string, TokenUse> tokens_;       // by stage
  double charged_usd_ = 0;
};

}  // namespace calltracker::test
