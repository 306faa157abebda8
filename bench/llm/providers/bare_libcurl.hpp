// SPDX-License-Identifier: MIT
#pragma once

// The peer of our own client: the same number of requests of the same size to the same provider by nothing
// but libcurl's multi interface, which knows no job, no call and no answer.

#include <cstddef>
#include <string>

namespace calltracker::bench {

struct BareRequests {
  int count = 0;
  int at_once = 0;
  std::size_t instruction_bytes = 0;
  std::size_t conversation_bytes = 0;
};

struct BareFigures {
  double processor_seconds = 0;
  double most_mb = 0;  // beyond what the process held before
  int answered = 0;
};

BareFigures ask_with_bare_libcurl(const std::string& base_url, const std::string& key,
                                  const BareRequests& requests);

}  // namespace calltracker::bench
