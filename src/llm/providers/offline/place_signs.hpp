// SPDX-License-Identifier: MIT
#pragma once

// What speaks for and against a place of a call being where the caller is: how it is said, by whom, after
// which question, in what sentence. No sign decides alone; data/points/places.txt says what each is worth.

#include <bitset>
#include <optional>
#include <string_view>
#include <vector>

#include "llm/providers/offline/found_fact.hpp"
#include "llm/providers/offline/places_heard.hpp"

namespace calltracker::llm::offline {

// What is known already: whose names are not towns, where the number is from, and whether a customer speaks.
struct KnownFacts {
  std::optional<FoundFact> rep_name;
  std::optional<FoundFact> caller_name;
  std::optional<FoundFact> caller_company;
  std::optional<FoundFact> caller_phone;
  bool customer = true;
};

// clang-format off: the list is a table, and the formatter never settles on it
#define CALLTRACKER_PLACE_SIGNS(X)                                                                         \
  /* who says it, and after which question */                                                              \
  X(SaidByRep) X(Asked) X(AskedWhere) X(AskedRoute) X(AfterQuestion)                                       \
  /* the words right before and after */                                                                   \
  X(LongLead) X(HomeLead) X(CloseBy) X(AfterIn) X(AfterFrom) X(AfterOf) X(AfterTo) X(AfterNear)            \
  X(AfterFor) X(AfterOther) X(AfterName) X(BeforeComma) X(BeforeStop)                                      \
  /* the sentence */                                                                                       \
  X(Alone) X(ShortTurn) X(SetOff) X(RouteBefore) X(OthersBefore) X(WhereIAm) X(OfMyself) X(ToUs)           \
  X(OfOthers) X(Sits) X(Cargo) X(Question) X(Denied) X(AnsweredByAnother)                                  \
  /* the call */                                                                                           \
  X(Opening) X(OnlyTown) X(SaidByBoth) X(WithCompany) X(WithName) X(WithPhone) X(StateSaid)                \
  X(PhoneState) X(OtherPhoneState) X(NumberState) X(OtherNumberState) X(WellKnown) X(Village)              \
  X(NoCustomer) X(FirstName)
// clang-format on

enum class PlaceSign : std::uint8_t {
#define CALLTRACKER_ENUMERATOR(name) name,
  CALLTRACKER_PLACE_SIGNS(CALLTRACKER_ENUMERATOR)
#undef CALLTRACKER_ENUMERATOR
      Count
};

using PlaceSigns = std::bitset<static_cast<std::size_t>(PlaceSign::Count)>;

// Signs for each of the places, in their order.
std::vector<PlaceSigns> signs_of_places(const Conversation& conversation, const KnownFacts& known,
                                        const std::vector<Place>& places);

}  // namespace calltracker::llm::offline
