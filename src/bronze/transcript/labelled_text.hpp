// SPDX-License-Identifier: MIT
#pragma once

// Text with labels or times in it: one line for all, or a line for each.
//
// A part ("Agent:") is a label at the start of a line or after the end of a sentence. A name is one only when
// the text uses it consistently, so that "Address: 5 Main Street" stays something that was said.

#include <string_view>
#include <vector>

#include "bronze/transcript/piece.hpp"
#include "bronze/transcript/split_transcript.hpp"

namespace calltracker::bronze {

// Empty when the text has no labels and no times.
std::vector<Piece> split_labelled_text(std::string_view text, const KnownNames& names);

}  // namespace calltracker::bronze
