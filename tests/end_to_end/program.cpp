// SPDX-License-Identifier: MIT
#include "tests/end_to_end/program.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace calltracker::test {
namespace {

void remove_keys(json::value& value, std::initializer_list<std::string_view> keys) {
  if (value.is_array()) {
    for (json::value& item : value.get_array()) remove_keys(item, keys);
  } else if (value.is_object()) {
    json::object& object = value.get_object();
    for (const std::string_view key : keys) object.erase(key);
    for (auto& member : object) remove_keys(member.value(), keys);
  }
}

}  // namespace

Program::Program() {
  char name[] = "/tmp/calltracker-e2e-XXXXXX";
  if (mkdtemp(name) == nullptr) throw std::runtime_error("mkdtemp failed");
  folder_ = name;
  database_ = database().string();
}

Program::~Program() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Command Program::command(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), CALLTRACKER_PROGRAM);
  return {.arguments = std::move(arguments),
          .environment = {{"HOME", folder_.string()}, {"CALLTRACKER_DB", database_}}};
}

ProcessResult Program::run(std::vector<std::string> arguments) const {
  return test::run(command(std::move(arguments)));
}

json::value Program::run_json(std::vector<std::string> arguments) const {
  arguments.emplace_back("--json");
  const ProcessResult result = run(std::move(arguments));
  return parse_json(result.out, "the program's output (" + result.talk + ")");
}

std::filesystem::path Program::write_file(const std::string& name, const std::string& content) const {
  const std::filesystem::path path = folder_ / name;
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

std::filesystem::path sample(const std::string& name) {
  return std::filesystem::path(CALLTRACKER_SOURCE_DIR) / "samples" / name;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

json::value comparable_report(const std::filesystem::path& path) {
  json::value report = parse_json(read_file(path), path.string());
  report.as_object().erase("job");
  // A call answered before the crash and read again after it is the same result, reused.
  remove_keys(report, {"id", "callId", "cached", "cachedCalls", "builtAt"});
  return report;
}

std::string make_csv(int calls) {
  static constexpr const char* kNeeds[] = {"a dry van", "two reefers", "a flatbed", "cargo insurance",
                                           "a step deck"};
  static constexpr const char* kNames[] = {"Dale", "Maria", "Terrence", "Yolanda", "Pete", "Ingrid", "Sam"};
  std::string text = "Start Time,Duration (seconds),Source,Recording Url,Full Transcription\n";
  for (int call = 0; call < calls; ++call) {
    text += fmt::format(
        "2026-11-16 {:02}:{:02}:{:02},{},Google Ads,https://recordings.example/{},\"Agent: Nationwide Haul, "
        "this is Brian "
        "speaking. How can I help? Caller: Hi Brian, my name is {} and I run {} trucks. I need {} by Friday. "
        "Agent: "
        "Great, what is your budget? Caller: About {} thousand. Agent: Let me email you a quote today. Can I "
        "get a "
        "number? Caller: Sure, it's 205 555 01{:02}. Agent: Thank you, I will call you tomorrow at nine. "
        "Caller: Bye.\"\n",
        8 + call / 3600 % 10, call / 60 % 60, call % 60, 60 + call % 200, call, kNames[call % 7], 2 + call,
        kNeeds[call % 5], 20 + call % 40, call % 100);
  }
  return text;
}

}  // namespace calltracker::test
