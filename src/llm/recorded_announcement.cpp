// SPDX-License-Identifier: MIT
#include "llm/recorded_announcement.hpp"

#include <re2/re2.h>

namespace calltracker::llm {
namespace {

// RE2 objects are costly to build and safe to share.
const RE2& voicemail_pattern() {
  static const RE2 pattern(
      R"((?i)leave (?:a|your|us a) (?:brief |detailed )?(?:message|name|number|voicemail)|(?:after|at) the (?:tone|beep)|)"
      R"(mailbox (?:is full|belonging|of)|cannot accept any messages|(?:you have|you've) reached|)"
      R"((?:office|offices|dealership|shop|store|department|we) (?:is|are) (?:currently |now )?closed|not available to take your call|)"
      R"(forwarded to (?:voicemail|an automatic|an automated)|business hours are)");
  return pattern;
}

const RE2& hold_pattern() {
  static const RE2 pattern(
      R"((?i)your call is (?:very )?important|stay on the line|please (?:continue to )?hold\b|thank you for holding|)"
      R"(all (?:of )?(?:our )?(?:representatives|agents|operators|lines) are|answered in the order|wait time|estimated wait|number \w+ in line|)"
      R"(next available (?:representative|agent|associate|person)|(?:connect|transfer)(?:ing)? you(?:r call)?\b|)"
      R"(did you know that you can|visit (?:us at|our website)|keep your place in line)");
  return pattern;
}

const RE2& menu_pattern() {
  static const RE2 pattern(
      R"((?i)\bpress (?:\d|one|two|three|four|five|six|seven|eight|nine|zero|pound|star)\b|)"
      R"(calls? (?:may|might|will) be (?:recorded|monitored)|(?:did not|didn't) receive your selection|not a valid (?:option|selection|entry)|recibimos su selecci|)"
      R"(you have selected|listen carefully|menu options|para (?:español|espanol)|oprima|marque (?:el|uno|dos)|)"
      R"(if you know your party)");
  return pattern;
}

// Recordings speak as "we"; only people say "I", give their first name or ask how they can help.
const RE2& person_pattern() {
  static const RE2 pattern(
      R"((?i)\b(?:i|i'm|i'll|i've|i'd|me|my)\b|\bthis is [a-z]|\bspeaking\b|how (?:can|may) (?:i|we) help|)"
      R"(\b(?:sir|ma'am|bro|buddy)\b|\b(?:yeah|uh|um|okay|alright)\b)");
  return pattern;
}

// "This is the sales department" and "this is a recorded line" are no introductions.
const RE2& impersonal_pattern() {
  static const RE2 pattern(R"((?i)\bthis is (?:a|an|the|not)\b|\bthis is nationwide\b)");
  return pattern;
}

// Sentences that only machines say, even one that calls itself "I".
const RE2& machine_pattern() {
  static const RE2 pattern(
      R"((?i)(?:after|at) the (?:tone|beep)|please leave (?:a|your|me a)\b|leave your (?:name|message)|)"
      R"(not a valid (?:option|selection|entry))");
  return pattern;
}

}  // namespace

Announcement announcement_of(const Turn& turn) {
  if (turn.speaker == Speaker::Caller) return Announcement::None;
  const bool is_voicemail = RE2::PartialMatch(turn.text, voicemail_pattern());
  const bool is_hold = RE2::PartialMatch(turn.text, hold_pattern());
  const bool is_menu = RE2::PartialMatch(turn.text, menu_pattern());
  if (!is_voicemail && !is_hold && !is_menu) return Announcement::None;
  std::string text = turn.text;
  RE2::GlobalReplace(&text, impersonal_pattern(), " ");
  const bool is_person = RE2::PartialMatch(text, person_pattern());
  if (is_person && !RE2::PartialMatch(text, machine_pattern())) return Announcement::None;
  if (is_voicemail) return Announcement::Voicemail;
  return is_hold ? Announcement::Hold : Announcement::Menu;
}

}  // namespace calltracker::llm
