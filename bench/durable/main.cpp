// SPDX-License-Identifier: MIT

// bench_durable: what the embedded executor does on this machine's disk. Takes the folder for databases from
// TMPDIR.

#include <fmt/core.h>

#include <string_view>

#include "bench/durable/bench_setting.hpp"

int main(int count, char** arguments) {
  using namespace calltracker::bench;
  if (count == 3 && std::string_view(arguments[1]) == "--hang") begin_and_hang(arguments[2]);
  constexpr std::size_t kRuns = 50'000;
  bench_memory(10'000);  // first, while the heap is small
  bench_throughput(kRuns);
  bench_latency(2000);
  bench_recovery(arguments[0]);
  return 0;
}
