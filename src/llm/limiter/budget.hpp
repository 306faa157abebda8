// SPDX-License-Identifier: MIT
#pragma once

// The money one job may still spend. What requests in flight may cost at most is set aside before they are
// sent, so that the limit is never passed.

#include <mutex>
#include <optional>

namespace calltracker::llm {

class Budget {
 public:
  Budget(std::optional<double> limit_usd, double spent_usd) : limit_usd_(limit_usd), spent_usd_(spent_usd) {}

  enum class Answer {
    Reserved,
    Later,  // what is in flight may turn out cheaper: ask again when some of it has ended
    Never,  // nothing is in flight: the next request might pass the limit
  };
  Answer reserve(double usd_max);
  // For a request under way that has to be sent again; false when that might pass the limit.
  bool reserve_more(double usd_max);
  // The request has ended and cost this much.
  void settle(double reserved_usd, double paid_usd);
  // Paid without a reservation.
  void pay(double usd) { settle(0, usd); }

  std::optional<double> limit_usd() const;
  void change_limit(std::optional<double> limit_usd);

 private:
  mutable std::mutex mutex_;
  std::optional<double> limit_usd_;
  double spent_usd_;
  double reserved_usd_ = 0;
  int in_flight_ = 0;
};

}  // namespace calltracker::llm
