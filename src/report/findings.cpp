// SPDX-License-Identifier: MIT
#include "report/findings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::CategoryMean;
using insight::JobInsight;
using insight::RepInsight;
using insight::SourceInsight;

// A source with fewer classified calls says little about its quality.
constexpr std::int64_t kSourceCallsMin = 10;
constexpr double kNotableShare = 0.15;

// A category's title inside a sentence.
std::string in_sentence(std::string title) {
  if (title.size() > 1 && title[0] >= 'A' && title[0] <= 'Z' && title[1] >= 'a') {
    title[0] = static_cast<char>(title[0] - 'A' + 'a');
  }
  return title;
}

void add_callbacks(const JobInsight& insight, std::vector<Finding>& findings) {
  if (insight.team.priority_actions == 0) return;
  const auto overdue = std::count_if(insight.leads.begin(), insight.leads.end(), [](const auto& lead) {
    return lead.action == RecommendedAction::Priority1Hr && lead.overdue;
  });
  const std::int64_t open = insight.team.priority_actions - overdue;
  std::string detail;
  if (overdue == 0) {
    detail = "All are still within their hour.";
  } else if (open == 0) {
    detail = "Their hour has passed: call these first.";
  } else {
    detail = fmt::format("For {} of them the hour has passed; {} can still be reached in time.",
                         count_text(overdue), count_text(open));
  }
  findings.push_back({plural(insight.team.priority_actions, "lead to call back within the hour",
                             "leads to call back within the hour"),
                      detail});
}

void add_best_rep(const JobInsight& insight, std::vector<Finding>& findings) {
  if (insight.reps.empty() || !insight.reps.front().rank) return;
  const RepInsight& best = insight.reps.front();
  findings.push_back(
      {fmt::format("{} leads the team with {}", best.name, score_text(best.score.mean)),
       fmt::format("Over {} (95 % interval {}); strongest in {}.",
                   plural(best.score.count, "scored call", "scored calls"), interval_text(best.score),
                   best.best_category ? in_sentence(*best.best_category) : "no single category")});
}

void add_weakest_category(const JobInsight& insight, std::vector<Finding>& findings) {
  const auto& categories = insight.team.categories;
  if (categories.size() < 2) return;
  const auto weakest = std::min_element(categories.begin(), categories.end(),
                                        [](const CategoryMean& left, const CategoryMean& right) {
                                          return left.score.mean.value_or(0) < right.score.mean.value_or(0);
                                        });
  Finding finding{
      fmt::format("{} is the team's weakest skill at {}", weakest->title, score_text(weakest->score.mean)),
      fmt::format("Measured over {}.", plural(weakest->score.count, "call", "calls"))};
  for (const insight::ThemeGroup& group : insight.team.coaching.weaknesses) {
    if (group.category != weakest->key || group.themes.empty()) continue;
    finding.detail = fmt::format("Most often: {} ({}).", group.themes.front().text,
                                 plural(group.themes.front().calls, "call", "calls"));
  }
  findings.push_back(std::move(finding));
}

void add_best_source(const JobInsight& insight, std::vector<Finding>& findings) {
  const SourceInsight* best = nullptr;
  for (const SourceInsight& source : insight.sources) {
    if (!source.name || source.valid_sales.total < kSourceCallsMin || source.qualified.count == 0) continue;
    if (best == nullptr || *source.qualified.share > *best->qualified.share) best = &source;
  }
  if (best == nullptr) return;
  findings.push_back(
      {fmt::format("{} brings the most buyers per call", *best->name),
       fmt::format("{} of its {} became qualified leads ({}).", count_text(best->qualified.count),
                   plural(best->analysed, "call", "calls"), percent_text(best->qualified.share))});
}

void add_wasted_calls(const JobInsight& insight, std::vector<Finding>& findings) {
  const auto& team = insight.team;
  const double wasted = team.spam.share.value_or(0) + team.ivr_only.share.value_or(0);
  if (wasted < kNotableShare) return;
  findings.push_back({fmt::format("{} of the calls were spam or never left the menu", percent_text(wasted)),
                      fmt::format("{} and {}.", plural(team.spam.count, "spam call", "spam calls"),
                                  plural(team.ivr_only.count, "call that only met the menu or a mailbox",
                                         "calls that only met the menu or a mailbox"))});
}

void add_coaching_need(const JobInsight& insight, std::vector<Finding>& findings) {
  const RepInsight* lowest = nullptr;
  for (const RepInsight& rep : insight.reps) {
    if (rep.rank) lowest = &rep;
  }
  if (lowest == nullptr || lowest->rank == 1 || !lowest->weakest_category) return;
  findings.push_back({fmt::format("{} would gain most from coaching", lowest->name),
                      fmt::format("{} over {}; weakest in {}.", score_text(lowest->score.mean),
                                  plural(lowest->score.count, "scored call", "scored calls"),
                                  in_sentence(*lowest->weakest_category))});
}

void add_gaps(const JobInsight& insight, std::vector<Finding>& findings) {
  const auto& team = insight.team;
  if (team.failed > 0) {
    findings.push_back({fmt::format("{} could not be analysed", plural(team.failed, "call", "calls")),
                        "They are listed as failed and can be retried; no figure here includes them."});
  }
  if (team.needs_review > 0) {
    findings.push_back(
        {fmt::format("{} a second look", plural(team.needs_review, "call needs", "calls need")),
         "The facts heard in them are uncertain."});
  }
}

}  // namespace

std::vector<Finding> key_findings(const JobInsight& insight, std::size_t count_max) {
  std::vector<Finding> findings;
  add_callbacks(insight, findings);
  add_best_rep(insight, findings);
  add_coaching_need(insight, findings);
  add_weakest_category(insight, findings);
  add_best_source(insight, findings);
  add_wasted_calls(insight, findings);
  add_gaps(insight, findings);
  if (findings.size() > count_max) findings.resize(count_max);
  return findings;
}

}  // namespace calltracker::report
