// SPDX-License-Identifier: MIT
#pragma once

// How well the company can serve what the caller asks for. What the rep answers tells it best: whether he has
// it, offers something in its place, or sends the caller elsewhere.

#include "llm/providers/offline/buyer_signals.hpp"
#include "llm/providers/offline/needs.hpp"

namespace calltracker::llm::offline {

ServiceFit find_service_fit(const Conversation& conversation, const Need& need, const BuyerSignals& buyer);

}  // namespace calltracker::llm::offline
