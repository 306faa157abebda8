// SPDX-License-Identifier: MIT
#pragma once

// A stretch of a transcript as its notation gives it, before anyone knows who is the agent.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace calltracker::bronze {

enum class LabelKind : std::uint8_t {
  None,     // no label
  Agent,    // "Agent", "Rep"
  Caller,   // "Caller", "Customer"
  Other,    // "IVR", "System"
  Neutral,  // "Speaker 1": somebody, always the same
  Name,     // "Brian": a person whose part is not told
};

struct SpeakerLabel {
  LabelKind kind = LabelKind::None;
  std::string text;  // as in the transcript, without decoration
  std::string name;  // the person's name in it: "Agent (Brian)" → Brian
};

struct Piece {
  SpeakerLabel label;
  std::optional<double> at_seconds;
  std::string text;  // white space collapsed, never empty
};

}  // namespace calltracker::bronze
