// SPDX-License-Identifier: MIT
#include "evaluation/label_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace calltracker::evaluation {
namespace {

// A banner may stand above the header.
constexpr std::size_t kHeaderRowsSearched = 20;

struct ColumnName {
  std::string_view plain;  // small letters and digits only
  std::string_view field;
};

constexpr auto kColumnNames = std::to_array<ColumnName>({{"row", "row"},
                                                         {"rownumber", "row"},
                                                         {"logrow", "row"},
                                                         {"line", "row"},
                                                         {"id", "id"},
                                                         {"callid", "id"},
                                                         {"classification", "classification"},
                                                         {"class", "classification"},
                                                         {"triage", "classification"},
                                                         {"subtype", "subtype"},
                                                         {"repname", "repName"},
                                                         {"rep", "repName"},
                                                         {"salesrep", "repName"},
                                                         {"representative", "repName"},
                                                         {"agent", "repName"},
                                                         {"agentname", "repName"},
                                                         {"rostername", "rosterName"},
                                                         {"roster", "rosterName"},
                                                         {"repintheroster", "rosterName"},
                                                         {"callername", "callerName"},
                                                         {"caller", "callerName"},
                                                         {"customer", "callerName"},
                                                         {"customername", "callerName"},
                                                         {"contact", "callerName"},
                                                         {"contactname", "callerName"},
                                                         {"company", "company"},
                                                         {"companyname", "company"},
                                                         {"business", "company"},
                                                         {"location", "location"},
                                                         {"city", "location"},
                                                         {"citystate", "location"},
                                                         {"phone", "phone"},
                                                         {"phonenumber", "phone"},
                                                         {"callerphone", "phone"},
                                                         {"callback", "phone"},
                                                         {"callbacknumber", "phone"},
                                                         {"calltype", "callType"},
                                                         {"urgency", "urgency"},
                                                         {"swapped", "swapped"},
                                                         {"speakersswapped", "swapped"},
                                                         {"leadscorerange", "leadScoreRange"},
                                                         {"leadscore", "leadScoreRange"},
                                                         {"repscorerange", "repScoreRange"},
                                                         {"repscore", "repScoreRange"},
                                                         {"overallscore", "repScoreRange"},
                                                         {"recommendedactions", "recommendedActions"},
                                                         {"recommendedaction", "recommendedActions"},
                                                         {"actions", "recommendedActions"},
                                                         {"action", "recommendedActions"}});

// What people write beside their labels.
constexpr std::array<std::string_view, 5> kUnread = {"note", "notes", "comment", "comments", "reviewer"};

constexpr std::array<std::string_view, 4> kNothing = {"none", "-", "null", "n/a"};

[[noreturn]] void fail(std::string code, std::string message, std::string where, std::string found,
                       std::string hint) {
  throw Error({.kind = ErrorKind::Input,
               .code = std::move(code),
               .message = std::move(message),
               .where = std::move(where),
               .found = std::move(found),
               .hint = std::move(hint),
               .state = "nothing was analysed"});
}

std::string plain(std::string_view text) {
  std::string letters;
  for (const char c : to_lower_ascii(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
  }
  return letters;
}

struct Column {
  std::size_t at = 0;
  std::string field;     // "" for one that is not read
  std::string category;  // of the field "levels"
};

std::optional<Column> column_of(std::size_t at, std::string_view header, const Workspace& workspace) {
  const std::string name = plain(header);
  if (name.empty() || std::find(kUnread.begin(), kUnread.end(), name) != kUnread.end())
    return Column{.at = at, .field = {}, .category = {}};
  const auto known = std::find_if(kColumnNames.begin(), kColumnNames.end(),
                                  [&name](const ColumnName& each) { return each.plain == name; });
  if (known != kColumnNames.end())
    return Column{.at = at, .field = std::string(known->field), .category = {}};
  for (const RubricCategory& category : workspace.rubric) {
    const bool is_it = name == plain(category.key) || name == plain(category.title) ||
                       name == "level" + plain(category.key) || name == "levels" + plain(category.key);
    if (is_it) return Column{.at = at, .field = "levels", .category = category.key};
  }
  return std::nullopt;
}

bool names_a_place(const LabelRow& row, const Workspace& workspace) {
  for (const std::string& cell : row.cells) {
    const auto column = column_of(0, cell, workspace);
    if (column && (column->field == "row" || column->field == "id")) return true;
  }
  return false;
}

std::string place_of(const std::string& name, const LabelRow& row) {
  return fmt::format("{}, row {}", name, row.number);
}

std::vector<Column> read_header(const LabelRow& header, const std::string& name, const Workspace& workspace) {
  std::vector<Column> columns;
  for (std::size_t at = 0; at < header.cells.size(); ++at) {
    auto column = column_of(at, header.cells[at], workspace);
    if (!column) {
      fail("labels-field-unknown", "a column of the labels is not known", place_of(name, header),
           header.cells[at],
           "docs/command-line.md lists the fields; a rubric category goes by its key or title, remarks by "
           "Notes");
    }
    if (!column->field.empty()) columns.push_back(std::move(*column));
  }
  return columns;
}

// "Valid sales" for valid_sales, "near term" for near-term; other words are left for the reader to refuse.
template <class Enum>
std::string known_word(std::string_view text) {
  for (const char joint : {' ', '_', '-'}) {
    std::string word(text);
    std::replace(word.begin(), word.end(), ' ', joint);
    if (parse<Enum>(word)) return word;
  }
  return std::string(text);
}

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "6-8", "6 to 8", "7"
json::value range_in(std::string_view text, const std::string& where) {
  std::string bare(text);
  if (const std::size_t to = bare.find(" to "); to != std::string::npos) bare.replace(to, 4, "-");
  if (const std::size_t dash = bare.find("\u2013"); dash != std::string::npos) bare.replace(dash, 3, "-");
  const std::vector<std::string_view> ends = split(bare, '-');
  const auto low = number_in(trim(ends.front()));
  const auto high = number_in(trim(ends.back()));
  if (ends.size() > 2 || !low || !high) {
    fail("labels-range-unreadable", "a range of scores cannot be read", where, std::string(text),
         "write the lowest and the highest score as 6-8, or one number");
  }
  return json::array{*low, *high};
}

json::value truth_in(std::string_view text) {
  const std::string word = to_lower_ascii(text);
  if (word == "yes" || word == "true" || word == "x" || word == "1") return true;
  if (word == "no" || word == "false" || word == "0") return false;
  return json::value(text);
}

json::value whole_number_in(std::string_view text) {
  const auto number = number_in(text);
  return number ? json::value(*number) : json::value(text);
}

json::value actions_in(std::string text) {
  std::replace(text.begin(), text.end(), '|', ';');
  std::replace(text.begin(), text.end(), ',', ';');
  json::array actions;
  for (const std::string_view action : split(text, ';')) {
    if (!trim(action).empty()) actions.emplace_back(known_word<RecommendedAction>(trim(action)));
  }
  return actions;
}

json::value value_of(const std::string& field, const std::string& text, const std::string& where) {
  if (std::find(kNothing.begin(), kNothing.end(), to_lower_ascii(text)) != kNothing.end()) return nullptr;
  if (field == "row" || field == "levels") return whole_number_in(text);
  if (field == "classification") return json::value(known_word<Classification>(text));
  if (field == "callType") return json::value(known_word<CallType>(text));
  if (field == "urgency") return json::value(known_word<Urgency>(text));
  if (field == "swapped") return truth_in(text);
  if (field == "leadScoreRange" || field == "repScoreRange") return range_in(text, where);
  if (field == "recommendedActions") return actions_in(text);
  return json::value(text);
}

json::object record_of(const LabelRow& row, const std::vector<Column>& columns, const std::string& where) {
  json::object record;
  json::object levels;
  for (const Column& column : columns) {
    const std::string text(trim(column.at < row.cells.size() ? std::string_view(row.cells[column.at]) : ""));
    if (text.empty()) continue;
    json::value value = value_of(column.field, text, where);
    if (column.field == "levels") {
      levels[column.category] = std::move(value);
    } else {
      record[column.field] = std::move(value);
    }
  }
  if (!levels.empty()) record["levels"] = std::move(levels);
  return record;
}

}  // namespace

std::vector<CallLabel> read_label_table(const std::vector<LabelRow>& rows, const std::string& name,
                                        const Workspace& workspace) {
  const auto searched =
      rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), kHeaderRowsSearched));
  const auto header = std::find_if(
      rows.begin(), searched, [&workspace](const LabelRow& row) { return names_a_place(row, workspace); });
  if (header == searched) {
    fail("labels-place-missing", "the labels have no column that says which call they are about", name, "",
         "give them a column \"row\", the call's row in the log, or \"id\"");
  }
  const std::vector<Column> columns = read_header(*header, name, workspace);
  std::vector<std::pair<json::value, std::string>> records;
  for (auto row = header + 1; row != rows.end(); ++row) {
    json::object record = record_of(*row, columns, place_of(name, *row));
    if (!record.empty()) records.emplace_back(std::move(record), place_of(name, *row));
  }
  std::vector<JsonReader> readers;
  readers.reserve(records.size());
  for (const auto& [record, place] : records) readers.emplace_back(record, place);
  return read_label_records(readers, name, workspace);
}

}  // namespace calltracker::evaluation
