// SPDX-License-Identifier: MIT
#include "llm/circuit_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "llm/held_questions.hpp"

namespace calltracker::llm {
namespace {

constexpr int kFollowersPerAnswer = 2;

bool is_overload(const ModelOutcome& outcome) {
  const auto* failure = std::get_if<ModelFailure>(&outcome);
  return failure != nullptr && failure->strain == ProviderStrain::Overloaded;
}

bool is_cancelled(const ModelOutcome& outcome) {
  const auto* failure = std::get_if<ModelFailure>(&outcome);
  return failure != nullptr && failure->kind == FailureKind::Cancelled;
}

// What failed attempts cost is told with the last outcome.
void add_cost(ModelOutcome& outcome, const TokenUse& tokens, double cost_usd) {
  std::visit(
      [&](auto& result) {
        result.tokens += tokens;
        result.cost_usd += cost_usd;
      },
      outcome);
}

}  // namespace

class CircuitClient::Circuit : public std::enable_shared_from_this<CircuitClient::Circuit> {
 public:
  Circuit(std::shared_ptr<ModelClient> inner, Timers& timers, CircuitOptions options)
      : inner_(std::move(inner)), timers_(timers), options_(options) {}

  void ask(Question question) {
    std::optional<Question> sendable = std::move(question);
    bool is_cancelled = false;
    {
      const std::lock_guard lock(mutex_);
      if (is_open_ || !held_.empty()) {
        sendable = held_.hold(std::move(*sendable));
        is_cancelled = sendable.has_value();
        if (!is_cancelled) arrange_probe();
      }
    }
    if (!sendable) return;
    if (is_cancelled) {
      sendable->done(cancelled_failure());
    } else {
      send(std::move(*sendable));
    }
  }

  void end() {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }

 private:
  void send(Question question) {
    inner_->ask(std::move(question.request), std::move(question.stop),
                [self = shared_from_this(), done = std::move(question.done)](ModelOutcome outcome) {
                  self->learn(outcome);
                  done(std::move(outcome));
                });
  }

  // A probe that fails is not its question's failure: it waits on, in front of the others.
  void probe() {
    std::optional<Question> question;
    {
      const std::lock_guard lock(mutex_);
      is_probe_arranged_ = false;
      if (is_ending_ || !is_open_ || is_probing_) return;
      question = held_.take();
      if (!question) return;
      is_probing_ = true;
    }
    ModelRequest request = question->request;
    inner_->ask(std::move(request), question->stop,
                [self = shared_from_this(), question = std::move(*question)](ModelOutcome outcome) mutable {
                  self->finish_probe(std::move(question), std::move(outcome));
                });
  }

  void finish_probe(Question question, ModelOutcome outcome) {
    if (!is_overload(outcome)) {
      {
        const std::lock_guard lock(mutex_);
        is_probing_ = false;
        if (is_cancelled(outcome)) arrange_probe();
      }
      learn(outcome);
      question.done(std::move(outcome));
      return;
    }
    const auto& failure = std::get<ModelFailure>(outcome);
    question.done = [done = std::move(question.done), tokens = failure.tokens,
                     cost_usd = failure.cost_usd](ModelOutcome last) {
      add_cost(last, tokens, cost_usd);
      done(std::move(last));
    };
    std::optional<Question> returned;
    std::vector<Question> given_up;
    {
      const std::lock_guard lock(mutex_);
      is_probing_ = false;
      interval_ = std::min(interval_ * 2, options_.probe_max);
      next_probe_ms_ = timers_.now_ms() + interval_.count();
      returned = held_.hold_first(std::move(question));
      if (timers_.now_ms() - opened_at_ms_ >= options_.patience.count()) given_up = close_in_despair();
      arrange_probe();
    }
    if (returned) returned->done(cancelled_failure());
    for (const Question& each : given_up) each.done(provider_down(failure));
  }

  void learn(const ModelOutcome& outcome) {
    std::vector<Question> followers;
    {
      const std::lock_guard lock(mutex_);
      if (is_overload(outcome)) {
        ++overloads_in_a_row_;
        // Also when it was only just getting better: those who wait have nobody else to follow.
        if (!is_open_ && (overloads_in_a_row_ >= options_.overloads_max || !held_.empty())) open();
        return;
      }
      if (!is_cancelled(outcome)) {
        overloads_in_a_row_ = 0;
        is_open_ = false;
      }
      if (is_open_) return;
      for (int count = 0; count < kFollowersPerAnswer; ++count) {
        if (auto question = held_.take()) followers.push_back(std::move(*question));
      }
    }
    for (Question& question : followers) send(std::move(question));
  }

  void open() {
    is_open_ = true;
    opened_at_ms_ = timers_.now_ms();
    interval_ = options_.probe_first;
    next_probe_ms_ = timers_.now_ms() + interval_.count();
    arrange_probe();
  }

  void arrange_probe() {
    if (!is_open_ || is_probing_ || is_probe_arranged_ || held_.empty()) return;
    is_probe_arranged_ = true;
    timers_.at(next_probe_ms_, [self = weak_from_this()] {
      if (const auto circuit = self.lock()) circuit->probe();
    });
  }

  // Whoever asks next finds out whether it still is as bad: one more overload opens the circuit again.
  std::vector<Question> close_in_despair() {
    is_open_ = false;
    overloads_in_a_row_ = options_.overloads_max - 1;
    std::vector<Question> all;
    while (auto question = held_.take()) all.push_back(std::move(*question));
    return all;
  }

  ModelFailure provider_down(const ModelFailure& last) const {
    return {.kind = FailureKind::Pause,
            .code = "model-provider-down",
            .message =
                fmt::format("the provider has not answered for {} minutes: {}",
                            std::chrono::ceil<std::chrono::minutes>(options_.patience).count(), last.message),
            .hint = "nothing is lost; resume the job when the provider is back"};
  }

  const std::shared_ptr<ModelClient> inner_;
  Timers& timers_;
  const CircuitOptions options_;
  std::mutex mutex_;  // of everything below
  HeldQuestions held_;
  int overloads_in_a_row_ = 0;
  bool is_open_ = false;
  bool is_probing_ = false;
  bool is_probe_arranged_ = false;
  bool is_ending_ = false;
  std::int64_t opened_at_ms_ = 0;
  std::int64_t next_probe_ms_ = 0;
  std::chrono::milliseconds interval_{0};
};

CircuitClient::CircuitClient(std::shared_ptr<ModelClient> inner, Timers& timers, CircuitOptions options)
    : inner_(std::move(inner)), circuit_(std::make_shared<Circuit>(inner_, timers, options)) {}

CircuitClient::~CircuitClient() {
  circuit_->end();
}

void CircuitClient::ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) {
  circuit_->ask({.request = std::move(request), .stop = std::move(stop), .done = std::move(done)});
}

}  // namespace calltracker::llm
