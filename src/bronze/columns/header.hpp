// SPDX-License-Identifier: MIT
#pragma once

// A header as it is compared: "Duration (seconds)", "duration_seconds" and "DurationSeconds" are all
// "duration" with the unit second.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace calltracker::bronze {

struct Header {
  std::string words;        // lower case, one space between words, without units and time zones
  double unit_seconds = 0;  // 60 for "(min)"; 0 when no unit is named
  bool is_utc = false;      // "datetime (utc)"
};

Header normalise_header(std::string_view text);

struct HeaderCell {
  std::uint32_t column = 0;
  std::string text;  // as in the file, trimmed
};

// Names a layout: two files with the same headers in the same order share it.
std::string header_fingerprint(const std::vector<HeaderCell>& headers);

// "Start", "Duration", "Caller": for error messages, with the tail of a long list counted.
std::string quote_headers(const std::vector<HeaderCell>& headers);

}  // namespace calltracker::bronze
