// SPDX-License-Identifier: MIT
#pragma once

// Numbers as they stand in a transcript, written or spoken: "864-555-0131", "eight six four, five five five,
// oh one thirty-one", "triple two". English and Spanish.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace calltracker::llm {

struct DigitRun {
  std::size_t begin = 0;  // bytes [begin, end) of the text
  std::size_t end = 0;
  std::string digits;        // as they would be dialled
  bool is_amount = false;    // "$4,500", "forty thousand", "53 feet": a value, not a name
  bool opens_text = false;   // nothing but fillers before it
  bool closes_text = false;  // nothing but fillers after it
};

// Every maximal run of number words; "um", "dash" and the like do not end one.
std::vector<DigitRun> find_digit_runs(std::string_view text);

}  // namespace calltracker::llm
