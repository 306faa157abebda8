// SPDX-License-Identifier: MIT
// list_signs FOLDER…: prints what the offline rules can see in labelled turns, for scripts/fit_lead.
//
// A folder holds calls/*.txt, phrases/*.txt or both. One JSON object a line: {"id", "fields" (of the call's
// head), "turns": [{"marks": […], "signs": […]}]}, of the turns that a person speaks; a phrase is a call of
// one turn.
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "call/workspace.hpp"
#include "llm/providers/offline/call_input.hpp"
#include "llm/providers/offline/conversation.hpp"
#include "llm/providers/offline/knowledge.hpp"
#include "llm/providers/offline/turn_signs.hpp"
#include "sample_text.hpp"

namespace samples {
namespace {

using namespace calltracker;
using namespace calltracker::llm::offline;

constexpr std::size_t kDateLength = 10;

// As Silver asks about it.
json::value question_about(const Record& record) {
  json::array turns;
  for (const Turn& turn : record.turns) {
    turns.push_back(json::object{{"n", static_cast<std::int64_t>(turns.size()) + 1},
                                 {"speaker", turn.speaker == "Agent" ? "agent" : "caller"},
                                 {"text", turn.text}});
  }
  return json::object{{"call", json::object{{"date", record.get("start").substr(0, kDateLength)}}},
                      {"turns", std::move(turns)}};
}

json::array signs_of(const TurnSigns& signs, std::uint32_t turn, Side side) {
  std::set<std::string, std::less<>> seen;
  signs.visit(turn, side, [&seen](const Sign& sign) { seen.insert(sign.text()); });
  return to_json_array(std::vector<std::string>(seen.begin(), seen.end()));
}

void print(const Knowledge& knowledge, const Record& record, std::size_t first_turn = 0) {
  const json::value question = question_about(record);
  const CallInput input = read_call_input(question);
  const Conversation conversation(knowledge, input);
  const TurnSigns signs(conversation);
  json::array turns;
  for (auto index = static_cast<std::uint32_t>(first_turn); index < conversation.turns().size(); ++index) {
    const TurnView& view = conversation.turn(index);
    if (view.kind != TurnKind::Live || view.words() == 0 || view.side == Side::Unknown) continue;
    turns.push_back(json::object{{"marks", to_json_array(record.turns.at(index).marks)},
                                 {"signs", signs_of(signs, index, view.side)}});
  }
  json::object fields;
  for (const auto& [key, value] : record.fields) fields[key] = value;
  std::cout << to_json_text(json::object{
                   {"id", record.id}, {"fields", std::move(fields)}, {"turns", std::move(turns)}})
            << '\n';
}

// "caller | NeededNow Commits | I'll take it today | can you come by?": the other side's turn before may be
// left out.
Record read_phrase(const std::string& line, const std::filesystem::path& path) {
  const std::vector<std::string> parts = split(line, '|');
  if (parts.size() < 3)
    throw std::runtime_error(path.string() + ": expected side | statements | words: " + line);
  const bool is_rep = parts[0] == "rep";
  Record phrase{.id = path.stem().string(), .fields = {{"start", "2026-11-16"}}, .turns = {}};
  if (parts.size() > 3 && !parts[3].empty())
    phrase.turns.push_back(
        {.speaker = is_rep ? "Caller" : "Agent", .name = {}, .text = parts[3], .marks = {}});
  phrase.turns.push_back({.speaker = is_rep ? "Agent" : "Caller", .name = {}, .text = parts[2], .marks = {}});
  if (parts[1] != "nothing") phrase.turns.back().marks = split(parts[1], ' ');
  return phrase;
}

void print_folder(const Knowledge& knowledge, const std::filesystem::path& folder) {
  if (is_directory(folder / "calls")) {
    for (const Record& record : read_calls(folder / "calls")) print(knowledge, record);
  }
  if (!is_directory(folder / "phrases")) return;
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "phrases"))
    files.insert(entry.path());
  for (const std::filesystem::path& path : files) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      if (line.empty() || line.front() == '#') continue;
      const Record phrase = read_phrase(line, path);
      print(knowledge, phrase, phrase.turns.size() - 1);
    }
  }
}

}  // namespace
}  // namespace samples

int main(int argument_count, char** arguments) {
  try {
    const calltracker::Workspace workspace = calltracker::built_in_workspace();
    const calltracker::llm::offline::Knowledge knowledge(workspace);
    for (int index = 1; index < argument_count; ++index) samples::print_folder(knowledge, arguments[index]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
