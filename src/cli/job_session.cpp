// SPDX-License-Identifier: MIT
#include "cli/job_session.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/json.hpp"
#include "base/time_zone.hpp"
#include "call/result_json.hpp"
#include "cli/progress_view.hpp"
#include "cli/summary.hpp"
#include "operations/export_job.hpp"
#include "operations/insights.hpp"
#include "operations/jobs.hpp"
#include "operations/run_job.hpp"

namespace calltracker::cli {
namespace {

std::string engine_of(const Job& job) {
  if (is_offline(job.options)) return std::string(kOfflineLabel);
  return job.options.silver_model + " + " + job.options.gold_model;
}

ExitCode exit_code_of_end(const Job& job, bool interrupted) {
  if (interrupted && job.status != JobStatus::Complete) return ExitCode::Interrupted;
  switch (job.status) {
    case JobStatus::Complete:
      return job.failed_calls > 0 ? ExitCode::SomeCallsFailed : ExitCode::Success;
    case JobStatus::Failed:
      return ExitCode::SomeCallsFailed;
    case JobStatus::Cancelled:
      return ExitCode::Conflict;
    default:
      return ExitCode::Paused;
  }
}

json::array write_reports(operations::Services& services, const Job& job, const insight::JobInsight& insight,
                          const std::filesystem::path& folder) {
  json::array written;
  operations::ensure_writable_folder(folder);
  for (const operations::ExportFormat format : operations::kExportFormats) {
    const std::filesystem::path path = folder / fmt::format("report.{}", operations::name_of(format));
    operations::export_job(services, job, insight, format, path);
    written.emplace_back(path.string());
  }
  return written;
}

void print_end(Context& context, operations::Services& services, const Job& job,
               const insight::JobInsight& insight, const json::array& files) {
  if (context.json) {
    json::object object{{"job", to_json(job, TimeZone(services.workspace().time_zone))}, {"files", files}};
    context.terminal.out() << to_json_text(object) << "\n";
    return;
  }
  context.terminal.out() << render_summary(context.terminal, job, insight, services.workspace());
  if (files.empty()) return;
  context.terminal.out() << "\n" << context.terminal.styled(Style::Bold, "Reports") << "\n";
  for (const json::value& file : files) context.terminal.out() << "  " << file.as_string().c_str() << "\n";
}

// So that the next dashboard of every job need not read this one's calls.
void store_digest(operations::Services& services, const JobId& id) {
  try {
    operations::refresh_digest(services, id);
  } catch (const std::exception& failure) {
    // Whoever asks for it makes it.
    services.log.warning("digest-failed", {{"message", failure.what()}});
  }
}

}  // namespace

void say_how_to_go_on(Terminal& terminal, const Job& job) {
  terminal.talk() << fmt::format(
      "job {} is {}: {}\n  {} of {} calls are done and stored; nothing is paid twice\n"
      "  resume: calltracker jobs resume {}\n",
      job.id.str(), name_of(job.status), job.status_message.value_or("stopped"), job.processed_calls,
      job.total_calls, job.id.str());
}

JobEnd run_in_foreground(Context& context, operations::Services& services, const Job& job) {
  const auto started = std::chrono::steady_clock::now();
  const auto elapsed = [started] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
  };
  ProgressView view(context.terminal, engine_of(job));
  const std::stop_token interrupt = context.composition.interrupt();
  operations::JobWatch watch{.progress = [&view, &elapsed](const Job& now) { view.show(now, elapsed()); },
                             .attempt_failed = {},
                             .interrupt = interrupt};
  // Log lines would tear the bars apart; a machine that reads them gets them all the same.
  const bool counts_failures =
      context.terminal.talk_is_terminal() && services.settings.log_format == LogFormat::Text;
  if (counts_failures) watch.attempt_failed = [&view](const std::string& code) { view.count_failure(code); };
  JobEnd end;
  end.job = operations::run_job(services, job.id, watch);
  view.finish(end.job, elapsed());
  end.exit_code = exit_code_of_end(end.job, interrupt.stop_requested());
  return end;
}

ExitCode work_on_job(Context& context, operations::Services& services, const Job& job,
                     const std::optional<std::filesystem::path>& out_folder) {
  const JobEnd end = run_in_foreground(context, services, job);
  if (end.job.status != JobStatus::Complete) {
    if (context.json) {
      context.terminal.out() << to_json_text(json::object{
                                    {"job", to_json(end.job, TimeZone(services.workspace().time_zone))},
                                    {"files", json::array()}})
                             << "\n";
    }
    say_how_to_go_on(context.terminal, end.job);
    return end.exit_code;
  }
  const insight::JobInsight insight = operations::build_insight(services, end.job);
  const json::array files =
      out_folder ? write_reports(services, end.job, insight, *out_folder) : json::array();
  print_end(context, services, end.job, insight, files);
  store_digest(services, end.job.id);
  return end.exit_code;
}

}  // namespace calltracker::cli
