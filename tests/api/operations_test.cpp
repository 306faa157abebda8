// SPDX-License-Identifier: MIT
// What whoever runs the server sees: figures and log lines.
#include <doctest/doctest.h>

#include <set>
#include <sstream>

#include "http/scripted_server.hpp"
#include "tests/api/served_program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

// The log of an ended program: every line must be a JSON object.
std::vector<json::value> log_lines(ServedProgram& served) {
  std::vector<json::value> lines;
  std::istringstream text(served.talk());
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("{")) lines.push_back(parse_json(line, "log line"));
  }
  return lines;
}

}  // namespace

TEST_CASE("metrics tell the depth of the queue, jobs, steps, and what the models took and cost") {
  const ServedProgram served;
  served.wait_for_job(served.start_job("week.csv", make_csv(5)));
  const std::string metrics = served.ask("GET", "/metrics").body;
  for (const char* line :
       {"calltracker_runs{state=\"completed\"} 5\n", "calltracker_runs{state=\"queued\"} 0\n",
        "calltracker_runs{state=\"running\"} 0\n", "calltracker_runs{state=\"waiting\"} 0\n",
        "calltracker_jobs{status=\"complete\"} 1\n", "calltracker_runs_total{outcome=\"other\"} 5\n",
        "calltracker_runs_total{outcome=\"failed\"} 0\n",
        "# TYPE calltracker_model_latency_seconds histogram\n",
        "calltracker_model_latency_seconds_bucket{provider=\"offline\",model=\"offline-rules\",stage="
        "\"silver\","
        "le=\"+Inf\"} 5\n",
        "# TYPE calltracker_model_tokens_total counter\n",
        "# TYPE calltracker_model_cost_usd_total counter\n", "# TYPE calltracker_steps_total counter\n",
        "calltracker_uploads_waiting 0\n"}) {
    INFO(line);
    CHECK(metrics.find(line) != std::string::npos);
  }
}

TEST_CASE("log lines in JSON bear the id of the request, and of the run whose step failed") {
  http::ScriptedServer provider([](const http::SeenRequest& request, std::size_t) {
    if (request.method == "GET") {
      return http::ScriptedReply::of(200, R"({"type":"model","id":"claude","lifecycle":"active"})");
    }
    return http::ScriptedReply::of(
        400, R"({"type":"error","error":{"type":"invalid_request_error","message":"not today"}})");
  });
  ServedProgram served({.environment = {{"ANTHROPIC_API_KEY", "sk-ant-a-key-of-a-test-0123456789"},
                                        {"ANTHROPIC_BASE_URL", provider.url()},
                                        {"CALLTRACKER_LOG_FORMAT", "json"},
                                        {"CALLTRACKER_LOG_LEVEL", "info"}}});
  const std::string id = served.ask("GET", "/api/settings").header("x-request-id");
  const std::string job = served.start_job("week.csv", make_csv(2));
  served.wait_for_job(job);
  std::set<std::string> runs;
  const json::value queue = served.get("/api/runs?job=" + job);
  for (const json::value& run : queue.at("runs").as_array())
    runs.insert(std::string(run.at("id").as_string()));
  CHECK(served.stop() == 0);
  bool is_request_told = false;
  bool is_run_told = false;
  for (const json::value& line : log_lines(served)) {
    const json::object& fields = line.as_object();
    const auto* request = fields.if_contains("request");
    const auto* run = fields.if_contains("run");
    is_request_told |= request != nullptr && *request == json::value(id);
    is_run_told |= run != nullptr && runs.count(std::string(run->as_string())) > 0;
  }
  CHECK(is_request_told);
  CHECK(is_run_told);
}

TEST_CASE("a job analysed from the command line has its digest stored when the command ends") {
  ServedProgram served;
  served.stop();
  const ProcessResult result = served.program().run({"analyze", sample("nwh-week.csv")});
  REQUIRE(result.exit_code == 0);
  // Inserting fails unless the count is one.
  run_sqlite(
      served.program().database(),
      "CREATE TEMP TABLE digests (n INTEGER CHECK (n = 1));"
      "INSERT INTO digests SELECT count(*) FROM job_digests d JOIN jobs j ON j.number = d.job_number;");
}
