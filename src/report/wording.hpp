// SPDX-License-Identifier: MIT
#pragma once

// The words and number formats that people see in reports. JSON speaks in names (base/vocabulary); these are
// for reading. A fact that is not known is an em dash.

#include <optional>
#include <string>
#include <string_view>

#include "base/time_zone.hpp"
#include "call/call.hpp"
#include "insight/insight.hpp"

namespace calltracker::report {

inline constexpr std::string_view kUnknown = "—";

std::string_view title_of(Classification classification);
std::string_view title_of(RecommendedAction action);
std::string_view title_of(CallStatus status);
std::string_view title_of(SkipReason reason);
std::string_view title_of(Timeline timeline);
std::string_view title_of(Urgency urgency);
std::string_view title_of(ServiceFit fit);

std::string score_text(const std::optional<double>& score);       // "7.2"
std::string lead_score_text(const std::optional<double>& score);  // "7": a lead has whole points
std::string percent_text(const std::optional<double>& share);     // "43 %"
std::string count_text(std::int64_t count);                       // "12,345"
std::string money_text(double usd);                               // "$3.58", "$0.0143" below a cent's worth
std::string cost_text(const insight::CostInsight& cost);          // "$3.58", "unknown", "$0.40 + unknown"
std::string duration_text(const std::optional<double>& seconds);  // "6:42"
std::string when_text(const std::optional<UnixMillis>& time_ms,
                      const TimeZone& zone);                                          // "Mon Nov 16, 8:11 AM"
std::string date_text(UnixMillis time_ms, const TimeZone& zone);                      // "Nov 16, 2026"
std::string period_text(const insight::TeamInsight& team, const TimeZone& zone);      // "Nov 16 – 20, 2026"
std::string day_text(std::string_view iso_date);                                      // "Mon 16"
std::string plural(std::int64_t count, std::string_view one, std::string_view many);  // "1 call", "3 calls"
std::string interval_text(const insight::MeanEstimate& estimate);                     // "6.8–7.6"
std::string turns_text(const std::vector<int>& turns);                                // "turns 7, 8"
std::string joined(const std::vector<std::string>& parts, std::string_view separator);

// The person or, failing that, the company or number: how a manager would refer to a caller.
std::string caller_text(const insight::LeadInsight& lead);

}  // namespace calltracker::report
