// SPDX-License-Identifier: MIT
#pragma once

// What bears on a lead and is said in one turn: when it is needed, who decides, how the offer fits.
//
// A statement is heard with a share from 0 (not said) to 1. Single words, pairs of words, cues and the turn
// before speak for or against it with the points of data/statements/*.txt, which were learnt from turns that
// people marked (docs/decisions/0009).

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

// clang-format off: the list is a table, and the formatter never settles on it
#define CALLTRACKER_STATEMENTS(X)                                                                            \
  /* when it is needed; or a time that is about something else */                                            \
  X(NeededNow) X(NeededSoon) X(NeededInMonths) X(NeededSomeDay) X(NoPurchaseMeant) X(TimeOfTalk) X(TimePast) \
  /* who decides */                                                                                          \
  X(Decides) X(MustAsk) X(DecidesTogether)                                                                   \
  /* what is needed */                                                                                       \
  X(NamesNeed) X(IsInterested) X(NeedsNothing)                                                               \
  /* how the offer fits: the rep's answer, the caller's verdict */                                           \
  X(HasIt) X(HasSomethingNear) X(HasItInPart) X(HasItNot) X(SendsElsewhere) X(DoesNotSuit) X(Suits)          \
  /* what speaks against the lead */                                                                         \
  X(LacksMoney) X(LacksMeans) X(OnlyTests) X(IsHostile) X(KeepsToHimself) X(ShopsAround)                     \
  /* how it ends */                                                                                          \
  X(Commits) X(AgreesToTalk) X(LeavesItOpen) X(BreaksOff)
// clang-format on

enum class Statement : std::uint8_t {
#define CALLTRACKER_ENUMERATOR(name) name,
  CALLTRACKER_STATEMENTS(CALLTRACKER_ENUMERATOR)
#undef CALLTRACKER_ENUMERATOR
      Count
};

inline constexpr std::size_t kStatementCount = static_cast<std::size_t>(Statement::Count);

std::optional<Statement> parse_statement(std::string_view name);

class Statements {
 public:
  explicit Statements(const Conversation& conversation);

  // How often it is said over the whole call: 0 for never, 1 for once; each time more counts less.
  double strength(Statement statement) const;
  // How many turns were heard, counted like the statements; a handful at least, for of two turns nothing
  // follows.
  double length() const;
  // The turn (index) that says it most clearly.
  std::uint32_t clearest_turn(Statement statement) const {
    return clearest_[static_cast<std::size_t>(statement)];
  }
  // How likely it is said in this turn (index), 0 to 1.
  double share(Statement statement, std::uint32_t turn) const {
    return by_turn_[turn][static_cast<std::size_t>(statement)];
  }

 private:
  using Shares = std::array<double, kStatementCount>;

  int turns_ = 0;
  std::vector<Shares> by_turn_;
  std::array<double, kStatementCount> times_{};
  std::array<std::uint32_t, kStatementCount> clearest_{};
};

}  // namespace calltracker::llm::offline
