// SPDX-License-Identifier: MIT
#pragma once

// Ended calls as a busy dealer would gather over years: jobs of 2,000 to 100,000 calls, 60 reps of unequal
// diligence, words of unequal frequency. The same seed gives the same calls.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "call/call.hpp"
#include "call/job.hpp"

namespace calltracker::bench {

inline constexpr int kReps = 60;

std::string rep_name(int index);
std::string source_name(int index);
// Word 0 is in most calls, each next one in fewer, word kWords - 1 in next to none.
inline constexpr int kWords = 20'000;
std::string word(int index);

class SyntheticCalls {
 public:
  explicit SyntheticCalls(std::uint64_t seed) : random_(seed) {}

  Job next_job(std::int64_t number);
  Call next_call(const Job& job, int row);

 private:
  int pick(int count);
  // Small numbers far more often than large ones.
  int pick_unequally(int count, double exponent);
  std::string sentence(int words);
  void fill_result(Call& call);

  std::mt19937_64 random_;
  UnixMillis time_ms_ = 1'600'000'000'000;
};

}  // namespace calltracker::bench
