// SPDX-License-Identifier: MIT
#include "llm/model_meter.hpp"

#include <algorithm>
#include <utility>

namespace calltracker::llm {

void ModelMeter::note(const MeterKey& key, const ModelOutcome& outcome) {
  const std::lock_guard lock(mutex_);
  MeterFigures& figures = figures_[key];
  if (const auto* failure = std::get_if<ModelFailure>(&outcome)) {
    ++figures.failures[failure->kind];
    figures.tokens += failure->tokens;
    figures.cost_usd += failure->cost_usd;
    return;
  }
  const auto& answer = std::get<ModelAnswer>(outcome);
  const double seconds = static_cast<double>(answer.latency_ms) / 1000;
  const auto bound = std::lower_bound(kLatencyBoundsSeconds.begin(), kLatencyBoundsSeconds.end(), seconds);
  ++figures.latencies[static_cast<std::size_t>(bound - kLatencyBoundsSeconds.begin())];
  ++figures.answers;
  figures.latency_ms += answer.latency_ms;
  figures.tokens += answer.tokens;
  figures.cost_usd += answer.cost_usd;
}

std::map<MeterKey, MeterFigures> ModelMeter::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

void MeteredClient::ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) {
  MeterKey key{.provider = std::string(provider()), .model = request.model, .stage = request.stage};
  inner_->ask(std::move(request), std::move(stop),
              [&meter = meter_, key = std::move(key), done = std::move(done)](ModelOutcome outcome) {
                meter.note(key, outcome);
                done(std::move(outcome));
              });
}

std::string_view name_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::Retry:
      return "retry";
    case FailureKind::GiveUp:
      return "give-up";
    case FailureKind::Pause:
      return "pause";
    case FailureKind::Cancelled:
      return "cancelled";
  }
  return "other";
}

}  // namespace calltracker::llm
