// SPDX-License-Identifier: MIT
#pragma once

// Means and shares that say how sure they are: each carries its count and a 95 % interval. One value has no
// interval, and nothing at all has no mean.

#include <cstdint>
#include <optional>
#include <vector>

namespace calltracker::insight {

struct MeanEstimate {
  std::int64_t count = 0;
  std::optional<double> mean;
  std::optional<double> low;  // Student's t, kept inside the scale
  std::optional<double> high;
};

struct ShareEstimate {
  std::int64_t count = 0;
  std::int64_t total = 0;
  std::optional<double> share;  // 0-1; nullopt when total is 0
  std::optional<double> low;    // Wilson's interval
  std::optional<double> high;
};

ShareEstimate estimate_share(std::int64_t count, std::int64_t total);

// Welford's mean and variance: one pass, no list of values.
class RunningMean {
 public:
  void add(double value);
  std::int64_t count() const { return count_; }
  // The interval never leaves the 1-10 scale on which every score lives.
  MeanEstimate estimate() const;

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double squared_deviations_ = 0;
};

// The factor t for which 95 % of Student's distribution lies within ±t.
double student_t_95(std::int64_t degrees_of_freedom);

std::optional<double> median(std::vector<float> values);
// The value below which `share` of them lie, between two of them where none lies there exactly.
std::optional<double> quantile(std::vector<float> values, double share);

}  // namespace calltracker::insight
