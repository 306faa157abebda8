// SPDX-License-Identifier: MIT
#pragma once

// The score card of a lead: signs in a call, each worth some points on one of five scales.
//
// People rarely say "my timeline is near-term"; they name a day, ask what to sign, or say that they only
// wonder. No single sign decides, and every one of them may be missing. data/lead_card.txt holds the signs,
// their points, and from how many points a level holds.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

enum class LeadScale : std::uint8_t { Timeline, Authority, Need, Fit, Flags, Count };

// What the rules read out of the words, by its name on the card.
struct SignsFound {
  bool pressing = false;  // it is needed at once
  bool some_day = false;  // no date, and said so
  bool no_time = false;   // no wish that a time could belong to
  bool decides = false;   // the caller does
  bool must_ask = false;  // somebody else does
  bool need = false;      // a wish for something of ours was read
  bool not_ours = false;  // what is wished for is nothing of ours
  bool flagged = false;   // something speaks against the lead
  bool nobody_decides = false;
  bool name_known = false;
};

struct Weighed {
  std::string_view level;             // as the card names it
  std::optional<std::uint32_t> turn;  // index of the turn with the sign that weighs most for it
};

class LeadCard {
 public:
  // Throws Error{Internal} naming a line that cannot be read.
  explicit LeadCard(std::string_view text);
  static const LeadCard& built_in();

  // What was said outright (a level's name) weighs more than all signs together, and still not everything: a
  // day that is named may be that of a call back.
  Weighed weigh(LeadScale scale, const Conversation& talk, const SignsFound& found,
                std::optional<std::string_view> said = std::nullopt) const;

 private:
  enum class Who : std::uint8_t { Caller, Rep, Found };
  struct Sign {
    Who who = Who::Found;
    Cue cue = Cue::Count;
    bool SignsFound::* found = nullptr;
    double points = 0;
  };
  struct Level {
    std::string name;
    double points = 0;  // from which it holds
    double usual = 0;   // what the level itself is worth
  };
  struct Scale {
    double start = 0;
    std::vector<Sign> signs;
    std::vector<Level> levels;  // the highest first
  };

  static Sign read_sign(std::string_view who, std::string_view name);

  Scale scales_[static_cast<std::size_t>(LeadScale::Count)];
};

}  // namespace calltracker::llm::offline
