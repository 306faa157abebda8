// SPDX-License-Identifier: MIT
#include "llm/limiter/concurrency_window.hpp"

#include <algorithm>

namespace calltracker::llm {
namespace {

constexpr int kOverloadsToClose = 5;
constexpr std::int64_t kClosedFirstMs = 1000;
constexpr std::int64_t kClosedMaxMs = 60'000;

}  // namespace

int ConcurrencyWindow::size() const {
  return closings_in_a_row_ > 0 ? 1 : std::max(1, static_cast<int>(size_));
}

void ConcurrencyWindow::answered(int in_flight, bool is_paced) {
  overloads_in_a_row_ = 0;
  closings_in_a_row_ = 0;
  if (2 * in_flight < size()) return;
  const double first_growth = is_paced ? 3.0 : 1.0;
  size_ += is_first_growth_ ? first_growth : 1.0 / size_;
}

// What was sent before the last step down says nothing about the size since.
void ConcurrencyWindow::shrink(std::int64_t sent_ms, std::int64_t now_ms) {
  if (sent_ms <= shrunk_at_ms_) return;
  shrunk_at_ms_ = now_ms;
  is_first_growth_ = false;
  size_ = std::max(1.0, size_ / 2);
}

void ConcurrencyWindow::overloaded(std::int64_t sent_ms, std::int64_t now_ms) {
  shrink(sent_ms, now_ms);
  ++overloads_in_a_row_;
  if (overloads_in_a_row_ < kOverloadsToClose || sent_ms <= closed_at_ms_) return;
  closed_at_ms_ = now_ms;
  closed_until_ms_ = now_ms + std::min(kClosedMaxMs, kClosedFirstMs << std::min(closings_in_a_row_, 6));
  ++closings_in_a_row_;
}

}  // namespace calltracker::llm
