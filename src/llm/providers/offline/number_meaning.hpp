// SPDX-License-Identifier: MIT
#pragma once

// What a number said in a call is: one to call back, one of the company's own, or something else altogether,
// by the words before it and the question it answers.

#include "llm/providers/offline/spoken_numbers.hpp"

namespace calltracker::llm::offline {

enum class Meaning { Unclear, Callback, Company, Other };

class NumberMeaning {
 public:
  explicit NumberMeaning(const Conversation& conversation) : conversation_(conversation) {}

  Meaning of(const DigitRun& run, const TurnView& turn) const;

 private:
  Meaning of_question(const DigitRun& run) const;
  bool sentence_ends(std::uint32_t from, std::uint32_t to) const;
  bool overlaps_other_lead(const DigitRun& run, std::uint32_t phone_lead_last) const;
  bool speaks_of_own_number(const TurnView& question) const;
  bool speaks_of_self(const CueHit& hit) const;

  const Conversation& conversation_;
};

// Written as a telephone number is, with dashes: no amount, whatever stands around it.
bool is_written(const Conversation& conversation, const DigitRun& run);

}  // namespace calltracker::llm::offline
