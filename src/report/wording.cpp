// SPDX-License-Identifier: MIT
#include "report/wording.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace calltracker::report {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

std::string_view month_of(const CivilTime& time) {
  return kMonths[time.month - 1];
}

}  // namespace

std::string_view title_of(Classification classification) {
  constexpr std::array<std::string_view, 5> kTitles = {"Valid sales", "IVR only", "Spam", "Incomplete",
                                                       "Wrong number"};
  return kTitles[static_cast<std::size_t>(classification)];
}

std::string_view title_of(RecommendedAction action) {
  constexpr std::array<std::string_view, 5> kTitles = {"Call within 1 hour", "Call within 24 hours",
                                                       "Nurture, 48–72 hours", "E-mail only", "No follow-up"};
  return kTitles[static_cast<std::size_t>(action)];
}

std::string_view title_of(CallStatus status) {
  constexpr std::array<std::string_view, 5> kTitles = {"Pending", "Complete", "Skipped", "Failed",
                                                       "Cancelled"};
  return kTitles[static_cast<std::size_t>(status)];
}

std::string_view title_of(SkipReason reason) {
  constexpr std::array<std::string_view, 5> kTitles = {"Empty transcript", "Too short", "Abandoned",
                                                       "Duplicate", "Malformed row"};
  return kTitles[static_cast<std::size_t>(reason)];
}

std::string_view title_of(Timeline timeline) {
  constexpr std::array<std::string_view, 5> kTitles = {"Immediate", "Near term", "1–3 months", "Vague",
                                                       "None"};
  return kTitles[static_cast<std::size_t>(timeline)];
}

std::string_view title_of(Urgency urgency) {
  constexpr std::array<std::string_view, 4> kTitles = {"Immediate", "Near term", "Exploring", "Unknown"};
  return kTitles[static_cast<std::size_t>(urgency)];
}

std::string_view title_of(ServiceFit fit) {
  constexpr std::array<std::string_view, 5> kTitles = {"Perfect", "Good", "Decent", "Poor", "Mismatch"};
  return kTitles[static_cast<std::size_t>(fit)];
}

std::string score_text(const std::optional<double>& score) {
  return score ? fmt::format("{:.1f}", *score) : std::string(kUnknown);
}

std::string lead_score_text(const std::optional<double>& score) {
  return score ? fmt::format("{:.0f}", *score) : std::string(kUnknown);
}

std::string percent_text(const std::optional<double>& share) {
  return share ? fmt::format("{:.0f}\u00A0%", *share * 100) : std::string(kUnknown);
}

std::string count_text(std::int64_t count) {
  const std::string digits = std::to_string(count);
  std::string grouped;
  for (std::size_t index = 0; index < digits.size(); ++index) {
    const std::size_t left = digits.size() - index;
    if (left % 3 == 0 && !grouped.empty() && grouped != "-") grouped += ',';
    grouped += digits[index];
  }
  return grouped;
}

std::string money_text(double usd) {
  if (usd != 0 && std::abs(usd) < 0.1) return fmt::format("${:.4f}", usd);
  return fmt::format("${:.2f}", usd);
}

std::string cost_text(const insight::CostInsight& cost) {
  if (cost.tokens.unpriced == 0) return cost.total_usd > 0 ? money_text(cost.total_usd) : "$0";
  return cost.total_usd > 0 ? money_text(cost.total_usd) + " + unknown" : "unknown";
}

std::string duration_text(const std::optional<double>& seconds) {
  if (!seconds || *seconds < 0) return std::string(kUnknown);
  const auto total = static_cast<std::int64_t>(std::llround(*seconds));
  if (total < 3600) return fmt::format("{}:{:02}", total / 60, total % 60);
  return fmt::format("{}:{:02}:{:02}", total / 3600, total / 60 % 60, total % 60);
}

std::string when_text(const std::optional<UnixMillis>& time_ms, const TimeZone& zone) {
  if (!time_ms) return std::string(kUnknown);
  const CivilTime time = zone.to_civil(*time_ms);
  const int hour = time.hour % 12 == 0 ? 12 : time.hour % 12;
  return fmt::format("{} {} {}, {}:{:02} {}", kWeekdays[time.weekday], month_of(time), time.day, hour,
                     time.minute, time.hour < 12 ? "AM" : "PM");
}

std::string date_text(UnixMillis time_ms, const TimeZone& zone) {
  const CivilTime time = zone.to_civil(time_ms);
  return fmt::format("{} {}, {}", month_of(time), time.day, time.year);
}

std::string period_text(const insight::TeamInsight& team, const TimeZone& zone) {
  if (!team.first_call_ms || !team.last_call_ms) return "no dates in the log";
  const CivilTime first = zone.to_civil(*team.first_call_ms);
  const CivilTime last = zone.to_civil(*team.last_call_ms);
  const std::string end = date_text(*team.last_call_ms, zone);
  if (first.year != last.year) return fmt::format("{} – {}", date_text(*team.first_call_ms, zone), end);
  if (first.month != last.month) return fmt::format("{} {} – {}", month_of(first), first.day, end);
  if (first.day != last.day)
    return fmt::format("{} {} – {}, {}", month_of(first), first.day, last.day, last.year);
  return end;
}

std::string day_text(std::string_view iso_date) {
  int year = 0;
  int month = 0;
  int day = 0;
  std::from_chars(iso_date.data(), iso_date.data() + 4, year);
  std::from_chars(iso_date.data() + 5, iso_date.data() + 7, month);
  std::from_chars(iso_date.data() + 8, iso_date.data() + 10, day);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  const std::chrono::weekday weekday{std::chrono::sys_days(date)};
  return fmt::format("{} {}", kWeekdays[weekday.c_encoding()], day);
}

std::string plural(std::int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count_text(count), count == 1 ? one : many);
}

std::string interval_text(const insight::MeanEstimate& estimate) {
  if (!estimate.low || !estimate.high) return std::string(kUnknown);
  return fmt::format("{:.1f}–{:.1f}", *estimate.low, *estimate.high);
}

std::string turns_text(const std::vector<int>& turns) {
  if (turns.empty()) return "";
  return fmt::format("{} {}", turns.size() == 1 ? "turn" : "turns", fmt::join(turns, ", "));
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::string caller_text(const insight::LeadInsight& lead) {
  if (lead.caller_name && lead.company) return fmt::format("{}, {}", *lead.caller_name, *lead.company);
  if (lead.caller_name) return *lead.caller_name;
  if (lead.company) return *lead.company;
  return lead.phone.value_or("Unknown caller");
}

}  // namespace calltracker::report
