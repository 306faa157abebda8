// SPDX-License-Identifier: MIT
#pragma once

// Transcripts that a system exported as JSON: lists of {speaker, text, start} under many names, lists of
// {agent: "…"}, lists of lines, and any of these inside a wrapper or a string.

#include <optional>
#include <string_view>
#include <vector>

#include "bronze/transcript/piece.hpp"
#include "bronze/transcript/split_transcript.hpp"

namespace calltracker::bronze {

// nullopt when the text is not JSON, or is JSON without anything that reads like speech. A list that a
// spreadsheet cut off in the middle is read up to its last complete item.
std::optional<std::vector<Piece>> split_json_transcript(std::string_view text, const KnownNames& names);

}  // namespace calltracker::bronze
