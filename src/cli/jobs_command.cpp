// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/time_zone.hpp"
#include "call/result_json.hpp"
#include "cli/commands.hpp"
#include "cli/job_session.hpp"
#include "cli/progress_view.hpp"
#include "cli/summary.hpp"
#include "operations/export_job.hpp"
#include "operations/jobs.hpp"

namespace calltracker::cli {
namespace {

struct JobArguments {
  std::string name;
  std::optional<std::string> out;
  std::string format;
  std::optional<double> budget_usd;
  int limit = 20;
};

using Arguments = std::shared_ptr<JobArguments>;

void print_job(Context& context, operations::Services& services, const Job& job, std::string_view what) {
  if (context.json) {
    const TimeZone& zone = services.workspaces.version().zone;
    context.terminal.out() << to_json_text(json::object{{"job", to_json(job, zone)}}) << "\n";
  } else {
    context.terminal.out() << fmt::format("job {} {}\n", job.id.str(), what);
  }
}

ExitCode list(Context& context, const JobArguments& arguments) {
  operations::Services& services = context.composition.open(context.flags);
  const std::vector<Job> jobs = operations::list_jobs(services, arguments.limit);
  const TimeZone& zone = services.workspaces.version().zone;
  if (context.json) {
    json::array items;
    for (const Job& job : jobs) items.push_back(to_json(job, zone));
    context.terminal.out() << to_json_text(json::object{{"jobs", std::move(items)}}) << "\n";
    return ExitCode::Success;
  }
  if (jobs.empty()) {
    context.terminal.talk() << "no job yet: calltracker analyze FILE starts one\n";
    return ExitCode::Success;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Job& job : jobs) {
    rows.push_back({job.id.str(), zone.to_iso8601(job.created_at_ms).substr(0, 16),
                    std::string(name_of(job.status)),
                    fmt::format("{}/{}", job.processed_calls, job.total_calls),
                    std::to_string(job.failed_calls), format_cost(job), job.file_name});
  }
  context.terminal.out() << render_table(context.terminal,
                                         {{.title = "Job"},
                                          {.title = "Created"},
                                          {.title = "Status"},
                                          {.title = "Calls", .align = Align::Right},
                                          {.title = "Failed", .align = Align::Right},
                                          {.title = "Cost", .align = Align::Right},
                                          {.title = "File"}},
                                         rows);
  return ExitCode::Success;
}

ExitCode show(Context& context, const JobArguments& arguments) {
  operations::Services& services = context.composition.open(context.flags);
  const Job job = operations::load_job(services, arguments.name);
  if (context.json) {
    print_job(context, services, job, "");
    return ExitCode::Success;
  }
  context.terminal.out() << fmt::format(
      "job {}: {}{}, {} of {} calls done{}\n", job.id.str(), name_of(job.status),
      job.status_message ? " (" + *job.status_message + ")" : "", job.processed_calls, job.total_calls,
      job.options.in_batches ? ", in batches at half the price" : "");
  context.terminal.out() << render_summary(context.terminal, job, operations::build_insight(services, job),
                                           services.workspace());
  return ExitCode::Success;
}

ExitCode resume(Context& context, const JobArguments& arguments) {
  operations::Services& services = context.composition.open(context.flags);
  if (arguments.out) operations::ensure_writable_folder(*arguments.out);
  if (arguments.budget_usd) operations::set_budget(services, arguments.name, *arguments.budget_usd);
  return work_on_job(context, services, operations::resume_job(services, arguments.name), arguments.out);
}

ExitCode retry(Context& context, const JobArguments& arguments) {
  operations::Services& services = context.composition.open(context.flags);
  if (arguments.out) operations::ensure_writable_folder(*arguments.out);
  return work_on_job(context, services, operations::retry_job(services, arguments.name), arguments.out);
}

ExitCode export_files(Context& context, const JobArguments& arguments) {
  const auto format = operations::parse_export_format(arguments.format);
  if (!format) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "format-unknown",
                 .message = "--format wants pdf, xlsx, csv or json",
                 .found = arguments.format});
  }
  operations::Services& services = context.composition.open(context.flags);
  const Job job = operations::load_job(services, arguments.name);
  operations::export_job(services, job, operations::build_insight(services, job), *format,
                         arguments.out.value());
  context.terminal.talk() << "wrote " << *arguments.out << "\n";
  return ExitCode::Success;
}

using Change = Job (*)(operations::Services&, std::string_view);

void add_change(CLI::App& jobs, Context& context, const char* name, const char* sentence, const char* done,
                Change change) {
  CLI::App* command = jobs.add_subcommand(name, sentence);
  const Arguments arguments = std::make_shared<JobArguments>();
  command->add_option("ID", arguments->name, "id, unique prefix of one, or last")->required();
  command->callback([&context, arguments, done, change] {
    context.chosen = [&context, arguments, done, change] {
      operations::Services& services = context.composition.open(context.flags);
      print_job(context, services, change(services, arguments->name), done);
      return ExitCode::Success;
    };
  });
}

using Action = ExitCode (*)(Context&, const JobArguments&);

CLI::App* add_action(CLI::App& jobs, Context& context, const char* name, const char* sentence,
                     const Arguments& arguments, Action action) {
  CLI::App* command = jobs.add_subcommand(name, sentence);
  command->callback([&context, arguments, action] {
    context.chosen = [&context, arguments, action] { return action(context, *arguments); };
  });
  return command;
}

CLI::App* add_working_action(CLI::App& jobs, Context& context, const char* name, const char* sentence,
                             const Arguments& arguments, Action action) {
  CLI::App* command = add_action(jobs, context, name, sentence, arguments, action);
  command->add_option("ID", arguments->name, "id, unique prefix of one, or last")->required();
  command->add_option("--out", arguments->out, "write the reports to this folder")->type_name("DIR");
  return command;
}

}  // namespace

void add_jobs_commands(CLI::App& root, Context& context) {
  CLI::App* jobs =
      root.add_subcommand("jobs", "List, show, resume, retry, pause, cancel, delete and export jobs");
  jobs->require_subcommand(1);
  const Arguments listed = std::make_shared<JobArguments>();
  add_action(*jobs, context, "list", "Every job, newest first", listed, &list)
      ->add_option("--limit", listed->limit, "how many")
      ->check(CLI::Range(1, 10000));
  const Arguments shown = std::make_shared<JobArguments>();
  add_action(*jobs, context, "show", "One job: its state and what its calls say", shown, &show)
      ->add_option("ID", shown->name, "id, unique prefix of one, or last")
      ->required();
  const Arguments resumed = std::make_shared<JobArguments>();
  add_working_action(*jobs, context, "resume", "Go on with a paused or interrupted job", resumed, &resume)
      ->add_option("--budget", resumed->budget_usd, "pause before the job has cost more than this in all")
      ->type_name("USD")
      ->check(CLI::PositiveNumber);
  add_working_action(*jobs, context, "retry", "Run the failed calls of a job again",
                     std::make_shared<JobArguments>(), &retry);
  add_change(*jobs, context, "pause", "Stop after what is in flight", "is paused", &operations::pause_job);
  add_change(*jobs, context, "cancel", "Stop for good; results so far stay", "is cancelled",
             &operations::cancel_job);
  add_change(*jobs, context, "delete", "Forget a job and its calls", "is deleted", &operations::delete_job);
  const Arguments exported = std::make_shared<JobArguments>();
  CLI::App* command = add_action(*jobs, context, "export", "Write a job's report", exported, &export_files);
  command->add_option("ID", exported->name, "id, unique prefix of one, or last")->required();
  command->add_option("--format", exported->format, "pdf, xlsx, csv or json")
      ->required()
      ->type_name("FORMAT");
  command->add_option("--out", exported->out, "the file to write")->required()->type_name("FILE");
}

}  // namespace calltracker::cli
