// SPDX-License-Identifier: MIT
#include "evaluation/labels.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"

namespace calltracker::evaluation {
namespace {

constexpr int kLevelMax = 5;

[[noreturn]] void fail(std::string code, std::string message, const std::string& where, std::string found,
                       std::string hint) {
  throw Error({.kind = ErrorKind::Input,
               .code = std::move(code),
               .message = std::move(message),
               .where = where,
               .found = std::move(found),
               .hint = std::move(hint),
               .state = "nothing was analysed"});
}

ScoreRange read_range(const JsonReader& reader) {
  const std::vector<JsonReader> ends = reader.as_array();
  if (ends.size() != 2) reader.fail("two numbers: [lowest, highest]");
  const ScoreRange range{.low = ends[0].as_double(), .high = ends[1].as_double()};
  if (!(range.low <= range.high)) reader.fail("the lowest number first");
  return range;
}

// Reads one record member by member, so that none is left unread.
class RecordReader {
 public:
  RecordReader(const JsonReader& record, const Workspace& workspace)
      : record_(record), workspace_(workspace) {}

  CallLabel read() {
    for (const auto& member : record_.as_object()) {
      const std::string_view key(member.key().data(), member.key().size());
      const JsonReader value = record_.at(key);
      if (!read_fact(key, value) && !read_place(key, value) && !read_choice(key, value) &&
          !read_judgement(key, value)) {
        fail("labels-field-unknown", "a label has a field that is not known", record_.path(),
             std::string(key), "docs/command-line.md lists the fields; --help tells where labels stand");
      }
    }
    if (!label_.row && !label_.id) {
      fail("labels-place-missing", "a label does not say which call it is about", record_.path(), "",
           "give it \"row\", the call's row in the log, or \"id\"");
    }
    return std::move(label_);
  }

 private:
  bool read_fact(std::string_view key, const JsonReader& value) {
    const bool is_fact = std::any_of(std::begin(kLabelledFacts), std::end(kLabelledFacts),
                                     [key](const LabelledFact& fact) { return fact.key == key; });
    if (!is_fact) return false;
    label_.facts[std::string(key)] = value.is_null() ? std::nullopt : std::optional(value.as_string());
    return true;
  }

  bool read_place(std::string_view key, const JsonReader& value) {
    if (key == "row") {
      const std::int64_t row = value.as_int();
      if (!std::in_range<int>(row)) value.fail("the number of a row");
      label_.row = static_cast<int>(row);
    } else if (key == "id") {
      label_.id = value.as_string();
    } else {
      return false;
    }
    return true;
  }

  // Null says the same as leaving it out.
  bool read_choice(std::string_view key, const JsonReader& value) {
    const bool is_given = !value.is_null();
    if (key == "classification") {
      if (is_given) label_.classification = read_word<Classification>(value);
    } else if (key == "subtype") {
      if (is_given) label_.subtype = value.as_string();
    } else if (key == "callType") {
      if (is_given) label_.call_type = read_word<CallType>(value);
    } else if (key == "urgency") {
      if (is_given) label_.urgency = read_word<Urgency>(value);
    } else if (key == "swapped") {
      if (is_given) label_.swapped = value.as_bool();
    } else {
      return false;
    }
    return true;
  }

  bool read_judgement(std::string_view key, const JsonReader& value) {
    const bool is_given = !value.is_null();
    if (key == "leadScoreRange") {
      if (is_given) label_.lead_score = read_range(value);
    } else if (key == "repScoreRange") {
      if (is_given) label_.rep_score = read_range(value);
    } else if (key == "recommendedActions") {
      if (is_given) read_actions(value);
    } else if (key == "levels") {
      if (is_given) read_levels(value);
    } else {
      return false;
    }
    return true;
  }

  void read_actions(const JsonReader& value) {
    label_.actions.emplace();
    for (const JsonReader& action : value.as_array())
      label_.actions->push_back(read_word<RecommendedAction>(action));
  }

  template <class Enum>
  Enum read_word(const JsonReader& reader) {
    const json::value& found = reader.value();
    const std::string text = found.is_string() ? reader.as_string() : to_json_text(found);
    const auto value = found.is_string() ? parse<Enum>(text) : std::nullopt;
    if (!value) {
      fail("labels-word-unknown", "a label has a word that results do not use", reader.path() + call(), text,
           fmt::format("use one of: {}", fmt::join(words_of<Enum>(), ", ")));
    }
    return *value;
  }

  // ", about the call in row 12"; "" when that is not said either. It may stand behind what is read now.
  std::string call() const {
    if (const auto row = record_.find("row")) return fmt::format(", about the call in row {}", row->as_int());
    if (const auto id = record_.find("id")) return fmt::format(", about the call \"{}\"", id->as_string());
    return "";
  }

  void read_levels(const JsonReader& value) {
    for (const auto& member : value.as_object()) {
      const std::string category(member.key().data(), member.key().size());
      const JsonReader level = value.at(category);
      if (workspace_.category(category) == nullptr) {
        fail("labels-category-unknown", "the rubric has no such category", record_.path(), category,
             "calltracker config workspace shows the rubric");
      }
      if (level.is_null()) continue;
      const std::int64_t number = level.as_int();
      if (number < 0 || number > kLevelMax) level.fail("a level from 0 to 5");
      label_.levels[category] = static_cast<int>(number);
    }
  }

  const JsonReader& record_;
  const Workspace& workspace_;
  CallLabel label_;
};

}  // namespace

std::vector<CallLabel> read_label_records(const std::vector<JsonReader>& records, const std::string& name,
                                          const Workspace& workspace) {
  std::vector<CallLabel> labels;
  std::set<int> rows;
  for (const JsonReader& record : records) {
    labels.push_back(RecordReader(record, workspace).read());
    const std::optional<int> row = labels.back().row;
    if (row && !rows.insert(*row).second) {
      fail("labels-row-twice", "two labels are about the same row", record.path(),
           fmt::format("row {}", *row), "keep one of them");
    }
  }
  if (labels.empty())
    fail("labels-empty", "the file holds no label", name, "", "see docs/command-line.md for the format");
  return labels;
}

std::vector<CallLabel> parse_labels(std::string_view text, const std::string& name,
                                    const Workspace& workspace) {
  const json::value document = parse_json(text, name);
  return read_label_records(JsonReader(document, name).as_array(), name, workspace);
}

}  // namespace calltracker::evaluation
