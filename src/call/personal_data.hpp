// SPDX-License-Identifier: MIT
#pragma once

// Data about a person that can be kept from a model provider.

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace calltracker {

enum class PersonalData { Card, SocialSecurityNumber, Email, Phone };

inline constexpr std::array kAllPersonalData = {PersonalData::Card, PersonalData::SocialSecurityNumber,
                                                PersonalData::Email, PersonalData::Phone};

using PersonalDataKinds = std::set<PersonalData>;

std::string_view name_of(PersonalData kind);  // "card", "ssn", "email", "phone"

// "card,ssn", in any order and case, "all" for every kind; "" for none. nullopt when a word is none of these.
std::optional<PersonalDataKinds> parse_personal_data(std::string_view text);

std::string to_text(const PersonalDataKinds& kinds);  // "card,ssn"

}  // namespace calltracker
