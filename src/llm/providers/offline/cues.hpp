// SPDX-License-Identifier: MIT
#pragma once

// A cue is a family of phrases that mean the same to a sales manager: "stay on the line" and "all agents are
// busy" are both HoldNotice. The phrases are data (data/cues/*.txt); rules speak of cues only.

#include <cstdint>
#include <optional>
#include <string_view>

namespace calltracker::llm::offline {

// clang-format off: the list is a table, and the formatter never settles on it
#define CALLTRACKER_OFFLINE_CUES(X)                                                                          \
  /* machines */                                                                                             \
  X(MenuPrompt)                                                                                              \
  X(HoldNotice)                                                                                              \
  X(RecordingNotice)                                                                                         \
  X(VoicemailGreeting)                                                                                       \
  X(ClosedNotice)                                                                                            \
  X(NoInput) /* greeting, names, contact */                                                                  \
  X(OwnCompany)                                                                                              \
  X(CompanyGreeting)                                                                                         \
  X(OfferHelp)                                                                                               \
  X(SelfName)                                                                                                \
  X(NameBefore) X(Transfer) X(AskName) X(AskCompany) X(AskPhone) X(AskLocation) X(AskState) X(OwnNumber)     \
      X(PhoneLead) X(OtherNumberLead) X(AskPerson) X(ItIsMe) X(Yes) X(No) X(Correction)                      \
          X(SpellLead) /* not a customer */                                                                  \
      X(Solicitation) X(SellerOffer) X(SellerTarget) X(Gatekeeper) X(Promotion) X(SellerWord) X(RobocallPitch) X(Scam) X(PitchManner) X(Declined) X(WrongNumber) X(OtherBusiness)    \
          X(PersonalVehicle) X(JobSeeker) X(NotOurs) X(PersonNotHere) /* the connection */                   \
      X(LineTrouble) X(CallsLater) X(HelloProbe) X(LeftMessage)                     /* what a customer wants */            \
      X(Product) X(Trade) X(WantsToBuy) X(AsksPrice) X(ServiceNeed) X(PartsNeed) X(BillingNeed) X(ClaimNeed) \
          X(CertificateNeed) X(QuoteNeed) X(ExistingCustomer) X(Returning) X(OutboundOpening)                \
              X(FollowUpOpening) X(SellsToUs) X(SmallTrailer) /* the lead */                             \
      X(TimeNow) X(Pressing) X(DayWord) X(WeekWord) X(MonthWord) X(TimeAnchor) X(PastWord) X(ContactWord)    \
          X(TimeVague) X(Decides) X(AuthorityYes) X(AuthorityNo) X(SharesDecision) X(ReadyToBuy) X(PriceShopper)        \
              X(CreditTrouble) X(NoMoney) X(NotYetAble) X(NonCommercial) X(Testing) X(Uncooperative)         \
                  X(InsuranceTrouble) X(OnlyCurious) X(OnlyIf) X(BoughtElsewhere) X(AskMeans) X(StatesNeed) X(CertainUnit) X(Unsuited) X(Musing) X(NotYet) X(SellsOwn) X(Studies) X(Rival) X(Unlawful) X(CreditDeclined) X(EmailGiven) X(SaysNo) X(Figure) X(CannotServe) X(Redirect) X(BuyerGone) /* what the rep does */        \
      X(AskNeed) X(AskBusiness) X(AskDecision) X(AskTimeline) X(AskBudget) X(AskLoad) X(Restate) X(Specific) \
          X(FindsOut) X(Evasive) X(Courtesy) X(Apology) X(Rude) X(Swearing) X(NextStep) X(Commits) X(VagueStep)         \
              X(CallerStep) X(TimeNamed) X(Summary) X(Thanks) X(ThanksForCalling) X(Goodbye) X(Acknowledge)  \
                  X(OfferOption) X(CheckResolved) X(AskForDecision) /* objections */            \
      X(ObjectionPrice) X(ObjectionThink) X(ObjectionCompetitor) X(ObjectionTiming) X(ObjectionCondition)    \
          X(ObjectionFinancing) X(ObjectionDistance) X(ObjectionTrust) /* outcomes and alerts */             \
      X(Appointment) X(FollowUpPromise) X(Closed) X(Angry) X(LegalThreat) X(RepComplaint) X(Safety)          \
          X(WaitingForCallback) X(Competitor) /* who the caller is */                                        \
      X(RoleOwnerOperator) X(RoleOwner) X(RoleFleetManager) X(RoleDispatcher) X(RoleDriver)                  \
          X(RolePurchasing) X(RoleOfficeManager) X(RoleOperations) X(RoleMaintenance) X(RoleSafety)          \
              X(RoleGeneralManager) X(RoleMechanic) /* places */                                             \
      X(City) X(State) X(PlaceLead) X(PlaceOther) /* what kind of call it is */                   \
      X(WhatWeAre) X(PointsElsewhere) X(NotThem) X(BacksOut) X(WantsWork) X(OtherWorld) X(SellerTalk)        \
          X(Threatens) X(Doubts) X(BrokenLine) X(OnHold) X(EarlierContact) X(LooksUpAccount)                 \
              X(ChangesPolicy) X(NeedsWork) X(WantsPart) X(AboutMoneyOwed) X(AboutLoss) X(AboutProof)
// clang-format on

enum class Cue : std::uint8_t {
#define CALLTRACKER_ENTRY(name) name,
  CALLTRACKER_OFFLINE_CUES(CALLTRACKER_ENTRY)
#undef CALLTRACKER_ENTRY
      Count
};

std::string_view name_of(Cue cue);
std::optional<Cue> parse_cue(std::string_view name);

// One place where a cue was heard: tokens [first, last) of one turn.
struct CueHit {
  Cue cue = Cue::Count;
  bool negated = false;       // "not", "don't", "never" within the few words before
  std::uint32_t payload = 0;  // which product, city or state; 0 elsewhere
  std::uint32_t turn = 0;     // index into the turns
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

}  // namespace calltracker::llm::offline
