// SPDX-License-Identifier: MIT
#pragma once

// Labels as people keep them in a spreadsheet: one row per call, one column per field. Columns may stand in
// any order and have the names that people give them ("Rep", "Lead score", a rubric category's title); an
// empty cell was not judged, "none" says that the conversation does not hold the fact.

#include <cstdint>
#include <string>
#include <vector>

#include "evaluation/labels.hpp"

namespace calltracker::evaluation {

struct LabelRow {
  std::uint32_t number = 0;  // as the spreadsheet shows it
  std::vector<std::string> cells;
};

// `name` stands in errors. Throws Error{Input, "labels-…" | "json-…"} naming the row.
std::vector<CallLabel> read_label_table(const std::vector<LabelRow>& rows, const std::string& name,
                                        const Workspace& workspace);

}  // namespace calltracker::evaluation
