// SPDX-License-Identifier: MIT
#include <cstdlib>

#include "bench/http/benches.hpp"

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 1'000;
  calltracker::bench::idle_server();
  calltracker::bench::token_timing();
  calltracker::bench::load();
  return calltracker::bench::watchers(count) ? 0 : 1;
}
