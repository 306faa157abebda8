// SPDX-License-Identifier: MIT
#include "llm/limiter/lane.hpp"

#include <algorithm>

namespace calltracker::llm {
namespace {

// How much the newest answer moves a factor.
constexpr double kLearningRate = 0.1;
// One odd answer must not choke the lane.
constexpr double kFactorMin = 0.2;
constexpr double kFactorMax = 5;

constexpr std::int64_t kRefusalPauseFirstMs = 1000;
constexpr std::int64_t kRefusalPauseMaxMs = 60'000;

void learn_factor(double& factor, double used, double estimated) {
  if (estimated <= 0) return;
  factor += kLearningRate * (std::clamp(used / estimated, kFactorMin, kFactorMax) - factor);
}

// A meter that counts a request when it arrives. What the provider says is left was true at some moment since
// the request was sent: what we have taken since may be missing from it, and it may have refilled since.
void learn_at_arrival(TokenBucket& bucket, const RateLimitMeter& meter, double taken_since,
                      std::int64_t sent_ms, std::int64_t now_ms) {
  if (meter.limit) bucket.learn_limit(static_cast<double>(*meter.limit), now_ms);
  if (!meter.remaining) return;
  const auto remaining = static_cast<double>(*meter.remaining);
  bucket.learn_level(remaining - taken_since, remaining + bucket.refill_of(now_ms - sent_ms), now_ms);
}

// A meter that counts tokens as they are written: nothing of what is under way is in it yet.
void learn_at_end(TokenBucket& bucket, const RateLimitMeter& meter, double taken_since, double under_way,
                  std::int64_t now_ms) {
  if (meter.limit) bucket.learn_limit(static_cast<double>(*meter.limit), now_ms);
  if (!meter.remaining) return;
  const double most = static_cast<double>(*meter.remaining) - under_way;
  bucket.learn_level(most - taken_since, most, now_ms);
}

}  // namespace

bool Lane::has_room() const {
  return in_flight_ < std::min(window_.size(), options_.in_flight_max.value_or(window_.size()));
}

double Lane::expected_input(const Demand& demand) const {
  return input_factor_ * static_cast<double>(demand.input_tokens) +
         (prefix_counts_ ? static_cast<double>(demand.prefix_tokens) : 0.0);
}

double Lane::expected_output(const Demand& demand) const {
  return output_factor_ * static_cast<double>(demand.output_tokens);
}

double Lane::counted_input(const TokenUse& use) const {
  return static_cast<double>(use.input + use.cache_write +
                             (options_.counts_cache_reads ? use.cache_read : 0));
}

std::int64_t Lane::ready_at_ms(const Demand& demand, std::int64_t now_ms) const {
  const double input = expected_input(demand);
  const double output = expected_output(demand);
  return std::max({now_ms, paused_until_ms_, requests_.ready_at_ms(1, now_ms),
                   input_.ready_at_ms(input, now_ms), output_.ready_at_ms(output, now_ms),
                   tokens_.ready_at_ms(input + output, now_ms)});
}

Reservation Lane::reserve(const Demand& demand, std::int64_t now_ms) {
  Reservation reservation{
      .sent_ms = now_ms, .input = expected_input(demand), .output = expected_output(demand)};
  requests_.take(1, now_ms);
  input_.take(reservation.input, now_ms);
  output_.take(reservation.output, now_ms);
  tokens_.take(reservation.input + reservation.output, now_ms);
  reservation.requests_taken = requests_.taken();
  reservation.input_taken = input_.taken();
  reservation.output_taken = output_.taken();
  reservation.tokens_taken = tokens_.taken();
  input_in_flight_ += reservation.input;
  output_in_flight_ += reservation.output;
  ++in_flight_;
  return reservation;
}

void Lane::settle(const Demand& demand, const Reservation& reservation, const ModelOutcome* outcome,
                  std::int64_t now_ms) {
  const int were_in_flight = in_flight_--;
  input_in_flight_ = in_flight_ == 0 ? 0 : input_in_flight_ - reservation.input;
  output_in_flight_ = in_flight_ == 0 ? 0 : output_in_flight_ - reservation.output;
  if (outcome == nullptr) return;
  if (const auto* answer = std::get_if<ModelAnswer>(outcome)) {
    refusals_in_a_row_ = 0;
    window_.answered(were_in_flight, knows_limits());
    settle_answer(demand, reservation, answer->tokens, now_ms);
    learn(reservation, answer->rate_limits, now_ms);
  } else {
    const auto& failure = std::get<ModelFailure>(*outcome);
    settle_failure(reservation, failure, now_ms);
    learn(reservation, failure.rate_limits, now_ms);
  }
}

void Lane::settle_answer(const Demand& demand, const Reservation& reservation, const TokenUse& use,
                         std::int64_t now_ms) {
  const double input = counted_input(use);
  const auto output = static_cast<double>(use.output);
  if (demand.prefix_tokens > 0) prefix_counts_ = options_.counts_cache_reads || use.cache_read == 0;
  const double prefix = prefix_counts_ ? static_cast<double>(demand.prefix_tokens) : 0;
  learn_factor(input_factor_, std::max(0.0, input - prefix), static_cast<double>(demand.input_tokens));
  learn_factor(output_factor_, output, static_cast<double>(demand.output_tokens));
  give_back(reservation.input - input, reservation.output - output, now_ms);
}

void Lane::settle_failure(const Reservation& reservation, const ModelFailure& failure, std::int64_t now_ms) {
  give_back(reservation.input - counted_input(failure.tokens),
            reservation.output - static_cast<double>(failure.tokens.output), now_ms);
  if (failure.retry_after_ms && failure.strain != ProviderStrain::None) {
    paused_until_ms_ =
        std::max(paused_until_ms_, now_ms + std::min(*failure.retry_after_ms, options_.pause_max_ms));
  }
  if (failure.strain == ProviderStrain::Overloaded) window_.shrink(reservation.sent_ms, now_ms);
  if (failure.strain != ProviderStrain::RateLimited) return;
  requests_.give_back(1, now_ms);
  for (TokenBucket* bucket : {&requests_, &input_, &output_, &tokens_}) bucket->empty(now_ms);
  if (!knows_limits()) window_.shrink(reservation.sent_ms, now_ms);
  if (failure.retry_after_ms || reservation.sent_ms <= refused_at_ms_) return;
  // Told nothing, everybody waits, longer each time.
  refused_at_ms_ = now_ms;
  const std::int64_t pause_ms =
      std::min(kRefusalPauseMaxMs, kRefusalPauseFirstMs << std::min(refusals_in_a_row_, 6));
  ++refusals_in_a_row_;
  paused_until_ms_ = std::max(paused_until_ms_, now_ms + pause_ms);
}

void Lane::give_back(double input, double output, std::int64_t now_ms) {
  input_.give_back(input, now_ms);
  output_.give_back(output, now_ms);
  tokens_.give_back(input + output, now_ms);
}

bool Lane::knows_limits() const {
  return requests_.is_limited() || input_.is_limited() || output_.is_limited() || tokens_.is_limited();
}

void Lane::learn(const Reservation& reservation, const RateLimitReading& reading, std::int64_t now_ms) {
  const std::int64_t sent_ms = reservation.sent_ms;
  learn_at_arrival(requests_, reading.requests, requests_.taken() - reservation.requests_taken, sent_ms,
                   now_ms);
  learn_at_arrival(input_, reading.input_tokens, input_.taken() - reservation.input_taken, sent_ms, now_ms);
  learn_at_arrival(tokens_, reading.tokens, tokens_.taken() - reservation.tokens_taken + output_in_flight_,
                   sent_ms, now_ms);
  learn_at_end(output_, reading.output_tokens, output_.taken() - reservation.output_taken, output_in_flight_,
               now_ms);
}

}  // namespace calltracker::llm
