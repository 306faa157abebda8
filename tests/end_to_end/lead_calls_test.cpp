// SPDX-License-Identifier: MIT
// Short calls in many voices, each with the range that a sales manager would give its lead. They are not the
// sample calls: here every way in which somebody is no buyer, or is one, has its own dialogue.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "base/text.hpp"
#include "tests/end_to_end/program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

struct LeadCall {
  std::string name;
  double low = 0;
  double high = 0;
  std::string transcript;
};

// "= 2-4 name", then turns.
std::vector<LeadCall> read_lead_calls() {
  const auto path = std::filesystem::path(CALLTRACKER_SOURCE_DIR) / "tests/end_to_end/lead_calls.txt";
  const std::string text = read_file(path.string());
  std::vector<LeadCall> calls;
  for (const std::string_view line : split(text, '\n')) {
    if (line.starts_with("= ")) {
      const std::string_view head = line.substr(2);
      const std::size_t dash = head.find('-');
      const std::size_t blank = head.find(' ');
      calls.push_back({.name = std::string(head.substr(blank + 1)),
                       .low = std::stod(std::string(head.substr(0, dash))),
                       .high = std::stod(std::string(head.substr(dash + 1, blank - dash - 1))),
                       .transcript = {}});
    } else if (line.starts_with("A: ")) {
      calls.back().transcript += fmt::format("Agent: {} ", line.substr(3));
    } else if (line.starts_with("C: ")) {
      calls.back().transcript += fmt::format("Caller: {} ", line.substr(3));
    }
  }
  return calls;
}

std::string as_call_log(const std::vector<LeadCall>& calls) {
  std::string csv = "Start Time,Duration (seconds),Caller Number,Transcript\n";
  for (std::size_t index = 0; index < calls.size(); ++index) {
    csv += fmt::format("2026-11-16 {:02}:{:02}:00,90,(813) 555-{:04},\"{}\"\n", 8 + index / 60, index % 60,
                       100 + index % 100, calls[index].transcript);
  }
  return csv;
}

}  // namespace

TEST_CASE("the offline analyser tells those who buy from those who only call") {
  const std::vector<LeadCall> calls = read_lead_calls();
  REQUIRE(calls.size() >= 175);
  const Program program;
  const std::string log = program.write_file("leads.csv", as_call_log(calls)).string();
  const std::string out = (program.folder() / "out").string();
  REQUIRE(program.run({"analyze", log, "--out", out}).exit_code == 0);
  const json::value report = parse_json(read_file(out + "/report.json"), "report.json");
  std::map<std::int64_t, const json::value*> by_row;
  for (const json::value& call : report.at("calls").as_array()) by_row[call.at("row").as_int64()] = &call;

  int judged = 0;
  int in_range = 0;
  for (std::size_t index = 0; index < calls.size(); ++index) {
    const json::value& lead = by_row.at(static_cast<std::int64_t>(index) + 2)->at("lead");
    if (!lead.is_object()) continue;  // triage says that it is no conversation with a customer
    const double score = lead.at("score").to_number<double>();
    const bool is_right = score >= calls[index].low && score <= calls[index].high;
    ++judged;
    in_range += is_right ? 1 : 0;
    if (!is_right && std::getenv("CALLTRACKER_SHOW_MISSES") != nullptr)
      fmt::print("    {}: found {}, label {}-{}\n", calls[index].name, score, calls[index].low,
                 calls[index].high);
  }
  const double share = static_cast<double>(in_range) / judged;
  fmt::print("· invented calls offline accuracy: lead score in range {:.3f} of {}\n", share, judged);
  CHECK(judged >= 145);
  CHECK(share >= 0.63);
}
