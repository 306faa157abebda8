// SPDX-License-Identifier: MIT
#include "bronze/values/moment.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "bronze/values/text_cursor.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::string_view kSpaces =
    " \t\xC2\xA0\xE2\x80\xAF";  // with the no-break spaces that exports put before AM
constexpr std::size_t kLongestMoment = 64;
constexpr double kFirstSerial = 20'000;    // 1954
constexpr double kLastSerial = 80'000;     // 2119
constexpr double kFirstUnixSeconds = 1e9;  // 2001
constexpr double kLastUnixSeconds = 4e9;
constexpr int kDaysFrom1900To1904 = 1462;
constexpr double kMillisecondsPerDay = 86'400'000;

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr auto kZones = std::to_array<std::pair<std::string_view, int>>({
    {"z", 0},
    {"utc", 0},
    {"gmt", 0},
    {"est", -300},
    {"edt", -240},
    {"cst", -360},
    {"cdt", -300},
    {"mst", -420},
    {"mdt", -360},
    {"pst", -480},
    {"pdt", -420},
    {"akst", -540},
    {"akdt", -480},
    {"hst", -600},
});

struct NumericDate {
  int first = 0;
  int second = 0;
  int year = 0;
};

int full_year(std::string_view digits) {
  const int year = to_number(digits).value_or(-1);
  if (digits.size() == 2) return year + (year < 70 ? 2000 : 1900);
  return digits.size() == 4 ? year : -1;
}

std::optional<unsigned> month_of(std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  for (std::size_t index = 0; index < kMonths.size(); ++index) {
    if (equals_ignoring_case(word.substr(0, 3), kMonths[index])) return static_cast<unsigned>(index + 1);
  }
  return std::nullopt;
}

bool is_weekday(std::string_view word) {
  for (const std::string_view name : kWeekdays) {
    if (word.size() >= 3 && equals_ignoring_case(word.substr(0, 3), name)) return true;
  }
  return false;
}

// "11/16/2026", "16.11.26": the three numbers in the order in which they stand.
std::optional<NumericDate> numeric_date(TextCursor& cursor) {
  TextCursor attempt = cursor;
  const std::optional<int> first = to_number(attempt.digits());
  const char separator = attempt.peek();
  if (!first || (separator != '/' && separator != '-' && separator != '.')) return std::nullopt;
  attempt.take(separator);
  const std::optional<int> second = to_number(attempt.digits());
  if (!second || !attempt.take(separator)) return std::nullopt;
  const int year = full_year(attempt.digits());
  if (year < 0 || *first > 31 || *second > 31) return std::nullopt;
  cursor = attempt;
  return NumericDate{*first, *second, year};
}

bool take_year_first(TextCursor& cursor, CivilTime& civil) {
  TextCursor attempt = cursor;
  const std::string_view digits = attempt.digits();
  if (digits.size() == 8) {  // 20261116
    civil.year = *to_number(digits.substr(0, 4));
    civil.month = static_cast<unsigned>(*to_number(digits.substr(4, 2)));
    civil.day = static_cast<unsigned>(*to_number(digits.substr(6, 2)));
    cursor = attempt;
    return true;
  }
  const char separator = attempt.peek();
  if (digits.size() != 4 || (separator != '-' && separator != '/' && separator != '.')) return false;
  attempt.take(separator);
  const std::optional<int> month = to_number(attempt.digits());
  if (!month || !attempt.take(separator)) return false;
  const std::optional<int> day = to_number(attempt.digits());
  if (!day) return false;
  civil.year = *to_number(digits);
  civil.month = static_cast<unsigned>(*month);
  civil.day = static_cast<unsigned>(*day);
  cursor = attempt;
  return true;
}

void skip_ordinal(TextCursor& cursor) {
  TextCursor attempt = cursor;
  const std::string_view letters = attempt.letters();
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (equals_ignoring_case(letters, ending)) cursor = attempt;
  }
}

// "Nov 16, 2026", "November 16th 2026", "16 Nov 2026", "16-Nov-26"
bool take_named_month(TextCursor& cursor, CivilTime& civil) {
  TextCursor attempt = cursor;
  std::optional<unsigned> month = month_of(attempt.letters());
  attempt.skip(" .,-");
  const std::optional<int> day = to_number(attempt.digits());
  if (!day) return false;
  skip_ordinal(attempt);
  attempt.skip(" .,-");
  if (!month) {
    month = month_of(attempt.letters());
    attempt.skip(" .,-");
  }
  const int year = full_year(attempt.digits());
  if (!month || year < 0) return false;
  civil.year = year;
  civil.month = *month;
  civil.day = static_cast<unsigned>(*day);
  cursor = attempt;
  return true;
}

bool take_date(TextCursor& cursor, DayOrder order, CivilTime& civil) {
  if (take_year_first(cursor, civil) || take_named_month(cursor, civil)) return true;
  const std::optional<NumericDate> date = numeric_date(cursor);
  if (!date) return false;
  const bool day_first = order == DayOrder::DayFirst;
  civil.year = date->year;
  civil.month = static_cast<unsigned>(day_first ? date->second : date->first);
  civil.day = static_cast<unsigned>(day_first ? date->first : date->second);
  return true;
}

// "am", "PM", "a.m.", "p"; 0, 12 or nothing to add.
std::optional<int> take_half_of_day(TextCursor& cursor) {
  TextCursor attempt = cursor;
  attempt.skip(kSpaces);
  const char letter = static_cast<char>(attempt.peek() | 0x20);
  if (letter != 'a' && letter != 'p') return std::nullopt;
  attempt.take(attempt.peek());
  attempt.take('.');
  const bool has_m = attempt.take('m') || attempt.take('M');
  if (has_m) attempt.take('.');
  if (is_letter(attempt.peek())) return std::nullopt;
  cursor = attempt;
  return letter == 'a' ? 0 : 12;
}

int take_fraction_ms(TextCursor& cursor) {
  TextCursor attempt = cursor;
  if (!attempt.take('.') && !attempt.take(',')) return 0;
  std::string digits(attempt.digits().substr(0, 3));
  if (digits.empty()) return 0;
  digits.resize(3, '0');
  cursor = attempt;
  return *to_number(digits);
}

bool take_clock(TextCursor& cursor, CivilTime& civil) {
  TextCursor attempt = cursor;
  const std::optional<int> hour = to_number(attempt.digits());
  if (!hour || *hour > 24) return false;
  civil.hour = *hour;
  const bool has_minutes = attempt.take(':');
  if (has_minutes) {
    const std::optional<int> minute = to_number(attempt.digits());
    if (!minute) return false;
    civil.minute = *minute;
    if (attempt.take(':')) {
      const std::optional<int> second = to_number(attempt.digits());
      if (!second) return false;
      civil.second = *second;
      civil.millisecond = take_fraction_ms(attempt);
    }
  }
  const std::optional<int> half = take_half_of_day(attempt);
  if (!has_minutes && !half) return false;
  if (half) {
    if (civil.hour < 1 || civil.hour > 12) return false;
    civil.hour = civil.hour % 12 + *half;
  }
  cursor = attempt;
  return civil.hour < 24 && civil.minute < 60 && civil.second < 60;
}

bool take_offset(TextCursor& cursor, std::optional<int>& offset_minutes) {
  TextCursor attempt = cursor;
  attempt.skip(kSpaces);
  const bool bracketed = attempt.take('(');
  const std::string_view word = attempt.letters();
  if (!word.empty()) {
    bool known = false;
    for (const auto& [name, minutes] : kZones) {
      if (!equals_ignoring_case(name, word)) continue;
      offset_minutes = minutes;
      known = true;
    }
    if (!known) return false;
  }
  if (attempt.peek() == '+' || attempt.peek() == '-') {
    const int sign = attempt.peek() == '-' ? -1 : 1;
    attempt.take(attempt.peek());
    const std::string_view digits = attempt.digits();
    int minutes = 0;
    if (digits.size() == 4) {
      minutes = *to_number(digits.substr(0, 2)) * 60 + *to_number(digits.substr(2));
    } else if (digits.size() == 1 || digits.size() == 2) {
      minutes = *to_number(digits) * 60;
      if (attempt.take(':')) minutes += to_number(attempt.digits()).value_or(0);
    } else {
      return false;
    }
    if (minutes > 14 * 60) return false;
    offset_minutes = sign * minutes;
  }
  if (bracketed) attempt.take(')');
  cursor = attempt;
  return offset_minutes.has_value();
}

void skip_weekday(TextCursor& cursor) {
  TextCursor attempt = cursor;
  if (!is_weekday(attempt.letters())) return;
  attempt.skip(" .,");
  cursor = attempt;
}

void skip_between(TextCursor& cursor) {
  cursor.skip(" ,\t\xC2\xA0\xE2\x80\xAF");
  TextCursor attempt = cursor;
  const std::string_view word = attempt.letters();
  if (equals_ignoring_case(word, "T") || equals_ignoring_case(word, "at")) {
    attempt.skip(kSpaces);
    cursor = attempt;
  } else if (attempt.take('-') || attempt.take('_')) {
    attempt.skip(kSpaces);
    cursor = attempt;
  }
}

Moment civil_of_ms(double unix_ms) {
  using namespace std::chrono;
  const sys_time<milliseconds> time{milliseconds(std::llround(unix_ms))};
  const auto day = floor<days>(time);
  const year_month_day calendar(day);
  const hh_mm_ss<milliseconds> clock(time - day);
  return {.civil = {.year = static_cast<int>(calendar.year()),
                    .month = static_cast<unsigned>(calendar.month()),
                    .day = static_cast<unsigned>(calendar.day()),
                    .hour = static_cast<int>(clock.hours().count()),
                    .minute = static_cast<int>(clock.minutes().count()),
                    .second = static_cast<int>(clock.seconds().count()),
                    .millisecond = static_cast<int>(clock.subseconds().count())},
          .has_date = true,
          .has_clock = clock.to_duration().count() != 0};
}

// A serial holds a time to about 0.6 µs in a double, so a moment within 5 ms of a whole second was one.
double rounded_to_seconds(double milliseconds) {
  const double whole = std::round(milliseconds / 1000) * 1000;
  return std::abs(whole - milliseconds) < 5 ? whole : std::round(milliseconds);
}

Moment moment_of_serial(double serial, bool date_1904) {
  constexpr double kUnixEpochSerial = 25'569;
  const double days = serial + (date_1904 ? kDaysFrom1900To1904 : 0) - kUnixEpochSerial;
  return civil_of_ms(rounded_to_seconds(days * kMillisecondsPerDay));
}

std::optional<Moment> moment_of_number(double number) {
  if (number >= kFirstSerial && number <= kLastSerial) return moment_of_serial(number, false);
  double unix_ms = 0;
  if (number >= kFirstUnixSeconds && number <= kLastUnixSeconds) unix_ms = number * 1000;
  if (number >= kFirstUnixSeconds * 1000 && number <= kLastUnixSeconds * 1000) unix_ms = number;
  if (unix_ms == 0) return std::nullopt;
  Moment moment = civil_of_ms(unix_ms);
  moment.has_clock = true;
  moment.offset_minutes = 0;
  return moment;
}

std::optional<double> whole_number(std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

bool is_real_date(const CivilTime& civil) {
  using namespace std::chrono;
  return civil.year >= 1900 && civil.year < 2200 &&
         year_month_day(year(civil.year), month(civil.month), day(civil.day)).ok();
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text, DayOrder order) {
  text = trim(text);
  if (!text.empty() && text.front() == '\'') text.remove_prefix(1);
  if (text.empty() || text.size() > kLongestMoment) return std::nullopt;

  TextCursor cursor(text);
  skip_weekday(cursor);
  Moment moment;
  moment.has_date = take_date(cursor, order, moment.civil);
  if (moment.has_date) skip_between(cursor);
  if (!cursor.done()) {
    moment.has_clock = take_clock(cursor, moment.civil);
    if (moment.has_clock) take_offset(cursor, moment.offset_minutes);
  }
  cursor.skip(kSpaces);
  const bool complete = cursor.done() && (moment.has_date || moment.has_clock);
  if (complete && (!moment.has_date || is_real_date(moment.civil))) return moment;

  const std::optional<double> number = whole_number(text);
  return number ? moment_of_number(*number) : std::nullopt;
}

std::optional<Moment> read_moment(const workbook::Cell& cell, DayOrder order) {
  switch (cell.kind) {
    case workbook::CellKind::Text:
      return parse_moment(cell.text, order);
    case workbook::CellKind::Number:
      return moment_of_number(cell.number);
    case workbook::CellKind::Date:
    case workbook::CellKind::Duration: {
      if (!(cell.number >= 0 && cell.number <= kLastSerial)) return std::nullopt;
      Moment moment = moment_of_serial(cell.number, cell.date_1904);
      moment.has_date = cell.kind == workbook::CellKind::Date && cell.number >= 1;
      if (!moment.has_date) moment.has_clock = true;
      if (!moment.has_date && cell.number >= 1) return std::nullopt;
      return moment;
    }
    default:
      return std::nullopt;
  }
}

DayOrderHint day_order_hint(std::string_view text) {
  TextCursor cursor(trim(text));
  skip_weekday(cursor);
  const std::optional<NumericDate> date = numeric_date(cursor);
  if (!date || date->first == 0 || date->second == 0) return DayOrderHint::None;
  if (date->first > 12) return date->second > 12 ? DayOrderHint::None : DayOrderHint::DayFirst;
  return date->second > 12 ? DayOrderHint::MonthFirst : DayOrderHint::Ambiguous;
}

std::optional<UnixMillis> to_unix(const Moment& moment, const TimeZone& zone) {
  if (!moment.has_date) return std::nullopt;
  if (!moment.offset_minutes) return zone.to_unix(moment.civil);
  using namespace std::chrono;
  const CivilTime& civil = moment.civil;
  if (!is_real_date(civil)) return std::nullopt;
  const sys_days date = year_month_day(year(civil.year), month(civil.month), day(civil.day));
  const milliseconds clock = hours(civil.hour) + minutes(civil.minute - *moment.offset_minutes) +
                             seconds(civil.second) + milliseconds(civil.millisecond);
  return (sys_time<milliseconds>(date) + clock).time_since_epoch().count();
}

}  // namespace calltracker::bronze
