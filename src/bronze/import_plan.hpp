// SPDX-License-Identifier: MIT
#pragma once

// How a file will be read: which sheet, where its header is, which column is which field. Made from the first
// rows of every sheet before anything is imported, so that a person can look at it and correct it.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "bronze/columns/column_mapping.hpp"
#include "bronze/columns/header.hpp"
#include "bronze/values/moment.hpp"
#include "workbook/read_context.hpp"

namespace calltracker::bronze {

// Runs the workbook reader over one file; may be called several times and starts from the front each time.
using ReadRows = std::function<void(const workbook::ReadRequest& request, workbook::RowSink& sink)>;

struct ImportOptions {
  std::string file_name;             // for messages
  std::optional<std::string> sheet;  // read this one
  std::vector<ColumnChoice> columns;
  // What was chosen earlier for a file with the same headers; columns above win over it.
  std::function<std::vector<ColumnChoice>(const std::string& header_fingerprint)> remembered;
  // False: to be looked at and corrected, so a log whose transcripts were not found has a plan too.
  bool needs_transcript = true;
};

struct SampleRow {
  std::uint32_t number = 0;
  std::vector<std::string> texts;  // parallel to headers, shortened
};

struct ImportPlan {
  std::string file_name;
  std::string sheet;  // empty for .csv
  std::uint32_t header_row = 0;
  std::uint32_t header_last_row = 0;
  std::vector<HeaderCell> headers;
  std::string header_fingerprint;
  ColumnMapping mapping;
  std::vector<RivalHeader> rivals;
  DayOrder day_order = DayOrder::MonthFirst;
  std::vector<SampleRow> sample_rows;
};

// Throws what the reader throws, and Error{Input, "import-no-header" | "import-missing-column" |
// "import-header-not-found" | "import-sheet-not-found"}; all of them say that nothing was imported.
ImportPlan plan_import(const ReadRows& read, const ImportOptions& options);

// For --json and the page.
json::object to_json(const ImportPlan& plan);

}  // namespace calltracker::bronze
