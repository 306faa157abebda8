// SPDX-License-Identifier: MIT
#include "bronze/transcript/speaker_label.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/json.hpp"
#include "base/text.hpp"
#include "bronze/embedded_files.hpp"
#include "bronze/values/text_cursor.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kLongestName = 32;
constexpr std::size_t kMostNameWords = 3;

struct Vocabulary {
  std::unordered_map<std::string, LabelKind> roles;
  std::unordered_set<std::string> not_names;
};

Vocabulary load_vocabulary() {
  const json::value document =
      parse_json(embedded::file("transcript/speaker_labels.json"), "speaker_labels.json");
  const JsonReader root(document, "labels");
  Vocabulary vocabulary;
  const auto add = [&](std::string_view key, LabelKind kind) {
    for (const std::string& word : root.strings(key)) vocabulary.roles.emplace(word, kind);
  };
  add("agent", LabelKind::Agent);
  add("caller", LabelKind::Caller);
  add("other", LabelKind::Other);
  add("neutral", LabelKind::Neutral);
  for (const std::string& word : root.strings("notNames")) vocabulary.not_names.insert(word);
  return vocabulary;
}

const Vocabulary& vocabulary() {
  static const Vocabulary loaded = load_vocabulary();
  return loaded;
}

std::optional<LabelKind> role_of(std::string_view words) {
  const std::string folded = to_lower_ascii(trim(words));
  const auto found = vocabulary().roles.find(folded);
  if (found == vocabulary().roles.end()) return std::nullopt;
  return found->second;
}

bool is_all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// "Speaker 1", "spk_0", "Speaker A", "Agent #2"; the bare word is a role too.
std::optional<LabelKind> numbered_role(std::string_view text) {
  if (const auto role = role_of(text)) return role;
  const std::size_t cut = text.find_last_of(" _-#");
  std::string_view head = text;
  std::string_view tail;
  if (cut != std::string_view::npos) {
    head = text.substr(0, cut);
    tail = text.substr(cut + 1);
  } else {
    while (!head.empty() && is_digit(head.back())) head.remove_suffix(1);
    tail = text.substr(head.size());
  }
  while (!head.empty() && std::string_view(" _-#").find(head.back()) != std::string_view::npos)
    head.remove_suffix(1);
  const bool letter = tail.size() == 1 && is_letter(tail.front());
  if (!is_all_digits(tail) && !letter) return std::nullopt;
  const auto role = role_of(head);
  // A letter marks one of several speakers, but "Caller I" is the start of a sentence.
  return letter && role != LabelKind::Neutral ? std::nullopt : role;
}

SpeakerLabel label_of(LabelKind kind, std::string_view text, std::string_view name = {}) {
  SpeakerLabel label{.kind = kind, .text = std::string(text), .name = {}};
  if (!name.empty() && !numbered_role(name) && !is_all_digits(name)) label.name = std::string(name);
  return label;
}

// "Agent (Brian)" or "Brian (Agent)"
std::optional<SpeakerLabel> bracketed_role(std::string_view text) {
  const std::size_t open = text.find_first_of("([");
  if (open == std::string_view::npos || (text.back() != ')' && text.back() != ']')) return std::nullopt;
  const std::string_view outside = trim(text.substr(0, open));
  const std::string_view inside = trim(text.substr(open + 1, text.size() - open - 2));
  if (const auto role = numbered_role(outside)) return label_of(*role, text, inside);
  if (const auto role = numbered_role(inside)) return label_of(*role, text, outside);
  return std::nullopt;
}

// "Agent - Brian", "Brian/Agent", "Agent, Brian"
std::optional<SpeakerLabel> divided_role(std::string_view text) {
  for (const std::string_view divider : {" - ", "/", "|", ", "}) {
    const std::size_t at = text.find(divider);
    if (at == std::string_view::npos) continue;
    const std::string_view left = trim(text.substr(0, at));
    const std::string_view right = trim(text.substr(at + divider.size()));
    if (const auto role = numbered_role(left)) return label_of(*role, text, right);
    if (const auto role = numbered_role(right)) return label_of(*role, text, left);
  }
  return std::nullopt;
}

// "Agent Brian"
std::optional<SpeakerLabel> role_before_name(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto role = role_of(text.substr(0, space));
  const std::string_view name = trim(text.substr(space + 1));
  const bool named = role == LabelKind::Agent || role == LabelKind::Caller;
  if (!named || !may_be_name(name)) return std::nullopt;
  return label_of(*role, text, name);
}

}  // namespace

std::optional<SpeakerLabel> read_role_label(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  if (const auto role = numbered_role(text)) return label_of(*role, text);
  if (auto label = bracketed_role(text)) return label;
  if (auto label = divided_role(text)) return label;
  return role_before_name(text);
}

bool may_be_name(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > kLongestName) return false;
  std::size_t words = 0;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const auto first = static_cast<unsigned char>(word.front());
    if (!((first >= 'A' && first <= 'Z') || first >= 0xC3) || ++words > kMostNameWords) return false;
    for (const char c : word) {
      const bool accepted =
          is_letter(c) || static_cast<unsigned char>(c) >= 0x80 || c == '\'' || c == '-' || c == '.';
      if (!accepted) return false;
    }
    if (vocabulary().not_names.contains(to_lower_ascii(word))) return false;
  }
  return words > 0;
}

SpeakerLabel read_certain_label(std::string_view text) {
  text = trim(text);
  if (text.empty()) return {};
  if (auto label = read_role_label(text)) return *label;
  if (is_all_digits(text) || text.size() == 1) {
    return {.kind = LabelKind::Neutral, .text = "Speaker " + std::string(text), .name = {}};
  }
  const std::size_t at = text.find('@');
  const std::string_view name = at == std::string_view::npos ? text : text.substr(0, at);
  return {.kind = LabelKind::Name, .text = std::string(text), .name = std::string(name)};
}

}  // namespace calltracker::bronze
