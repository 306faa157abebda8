// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>

#include "simulator/failures/failure_kinds.hpp"

namespace calltracker::simulator {
namespace {

constexpr std::size_t kHugeAnswerBytes = 5'000'000;
constexpr int kTurnThatNobodySpoke = 9999;

// Calls `change` for every member and element, with the member's name ("" for elements).
template <class Change>
void walk(json::value& value, const std::string& name, const Change& change) {
  change(name, value);
  if (value.is_object()) {
    for (auto& member : value.get_object()) walk(member.value(), std::string(member.key()), change);
  } else if (value.is_array()) {
    for (json::value& item : value.get_array()) walk(item, name, change);
  }
}

template <class Change>
std::string with_each(const std::string& text, const Change& change) {
  boost::system::error_code malformed;
  json::value document = json::parse(text, malformed);
  if (malformed) return text;
  walk(document, "", change);
  return to_json_text(document);
}

bool is_word(const json::value& value) {
  if (!value.is_string() || value.get_string().empty()) return false;
  const auto& text = value.get_string();
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '-'; });
}

void to_upper(const std::string&, json::value& value) {
  if (!is_word(value)) return;
  for (char& c : value.get_string()) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

void to_text(const std::string&, json::value& value) {
  if (value.is_int64()) value = std::to_string(value.get_int64());
}

bool names_turn(const std::string& name) {
  return name == "turn" || name == "turns" || name.ends_with("Turn") || name.ends_with("Turns");
}

void to_false_turn(const std::string& name, json::value& value) {
  if (names_turn(name) && value.is_int64()) value = kTurnThatNobodySpoke;
}

void to_best(const std::string& name, json::value& value) {
  if (name == "level" && value.is_int64()) value = 5;
}

std::string without_first_member(const std::string& text) {
  boost::system::error_code malformed;
  json::value document = json::parse(text, malformed);
  if (malformed || !document.is_object() || document.get_object().empty()) return "{}";
  document.get_object().erase(document.get_object().begin());
  return to_json_text(document);
}

std::string with_nan(std::string text) {
  const std::size_t at = text.find_first_of("0123456789", text.find(':'));
  if (at == std::string::npos) return "{\"value\":NaN}";
  std::size_t end = at;
  while (end < text.size() && std::string_view("0123456789.").find(text[end]) != std::string_view::npos)
    ++end;
  return text.replace(at, end - at, "NaN");
}

std::string after_first_quote(std::string text, std::string_view inserted) {
  const std::size_t at = text.find(":\"");
  return at == std::string::npos ? text : text.insert(at + 2, inserted);
}

std::string with_first_member_twice(std::string text) {
  const std::size_t end = text.find(':');
  if (!text.starts_with("{\"") || end == std::string::npos) return text;
  return text.insert(1, text.substr(1, end - 1) + ":null,");
}

struct TextFailure {
  const char* name;
  std::string (*spoil)(const std::string& text);
};

constexpr std::array<TextFailure, 14> kTextFailures = {{
    {"fenced", [](const std::string& text) { return "```json\n" + text + "\n```"; }},
    {"prose", [](const std::string& text) { return "Here is the analysis you asked for:\n\n" + text; }},
    {"invalid-json", [](const std::string& text) { return text + "}"; }},
    {"wrong-schema", without_first_member},
    {"extra-keys",
     [](const std::string& text) { return text.size() > 2 ? "{\"unasked\":true," + text.substr(1) : text; }},
    {"other-case", [](const std::string& text) { return with_each(text, to_upper); }},
    {"number-as-text", [](const std::string& text) { return with_each(text, to_text); }},
    {"not-a-number", [](const std::string& text) { return with_nan(text); }},
    {"duplicate-keys", [](const std::string& text) { return with_first_member_twice(text); }},
    {"lone-surrogate", [](const std::string& text) { return after_first_quote(text, "\\ud800"); }},
    {"huge-answer",
     [](const std::string& text) { return after_first_quote(text, std::string(kHugeAnswerBytes, 'x')); }},
    {"false-evidence", [](const std::string& text) { return with_each(text, to_false_turn); }},
    {"obeyed-orders", [](const std::string& text) { return with_each(text, to_best); }},
    {"another-text", [](const std::string&) { return std::string("{\"nothing\":\"of this was asked\"}"); }},
}};

struct StopFailure {
  const char* name;
  Stop stop;
};

constexpr std::array<StopFailure, 5> kStopFailures = {{{"max-tokens", Stop::Cut},
                                                       {"context-full", Stop::ContextFull},
                                                       {"refusal", Stop::Refused},
                                                       {"pause-turn", Stop::Paused},
                                                       {"unknown-stop", Stop::Unheard}}};

constexpr std::array<const char*, 3> kBlockFailures = {"thinking-first", "two-texts", "empty-content"};

void spoil_stop(Completion& completion, Stop stop, std::int64_t output_tokens_max) {
  completion.stop = stop;
  if (stop == Stop::Refused) completion.blocks.clear();
  if (stop == Stop::Cut) completion.output_tokens = output_tokens_max;
  if (stop != Stop::Cut && stop != Stop::ContextFull) return;
  for (AnswerBlock& block : completion.blocks) block.text.resize(block.text.size() / 2);
}

void spoil_blocks(std::string_view name, Completion& completion) {
  auto& blocks = completion.blocks;
  if (name == "empty-content") {
    blocks.clear();
  } else if (name == "thinking-first") {
    blocks.insert(blocks.begin(), {.kind = AnswerBlock::Kind::Thinking, .text = "Let me see."});
  } else if (name == "two-texts" && !blocks.empty()) {
    AnswerBlock& last = blocks.back();
    AnswerBlock rest = last;
    rest.text = last.text.substr(last.text.size() / 2);
    last.text.resize(last.text.size() / 2);
    blocks.push_back(std::move(rest));
  }
}

}  // namespace

void spoil_content(const Failure& failure, Completion& completion, std::int64_t output_tokens_max) {
  for (const StopFailure& stop : kStopFailures) {
    if (failure.name == stop.name) spoil_stop(completion, stop.stop, output_tokens_max);
  }
  spoil_blocks(failure.name, completion);
  for (const TextFailure& spoiled : kTextFailures) {
    if (failure.name != spoiled.name) continue;
    for (AnswerBlock& block : completion.blocks) {
      if (block.kind == AnswerBlock::Kind::Text) block.text = spoiled.spoil(block.text);
    }
  }
}

bool is_content_failure(std::string_view name) {
  const auto is_named = [name](const auto& failure) { return name == failure.name; };
  return std::any_of(kTextFailures.begin(), kTextFailures.end(), is_named) ||
         std::any_of(kStopFailures.begin(), kStopFailures.end(), is_named) ||
         std::find(kBlockFailures.begin(), kBlockFailures.end(), name) != kBlockFailures.end();
}

std::string content_failure_names() {
  std::string names = fmt::format("{}", fmt::join(kBlockFailures, ", "));
  for (const StopFailure& failure : kStopFailures) names += fmt::format(", {}", failure.name);
  for (const TextFailure& failure : kTextFailures) names += fmt::format(", {}", failure.name);
  return names;
}

}  // namespace calltracker::simulator
