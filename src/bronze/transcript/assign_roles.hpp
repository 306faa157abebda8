// SPDX-License-Identifier: MIT
#pragma once

// Decides who of the speakers is the agent and who the caller.
//
// Labels are believed unless the words plainly contradict them; neutral labels and names are decided by the
// words. Who cannot be told stays "other": an unknown speaker does less harm than a wrong one.

#include <vector>

#include "bronze/transcript/piece.hpp"
#include "bronze/transcript/role_cues.hpp"
#include "call/vocabulary.hpp"

namespace calltracker::bronze {

struct RoleAssignment {
  std::vector<Speaker> speakers;  // one per piece
  bool swapped = false;           // the labels were the wrong way round
};

RoleAssignment assign_roles(const std::vector<Piece>& pieces, const RoleHints& hints);

}  // namespace calltracker::bronze
