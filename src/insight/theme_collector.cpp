// SPDX-License-Identifier: MIT
#include "insight/theme_collector.hpp"

#include <algorithm>

#include "insight/evidence_digest.hpp"

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
  add_candidate(
      group, {.theme = {.text = observation.text, .calls = 1, .evidence = {evidence_of(observation, call)}},
              .weight = weight_of(observation, call)});
}

void ThemeCollector::add_candidate(Group& group, Candidate candidate) {
  const auto same =
      std::find_if(group.candidates.begin(), group.candidates.end(),
                   [&candidate](const Candidate& known) { return known.theme.text == candidate.theme.text; });
  if (same == group.candidates.end()) return keep_most_telling(group, std::move(candidate));
  same->theme.calls += candidate.theme.calls;
  same->weight = std::max(same->weight, candidate.weight);
  for (Evidence& item : candidate.theme.evidence) {
    if (same->theme.evidence.size() < kEvidenceMax) same->theme.evidence.push_back(std::move(item));
  }
}

void ThemeCollector::keep_most_telling(Group& group, Candidate candidate) {
  if (group.candidates.size() < kCandidatesMax) {
    group.candidates.push_back(std::move(candidate));
    return;
  }
  const auto weakest =
      std::min_element(group.candidates.begin(), group.candidates.end(),
                       [](const Candidate& left, const Candidate& right) { return tells_more(right, left); });
  if (tells_more(candidate, *weakest)) *weakest = std::move(candidate);
}

bool ThemeCollector::tells_more(const Candidate& left, const Candidate& right) {
  if (left.theme.calls != right.theme.calls) return left.theme.calls > right.theme.calls;
  return left.weight > right.weight;
}

std::vector<ThemeGroup> ThemeCollector::finish(
    const std::function<std::string(std::string_view)>& title_of) const {
  std::vector<ThemeGroup> result;
  for (const auto& [category, group] : groups_) {
    std::vector<Candidate> candidates = group.candidates;
    std::stable_sort(candidates.begin(), candidates.end(), tells_more);
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

json::value ThemeCollector::to_digest() const {
  json::object digest;
  for (const auto& [category, group] : groups_) {
    std::vector<Candidate> candidates = group.candidates;
    std::stable_sort(candidates.begin(), candidates.end(), tells_more);
    if (candidates.size() > kThemesMax) candidates.resize(kThemesMax);
    json::array themes;
    for (const Candidate& candidate : candidates) {
      json::array evidence;
      for (const Evidence& item : candidate.theme.evidence) evidence.push_back(evidence_to_digest(item));
      themes.push_back(
          json::array{candidate.theme.text, candidate.theme.calls, candidate.weight, std::move(evidence)});
    }
    digest[category] = json::array{group.observations, std::move(themes)};
  }
  return digest;
}

void ThemeCollector::add_digest(const json::value& digest) {
  for (const auto& [category, of_group] : digest.as_object()) {
    Group& group = groups_[std::string(category)];
    group.observations += of_group.at(0).to_number<std::int64_t>();
    for (const json::value& theme : of_group.at(1).as_array()) {
      Candidate candidate{.theme = {.text = std::string(theme.at(0).as_string()),
                                    .calls = theme.at(1).to_number<std::int64_t>(),
                                    .evidence = {}},
                          .weight = theme.at(2).to_number<double>()};
      for (const json::value& item : theme.at(3).as_array())
        candidate.theme.evidence.push_back(evidence_from(item));
      add_candidate(group, std::move(candidate));
    }
  }
}

}  // namespace calltracker::insight
