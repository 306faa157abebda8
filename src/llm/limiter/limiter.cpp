// SPDX-License-Identifier: MIT
#include "llm/limiter/limiter.hpp"

#include <utility>

#include "llm/limiter/core.hpp"

namespace calltracker::llm {

Limiter::Limiter(Timers& timers, LimiterOptions options) : core_(std::make_shared<Core>(timers, options)) {}

Limiter::~Limiter() {
  core_->end();
}

std::shared_ptr<Limiter::Share> Limiter::open_share(int in_flight_max, Budget& budget) {
  return std::make_shared<Share>(in_flight_max, budget);
}

void Limiter::admit(std::shared_ptr<Share> share, Demand demand, std::stop_token stop, Decided decided) {
  core_->admit(std::move(share), std::move(demand), std::move(stop), std::move(decided));
}

void Limiter::call_after(std::int64_t span_ms, std::function<void()> callback) {
  core_->call_after(span_ms, std::move(callback));
}

void Limiter::look_again() {
  core_->pump();
}

std::size_t Limiter::waiting() const {
  return core_->waiting();
}

std::size_t Limiter::in_flight() const {
  return core_->in_flight();
}

Limiter::Permit::Permit(std::shared_ptr<Core> core, std::unique_ptr<Sent> sent)
    : core_(std::move(core)), sent_(std::move(sent)) {}

Limiter::Permit::~Permit() {
  if (sent_ != nullptr) core_->settle(*sent_, nullptr);
}

bool Limiter::Permit::reserve_more(double usd_max) {
  return core_->reserve_more(*sent_, usd_max);
}

void Limiter::Permit::settle(const ModelOutcome& outcome) {
  if (const auto sent = std::exchange(sent_, nullptr)) core_->settle(*sent, &outcome);
}

}  // namespace calltracker::llm
