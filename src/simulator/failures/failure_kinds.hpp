// SPDX-License-Identifier: MIT
#pragma once

// Every failure by name, in three families after what they touch: an error instead of an answer, the answer's
// content, or its bytes on the line.

#include <optional>
#include <string>
#include <string_view>

#include "http/server/answer.hpp"
#include "simulator/completion.hpp"
#include "simulator/failures/failure_script.hpp"
#include "simulator/refusal.hpp"

namespace calltracker::simulator {

enum class Dialect { Anthropic, OpenAi };

// Touches an item of a batch only: its time runs out.
constexpr std::string_view kItemExpires = "batch-item-expired";

bool is_failure_known(std::string_view name);
// All of them, for a message.
std::string failure_names();

// The error that takes the answer's place; nullopt when the failure is of another family. Status 413 and what
// is_network_page() names come as a page of the network, not of the API.
std::optional<RefusalDetails> refusal_for(const Failure& failure, Dialect dialect, std::string_view model);
bool is_network_page(const Failure& failure);

// In content_failures.cpp. Does nothing when the failure is of another family.
void spoil_content(const Failure& failure, Completion& completion, std::int64_t output_tokens_max);
bool is_content_failure(std::string_view name);
std::string content_failure_names();

// In line_failures.cpp. Does nothing when the failure is of another family.
void spoil_line(const Failure& failure, http::server::Answer& answer);
bool is_line_failure(std::string_view name);
std::string line_failure_names();

}  // namespace calltracker::simulator
