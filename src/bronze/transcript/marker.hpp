// SPDX-License-Identifier: MIT
#pragma once

// Where a new speaker or a new time starts inside a transcript: "Agent:", "[00:01] Caller:", "**Brian:**".

#include <cstddef>
#include <optional>
#include <string_view>

#include "bronze/transcript/piece.hpp"

namespace calltracker::bronze {

enum class MarkerPlace : std::uint8_t { LineStart, Inline };

struct Marker {
  std::size_t begin = 0;
  std::size_t time_end = 0;  // behind the time alone; begin when there is none
  std::size_t end = 0;       // behind everything
  MarkerPlace place = MarkerPlace::LineStart;
  SpeakerLabel label;  // kind Name for what may be a name; kind None for a time alone
  std::optional<double> at_seconds;
  bool is_time_bracketed = false;
};

// The marker that starts exactly at `begin`, if one does. Looks at no more than a few dozen bytes.
std::optional<Marker> match_marker(std::string_view text, std::size_t begin, MarkerPlace place);

// "0:15", "00:01:05.250" at the front of `text`: seconds, and how many bytes they take.
struct ClockMatch {
  double seconds = 0;
  std::size_t length = 0;
};
std::optional<ClockMatch> match_clock(std::string_view text);

}  // namespace calltracker::bronze
