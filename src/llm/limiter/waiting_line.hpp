// SPDX-License-Identifier: MIT
#pragma once

// Who waits in the limiter, and whose turn it is: among jobs the one that got least work so far, within a job
// one that others wait for, then the longest, among equals the first to come.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "llm/limiter/budget.hpp"
#include "llm/limiter/lane.hpp"
#include "llm/limiter/limiter.hpp"

namespace calltracker::llm {

// Those that others wait for, then longest first, then in order of arrival.
struct TurnKey {
  bool opens_stage = false;
  double length = 0;
  std::uint64_t arrival = 0;
  bool operator<(const TurnKey& other) const {
    if (opens_stage != other.opens_stage) return opens_stage;
    return length != other.length ? length > other.length : arrival < other.arrival;
  }
};

struct LanePlace {
  std::string model;
  Lane lane;
};

struct WaitingQuestion {
  std::shared_ptr<Limiter::Share> share;
  LanePlace* place = nullptr;
  TurnKey key;
  Demand demand;
  std::stop_token stop;
  Limiter::Decided decided;
  std::optional<std::stop_callback<std::function<void()>>> on_stop;
};

using Question = std::unique_ptr<WaitingQuestion>;

}  // namespace calltracker::llm

// Touched only under the limiter's lock.
class calltracker::llm::Limiter::Share {
 public:
  Share(int limit, Budget& money) : in_flight_max(limit), budget(money) {}

  const int in_flight_max;
  Budget& budget;
  int in_flight = 0;
  double served = 0;  // length of what was sent for it, counted from the day it joined
  std::map<LanePlace*, std::map<TurnKey, Question>> waiting;  // no empty maps inside
  bool must_wait_for_money = false;                           // until something of it ends
};
