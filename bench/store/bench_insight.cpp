// SPDX-License-Identifier: MIT
// What every job taken together costs a program that has just started: read call by call, and from the jobs'
// digests.
// usage: bench_insight [CALLS] [FILE]   A file that holds jobs already is used as it is.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "base/hash.hpp"
#include "base/memory.hpp"
#include "insight/insight_builder.hpp"
#include "operations/insights.hpp"
#include "store/sql/stores.hpp"
#include "store/sql/transaction.hpp"
#include "tests/support/sample_calls.hpp"

using namespace calltracker;

namespace {

constexpr int kCallsPerJob = 1'000;
constexpr UnixMillis kWeekMs = 7LL * 24 * 3'600'000;
constexpr double kTargetMs = 500;
constexpr double kTargetMb = 64;

// Processor time beside wall time, as other programs do not change it.
class Watch {
 public:
  double wall_ms() const { return wall() - wall_; }
  double processor_ms() const { return processor() - processor_; }

 private:
  static double wall() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
  static double processor() { return 1'000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

  double wall_ = wall();
  double processor_ = processor();
};

double resident_mb(const char* figure) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(figure)) return std::stod(line.substr(line.find(':') + 1)) / 1024;
  }
  return 0;
}

// Begins to count the peak anew.
void forget_peak() {
  give_back_memory();
  std::ofstream("/proc/self/clear_refs") << "5";
}

void fill(store::sql::Stores& stores, int calls) {
  const samples::SampleWeek week(kCallsPerJob);
  for (int number = 0; number * kCallsPerJob < calls; ++number) {
    Job job{.id = JobId(fmt::format("job_{:08}", number)), .file_name = "week.xlsx"};
    job.status = JobStatus::Processing;
    std::vector<Call> ended;
    int next = 0;
    stores.calls->import_job(
        job,
        [&]() -> std::optional<Call> {
          if (next == kCallsPerJob) return std::nullopt;
          Call call = week.call(next++);
          call.id = CallId(fmt::format("{}-{}", job.id.str(), next));
          call.job_id = job.id;
          call.content_hash = sha256_hex(call.id.str());
          if (call.record.start_time_ms) *call.record.start_time_ms += number * kWeekMs;
          if (call.status == CallStatus::Skipped) return call;
          ended.push_back(call);
          call.status = CallStatus::Pending;
          call.failure.reset();
          return call;
        },
        nullptr);
    stores.database->write([&](store::sql::Transaction& transaction) {
      for (const Call& call : ended) stores.calls->finish_call(&transaction, call, number);
    });
    std::fprintf(stderr, "\r%d calls stored", (number + 1) * kCallsPerJob);
  }
  std::fprintf(stderr, "\n");
}

void print(const char* what, const Watch& watch, const char* target) {
  std::printf("%-50s %8.0f ms of processor (wall %6.0f)   peak %3.0f MB   %s\n", what, watch.processor_ms(),
              watch.wall_ms(), resident_mb("VmHWM:"), target);
  std::fflush(stdout);
}

// The same by the calls themselves, as it had to be done without digests.
void measure_calls(operations::Services& services) {
  forget_peak();
  const Watch watch;
  insight::InsightBuilder builder(services.workspace(), 0, insight::Detail::Figures);
  services.calls.for_each_call_of({.counting = true}, store::kEveryCall,
                                  [&builder](const Call& call) { builder.add(call); });
  const auto insight = builder.finish();
  print(fmt::format("every call read ({})", insight.team.calls).c_str(), watch, "");
}

void measure(operations::Services& services, const char* what, const store::CallFilter& filter,
             const std::string& target) {
  forget_peak();
  const Watch watch;
  operations::build_insight(services, filter);
  print(what, watch, target.c_str());
}

std::string week_rep(store::CallStore& calls) {
  return calls.list_calls({.filter = {.classification = Classification::ValidSales}, .limit = 1})
      .calls.at(0)
      .rep.value_or("");
}

}  // namespace

int main(int argc, char** argv) {
  const int calls = argc > 1 ? std::atoi(argv[1]) : 100'000;
  const bool is_kept = argc > 2;
  const std::string path =
      is_kept
          ? argv[2]
          : (std::filesystem::temp_directory_path() / fmt::format("bench-insight-{}.db", getpid())).string();
  {
    SystemClock clock;
    Log log(clock, LogFormat::Text, LogLevel::Off);
    store::sql::Stores stores = store::sql::open_stores(path, clock, log);
    if (stores.calls->list_jobs(1, std::nullopt).jobs.empty()) fill(stores, calls);
    const operations::Settings settings;
    const llm::ModelCatalog catalog = llm::ModelCatalog::built_in();
    operations::CurrentWorkspace workspaces(operations::make_workspace_version(
        std::string(built_in_workspace_text()), "the built-in workspace", "built-in"));
    operations::StoredSettings stored(
        *stores.settings, [] { return operations::SecretBox::from_secret("a benchmark's secret"); });
    operations::Services services{.clock = clock,
                                  .log = log,
                                  .settings = settings,
                                  .workspaces = workspaces,
                                  .stored = stored,
                                  .catalog = catalog,
                                  .calls = *stores.calls,
                                  .journal = *stores.journal};
    measure_calls(services);
    const Watch watch;
    operations::refresh_digests(services);
    print("digests made and stored (once, when a job ends)", watch, "");
    const std::string target = fmt::format("target ≤ {:.0f} ms, {:.0f} MB", kTargetMs, kTargetMb);
    measure(services, "dashboard of every job, from digests", {}, target);
    const auto newest = stores.calls->list_calls({.limit = 1}).calls;
    if (!newest.empty() && newest.front().start_time_ms) {
      const UnixMillis end = *newest.front().start_time_ms;
      measure(services, "dashboard of the last thirty days", {.started_from_ms = end - 30LL * 24 * 3'600'000},
              target);
    }
    for (const char* what : {"dashboard of one rep over every job, first asked", "the same asked again"}) {
      measure(services, what, {.rep = week_rep(*stores.calls)}, target);
    }
    for (const char* what : {"dashboard of inbound calls, first asked", "the same asked again"}) {
      measure(services, what, {.call_type = CallType::Inbound}, target);
    }
    services.calls.release_memory();
  }
  if (!is_kept) {
    for (const char* ending : {"", "-wal", "-shm", "-turn"}) std::filesystem::remove(path + ending);
  }
}
