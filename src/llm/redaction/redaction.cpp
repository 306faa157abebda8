// SPDX-License-Identifier: MIT
#include "llm/redaction/redaction.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "llm/redaction/personal_data_search.hpp"

namespace calltracker::llm {
namespace {

constexpr std::size_t kPhoneDigits = 10;

std::string_view placeholder_word(PersonalData kind) {
  switch (kind) {
    case PersonalData::Card:
      return "CARD";
    case PersonalData::SocialSecurityNumber:
      return "SSN";
    case PersonalData::Email:
      return "EMAIL";
    case PersonalData::Phone:
      return "PHONE";
  }
  return "";
}

// Models like to leave the brackets away, or to change the case.
const RE2& placeholder_pattern() {
  static const RE2 pattern(R"((?i)(\[?\b(?:card|ssn|email|phone)_\d+\b\]?))");
  return pattern;
}

std::string usual_form(PersonalData kind, const std::string& value) {
  if (kind != PersonalData::Phone || value.size() != kPhoneDigits) return value;
  return fmt::format("({}) {}-{}", value.substr(0, 3), value.substr(3, 3), value.substr(6));
}

json::array* turns_of(json::value& input) {
  if (!input.is_object()) return nullptr;
  json::value* turns = input.get_object().if_contains("turns");
  return turns != nullptr && turns->is_array() ? &turns->get_array() : nullptr;
}

json::string* text_of(json::value& turn) {
  if (!turn.is_object()) return nullptr;
  json::value* text = turn.get_object().if_contains("text");
  return text != nullptr && text->is_string() ? &text->get_string() : nullptr;
}

std::vector<SpokenText> spoken_texts(json::array& turns) {
  std::vector<SpokenText> texts;
  for (json::value& turn : turns) {
    const json::string* text = text_of(turn);
    const json::value* speaker = turn.is_object() ? turn.get_object().if_contains("speaker") : nullptr;
    texts.push_back(
        {.speaker = speaker != nullptr && speaker->is_string() ? std::string(speaker->get_string()) : "",
         .text = text != nullptr ? std::string(*text) : ""});
  }
  return texts;
}

template <class Change>
json::value for_each_text(json::value document, const Change& change) {
  if (document.is_string()) {
    json::string& text = document.get_string();
    text = change(std::string(text));
  } else if (document.is_array()) {
    for (json::value& item : document.get_array()) item = for_each_text(std::move(item), change);
  } else if (document.is_object()) {
    for (auto& [key, item] : document.get_object()) item = for_each_text(std::move(item), change);
  }
  return document;
}

}  // namespace

std::string_view redaction_notice() {
  return "\n\nSome personal data in the conversation is hidden. A word such as [PHONE_1], [EMAIL_1], "
         "[CARD_1] or "
         "[SSN_1] stands for the number or address that was said there, whole and readable. Where an answer "
         "asks "
         "for it, give the word exactly as it stands, with its brackets and nothing else; being hidden is "
         "nobody's "
         "mistake.\n";
}

json::value Redaction::hide(json::value input) {
  json::array* turns = turns_of(input);
  if (turns == nullptr || kinds_.empty()) return input;
  std::vector<SpokenText> texts = spoken_texts(*turns);
  for (const SpokenText& text : texts) taken_ += to_lower_ascii(text.text) + "\n";

  struct Replacement {
    PersonalDataPiece piece;
    std::size_t secret;
  };
  std::vector<Replacement> replacements;
  for (const PersonalDataFind& find : find_personal_data(texts, kinds_)) {
    const PersonalDataPiece& first = find.pieces.front();
    const std::string_view spoken =
        find.pieces.size() > 1
            ? std::string_view()
            : std::string_view(texts[first.turn].text).substr(first.begin, first.end - first.begin);
    const std::size_t secret = secret_for(find.kind, find.value, spoken);
    for (const PersonalDataPiece& piece : find.pieces) replacements.push_back({piece, secret});
  }
  // From the back, so that offsets stay true.
  std::sort(replacements.begin(), replacements.end(), [](const Replacement& left, const Replacement& right) {
    return std::pair(left.piece.turn, left.piece.begin) > std::pair(right.piece.turn, right.piece.begin);
  });
  for (const Replacement& each : replacements) {
    texts[each.piece.turn].text.replace(each.piece.begin, each.piece.end - each.piece.begin,
                                        secrets_[each.secret].placeholder);
  }
  for (std::size_t index = 0; index < texts.size(); ++index) {
    if (json::string* text = text_of((*turns)[index])) *text = texts[index].text;
  }
  return input;
}

std::size_t Redaction::secret_for(PersonalData kind, const std::string& value, std::string_view spoken) {
  const auto [place, is_new] = by_value_.try_emplace({kind, value}, secrets_.size());
  if (!is_new) {
    Secret& known = secrets_[place->second];
    if (known.spoken.empty()) known.spoken = spoken;
    return place->second;
  }
  const std::string_view word = placeholder_word(kind);
  int number = 1;
  const auto is_used = [&](int candidate) {
    const std::string name = fmt::format("{}_{}", word, candidate);
    return taken_.find(to_lower_ascii(name)) != std::string::npos ||
           std::any_of(secrets_.begin(), secrets_.end(), [&name](const Secret& secret) {
             return secret.placeholder == fmt::format("[{}]", name);
           });
  };
  while (is_used(number)) ++number;
  secrets_.push_back({.placeholder = fmt::format("[{}_{}]", word, number),
                      .value = usual_form(kind, value),
                      .spoken = std::string(spoken)});
  return place->second;
}

std::string Redaction::hide_known(std::string text) const {
  try {
    json::value document = parse_json(text, "the text");
    return to_json_text(for_each_text(
        std::move(document), [this](std::string words) { return hide_known_words(std::move(words)); }));
  } catch (const Error&) {
    return hide_known_words(std::move(text));
  }
}

std::string Redaction::hide_known_words(std::string text) const {
  for (const Secret& secret : secrets_) {
    for (const std::string& shown : {secret.value, secret.spoken}) {
      if (shown.empty()) continue;
      for (std::size_t at = text.find(shown); at != std::string::npos; at = text.find(shown, at)) {
        text.replace(at, shown.size(), secret.placeholder);
        at += secret.placeholder.size();
      }
    }
  }
  return text;
}

std::string Redaction::restore_text(std::string_view text) const {
  std::string result;
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece found;
  const char* copied = text.data();
  while (RE2::FindAndConsume(&rest, placeholder_pattern(), &found)) {
    const std::string_view name = trim(std::string_view(found.data(), found.size()));
    const auto secret = std::find_if(secrets_.begin(), secrets_.end(), [name](const Secret& each) {
      const std::string_view bare = std::string_view(each.placeholder).substr(1, each.placeholder.size() - 2);
      const std::size_t begin = name.starts_with('[') ? 1 : 0;
      return equals_ignoring_case(name.substr(begin, bare.size()), bare) &&
             name.size() <= begin + bare.size() + 1;
    });
    if (secret == secrets_.end()) continue;
    const bool is_alone = found.size() == trim(text).size();
    result.append(copied, found.data());
    result += is_alone || secret->spoken.empty() ? secret->value : secret->spoken;
    copied = found.data() + found.size();
  }
  result.append(copied, text.data() + text.size());
  return result;
}

json::value Redaction::restore(json::value document) const {
  if (secrets_.empty()) return document;
  return for_each_text(std::move(document), [this](const std::string& text) { return restore_text(text); });
}

}  // namespace calltracker::llm
