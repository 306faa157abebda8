// SPDX-License-Identifier: MIT
#include "bronze/transcript/split_transcript.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "bronze/transcript/json_transcript.hpp"
#include "bronze/transcript/labelled_text.hpp"
#include "bronze/transcript/plain_text.hpp"
#include "bronze/transcript/unlabelled_text.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kDialogueProbeBytes = 2'000;
constexpr std::size_t kShortestName = 2;

}  // namespace

std::vector<Piece> split_transcript(std::string_view text, const KnownNames& names) {
  const std::string_view trimmed = trim(text);
  if (trimmed.empty()) return {};
  if (auto pieces = split_json_transcript(trimmed, names)) return *std::move(pieces);
  const PlainText plain(trimmed);
  const std::string_view lines = trim(plain.text());
  std::vector<Piece> pieces = split_labelled_text(lines, names);
  if (pieces.empty()) pieces = split_unlabelled_text(lines);
  return pieces;
}

bool looks_like_dialogue(std::string_view text) {
  const std::vector<Piece> pieces = split_transcript(truncate_utf8(text, kDialogueProbeBytes), {});
  const auto labelled = std::count_if(pieces.begin(), pieces.end(),
                                      [](const Piece& piece) { return piece.label.kind != LabelKind::None; });
  return labelled >= 2;
}

bool names_match(std::string_view label, std::string_view full_name) {
  label = trim(label);
  full_name = trim(full_name);
  if (label.size() < kShortestName || full_name.size() < kShortestName) return false;
  if (equals_ignoring_case(label, full_name)) return true;
  const std::string_view first_of_label = label.substr(0, label.find(' '));
  const std::string_view first_of_name = full_name.substr(0, full_name.find(' '));
  const bool one_is_short = first_of_label.size() == label.size() || first_of_name.size() == full_name.size();
  return one_is_short && equals_ignoring_case(first_of_label, first_of_name);
}

}  // namespace calltracker::bronze
