// SPDX-License-Identifier: MIT
#include "insight/insight_builder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "call/vocabulary.hpp"
#include "insight/insight_tallies.hpp"
#include "insight/lead_rows.hpp"

namespace calltracker::insight {
namespace {

std::size_t bucket_of(double overall) {
  const int bucket = static_cast<int>(overall) - 1;
  return static_cast<std::size_t>(std::clamp(bucket, 0, static_cast<int>(kScoreBuckets) - 1));
}

// Means that differ by what adding up in another order changes are equal; of equals the rubric's first is
// named.
double comparable(const CategoryMean& category) {
  constexpr double kUnit = 1e9;
  return std::round(category.score.mean.value_or(0) * kUnit) / kUnit;
}

// Best and weakest need at least two categories to compare.
void find_extremes(RepInsight& rep) {
  if (rep.categories.size() < 2) return;
  const auto [weakest, best] = std::minmax_element(rep.categories.begin(), rep.categories.end(),
                                                   [](const CategoryMean& left, const CategoryMean& right) {
                                                     return comparable(left) < comparable(right);
                                                   });
  rep.best_category = best->title;
  rep.weakest_category = weakest->title;
}

bool ranks_before(const RepInsight& left, const RepInsight& right) {
  const auto order = [](const RepInsight& rep) {
    return std::tuple(rep.score.count < kRankedCallsMin, -rep.score.mean.value_or(0), -rep.score.count,
                      rep.name);
  };
  return order(left) < order(right);
}

std::optional<double> per(double total_usd, std::int64_t count) {
  if (count == 0) return std::nullopt;
  return total_usd / static_cast<double>(count);
}

}  // namespace

void InsightBuilder::Tallies::count_outcome(const Call& call) {
  if (call.status == CallStatus::Skipped) {
    ++extras.skipped;
    ++skipped[call.skip_reason ? std::string(calltracker::name_of(*call.skip_reason)) : "unknown"];
  }
  if (call.status == CallStatus::Failed) {
    ++extras.failed;
    ++failed[call.failure ? call.failure->code : "unknown"];
  }
  extras.cached += call.cached ? 1 : 0;
  cost_usd += call.result.cost_usd;
  tokens += call.result.tokens;
}

void InsightBuilder::Tallies::count_flags(const Call& call) {
  for (RedFlag& flag : red_flags_of(call)) {
    ++extras.red_flags;
    red_flags.push_back(std::move(flag));
  }
  if (detail == Detail::Figures && red_flags.size() > 2 * kFlagsKeptMax) drop_older_flags();
}

void InsightBuilder::Tallies::drop_older_flags() {
  std::stable_sort(red_flags.begin(), red_flags.end(), [](const RedFlag& left, const RedFlag& right) {
    return left.start_time_ms > right.start_time_ms;
  });
  if (red_flags.size() > kFlagsKeptMax) red_flags.erase(red_flags.begin() + kFlagsKeptMax, red_flags.end());
}

void InsightBuilder::Tallies::count_times(const Call& call) {
  if (!call.record.start_time_ms) {
    ++extras.without_time;
    return;
  }
  const UnixMillis start = *call.record.start_time_ms;
  extras.first_call_ms = std::min(start, extras.first_call_ms.value_or(start));
  extras.last_call_ms = std::max(start, extras.last_call_ms.value_or(start));
}

void InsightBuilder::Tallies::count_rep(const CallFacts& facts, const std::optional<std::string>& division) {
  const std::string name = rep_key(facts.call);
  if (name.empty()) {
    ++extras.without_rep;
    return;
  }
  RepTally& tally = reps[name];
  tally.people.add(facts, zone);
  if (division) ++tally.divisions[*division];
}

TeamInsight InsightBuilder::Tallies::finish_team() const {
  const OutcomeTally& outcomes = team.outcomes;
  return {.calls = outcomes.calls(),
          .analysed = outcomes.analysed(),
          .skipped = extras.skipped,
          .failed = extras.failed,
          .needs_review = outcomes.needs_review(),
          .without_rep = extras.without_rep,
          .without_overall = extras.without_overall,
          .first_call_ms = extras.first_call_ms,
          .last_call_ms = extras.last_call_ms,
          .valid_sales = outcomes.share(Classification::ValidSales),
          .spam = outcomes.share(Classification::Spam),
          .ivr_only = outcomes.share(Classification::IvrOnly),
          .incomplete = outcomes.share(Classification::Incomplete),
          .wrong_number = outcomes.share(Classification::WrongNumber),
          .rep_score = outcomes.rep_score(),
          .lead_score = outcomes.lead_score(),
          .qualified_leads = outcomes.qualified(),
          .priority_actions = outcomes.priority(),
          .red_flags = extras.red_flags,
          .score_distribution = extras.score_distribution,
          .talk_share_median = team.talk_shares.median(),
          .metric_ranges = metrics.finish(),
          .categories = team.categories.finish(workspace),
          .days = team.days.finish(),
          .coaching = team.coaching.finish(workspace),
          .questions = team.questions.finish(workspace)};
}

RepInsight InsightBuilder::Tallies::finish_rep(const std::string& name, const RepTally& tally) const {
  const OutcomeTally& outcomes = tally.people.outcomes;
  RepInsight rep{.name = name,
                 .calls = outcomes.analysed(),
                 .valid_sales = outcomes.valid_sales(),
                 .qualified_leads = outcomes.qualified(),
                 .needs_review = outcomes.needs_review(),
                 .score = outcomes.rep_score(),
                 .lead_score = outcomes.lead_score(),
                 .categories = tally.people.categories.finish(workspace),
                 .talk_share_median = tally.people.talk_shares.median(),
                 .days = tally.people.days.finish(),
                 .coaching = tally.people.coaching.finish(workspace),
                 .questions = tally.people.questions.finish(workspace)};
  const auto division =
      std::max_element(tally.divisions.begin(), tally.divisions.end(),
                       [](const auto& left, const auto& right) { return left.second < right.second; });
  if (division != tally.divisions.end()) rep.division = division->first;
  find_extremes(rep);
  return rep;
}

std::vector<RepInsight> InsightBuilder::Tallies::finish_reps() const {
  std::vector<RepInsight> result;
  for (const auto& [name, tally] : reps) result.push_back(finish_rep(name, tally));
  std::sort(result.begin(), result.end(), ranks_before);
  int rank = 0;
  for (RepInsight& rep : result) {
    if (rep.score.count >= kRankedCallsMin) rep.rank = ++rank;
  }
  return result;
}

std::vector<SourceInsight> InsightBuilder::Tallies::finish_sources() const {
  std::vector<SourceInsight> result;
  for (const auto& [name, tally] : sources) {
    SourceInsight source{.name = name,
                         .calls = tally.calls(),
                         .analysed = tally.analysed(),
                         .valid_sales = tally.share(Classification::ValidSales),
                         .spam = tally.share(Classification::Spam),
                         .qualified = tally.qualified_share(),
                         .lead_score = tally.lead_score()};
    if (const auto spend = name ? spend_usd.find(*name) : spend_usd.end(); spend != spend_usd.end()) {
      source.spend_usd = spend->second;
      source.cost_per_lead_usd = per(spend->second, tally.qualified());
    }
    result.push_back(std::move(source));
  }
  std::stable_sort(result.begin(), result.end(), [](const SourceInsight& left, const SourceInsight& right) {
    if (left.qualified.count != right.qualified.count) return left.qualified.count > right.qualified.count;
    return left.calls > right.calls;
  });
  return result;
}

std::vector<DivisionInsight> InsightBuilder::Tallies::finish_divisions() const {
  std::vector<DivisionInsight> result;
  for (const auto& [name, tally] : divisions) {
    result.push_back({.name = name,
                      .calls = tally.analysed(),
                      .valid_sales = tally.share(Classification::ValidSales),
                      .rep_score = tally.rep_score(),
                      .lead_score = tally.lead_score(),
                      .qualified_leads = tally.qualified(),
                      .priority_actions = tally.priority()});
  }
  const auto position = [this](const DivisionInsight& division) {
    if (!division.name) return std::numeric_limits<std::ptrdiff_t>::max();
    const auto found =
        std::find_if(workspace.divisions.begin(), workspace.divisions.end(),
                     [&division](const Division& item) { return item.name == *division.name; });
    return found - workspace.divisions.begin();
  };
  std::stable_sort(result.begin(), result.end(),
                   [&position](const DivisionInsight& left, const DivisionInsight& right) {
                     return position(left) < position(right);
                   });
  return result;
}

CostInsight InsightBuilder::Tallies::finish_cost() const {
  const auto share_of = [this](std::int64_t count) {
    return tokens.unpriced > 0 ? std::nullopt : per(cost_usd, count);
  };
  return {.total_usd = cost_usd,
          .per_call_usd = share_of(team.outcomes.analysed()),
          .per_qualified_lead_usd = share_of(team.outcomes.qualified()),
          .cached_calls = extras.cached,
          .tokens = tokens};
}

InsightBuilder::InsightBuilder(const Workspace& workspace, UnixMillis now_ms, Detail detail,
                               std::map<std::string, double> spend_usd)
    : tallies_(std::make_unique<Tallies>(workspace, now_ms, detail, std::move(spend_usd))) {}

InsightBuilder::~InsightBuilder() = default;

void InsightBuilder::add(const Call& call) {
  Tallies& tallies = *tallies_;
  const CallFacts facts(call);
  tallies.team.add(facts, tallies.zone);
  tallies.metrics.add(facts);
  tallies.sources[call.record.source].add(facts);
  tallies.count_outcome(call);
  tallies.count_times(call);
  if (!facts.analysed) return;

  const std::optional<std::string> division = division_of(call, tallies.workspace);
  tallies.divisions[division].add(facts);
  tallies.count_rep(facts, division);
  if (facts.overall) ++tallies.extras.score_distribution[bucket_of(*facts.overall)];
  if (call.result.score && !facts.overall) ++tallies.extras.without_overall;
  tallies.count_flags(call);
  if (tallies.detail == Detail::Figures) return;
  if (std::optional<LeadInsight> lead = lead_of(call, division, tallies.now_ms)) {
    tallies.leads.push_back(std::move(*lead));
  }
}

JobInsight InsightBuilder::finish() {
  Tallies& tallies = *tallies_;
  std::sort(tallies.leads.begin(), tallies.leads.end(), is_more_urgent);
  if (tallies.detail == Detail::Figures) tallies.drop_older_flags();
  return {.built_at_ms = tallies.now_ms,
          .team = tallies.finish_team(),
          .reps = tallies.finish_reps(),
          .leads = std::move(tallies.leads),
          .sources = tallies.finish_sources(),
          .divisions = tallies.finish_divisions(),
          .red_flags = std::move(tallies.red_flags),
          .skipped = tallies.skipped,
          .failed = tallies.failed,
          .cost = tallies.finish_cost()};
}

}  // namespace calltracker::insight
