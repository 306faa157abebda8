// SPDX-License-Identifier: MIT
#include "llm/limiter/budget.hpp"

namespace calltracker::llm {

Budget::Answer Budget::reserve(double usd_max) {
  const std::lock_guard lock(mutex_);
  if (limit_usd_ && usd_max > 0 && spent_usd_ + reserved_usd_ + usd_max > *limit_usd_) {
    return in_flight_ > 0 ? Answer::Later : Answer::Never;
  }
  reserved_usd_ += usd_max;
  if (usd_max > 0) ++in_flight_;
  return Answer::Reserved;
}

bool Budget::reserve_more(double usd_max) {
  const std::lock_guard lock(mutex_);
  if (limit_usd_ && spent_usd_ + reserved_usd_ + usd_max > *limit_usd_) return false;
  reserved_usd_ += usd_max;
  return true;
}

void Budget::settle(double reserved_usd, double paid_usd) {
  const std::lock_guard lock(mutex_);
  if (reserved_usd > 0) --in_flight_;
  // Sums of differences drift; with nothing in flight the truth is known.
  reserved_usd_ = in_flight_ == 0 ? 0 : reserved_usd_ - reserved_usd;
  spent_usd_ += paid_usd;
}

std::optional<double> Budget::limit_usd() const {
  const std::lock_guard lock(mutex_);
  return limit_usd_;
}

void Budget::change_limit(std::optional<double> limit_usd) {
  const std::lock_guard lock(mutex_);
  limit_usd_ = limit_usd;
}

}  // namespace calltracker::llm
