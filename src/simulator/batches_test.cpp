// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <map>

#include "base/text.hpp"
#include "simulator/test_simulator.hpp"

using namespace calltracker;
using namespace calltracker::simulator;

namespace {

json::object anthropic_item(std::string_view id, json::value params) {
  return {{"custom_id", id}, {"params", std::move(params)}};
}

// Asks again until the batch has the status; its items are worked off in the background.
std::string wait_for(TestSimulator& simulator, const std::string& path, std::vector<http::Header> headers,
                     std::string_view pointer, std::string_view status) {
  for (;;) {
    std::string body = simulator.ask("GET", path, headers, "").body;
    if (member(body, pointer) == json::value(status)) return body;
  }
}

std::map<std::string, json::value> lines_by_id(const std::string& text) {
  std::map<std::string, json::value> lines;
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) continue;
    json::value value = parse_json(line, "a line");
    lines[std::string(value.at("custom_id").as_string())] = value;
  }
  return lines;
}

std::string form_body(const std::string& content) {
  return "--edge\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
         "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"in.jsonl\"\r\n"
         "Content-Type: application/jsonl\r\n\r\n" +
         content + "\r\n--edge--\r\n";
}

std::string upload(TestSimulator& simulator, const std::string& content) {
  const http::Response response =
      simulator.ask("POST", "/openai/v1/files",
                    {{.name = "authorization", .value = "Bearer right-key"},
                     {.name = "content-type", .value = "multipart/form-data; boundary=edge"}},
                    form_body(content));
  INFO(response.body);
  REQUIRE(response.status == 200);
  return std::string(member(response.body, "/id").as_string());
}

std::string openai_line(std::string_view id, const json::value& body) {
  return to_json_text(json::object{
             {"custom_id", id}, {"method", "POST"}, {"url", "/v1/chat/completions"}, {"body", body}}) +
         "\n";
}

std::string create_openai_batch(TestSimulator& simulator, const std::string& content) {
  const json::object body{{"input_file_id", upload(simulator, content)},
                          {"endpoint", "/v1/chat/completions"},
                          {"completion_window", "24h"},
                          {"metadata", {{"job", "7"}}}};
  const http::Response response =
      simulator.ask("POST", "/openai/v1/batches", TestSimulator::openai_headers(), to_json_text(body));
  INFO(response.body);
  REQUIRE(response.status == 200);
  return std::string(member(response.body, "/id").as_string());
}

}  // namespace

TEST_CASE("a message batch runs, hides its counts until the end, and gives each item its result") {
  SimulatorOptions options;
  options.rehearsal.batch_time = std::chrono::seconds(10);
  options.rehearsal.failures = std::make_shared<FailureScript>(FailureScript::parse(
      R"({"failures":[{"failure":"batch-item-expired","from":3,"count":1}]})", "script"));
  TestSimulator simulator(std::move(options));
  const auto headers = TestSimulator::anthropic_headers();
  json::object broken = small_message_request();
  broken["max_tokens"] = 0;
  const json::object body{{"requests",
                           {anthropic_item("good", small_message_request()), anthropic_item("broken", broken),
                            anthropic_item("late", small_message_request())}}};
  const http::Response created = simulator.ask("POST", "/v1/messages/batches", headers, to_json_text(body));
  INFO(created.body);
  REQUIRE(created.status == 200);
  CHECK(member(created.body, "/processing_status") == "in_progress");
  CHECK(member(created.body, "/request_counts/processing") == 3);
  CHECK(member(created.body, "/results_url") == nullptr);
  const std::string path = "/v1/messages/batches/" + std::string(member(created.body, "/id").as_string());
  CHECK(simulator.ask("GET", path + "/results", headers, "").status == 404);
  simulator.clock.advance_ms(10'000);
  const std::string ended = wait_for(simulator, path, headers, "/processing_status", "ended");
  CHECK(member(ended, "/request_counts") ==
        json::value({{"processing", 0}, {"succeeded", 1}, {"errored", 1}, {"canceled", 0}, {"expired", 1}}));
  CHECK(member(ended, "/results_url") == json::value(simulator.url() + path + "/results"));
  auto lines = lines_by_id(simulator.ask("GET", path + "/results", headers, "").body);
  CHECK(lines["good"].at("result").at("message").at("type") == "message");
  CHECK(lines["broken"].at("result").at("error").at("error").at("type") == "invalid_request_error");
  CHECK(lines["late"].at("result").at("type") == "expired");
  CHECK(member(simulator.ask("GET", "/v1/messages/batches", headers, "").body, "/data/0/processing_status") ==
        "ended");
  CHECK(simulator.ask("DELETE", path, headers, "").status == 200);
  CHECK(simulator.ask("GET", path, headers, "").status == 404);
}

TEST_CASE("a message batch refuses ids that repeat or are malformed, and streaming") {
  TestSimulator simulator;
  const auto status = [&](json::array items) {
    return simulator
        .ask("POST", "/v1/messages/batches", TestSimulator::anthropic_headers(),
             to_json_text(json::object{{"requests", std::move(items)}}))
        .status;
  };
  json::object streaming = small_message_request();
  streaming["stream"] = true;
  CHECK(status({}) == 400);
  CHECK(status({anthropic_item("a b", small_message_request())}) == 400);
  CHECK(status({anthropic_item(std::string(65, 'a'), small_message_request())}) == 400);
  CHECK(status({anthropic_item("a", small_message_request()),
                anthropic_item("a", small_message_request())}) == 400);
  CHECK(status({anthropic_item("a", streaming)}) == 400);
  CHECK(status({anthropic_item("a", small_message_request())}) == 200);
}

TEST_CASE("a cancelled batch ends at once") {
  SimulatorOptions options;
  options.rehearsal.batch_time = std::chrono::hours(1);
  TestSimulator simulator(std::move(options));
  const auto headers = TestSimulator::anthropic_headers();
  const std::string created =
      simulator
          .ask("POST", "/v1/messages/batches", headers,
               to_json_text(json::object{{"requests", {anthropic_item("a", small_message_request())}}}))
          .body;
  const std::string path = "/v1/messages/batches/" + std::string(member(created, "/id").as_string());
  CHECK(simulator.ask("POST", path + "/cancel", headers, "").status == 200);
  wait_for(simulator, path, headers, "/processing_status", "ended");
}

TEST_CASE("an OpenAI batch takes a file and gives two") {
  TestSimulator simulator;
  const auto headers = TestSimulator::openai_headers();
  json::object broken = small_chat_request();
  broken["max_tokens"] = 5;
  const std::string id = create_openai_batch(
      simulator, openai_line("good", chat_schema_request()) + openai_line("broken", broken));
  const std::string done = wait_for(simulator, "/openai/v1/batches/" + id, headers, "/status", "completed");
  CHECK(member(done, "/metadata/job") == "7");
  CHECK(member(done, "/request_counts") == json::value({{"total", 2}, {"completed", 1}, {"failed", 1}}));
  const auto content = [&](std::string_view pointer) {
    const std::string file(member(done, pointer).as_string());
    return lines_by_id(simulator.ask("GET", "/openai/v1/files/" + file + "/content", headers, "").body);
  };
  auto output = content("/output_file_id");
  CHECK(output["good"].at("response").at("body").at("object") == "chat.completion");
  auto errors = content("/error_file_id");
  CHECK(errors["broken"].at("response").at("status_code") == 400);
  CHECK(errors["broken"].at("response").at("body").at("error").at("code") == "unsupported_parameter");
}

TEST_CASE("an OpenAI batch with a bad line fails as a whole and names the line") {
  TestSimulator simulator;
  const std::string id = create_openai_batch(simulator, openai_line("a", small_chat_request()) + "{}\n");
  const std::string failed =
      simulator.ask("GET", "/openai/v1/batches/" + id, TestSimulator::openai_headers(), "").body;
  CHECK(member(failed, "/status") == "failed");
  CHECK(member(failed, "/errors/data/0/line") == 2);
}
