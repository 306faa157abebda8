// SPDX-License-Identifier: MIT
#pragma once

// Means and shares that say how sure they are: each carries its count and a 95 % interval. One value has no
// interval, and nothing at all has no mean.

#include <cstdint>
#include <map>
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

// Welford's mean and variance: one pass, no list of values. Two of them add up (Chan).
class RunningMean {
 public:
  RunningMean() = default;
  RunningMean(std::int64_t count, double mean, double squared_deviations)
      : count_(count), mean_(mean), squared_deviations_(squared_deviations) {}

  void add(double value);
  void add(const RunningMean& other);
  std::int64_t count() const { return count_; }
  double mean() const { return mean_; }
  double squared_deviations() const { return squared_deviations_; }
  // The interval never leaves the 1-10 scale on which every score lives.
  MeanEstimate estimate() const;

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double squared_deviations_ = 0;
};

// The factor t for which 95 % of Student's distribution lies within ±t.
double student_t_95(std::int64_t degrees_of_freedom);

// Where values lie. Up to kExactValuesMax of them are kept as they are; beyond that, and where distributions
// are added up, they are kept to three significant digits, so that memory stays bounded.
class Distribution {
 public:
  static constexpr std::size_t kExactValuesMax = 10'000;

  void add(double value);
  void add_rounded(double value, std::int64_t count);
  std::int64_t count() const;
  // The value below which `share` of them lie, between two of them where none lies there exactly.
  std::optional<double> quantile(double share) const;
  std::optional<double> median() const { return quantile(0.5); }
  // Every value to three significant digits, with how often it came.
  std::map<double, std::int64_t> rounded() const;

 private:
  std::vector<float> values_;
  std::map<double, std::int64_t> rounded_;
};

}  // namespace calltracker::insight
