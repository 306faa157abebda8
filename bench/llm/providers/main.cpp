// SPDX-License-Identifier: MIT
// The whole analysis over HTTP, with the simulated provider on the other side in the same run: wall time
// beside the list schedule of the same answers and beside waves of ten, our own processor time and memory
// beside bare libcurl's, and what the sample week costs with each preset, directly and in batches.
#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "app/simulate_provider.hpp"
#include "base/memory.hpp"
#include "bench/llm/measuring.hpp"
#include "bench/llm/providers/bare_libcurl.hpp"
#include "llm/prompt_cache_client.hpp"
#include "llm/providers/anthropic.hpp"
#include "simulator/simulator.hpp"
#include "tests/end_to_end/program.hpp"
#include "tests/simulator/played_provider.hpp"
#include "tests/support/analysis_scene.hpp"

namespace {

using namespace calltracker;
using bench::print_figure;
using test::AnalysisScene;

class OwnedClient final : public llm::ModelClient {
 public:
  explicit OwnedClient(std::shared_ptr<llm::ModelClient> inner) : inner_(std::move(inner)) {}
  std::string_view provider() const override { return inner_->provider(); }
  void ask(llm::ModelRequest request, std::stop_token stop,
           std::function<void(llm::ModelOutcome)> done) override {
    ++in_flight;
    inner_->ask(std::move(request), std::move(stop), [done = std::move(done)](llm::ModelOutcome outcome) {
      --in_flight;
      done(std::move(outcome));
    });
  }

  static inline std::atomic<int> in_flight = 0;

 private:
  std::shared_ptr<llm::ModelClient> inner_;
};

// A limit would make the figure one of waiting: the command plays a small account's by default.
const std::vector<std::string> kUnlimited{"--requests-per-minute",      "0", "--input-tokens-per-minute", "0",
                                          "--output-tokens-per-minute", "0"};

AnalysisScene::MakeModel client_of(std::string url, bool warms_cache) {
  return [url = std::move(url), warms_cache](AnalysisScene& scene) {
    const auto catalog = std::make_shared<const llm::ModelCatalog>(scene.catalog);
    http::ClientOptions options;
    options.connections_per_host_max = 10'000;
    auto client = llm::make_anthropic_client({.api_key = test::PlayedProvider::kKey, .base_url = url},
                                             std::make_shared<http::Client>(options), catalog);
    if (warms_cache) client = std::make_shared<llm::PromptCacheClient>(client, catalog, scene.timers);
    return std::make_unique<OwnedClient>(std::move(client));
  };
}

// (1) Answers take a fifth of their usual time. The provider is in this process, so that both sides know the
// same latencies.
void measure_wall(bool warms_cache, std::uint64_t seed) {
  constexpr int kCalls = 250;
  constexpr int kConcurrency = 50;
  const Workspace workspace = built_in_workspace();
  const SystemClock clock;
  Log log(clock, LogFormat::Text, LogLevel::Warning);
  simulator::SimulatorOptions options;
  options.rehearsal.latency = simulator::Latency::parse("lognormal:1000ms:0.5");
  options.rehearsal.latency_seed = seed;
  options.rehearsal.answers = app::offline_answers(workspace);
  const simulator::RehearsalOptions rehearsal = options.rehearsal;
  simulator::Simulator provider(std::move(options), clock, log);
  provider.start({.host = "127.0.0.1", .port = 0});
  AnalysisScene scene(client_of(provider.url(), warms_cache));
  const Job submitted = scene.submit(bench::make_log(kCalls, 16), {.concurrency = kConcurrency});
  const double began = bench::seconds_now();
  const Job job = scene.run(submitted.id);
  const double wall_ms = 1000 * (bench::seconds_now() - began);
  std::vector<std::int64_t> spans;
  for (std::int64_t request = 0; request < provider.counters().answered; ++request) {
    spans.push_back(
        rehearsal.latency.sample(static_cast<std::uint64_t>(request), 0, rehearsal.latency_seed).count());
  }
  const double bound_ms = bench::list_schedule_ms(spans, kConcurrency);
  print_figure(fmt::format("{} calls, {} requests, {} at once, seed {}: wall ÷ list schedule ({:.2f} s)",
                           job.processed_calls, spans.size(), kConcurrency, seed, bound_ms / 1000),
               fmt::format("{:.3f}", wall_ms / bound_ms),
               warms_cache ? "one answer of each stage waited for first: the prompt cache" : "target ≤ 1.03");
  if (!warms_cache)
    print_figure("    waves of ten, the same answers",
                 fmt::format("{:.2f}", bench::waves_ms(spans, 10) / bound_ms));
}

// As large as ours are: a third of the bytes of a call's two bodies are its own.
constexpr bench::BareRequests kLikeOurs{.instruction_bytes = 14'000, .conversation_bytes = 3'000};

// (2) The provider is another process, so its work is not counted.
void measure_cpu(int calls) {
  const test::PlayedProvider provider(kUnlimited);
  AnalysisScene scene(client_of(provider.url(), true));
  const Job submitted = scene.submit(bench::make_log(calls, 16));
  const double before = bench::processor_seconds();
  const Job job = scene.run(submitted.id);
  print_figure(
      fmt::format("own CPU per call over HTTP, {} calls of 16 turns, two requests each", job.processed_calls),
      fmt::format("{:.3f} ms", 1000 * (bench::processor_seconds() - before) / calls), "target ≤ 1 ms");
  bench::BareRequests bare = kLikeOurs;
  bare.count = 2 * calls;
  bare.at_once = job.options.concurrency;
  const bench::BareFigures peer =
      bench::ask_with_bare_libcurl(provider.url(), test::PlayedProvider::kKey, bare);
  print_figure(fmt::format("    of which bare libcurl needs for {} such requests ({} answered)", bare.count,
                           peer.answered),
               fmt::format("{:.3f} ms", 1000 * peer.processor_seconds / calls));
}

void measure_bare_memory(int calls, const std::string& url) {
  bench::BareRequests bare = kLikeOurs;
  bare.count = bare.at_once = calls;
  const bench::BareFigures peer = bench::ask_with_bare_libcurl(url, test::PlayedProvider::kKey, bare);
  print_figure(fmt::format("    bare libcurl with {} such requests on the wire ({} answered), nothing else",
                           bare.at_once, peer.answered),
               fmt::format("{:.0f} MB", peer.most_mb));
}

// (3) Every answer takes so long that the others are all out by then, and as many come at once. The
// provider's limits are high but known, which lets the number in flight grow quickly, and it speaks no HTTP/2
// here: each request on its way has a connection of its own.
void measure_memory(int calls) {
  const std::string most_a_minute = "1000000000";
  const test::PlayedProvider provider({"--latency", "fixed:5000ms", "--requests-per-minute", most_a_minute,
                                       "--input-tokens-per-minute", most_a_minute,
                                       "--output-tokens-per-minute", most_a_minute});
  AnalysisScene scene(client_of(provider.url(), true));
  const Job submitted = scene.submit(bench::make_log(calls, 16), {.concurrency = calls});
  malloc_trim(0);
  const double before = bench::resident_mb();
  double most = 0;
  double with_most_out = 0;
  int most_out = 0;
  std::jthread watcher([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const double now = bench::resident_mb();
      if (OwnedClient::in_flight > most_out) with_most_out = now;
      most_out = std::max<int>(most_out, OwnedClient::in_flight);
      most = std::max(most, now);
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  });
  const Job job = scene.run(submitted.id);
  watcher.request_stop();
  watcher.join();
  print_figure(fmt::format("memory of {} calls in flight over HTTP, {} requests on the wire ({} failed)",
                           job.processed_calls, most_out, job.failed_calls),
               fmt::format("{:.0f} MB", with_most_out), "target ≤ 150 MB with 10,000 in flight");
  print_figure("    most at any moment: they are all answered in the same instant",
               fmt::format("{:.0f} MB", most));
  print_figure("    before the first call was taken up", fmt::format("{:.0f} MB", before));
  // In a process of its own, which holds nothing else.
  std::fputs(
      test::run({.arguments = {"/proc/self/exe", "bare", std::to_string(calls), provider.url()}}).out.c_str(),
      stdout);
}

struct Paid {
  double usd = 0;
  double usd_again = 0;
  std::int64_t rows = 0;
};

// The program itself, as a user runs it: the first upload, and the same file once more.
Paid pay(const std::string& preset, bool in_batches) {
  const test::PlayedProvider provider({"--batch-time", "500ms"});
  const test::Program program;
  const auto cost_of_upload = [&](const std::string& out, Paid& paid) {
    const std::string folder = (program.folder() / out).string();
    std::vector<std::string> arguments{"analyze",    CALLTRACKER_SOURCE_DIR "/samples/nwh-week.xlsx",
                                       "--provider", "anthropic",
                                       "--preset",   preset,
                                       "--out",      folder};
    if (in_batches) arguments.emplace_back("--batch");
    test::Command command = program.command(std::move(arguments));
    command.environment["ANTHROPIC_BASE_URL"] = provider.url();
    command.environment["ANTHROPIC_API_KEY"] = test::PlayedProvider::kKey;
    const test::ProcessResult result = test::run(command);
    if (result.exit_code != 0) throw std::runtime_error(result.talk);
    const json::value report =
        parse_json(test::read_file(program.folder() / out / "report.json"), "the report");
    paid.rows = report.at("job").at("totalCalls").as_int64();
    return report.at("job").at("costUsd").to_number<double>();
  };
  Paid paid;
  paid.usd = cost_of_upload("first", paid);
  paid.usd_again = cost_of_upload("second", paid);
  return paid;
}

// (4) The sample week's rows as they are, scaled to 250.
void measure_cost() {
  struct Row {
    const char* preset;
    bool in_batches;
    const char* target;
  };
  for (const Row& row :
       {Row{"economy", false, ""}, Row{"economy", true, ""}, Row{"balanced", false, "target ≤ $2.00"},
        Row{"balanced", true, "target ≤ $1.00"}, Row{"best", false, ""}, Row{"best", true, ""}}) {
    const Paid paid = pay(row.preset, row.in_batches);
    const double scale = 250.0 / static_cast<double>(paid.rows);
    print_figure(fmt::format("250 rows of the sample week's shape, {}{}", row.preset,
                             row.in_batches ? ", in batches" : ""),
                 fmt::format("${:.2f}", scale * paid.usd), row.target);
    print_figure("    uploaded a second time", fmt::format("${:.2f}", scale * paid.usd_again),
                 "target $0.00");
  }
}

}  // namespace

// usage: bench_providers [wall|cpu|memory|cost] [CALLS, or for wall the number of seeds]
int main(int argc, char** argv) {
  share_two_heaps();  // as the program does
  const std::string only = argc > 1 ? argv[1] : "";
  const int calls = argc > 2 ? std::atoi(argv[2]) : 10'000;
  if (only.empty() || only == "wall") {
    const int seeds = argc > 2 ? calls : 2;
    for (int seed = 1; seed <= seeds; ++seed) {
      measure_wall(false, static_cast<std::uint64_t>(seed));
      measure_wall(true, static_cast<std::uint64_t>(seed));
    }
  }
  if (only.empty() || only == "cpu") measure_cpu(calls);
  if (only.empty() || only == "memory") measure_memory(calls);
  if (only == "bare") measure_bare_memory(calls, argv[3]);
  if (only.empty() || only == "cost") measure_cost();
  return 0;
}
