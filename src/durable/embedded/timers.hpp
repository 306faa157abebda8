// SPDX-License-Identifier: MIT
#pragma once

// The alarms of runs in memory, soonest first. An alarm is never taken back: whoever is woken looks whether
// it still means anything.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "durable/records.hpp"

namespace calltracker::durable {

struct Alarm {
  enum class Kind {
    Wake,     // a sleep, a retry or a wait has come to its time
    Timeout,  // a body has run too long
  };
  UnixMillis at_ms = 0;
  RunNumber run = 0;
  std::size_t slot = 0;
  Kind kind = Kind::Wake;
};

class Timers {
 public:
  void add(const Alarm& alarm) {
    heap_.push_back(alarm);
    std::push_heap(heap_.begin(), heap_.end(), is_later);
  }
  std::optional<UnixMillis> next_ms() const {
    if (heap_.empty()) return std::nullopt;
    return heap_.front().at_ms;
  }
  std::optional<Alarm> take_due(UnixMillis now_ms) {
    if (heap_.empty() || heap_.front().at_ms > now_ms) return std::nullopt;
    std::pop_heap(heap_.begin(), heap_.end(), is_later);
    const Alarm alarm = heap_.back();
    heap_.pop_back();
    return alarm;
  }

 private:
  static bool is_later(const Alarm& left, const Alarm& right) { return left.at_ms > right.at_ms; }

  std::vector<Alarm> heap_;
};

}  // namespace calltracker::durable
