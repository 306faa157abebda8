// SPDX-License-Identifier: MIT
#include "bench/llm/measuring.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <queue>

namespace calltracker::bench {

void print_figure(const std::string& name, const std::string& value, const std::string& target) {
  std::printf("%-72s %12s   %s\n", name.c_str(), value.c_str(), target.c_str());
  std::fflush(stdout);
}

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double resident_mb() {
  std::ifstream statm("/proc/self/statm");
  long pages = 0;
  statm >> pages >> pages;
  return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string make_log(int calls, int turns) {
  static constexpr const char* kNeeds[] = {"a dry van", "two reefers", "a flatbed", "cargo insurance",
                                           "a step deck"};
  std::string log = "Start Time,Duration (seconds),Source,Recording Url,Full Transcription\n";
  for (int call = 0; call < calls; ++call) {
    log += fmt::format(
        "2026-11-16 {:02}:{:02}:{:02},{},Google Ads,https://recordings.example/{},\"Agent: Thanks for "
        "calling "
        "Nationwide Haul, this is Brian speaking. How can I help you today? Caller: Hi Brian, my name is "
        "Dale Mercer "
        "and I run {} trucks out of Ocala. I need {} by Friday. ",
        8 + call / 3600 % 10, call / 60 % 60, call % 60, 60 + call % 200, call, 2 + call, kNeeds[call % 5]);
    for (int turn = 4; turn + 1 < turns; turn += 2) {
      log += fmt::format(
          "Agent: Got it. And what would you say number {} should look like for your loads, length and "
          "doors? "
          "Caller: About {} thousand dollars at most, and it has to be a {} or newer with swing doors. ",
          turn, 20 + (call + turn) % 40, 2012 + (call + turn) % 12);
    }
    log += "Agent: Thank you, I will call you tomorrow at nine. Caller: Good, bye.\"\n";
  }
  return log;
}

double list_schedule_ms(const std::vector<std::int64_t>& spans_ms, int places) {
  std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> free_at_ms;
  for (int place = 0; place < places; ++place) free_at_ms.push(0);
  std::int64_t end_ms = 0;
  for (const std::int64_t span_ms : spans_ms) {
    const std::int64_t ended_ms = free_at_ms.top() + span_ms;
    free_at_ms.pop();
    free_at_ms.push(ended_ms);
    end_ms = std::max(end_ms, ended_ms);
  }
  return static_cast<double>(end_ms);
}

double waves_ms(const std::vector<std::int64_t>& spans_ms, std::size_t wave) {
  double total_ms = 0;
  for (std::size_t first = 0; first < spans_ms.size(); first += wave) {
    const std::size_t behind = std::min(first + wave, spans_ms.size());
    total_ms +=
        static_cast<double>(*std::max_element(spans_ms.begin() + static_cast<std::ptrdiff_t>(first),
                                              spans_ms.begin() + static_cast<std::ptrdiff_t>(behind)));
  }
  return total_ms;
}

}  // namespace calltracker::bench
