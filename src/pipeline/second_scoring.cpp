// SPDX-License-Identifier: MIT
#include "pipeline/second_scoring.hpp"

#include <charconv>
#include <utility>

#include "base/hash.hpp"
#include "pipeline/ask_gold.hpp"

namespace calltracker::pipeline {
namespace {

// As many as a double holds.
constexpr std::size_t kHexDigits = 13;
constexpr double kDraws = 4'503'599'627'370'496.0;  // 16^13

}  // namespace

double draw_of(std::string_view content_hash) {
  const std::string hash = sha256_hex_of_parts({"second scoring", content_hash});
  std::uint64_t number = 0;
  std::from_chars(hash.data(), hash.data() + kHexDigits, number, 16);
  return static_cast<double>(number) / kDraws;
}

bool is_scored_twice(const JobOptions& options, std::string_view content_hash) {
  return options.double_score && draw_of(content_hash) < *options.double_score;
}

durable::Workflow<std::optional<StageRecord>> score_second_time(durable::Run& run, CallInProgress& progress) {
  try {
    StageRecord second =
        co_await run.step("score_second_time", kModelStep, [&progress](StageDone done, std::stop_token stop) {
          ask_gold(progress, Scoring::Second, std::move(done), stop);
        });
    if (second.rejection) {
      const StageRecord rejected = std::move(second);
      second =
          co_await run.step("score_second_time_again", kModelStep,
                            [&progress, &rejected](StageDone done, std::stop_token stop) {
                              ask_gold_once_more(progress, Scoring::Second, rejected, std::move(done), stop);
                            });
      second.cost_usd += rejected.cost_usd;
      second.tokens += rejected.tokens;
    }
    co_return second;
  } catch (const durable::StepError&) {
    co_return std::nullopt;
  }
}

}  // namespace calltracker::pipeline
