// SPDX-License-Identifier: MIT
#include "bronze/transcript/assign_roles.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "bronze/transcript/split_transcript.hpp"
#include "bronze/transcript/unlabelled_text.hpp"

namespace calltracker::bronze {
namespace {

// Openings show whether labels are right; to find out parts from nothing takes more.
constexpr std::size_t kWordsOfLabelled = 120;
constexpr std::size_t kWordsOfUnknown = 250;
constexpr int kPointsToDecide = 3;
constexpr int kPointsToSwap = 5;
constexpr int kCallerPointsToSwap = 3;

bool is_part(LabelKind kind) {
  return kind == LabelKind::Agent || kind == LabelKind::Caller;
}

// One voice in the transcript: everything said under one label.
struct Voice {
  Voice(const SpeakerLabel& label, const FoldedHints& hints)
      : kind(label.kind),
        name(label.name),
        gatherer(hints, is_part(kind) ? kWordsOfLabelled : kWordsOfUnknown) {}

  LabelKind kind;
  std::string name;
  std::optional<Speaker> speaker;
  RoleEvidenceGatherer gatherer;
  std::size_t bytes = 0;
  bool is_first = false;

  const RoleEvidence& evidence() const { return gatherer.evidence(); }
  // In inbound calls the side that answers speaks first; a hint, never a proof.
  int lead(const RoleHints& hints) const {
    return evidence().lead() + (is_first && !hints.is_outbound ? 1 : 0);
  }
};

bool is_undecided(const Voice& voice) {
  return !voice.speaker && (voice.kind == LabelKind::Neutral || voice.kind == LabelKind::Name);
}

class RoleDecision {
 public:
  RoleDecision(const std::vector<Piece>& pieces, const RoleHints& hints)
      : hints_(hints), folded_hints_(hints) {
    for (const Piece& piece : pieces) {
      const auto [entry, is_new] = voice_of_key_.try_emplace(key_of(piece.label), voices_.size());
      if (is_new) voices_.emplace_back(piece.label, folded_hints_);
      Voice& voice = voices_[entry->second];
      voice.gatherer.add(piece.text);
      voice.bytes += piece.text.size();
      voice_of_piece_.push_back(entry->second);
    }
    if (!voices_.empty()) voices_[voice_of_piece_.front()].is_first = true;
  }

  RoleAssignment decide() {
    believe_labels();
    believe_names();
    decide_by_exclusion();
    decide_by_words();
    RoleAssignment assignment;
    assignment.swapped = turn_swapped_labels();
    for (const std::size_t index : voice_of_piece_) {
      assignment.speakers.push_back(voices_[index].speaker.value_or(Speaker::Other));
    }
    return assignment;
  }

 private:
  // "Agent" and "Agent (Brian)" are one voice; every name and number is its own.
  static std::string key_of(const SpeakerLabel& label) {
    switch (label.kind) {
      case LabelKind::Agent:
        return "agent";
      case LabelKind::Caller:
        return "caller";
      case LabelKind::Other:
        return "other";
      case LabelKind::None:
        return "none";
      default:
        return "=" + to_lower_ascii(label.text);
    }
  }

  void believe_labels() {
    for (Voice& voice : voices_) {
      if (voice.kind == LabelKind::Agent) voice.speaker = Speaker::Agent;
      if (voice.kind == LabelKind::Caller) voice.speaker = Speaker::Caller;
    }
  }

  void believe_names() {
    for (Voice& voice : voices_) {
      if (voice.kind != LabelKind::Name) continue;
      const bool agent = names_match(voice.name, hints_.agent_name);
      const bool caller = names_match(voice.name, hints_.caller_name);
      if (agent != caller) voice.speaker = agent ? Speaker::Agent : Speaker::Caller;
    }
  }

  bool has(Speaker speaker) const {
    return std::any_of(voices_.begin(), voices_.end(),
                       [speaker](const Voice& v) { return v.speaker == speaker; });
  }

  std::vector<Voice*> undecided() {
    std::vector<Voice*> found;
    for (Voice& voice : voices_) {
      if (is_undecided(voice)) found.push_back(&voice);
    }
    // Voices lie in the order of their first words, so an address breaks ties the same way every time.
    std::sort(found.begin(), found.end(), [](const Voice* a, const Voice* b) {
      return a->bytes != b->bytes ? a->bytes > b->bytes : a < b;
    });
    return found;
  }

  void decide_by_exclusion() {
    const std::vector<Voice*> open = undecided();
    if (open.size() != 1 || has(Speaker::Agent) == has(Speaker::Caller)) return;
    open.front()->speaker = has(Speaker::Agent) ? Speaker::Caller : Speaker::Agent;
  }

  void decide_by_words() {
    const std::vector<Voice*> open = undecided();
    if (open.size() >= 2 && !has(Speaker::Agent) && !has(Speaker::Caller)) {
      const int lead = open[0]->lead(hints_) - open[1]->lead(hints_);
      if (lead >= kPointsToDecide) set_pair(*open[0], *open[1]);
      if (lead <= -kPointsToDecide) set_pair(*open[1], *open[0]);
    }
    for (Voice* voice : undecided()) {
      const int lead = voice->evidence().lead();
      if (lead >= kPointsToDecide) voice->speaker = Speaker::Agent;
      if (lead <= -kPointsToDecide) voice->speaker = Speaker::Caller;
    }
  }

  static void set_pair(Voice& agent, Voice& caller) {
    agent.speaker = Speaker::Agent;
    caller.speaker = Speaker::Caller;
  }

  // Only for labels that name the parts: the "caller" answers like our company and the "agent" does not.
  bool turn_swapped_labels() {
    const auto agent = std::find_if(voices_.begin(), voices_.end(),
                                    [](const Voice& v) { return v.kind == LabelKind::Agent; });
    const auto caller = std::find_if(voices_.begin(), voices_.end(),
                                     [](const Voice& v) { return v.kind == LabelKind::Caller; });
    if (agent == voices_.end() || caller == voices_.end()) return false;
    const RoleEvidence& of_agent = agent->evidence();
    const RoleEvidence& of_caller = caller->evidence();
    const bool agent_sounds_right = of_agent.greets || of_agent.names_company;
    const bool caller_sounds_like_agent =
        of_caller.names_company || (of_caller.greets && of_agent.caller >= kCallerPointsToSwap);
    if (agent_sounds_right || !caller_sounds_like_agent) return false;
    // Whoever speaks first and names our company has answered the telephone; elsewhere it takes more.
    const bool answers = caller->is_first && of_caller.names_company && !hints_.is_outbound;
    if (of_caller.lead() - of_agent.lead() < (answers ? kPointsToDecide : kPointsToSwap)) return false;
    set_pair(*caller, *agent);
    return true;
  }

  const RoleHints& hints_;
  const FoldedHints folded_hints_;
  std::vector<Voice> voices_;
  std::map<std::string, std::size_t> voice_of_key_;
  std::vector<std::size_t> voice_of_piece_;
};

// Lines without labels are given one for every second line, and kept so only if the words then tell both
// parts.
std::optional<RoleAssignment> assign_alternating_lines(const std::vector<Piece>& pieces,
                                                       const RoleHints& hints) {
  const bool unlabelled = std::all_of(pieces.begin(), pieces.end(),
                                      [](const Piece& piece) { return piece.label.kind == LabelKind::None; });
  if (!unlabelled || !looks_like_alternating_lines(pieces)) return std::nullopt;
  std::vector<Piece> labelled = pieces;
  for (std::size_t index = 0; index < labelled.size(); ++index) {
    labelled[index].label = {
        .kind = LabelKind::Neutral, .text = index % 2 == 0 ? "first" : "second", .name = {}};
  }
  const FoldedHints folded_hints(hints);
  RoleEvidenceGatherer first(folded_hints, kWordsOfUnknown);
  RoleEvidenceGatherer second(folded_hints, kWordsOfUnknown);
  for (std::size_t index = 0; index < pieces.size(); ++index)
    (index % 2 == 0 ? first : second).add(pieces[index].text);
  const int lead = first.evidence().lead() - second.evidence().lead();
  if (lead < kPointsToSwap && lead > -kPointsToSwap) return std::nullopt;
  return RoleDecision(labelled, hints).decide();
}

}  // namespace

RoleAssignment assign_roles(const std::vector<Piece>& pieces, const RoleHints& hints) {
  if (auto assignment = assign_alternating_lines(pieces, hints)) return *std::move(assignment);
  return RoleDecision(pieces, hints).decide();
}

}  // namespace calltracker::bronze
