// SPDX-License-Identifier: MIT
#pragma once

// The limiter's state and its one decision: who goes next. All of it under one lock; callbacks are made
// without it, by one thread at a time, so that a chain of instant answers does not pile up on the stack.

#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "llm/limiter/waiting_line.hpp"

namespace calltracker::llm {

struct Limiter::Permit::Sent {
  std::shared_ptr<Share> share;
  LanePlace* place = nullptr;
  Demand demand;
  Reservation reservation;
};

class Limiter::Core : public std::enable_shared_from_this<Limiter::Core> {
 public:
  Core(Timers& timers, LimiterOptions options) : timers_(timers), options_(options) {}

  void admit(std::shared_ptr<Share> share, Demand demand, std::stop_token stop, Decided decided);
  static bool reserve_more(Permit::Sent& sent, double usd_max);
  void settle(Permit::Sent& sent, const ModelOutcome* outcome);
  void call_after(std::int64_t span_ms, std::function<void()> callback);
  void pump();
  void end();
  std::size_t waiting() const;
  std::size_t in_flight() const;

 private:
  struct Decision {
    Question question;
    Verdict verdict = Verdict::Granted;
    std::unique_ptr<Permit::Sent> sent;
  };
  struct Candidate {
    Share* share = nullptr;
    LanePlace* place = nullptr;
    TurnKey key;
  };

  LanePlace& place_of(const std::string& model);
  void insert(Question question);
  Question remove(const std::shared_ptr<Share>& share, LanePlace* place, const TurnKey& key);
  void cancel(const std::shared_ptr<Share>& share, LanePlace* place, const TurnKey& key);
  bool goes_before(const Candidate& left, const Candidate& right) const;
  std::optional<Candidate> next_candidate(std::int64_t now_ms, std::int64_t& wake_ms) const;
  std::vector<Decision> take_decisions();
  Decision decide(const Candidate& candidate, std::int64_t now_ms);
  void call_back(Decision& decision);
  void wake_at(std::int64_t wake_ms);

  Timers& timers_;
  const LimiterOptions options_;
  mutable std::mutex mutex_;
  std::map<std::string, LanePlace> places_;
  std::set<std::shared_ptr<Share>> active_;  // shares with somebody waiting
  std::size_t waiting_ = 0;
  std::size_t in_flight_ = 0;
  std::uint64_t arrivals_ = 0;
  std::int64_t wake_ms_ = -1;  // the earliest timer that is set; -1 for none
  bool is_pumping_ = false;
  bool must_look_again_ = false;
  bool is_ending_ = false;
};

}  // namespace calltracker::llm
