// SPDX-License-Identifier: MIT
#include "llm/answer_reader.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::llm {
namespace {

constexpr std::string_view kFence = "```";

std::string_view without_fence(std::string_view text) {
  text = trim(text);
  if (!text.starts_with(kFence) || !text.ends_with(kFence) || text.size() < 2 * kFence.size()) return text;
  const std::size_t first_line_end = text.find('\n');
  if (first_line_end == std::string_view::npos) return text;
  text.remove_suffix(kFence.size());
  return trim(text.substr(first_line_end));
}

// Some models cannot help adding a sentence before or after the document.
std::string_view without_prose(std::string_view text) {
  const std::size_t first = text.find('{');
  const std::size_t last = text.rfind('}');
  if (first == std::string_view::npos || last == std::string_view::npos || last < first) return text;
  return text.substr(first, last - first + 1);
}

json::value parse_document(std::string_view text) {
  try {
    return parse_json(without_fence(text), "the answer");
  } catch (const Error&) {
    const std::string_view inner = without_prose(text);
    if (inner.size() == text.size()) throw;
    return parse_json(inner, "the answer");
  }
}

void forgive_text(json::string& text, const json::object& schema) {
  text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
  const json::value* words = schema.if_contains("enum");
  if (words == nullptr || !words->is_array()) return;
  for (const json::value& word : words->get_array()) {
    if (word.is_string() && equals_ignoring_case(word.get_string(), text)) text = word.get_string();
  }
}

void forgive(json::value& value, const json::value& schema) {
  if (!schema.is_object()) return;
  const json::object& rules = schema.get_object();
  if (value.is_string()) {
    forgive_text(value.get_string(), rules);
  } else if (value.is_array()) {
    const json::value* items = rules.if_contains("items");
    if (items == nullptr) return;
    for (json::value& item : value.get_array()) forgive(item, *items);
  } else if (value.is_object()) {
    const json::value* properties = rules.if_contains("properties");
    if (properties == nullptr || !properties->is_object()) return;
    for (auto& [name, member] : value.get_object()) {
      if (const json::value* rule = properties->get_object().if_contains(name)) forgive(member, *rule);
    }
  }
}

}  // namespace

JsonSchema AnswerReader::prepared(const json::value& schema) const {
  const std::lock_guard lock(mutex_);
  return schemas_.try_emplace(&schema, schema).first->second;
}

std::variant<json::value, AnswerProblem> AnswerReader::read(std::string_view text,
                                                            const json::value& schema) const {
  json::value document;
  try {
    document = parse_document(text);
  } catch (const Error& error) {
    return AnswerProblem{text.empty() ? "the answer is empty" : error.what()};
  }
  forgive(document, schema);
  if (const auto problem = prepared(schema).problem_with(document)) return AnswerProblem{*problem};
  return document;
}

}  // namespace calltracker::llm
