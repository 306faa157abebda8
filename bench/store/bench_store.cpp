// SPDX-License-Identifier: MIT
// Lists, filters and searches over many stored calls: how long one request to the store takes.
// usage: bench_store [CALLS] [FILE]   A file that holds so many calls already is used as it is.
#include <fmt/format.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>

#include "base/log.hpp"
#include "bench/store/synthetic_calls.hpp"
#include "store/sql/stores.hpp"
#include "store/sql/transaction.hpp"

using namespace calltracker;
using namespace calltracker::bench;
using store::CallListQuery;
using store::CallSort;

namespace {

constexpr int kRepeats = 200;
constexpr std::size_t kFinishedTogether = 2'000;
constexpr double kTargetMs = 20;

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void store_job(store::sql::Stores& stores, SyntheticCalls& source, std::int64_t number, int calls) {
  Job job = source.next_job(number);
  std::vector<Call> made;
  for (int row = 2; row < calls + 2; ++row) made.push_back(source.next_call(job, row));
  std::size_t next = 0;
  stores.calls->import_job(
      job,
      [&]() -> std::optional<Call> {
        if (next == made.size()) return std::nullopt;
        Call open = made[next++];
        open.status = CallStatus::Pending;
        open.failure.reset();
        return open;
      },
      nullptr);
  for (std::size_t from = 0; from < made.size(); from += kFinishedTogether) {
    stores.database->write([&](store::sql::Transaction& transaction) {
      for (std::size_t at = from; at < std::min(made.size(), from + kFinishedTogether); ++at) {
        stores.calls->finish_call(&transaction, made[at], job.created_at_ms);
      }
    });
  }
}

void fill(store::sql::Stores& stores, int calls) {
  SyntheticCalls source(7);
  const double start = now_seconds();
  int stored = 0;
  for (std::int64_t number = 1; stored < calls; ++number) {
    const int size =
        std::min(calls - stored, number % 10 == 0 ? 100'000 : 2'000 * static_cast<int>(number % 5 + 1));
    store_job(stores, source, number, size);
    stored += size;
    std::fprintf(stderr, "\r%d calls stored", stored);
  }
  std::fprintf(stderr, "\n");
  std::printf("%-58s %8.0f /s\n", "imported, finished and indexed", calls / (now_seconds() - start));
}

// Processor time of this thread: what a request takes when nothing else runs, as other programs do not change
// it.
double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

struct Times {
  std::vector<double> ms;

  void add(double seconds) { ms.push_back(seconds * 1'000); }
  double percentile(int hundredth) {
    std::sort(ms.begin(), ms.end());
    return ms[ms.size() * static_cast<std::size_t>(hundredth) / 100];
  }
};

// Prints the distribution of one kind of request. `ask` is given 0, 1, 2 … to vary what it asks for.
void measure(const char* what, const std::function<std::size_t(int)>& ask) {
  Times processor;
  Times wall;
  std::size_t rows = 0;
  for (int index = 0; index < kRepeats; ++index) {
    const double start = now_seconds();
    const double processor_start = processor_seconds();
    rows += ask(index);
    processor.add(processor_seconds() - processor_start);
    wall.add(now_seconds() - start);
  }
  const double p99 = processor.percentile(99);
  std::printf(
      "%-54s p50 %6.2f  p99 %6.2f ms of processor  (wall %6.2f, %7.2f)  target ≤ %.0f  %s  %zu rows\n", what,
      processor.percentile(50), p99, wall.percentile(50), wall.percentile(99), kTargetMs,
      p99 <= kTargetMs ? "ok" : "MISSED", rows / kRepeats);
  std::fflush(stdout);
}

void measure_lists(store::CallStore& calls) {
  const auto list = [&calls](const CallListQuery& query) { return calls.list_calls(query).calls.size(); };
  measure("list: newest first", [&](int) { return list({}); });
  std::optional<std::string> cursor;
  measure("list: page after page", [&](int) {
    const auto page = calls.list_calls({.limit = 100, .cursor = cursor});
    cursor = page.next_cursor;
    return page.calls.size();
  });
  measure("list: best rep score first", [&](int) { return list({.sort = CallSort::OverallScore}); });
  measure("list: longest first", [&](int) { return list({.sort = CallSort::Duration}); });
  measure("list: rows of a job of 100,000", [&](int) {
    return list({.filter = {.job = JobId("job_00000010")}, .sort = CallSort::Row, .descending = false});
  });
  measure("filter: one rep", [&](int index) { return list({.filter = {.rep = rep_name(index % kReps)}}); });
  measure("filter: a rep, spam, inbound", [&](int index) {
    return list({.filter = {.rep = rep_name(index % kReps),
                            .classification = Classification::Spam,
                            .call_type = CallType::Inbound}});
  });
  measure("filter: rep, source, score 8 or more, best lead first", [&](int index) {
    return list(
        {.filter = {.rep = rep_name(index % kReps), .source = source_name(index % 25), .overall_min = 8},
         .sort = CallSort::LeadScore});
  });
  measure("filter: lead 9 or more in a job of 100,000",
          [&](int) { return list({.filter = {.job = JobId("job_00000010"), .lead_min = 9}}); });
  measure("filter: to review, email only, of one division", [&](int) {
    return list(
        {.filter = {.division = "RR Sales", .action = RecommendedAction::EmailOnly, .needs_review = true}});
  });
  measure("filter: one month, weakest first", [&](int index) {
    const UnixMillis from = 1'600'000'000'000 + index * 200'000'000LL;
    return list({.filter = {.started_from_ms = from, .started_before_ms = from + 2'600'000'000LL},
                 .sort = CallSort::OverallScore,
                 .descending = false});
  });
  measure("filter: red flags", [&](int) { return list({.filter = {.red_flags = true}}); });
  measure("filter: a question answered no by many", [&](int) {
    return list({.filter = {.answered = store::AnswerWanted{.question = "q1", .answer = Verdict::No}}});
  });
  measure("filter: a question answered yes by few", [&](int index) {
    return list({.filter = {.rep = rep_name(index % kReps),
                            .answered = store::AnswerWanted{.question = "q2", .answer = Verdict::Yes}}});
  });
  measure("filter: nothing fits (rep of another division)",
          [&](int) { return list({.filter = {.rep = rep_name(0), .division = "RR Service"}}); });
  measure("facets: all calls", [&](int) { return calls.count_facets({}).reps.size(); });
  measure("facets: one rep",
          [&](int index) { return calls.count_facets({.rep = rep_name(index % kReps)}).sources.size(); });
}

void measure_leads(store::CallStore& calls) {
  constexpr UnixMillis kNowMs = 1'610'000'000'000;
  const auto list = [&calls](const store::LeadListQuery& query) {
    return calls.list_leads(query).leads.size();
  };
  measure("leads: the most urgent", [&](int) { return list({}); });
  measure("leads: the same with every group counted", [&](int) { return list({.count_at_ms = kNowMs}); });
  std::optional<std::string> cursor;
  measure("leads: page after page", [&](int) {
    auto page = calls.list_leads({.cursor = cursor});
    cursor = page.next_cursor;
    return page.leads.size();
  });
  measure("leads: one rep's, counted", [&](int index) {
    return list({.filter = {.rep = rep_name(index % kReps)}, .count_at_ms = kNowMs});
  });
  measure("leads: of a job of 100,000, counted",
          [&](int) { return list({.filter = {.job = JobId("job_00000010")}, .count_at_ms = kNowMs}); });
  measure("leads: with a rare word, counted", [&](int index) {
    return list({.filter = {.words = word(15'000 + index)}, .count_at_ms = kNowMs});
  });
}

void measure_searches(store::CallStore& calls) {
  const auto list = [&calls](const store::CallFilter& filter) {
    return calls.list_calls({.filter = filter}).calls.size();
  };
  measure("search: words in most calls", [&](int index) { return list({.words = word(index % 5)}); });
  measure("search: words in one call of a hundred",
          [&](int index) { return list({.words = word(400 + index)}); });
  measure("search: rare words", [&](int index) { return list({.words = word(15'000 + index)}); });
  measure("search: two words",
          [&](int index) { return list({.words = word(index % 50) + " " + word(900 + index)}); });
  measure("search: a common word of one rep",
          [&](int index) { return list({.words = word(index % 5), .rep = rep_name(index % kReps)}); });
  measure("search: a common word in a job", [&](int index) {
    return list({.job = JobId(fmt::format("job_{:08}", index % 30 + 1)), .words = word(index % 5)});
  });
  measure("search: telephone number",
          [&](int index) { return list({.words = fmt::format("555-{:04}", index)}); });
}

}  // namespace

int main(int argc, char** argv) {
  const int calls = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
  const bool is_kept = argc > 2;
  const std::string path =
      is_kept
          ? argv[2]
          : (std::filesystem::temp_directory_path() / fmt::format("bench-store-{}.db", getpid())).string();
  {
    SystemClock clock;
    Log log(clock, LogFormat::Text, LogLevel::Off);
    store::sql::Stores stores = store::sql::open_stores(path, clock, log);
    if (!stores.calls->find_job(JobId("job_00000001"))) fill(stores, calls);
    std::printf("%d calls, %.1f GB\n", calls, static_cast<double>(std::filesystem::file_size(path)) / 1e9);
    measure_lists(*stores.calls);
    measure_leads(*stores.calls);
    measure_searches(*stores.calls);
    stores.journal.reset();
    stores.calls.reset();
    stores.database.reset();
  }
  if (!is_kept) {
    for (const char* ending : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path + ending);
  }
}
