// SPDX-License-Identifier: MIT
// The interface as documented: every address of openapi.json is served and answers in its documented shape.
#include <doctest/doctest.h>

#include "llm/json_schema.hpp"
#include "tests/api/served_program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

// What is wrong with an answer, against the document's schema for its method, path and status.
std::string problem_with(const json::value& document, const std::string& method, const std::string& path,
                         const RawAnswer& answer) {
  const json::object& responses = document.at("paths").at(path).at(method).at("responses").as_object();
  const json::value* response = responses.if_contains(std::to_string(answer.status));
  if (response == nullptr) response = responses.if_contains("default");
  const json::value* content = response->as_object().if_contains("content");
  if (content == nullptr) return answer.body.empty() ? "" : "a body is not documented";
  std::string type = answer.header("content-type");
  type = type.substr(0, type.find(';'));
  const json::value* kind = content->as_object().if_contains(type);
  if (kind == nullptr) return "the content type " + type + " is not documented";
  const json::value* schema = kind->as_object().if_contains("schema");
  if (schema == nullptr) return "";
  json::object root = schema->as_object();
  root["components"] = document.at("components");
  return llm::JsonSchema(root).problem_with(parse_json(answer.body, path)).value_or("");
}

}  // namespace

TEST_CASE("every documented address answers in its documented shape") {
  const ServedProgram served;
  const std::string id = served.start_job("week.csv", make_csv(30));
  served.wait_for_job(id);
  const json::value document = served.get("/api/openapi.json");
  const json::value calls = served.get("/api/jobs/" + id + "/calls?limit=1");
  const std::string call(calls.at("calls").at(0).at("id").as_string());
  int checked = 0;
  for (const auto& [path_key, operations] : document.at("paths").as_object()) {
    const std::string path(path_key);
    if (!operations.as_object().contains("get") || path.ends_with("/events")) continue;
    std::string real = path;
    if (const std::size_t place = real.find("{id}"); place != std::string::npos) {
      real.replace(place, 4, path.starts_with("/api/calls") ? call : id);
    }
    if (const std::size_t place = real.find("{name}"); place != std::string::npos)
      real.replace(place, 6, "Brian");
    const RawAnswer answer = served.ask("GET", real + "?job=" + id);
    INFO(path << " answered " << answer.status << " " << answer.body.substr(0, 300));
    CHECK((answer.status == 200 || path.starts_with("/api/reps/{name}")));
    CHECK(problem_with(document, "get", path, answer) == "");
    ++checked;
  }
  CHECK(checked > 15);
}

TEST_CASE("every documented change exists, and its refusal has the documented shape") {
  const ServedProgram served;
  const json::value document = served.get("/api/openapi.json");
  for (const auto& [path_key, operations] : document.at("paths").as_object()) {
    const std::string path(path_key);
    for (const std::string method : {"post", "put", "delete"}) {
      if (!operations.as_object().contains(method)) continue;
      std::string real = path;
      if (const std::size_t place = real.find("{id}"); place != std::string::npos)
        real.replace(place, 4, "none");
      std::string verb = method;
      for (char& letter : verb) letter = static_cast<char>(std::toupper(letter));
      const RawAnswer answer = served.ask(verb, real);
      INFO(method << " " << path << " answered " << answer.status << " " << answer.body);
      CHECK(answer.status != 405);
      CHECK(answer.status != 500);
      CHECK(problem_with(document, method, path, answer) == "");
      if (answer.status == 404 && real != path) {
        CHECK(code_of(answer) == (path.starts_with("/api/calls") ? "call-not-found" : "job-not-found"));
      }
    }
  }
}

TEST_CASE("an upload that asks for what does not exist is refused at once") {
  const ServedProgram served;
  const auto refusal = [&served](const std::map<std::string, std::string>& fields) {
    const RawAnswer answer = served.upload("week.csv", make_csv(2), fields);
    CHECK(answer.status == 400);
    return code_of(answer);
  };
  CHECK(refusal({{"preset", "luxury"}}) == "preset-unknown");
  CHECK(refusal({{"budgetUsd", "-1"}}) == "form-field-invalid");
  CHECK(refusal({{"budgetUsd", "nan"}}) == "form-field-invalid");
  CHECK(refusal({{"doubleScore", "1.5"}}) == "form-field-invalid");
  CHECK(refusal({{"concurrency", "many"}}) == "form-field-invalid");
  CHECK(refusal({{"columns", "{"}}) == "json-syntax");
  CHECK(refusal({{"provider", "anthropic"}}) == "key-missing");
  CHECK(code_of(served.upload("week.csv", "")) == "file-missing");
  CHECK(served.get("/api/jobs").at("jobs").as_array().empty());
}

TEST_CASE("settings show no secret, metrics count, and the log holds no search text") {
  const std::string token = "a-token-of-sufficient-length";
  const ServedProgram served(
      {.environment = {{"ANTHROPIC_API_KEY", "sk-ant-very-secret"}, {"CALLTRACKER_PROVIDER", "offline"}}});
  const RawAnswer settings = served.ask("GET", "/api/settings");
  CHECK(settings.body.find("very-secret") == std::string::npos);
  CHECK(settings.body.find("ANTHROPIC_API_KEY") != std::string::npos);
  served.wait_for_job(served.start_job("week.csv", make_csv(5)));
  const std::string metrics = served.ask("GET", "/metrics").body;
  CHECK(metrics.find("calltracker_model_latency_seconds_count{provider=\"offline\",model=\"offline-rules\","
                     "stage=\"silver\"} 5") != std::string::npos);
  CHECK(metrics.find(
            "calltracker_http_requests_total{method=\"GET\",route=\"/api/settings\",status=\"200\"} 1") !=
        std::string::npos);
  CHECK(metrics.find("process_resident_memory_bytes") != std::string::npos);
}
