// SPDX-License-Identifier: MIT
#include "silver/normal_forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace calltracker::silver {
namespace {

constexpr std::size_t kPhoneDigits = 10;

constexpr std::array<std::pair<std::string_view, std::string_view>, 52> kStates = {{
    {"AL", "Alabama"},        {"AK", "Alaska"},        {"AZ", "Arizona"},
    {"AR", "Arkansas"},       {"CA", "California"},    {"CO", "Colorado"},
    {"CT", "Connecticut"},    {"DE", "Delaware"},      {"DC", "District of Columbia"},
    {"FL", "Florida"},        {"GA", "Georgia"},       {"HI", "Hawaii"},
    {"ID", "Idaho"},          {"IL", "Illinois"},      {"IN", "Indiana"},
    {"IA", "Iowa"},           {"KS", "Kansas"},        {"KY", "Kentucky"},
    {"LA", "Louisiana"},      {"ME", "Maine"},         {"MD", "Maryland"},
    {"MA", "Massachusetts"},  {"MI", "Michigan"},      {"MN", "Minnesota"},
    {"MS", "Mississippi"},    {"MO", "Missouri"},      {"MT", "Montana"},
    {"NE", "Nebraska"},       {"NV", "Nevada"},        {"NH", "New Hampshire"},
    {"NJ", "New Jersey"},     {"NM", "New Mexico"},    {"NY", "New York"},
    {"NC", "North Carolina"}, {"ND", "North Dakota"},  {"OH", "Ohio"},
    {"OK", "Oklahoma"},       {"OR", "Oregon"},        {"PA", "Pennsylvania"},
    {"PR", "Puerto Rico"},    {"RI", "Rhode Island"},  {"SC", "South Carolina"},
    {"SD", "South Dakota"},   {"TN", "Tennessee"},     {"TX", "Texas"},
    {"UT", "Utah"},           {"VT", "Vermont"},       {"VA", "Virginia"},
    {"WA", "Washington"},     {"WV", "West Virginia"}, {"WI", "Wisconsin"},
    {"WY", "Wyoming"},
}};

// "spartanburg" and "FORT WORTH" as written on a letter; "McAllen" as it is.
std::string capitalised(std::string_view text) {
  const std::string collapsed = collapse_whitespace(text);
  const bool has_lower =
      std::any_of(collapsed.begin(), collapsed.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  std::string result = has_lower ? collapsed : to_lower_ascii(collapsed);
  bool at_start = true;
  for (char& c : result) {
    if (at_start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    at_start = c == ' ' || c == '-';
  }
  return result;
}

}  // namespace

std::optional<std::string> phone_digits(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  if (digits.size() == kPhoneDigits + 1 && digits.front() == '1') digits.erase(0, 1);
  // Area codes and exchanges start with 2 to 9.
  if (digits.size() != kPhoneDigits || digits[0] < '2' || digits[3] < '2') return std::nullopt;
  return digits;
}

std::string format_phone(std::string_view ten_digits) {
  return fmt::format("({}) {}-{}", ten_digits.substr(0, 3), ten_digits.substr(3, 3), ten_digits.substr(6));
}

std::optional<Place> parse_place(std::string_view text) {
  text = trim(text);
  const std::size_t comma = text.rfind(',');
  if (comma != std::string_view::npos) {
    const std::string city = capitalised(text.substr(0, comma));
    if (city.empty()) return std::nullopt;
    return Place{.city = city, .state = state_code(text.substr(comma + 1))};
  }
  // Without a comma only an abbreviation is told from a part of the city's name ("Port Washington").
  const std::size_t space = text.rfind(' ');
  if (space != std::string_view::npos && text.size() - space == 3) {
    if (const auto state = state_code(text.substr(space + 1))) {
      return Place{.city = capitalised(text.substr(0, space)), .state = state};
    }
  }
  if (text.empty()) return std::nullopt;
  return Place{.city = capitalised(text), .state = std::nullopt};
}

std::optional<std::string> state_code(std::string_view text) {
  text = trim(text);
  if (text.ends_with('.')) text.remove_suffix(1);
  for (const auto& [abbreviation, name] : kStates) {
    if (equals_ignoring_case(abbreviation, text) || equals_ignoring_case(name, text)) {
      return std::string(abbreviation);
    }
  }
  return std::nullopt;
}

std::string_view state_name(std::string_view abbreviation) {
  for (const auto& [code, name] : kStates) {
    if (code == abbreviation) return name;
  }
  return {};
}

std::string format_place(const Place& place) {
  return place.state ? fmt::format("{}, {}", place.city, *place.state) : place.city;
}

}  // namespace calltracker::silver
