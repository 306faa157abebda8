// SPDX-License-Identifier: MIT
#pragma once

// Names the rules by a hash of their sources and vocabulary, made at build: answers of older rules are not
// taken for those of newer ones.

#include <string_view>

namespace calltracker::llm::offline {

std::string_view rules_revision();

}  // namespace calltracker::llm::offline
