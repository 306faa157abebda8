// SPDX-License-Identifier: MIT
#include "call/area_codes.hpp"

#include "base/text.hpp"
#include "call/embedded_files.hpp"

namespace calltracker {

std::optional<std::string_view> state_of_phone(std::string_view number) {
  constexpr std::size_t kCodeLength = 3;
  constexpr std::size_t kStateLength = 2;
  const std::size_t start = number.find_first_of("0123456789");
  if (start == std::string_view::npos || number.size() < start + kCodeLength) return std::nullopt;
  const std::string_view code = number.substr(start, kCodeLength);
  for (const std::string_view line : split(call::embedded::file("places/area_codes.txt"), '\n')) {
    if (!line.starts_with('#') && line.find(code) != std::string_view::npos)
      return line.substr(0, kStateLength);
  }
  return std::nullopt;
}

}  // namespace calltracker
