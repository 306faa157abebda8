// SPDX-License-Identifier: MIT
#pragma once

// What people say about calls, from a file (docs/command-line.md describes it). A field that a label leaves
// out was not judged and is not compared; a fact that is null is one that the conversation does not hold.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "call/vocabulary.hpp"
#include "call/workspace.hpp"

namespace calltracker::evaluation {

struct ScoreRange {
  double low = 1;
  double high = 10;
};

// A fact about rep or caller that labels may name.
struct LabelledFact {
  std::string_view key;    // "repName"
  std::string_view title;  // "Rep name"
};
inline constexpr LabelledFact kLabelledFacts[] = {
    {.key = "repName", .title = "Rep name"},       {.key = "rosterName", .title = "Rep in the roster"},
    {.key = "callerName", .title = "Caller name"}, {.key = "company", .title = "Company"},
    {.key = "location", .title = "Location"},      {.key = "phone", .title = "Phone"}};

struct CallLabel {
  std::optional<int> row;  // of the call log
  std::optional<std::string> id;
  std::optional<Classification> classification;
  std::optional<std::string> subtype;
  std::map<std::string, std::optional<std::string>, std::less<>> facts;  // by LabelledFact::key
  std::optional<CallType> call_type;
  std::optional<Urgency> urgency;
  std::optional<bool> swapped;  // the log's speaker labels are the wrong way round
  std::optional<ScoreRange> lead_score;
  std::optional<ScoreRange> rep_score;
  std::optional<std::vector<RecommendedAction>> actions;  // each of them is right
  std::map<std::string, int> levels;                      // category → 0-5
};

// `name` stands in errors, here as below. Throws Error{Input, "labels-…" | "json-…"} naming the record.
std::vector<CallLabel> read_label_records(const std::vector<JsonReader>& records, const std::string& name,
                                          const Workspace& workspace);

// From a JSON array.
std::vector<CallLabel> parse_labels(std::string_view text, const std::string& name,
                                    const Workspace& workspace);

}  // namespace calltracker::evaluation
