// SPDX-License-Identifier: MIT
#include "insight/dashboard_json.hpp"

#include <algorithm>
#include <utility>

#include "insight/insight_json.hpp"

namespace calltracker::insight {
namespace {

constexpr std::size_t kRepsNamedMax = 5;
constexpr std::size_t kCallsBehindMax = 5;
constexpr std::size_t kFlagsShownMax = 20;

json::array distribution(const ScoreHistogram& histogram) {
  json::array buckets;
  for (std::size_t bucket = 0; bucket < histogram.size(); ++bucket) {
    buckets.push_back(json::object{{"from", bucket + 1}, {"to", bucket + 2}, {"n", histogram[bucket]}});
  }
  return buckets;
}

json::array trend(const std::vector<DayPoint>& days) {
  json::array points;
  for (const DayPoint& day : days) {
    points.push_back(json::object{{"date", day.date},
                                  {"calls", day.calls},
                                  {"averageScore", value_or_null(day.rep_score.mean)},
                                  {"averageLeadScore", value_or_null(day.lead_score.mean)},
                                  {"qualifiedLeads", day.qualified_leads}});
  }
  return points;
}

// The calls behind a group of remarks, one of each remark before a second of any.
json::array calls_behind(const ThemeGroup& group) {
  json::array calls;
  for (std::size_t index = 0; index < kEvidenceMax; ++index) {
    for (const Theme& theme : group.themes) {
      if (index >= theme.evidence.size() || calls.size() == kCallsBehindMax) continue;
      const Evidence& evidence = theme.evidence[index];
      calls.push_back(
          json::object{{"id", evidence.call_id.str()},
                       {"text", theme.text},
                       {"rep", evidence.rep.empty() ? json::value(nullptr) : json::value(evidence.rep)},
                       {"turns", to_json_array(evidence.turns)}});
    }
  }
  return calls;
}

json::array by_category(const std::vector<ThemeGroup>& groups, const std::vector<CategoryMean>& means) {
  json::array array;
  for (const ThemeGroup& group : groups) {
    if (group.category.empty()) continue;
    const auto mean = std::find_if(means.begin(), means.end(), [&group](const CategoryMean& candidate) {
      return candidate.key == group.category;
    });
    array.push_back(json::object{
        {"category", group.category},
        {"title", group.title},
        {"averageScore", mean == means.end() ? json::value(nullptr) : value_or_null(mean->score.mean)},
        {"n", group.observations},
        {"calls", calls_behind(group)}});
  }
  return array;
}

std::vector<const RepInsight*> ranked(const std::vector<RepInsight>& reps) {
  std::vector<const RepInsight*> result;
  for (const RepInsight& rep : reps) {
    if (rep.rank) result.push_back(&rep);
  }
  return result;
}

// How many there are in all stands among the team's figures.
json::array newest_flags(const std::vector<RedFlag>& flags, const TimeZone& zone) {
  std::vector<const RedFlag*> newest;
  for (const RedFlag& flag : flags) newest.push_back(&flag);
  std::stable_sort(newest.begin(), newest.end(), [](const RedFlag* left, const RedFlag* right) {
    return left->start_time_ms > right->start_time_ms;
  });
  if (newest.size() > kFlagsShownMax) newest.resize(kFlagsShownMax);
  json::array array;
  for (const RedFlag* flag : newest) array.push_back(to_json(*flag, zone));
  return array;
}

}  // namespace

json::object dashboard_to_json(const JobInsight& insight, const TimeZone& zone) {
  json::array divisions;
  for (const DivisionInsight& division : insight.divisions) divisions.push_back(to_json(division));
  const std::vector<const RepInsight*> reps = ranked(insight.reps);
  json::array top;
  for (std::size_t index = 0; index < std::min(reps.size(), kRepsNamedMax); ++index) {
    top.push_back(to_json(*reps[index], zone));
  }
  // Nobody is both a top performer and first to be coached.
  json::array coach;
  for (std::size_t index = reps.size(); index > top.size() && coach.size() < kRepsNamedMax; --index) {
    coach.push_back(to_json(*reps[index - 1], zone));
  }
  return {{"team", to_json(insight.team, zone)},
          {"divisions", std::move(divisions)},
          {"redFlags", newest_flags(insight.red_flags, zone)},
          {"skipped", counts_to_json(insight.skipped)},
          {"failed", counts_to_json(insight.failed)},
          {"cost", to_json(insight.cost)},
          {"scoreDistribution", distribution(insight.team.score_distribution)},
          {"trend", trend(insight.team.days)},
          {"strengths", by_category(insight.team.coaching.strengths, insight.team.categories)},
          {"gaps", by_category(insight.team.coaching.weaknesses, insight.team.categories)},
          {"topReps", std::move(top)},
          {"coachFirst", std::move(coach)}};
}

}  // namespace calltracker::insight
