// SPDX-License-Identifier: MIT
// Prints the time of the PDF for 250 calls, and time and peak memory of the Excel report, the JSON and the
// CSV for 100,000. Wall time suffers when the machine is busy, so the processor's own time stands beside it.
//
// usage: bench_report [folder for the files]
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>

#include "insight/insight_builder.hpp"
#include "report/csv_report.hpp"
#include "report/excel_report.hpp"
#include "report/json_report.hpp"
#include "report/pdf_report.hpp"
#include "tests/support/sample_calls.hpp"

namespace {

using namespace calltracker;

struct Elapsed {
  double wall_seconds = 0;
  double cpu_seconds = 0;
};

double cpu_seconds_now() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

Elapsed measure(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const double cpu_start = cpu_seconds_now();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          cpu_seconds_now() - cpu_start};
}

double peak_memory_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void print(std::string_view what, const Elapsed& elapsed, std::string_view target) {
  fmt::print("{:<44} {:>8.3f} s wall {:>8.3f} s cpu   target {}\n", what, elapsed.wall_seconds,
             elapsed.cpu_seconds, target);
}

// A job whose calls are made when they are asked for, as a store reads them when they are asked for.
struct SampleJob {
  explicit SampleJob(int calls) : week(calls) {
    insight::InsightBuilder builder(week.workspace(), kMade);
    for (int index = 0; index < calls; ++index) builder.add(week.call(index));
    insight = builder.finish();
  }

  report::ReportInput input() const {
    return {.job = job,
            .workspace = week.workspace(),
            .insight = insight,
            .for_each_call =
                [this](const std::function<void(const Call&)>& visit) {
                  for (int index = 0; index < week.total(); ++index) visit(week.call(index));
                },
            .find_turns =
                [this](const CallId& id) { return week.call(std::stoi(id.str().substr(9))).record.turns; },
            .generated_at_ms = kMade};
  }

  static constexpr UnixMillis kMade = samples::kMondayMorningMs + 105 * samples::kHourMs;
  samples::SampleWeek week;
  Job job = samples::sample_job();
  insight::JobInsight insight;
};

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path folder =
      argc > 1 ? std::filesystem::path(argv[1])
               : std::filesystem::temp_directory_path() / fmt::format("calltracker-bench-{}", getpid());
  std::filesystem::create_directories(folder);

  // First, so that its peak memory is its own.
  std::optional<SampleJob> large;
  print("insight, 100,000 calls (with making them)", measure([&] { large.emplace(100'000); }), "");
  print("Excel, 100,000 calls", measure([&] { write_excel(large->input(), folder / "report.xlsx"); }), "8 s");
  fmt::print("{:<44} {:>8.1f} MB                     target 100 MB\n", "peak memory, insight and Excel",
             peak_memory_mb());
  print("CSV, 100,000 calls", measure([&] { write_csv(large->input(), folder / "report.csv"); }), "");
  print("JSON, 100,000 calls",
        measure([&] { write_json(large->input(), folder / "report.json", report::JsonStyle::Compact); }), "");
  fmt::print("{:<44} {:>8.1f} MB\n", "peak memory with CSV and JSON", peak_memory_mb());

  const SampleJob small(250);
  print("PDF, 250 calls, first in the process",
        measure([&] { write_pdf(small.input(), folder / "report.pdf"); }), "");
  Elapsed best{1e9, 1e9};
  for (int round = 0; round < 5; ++round) {
    const Elapsed elapsed = measure([&] { write_pdf(small.input(), folder / "report.pdf"); });
    if (elapsed.cpu_seconds < best.cpu_seconds) best = elapsed;
  }
  print("PDF, 250 calls, best of 5", best, "0.150 s");
  write_rep_pdf(small.input(), small.insight.reps.front().name, folder / "rep.pdf");
  write_excel(small.input(), folder / "small.xlsx");
  if (argc <= 1) std::filesystem::remove_all(folder);
}
