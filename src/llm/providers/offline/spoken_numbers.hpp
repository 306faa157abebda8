// SPDX-License-Identifier: MIT
#pragma once

// Number words in the way people read digits aloud: "five five five, oh one forty-two", "triple two", "eight
// hundred". A run of number words gives the digits as they would be dialled, not the value of a sum.

#include <cstdint>
#include <string>
#include <vector>

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct DigitRun {
  std::string digits;
  std::vector<std::size_t> groups;  // offsets in digits at which the speaker paused
  std::uint32_t turn = 0;
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;
  bool counted = false;  // "thousand", or "hundred" past the area code: a value rather than digits
  bool money = false;    // a price, a share or a quantity: "$4,500", "forty thousand dollars", "53 foot"
};

// Every maximal run of number words in a turn; "um", "dash", "area code" and "and" do not end one.
// Where digits are expected, words that sound like one and stand beside one count as well.
std::vector<DigitRun> find_digit_runs(const Conversation& conversation, const TurnView& turn,
                                      bool digits_expected = false);

bool is_number_word(const Token& token);

}  // namespace calltracker::llm::offline
