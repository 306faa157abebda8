// SPDX-License-Identifier: MIT
#include "evaluation/label_table.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace calltracker;
using namespace calltracker::evaluation;

namespace {

std::vector<CallLabel> read(std::vector<std::vector<std::string>> rows) {
  std::vector<LabelRow> numbered;
  for (auto& cells : rows) {
    numbered.push_back(
        {.number = static_cast<std::uint32_t>(numbered.size() + 1), .cells = std::move(cells)});
  }
  return read_label_table(numbered, "labels.csv", built_in_workspace());
}

ErrorDetails refusal(std::vector<std::vector<std::string>> rows) {
  try {
    read(std::move(rows));
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Input);
    return error.details();
  }
  FAIL("no error");
  return {};
}

}  // namespace

TEST_CASE("a table of labels says the same as JSON") {
  const std::string category = built_in_workspace().rubric.front().key;
  const auto labels = read({{"Who said what, November"},
                            {"Notes", "ROW", "class", "Agent", "Phone number", "Lead score",
                             "rep_score_range", "Recommended action", "Call type", "swapped", category},
                            {"fine", "12", "Valid Sales", "Brian", "none", "6 to 8", "7",
                             "priority 1hr; follow-24hr", "follow up", "no", "4"},
                            {"", "", "", "", "", "", "", "", "", "", ""},
                            {"", "13", "spam"}});
  REQUIRE(labels.size() == 2);
  const CallLabel& first = labels[0];
  CHECK(first.row == 12);
  CHECK(first.classification == Classification::ValidSales);
  CHECK(first.facts.at("repName") == "Brian");
  CHECK(first.facts.at("phone") == std::nullopt);
  CHECK(first.lead_score->low == 6);
  CHECK(first.lead_score->high == 8);
  CHECK(first.rep_score->low == 7);
  CHECK(first.rep_score->high == 7);
  CHECK(first.actions == std::vector{RecommendedAction::Priority1Hr, RecommendedAction::Follow24Hr});
  CHECK(first.call_type == CallType::FollowUp);
  CHECK(first.swapped == false);
  CHECK(first.levels.at(category) == 4);
  const CallLabel& second = labels[1];
  CHECK(second.classification == Classification::Spam);
  CHECK(second.facts.empty());
  CHECK_FALSE(second.lead_score);
}

TEST_CASE("what a table of labels does not say right is named with its row") {
  CHECK(refusal({{"Rep", "Phone"}, {"Brian", "none"}}).code == "labels-place-missing");
  const ErrorDetails column = refusal({{"Row", "Mood"}, {"2", "sunny"}});
  CHECK(column.code == "labels-field-unknown");
  CHECK(column.found == "Mood");
  const ErrorDetails range = refusal({{"Row", "Lead score"}, {"2", "high"}});
  CHECK(range.code == "labels-range-unreadable");
  CHECK(range.where == "labels.csv, row 2");
  CHECK(refusal({{"Row", "Urgency"}, {"12", "rather"}}).where ==
        "labels.csv, row 2.urgency, about the call in row 12");
  CHECK(refusal({{"Row"}, {"2"}, {"2"}}).code == "labels-row-twice");
  CHECK(refusal({{"Row", "Rep"}}).code == "labels-empty");
}
