// SPDX-License-Identifier: MIT
// How near the limiter comes to what is possible, in virtual time: a job's wall time over the bound of its
// concurrency, and over the bound of a provider's rate limits. The seed is fixed.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <numeric>
#include <queue>
#include <random>
#include <string>
#include <vector>

#include "bench/llm/limiter/virtual_provider.hpp"
#include "llm/limiter/limiter.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::bench;

struct Job {
  std::vector<VirtualQuestion> questions;
  std::vector<llm::Demand> demands;  // what we estimate beforehand
};

// Lengths are log-normal. `surprise` is the spread between an estimate and what comes.
Job make_job(int calls, double surprise, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::lognormal_distribution<double> length(0, 0.6);
  std::lognormal_distribution<double> noise(0, surprise);
  Job job;
  for (int call = 0; call < calls; ++call) {
    const double expected = length(engine);
    job.demands.push_back({.model = "m",
                           .length = expected,
                           .input_tokens = static_cast<std::int64_t>(2500 * expected * 1.1),
                           .output_tokens = static_cast<std::int64_t>(600 * (0.5 + 0.5 * expected) * 1.1)});
    job.questions.push_back(
        {.input_tokens = static_cast<std::int64_t>(2500 * expected * noise(engine)),
         .output_tokens = static_cast<std::int64_t>(600 * (0.5 + 0.5 * expected) * noise(engine)),
         .service_ms = static_cast<std::int64_t>(6000 * expected * noise(engine))});
  }
  return job;
}

struct Outcome {
  double wall_ms = 0;
  double refused_share = 0;
  std::int64_t in_flight_most = 0;
};

class Runner {
 public:
  Runner(const Job& job, int concurrency, VirtualLimits limits)
      : job_(job), provider_(timers_, limits), share_(limiter_.open_share(concurrency, budget_)) {}

  Outcome run() {
    for (std::size_t call = 0; call < job_.questions.size(); ++call) ask(call);
    while (done_ < job_.questions.size())
      timers_.advance_ms(1 + std::max<std::int64_t>(0, timers_.next_ms() - timers_.now_ms()));
    return {.wall_ms = static_cast<double>(ended_ms_),
            .refused_share =
                static_cast<double>(provider_.refused()) / static_cast<double>(job_.questions.size()),
            .in_flight_most = provider_.in_flight_most()};
  }

 private:
  void ask(std::size_t call) {
    limiter_.admit(share_, job_.demands[call], {}, [this, call](llm::Limiter::Verdict, auto permit) {
      provider_.ask(job_.questions[call], [this, call, permit](const llm::ModelOutcome& outcome) {
        permit->settle(outcome);
        if (std::holds_alternative<llm::ModelFailure>(outcome)) return ask(call);
        ++done_;
        ended_ms_ = timers_.now_ms();
      });
    });
  }

  const Job& job_;
  llm::ManualTimers timers_;
  llm::Budget budget_{std::nullopt, 0};
  llm::Limiter limiter_{timers_, {}};
  VirtualProvider provider_;
  std::shared_ptr<llm::Limiter::Share> share_;
  std::size_t done_ = 0;
  std::int64_t ended_ms_ = 0;
};

// No schedule of these times on so many places is shorter.
double lower_bound_ms(const Job& job, int concurrency) {
  double sum = 0;
  double longest = 0;
  for (const VirtualQuestion& question : job.questions) {
    sum += static_cast<double>(question.service_ms);
    longest = std::max(longest, static_cast<double>(question.service_ms));
  }
  return std::max(longest, sum / concurrency);
}

// List scheduling in the order of the log, by somebody who loses no time.
double list_schedule_ms(const Job& job, int concurrency) {
  std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> free_at;
  for (int place = 0; place < concurrency; ++place) free_at.push(0);
  std::int64_t end = 0;
  for (const VirtualQuestion& question : job.questions) {
    const std::int64_t ended = free_at.top() + question.service_ms;
    free_at.pop();
    free_at.push(ended);
    end = std::max(end, ended);
  }
  return static_cast<double>(end);
}

// What today's tool does: ten at a time, and the next ten when all of them have answered.
double waves_ms(const Job& job, std::size_t size) {
  double wall = 0;
  for (std::size_t first = 0; first < job.questions.size(); first += size) {
    std::int64_t longest = 0;
    for (std::size_t call = first; call < std::min(first + size, job.questions.size()); ++call)
      longest = std::max(longest, job.questions[call].service_ms);
    wall += static_cast<double>(longest);
  }
  return wall;
}

void print_figure(const std::string& name, const std::string& value, const std::string& target = "") {
  std::printf("%-72s %12s   %s\n", name.c_str(), value.c_str(), target.c_str());
}

constexpr int kConcurrency = 50;
constexpr unsigned kSeeds = 20;

struct Comparison {
  double wall = 0;
  double tens = 0;
  double fifties = 0;
};

Comparison compare(double surprise, bool lengths_known, const std::function<double(const Job&)>& bound_of) {
  Comparison mean;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    Job job = make_job(250, surprise, seed);
    if (!lengths_known) {
      for (llm::Demand& demand : job.demands) demand.length = 1;
    }
    const double bound = bound_of(job) * kSeeds;
    mean.wall += Runner(job, kConcurrency, {}).run().wall_ms / bound;
    mean.tens += waves_ms(job, 10) / bound;
    mean.fifties += waves_ms(job, 50) / bound;
  }
  return mean;
}

void measure_concurrency(const char* name, double surprise, bool lengths_known) {
  const auto bound = [](const Job& job) { return lower_bound_ms(job, kConcurrency); };
  const auto schedule = [](const Job& job) { return list_schedule_ms(job, kConcurrency); };
  const Comparison by_schedule = compare(surprise, lengths_known, schedule);
  print_figure(fmt::format("250 calls, concurrency 50, {}: wall ÷ list schedule", name),
               fmt::format("{:.3f}", by_schedule.wall), "target ≤ 1.03");
  print_figure("    waves of ten; waves of fifty",
               fmt::format("{:.2f}; {:.2f}", by_schedule.tens, by_schedule.fifties));
  print_figure("    wall ÷ max(longest call, sum ÷ 50), which no schedule beats",
               fmt::format("{:.3f}", compare(surprise, lengths_known, bound).wall));
}

void measure_rate(const char* name, VirtualLimits limits) {
  const Job job = make_job(10'000, 0.2, 11);
  const Outcome outcome = Runner(job, 1000, limits).run();
  VirtualQuestion sum;
  for (const VirtualQuestion& question : job.questions) {
    sum.input_tokens += question.input_tokens;
    sum.output_tokens += question.output_tokens;
  }
  // A full meter gives a minute's worth at once; the rest comes at the limit's pace, and takes its time.
  const auto bound_of = [](double amount, std::int64_t limit) {
    return limit == 0 ? 0.0 : 60'000 * (amount - static_cast<double>(limit)) / static_cast<double>(limit);
  };
  const double bound = std::max({bound_of(10'000, limits.requests),
                                 bound_of(static_cast<double>(sum.input_tokens), limits.input_tokens),
                                 bound_of(static_cast<double>(sum.output_tokens), limits.output_tokens)});
  print_figure(fmt::format("10,000 calls, limited by {}: wall ÷ bound ({:.1f} min)", name, bound / 60'000),
               fmt::format("{:.3f}", outcome.wall_ms / bound), "target ≤ 1.02");
  print_figure(fmt::format("    refused (429), at most {} in flight", outcome.in_flight_most),
               fmt::format("{:.2f} %", 100 * outcome.refused_share), "target < 0.5 %");
}

}  // namespace

int main() {
  measure_concurrency("lengths known within 10 %", 0.1, true);
  measure_concurrency("lengths known within 40 %", 0.4, true);
  measure_concurrency("lengths unknown", 0.4, false);
  measure_rate("requests", {.requests = 1000});
  measure_rate("input tokens", {.requests = 1000, .input_tokens = 2'000'000, .output_tokens = 4'000'000});
  measure_rate("output tokens", {.requests = 4000, .input_tokens = 20'000'000, .output_tokens = 400'000});
  return 0;
}
