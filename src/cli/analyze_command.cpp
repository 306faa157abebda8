// SPDX-License-Identifier: MIT
#include <CLI/App.hpp>
#include <charconv>
#include <memory>

#include "base/text.hpp"
#include "cli/analysis_options.hpp"
#include "cli/commands.hpp"
#include "cli/job_session.hpp"
#include "operations/export_job.hpp"

namespace calltracker::cli {
namespace {

struct AnalyzeOptions {
  AnalysisOptions analysis;
  std::optional<std::string> out;
};

ExitCode analyze(Context& context, const AnalyzeOptions& options) {
  if (options.out) operations::ensure_writable_folder(*options.out);
  operations::Services& services = context.composition.open(context.flags);
  return work_on_job(context, services, submit_analysis(context, services, options.analysis), options.out);
}

// "5%" or "0.05".
double parse_share(const std::string& text) {
  const bool is_percent = text.ends_with('%');
  const std::string_view digits = trim(std::string_view(text).substr(0, text.size() - (is_percent ? 1 : 0)));
  double number = 0;
  const auto [stop, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const double share = is_percent ? number / 100 : number;
  const bool is_good =
      failure == std::errc() && stop == digits.data() + digits.size() && share > 0 && share <= 1;
  if (!is_good) throw CLI::ValidationError("--double-score", "wants a share above 0 %, like 5% or 0.05");
  return share;
}

}  // namespace

void add_analyze_command(CLI::App& root, Context& context) {
  CLI::App* command = root.add_subcommand("analyze", "Analyse a call log: .xlsx, .xls, .ods or .csv");
  const auto options = std::make_shared<AnalyzeOptions>();
  add_analysis_options(*command, context, options->analysis);
  command->add_option("--preset", context.flags.preset, "economy, balanced or best (CALLTRACKER_PRESET)")
      ->type_name("P");
  command->add_option("--out", options->out, "write report.pdf, .xlsx, .csv and .json to this folder")
      ->type_name("DIR");
  command
      ->add_option_function<std::string>(
          "--double-score",
          [options](const std::string& text) { options->analysis.double_score = parse_share(text); },
          "score this share of the scored calls a second time, for example 5%, and print how stable scores "
          "are")
      ->type_name("SHARE");
  command->callback(
      [&context, options] { context.chosen = [&context, options] { return analyze(context, *options); }; });
}

}  // namespace calltracker::cli
