// SPDX-License-Identifier: MIT
#include "bronze/import_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "bronze/columns/find_header.hpp"
#include "bronze/sheet_starts.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::string_view kUsualSheet = "Calls";
constexpr std::size_t kSampleRowsShown = 5;
constexpr std::size_t kSampleTextBytes = 160;

struct Candidate {
  const SheetStart* start = nullptr;
  FoundHeader found;

  bool has_transcript() const { return found.mapped.mapping.find(CallField::Transcript) != nullptr; }
  bool is_usual() const { return equals_ignoring_case(trim(start->sheet.name), kUsualSheet); }
};

[[noreturn]] void fail(std::string code, std::string message, std::string where, std::string found,
                       std::string hint) {
  throw Error({.kind = ErrorKind::Input,
               .code = std::move(code),
               .message = std::move(message),
               .where = std::move(where),
               .found = std::move(found),
               .hint = std::move(hint),
               .state = "nothing was imported"});
}

// "Sheet March" within a sentence; a .csv has no sheets.
std::string subject(const std::string& sheet_name) {
  return sheet_name.empty() ? "the file" : fmt::format("sheet \"{}\"", sheet_name);
}

std::string header_place(const ImportOptions& options, const Candidate& candidate) {
  const std::string& sheet = candidate.start->sheet.name;
  return fmt::format("{}, {}header row {}", options.file_name, sheet.empty() ? "" : "sheet " + sheet + ", ",
                     candidate.found.first_row);
}

std::string sheet_names(const std::vector<SheetStart>& starts) {
  std::string names;
  for (const SheetStart& start : starts)
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", start.sheet.name);
  return names;
}

std::vector<Candidate> find_candidates(const std::vector<SheetStart>& starts, const ImportOptions& options) {
  std::vector<Candidate> candidates;
  bool sheet_exists = false;
  for (const SheetStart& start : starts) {
    const bool wanted = !options.sheet || equals_ignoring_case(trim(start.sheet.name), trim(*options.sheet));
    sheet_exists |= wanted;
    if (!wanted) continue;
    if (auto found = find_header(start, options.columns)) candidates.push_back({&start, *std::move(found)});
  }
  if (!sheet_exists && options.sheet) {
    fail("import-sheet-not-found", fmt::format("there is no sheet \"{}\"", *options.sheet), options.file_name,
         sheet_names(starts), "name one of these sheets");
  }
  return candidates;
}

// The usual sheet if it can be used, else the one whose headers fit best; hidden sheets come last.
const Candidate& choose(const std::vector<Candidate>& candidates) {
  const auto rank = [](const Candidate& candidate) {
    return std::tuple(candidate.has_transcript(), candidate.is_usual(), candidate.start->sheet.visible,
                      candidate.found.mapped.score);
  };
  return *std::max_element(candidates.begin(), candidates.end(),
                           [&rank](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
}

[[noreturn]] void fail_without_header(const std::vector<SheetStart>& starts, const ImportOptions& options) {
  std::string first_cells;
  for (const SheetStart& start : starts) {
    if (start.rows.empty()) continue;
    std::vector<HeaderCell> cells;
    for (const workbook::Cell& cell : start.rows.front().cells)
      cells.push_back({cell.column, workbook::cell_text(cell)});
    first_cells = quote_headers(cells);
    break;
  }
  fail("import-no-header", "no row looks like the header of a call log", options.file_name, first_cells,
       fmt::format(
           "export the log with its column names; they are looked for in the first {} rows of each sheet",
           kHeaderRowsTried));
}

[[noreturn]] void fail_without_choice(const Candidate& candidate, const ImportOptions& options) {
  const ColumnChoice& choice = candidate.found.mapped.missing.front();
  std::string nearest;
  std::size_t least = choice.header.size() / 2 + 1;
  for (const HeaderCell& header : candidate.found.headers) {
    const std::size_t distance =
        edit_distance(truncate_utf8(choice.header, 60), truncate_utf8(header.text, 60));
    if (distance >= least) continue;
    least = distance;
    nearest = header.text;
  }
  fail("import-header-not-found",
       fmt::format("{} has no column \"{}\", which was given for {}", subject(candidate.start->sheet.name),
                   choice.header, info_of(choice.field).snake_name),
       header_place(options, candidate), quote_headers(candidate.found.headers),
       nearest.empty() ? "give one of these headers" : fmt::format("did you mean \"{}\"?", nearest));
}

// The header over the longest texts: most likely what the transcript is called here.
std::string longest_header(const Candidate& candidate) {
  std::string longest;
  std::size_t most = 0;
  for (const HeaderCell& header : candidate.found.headers) {
    std::size_t bytes = 0;
    for (const workbook::Row& row : candidate.start->rows) {
      if (row.number > candidate.found.last_row) bytes += row.at(header.column).text.size();
    }
    const bool free = !candidate.found.mapped.mapping.uses_column(header.column);
    if (!free || bytes <= most) continue;
    most = bytes;
    longest = header.text;
  }
  return longest.empty() ? "Your Header" : longest;
}

[[noreturn]] void fail_without_transcript(const Candidate& candidate, const ImportOptions& options) {
  fail("import-missing-column",
       fmt::format("{} has no \"Transcript\" column", subject(candidate.start->sheet.name)),
       header_place(options, candidate), quote_headers(candidate.found.headers),
       fmt::format("export the log with its transcripts, or import with --column transcript=\"{}\"",
                   longest_header(candidate)));
}

std::vector<SampleRow> sample_rows(const Candidate& candidate) {
  std::vector<SampleRow> samples;
  for (const workbook::Row& row : candidate.start->rows) {
    if (row.number <= candidate.found.last_row || samples.size() == kSampleRowsShown) continue;
    SampleRow sample{.number = row.number, .texts = {}};
    for (const HeaderCell& header : candidate.found.headers) {
      sample.texts.emplace_back(truncate_utf8(workbook::cell_text(row.at(header.column)), kSampleTextBytes));
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

// The mapping again, with what was remembered for these headers beneath what is chosen now.
Candidate with_remembered(const Candidate& candidate, const ImportOptions& options) {
  if (!options.remembered) return candidate;
  std::vector<ColumnChoice> choices = options.remembered(header_fingerprint(candidate.found.headers));
  if (choices.empty()) return candidate;
  std::erase_if(choices, [&options](const ColumnChoice& old) {
    return std::any_of(options.columns.begin(), options.columns.end(), [&old](const ColumnChoice& chosen) {
      return chosen.field == old.field || equals_ignoring_case(chosen.header, old.header);
    });
  });
  choices.insert(choices.end(), options.columns.begin(), options.columns.end());
  auto found = find_header(*candidate.start, choices);
  const bool same_headers =
      found && header_fingerprint(found->headers) == header_fingerprint(candidate.found.headers);
  return same_headers ? Candidate{candidate.start, *std::move(found)} : candidate;
}

}  // namespace

ImportPlan plan_import(const ReadRows& read, const ImportOptions& options) {
  const std::vector<SheetStart> starts = read_sheet_starts(read);
  const std::vector<Candidate> candidates = find_candidates(starts, options);
  if (candidates.empty()) fail_without_header(starts, options);
  const Candidate chosen = with_remembered(choose(candidates), options);
  if (!chosen.found.mapped.missing.empty()) fail_without_choice(chosen, options);
  if (options.needs_transcript && !chosen.has_transcript()) fail_without_transcript(chosen, options);

  ImportPlan plan{.file_name = options.file_name,
                  .sheet = chosen.start->sheet.name,
                  .header_row = chosen.found.first_row,
                  .header_last_row = chosen.found.last_row,
                  .headers = chosen.found.headers,
                  .header_fingerprint = header_fingerprint(chosen.found.headers),
                  .mapping = chosen.found.mapped.mapping,
                  .rivals = chosen.found.mapped.rivals,
                  .sample_rows = sample_rows(chosen)};
  plan.day_order = find_day_order(read, plan, *chosen.start);
  return plan;
}

json::object to_json(const ImportPlan& plan) {
  json::array headers;
  for (const HeaderCell& header : plan.headers) headers.emplace_back(header.text);
  json::array rivals;
  for (const RivalHeader& rival : plan.rivals) {
    rivals.push_back(json::object{
        {"field", info_of(rival.field).camel_name}, {"used", rival.used}, {"other", rival.other}});
  }
  json::array samples;
  for (const SampleRow& sample : plan.sample_rows) {
    samples.push_back(json::object{{"row", sample.number}, {"values", to_json_array(sample.texts)}});
  }
  return {{"file", plan.file_name},
          {"sheet", plan.sheet.empty() ? json::value(nullptr) : json::value(plan.sheet)},
          {"headerRow", plan.header_row},
          {"headers", std::move(headers)},
          {"headerFingerprint", plan.header_fingerprint},
          {"columns", plan.mapping.to_json()},
          {"rivals", std::move(rivals)},
          {"dayFirst", plan.day_order == DayOrder::DayFirst},
          {"sampleRows", std::move(samples)}};
}

}  // namespace calltracker::bronze
