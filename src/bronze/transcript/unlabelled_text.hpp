// SPDX-License-Identifier: MIT
#pragma once

// Text in which nobody is named: a piece for each line, or a few sentences each when it is one block.

#include <string_view>
#include <vector>

#include "bronze/transcript/piece.hpp"

namespace calltracker::bronze {

std::vector<Piece> split_unlabelled_text(std::string_view text);

// Whether the lines look like turns taken in alternation rather than a paragraph that was wrapped.
bool looks_like_alternating_lines(const std::vector<Piece>& pieces);

}  // namespace calltracker::bronze
