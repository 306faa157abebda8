// SPDX-License-Identifier: MIT
// make_samples LINES FOLDER NAME…: writes call logs FOLDER/NAME (.xlsx or .csv) and FOLDER/labels.json from
// the text files in FOLDER and the table of phone lines. The same text gives the same bytes, so that a change
// to a sample is a change somebody made.
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sample_text.hpp"

namespace samples {
namespace {

constexpr std::array<std::string_view, 26> kHeaders = {"Call Status",
                                                       "Number Name",
                                                       "Tracking Number",
                                                       "Source",
                                                       "Start Time",
                                                       "Duration (seconds)",
                                                       "Name",
                                                       "Phone Number",
                                                       "City",
                                                       "State",
                                                       "Country",
                                                       "Agent Name",
                                                       "Agent Number",
                                                       "First-Time Caller",
                                                       "Keywords",
                                                       "Referrer",
                                                       "Medium",
                                                       "Landing Page",
                                                       "Campaign",
                                                       "Value",
                                                       "Recording Url",
                                                       "Tags",
                                                       "Note",
                                                       "Full Transcription",
                                                       "Sentiment",
                                                       "Reported Attribution"};
constexpr std::size_t kStartTime = 4;
constexpr std::size_t kDuration = 5;
constexpr std::size_t kValue = 19;
constexpr std::size_t kTranscript = 23;
constexpr std::size_t kExcelCellLimit = 32767;

using Cells = std::array<std::string, kHeaders.size()>;
using LineTable = std::map<std::string, std::vector<std::string>>;

struct Row {
  std::string place;  // sorts the rows: the start time, or where an unreadable one belongs
  Record record;
  Cells cells;
};

std::string either(const std::string& first, const std::string& second) {
  return first.empty() ? second : first;
}

// A recording address that looks like the service's own, made from the call's name (FNV-1a).
std::string recording_url(const std::string& id) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char character : id) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 1099511628211ULL;
  }
  char text[80];
  std::snprintf(text, sizeof text, "https://app.callrail.com/calls/CAL%016llx/recording/redirect",
                static_cast<unsigned long long>(hash));
  return text;
}

Cells make_cells(const Record& record, const LineTable& lines) {
  const auto found = lines.find(record.get("line"));
  if (found == lines.end()) throw std::runtime_error(record.id + ": unknown line " + record.get("line"));
  const std::vector<std::string>& line = found->second;
  const std::vector<std::string> from = split(record.get("from"), '|');
  if (line.size() < 9 || from.size() != 3) throw std::runtime_error(record.id + ": incomplete line or from");
  const std::vector<std::string> place = split(from[2], ',');
  const bool answered = record.get("kind") != "abandoned";
  const std::string identity = record.id.empty() ? record.get("kind") + record.get("start") : record.id;
  const bool recorded = answered && record.get("recording") != "none";
  return {either(record.get("status"), answered ? "Answered Call" : "Abandoned Call"),
          line[1],
          line[2],
          line[4],
          record.get("start"),
          record.get("seconds"),
          from[1],
          from[0],
          place[0],
          place.size() > 1 ? place[1] : "",
          "US",
          record.get("agent"),
          answered ? line[3] : "",
          record.get("first_time") == "no" ? "No" : "Yes",
          record.get("keywords"),
          line[6],
          line[5],
          line[7],
          either(record.get("campaign"), line[8]),
          record.get("value"),
          recorded ? recording_url(identity) : "",
          record.get("tags"),
          record.get("note"),
          transcript(record),
          record.get("sentiment"),
          record.get("reported")};
}

// A block that names a call is that call again, with the block's own keys laid over it.
Record complete_extra(const Record& extra, const std::vector<Record>& calls) {
  const std::string original = extra.get("of");
  if (original.empty()) return extra;
  const auto found =
      std::find_if(calls.begin(), calls.end(), [&](const Record& call) { return call.id == original; });
  if (found == calls.end()) throw std::runtime_error("extra row of an unknown call: " + original);
  Record copy = *found;
  for (const auto& [key, value] : extra.fields) copy.fields[key] = value;
  // Only the exact duplicate keeps the recording's identity.
  if (extra.get("kind") != "exact_duplicate") copy.id.clear();
  return copy;
}

std::vector<Row> make_rows(const LineTable& lines, const std::filesystem::path& folder) {
  std::vector<Record> records = read_calls(folder / "calls");
  const std::vector<Record> calls = records;
  if (const std::filesystem::path extra_rows = folder / "extra-rows.txt"; exists(extra_rows)) {
    for (const Record& extra : read_blocks(extra_rows)) records.push_back(complete_extra(extra, calls));
  }
  std::vector<Row> rows;
  for (const Record& record : records) {
    rows.push_back({either(record.get("place"), record.get("start")), record, make_cells(record, lines)});
    if (rows.back().cells[kTranscript].size() > kExcelCellLimit) {
      throw std::runtime_error(record.id + ": longer than an Excel cell");
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.place < b.place; });
  return rows;
}

std::optional<lxw_datetime> parse_start(const std::string& text) {
  lxw_datetime when{};
  int second = 0;
  const int fields = std::sscanf(text.c_str(), "%4d-%2d-%2d %2d:%2d:%2d", &when.year, &when.month, &when.day,
                                 &when.hour, &when.min, &second);
  if (fields != 6) return std::nullopt;
  when.sec = second;
  return when;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                lxw_format* date_format) {
  if (text.empty()) return;
  if (column == kStartTime) {
    if (std::optional<lxw_datetime> when = parse_start(text)) {
      worksheet_write_datetime(sheet, row, column, &*when, date_format);
      return;
    }
  }
  if ((column == kDuration || column == kValue) && is_number(text)) {
    worksheet_write_number(sheet, row, column, std::stod(text), nullptr);
    return;
  }
  worksheet_write_string(sheet, row, column, text.c_str(), nullptr);
}

void write_workbook(const std::filesystem::path& path, const std::vector<Row>& rows) {
  lxw_workbook* workbook = workbook_new(path.c_str());
  if (workbook == nullptr) throw std::runtime_error("cannot create " + path.string());
  char title[] = "Call log, week of November 16, 2026";
  char author[] = "Nationwide Haul";
  lxw_doc_properties properties{};
  properties.title = title;
  properties.author = author;
  properties.created = static_cast<std::time_t>(1795348800);  // fixed, or every run would differ
  workbook_set_properties(workbook, &properties);
  lxw_format* header_format = workbook_add_format(workbook);
  format_set_bold(header_format);
  lxw_format* date_format = workbook_add_format(workbook);
  format_set_num_format(date_format, "mm/dd/yyyy hh:mm:ss AM/PM");
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, "Calls");
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_set_column(sheet, 0, kHeaders.size() - 1, 18, nullptr);
  worksheet_set_column(sheet, kStartTime, kStartTime, 24, nullptr);
  worksheet_set_column(sheet, kTranscript, kTranscript, 80, nullptr);
  for (std::size_t column = 0; column < kHeaders.size(); ++column) {
    worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(column), kHeaders[column].data(), header_format);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      write_cell(sheet, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(column),
                 rows[row].cells[column], date_format);
    }
  }
  worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(rows.size()), kHeaders.size() - 1);
  if (workbook_close(workbook) != LXW_NO_ERROR) throw std::runtime_error("cannot write " + path.string());
}

std::string csv_text(std::string_view text) {
  std::string out = "\"";
  for (const char character : text) {
    if (character == '"') out += '"';
    out += character;
  }
  return out + "\"";
}

void write_csv(const std::filesystem::path& path, const std::vector<Row>& rows) {
  std::ofstream out(path, std::ios::binary);
  out << "\xEF\xBB\xBF";  // Excel reads UTF-8 only behind a byte order mark
  for (std::size_t column = 0; column < kHeaders.size(); ++column) {
    out << (column > 0 ? "," : "") << csv_text(kHeaders[column]);
  }
  out << "\r\n";
  for (const Row& row : rows) {
    for (std::size_t column = 0; column < kHeaders.size(); ++column) {
      out << (column > 0 ? "," : "") << csv_text(row.cells[column]);
    }
    out << "\r\n";
  }
  if (!out) throw std::runtime_error("cannot write " + path.string());
}

std::string text_or_null(const std::string& text) {
  return text.empty() ? "null" : json_text(text);
}

struct Range {
  int low;
  int high;
};

std::optional<Range> parse_range(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::vector<std::string> ends = split(text, '-');
  return Range{std::stoi(ends.at(0)), std::stoi(ends.at(1))};
}

std::string range_or_null(const std::optional<Range>& range) {
  if (!range) return "null";
  return "[" + std::to_string(range->low) + ", " + std::to_string(range->high) + "]";
}

// Every action that some score inside the range leads to.
std::string actions_or_null(const std::optional<Range>& range) {
  if (!range) return "null";
  struct Action {
    int from;
    int below;
    std::string_view name;
  };
  constexpr std::array<Action, 5> actions = {{{9, 11, "priority-1hr"},
                                              {7, 9, "follow-24hr"},
                                              {5, 7, "nurture-48-72hr"},
                                              {3, 5, "email-only"},
                                              {1, 3, "no-follow-up"}}};
  std::string out = "[";
  for (const Action& action : actions) {
    if (range->high < action.from || range->low >= action.below) continue;
    out += (out.size() > 1 ? ", " : "") + json_text(action.name);
  }
  return out + "]";
}

std::string label_object(const Record& record, std::size_t row) {
  const std::optional<Range> lead = parse_range(record.get("lead_score"));
  const std::string kind = record.get("classification");
  std::string out = "  {\"row\": " + std::to_string(row) + ", \"id\": " + json_text(record.id);
  // Of some calls nothing but the lead is labelled.
  if (kind.empty()) {
    return out + ", \"leadScoreRange\": " + range_or_null(lead) +
           ", \"recommendedActions\": " + actions_or_null(lead) + "}";
  }
  out += ", \"classification\": " + json_text(kind) + ", \"subtype\": " + json_text(record.get("subtype"));
  out += ",\n   \"repName\": " + text_or_null(record.get("rep_said"));
  out += ", \"rosterName\": " + text_or_null(record.get("rep_roster"));
  out += ",\n   \"callerName\": " + text_or_null(record.get("caller"));
  out += ", \"company\": " + text_or_null(record.get("company"));
  out += ", \"location\": " + text_or_null(record.get("location"));
  out += ", \"phone\": " + text_or_null(record.get("phone"));
  out += ",\n   \"callType\": " + json_text(either(record.get("type"), "unknown"));
  out += ", \"urgency\": " + json_text(either(record.get("urgency"), "unknown"));
  out += ",\n   \"leadScoreRange\": " + range_or_null(lead);
  out += ", \"recommendedActions\": " + actions_or_null(lead);
  out += ", \"repScoreRange\": " + range_or_null(parse_range(record.get("rep_score")));
  out += std::string(", \"swapped\": ") + (record.get("swapped") == "yes" ? "true" : "false");
  return out + "}";
}

void write_labels(const std::filesystem::path& path, const std::vector<Row>& rows) {
  std::ofstream out(path, std::ios::binary);
  out << "[";
  bool first = true;
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const Record& record = rows[index].record;
    // Extra rows say what kind they are; they are no calls of their own.
    if (!record.get("kind").empty()) continue;
    out << (first ? "\n" : ",\n") << label_object(record, index + 2);
    first = false;
  }
  out << "\n]\n";
  if (!out) throw std::runtime_error("cannot write " + path.string());
}

void write_call_log(const std::filesystem::path& path, const std::vector<Row>& rows) {
  if (path.extension() == ".xlsx") return write_workbook(path, rows);
  if (path.extension() == ".csv") return write_csv(path, rows);
  throw std::runtime_error("neither .xlsx nor .csv: " + path.string());
}

}  // namespace
}  // namespace samples

int main(int argument_count, char** arguments) {
  if (argument_count < 4) {
    std::cerr << "usage: make_samples LINES FOLDER NAME...\n";
    return EXIT_FAILURE;
  }
  try {
    const std::filesystem::path folder = arguments[2];
    const std::vector<samples::Row> rows = samples::make_rows(samples::read_table(arguments[1]), folder);
    for (int index = 3; index < argument_count; ++index) {
      samples::write_call_log(folder / arguments[index], rows);
    }
    samples::write_labels(folder / "labels.json", rows);
    std::cerr << rows.size() << " rows written\n";
  } catch (const std::exception& error) {
    std::cerr << "make_samples: " << error.what() << "\n";
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
