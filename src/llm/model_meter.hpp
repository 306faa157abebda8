// SPDX-License-Identifier: MIT
#pragma once

// What models were asked and how they answered since this process began, for operators.

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "llm/model.hpp"

namespace calltracker::llm {

// Upper bounds of the latency buckets; beyond the last is one more bucket.
inline constexpr std::array<double, 9> kLatencyBoundsSeconds = {0.01, 0.1, 0.5, 1, 2, 5, 10, 30, 120};

struct MeterKey {
  std::string provider;
  std::string model;
  std::string stage;

  auto operator<=>(const MeterKey&) const = default;
};

struct MeterFigures {
  std::array<std::int64_t, kLatencyBoundsSeconds.size() + 1> latencies{};  // answers per bucket
  std::int64_t answers = 0;
  std::int64_t latency_ms = 0;
  std::map<FailureKind, std::int64_t> failures;
  TokenUse tokens;  // of failures too
  double cost_usd = 0;
};

class ModelMeter {
 public:
  void note(const MeterKey& key, const ModelOutcome& outcome);
  std::map<MeterKey, MeterFigures> figures() const;

 private:
  mutable std::mutex mutex_;
  std::map<MeterKey, MeterFigures> figures_;
};

// Passes everything on and notes every outcome under the model that was asked.
class MeteredClient final : public ModelClient {
 public:
  MeteredClient(std::shared_ptr<ModelClient> inner, ModelMeter& meter)
      : inner_(std::move(inner)), meter_(meter) {}

  std::string_view provider() const override { return inner_->provider(); }
  std::string_view revision() const override { return inner_->revision(); }
  void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) override;

 private:
  std::shared_ptr<ModelClient> inner_;
  ModelMeter& meter_;
};

std::string_view name_of(FailureKind kind);

}  // namespace calltracker::llm
