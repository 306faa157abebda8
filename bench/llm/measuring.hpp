// SPDX-License-Identifier: MIT
#pragma once

// What the benchmarks of models share: figures with their targets, this process's time and memory, a call log
// of any size, and the schedules that a wall time is compared with.

#include <cstdint>
#include <string>
#include <vector>

namespace calltracker::bench {

void print_figure(const std::string& name, const std::string& value, const std::string& target = "");

double processor_seconds();
double resident_mb();
double seconds_now();

// Different conversations of `turns` turns, some 1,500 characters with 16 as in the sample week.
std::string make_log(int calls, int turns);

// How long these take, each begun in this order as soon as one of the places is free, by somebody who loses
// no time.
double list_schedule_ms(const std::vector<std::int64_t>& spans_ms, int places);
// The same in waves: the next ones begin when the last of a wave has ended.
double waves_ms(const std::vector<std::int64_t>& spans_ms, std::size_t wave);

}  // namespace calltracker::bench
