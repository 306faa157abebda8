// SPDX-License-Identifier: MIT
#pragma once

// Calls as JSON for the database: every field of call.hpp survives the round trip, to the last bit of a
// number. Absent facts are left out. Results shown to people have their own shape; this one may only grow,
// since stored documents are never rewritten.

#include <string>
#include <string_view>
#include <vector>

#include "call/call.hpp"
#include "call/job.hpp"

namespace calltracker {

// The record without its turns, which are stored beside it.
std::string record_to_storage_json(const CallRecord& record);
CallRecord record_from_storage_json(std::string_view text);

std::string turns_to_storage_json(const std::vector<Turn>& turns);
std::vector<Turn> turns_from_storage_json(std::string_view text);

std::string result_to_storage_json(const CallResult& result);
CallResult result_from_storage_json(std::string_view text);

std::string overrides_to_storage_json(const std::vector<LevelOverride>& overrides);
std::vector<LevelOverride> overrides_from_storage_json(std::string_view text);

std::string job_options_to_storage_json(const JobOptions& options);
JobOptions job_options_from_storage_json(std::string_view text);

std::string stability_to_storage_json(const Stability& stability);
Stability stability_from_storage_json(std::string_view text);

std::string column_mapping_to_storage_json(const std::map<std::string, std::string>& mapping);
std::map<std::string, std::string> column_mapping_from_storage_json(std::string_view text);

}  // namespace calltracker
