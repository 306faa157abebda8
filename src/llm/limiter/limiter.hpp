// SPDX-License-Identifier: MIT
#pragma once

// Who may ask a provider now. One limiter per provider and key, shared by all jobs of the process; inside it
// one lane per model, since providers limit each model on its own.
//
// It sends as fast as the provider's own meters allow and no faster: requests and tokens are set aside before
// a request goes out and settled with what it really used; limits and levels are learned from every answer; a
// refusal's "retry after" holds for everybody at once. The number in flight starts small, grows while answers
// come, and steps back under overload, but never passes the cap of the job.
//
// A place freed is used at once. Jobs take turns by the work they got, so a small one is not stuck behind a
// large one; within a job the longest goes first, so that nothing long is left for the end.
//
// Those who wait hold nothing here but their callback: the question is made when its turn has come.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "llm/limiter/budget.hpp"
#include "llm/limiter/timers.hpp"
#include "llm/model.hpp"

namespace calltracker::llm {

struct LimiterOptions {
  // For a provider that is a part of this machine; over all jobs.
  std::optional<int> in_flight_max;
  // Over all jobs and models: what is on its way takes memory for its connection, what waits here hardly any.
  // Far more than the usual limits of a key let through.
  std::size_t out_at_once_max = 1280;
  // Whether tokens read from the provider's prompt cache use up its input limit.
  bool counts_cache_reads = true;
  std::int64_t pause_max_ms = 10 * 60 * 1000;  // a longer retry-after is trusted only this far
};

// What one question will probably need.
struct Demand {
  std::string model;
  double length = 0;               // of the work still to do for this call; longer goes first
  bool opens_stage = false;        // others will wait for its answer: goes before the longest
  std::int64_t prefix_tokens = 0;  // the part of the input that a prompt cache may hold
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  double cost_max_usd = 0;
};

class Limiter {
 public:
  class Core;
  // A job's part in the limiter. `budget` outlives it.
  class Share;
  // The right to send one question; give it back with what became of it. Destroyed without an outcome it
  // frees its place and teaches nothing.
  class Permit;

  enum class Verdict { Granted, Cancelled, OverBudget };
  // The permit is there only when granted. Called once: now, or later on another thread.
  using Decided = std::function<void(Verdict, std::shared_ptr<Permit>)>;

  Limiter(Timers& timers, LimiterOptions options);
  // Those who still wait are cancelled.
  ~Limiter();
  Limiter(const Limiter&) = delete;
  Limiter& operator=(const Limiter&) = delete;

  // At most `in_flight_max` of the share's questions are out at once, over all models.
  std::shared_ptr<Share> open_share(int in_flight_max, Budget& budget);

  void admit(std::shared_ptr<Share> share, Demand demand, std::stop_token stop, Decided decided);

  // Calls back after this time by the limiter's clock, unless the limiter is gone by then.
  void call_after(std::int64_t span_ms, std::function<void()> callback);

  // A budget or clock changed outside: look again.
  void look_again();
  std::size_t waiting() const;
  std::size_t in_flight() const;

 private:
  std::shared_ptr<Core> core_;
};

class Limiter::Permit {
 public:
  struct Sent;  // what was set aside, and when
  Permit(std::shared_ptr<Core> core, std::unique_ptr<Sent> sent);
  ~Permit();
  Permit(const Permit&) = delete;
  Permit& operator=(const Permit&) = delete;

  // Sets more money aside; false when that might pass the job's budget. Not after settle().
  bool reserve_more(double usd_max);
  void settle(const ModelOutcome& outcome);

 private:
  std::shared_ptr<Core> core_;
  std::unique_ptr<Sent> sent_;  // empty once settled
};

}  // namespace calltracker::llm
