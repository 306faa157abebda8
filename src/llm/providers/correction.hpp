// SPDX-License-Identifier: MIT
#pragma once

// The sentence by which an answer that cannot be used is asked for once more, the same for every provider.

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace calltracker::llm {

inline std::string correction_request(std::string_view reason) {
  return fmt::format(
      "The program that asked has checked the answer and cannot use it: {}. Give the whole JSON document "
      "again "
      "with this corrected; leave the rest as it is.",
      reason);
}

}  // namespace calltracker::llm
