// SPDX-License-Identifier: MIT
#pragma once

// What can be counted in a conversation, counted by code and never asked of a model.
//
// Shares and runs count words, because a log rarely says when anybody stopped speaking. What the turns cannot
// show is nullopt: "not measurable", never a zero.

#include <optional>
#include <string_view>
#include <vector>

#include "call/call.hpp"

namespace calltracker {

// A question is a sentence with a question mark; where a transcript has none at all, a sentence that opens
// like one. Short answers of the listener ("uh-huh, right") do not end a speaker's run.
CallMetrics measure(const std::vector<Turn>& turns, std::optional<double> duration_seconds);

// The "um", "you know" and ", like," of one turn.
int count_filler_words(std::string_view text);

}  // namespace calltracker
