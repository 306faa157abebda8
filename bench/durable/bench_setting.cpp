// SPDX-License-Identifier: MIT
#include "bench/durable/bench_setting.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

namespace calltracker::bench {

BenchDatabase::BenchDatabase()
    : folder_(std::filesystem::temp_directory_path() / ("bench-durable-" + std::to_string(::getpid()))) {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  stores_ = store::sql::open_stores(path(), clock_, log_);
}

BenchDatabase::~BenchDatabase() {
  stores_.journal.reset();
  stores_.calls.reset();
  stores_.database.reset();
  std::filesystem::remove_all(folder_);
}

void RunCounter::run_ended(const durable::RunEnded&) {
  const std::lock_guard lock(mutex_);
  ++ended_;
  changed_.notify_all();
}

void RunCounter::wait_for(std::size_t runs) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return ended_ >= runs; });
}

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double processor_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::size_t resident_kilobytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t size = 0;
  std::size_t resident = 0;
  statm >> size >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) / 1024;
}

}  // namespace calltracker::bench
