// SPDX-License-Identifier: MIT
#include "llm/limiter/concurrency_window.hpp"

#include <algorithm>

namespace calltracker::llm {

int ConcurrencyWindow::size() const {
  return std::max(1, static_cast<int>(size_));
}

void ConcurrencyWindow::answered(int in_flight, bool is_paced) {
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

}  // namespace calltracker::llm
