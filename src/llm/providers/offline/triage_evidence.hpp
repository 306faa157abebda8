// SPDX-License-Identifier: MIT
#pragma once

// The weights on which triage rests: who was live, what the caller sold or wanted, and what the rep answered.

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct TriageEvidence {
  bool live = false;  // both sides spoke as persons and one went on after the other
  bool voicemail = false;
  bool hold = false;
  bool left_message = false;
  bool declined = false;
  int machine_turns = 0;
  int rep_turns = 0;  // live ones
  int caller_turns = 0;
  int caller_words = 0;

  int pitch = 0;
  int robocall = 0;
  int scam = 0;
  int spam = 0;    // all three with the manner and the rep's answer
  int demand = 0;  // a customer's wish, against spam
  const CueHit* spam_hit = nullptr;

  int job = 0;
  int personal = 0;
  int other_business = 0;
  int wrong = 0;
  bool denied = false;  // the rep says that this is not the place
  const CueHit* wrong_hit = nullptr;

  int business = 0;  // words of the trade from the caller, and needs
  Cue first_need = Cue::Count;
};

TriageEvidence weigh_triage_evidence(const Conversation& conversation);

}  // namespace calltracker::llm::offline
