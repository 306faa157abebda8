// SPDX-License-Identifier: MIT
#include "base/time_zone.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <sstream>

#include "base/error.hpp"

namespace calltracker {
namespace {

using SysMillis = date::sys_time<std::chrono::milliseconds>;
using LocalMillis = date::local_time<std::chrono::milliseconds>;

const date::time_zone* zone_of(const void* zone) {
  return static_cast<const date::time_zone*>(zone);
}
SysMillis sys_time(UnixMillis time_ms) {
  return SysMillis(std::chrono::milliseconds(time_ms));
}

}  // namespace

TimeZone::TimeZone(std::string_view name) : name_(name) {
  try {
    zone_ = date::locate_zone(name_);
  } catch (const std::exception&) {
    throw Error({.kind = ErrorKind::Input,
                 .code = "time-zone-unknown",
                 .message = fmt::format("\"{}\" is not a time zone this system knows", name),
                 .hint = "use an IANA name such as America/New_York, and install the package tzdata"});
  }
}

CivilTime TimeZone::to_civil(UnixMillis time_ms) const {
  const auto local = zone_of(zone_)->to_local(sys_time(time_ms));
  const auto day = date::floor<date::days>(local);
  const date::year_month_day calendar(day);
  const date::hh_mm_ss<std::chrono::milliseconds> time(local - day);
  return {.year = static_cast<int>(calendar.year()),
          .month = static_cast<unsigned>(calendar.month()),
          .day = static_cast<unsigned>(calendar.day()),
          .hour = static_cast<int>(time.hours().count()),
          .minute = static_cast<int>(time.minutes().count()),
          .second = static_cast<int>(time.seconds().count()),
          .millisecond = static_cast<int>(time.subseconds().count()),
          .weekday = date::weekday(day).c_encoding()};
}

std::optional<UnixMillis> TimeZone::to_unix(const CivilTime& civil) const {
  const date::year_month_day calendar(date::year(civil.year), date::month(civil.month), date::day(civil.day));
  if (!calendar.ok() || civil.hour < 0 || civil.hour > 23 || civil.minute < 0 || civil.minute > 59 ||
      civil.second < 0 || civil.second > 59) {
    return std::nullopt;
  }
  const LocalMillis local = date::local_days(calendar) + std::chrono::hours(civil.hour) +
                            std::chrono::minutes(civil.minute) + std::chrono::seconds(civil.second) +
                            std::chrono::milliseconds(civil.millisecond);
  const auto info = zone_of(zone_)->get_info(local);
  // In a gap both candidate offsets exist; the one before the gap moves the time forward by the gap's length.
  return (local.time_since_epoch() - info.first.offset).count();
}

std::string TimeZone::to_iso8601(UnixMillis time_ms) const {
  const CivilTime civil = to_civil(time_ms);
  const auto offset_minutes =
      std::chrono::duration_cast<std::chrono::minutes>(zone_of(zone_)->get_info(sys_time(time_ms)).offset)
          .count();
  const auto magnitude = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", civil.year, civil.month, civil.day,
                     civil.hour, civil.minute, civil.second, offset_minutes < 0 ? '-' : '+', magnitude / 60,
                     magnitude % 60);
}

std::string to_iso8601_utc(UnixMillis time_ms) {
  return date::format("%FT%TZ", sys_time(time_ms));
}

std::optional<UnixMillis> parse_iso8601(std::string_view text) {
  for (const char* pattern : {"%FT%TZ", "%FT%T%Ez", "%FT%T%z", "%F %T%Ez", "%FT%RZ", "%FT%R%Ez"}) {
    std::istringstream stream{std::string(text)};
    SysMillis time;
    stream >> date::parse(pattern, time);
    if (!stream.fail() && stream.peek() == std::istringstream::traits_type::eof()) {
      return time.time_since_epoch().count();
    }
  }
  return std::nullopt;
}

}  // namespace calltracker
