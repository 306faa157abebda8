// SPDX-License-Identifier: MIT
#include <CLI/App.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time_zone.hpp"
#include "call/result_json.hpp"
#include "cli/analysis_options.hpp"
#include "cli/commands.hpp"
#include "cli/evaluation_view.hpp"
#include "cli/job_session.hpp"
#include "evaluation/evaluation_json.hpp"
#include "operations/evaluate_job.hpp"

namespace calltracker::cli {
namespace {

struct EvalOptions {
  AnalysisOptions analysis;
  std::string labels;
  std::vector<std::string> presets;
};

void print(Context& context, const EvalOptions& options, const Workspace& workspace,
           const std::vector<EvaluatedJob>& jobs) {
  if (!context.json) {
    context.terminal.out() << render_evaluation(context.terminal, options.labels, jobs, workspace);
    return;
  }
  json::array evaluations;
  for (const EvaluatedJob& one : jobs) {
    json::object object = evaluation::to_json(one.evaluation);
    object["job"] = to_json(one.job, TimeZone(workspace.time_zone));
    evaluations.push_back(std::move(object));
  }
  context.terminal.out() << to_json_text(json::object{{"file", options.analysis.file},
                                                      {"labelsFile", options.labels},
                                                      {"evaluations", std::move(evaluations)}})
                         << "\n";
}

ExitCode evaluate(Context& context, const EvalOptions& options) {
  operations::Services& services = context.composition.open(context.flags);
  const auto labels = operations::read_labels(services, options.labels);
  std::vector<operations::ModelWishes> wishes;
  for (const std::string& preset : options.presets) wishes.push_back({.preset = preset});
  if (wishes.empty()) wishes.emplace_back();
  std::vector<EvaluatedJob> jobs;
  ExitCode worst = ExitCode::Success;
  for (const operations::ModelWishes& models : wishes) {
    const Job job = submit_analysis(context, services, options.analysis, models);
    const JobEnd end = run_in_foreground(context, services, job);
    if (end.job.status != JobStatus::Complete) {
      say_how_to_go_on(context.terminal, end.job);
      context.terminal.talk() << "  then repeat this command: what is answered is not asked again\n";
      return end.exit_code;
    }
    if (end.exit_code != ExitCode::Success) worst = end.exit_code;
    jobs.push_back({.job = end.job, .evaluation = operations::evaluate_job(services, end.job.id, labels)});
  }
  print(context, options, services.workspace(), jobs);
  return worst;
}

}  // namespace

void add_eval_command(CLI::App& root, Context& context) {
  CLI::App* command =
      root.add_subcommand("eval", "Analyse a call log and compare the results with people's labels");
  const auto options = std::make_shared<EvalOptions>();
  add_analysis_options(*command, context, options->analysis);
  command
      ->add_option("--labels", options->labels,
                   "what people say about the calls: JSON, or a table (.csv, .xlsx) with a column row or id; "
                   "docs/command-line.md lists the fields")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--preset", options->presets,
                   "economy, balanced or best (CALLTRACKER_PRESET); given again: side by side")
      ->type_name("P")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->callback(
      [&context, options] { context.chosen = [&context, options] { return evaluate(context, *options); }; });
}

}  // namespace calltracker::cli
