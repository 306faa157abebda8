// SPDX-License-Identifier: MIT
#pragma once

// How far a caller goes towards buying, told by what he does and says of himself.
//
// Naming goods is no wish to buy them: students, rivals and dreamers name them too. A caller counts for what
// he gives: who he is, how he is reached, what happens next.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "llm/providers/offline/conversation.hpp"
#include "llm/providers/offline/found_fact.hpp"

namespace calltracker::llm::offline {

struct TurnNote {
  std::string text;
  std::uint32_t turn = 0;  // index
};

enum class Intent : std::uint8_t {
  None,   // wants something else: to sell, to learn, to play; or is done with buying
  Idle,   // wants to know, and says that no purchase stands behind it
  Open,   // asks and leaves it at that
  Keen,   // says who he is, how he is reached or what happens next
  Ready,  // commits himself
};

struct BuyerSignals {
  Intent intent = Intent::Open;
  int given = 0;                      // how much the caller says of himself and of what happens next
  std::optional<std::uint32_t> turn;  // index of the turn that tells it
};

// What the caller says of himself that bears on it.
struct CallerFacts {
  const std::optional<FoundFact>& name;
  const std::optional<FoundFact>& company;
  const std::optional<FoundFact>& phone;
};

BuyerSignals find_buyer_signals(const Conversation& conversation, const CallerFacts& caller);

// Does the turn begin with it? "No, …" answers; a "no" further on may say anything.
bool opens_with(const Conversation& conversation, Cue cue, std::uint32_t turn);

// Signs in the call that this lead will not become business.
std::vector<TurnNote> find_red_flags(const Conversation& conversation, const BuyerSignals& buyer);

// Of those, the ones for which money or a licence is missing.
int count_obstacles(const Conversation& conversation);

}  // namespace calltracker::llm::offline
