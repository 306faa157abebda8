// SPDX-License-Identifier: MIT
// Tallies as JSON that can be added up: short, as it is read back by the same program alone.
#include "insight/metric_ranges.hpp"
#include "insight/tally.hpp"

namespace calltracker::insight {
namespace {

json::array mean_to_digest(const RunningMean& mean) {
  return {mean.count(), mean.mean(), mean.squared_deviations()};
}

RunningMean mean_from(const json::value& digest) {
  return {digest.at(0).to_number<std::int64_t>(), digest.at(1).to_number<double>(),
          digest.at(2).to_number<double>()};
}

}  // namespace

json::value to_digest(const Distribution& distribution) {
  json::array digest;
  for (const auto& [value, count] : distribution.rounded()) {
    digest.emplace_back(value);
    digest.emplace_back(count);
  }
  return digest;
}

void add_digest(Distribution& distribution, const json::value& digest) {
  const json::array& values = digest.as_array();
  for (std::size_t index = 0; index + 1 < values.size(); index += 2) {
    distribution.add_rounded(values.at(index).to_number<double>(),
                             values.at(index + 1).to_number<std::int64_t>());
  }
}

json::value OutcomeTally::to_digest() const {
  json::array classes;
  for (const auto& [classification, count] : classes_) {
    classes.emplace_back(static_cast<int>(classification));
    classes.emplace_back(count);
  }
  return json::array{calls_,
                     analysed_,
                     classified_,
                     qualified_,
                     priority_,
                     needs_review_,
                     std::move(classes),
                     mean_to_digest(rep_score_),
                     mean_to_digest(lead_score_)};
}

void OutcomeTally::add_digest(const json::value& digest) {
  const auto number = [&digest](std::size_t index) { return digest.at(index).to_number<std::int64_t>(); };
  calls_ += number(0);
  analysed_ += number(1);
  classified_ += number(2);
  qualified_ += number(3);
  priority_ += number(4);
  needs_review_ += number(5);
  const json::array& classes = digest.at(6).as_array();
  for (std::size_t index = 0; index + 1 < classes.size(); index += 2) {
    classes_[static_cast<Classification>(classes.at(index).to_number<int>())] +=
        classes.at(index + 1).to_number<std::int64_t>();
  }
  rep_score_.add(mean_from(digest.at(7)));
  lead_score_.add(mean_from(digest.at(8)));
}

json::value CategoryTally::to_digest() const {
  json::object digest;
  for (const auto& [key, mean] : means_) digest[key] = mean_to_digest(mean);
  return digest;
}

void CategoryTally::add_digest(const json::value& digest) {
  for (const auto& [key, mean] : digest.as_object()) means_[std::string(key)].add(mean_from(mean));
}

json::value DayTally::to_digest() const {
  json::object digest;
  for (const auto& [date, outcomes] : days_) digest[date] = outcomes.to_digest();
  return digest;
}

void DayTally::add_digest(const json::value& digest) {
  for (const auto& [date, outcomes] : digest.as_object()) days_[std::string(date)].add_digest(outcomes);
}

json::value CoachingTally::to_digest() const {
  return json::array{strengths_.to_digest(), weaknesses_.to_digest(), advice_.to_digest()};
}

void CoachingTally::add_digest(const json::value& digest) {
  strengths_.add_digest(digest.at(0));
  weaknesses_.add_digest(digest.at(1));
  advice_.add_digest(digest.at(2));
}

json::value PeopleTally::to_digest() const {
  return json::array{outcomes.to_digest(), categories.to_digest(),          days.to_digest(),
                     coaching.to_digest(), insight::to_digest(talk_shares), questions.to_digest()};
}

void PeopleTally::add_digest(const json::value& digest) {
  outcomes.add_digest(digest.at(0));
  categories.add_digest(digest.at(1));
  days.add_digest(digest.at(2));
  coaching.add_digest(digest.at(3));
  insight::add_digest(talk_shares, digest.at(4));
  questions.add_digest(digest.at(5));
}

json::value MetricTally::to_digest() const {
  json::array digest;
  for (const Distribution& values : values_) digest.push_back(insight::to_digest(values));
  return digest;
}

void MetricTally::add_digest(const json::value& digest) {
  for (std::size_t index = 0; index < kMetrics; ++index)
    insight::add_digest(values_[index], digest.at(index));
}

}  // namespace calltracker::insight
