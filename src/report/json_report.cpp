// SPDX-License-Identifier: MIT
#include "report/json_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <ostream>
#include <string>

#include "base/time_zone.hpp"
#include "call/result_json.hpp"
#include "insight/insight_json.hpp"
#include "report/output_file.hpp"

namespace calltracker::report {
namespace {

// 583.0 and 0.0143, where the library would write 5.83E2 and 1.43E-2.
std::string number_text(double number) {
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

bool is_plain(const json::value& value) {
  return !value.is_object() && !value.is_array();
}

void indent(std::ostream& out, int level) {
  out << '\n' << std::string(static_cast<std::size_t>(level) * 2, ' ');
}

void write_pretty_array(std::ostream& out, const json::array& array, int level) {
  const bool one_line = std::all_of(array.begin(), array.end(), is_plain);
  out << '[';
  bool first = true;
  for (const json::value& item : array) {
    if (!first) out << (one_line ? ", " : ",");
    first = false;
    if (!one_line) indent(out, level + 1);
    write_pretty(out, item, level + 1);
  }
  if (!one_line) indent(out, level);
  out << ']';
}

void write_pretty_object(std::ostream& out, const json::object& object, int level) {
  out << '{';
  bool first = true;
  for (const auto& [key, item] : object) {
    if (!first) out << ',';
    first = false;
    indent(out, level + 1);
    out << json::serialize(json::string(key)) << ": ";
    write_pretty(out, item, level + 1);
  }
  if (!object.empty()) indent(out, level);
  out << '}';
}

// The document's members one by one, so that none but the current value is held.
class Document {
 public:
  Document(std::ostream& out, JsonStyle style) : out_(out), pretty_(style == JsonStyle::Pretty) {
    out_ << '{';
  }

  void member(std::string_view key, const json::value& value) {
    begin(key);
    write(value, 1);
  }

  template <class Each>
  void array(std::string_view key, Each each) {
    begin(key);
    out_ << '[';
    bool first = true;
    each([&](const json::value& value) {
      if (!first) out_ << ',';
      first = false;
      if (pretty_) indent(out_, 2);
      write(value, 2);
    });
    if (pretty_ && !first) indent(out_, 1);
    out_ << ']';
  }

  void end() { out_ << (pretty_ ? "\n}\n" : "}\n"); }

 private:
  void begin(std::string_view key) {
    if (!first_) out_ << ',';
    first_ = false;
    if (pretty_) indent(out_, 1);
    out_ << '"' << key << (pretty_ ? "\": " : "\":");
  }

  void write(const json::value& value, int level) {
    if (pretty_) {
      write_pretty(out_, value, level);
    } else {
      out_ << json::serialize(value);
    }
  }

  std::ostream& out_;
  bool pretty_;
  bool first_ = true;
};

}  // namespace

void write_pretty(std::ostream& out, const json::value& value, int level) {
  if (value.is_array()) {
    write_pretty_array(out, value.get_array(), level);
  } else if (value.is_object()) {
    write_pretty_object(out, value.get_object(), level);
  } else if (value.is_double() && std::isfinite(value.get_double())) {
    out << number_text(value.get_double());
  } else {
    out << json::serialize(value);
  }
}

void write_json(std::ostream& out, const ReportInput& input, JsonStyle style) {
  const TimeZone zone(input.workspace.time_zone);
  const insight::JobInsight& insight = input.insight;
  Document document(out, style);
  document.member("job", to_json(input.job, zone));
  document.array("calls", [&](const auto& write) {
    input.for_each_call([&](const Call& call) { write(to_json(call, zone)); });
  });
  document.array("reps", [&](const auto& write) {
    for (const auto& rep : insight.reps) write(to_json(rep, zone));
  });
  document.array("leads", [&](const auto& write) {
    for (const auto& lead : insight.leads) write(to_json(lead, zone));
  });
  document.array("sources", [&](const auto& write) {
    for (const auto& source : insight.sources) write(to_json(source));
  });
  document.array("divisions", [&](const auto& write) {
    for (const auto& division : insight.divisions) write(to_json(division));
  });
  document.member("team", to_json(insight.team, zone));
  document.array("redFlags", [&](const auto& write) {
    for (const auto& flag : insight.red_flags) write(to_json(flag, zone));
  });
  document.member("skipped", insight::counts_to_json(insight.skipped));
  document.member("failed", insight::counts_to_json(insight.failed));
  json::object cost = to_json(insight.cost);
  cost["savedUsd"] = to_json(input.job.saved);
  document.member("cost", cost);
  document.end();
}

void write_json(const ReportInput& input, const std::filesystem::path& path, JsonStyle style) {
  OutputStream output(path);
  write_json(output.stream(), input, style);
  output.commit();
}

}  // namespace calltracker::report
