// SPDX-License-Identifier: MIT
#pragma once

// Sums over a whole call that stand among its signs: who was live, what the caller sold or wanted, and what
// the rep answered.

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct TriageEvidence {
  bool live = false;  // both sides spoke as persons and one went on after the other
  bool voicemail = false;
  bool customers_mailbox = false;  // it is the customer's: the rep called
  bool hold = false;
  bool left_message = false;
  bool declined = false;
  bool rep_says_i = false;
  bool rep_is_person = false;  // gives a name, asks or answers as a person
  int machine_turns = 0;
  int rep_turns = 0;  // live ones
  int caller_turns = 0;
  int caller_words = 0;

  int pitch = 0;
  int robocall = 0;
  int scam = 0;
  int spam = 0;    // all three with the manner and the rep's answer
  int demand = 0;  // a customer's wish, against spam

  int job = 0;
  int personal = 0;
  int other_business = 0;
  int wrong = 0;
  bool wants_trailer = false;  // asks for what the company sells, if only for a horse
  bool denied = false;         // the rep says that this is not the place

  int trade = 0;      // words of the trade from the caller
  int engaged = 0;    // kinds of help that the rep gives: questions, figures, steps
  bool lost = false;  // the line or the caller went away before anything was settled

  int business = 0;  // words of the trade from the caller, and needs
};

TriageEvidence weigh_triage_evidence(const Conversation& conversation);

}  // namespace calltracker::llm::offline
