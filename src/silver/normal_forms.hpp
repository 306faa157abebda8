// SPDX-License-Identifier: MIT
#pragma once

// The one way in which phones and places are written down.

#include <optional>
#include <string>
#include <string_view>

namespace calltracker::silver {

// The ten digits of a North American number, without a leading 1; nullopt for anything else.
std::optional<std::string> phone_digits(std::string_view text);

// "(864) 555-0131"
std::string format_phone(std::string_view ten_digits);

struct Place {
  std::string city;
  std::optional<std::string> state;  // two capital letters, of the United States
};

// "Spartanburg, South Carolina", "spartanburg SC", "Spartanburg"; nullopt without a city.
std::optional<Place> parse_place(std::string_view text);

// "SC" for "South Carolina", "sc" and "SC"; nullopt for no state.
std::optional<std::string> state_code(std::string_view text);

// "South Carolina" for "SC"; empty for no state.
std::string_view state_name(std::string_view abbreviation);

// "Spartanburg, SC", or only the city.
std::string format_place(const Place& place);

}  // namespace calltracker::silver
