// SPDX-License-Identifier: MIT
#include "simulator/failures/failure_script.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "simulator/failures/failure_kinds.hpp"

namespace calltracker::simulator {
namespace {

constexpr std::string_view kRuleFields[] = {"failure", "on", "model", "from", "count", "every", "forSeconds"};

bool is_rule_field(std::string_view name) {
  for (const std::string_view field : kRuleFields) {
    if (field == name) return true;
  }
  return false;
}

std::string parameter_text(const json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : to_json_text(value);
}

void require_known(const std::string& name, ErrorKind kind, std::string_view where) {
  if (is_failure_known(name)) return;
  throw Error({.kind = kind,
               .code = "failure-unknown",
               .message = "the simulator knows no such failure",
               .where = std::string(where),
               .found = name,
               .hint = fmt::format("one of: {}", failure_names())});
}

}  // namespace

std::string Failure::text(std::string_view parameter) const {
  const auto found = parameters.find(parameter);
  return found == parameters.end() ? "" : found->second;
}

std::int64_t Failure::number(std::string_view parameter, std::int64_t fallback) const {
  const std::string value = text(parameter);
  return value.empty() ? fallback : std::strtoll(value.c_str(), nullptr, 10);
}

FailureScript FailureScript::parse(std::string_view json_text, std::string_view file_name) {
  const json::value document = parse_json(json_text, file_name);
  FailureScript script;
  for (const JsonReader& reader : JsonReader(document, std::string(file_name)).at("failures").as_array()) {
    Rule rule;
    rule.failure.name = reader.at("failure").as_string();
    require_known(rule.failure.name, ErrorKind::Input, reader.path());
    const std::string event = reader.string_if_any("on").value_or("answers");
    if (event != "answers" && event != "batches") reader.at("on").fail("answers or batches");
    rule.event = event == "batches" ? Event::Batch : Event::Answer;
    rule.model = reader.string_if_any("model").value_or("");
    rule.from = reader.int_if_any("from").value_or(1);
    rule.count = reader.int_if_any("count");
    rule.every = reader.int_if_any("every").value_or(1);
    rule.for_seconds = reader.int_if_any("forSeconds");
    if (rule.from < 1) reader.at("from").fail("1 or more");
    if (rule.every < 1) reader.at("every").fail("1 or more");
    for (const auto& [name, value] : reader.as_object()) {
      if (!is_rule_field(name)) rule.failure.parameters.emplace(name, parameter_text(value));
    }
    script.rules_.push_back(std::move(rule));
  }
  return script;
}

std::optional<Failure> FailureScript::next(Event event, std::string_view model, UnixMillis now_ms) {
  const std::lock_guard lock(mutex_);
  std::optional<Failure> chosen;
  for (Rule& rule : rules_) {
    if (rule.event != event) continue;
    if (!rule.model.empty() && rule.model != model) continue;
    if (rule.strikes(now_ms) && !chosen) chosen = rule.failure;
  }
  return chosen;
}

bool FailureScript::Rule::strikes(UnixMillis now_ms) {
  ++seen;
  if (seen < from || (seen - from) % every != 0) return false;
  if (count && struck >= *count) return false;
  if (struck == 0) first_strike_ms = now_ms;
  if (for_seconds && now_ms >= first_strike_ms + *for_seconds * 1000) return false;
  ++struck;
  return true;
}

Failure FailureScript::parse_header(std::string_view value) {
  Failure failure;
  for (const std::string_view part : split(value, ';')) {
    const std::string_view trimmed = trim(part);
    if (failure.name.empty()) {
      failure.name = std::string(trimmed);
      continue;
    }
    const std::size_t equals = trimmed.find('=');
    const std::string_view text = equals == std::string_view::npos ? "true" : trimmed.substr(equals + 1);
    failure.parameters.emplace(trimmed.substr(0, equals), trim(text));
  }
  require_known(failure.name, ErrorKind::Usage, "x-simulate-failure");
  return failure;
}

}  // namespace calltracker::simulator
