// SPDX-License-Identifier: MIT
#include "insight/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

namespace calltracker::insight {
namespace {

constexpr double kScoreLowest = 1;
constexpr double kScoreHighest = 10;
constexpr double kNormal95 = 1.959964;

// Degrees of freedom 1 to 30, where the series below is not exact enough.
constexpr std::array<double, 30> kStudentT95 = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120,  2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};

double to_three_digits(double value) {
  if (value == 0) return 0;
  const double unit = std::pow(10, 2 - std::floor(std::log10(std::abs(value))));
  return std::round(value * unit) / unit;
}

}  // namespace

double student_t_95(std::int64_t degrees_of_freedom) {
  if (degrees_of_freedom < 1) return kStudentT95.front();
  if (degrees_of_freedom <= static_cast<std::int64_t>(kStudentT95.size())) {
    return kStudentT95[static_cast<std::size_t>(degrees_of_freedom - 1)];
  }
  // Cornish and Fisher's expansion around the normal quantile; within 0.0005 from 30 on.
  const double z = kNormal95;
  const double v = static_cast<double>(degrees_of_freedom);
  return z + (z * z * z + z) / (4 * v) + (5 * std::pow(z, 5) + 16 * z * z * z + 3 * z) / (96 * v * v);
}

ShareEstimate estimate_share(std::int64_t count, std::int64_t total) {
  ShareEstimate estimate{.count = count, .total = total};
  if (total == 0) return estimate;
  const double n = static_cast<double>(total);
  const double share = static_cast<double>(count) / n;
  const double z_squared = kNormal95 * kNormal95;
  const double centre = (share + z_squared / (2 * n)) / (1 + z_squared / n);
  const double half =
      kNormal95 / (1 + z_squared / n) * std::sqrt(share * (1 - share) / n + z_squared / (4 * n * n));
  estimate.share = share;
  // The ends of the scale are exact; rounding would leave a trace of 1e-17 there.
  estimate.low = count == 0 ? 0.0 : std::max(0.0, centre - half);
  estimate.high = count == total ? 1.0 : std::min(1.0, centre + half);
  return estimate;
}

void RunningMean::add(double value) {
  ++count_;
  const double delta = value - mean_;
  mean_ += delta / static_cast<double>(count_);
  squared_deviations_ += delta * (value - mean_);
}

MeanEstimate RunningMean::estimate() const {
  MeanEstimate estimate{.count = count_};
  if (count_ == 0) return estimate;
  estimate.mean = mean_;
  if (count_ < 2) return estimate;
  const double n = static_cast<double>(count_);
  const double half = student_t_95(count_ - 1) * std::sqrt(squared_deviations_ / (n - 1) / n);
  estimate.low = std::max(kScoreLowest, mean_ - half);
  estimate.high = std::min(kScoreHighest, mean_ + half);
  return estimate;
}

void RunningMean::add(const RunningMean& other) {
  if (other.count_ == 0) return;
  const auto own = static_cast<double>(count_);
  const auto others = static_cast<double>(other.count_);
  const double delta = other.mean_ - mean_;
  count_ += other.count_;
  mean_ += delta * others / (own + others);
  squared_deviations_ += other.squared_deviations_ + delta * delta * own * others / (own + others);
}

void Distribution::add(double value) {
  values_.push_back(static_cast<float>(value));
  if (values_.size() <= kExactValuesMax) return;
  rounded_ = rounded();
  values_ = {};
}

void Distribution::add_rounded(double value, std::int64_t count) {
  rounded_[value] += count;
}

std::int64_t Distribution::count() const {
  auto count = static_cast<std::int64_t>(values_.size());
  for (const auto& [value, times] : rounded_) count += times;
  return count;
}

std::map<double, std::int64_t> Distribution::rounded() const {
  std::map<double, std::int64_t> all = rounded_;
  for (const float value : values_) ++all[to_three_digits(value)];
  return all;
}

std::optional<double> Distribution::quantile(double share) const {
  std::map<double, std::int64_t> all = rounded_;
  for (const float value : values_) ++all[value];
  if (all.empty()) return std::nullopt;
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(count() - 1);
  const double below = std::floor(place);
  double passed = 0;
  for (auto at = all.begin(); at != all.end(); ++at) {
    passed += static_cast<double>(at->second);
    if (passed <= below) continue;
    const auto next = std::next(at);
    // The value behind `place` is this one again, or the next.
    const bool is_last_of_its_kind = passed <= below + 1 && next != all.end();
    return is_last_of_its_kind ? at->first + (place - below) * (next->first - at->first) : at->first;
  }
  return all.rbegin()->first;
}

}  // namespace calltracker::insight
