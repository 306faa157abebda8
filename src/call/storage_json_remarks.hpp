// SPDX-License-Identifier: MIT
#pragma once

// Lists with turns as evidence in a stored document: observations, and answers to the company's own
// questions.

#include <string_view>
#include <utility>
#include <vector>

#include "call/call.hpp"
#include "call/storage_json_fields.hpp"

namespace calltracker::storage_json {

inline void put_observations(ObjectWriter& writer, std::string_view key,
                             const std::vector<Observation>& observations) {
  if (observations.empty()) return;
  json::array array;
  for (const Observation& item : observations) {
    array.push_back(ObjectWriter()
                        .put("text", item.text)
                        .put("category", item.category)
                        .put_unless_empty("turns", item.turns)
                        .take());
  }
  writer.put_value(key, std::move(array));
}

inline std::vector<Observation> read_observations(const JsonReader& reader, std::string_view key) {
  std::vector<Observation> observations;
  if (const auto member = reader.find(key)) {
    for (const JsonReader& item : member->as_array()) {
      observations.push_back(
          {.text = text(item, "text"), .category = text(item, "category"), .turns = integers(item, "turns")});
    }
  }
  return observations;
}

inline void put_questions(ObjectWriter& writer, const std::vector<AnsweredQuestion>& questions) {
  if (questions.empty()) return;
  json::array array;
  for (const AnsweredQuestion& question : questions) {
    array.push_back(ObjectWriter()
                        .put("id", question.id)
                        .put("text", question.text)
                        .put_value("answer", json::value(name_of(question.answer)))
                        .put_unless_empty("turns", question.turns)
                        .take());
  }
  writer.put_value("questions", std::move(array));
}

inline std::vector<AnsweredQuestion> read_questions(const JsonReader& reader) {
  std::vector<AnsweredQuestion> questions;
  if (const auto member = reader.find("questions")) {
    for (const JsonReader& item : member->as_array()) {
      questions.push_back({.id = text(item, "id"),
                           .text = text(item, "text"),
                           .answer = word<Verdict>(item, "answer", parse<Verdict>),
                           .turns = integers(item, "turns")});
    }
  }
  return questions;
}

}  // namespace calltracker::storage_json
