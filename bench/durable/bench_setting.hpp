// SPDX-License-Identifier: MIT
#pragma once

// What every figure of this benchmark needs: a fresh SQLite file on the disk under test, the workflows, and
// an observer that counts.

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "durable/embedded/executor.hpp"
#include "store/sql/stores.hpp"

namespace calltracker::bench {

// A database file in a folder that goes away with it.
class BenchDatabase {
 public:
  BenchDatabase();
  ~BenchDatabase();
  BenchDatabase(const BenchDatabase&) = delete;
  BenchDatabase& operator=(const BenchDatabase&) = delete;

  durable::Journal& journal() { return *stores_.journal; }
  const Clock& clock() const { return clock_; }
  std::string path() const { return (folder_ / "bench.db").string(); }

 private:
  SystemClock clock_;
  Log log_{clock_, LogFormat::Text, LogLevel::Off};
  std::filesystem::path folder_;
  store::sql::Stores stores_;
};

class RunCounter final : public durable::ExecutorObserver {
 public:
  void run_ended(const durable::RunEnded&) override;
  void wait_for(std::size_t runs);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t ended_ = 0;
};

double seconds_now();
// Processor time of all threads so far: the figure that other programs on the machine do not change.
double processor_seconds();
std::size_t resident_kilobytes();

// Each prints its figures.
void bench_throughput(std::size_t runs);
void bench_latency(std::size_t runs);
void bench_memory(std::size_t runs);
void bench_recovery(const std::string& program);
// The child of bench_recovery: begins runs that never end, says "running" and waits to be killed.
[[noreturn]] void begin_and_hang(const std::string& path);

}  // namespace calltracker::bench
