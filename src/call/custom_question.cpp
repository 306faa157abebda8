// SPDX-License-Identifier: MIT
#include "call/custom_question.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace calltracker {
namespace {

constexpr std::size_t kIdCharactersMax = 40;
constexpr std::size_t kTextCharactersMax = 200;

// An id stands in the schema that providers get: they take no other characters.
bool is_slug(std::string_view id) {
  const auto is_plain = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
  };
  return !id.empty() && id.size() <= kIdCharactersMax && is_plain(id.front()) &&
         std::all_of(id.begin(), id.end(), [&](char letter) { return is_plain(letter) || letter == '-'; });
}

std::vector<std::string> read_divisions(const JsonReader& item, const std::set<std::string>& known) {
  std::vector<std::string> divisions = item.strings("divisions");
  for (const std::string& name : divisions) {
    if (!known.contains(name)) item.at("divisions").fail("divisions that the workspace has");
  }
  return divisions;
}

std::vector<CallType> read_call_types(const JsonReader& item) {
  std::vector<CallType> types;
  for (const std::string& name : item.strings("callTypes")) {
    const auto type = parse<CallType>(name);
    if (!type) item.at("callTypes").fail("inbound, outbound, follow-up or unknown");
    types.push_back(*type);
  }
  return types;
}

}  // namespace

bool CustomQuestion::concerns(const std::optional<std::string>& division, CallType type) const {
  const bool fits_division = divisions.empty() || (division && std::find(divisions.begin(), divisions.end(),
                                                                         *division) != divisions.end());
  const bool fits_type =
      call_types.empty() || std::find(call_types.begin(), call_types.end(), type) != call_types.end();
  return fits_division && fits_type;
}

std::vector<CustomQuestion> read_custom_questions(const JsonReader& workspace) {
  std::vector<CustomQuestion> questions;
  const auto list = workspace.find("questions");
  if (!list) return questions;
  std::set<std::string> divisions;
  for (const JsonReader& division : workspace.at("divisions").as_array()) {
    divisions.insert(division.at("name").as_string());
  }
  std::set<std::string> ids;
  for (const JsonReader& item : list->as_array()) {
    CustomQuestion question{.id = item.at("id").as_string(),
                            .text = collapse_whitespace(item.at("text").as_string()),
                            .divisions = read_divisions(item, divisions),
                            .call_types = read_call_types(item)};
    if (!is_slug(question.id)) item.at("id").fail("at most 40 small letters, digits and hyphens");
    if (!ids.insert(question.id).second) item.at("id").fail("an id that no other question has");
    const std::size_t length = count_code_points(question.text);
    if (length == 0 || length > kTextCharactersMax)
      item.at("text").fail("a question of at most 200 characters");
    questions.push_back(std::move(question));
  }
  if (questions.size() > kCustomQuestionsMax) list->fail("at most 20 questions");
  return questions;
}

}  // namespace calltracker
