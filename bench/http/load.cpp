// SPDX-License-Identifier: MIT
// The program under load by wrk: 32 connections, each asking again as soon as it is answered.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <string>

#include "bench/http/benches.hpp"
#include "tests/api/served_program.hpp"

namespace calltracker::bench {
namespace {

constexpr int kCalls = 2'000;

std::string run(const std::string& command) {
  std::string text;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return text;
  std::array<char, 4096> part;
  while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe))
    text.append(part.data(), size);
  pclose(pipe);
  return text;
}

// What stands behind a word in wrk's report.
std::string figure(const std::string& report, const std::string& word) {
  const std::size_t place = report.find(word);
  if (place == std::string::npos) return "none";
  const std::size_t start = report.find_first_not_of(" :", place + word.size());
  return report.substr(start, report.find_first_of(" \n", start) - start);
}

}  // namespace

void load() {
  if (run("command -v wrk").empty()) {
    std::printf("wrk is not installed: no figures under load\n");
    return;
  }
  test::ServedProgram served({.environment = {{"CALLTRACKER_LOG_LEVEL", "error"}}});
  served.wait_for_job(served.start_job("week.csv", test::make_csv(kCalls)));
  for (const char* path :
       {"/healthz", "/", "/api/calls", "/api/calls?sort=-leadScore&limit=50", "/api/dashboard"}) {
    const std::string report =
        run(fmt::format("wrk -t1 -c32 -d4s --latency -H 'Accept-Encoding: gzip' 'http://127.0.0.1:{}{}' 2>&1",
                        served.port(), path));
    std::printf("%-46s %10s requests/s   p50 %s   p99 %s   refused %s\n", path,
                figure(report, "Requests/sec:").c_str(), figure(report, "50%").c_str(),
                figure(report, "99%").c_str(), figure(report, "Non-2xx or 3xx responses:").c_str());
    std::fflush(stdout);
  }
}

}  // namespace calltracker::bench
