// SPDX-License-Identifier: MIT
#include "insight/tally.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace calltracker::insight {
namespace {

// "informationGathering" → "Information gathering", for a key that the rubric does not have.
std::string words_of_key(std::string_view key) {
  std::string words;
  for (const char letter : key) {
    const bool upper = letter >= 'A' && letter <= 'Z';
    if (upper && !words.empty()) words += ' ';
    const char lower = upper ? static_cast<char>(letter - 'A' + 'a') : letter;
    words += words.empty() && lower >= 'a' && lower <= 'z' ? static_cast<char>(lower - 'a' + 'A') : lower;
  }
  return words;
}

std::string title_of(const Workspace& workspace, std::string_view key) {
  if (key.empty()) return "General";
  const RubricCategory* category = workspace.category(key);
  return category != nullptr ? category->title : words_of_key(key);
}

std::string date_of(UnixMillis time_ms, const TimeZone& zone) {
  const CivilTime civil = zone.to_civil(time_ms);
  return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

}  // namespace

CallFacts::CallFacts(const Call& subject) : call(subject), analysed(subject.status == CallStatus::Complete) {
  if (!analysed) return;
  const CallResult& result = call.result;
  if (result.triage) classification = result.triage->classification;
  if (result.score) overall = result.score->overall;
  if (result.lead) {
    lead_score = result.lead->score;
    qualified = result.lead->score >= kQualifiedScore;
    priority = result.lead->recommended_action == RecommendedAction::Priority1Hr;
  }
  needs_review = result.validation && result.validation->needs_review;
}

void OutcomeTally::add(const CallFacts& facts) {
  ++calls_;
  if (!facts.analysed) return;
  ++analysed_;
  if (facts.classification) {
    ++classified_;
    ++classes_[*facts.classification];
  }
  if (facts.overall) rep_score_.add(*facts.overall);
  if (facts.lead_score) lead_score_.add(*facts.lead_score);
  qualified_ += facts.qualified ? 1 : 0;
  priority_ += facts.priority ? 1 : 0;
  needs_review_ += facts.needs_review ? 1 : 0;
}

std::int64_t OutcomeTally::valid_sales() const {
  return share(Classification::ValidSales).count;
}

ShareEstimate OutcomeTally::share(Classification classification) const {
  const auto found = classes_.find(classification);
  return estimate_share(found == classes_.end() ? 0 : found->second, classified_);
}

void CategoryTally::add(const CallFacts& facts) {
  if (!facts.analysed || !facts.call.result.score) return;
  for (const auto& [key, category] : facts.call.result.score->categories) {
    if (category.applicable && category.score) means_[key].add(*category.score);
  }
}

std::vector<CategoryMean> CategoryTally::finish(const Workspace& workspace) const {
  std::vector<CategoryMean> result;
  for (const RubricCategory& category : workspace.rubric) {
    const auto found = means_.find(category.key);
    if (found == means_.end()) continue;
    result.push_back({.key = category.key, .title = category.title, .score = found->second.estimate()});
  }
  for (const auto& [key, mean] : means_) {
    if (workspace.category(key) != nullptr) continue;
    result.push_back({.key = key, .title = title_of(workspace, key), .score = mean.estimate()});
  }
  return result;
}

void DayTally::add(const CallFacts& facts, const TimeZone& zone) {
  if (!facts.call.record.start_time_ms) return;
  days_[date_of(*facts.call.record.start_time_ms, zone)].add(facts);
}

std::vector<DayPoint> DayTally::finish() const {
  std::vector<DayPoint> points;
  points.reserve(days_.size());
  for (const auto& [date, tally] : days_) {
    points.push_back({.date = date,
                      .calls = tally.calls(),
                      .valid_sales = tally.valid_sales(),
                      .qualified_leads = tally.qualified(),
                      .rep_score = tally.rep_score(),
                      .lead_score = tally.lead_score()});
  }
  return points;
}

void CoachingTally::add(const CallFacts& facts) {
  if (!facts.analysed) return;
  const CallResult& result = facts.call.result;
  for (const Observation& item : result.strengths) strengths_.add(item, facts.call);
  for (const Observation& item : result.weaknesses) weaknesses_.add(item, facts.call);
  for (const Observation& item : result.coaching_insights) advice_.add(item, facts.call);
}

Coaching CoachingTally::finish(const Workspace& workspace) const {
  const auto title = [&workspace](std::string_view key) { return title_of(workspace, key); };
  return {.strengths = strengths_.finish(title),
          .weaknesses = weaknesses_.finish(title),
          .advice = advice_.finish(title)};
}

void PeopleTally::add(const CallFacts& facts, const TimeZone& zone) {
  outcomes.add(facts);
  categories.add(facts);
  days.add(facts, zone);
  coaching.add(facts);
  if (facts.analysed) questions.add(facts.call);
  if (facts.overall && facts.call.result.metrics && facts.call.result.metrics->agent_talk_share) {
    talk_shares.add(*facts.call.result.metrics->agent_talk_share);
  }
}

}  // namespace calltracker::insight
