// SPDX-License-Identifier: MIT
// How often the offline analyser agrees with the people who labelled the sample week, the practice calls and
// the hold-out. The figures are printed; the bounds below them are floors: what has been reached, which may
// only rise.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "base/text.hpp"
#include "tests/end_to_end/program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

struct Tally {
  int right = 0;
  int total = 0;
  std::vector<std::string> misses;

  void count(bool is_right, const std::string& miss) {
    ++total;
    right += is_right ? 1 : 0;
    if (!is_right) misses.push_back(miss);
  }
  double share() const { return total == 0 ? 1 : static_cast<double>(right) / total; }
};

// Precision and recall of a fact that may be absent on either side.
struct FactTally {
  int both = 0;
  int found = 0;
  int wanted = 0;
  std::vector<std::string> misses;

  double f1() const { return found + wanted == 0 ? 1 : 2.0 * both / (found + wanted); }
};

std::string text_at(const json::value& object, std::initializer_list<std::string_view> path) {
  const json::value* value = &object;
  for (const std::string_view key : path) {
    if (!value->is_object()) return "";
    value = value->get_object().if_contains(key);
    if (value == nullptr) return "";
  }
  return value->is_string() ? std::string(value->get_string()) : "";
}

bool same_name(const std::string& found, const std::string& wanted) {
  if (equals_ignoring_case(found, wanted)) return true;
  // "Brian" for "Brian Keller" names the same person within one call.
  const std::string shorter = found.size() < wanted.size() ? found : wanted;
  const std::string& longer = found.size() < wanted.size() ? wanted : found;
  return !shorter.empty() && longer.size() > shorter.size() && longer[shorter.size()] == ' ' &&
         equals_ignoring_case(longer.substr(0, shorter.size()), shorter);
}

void compare_fact(FactTally& tally, const std::string& id, const std::string& found,
                  const std::string& wanted, bool same) {
  tally.found += found.empty() ? 0 : 1;
  tally.wanted += wanted.empty() ? 0 : 1;
  const bool right = !found.empty() && !wanted.empty() && same;
  tally.both += right ? 1 : 0;
  if (!right && !(found.empty() && wanted.empty())) {
    tally.misses.push_back(fmt::format("{}: found \"{}\", label \"{}\"", id, found, wanted));
  }
}

double macro_f1(const std::vector<std::pair<std::string, std::string>>& found_and_label) {
  std::set<std::string> classes;
  for (const auto& pair : found_and_label) classes.insert(pair.second);
  double sum = 0;
  for (const std::string& name : classes) {
    int both = 0, found = 0, wanted = 0;
    for (const auto& pair : found_and_label) {
      found += pair.first == name ? 1 : 0;
      wanted += pair.second == name ? 1 : 0;
      both += pair.first == name && pair.second == name ? 1 : 0;
    }
    sum += 2.0 * both / (found + wanted);
  }
  return sum / static_cast<double>(classes.size());
}

// How far a score lies from the range that careful people gave: above, below, and how both go together.
struct Spread {
  int above = 0;
  int below = 0;
  std::vector<std::pair<double, double>> found_and_label;

  void add(const json::value& range, const json::value* score) {
    if (score == nullptr || !score->is_number()) return;
    const double value = score->to_number<double>();
    const double low = range.at(0).to_number<double>();
    const double high = range.at(1).to_number<double>();
    above += value > high ? 1 : 0;
    below += value < low ? 1 : 0;
    found_and_label.emplace_back(value, (low + high) / 2);
  }

  std::string text() const {
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    const auto n = static_cast<double>(found_and_label.size());
    for (const auto& [found, label] : found_and_label) {
      x += found / n, y += label / n;
      xx += found * found / n, yy += label * label / n, xy += found * label / n;
    }
    const double x_deviation = std::sqrt(xx - x * x);
    const double y_deviation = std::sqrt(yy - y * y);
    return fmt::format(
        "{} above, {} below; mean {:.2f} for {:.2f}, deviation {:.2f} for {:.2f}, correlation {:.2f}", above,
        below, x, y, x_deviation, y_deviation, (xy - x * y) / x_deviation / y_deviation);
  }
};

struct Accuracy {
  std::vector<std::pair<std::string, std::string>> classes;
  std::vector<std::string> class_misses;
  FactTally rep, caller, company, location, phone;
  Tally call_type, urgency, lead_score, action, rep_score;
  Spread lead_spread, rep_spread;
};

bool in_range(const json::value& range, const json::value* score) {
  if (score == nullptr || !score->is_number()) return false;
  const double value = score->to_number<double>();
  return value >= range.at(0).to_number<double>() && value <= range.at(1).to_number<double>();
}

const json::value* member(const json::value& object, std::string_view outer, std::string_view inner) {
  const json::value* value = object.as_object().if_contains(outer);
  return value != nullptr && value->is_object() ? value->get_object().if_contains(inner) : nullptr;
}

void compare_sales_call(Accuracy& accuracy, const std::string& id, const json::value& call,
                        const json::value& label) {
  const std::string type = text_at(call, {"callContext", "type"});
  accuracy.call_type.count(type == text_at(label, {"callType"}),
                           fmt::format("{}: found {}, label {}", id, type, text_at(label, {"callType"})));
  const std::string urgency = text_at(call, {"callContext", "urgency"});
  accuracy.urgency.count(urgency == text_at(label, {"urgency"}),
                         fmt::format("{}: found {}, label {}", id, urgency, text_at(label, {"urgency"})));
  if (const json::value& range = label.at("leadScoreRange"); range.is_array()) {
    const json::value* score = member(call, "lead", "score");
    accuracy.lead_spread.add(range, score);
    accuracy.lead_score.count(in_range(range, score),
                              fmt::format("{}: found {}, label {}", id, score ? to_json_text(*score) : "none",
                                          to_json_text(range)));
    const std::string action = text_at(call, {"lead", "recommendedAction"});
    const json::value& actions = label.at("recommendedActions");
    const bool right = actions.is_array() &&
                       std::any_of(actions.get_array().begin(), actions.get_array().end(),
                                   [&action](const json::value& one) { return one.as_string() == action; });
    accuracy.action.count(right, fmt::format("{}: found {}, label {}", id, action, to_json_text(actions)));
  }
  if (const json::value& range = label.at("repScoreRange"); range.is_array()) {
    const json::value* score = member(call, "score", "overall");
    accuracy.rep_spread.add(range, score);
    accuracy.rep_score.count(in_range(range, score),
                             fmt::format("{}: found {}, label {}", id, score ? to_json_text(*score) : "none",
                                         to_json_text(range)));
  }
}

void compare_call(Accuracy& accuracy, const json::value& call, const json::value& label) {
  const std::string id = text_at(label, {"id"});
  const std::string found = text_at(call, {"triage", "classification"});
  const std::string wanted = text_at(label, {"classification"});
  accuracy.classes.emplace_back(found, wanted);
  if (found != wanted)
    accuracy.class_misses.push_back(fmt::format("{}: found {}, label {}", id, found, wanted));
  const auto name = [&](FactTally& tally, std::initializer_list<std::string_view> path, const char* key) {
    const std::string fact = text_at(call, path);
    compare_fact(tally, id, fact, text_at(label, {key}), same_name(fact, text_at(label, {key})));
  };
  name(accuracy.rep, {"rep", "name"}, "repName");
  if (wanted != "valid_sales") return;
  name(accuracy.caller, {"caller", "name"}, "callerName");
  name(accuracy.company, {"caller", "company"}, "company");
  const auto fact = [&](FactTally& tally, std::string_view field) {
    const std::string value = text_at(call, {"caller", field});
    compare_fact(tally, id, value, text_at(label, {field}),
                 equals_ignoring_case(value, text_at(label, {field})));
  };
  fact(accuracy.location, "location");
  fact(accuracy.phone, "phone");
  compare_sales_call(accuracy, id, call, label);
}

void print(std::string_view prefix, std::string_view name, double value,
           const std::vector<std::string>& misses) {
  fmt::print("· {}offline accuracy: {:22} {:.3f}\n", prefix, name, value);
  // A hold-out stays blind: which of its calls were missed is never shown.
  const bool is_blind = prefix.starts_with("hold-out");
  if (is_blind || std::getenv("CALLTRACKER_SHOW_MISSES") == nullptr) return;
  for (const std::string& miss : misses) fmt::print("    {}\n", miss);
}

void print(std::string_view prefix, const Accuracy& accuracy) {
  print(prefix, "triage macro-F1", macro_f1(accuracy.classes), accuracy.class_misses);
  print(prefix, "rep name F1", accuracy.rep.f1(), accuracy.rep.misses);
  print(prefix, "caller name F1", accuracy.caller.f1(), accuracy.caller.misses);
  print(prefix, "company F1", accuracy.company.f1(), accuracy.company.misses);
  print(prefix, "location F1", accuracy.location.f1(), accuracy.location.misses);
  print(prefix, "caller phone F1", accuracy.phone.f1(), accuracy.phone.misses);
  print(prefix, "call type", accuracy.call_type.share(), accuracy.call_type.misses);
  print(prefix, "urgency", accuracy.urgency.share(), accuracy.urgency.misses);
  print(prefix, "lead score in range", accuracy.lead_score.share(), accuracy.lead_score.misses);
  print(prefix, "recommended action", accuracy.action.share(), accuracy.action.misses);
  print(prefix, "rep score in range", accuracy.rep_score.share(), accuracy.rep_score.misses);
  fmt::print("· {}lead scores: {}\n", prefix, accuracy.lead_spread.text());
  fmt::print("· {}rep scores: {}\n", prefix, accuracy.rep_spread.text());
}

Accuracy measure(const std::string& call_log, const std::string& labels_file) {
  const Program program;
  const std::string out = (program.folder() / "out").string();
  REQUIRE(program.run({"analyze", sample(call_log), "--out", out}).exit_code == 0);
  const json::value report = parse_json(read_file(out + "/report.json"), "report.json");
  std::map<std::int64_t, const json::value*> by_row;
  for (const json::value& call : report.at("calls").as_array()) by_row[call.at("row").as_int64()] = &call;

  const json::value labels = parse_json(read_file(sample(labels_file)), labels_file);
  Accuracy accuracy;
  for (const json::value& label : labels.as_array())
    compare_call(accuracy, *by_row.at(label.at("row").as_int64()), label);
  return accuracy;
}

}  // namespace

TEST_CASE("the offline analyser agrees with the labels of the sample week") {
  const Accuracy accuracy = measure("nwh-week.xlsx", "labels.json");
  print("", accuracy);
  CHECK(macro_f1(accuracy.classes) >= 0.95);
  CHECK(accuracy.rep.f1() >= 0.97);
  CHECK(accuracy.caller.f1() >= 0.97);
  CHECK(accuracy.company.f1() >= 0.89);
  CHECK(accuracy.phone.f1() >= 0.94);
  CHECK(accuracy.location.f1() >= 0.85);
  CHECK(accuracy.call_type.share() >= 0.85);
  CHECK(accuracy.urgency.share() >= 0.70);
  CHECK(accuracy.lead_score.share() >= 0.62);
  CHECK(accuracy.action.share() >= 0.88);
  CHECK(accuracy.rep_score.share() >= 0.57);
}

TEST_CASE("the offline analyser agrees with the labels of the calls its rules were practised on") {
  const Accuracy accuracy = measure("practice/calls.csv", "practice/labels.json");
  print("practice ", accuracy);
  CHECK(macro_f1(accuracy.classes) >= 0.80);
  CHECK(accuracy.rep.f1() >= 0.90);
  CHECK(accuracy.caller.f1() >= 0.82);
  CHECK(accuracy.company.f1() >= 0.84);
  CHECK(accuracy.phone.f1() >= 0.86);
  CHECK(accuracy.location.f1() >= 0.78);
  CHECK(accuracy.call_type.share() >= 0.91);
  CHECK(accuracy.lead_score.share() >= 0.68);
  CHECK(accuracy.urgency.share() >= 0.68);
  CHECK(accuracy.action.share() >= 0.78);
  CHECK(accuracy.rep_score.share() >= 0.55);
}

TEST_CASE("the offline analyser agrees with the labels of calls that its rules were not written from") {
  const Accuracy accuracy = measure("holdout/calls.csv", "holdout/labels.json");
  print("hold-out ", accuracy);
  CHECK(macro_f1(accuracy.classes) >= 0.5);
  CHECK(accuracy.rep.f1() >= 0.5);
  CHECK(accuracy.caller.f1() >= 0.5);
  CHECK(accuracy.company.f1() >= 0.5);
  CHECK(accuracy.phone.f1() >= 0.5);
  CHECK(accuracy.location.f1() >= 0.5);
  CHECK(accuracy.call_type.share() >= 0.5);
  CHECK(accuracy.urgency.share() >= 0.5);
  CHECK(accuracy.lead_score.share() >= 0.5);
  CHECK(accuracy.action.share() >= 0.5);
  CHECK(accuracy.rep_score.share() >= 0.5);
}
