// SPDX-License-Identifier: MIT
#pragma once

// The caller's company and the caller's role in it, as the caller names them.

#include <optional>

#include "llm/providers/offline/conversation.hpp"
#include "llm/providers/offline/found_fact.hpp"

namespace calltracker::llm::offline {

std::optional<FoundFact> find_caller_company(const Conversation& conversation);

// "owner-operator", "fleet manager", "dispatcher", …
std::optional<FoundFact> find_caller_role(const Conversation& conversation);

}  // namespace calltracker::llm::offline
