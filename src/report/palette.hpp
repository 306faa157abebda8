// SPDX-License-Identifier: MIT
#pragma once

// The colours of every report. Meaning first: a score's colour is the same on the cover, in tables and in
// Excel, and no meaning rests on colour alone.

#include <cstdint>
#include <optional>

namespace calltracker::report {

struct Color {
  std::uint32_t rgb = 0;
};

inline constexpr Color kInk{0x16202E};
inline constexpr Color kMuted{0x5F6B7A};
inline constexpr Color kFaint{0x98A2B0};
inline constexpr Color kHairline{0xE3E7ED};
inline constexpr Color kSurface{0xF5F7FA};
inline constexpr Color kWhite{0xFFFFFF};
inline constexpr Color kBrand{0x0F2C4C};
inline constexpr Color kBrandSoft{0xAFC3DA};
inline constexpr Color kAccent{0xF2711C};
inline constexpr Color kBlue{0x2F6FB2};
inline constexpr Color kBlueSoft{0xDCE9F6};

inline constexpr Color kGood{0x1B7F5C};
inline constexpr Color kGoodSoft{0xDDF2E9};
inline constexpr Color kFair{0xA86A00};
inline constexpr Color kFairSoft{0xFDF0D5};
inline constexpr Color kPoor{0xB3372F};
inline constexpr Color kPoorSoft{0xFBE3E0};

struct ScoreColors {
  Color strong;
  Color soft;
};

// Scores of 7 and more are good, from 5 fair, below that poor.
constexpr ScoreColors score_colors(const std::optional<double>& score) {
  if (!score) return {kFaint, kSurface};
  if (*score >= 7) return {kGood, kGoodSoft};
  if (*score >= 5) return {kFair, kFairSoft};
  return {kPoor, kPoorSoft};
}

}  // namespace calltracker::report
