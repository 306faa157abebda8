// SPDX-License-Identifier: MIT
// Over every sample call: what is left out of a conversation takes nothing with it that a person would miss.
// The facts are looked for here in another way than the program looks for them.
#include <doctest/doctest.h>
#include <re2/re2.h>

#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "llm/conversation_input.hpp"
#include "operations/call_log.hpp"
#include "tests/support/analysis_scene.hpp"
#include "tests/support/simulated_model.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

// Words that carry a number, a price, a date or an objection by themselves, with the keys of a menu taken
// out.
std::vector<std::string> telling_words(const Turn& turn, const std::set<std::string>& names) {
  static const RE2 keys(
      R"((?i)(?:press|oprima(?: el)?|marque(?: el)?|presione(?: el)?) (?:\w+)|one of (?:our|the)|one moment)");
  static const RE2 telling(
      R"(.*\d.*|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|)"
      R"(seventy|eighty|ninety|hundred|thousand|dollars|grand|percent|monday|tuesday|wednesday|thursday|friday|saturday|sunday|)"
      R"(january|february|march|april|june|july|august|september|october|november|december|tomorrow|tonight|yesterday|week|month|)"
      R"(expensive|cheaper|afford|interested|elsewhere|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|mil|cien|lunes|martes|)"
      R"(jueves|viernes|caro)");
  std::string text = turn.text;
  if (turn.speaker == Speaker::Agent) RE2::GlobalReplace(&text, keys, " ");
  std::vector<std::string> words;
  for (const std::string_view word : split_words(text)) {
    const std::string lowered = to_lower_ascii(word);
    if (RE2::FullMatch(lowered, telling) || names.contains(lowered)) words.push_back(lowered);
  }
  return words;
}

std::vector<Call> sample_calls(AnalysisScene& scene, const std::string& file) {
  operations::SubmitRequest request;
  request.file = std::filesystem::path(CALLTRACKER_SOURCE_DIR) / "samples" / file;
  const operations::CallLog log =
      operations::open_call_log(scene.services(), request, operations::CallLogUse::Submit);
  std::vector<Call> calls;
  operations::for_each_call(scene.services(), log, JobId("job_sample"), [&calls](Call&& call) {
    calls.push_back(std::move(call));
    return true;
  });
  return calls;
}

// First and last names of the company's people, and those that callers give in the samples.
std::set<std::string> names_of(const Workspace& workspace) {
  std::set<std::string> names;
  for (const RosterRep& rep : workspace.reps) {
    for (const std::string_view word : split_words(rep.name)) names.insert(to_lower_ascii(word));
  }
  for (const char* common : {"dane", "mercer", "hector", "ray", "carlos", "maria", "otis", "lou"})
    names.insert(common);
  return names;
}

std::set<std::string> words_sent(const llm::ConversationInput& input) {
  std::set<std::string> words;
  for (const json::value& turn : input.data.at("turns").as_array()) {
    for (const std::string_view word : split_words(std::string_view(turn.at("text").as_string()))) {
      words.insert(to_lower_ascii(word));
    }
  }
  return words;
}

}  // namespace

TEST_CASE("no number, name, price, date or objection of a sample call is lost by what is left out") {
  AnalysisScene scene([](AnalysisScene& owner) {
    return std::make_unique<SimulatedModel>(owner.workspaces.get(), owner.catalog, owner.timers);
  });
  const std::set<std::string> names = names_of(scene.workspaces.get());
  const llm::ModelInfo model = *scene.catalog.find("claude-haiku-5-5");
  std::size_t calls = 0;
  std::size_t cut_turns = 0;
  for (const char* file : {"nwh-week.xlsx", "holdout/calls.csv"}) {
    for (const Call& call : sample_calls(scene, file)) {
      const llm::ConversationInput input = llm::conversation_input(call.record, model, 150'000);
      const std::set<std::string> kept = words_sent(input);
      ++calls;
      cut_turns += input.cut.size();
      for (const llm::CutTurn& cut : input.cut) {
        for (const std::string& word : telling_words(*cut.turn, names)) {
          CAPTURE(file);
          CAPTURE(call.record.row);
          CAPTURE(cut.turn->text);
          CAPTURE(word);
          CHECK(kept.contains(word));
        }
      }
    }
  }
  CHECK(calls > 80);
  CHECK(cut_turns > 0);
}
