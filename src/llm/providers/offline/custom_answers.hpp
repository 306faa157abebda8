// SPDX-License-Identifier: MIT
#pragma once

// The company's own yes/no questions, answered by keywords: "yes" with the turns where a question's words
// were said, "unclear" otherwise. Rules cannot know that something was not said in other words, so never
// "no".

#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

// The turns, by index, that show a yes to the question: those of the caller when it asks about the caller,
// else the rep's. At most three.
std::vector<std::uint32_t> turns_that_show(const Conversation& conversation, std::string_view question);

// Adds `questions` to an answer whose schema asks for it; the schema's descriptions are the questions.
void add_custom_answers(json::object& answer, const json::value& schema, const Conversation& conversation);

}  // namespace calltracker::llm::offline
