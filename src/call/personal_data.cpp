// SPDX-License-Identifier: MIT
#include "call/personal_data.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace calltracker {
std::string_view name_of(PersonalData kind) {
  switch (kind) {
    case PersonalData::Card:
      return "card";
    case PersonalData::SocialSecurityNumber:
      return "ssn";
    case PersonalData::Email:
      return "email";
    case PersonalData::Phone:
      return "phone";
  }
  return "";
}

std::optional<PersonalDataKinds> parse_personal_data(std::string_view text) {
  PersonalDataKinds kinds;
  for (const std::string_view part : split(text, ',')) {
    const std::string_view word = trim(part);
    if (word.empty()) continue;
    if (equals_ignoring_case(word, "all")) {
      kinds.insert(kAllPersonalData.begin(), kAllPersonalData.end());
      continue;
    }
    const auto found =
        std::find_if(kAllPersonalData.begin(), kAllPersonalData.end(),
                     [word](PersonalData kind) { return equals_ignoring_case(word, name_of(kind)); });
    if (found == kAllPersonalData.end()) return std::nullopt;
    kinds.insert(*found);
  }
  return kinds;
}

std::string to_text(const PersonalDataKinds& kinds) {
  std::string text;
  for (const PersonalData kind : kinds) {
    if (!text.empty()) text += ',';
    text += name_of(kind);
  }
  return text;
}

}  // namespace calltracker
