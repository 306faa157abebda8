// SPDX-License-Identifier: MIT
#pragma once

// What is usual at this company: for each figure measured from the turns, where the middle half of the scored
// calls lies. A call's own figure means little without it.

#include <array>
#include <string_view>
#include <vector>

#include "insight/insight.hpp"
#include "insight/tally.hpp"

namespace calltracker::insight {

class MetricTally {
 public:
  void add(const CallFacts& facts);
  // Figures that no call had are left out.
  std::vector<MetricRange> finish() const;

  json::value to_digest() const;
  void add_digest(const json::value& digest);

 private:
  static constexpr std::size_t kMetrics = 7;
  std::array<Distribution, kMetrics> values_;
};

}  // namespace calltracker::insight
