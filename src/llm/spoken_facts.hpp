// SPDX-License-Identifier: MIT
#pragma once

// What of a conversation must survive when it is shortened: numbers, prices, dates, names and objections, in
// English and Spanish. Looked for generously: a fact that is none costs a few tokens, a lost one costs a
// lead.

#include <string_view>

namespace calltracker::llm {

struct SpokenFacts {
  bool has_objection = false;
  bool has_price = false;
  bool has_number = false;
  bool has_name = false;
  bool has_date = false;

  bool any() const { return has_objection || has_price || has_number || has_name || has_date; }
  // Higher for what is missed more.
  int worth() const;
};

SpokenFacts facts_in(std::string_view text);

// The same for a recording, whose keys to press ("for sales, press one") and courtesies are no facts.
SpokenFacts facts_in_announcement(std::string_view text);

}  // namespace calltracker::llm
