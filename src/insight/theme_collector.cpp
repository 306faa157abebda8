// SPDX-License-Identifier: MIT
#include "insight/theme_collector.hpp"

#include <algorithm>

namespace calltracker::insight {
namespace {

// Kept while counting: more than are shown, so that a theme repeated later has a chance to be counted.
constexpr std::size_t kCandidatesMax = 12;
constexpr double kMiddleScore = 5.5;

Evidence evidence_of(const Observation& observation, const Call& call) {
  return {.call_id = call.id,
          .row = call.record.row,
          .start_time_ms = call.record.start_time_ms,
          .turns = observation.turns,
          .rep = rep_key(call)};
}

}  // namespace

double ThemeCollector::weight_of(const Observation& observation, const Call& call) const {
  double score = kMiddleScore;
  if (call.result.score) {
    for (const auto& [key, category] : call.result.score->categories) {
      if (key == observation.category && category.score) score = *category.score;
    }
  }
  const double extremeness = telling_ == Telling::HighScores ? score : -score;
  // A remark that cannot point to a turn is worth less than any that can.
  return observation.turns.empty() ? extremeness - 100 : extremeness;
}

void ThemeCollector::add(const Observation& observation, const Call& call) {
  Group& group = groups_[observation.category];
  ++group.observations;
  const auto same = std::find_if(
      group.candidates.begin(), group.candidates.end(),
      [&observation](const Candidate& candidate) { return candidate.theme.text == observation.text; });
  const double weight = weight_of(observation, call);
  if (same != group.candidates.end()) {
    ++same->theme.calls;
    same->weight = std::max(same->weight, weight);
    if (same->theme.evidence.size() < kEvidenceMax)
      same->theme.evidence.push_back(evidence_of(observation, call));
    return;
  }
  keep_most_telling(
      group, {.theme = {.text = observation.text, .calls = 1, .evidence = {evidence_of(observation, call)}},
              .weight = weight});
}

void ThemeCollector::keep_most_telling(Group& group, Candidate candidate) {
  if (group.candidates.size() < kCandidatesMax) {
    group.candidates.push_back(std::move(candidate));
    return;
  }
  const auto weakest = std::min_element(group.candidates.begin(), group.candidates.end(),
                                        [](const Candidate& left, const Candidate& right) {
                                          if (left.theme.calls != right.theme.calls) {
                                            return left.theme.calls < right.theme.calls;
                                          }
                                          return left.weight < right.weight;
                                        });
  if (weakest->theme.calls == 1 && weakest->weight < candidate.weight) *weakest = std::move(candidate);
}

std::vector<ThemeGroup> ThemeCollector::finish(
    const std::function<std::string(std::string_view)>& title_of) const {
  std::vector<ThemeGroup> result;
  for (const auto& [category, group] : groups_) {
    std::vector<Candidate> candidates = group.candidates;
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& left, const Candidate& right) {
      if (left.theme.calls != right.theme.calls) return left.theme.calls > right.theme.calls;
      return left.weight > right.weight;
    });
    ThemeGroup themes{.category = category, .title = title_of(category), .observations = group.observations};
    for (Candidate& candidate : candidates) {
      if (themes.themes.size() == kThemesMax) break;
      themes.themes.push_back(std::move(candidate.theme));
    }
    result.push_back(std::move(themes));
  }
  std::sort(result.begin(), result.end(), [](const ThemeGroup& left, const ThemeGroup& right) {
    if (left.observations != right.observations) return left.observations > right.observations;
    return left.category < right.category;
  });
  return result;
}

}  // namespace calltracker::insight
