// SPDX-License-Identifier: MIT
#pragma once

// Walks over a short text piece by piece: digits, letters, single characters.

#include <cstddef>
#include <optional>
#include <string_view>

namespace calltracker::bronze {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class TextCursor {
 public:
  explicit TextCursor(std::string_view text) : rest_(text) {}

  std::string_view rest() const { return rest_; }
  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(char c) {
    if (peek() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void skip(std::string_view characters) {
    while (!rest_.empty() && characters.find(rest_.front()) != std::string_view::npos) rest_.remove_prefix(1);
  }

  std::string_view digits() { return take_while(is_digit); }
  std::string_view letters() { return take_while(is_letter); }

 private:
  template <class Accepts>
  std::string_view take_while(Accepts accepts) {
    std::size_t length = 0;
    while (length < rest_.size() && accepts(rest_[length])) ++length;
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return taken;
  }

  std::string_view rest_;
};

// A number of at most nine digits.
inline std::optional<int> to_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

}  // namespace calltracker::bronze
