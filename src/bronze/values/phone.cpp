// SPDX-License-Identifier: MIT
#include "bronze/values/phone.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "bronze/values/text_cursor.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kLongestPhone = 40;
constexpr std::string_view kPunctuation = " +-().'/\t:";

struct Digits {
  std::string digits;
  bool only_phone_characters = true;
};

Digits digits_of(std::string_view text) {
  Digits found;
  if (text.starts_with("tel:")) text.remove_prefix(4);
  for (std::size_t index = 0; index < text.size(); ++index) {
    const char c = text[index];
    if (is_digit(c)) {
      found.digits.push_back(c);
    } else if (text.substr(index, 2) == "\xC2\xA0") {
      ++index;
    } else if (kPunctuation.find(c) == std::string_view::npos) {
      found.only_phone_characters = false;
    }
  }
  return found;
}

// The ten digits of a number in the North American plan; empty for any other.
std::string national_digits(const Digits& found) {
  if (!found.only_phone_characters) return {};
  std::string digits = found.digits;
  if (digits.size() == 11 && digits.front() == '1') digits.erase(0, 1);
  const bool plausible = digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2';
  return plausible ? digits : std::string();
}

}  // namespace

std::string format_phone(std::string_view text) {
  text = trim(text);
  const std::string digits = text.size() <= kLongestPhone ? national_digits(digits_of(text)) : std::string();
  if (!digits.empty()) {
    return fmt::format("({}) {}-{}", digits.substr(0, 3), digits.substr(3, 3), digits.substr(6));
  }
  return std::string(text.starts_with('\'') ? text.substr(1) : text);
}

bool looks_like_phone(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > kLongestPhone) return false;
  for (const std::string_view word :
       {"anonymous", "restricted", "private", "unknown", "unavailable", "blocked", "withheld"}) {
    if (equals_ignoring_case(text, word)) return true;
  }
  // Dates and clocks are written with the same characters; they have a colon or a year between separators.
  const Digits found = digits_of(text);
  if (text.find(':') != std::string_view::npos && !text.starts_with("tel:")) return false;
  const bool has_extension = contains_ignoring_case(text, "ext") || contains_ignoring_case(text, "x");
  return (found.only_phone_characters || has_extension) && found.digits.size() >= 2 &&
         found.digits.size() <= 18;
}

std::string phone_key(std::string_view text) {
  text = trim(text);
  std::string digits = text.size() <= kLongestPhone ? national_digits(digits_of(text)) : std::string();
  return digits.empty() ? to_lower_ascii(text) : digits;
}

}  // namespace calltracker::bronze
