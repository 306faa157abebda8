// SPDX-License-Identifier: MIT
#pragma once

// Civil time in a named zone (IANA, "America/New_York") and ISO 8601 text, on the date library's reading of
// the system's tzdata.

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace calltracker {

struct CivilTime {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
  unsigned weekday = 4;  // 0 = Sunday; filled by to_civil, ignored by to_unix
};

class TimeZone {
 public:
  // Throws Error{Input, "time-zone-unknown"} for a name that tzdata does not hold.
  explicit TimeZone(std::string_view name);

  const std::string& name() const { return name_; }
  CivilTime to_civil(UnixMillis time_ms) const;
  // A time the clock skipped moves forward by the gap; a time that occurs twice is its first occurrence.
  // nullopt when the fields are no date (month 13, 30 February).
  std::optional<UnixMillis> to_unix(const CivilTime& civil) const;
  // "2026-11-16T09:30:00-05:00"
  std::string to_iso8601(UnixMillis time_ms) const;

 private:
  std::string name_;
  const void* zone_;
};

// "2026-11-16T14:30:00.000Z"
std::string to_iso8601_utc(UnixMillis time_ms);

// ISO 8601 with Z or an offset; nullopt for anything else.
std::optional<UnixMillis> parse_iso8601(std::string_view text);

}  // namespace calltracker
