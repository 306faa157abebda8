// SPDX-License-Identifier: MIT
#include "evaluation/tallies.hpp"

#include <set>

namespace calltracker::evaluation {
namespace {

std::optional<double> share_of(double part, std::int64_t whole) {
  return whole == 0 ? std::nullopt : std::optional(part / static_cast<double>(whole));
}

Rates rates_of(std::int64_t right, std::int64_t found, std::int64_t wanted) {
  const auto part = static_cast<double>(right);
  return {.precision = share_of(part, found),
          .recall = share_of(part, wanted),
          .f1 = share_of(2 * part, found + wanted)};
}

}  // namespace

void FactTally::add(bool is_found, bool is_wanted, bool is_right) {
  ++calls_;
  found_ += is_found ? 1 : 0;
  wanted_ += is_wanted ? 1 : 0;
  right_ += is_found && is_wanted && is_right ? 1 : 0;
}

Rates FactTally::rates() const {
  return rates_of(right_, found_, wanted_);
}

void ShareTally::add(bool is_right) {
  ++calls_;
  right_ += is_right ? 1 : 0;
}

std::optional<double> ShareTally::share() const {
  return share_of(static_cast<double>(right_), calls_);
}

void RangeTally::add(const std::optional<double>& distance) {
  ++calls_;
  if (distance == 0) ++within_;
  if (!distance || *distance <= 0) return;
  ++outside_;
  distances_ += *distance;
}

std::optional<double> RangeTally::share_within() const {
  return share_of(static_cast<double>(within_), calls_);
}

std::optional<double> RangeTally::mean_distance_outside() const {
  return share_of(distances_, outside_);
}

void ClassTally::add(const std::string& label, const std::string& answer) {
  ++calls_;
  ++confusion_[label][answer];
}

std::vector<ClassTally::Class> ClassTally::classes() const {
  std::set<std::string> names;
  for (const auto& [label, answers] : confusion_) {
    names.insert(label);
    for (const auto& [answer, count] : answers) names.insert(answer);
  }
  std::vector<Class> classes;
  for (const std::string& name : names) {
    std::int64_t right = 0, found = 0, wanted = 0;
    for (const auto& [label, answers] : confusion_) {
      for (const auto& [answer, count] : answers) {
        wanted += label == name ? count : 0;
        found += answer == name ? count : 0;
        right += label == name && answer == name ? count : 0;
      }
    }
    classes.push_back({.name = name, .labelled = wanted, .rates = rates_of(right, found, wanted)});
  }
  return classes;
}

std::optional<double> ClassTally::macro_f1() const {
  double sum = 0;
  std::int64_t labelled = 0;
  for (const Class& one : classes()) {
    if (one.labelled == 0) continue;
    ++labelled;
    sum += one.rates.f1.value_or(0);
  }
  return share_of(sum, labelled);
}

}  // namespace calltracker::evaluation
