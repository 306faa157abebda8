// SPDX-License-Identifier: MIT
#pragma once

// Cuts a transcript into pieces, whatever notation it came in, in time linear in its length.
//
// Every word of the text ends up in exactly one piece, in order; only labels, times, markup and the structure
// of JSON are left behind. What looks like a label but is not used like one stays text.

#include <string>
#include <string_view>
#include <vector>

#include "bronze/transcript/piece.hpp"

namespace calltracker::bronze {

// Names that the log itself gives; a label with one of them is believed when it occurs only once.
struct KnownNames {
  std::string agent;
  std::string caller;
};

std::vector<Piece> split_transcript(std::string_view text, const KnownNames& names);

// Whether the text reads like a conversation with labels: for telling a transcript column by its content.
bool looks_like_dialogue(std::string_view text);

// "Brian Keller" and "brian" are the same person to a label; so are equal names.
bool names_match(std::string_view label, std::string_view full_name);

}  // namespace calltracker::bronze
