// SPDX-License-Identifier: MIT
#include "insight/metric_ranges.hpp"

#include <optional>

namespace calltracker::insight {
namespace {

struct Metric {
  std::string_view key;  // as a call's result names it
  std::optional<double> (*of)(const CallMetrics& metrics);
};

constexpr std::array kMetricTable = {
    Metric{"agentTalkShare", [](const CallMetrics& metrics) { return metrics.agent_talk_share; }},
    Metric{"agentQuestions",
           [](const CallMetrics& metrics) { return std::optional<double>(metrics.agent_questions); }},
    Metric{"callerQuestions",
           [](const CallMetrics& metrics) { return std::optional<double>(metrics.caller_questions); }},
    Metric{"longestAgentRunWords",
           [](const CallMetrics& metrics) { return std::optional<double>(metrics.longest_agent_run_words); }},
    Metric{"turns", [](const CallMetrics& metrics) { return std::optional<double>(metrics.turns); }},
    Metric{"wordsPerMinute", [](const CallMetrics& metrics) { return metrics.words_per_minute; }},
    Metric{"fillerWords",
           [](const CallMetrics& metrics) { return std::optional<double>(metrics.filler_words); }}};

constexpr double kLowQuarter = 0.25;
constexpr double kHighQuarter = 0.75;

}  // namespace

void MetricTally::add(const CallFacts& facts) {
  static_assert(kMetricTable.size() == kMetrics);
  if (!facts.overall || !facts.call.result.metrics) return;
  for (std::size_t index = 0; index < kMetrics; ++index) {
    const std::optional<double> value = kMetricTable[index].of(*facts.call.result.metrics);
    if (value) values_[index].add(*value);
  }
}

std::vector<MetricRange> MetricTally::finish() const {
  std::vector<MetricRange> ranges;
  for (std::size_t index = 0; index < kMetrics; ++index) {
    const Distribution& values = values_[index];
    if (values.count() == 0) continue;
    ranges.push_back({.key = kMetricTable[index].key,
                      .count = values.count(),
                      .low = values.quantile(kLowQuarter).value_or(0),
                      .median = values.median().value_or(0),
                      .high = values.quantile(kHighQuarter).value_or(0)});
  }
  return ranges;
}

}  // namespace calltracker::insight
