// SPDX-License-Identifier: MIT
#include "cli/analysis_options.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/error.hpp"
#include "base/text.hpp"
#include "call/result_json.hpp"
#include "cli/progress_view.hpp"

namespace calltracker::cli {
namespace {

std::vector<std::pair<std::string, std::string>> parse_columns(const std::vector<std::string>& texts) {
  std::vector<std::pair<std::string, std::string>> columns;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
      throw Error({.kind = ErrorKind::Usage,
                   .code = "column-syntax",
                   .message = "--column wants FIELD=HEADER",
                   .found = text,
                   .hint = "for example --column start_time=\"Call Start\""});
    }
    columns.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return columns;
}

// A free analysis has nothing to say beforehand.
void say_estimate(Terminal& terminal, const llm::JobEstimate& estimate, const JobOptions& options) {
  if (is_offline(options)) return;
  TokenUse tokens = estimate.silver.tokens;
  tokens += estimate.gold.tokens;
  terminal.talk() << fmt::format(
      "estimate: {} requests ({} answered before, {} by rules), {:.0f}k tokens in, {:.0f}k out, {}, {}\n",
      estimate.silver.requests + estimate.gold.requests, estimate.silver.reused + estimate.gold.reused,
      estimate.silver.by_rules,
      static_cast<double>(tokens.input + tokens.cache_read + tokens.cache_write) / 1000,
      static_cast<double>(tokens.output) / 1000, format_cost(estimate.cost_usd, tokens.unpriced),
      format_span(std::chrono::seconds(static_cast<std::int64_t>(estimate.seconds) + 1)));
}

// --model ID for both stages, or --model silver=ID,gold=ID.
void choose_models(Context& context, const std::string& text) {
  for (const std::string_view part : split(text, ',')) {
    const std::size_t equals = part.find('=');
    const std::string_view stage = equals == std::string_view::npos ? "" : trim(part.substr(0, equals));
    const std::string model(trim(equals == std::string_view::npos ? part : part.substr(equals + 1)));
    if (model.empty() || (!stage.empty() && stage != "silver" && stage != "gold")) {
      throw CLI::ValidationError("--model", "wants ID, or silver=ID,gold=ID");
    }
    if (stage != "gold") context.flags.silver_model = model;
    if (stage != "silver") context.flags.gold_model = model;
  }
}

void add_model_options(CLI::App& command, Context& context) {
  command
      .add_option_function<std::string>(
          "--model", [&context](const std::string& text) { choose_models(context, text); },
          "these models instead of the preset's: ID, or silver=ID,gold=ID")
      ->type_name("ID");
  command.add_option("--silver-model", context.flags.silver_model, "for triage (CALLTRACKER_SILVER_MODEL)")
      ->type_name("ID");
  command.add_option("--gold-model", context.flags.gold_model, "for scoring (CALLTRACKER_GOLD_MODEL)")
      ->type_name("ID");
}

}  // namespace

void add_analysis_options(CLI::App& command, Context& context, AnalysisOptions& options) {
  command.add_option("FILE", options.file, "the call log")->required();
  command
      .add_option("--provider", context.flags.provider, "offline, anthropic or openai (CALLTRACKER_PROVIDER)")
      ->type_name("P");
  add_model_options(command, context);
  command
      .add_option("--concurrency", context.flags.concurrency,
                  "calls in flight at once (CALLTRACKER_CONCURRENCY)")
      ->type_name("N");
  command
      .add_option("--redact", context.flags.redact,
                  "keep card, ssn, email, phone or all of them from the provider (CALLTRACKER_REDACT)")
      ->type_name("KINDS");
  command.add_option("--budget", options.budget_usd, "pause before more than this is spent")
      ->type_name("USD")
      ->check(CLI::NonNegativeNumber);
  command
      .add_option("--column", options.columns, "where a field stands, for example transcript=\"Call Text\"")
      ->type_name("FIELD=HEADER")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.add_flag("--batch", options.in_batches, "ask in batches: half the price, answers within a day");
}

Job submit_analysis(Context& context, operations::Services& services, const AnalysisOptions& options,
                    const operations::ModelWishes& models) {
  operations::Submission submission =
      operations::submit_job(services, {.file = options.file,
                                        .columns = parse_columns(options.columns),
                                        .budget_usd = options.budget_usd,
                                        .models = models,
                                        .in_batches = options.in_batches,
                                        .double_score = options.double_score});
  const Job& job = submission.job;
  const std::string place = submission.sheet.empty() ? "" : fmt::format(" of sheet \"{}\"", submission.sheet);
  context.terminal.talk() << fmt::format("job {}: {} rows, header in row {}{}, {} to analyse\n", job.id.str(),
                                         job.total_calls, submission.header_row, place,
                                         job.total_calls - job.skipped_calls);
  for (const std::string& warning : submission.warnings) {
    context.terminal.talk() << context.terminal.styled(Style::Warning, "warning: ") << warning << "\n";
  }
  say_estimate(context.terminal, submission.estimate, job.options);
  return std::move(submission.job);
}

}  // namespace calltracker::cli
