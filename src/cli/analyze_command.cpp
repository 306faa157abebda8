// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <chrono>
#include <memory>

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/job_session.hpp"
#include "operations/export_job.hpp"
#include "operations/submit_job.hpp"

namespace calltracker::cli {
namespace {

struct AnalyzeOptions {
  std::string file;
  std::optional<std::string> out;
  std::vector<std::string> columns;
  std::optional<double> budget_usd;
};

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

ExitCode analyze(Context& context, const AnalyzeOptions& options) {
  if (options.out) operations::ensure_writable_folder(*options.out);
  operations::Services& services = context.composition.open(context.flags);
  const operations::Submission submission = operations::submit_job(
      services,
      {.file = options.file, .columns = parse_columns(options.columns), .budget_usd = options.budget_usd});
  const Job& job = submission.job;
  const std::string place = submission.sheet.empty() ? "" : fmt::format(" of sheet \"{}\"", submission.sheet);
  context.terminal.talk() << fmt::format("job {}: {} rows, header in row {}{}, {} to analyse\n", job.id.str(),
                                         job.total_calls, submission.header_row, place,
                                         job.total_calls - job.skipped_calls);
  return work_on_job(context, services, job, options.out);
}

}  // namespace

void add_analyze_command(CLI::App& root, Context& context) {
  CLI::App* command = root.add_subcommand("analyze", "Analyse a call log: .xlsx, .xls, .ods or .csv");
  const auto options = std::make_shared<AnalyzeOptions>();
  command->add_option("FILE", options->file, "the call log")->required();
  command->add_option("--out", options->out, "write report.pdf, .xlsx, .csv and .json to this folder")
      ->type_name("DIR");
  command->add_option("--provider", context.flags.provider, "offline or anthropic (CALLTRACKER_PROVIDER)")
      ->type_name("P");
  command->add_option("--preset", context.flags.preset, "economy, balanced or best (CALLTRACKER_PRESET)")
      ->type_name("P");
  command
      ->add_option("--concurrency", context.flags.concurrency,
                   "calls in flight at once (CALLTRACKER_CONCURRENCY)")
      ->type_name("N");
  command->add_option("--budget", options->budget_usd, "pause before more than this is spent")
      ->type_name("USD")
      ->check(CLI::NonNegativeNumber);
  command
      ->add_option("--column", options->columns, "where a field stands, for example transcript=\"Call Text\"")
      ->type_name("FIELD=HEADER")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->callback(
      [&context, options] { context.chosen = [&context, options] { return analyze(context, *options); }; });
}

}  // namespace calltracker::cli
