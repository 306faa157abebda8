// SPDX-License-Identifier: MIT
#include "gold/custom_answers.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <mutex>

#include "gold/embedded_files.hpp"
#include "llm/instructions.hpp"

namespace calltracker::gold {
namespace {

std::string list_of(const std::vector<CustomQuestion>& questions) {
  std::string text;
  for (const CustomQuestion& question : questions)
    text += fmt::format("- `{}`: {}\n", question.id, question.text);
  return text;
}

json::object answer_schema(const CustomQuestion& question) {
  const json::object turns{{"type", "array"},
                           {"items", {{"type", "integer"}}},
                           {"description", "numbers of the turns that show it"}};
  return {{"type", "object"},
          {"description", question.text},
          {"properties",
           {{"answer", {{"type", "string"}, {"enum", {"yes", "no", "unclear"}}}}, {"turns", turns}}},
          {"required", {"answer", "turns"}},
          {"additionalProperties", false}};
}

json::value extended(const json::value& schema, const std::vector<CustomQuestion>& questions) {
  json::object properties;
  json::array required;
  for (const CustomQuestion& question : questions) {
    properties[question.id] = answer_schema(question);
    required.emplace_back(question.id);
  }
  json::value whole = schema;
  whole.at("properties").as_object()["questions"] = json::object{{"type", "object"},
                                                                 {"properties", std::move(properties)},
                                                                 {"required", std::move(required)},
                                                                 {"additionalProperties", false}};
  whole.at("required").as_array().emplace_back("questions");
  return whole;
}

}  // namespace

std::string instructions_for_questions(const std::vector<CustomQuestion>& questions) {
  if (questions.empty()) return "";
  return llm::fill_instructions(embedded::file("prompts/custom_questions.md"),
                                {{"questions", list_of(questions)}});
}

const json::value& schema_with_questions(const json::value& schema,
                                         const std::vector<CustomQuestion>& questions) {
  static std::mutex mutex;
  // One entry for each set of questions that was in force since the start.
  static std::map<std::string, std::unique_ptr<const json::value>> schemas;
  const std::lock_guard lock(mutex);
  auto& known = schemas[list_of(questions)];
  if (!known) known = std::make_unique<const json::value>(extended(schema, questions));
  return *known;
}

std::vector<AnsweredQuestion> read_custom_answers(const JsonReader& answer,
                                                  const std::vector<CustomQuestion>& questions,
                                                  Evidence& evidence) {
  std::vector<AnsweredQuestion> answered;
  const auto answers = answer.find("questions");
  if (!answers) return answered;
  for (const CustomQuestion& question : questions) {
    const auto found = answers->find(question.id);
    if (!found) continue;
    const std::string place = fmt::format("questions.{}", question.id);
    AnsweredQuestion one{.id = question.id,
                         .text = question.text,
                         .answer = parse<Verdict>(found->at("answer").as_string()).value_or(Verdict::Unclear),
                         .turns = evidence.existing(found->ints("turns"), place)};
    if (one.answer == Verdict::Yes && one.turns.empty()) {
      evidence.add_problem(place, "a yes cites at least one turn");
      one.answer = Verdict::Unclear;
    }
    answered.push_back(std::move(one));
  }
  return answered;
}

}  // namespace calltracker::gold
