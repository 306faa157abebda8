// SPDX-License-Identifier: MIT
// The whole analysis with a model inside this process: how near a job's wall time comes to what its
// concurrency allows, our own processor time per call, memory with 10,000 calls in flight, and what 250 calls
// of the sample week's shape cost with each preset, and what is left out of their conversations.
#include <fmt/format.h>
#include <malloc.h>

#include <cmath>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "bench/llm/analysis/tokens.hpp"
#include "bench/llm/measuring.hpp"
#include "llm/providers/offline/offline_client.hpp"
#include "operations/estimate_job.hpp"
#include "tests/support/analysis_scene.hpp"
#include "tests/support/simulated_model.hpp"

namespace {

using namespace calltracker;
using bench::make_log;
using bench::print_figure;
using bench::processor_seconds;
using bench::resident_mb;
using bench::seconds_now;
using test::AnalysisScene;
using test::SimulatedModel;
using test::SimulatedModelOptions;

struct Measured {
  Job job;
  double wall_seconds = 0;
  double cpu_seconds = 0;
};

Measured analyse(AnalysisScene& scene, const Job& submitted) {
  const double wall = seconds_now();
  const double cpu = processor_seconds();
  Measured measured{.job = scene.run(submitted.id)};
  measured.wall_seconds = seconds_now() - wall;
  measured.cpu_seconds = processor_seconds() - cpu;
  return measured;
}

AnalysisScene::MakeModel simulated(SimulatedModel*& model, SimulatedModelOptions options) {
  return [&model, options = std::move(options)](AnalysisScene& scene) {
    auto made =
        std::make_unique<SimulatedModel>(scene.workspaces.get(), scene.catalog, scene.timers, options);
    model = made.get();
    return made;
  };
}

// (1) Answers take a fortieth of their usual time, so that the figure is about us and done in seconds.
void measure_wall() {
  constexpr int kCalls = 250;
  constexpr int kConcurrency = 50;
  std::mutex mutex;
  std::mt19937_64 engine(5);
  std::lognormal_distribution<double> latency(std::log(200.0), 0.5);
  std::vector<std::int64_t> drawn;
  SimulatedModel* model = nullptr;
  AnalysisScene scene(simulated(model, {.latency_ms =
                                            [&](const llm::ModelRequest&) {
                                              const std::lock_guard lock(mutex);
                                              drawn.push_back(static_cast<std::int64_t>(latency(engine)));
                                              return drawn.back();
                                            },
                                        .repeats_answers = true}));
  const Job submitted = scene.submit(make_log(kCalls, 16), {.concurrency = kConcurrency});
  const Measured measured = analyse(scene, submitted);
  const double bound_ms = bench::list_schedule_ms(drawn, kConcurrency);
  print_figure(fmt::format("{} calls, two stages, concurrency {}: wall ÷ list schedule ({:.2f} s)", kCalls,
                           kConcurrency, bound_ms / 1000),
               fmt::format("{:.3f}", 1000 * measured.wall_seconds / bound_ms), "target ≤ 1.03");
  print_figure("    waves of ten, the same answers",
               fmt::format("{:.2f}", bench::waves_ms(drawn, 10) / bound_ms));
}

// (2) Both stages asked and answered, without the model's own work.
void measure_cpu(int calls) {
  SimulatedModel* model = nullptr;
  AnalysisScene scene(simulated(model, {.repeats_answers = true}));
  const double before = processor_seconds();
  const Job submitted = scene.submit(make_log(calls, 16));
  const double imported = processor_seconds();
  const Measured measured = analyse(scene, submitted);
  print_figure(fmt::format("own CPU per call, {} calls of 16 turns: reading and storing", calls),
               fmt::format("{:.3f} ms", 1000 * (imported - before) / calls));
  print_figure("    analysing, two requests a call",
               fmt::format("{:.3f} ms", 1000 * measured.cpu_seconds / calls), "target ≤ 1 ms");
}

// (2b) The rules on one turn as long as a sheet's cell may be: twice the text takes twice the time.
void measure_longest_cell() {
  const Workspace workspace = built_in_workspace();
  llm::OfflineClient client(workspace);
  const auto milliseconds = [&client](std::string_view piece, std::size_t length) {
    std::string text;
    while (text.size() < length) text += piece;
    const double before = processor_seconds();
    client.ask({.input = json::object{{"turns", json::array{json::object{
                                                    {"n", 1}, {"speaker", "caller"}, {"text", text}}}}},
                .schema_name = "triage_and_extract"},
               {}, [](const llm::ModelOutcome&) {});
    return 1000 * (processor_seconds() - before);
  };
  double worst = 0;
  double worst_half = 0;
  for (const std::string_view piece :
       {"in Tulsa Oklahoma at 404 ", "five ", "Dale ", "no wait forty two ", "I need a trailer and you said ",
        "press one ", "x", "this is Brian from Ozark Freight Trucking ", "dry van, "}) {
    const double whole = milliseconds(piece, 32767);
    if (whole <= worst) continue;
    worst = whole;
    worst_half = milliseconds(piece, 32767 / 2);
  }
  print_figure("offline rules on the longest cell, worst of nine texts; on half of it",
               fmt::format("{:.0f} ms; {:.0f} ms", worst, worst_half));
}

// (3) Nothing is answered before all calls are out.
void measure_memory(int calls) {
  SimulatedModel* model = nullptr;
  AnalysisScene scene(simulated(
      model,
      {.latency_ms = [](const llm::ModelRequest&) { return std::int64_t{4000}; }, .repeats_answers = true}));
  const Job submitted = scene.submit(make_log(calls, 16), {.concurrency = calls});
  malloc_trim(0);
  const double before = resident_mb();
  double most = 0;
  double with_most_out = 0;
  std::int64_t most_out = 0;
  std::jthread watcher([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const double now = resident_mb();
      if (model->in_flight_most() > most_out) with_most_out = now;
      most_out = model->in_flight_most();
      most = std::max(most, now);
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  });
  analyse(scene, submitted);
  watcher.request_stop();
  watcher.join();
  print_figure(fmt::format("memory of a job of {} calls with the most requests out ({})", calls, most_out),
               fmt::format("{:.0f} MB", with_most_out), "target ≤ 150 MB");
  print_figure("    most at any moment: they are all answered in the same instant",
               fmt::format("{:.0f} MB", most));
  print_figure("    before the first call was taken up, 20 MB of it the model played here",
               fmt::format("{:.0f} MB", before));
}

// (4) The sample week's rows as they are, scaled to 250.
void measure_cost(const std::string& preset, double target_usd) {
  SimulatedModel* model = nullptr;
  AnalysisScene scene(simulated(model, {}));
  const std::filesystem::path week = std::filesystem::path(CALLTRACKER_SOURCE_DIR) / "samples/nwh-week.xlsx";
  const double estimate_usd =
      operations::estimate_job(scene.services(), {.file = week, .models = {.preset = preset}})
          .estimate.cost_usd;
  const Job first = scene.run(scene.submit(week, {.models = {.preset = preset}}).id);
  const double scale = 250.0 / static_cast<double>(first.total_calls);
  const Job second = scene.run(scene.submit(week, {.models = {.preset = preset}}).id);
  const auto target = [](double usd) {
    return usd > 0 ? fmt::format("target ≤ ${:.2f}", usd) : std::string();
  };
  print_figure(fmt::format("250 rows of the sample week's shape, {}", preset),
               fmt::format("${:.2f}", scale * first.cost_usd), target(target_usd));
  print_figure("    estimated beforehand", fmt::format("${:.2f}", scale * estimate_usd));
  print_figure(
      "    saved by the prompt cache; by rules",
      fmt::format("${:.2f}; ${:.2f}", scale * first.saved.prompt_cache_usd, scale * first.saved.rules_usd));
  print_figure("    uploaded a second time", fmt::format("${:.2f}", scale * second.cost_usd), "target $0.00");
  for (const char* stage : {"silver", "gold"}) {
    const TokenUse use = model->tokens_of(stage);
    print_figure(fmt::format("    {}: tokens in, from cache, out", stage),
                 fmt::format("{} / {} / {}", use.input, use.cache_read, use.output));
  }
}

}  // namespace

// usage: bench_analysis [wall|cpu|memory|cost|tokens] [CALLS]
int main(int argc, char** argv) {
  const std::string only = argc > 1 ? argv[1] : "";
  const int calls = argc > 2 ? std::atoi(argv[2]) : 10'000;
  if (only.empty() || only == "wall") measure_wall();
  if (only.empty() || only == "cpu") {
    measure_cpu(calls);
    measure_longest_cell();
  }
  if (only.empty() || only == "memory") measure_memory(calls);
  if (only.empty() || only == "cost") {
    measure_cost("economy", 0);
    measure_cost("balanced", 2.0);
    measure_cost("best", 0);
  }
  if (only.empty() || only == "tokens") bench::print_token_reduction();
  return 0;
}
