// SPDX-License-Identifier: MIT
#include "bench/store/synthetic_calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/hash.hpp"

namespace calltracker::bench {
namespace {

constexpr const char* kDivisions[] = {"NH Sales", "NH Service", "RR Sales", "RR Service"};
constexpr int kTurns = 8;
constexpr int kWordsPerTurn = 15;

RecommendedAction action_for(double score) {
  if (score >= 9) return RecommendedAction::Priority1Hr;
  if (score >= 7) return RecommendedAction::Follow24Hr;
  if (score >= 5) return RecommendedAction::Nurture48To72Hr;
  return score >= 3 ? RecommendedAction::EmailOnly : RecommendedAction::NoFollowUp;
}

}  // namespace

std::string rep_name(int index) {
  return fmt::format("Rep {:02}", index);
}

std::string source_name(int index) {
  return fmt::format("Source {}", index);
}

std::string word(int index) {
  constexpr std::string_view kConsonants = "bcdfghjklmnprstvz";
  constexpr std::string_view kVowels = "aeiou";
  std::string text;
  for (int rest = index + 85; rest > 0; rest /= 85) {
    text += kConsonants[static_cast<std::size_t>(rest % 17)];
    text += kVowels[static_cast<std::size_t>(rest / 17 % 5)];
  }
  return text + "k";
}

int SyntheticCalls::pick(int count) {
  return static_cast<int>(random_() % static_cast<std::uint64_t>(count));
}

int SyntheticCalls::pick_unequally(int count, double exponent) {
  const double uniform = std::uniform_real_distribution<double>(0, 1)(random_);
  return std::min(count - 1, static_cast<int>(count * std::pow(uniform, exponent)));
}

std::string SyntheticCalls::sentence(int words) {
  std::string text;
  for (int index = 0; index < words; ++index) {
    text += word(pick_unequally(kWords, 4));
    text += ' ';
  }
  return text;
}

Job SyntheticCalls::next_job(std::int64_t number) {
  Job job;
  job.id = JobId(fmt::format("job_{:08}", number));
  job.file_name = fmt::format("week-{}.xlsx", number);
  job.options = {.provider = "offline", .silver_model = "rules", .gold_model = "rules"};
  job.status = JobStatus::Processing;
  job.created_at_ms = job.updated_at_ms = time_ms_;
  return job;
}

Call SyntheticCalls::next_call(const Job& job, int row) {
  time_ms_ += pick(120'000);
  Call call;
  call.id = CallId(fmt::format("{}-{:06}", job.id.str(), row));
  call.job_id = job.id;
  call.record.row = row;
  call.record.start_time_ms = time_ms_;
  call.record.duration_seconds = 5 + pick_unequally(1'800, 3);
  call.record.source = source_name(pick_unequally(25, 2));
  if (pick(3) == 0) call.record.campaign = fmt::format("Campaign {}", pick_unequally(200, 2));
  call.record.caller_number = fmt::format("({}) 555-{:04}", 200 + pick(700), pick(10'000));
  call.record.caller_name = word(pick(kWords)) + " " + word(pick(kWords));
  for (int number = 1; number <= kTurns; ++number) {
    call.record.turns.push_back({.number = number,
                                 .speaker = number % 2 == 1 ? Speaker::Agent : Speaker::Caller,
                                 .text = sentence(kWordsPerTurn)});
  }
  call.content_hash = sha256_hex(call.id.str());
  fill_result(call);
  return call;
}

void SyntheticCalls::fill_result(Call& call) {
  const int fate = pick(100);
  call.status = CallStatus::Complete;
  if (fate < 2) {
    call.status = CallStatus::Failed;
    call.failure = CallFailure{.code = "model-refused", .message = "refused"};
    return;
  }
  const auto classification = fate < 12   ? Classification::Spam
                              : fate < 20 ? Classification::IvrOnly
                              : fate < 30 ? Classification::Incomplete
                                          : Classification::ValidSales;
  CallResult& result = call.result;
  result.triage = Triage{.classification = classification, .subtype = "new_prospect", .confidence = 0.9};
  const int rep = pick_unequally(kReps, 2);
  result.rep = RepFacts{.name = rep_name(rep), .roster_name = rep_name(rep), .division = kDivisions[rep % 4]};
  result.caller = CallerFacts{.name = call.record.caller_name, .company = word(pick(kWords)) + " Freight"};
  result.context = CallContext{.type = fate % 5 == 0 ? CallType::FollowUp : CallType::Inbound,
                               .need_summary = sentence(8)};
  result.validation = Validation{.confidence = 0.9, .needs_review = pick(12) == 0};
  if (classification != Classification::ValidSales) return;
  const double lead = 1 + pick_unequally(90, 1.5) / 10.0;
  result.score = RepScore{.overall = 1 + pick(901) / 100.0, .coverage = 0.9};
  result.lead = LeadQuality{.score = lead, .recommended_action = action_for(lead)};
  result.lead->follow_up_by_ms = *call.record.start_time_ms + 86'400'000;
  if (pick(4) == 0) result.lead->red_flags.push_back(sentence(4));
  result.questions = {
      {.id = "q1", .text = "Was a visit offered?", .answer = pick(3) == 0 ? Verdict::Yes : Verdict::No},
      {.id = "q2", .text = "Was a rival named?", .answer = pick(500) == 0 ? Verdict::Yes : Verdict::No}};
}

}  // namespace calltracker::bench
