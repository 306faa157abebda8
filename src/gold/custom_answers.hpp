// SPDX-License-Identifier: MIT
#pragma once

// The workspace's own yes/no questions as a part of Gold's question: how they are asked, which answers are
// allowed, and which of them are proven. Without questions Gold asks exactly what it asks without this part.

#include <string>
#include <vector>

#include "base/json.hpp"
#include "call/call.hpp"
#include "call/custom_question.hpp"
#include "gold/evidence.hpp"

namespace calltracker::gold {

// What follows the instructions; "" without questions.
std::string instructions_for_questions(const std::vector<CustomQuestion>& questions);

// `schema` with an answer for each question, described by its text; lives as long as the program.
const json::value& schema_with_questions(const json::value& schema,
                                         const std::vector<CustomQuestion>& questions);

// In the workspace's order. A "yes" that no existing turn shows is a problem of `evidence` and counts as
// unclear. Questions that were not asked at the time are left out.
std::vector<AnsweredQuestion> read_custom_answers(const JsonReader& answer,
                                                  const std::vector<CustomQuestion>& questions,
                                                  Evidence& evidence);

}  // namespace calltracker::gold
