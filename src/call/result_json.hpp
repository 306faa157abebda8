// SPDX-License-Identifier: MIT
#pragma once

// The one JSON shape of a call and of a job: report files, the HTTP interface and the database all show it.
//
// Every key is always present; a fact that is not known is null, never "" and never left out. Times are ISO
// 8601 with the offset of the given zone, so they read as local time and still name one instant.

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/time_zone.hpp"
#include "call/call.hpp"
#include "call/job.hpp"

namespace calltracker {

// How results that no model was asked for introduce themselves.
inline constexpr std::string_view kOfflineLabel = "offline rules, no AI";

bool is_offline(const JobOptions& options);

// kOfflineLabel for an offline job, else nullopt.
std::optional<std::string_view> provider_label(const JobOptions& options);

json::object to_json(const Job& job, const TimeZone& zone);
json::object to_json(const Call& call, const TimeZone& zone);
json::object to_json(const TokenUse& tokens);
json::object to_json(const JobSavings& saved);
json::object to_json(const LevelAgreement& levels);
json::object to_json(const Stability& stability);
json::value time_to_json(const std::optional<UnixMillis>& time_ms, const TimeZone& zone);

}  // namespace calltracker
