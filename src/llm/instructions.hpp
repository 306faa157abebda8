// SPDX-License-Identifier: MIT
#pragma once

// Instructions are Markdown files with {{places}} for the company's words. They hold no word of any
// conversation, so every request of a stage starts with the same text and the provider can cache it.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calltracker::llm {

// Throws Error{Internal, "prompt-place-unknown"} for a place without a text, so that none reaches a model.
std::string fill_instructions(std::string_view markdown,
                              std::initializer_list<std::pair<std::string_view, std::string>> texts);

}  // namespace calltracker::llm
