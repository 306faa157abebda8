// SPDX-License-Identifier: MIT
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>

#include "base/text.hpp"
#include "bench/http/benches.hpp"
#include "tests/api/served_program.hpp"

namespace calltracker::bench {
namespace {

constexpr std::chrono::seconds kRest{3};

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double resident_mb(int process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

// What a browser fetches before it can show something: the document, then the scripts and styles it names.
std::size_t fetch_page(const test::ServedProgram& served) {
  const std::string document = served.ask("GET", "/", {"Accept: text/html"}).body;
  std::size_t bytes = document.size();
  for (std::size_t place = 0; (place = document.find("/assets/", place)) != std::string::npos; ++place) {
    const std::string path = document.substr(place, document.find('"', place) - place);
    bytes += served.ask("GET", path, {"Accept-Encoding: br"}).body.size();
  }
  return bytes;
}

}  // namespace

void idle_server() {
  const auto start = std::chrono::steady_clock::now();
  test::ServedProgram served;
  const double ready_ms = milliseconds_since(start);
  const std::size_t page_bytes = fetch_page(served);
  const double page_ms = milliseconds_since(start);
  const double idle_mb = resident_mb(served.process());
  const std::string id = served.start_job("week.csv", test::make_csv(2'000));
  served.wait_for_job(id);
  const double worked_mb = resident_mb(served.process());
  // Memory is given back when the work is done.
  std::this_thread::sleep_for(kRest);
  std::printf("%-46s %10.0f ms\n", "start of the program to ready", ready_ms);
  std::printf("%-46s %10.0f ms   target ≤ 1000 ms\n", "start to the first page's files delivered", page_ms);
  std::printf("%-46s %10.0f KB\n", "the first page's files, compressed",
              static_cast<double>(page_bytes) / 1024);
  std::printf("%-46s %10.1f MB   target ≤ 20 MB\n", "resident, idle after the first page", idle_mb);
  std::printf("%-46s %10.1f MB   (%.1f MB at its end)\n", "resident, at rest after a job of 2,000 calls",
              resident_mb(served.process()), worked_mb);
}

}  // namespace calltracker::bench
