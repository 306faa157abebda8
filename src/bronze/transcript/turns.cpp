// SPDX-License-Identifier: MIT
#include "bronze/transcript/turns.hpp"

#include <optional>
#include <utility>

#include "base/hash.hpp"
#include "bronze/transcript/assign_roles.hpp"
#include "bronze/transcript/split_transcript.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kMergedTurnBytes = 300;
constexpr std::size_t kMergedTurnBytesMax = 2'000;

// A person's name always; for a speaker whose part is unknown whatever the label was.
std::optional<std::string> shown_label(const SpeakerLabel& label, Speaker speaker) {
  if (!label.name.empty()) return label.name;
  if (speaker == Speaker::Other && !label.text.empty()) return label.text;
  return std::nullopt;
}

bool is_finished(std::string_view text) {
  const char last = text.back();
  return last == '.' || last == '?' || last == '!' || last == '"' || last == ')' || last == ']';
}

// Transcribers cut one utterance into several; two complete statements stay apart so that each can be cited.
bool continues(const Turn& turn, const Turn& next) {
  if (turn.speaker != next.speaker || turn.label != next.label) return false;
  const std::size_t merged = turn.text.size() + 1 + next.text.size();
  if (merged <= kMergedTurnBytes) return true;
  return !is_finished(turn.text) && merged <= kMergedTurnBytesMax;
}

bool is_unlabelled(const std::vector<Piece>& pieces) {
  for (const Piece& piece : pieces) {
    if (piece.label.kind != LabelKind::None) return false;
  }
  return true;
}

}  // namespace

Conversation read_conversation(std::string_view transcript, const RoleHints& hints) {
  std::vector<Piece> pieces =
      split_transcript(transcript, {.agent = hints.agent_name, .caller = hints.caller_name});
  const RoleAssignment roles = assign_roles(pieces, hints);
  // Without labels nothing tells that two pieces were one speaker's.
  const bool may_merge = !is_unlabelled(pieces) || (!pieces.empty() && pieces.front().at_seconds);
  Conversation conversation{.turns = {}, .speakers_swapped = roles.swapped};
  for (std::size_t index = 0; index < pieces.size(); ++index) {
    Turn turn{.number = 0,
              .speaker = roles.speakers[index],
              .text = std::move(pieces[index].text),
              .at_seconds = pieces[index].at_seconds,
              .label = shown_label(pieces[index].label, roles.speakers[index])};
    if (may_merge && !conversation.turns.empty() && continues(conversation.turns.back(), turn)) {
      conversation.turns.back().text.append(" ").append(turn.text);
      continue;
    }
    turn.number = static_cast<int>(conversation.turns.size()) + 1;
    conversation.turns.push_back(std::move(turn));
  }
  return conversation;
}

std::string content_hash_of(const std::vector<Turn>& turns) {
  std::string canonical = "turns 1\n";
  for (const Turn& turn : turns) {
    canonical.append(name_of(turn.speaker)).push_back('\x1F');
    if (turn.label) canonical.append(*turn.label);
    canonical.push_back('\x1F');
    canonical.append(turn.text).push_back('\n');
  }
  return sha256_hex(canonical);
}

}  // namespace calltracker::bronze
