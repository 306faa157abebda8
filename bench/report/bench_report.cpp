// SPDX-License-Identifier: MIT
// Times the PDF of 250 calls.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>

#include "insight/insight_builder.hpp"
#include "report/pdf_report.hpp"
#include "tests/support/sample_calls.hpp"

using namespace calltracker;
namespace fs = std::filesystem;

int main(int argc, char** argv) {
  const fs::path out = argc > 1 ? argv[1] : "/tmp/report-out";
  fs::create_directories(out);
  const samples::SampleWeek week(250);
  const Workspace& workspace = week.workspace();
  const Job job = samples::sample_job();
  std::vector<Call> calls;
  for (int i = 0; i < 250; ++i) calls.push_back(week.call(i));
  insight::InsightBuilder builder(workspace, samples::kMondayMorningMs + 105 * samples::kHourMs);
  for (const Call& c : calls) builder.add(c);
  const auto insight = builder.finish();
  report::ReportInput input{.job = job,
                            .workspace = workspace,
                            .insight = insight,
                            .for_each_call =
                                [&](const auto& visit) {
                                  for (const Call& c : calls) visit(c);
                                },
                            .find_turns =
                                [&](const CallId& id) {
                                  for (const Call& c : calls)
                                    if (c.id == id) return c.record.turns;
                                  return std::vector<Turn>{};
                                },
                            .generated_at_ms = samples::kMondayMorningMs + 105 * samples::kHourMs};
  for (int i = 0; i < 4; ++i) {
    const auto start = std::chrono::steady_clock::now();
    report::write_pdf(input, out / "report.pdf");
    fmt::print("pdf {:.1f} ms\n",
               std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  report::write_rep_pdf(input, insight.reps.front().name, out / "rep.pdf");
}
