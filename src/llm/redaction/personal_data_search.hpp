// SPDX-License-Identifier: MIT
#pragma once

// Where a conversation holds personal data: which bytes of which turns belong to one number or address.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "call/personal_data.hpp"

namespace calltracker::llm {

struct SpokenText {
  std::string speaker;
  std::string text;
};

struct PersonalDataPiece {
  std::size_t turn = 0;
  std::size_t begin = 0;  // bytes [begin, end) of the turn's text
  std::size_t end = 0;
};

struct PersonalDataFind {
  PersonalData kind = PersonalData::Phone;
  std::string value;                      // digits alone, or the address in lower case
  std::vector<PersonalDataPiece> pieces;  // one, or several when it was said over several turns
};

// In order of appearance; finds do not overlap.
std::vector<PersonalDataFind> find_personal_data(const std::vector<SpokenText>& turns,
                                                 const PersonalDataKinds& kinds);

}  // namespace calltracker::llm
