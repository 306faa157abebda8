// SPDX-License-Identifier: MIT
#include "durable/step_options.hpp"

#include <algorithm>

namespace calltracker::durable {

std::int64_t retry_delay_ms(const RetryPolicy& policy, std::uint32_t attempts_made,
                            std::int64_t retry_after_ms, double random_share) {
  constexpr std::uint32_t kDoublingsMax = 30;
  const std::uint32_t doublings = std::min(attempts_made > 0 ? attempts_made - 1 : 0, kDoublingsMax);
  const double full_ms = std::min(
      static_cast<double>(policy.backoff_first.count()) * static_cast<double>(std::int64_t{1} << doublings),
      static_cast<double>(policy.backoff_max.count()));
  const double delay_ms = full_ms * (1.0 - policy.jitter * random_share);
  return std::max(static_cast<std::int64_t>(delay_ms), retry_after_ms);
}

}  // namespace calltracker::durable
