// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>

#include "llm/providers/offline/coaching.hpp"

namespace calltracker::llm::offline {
namespace {

struct Alert {
  Cue cue;
  Side side;
  std::string_view text;
};

constexpr std::array kAlerts = {
    Alert{Cue::LegalThreat, Side::Caller, "The caller mentions a lawyer or an official complaint"},
    Alert{Cue::Safety, Side::Caller, "The caller reports a safety matter"},
    Alert{Cue::Angry, Side::Caller, "The caller is angry or fed up"},
    Alert{Cue::RepComplaint, Side::Caller, "The caller complains about earlier treatment by the company"},
    Alert{Cue::WaitingForCallback, Side::Caller, "The caller is waiting to be called back"},
    Alert{Cue::Swearing, Side::Rep, "The rep swears"},
    Alert{Cue::Swearing, Side::Caller, "The caller swears"},
    Alert{Cue::Competitor, Side::Caller, "The caller mentions a competitor"}};

}  // namespace

std::vector<Remark> find_alerts(const Conversation& conversation) {
  std::vector<Remark> alerts;
  for (const Alert& alert : kAlerts) {
    Remark remark;
    for (const CueHit& hit : conversation.hits(alert.cue)) {
      const TurnView& view = conversation.turn(hit.turn);
      // "Not mad at you" is no anger; everywhere else a negation belongs to the complaint itself.
      if (hit.negated && alert.cue != Cue::WaitingForCallback) continue;
      if (view.kind != TurnKind::Live || view.side != alert.side) continue;
      if (remark.turns.empty()) {
        remark.text = fmt::format("{} (turn {}).", alert.text, view.number);
      } else if (remark.turns.back() == hit.turn || remark.turns.size() >= 3) {
        continue;
      }
      remark.turns.push_back(hit.turn);
    }
    if (!remark.turns.empty()) alerts.push_back(std::move(remark));
  }
  return alerts;
}

}  // namespace calltracker::llm::offline
