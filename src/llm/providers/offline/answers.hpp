// SPDX-License-Identifier: MIT
#pragma once

// The rules' findings in the two shapes a model must answer in.
//
// A turn is cited only when its label is the side that the finding is about, so that evidence holds even
// where labels are the wrong way round.

#include "base/json.hpp"
#include "llm/providers/offline/extraction.hpp"

namespace calltracker::llm::offline {

json::value triage_and_extract_answer(const Extraction& extraction);

json::value score_and_coach_answer(const Conversation& conversation, const Extraction& extraction);

}  // namespace calltracker::llm::offline
