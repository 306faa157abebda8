// SPDX-License-Identifier: MIT
// A job's life as a page sees it.
#include <doctest/doctest.h>

#include <filesystem>
#include <set>

#include "tests/api/served_program.hpp"

using namespace calltracker;
using namespace calltracker::test;

TEST_CASE("from upload to report: the id comes at once, the results are those of the command line") {
  const ServedProgram served;
  const RawAnswer accepted = served.upload("week.csv", make_csv(60), {{"budgetUsd", "5"}});
  REQUIRE(accepted.status == 202);
  const json::value pending = parse_json(accepted.body, "job");
  CHECK(pending.at("status") == "pending");
  CHECK(pending.at("phase") == "bronze");
  CHECK(pending.at("fileName") == "week.csv");
  CHECK(pending.at("budgetUsd") == 5.0);
  const std::string id(pending.at("id").as_string());
  CHECK(accepted.header("location") == "/api/jobs/" + id);

  const json::value job = served.wait_for_job(id);
  CHECK(job.at("status") == "complete");
  CHECK(job.at("totalCalls") == 60);
  CHECK(job.at("processedCalls") == 60);
  CHECK(job.at("label") == "offline rules, no AI");
  CHECK(served.get("/api/jobs/" + id) == job);
  CHECK(served.get("/api/jobs").at("jobs").as_array().size() == 1);

  const json::value calls = served.get("/api/jobs/" + id + "/calls");
  CHECK(calls.at("calls").as_array().size() == 60);
  CHECK(calls.at("nextCursor").is_null());
  const json::value& first = calls.at("calls").at(0);
  const json::value alone_shown = served.get("/api/calls/" + std::string(first.at("id").as_string()));
  for (const auto& [key, value] : first.as_object()) CHECK(alone_shown.at(key) == value);
  CHECK(alone_shown.at("jobId").as_string() == id);
  CHECK(served.get("/api/jobs/" + id + "/report.json").at("calls") == calls.at("calls"));

  const Program alone;
  const std::string file = alone.write_file("week.csv", make_csv(60)).string();
  const std::string out = (alone.folder() / "out").string();
  REQUIRE(alone.run({"analyze", file, "--out", out}).exit_code == 0);
  const auto report =
      served.program().write_file("report.json", served.ask("GET", "/api/jobs/" + id + "/report.json").body);
  CHECK(comparable_report(report) == comparable_report(out + "/report.json"));
}

TEST_CASE("a job that scores calls twice shows how stable its scores are") {
  const ServedProgram served;
  const RawAnswer accepted = served.upload("week.csv", make_csv(20), {{"doubleScore", "1"}});
  REQUIRE(accepted.status == 202);
  const json::value pending = parse_json(accepted.body, "job");
  CHECK(pending.at("doubleScore") == 1.0);
  CHECK(pending.at("stability").is_null());
  const json::value job = served.wait_for_job(std::string(pending.at("id").as_string()));
  const json::value& stability = job.at("stability");
  REQUIRE(stability.is_object());
  CHECK(stability.at("calls").as_int64() > 0);
  CHECK(stability.at("levels").at("exact") == stability.at("levels").at("pairs"));
  CHECK(stability.at("largestSwing").at("first") == stability.at("largestSwing").at("second"));

  const std::string id(stability.at("largestSwing").at("callId").as_string());
  const json::value call = served.get("/api/calls/" + id);
  const json::value& second = call.at("secondScore");
  REQUIRE(second.is_object());
  CHECK(second.at("overall") == call.at("score").at("overall"));
  for (const auto& [key, category] : call.at("score").at("categories").as_object()) {
    if (const json::value* level = second.at("levels").as_object().if_contains(key))
      CHECK(*level == category.at("level"));
  }
}

TEST_CASE("pages of calls and jobs follow each other without gap or repeat") {
  const ServedProgram served;
  std::set<std::string> jobs;
  for (int count = 0; count < 5; ++count) jobs.insert(served.start_job("week.csv", make_csv(3 + count)));
  for (const std::string& id : jobs) served.wait_for_job(id);

  std::vector<std::string> seen;
  std::string path = "/api/jobs?limit=2";
  for (int pages = 0; pages < 5 && !path.empty(); ++pages) {
    const json::value page = served.get(path);
    for (const json::value& job : page.at("jobs").as_array()) seen.emplace_back(job.at("id").as_string());
    const json::value& next = page.at("nextCursor");
    path = next.is_null() ? "" : "/api/jobs?limit=2&cursor=" + std::string(next.as_string());
  }
  CHECK(seen.size() == 5);
  CHECK(std::set<std::string>(seen.begin(), seen.end()) == jobs);

  const std::string calls = "/api/jobs/" + *jobs.rbegin() + "/calls?limit=4";
  const json::value first = served.get(calls);
  REQUIRE(first.at("nextCursor").is_string());
  const json::value second = served.get(calls + "&cursor=" + std::string(first.at("nextCursor").as_string()));
  CHECK(first.at("calls").as_array().size() == 4);
  CHECK(second.at("calls").as_array().size() == 3);
  CHECK(second.at("nextCursor").is_null());
}

TEST_CASE("every report of a past job can be fetched, and leaves nothing behind") {
  const ServedProgram served;
  const std::string id = served.start_job("Week 47.csv", make_csv(10));
  served.wait_for_job(id);
  const std::map<std::string, std::string> beginnings = {
      {"pdf", "%PDF-"}, {"xlsx", "PK"}, {"csv", ""}, {"json", "{"}};
  for (const auto& [format, beginning] : beginnings) {
    const RawAnswer report = served.ask("GET", "/api/jobs/" + id + "/report." + format);
    INFO(format);
    REQUIRE(report.status == 200);
    CHECK(report.body.starts_with(beginning));
    CHECK(report.body.size() > 500);
    CHECK(report.header("content-disposition").find("Week_47-report." + format) != std::string::npos);
  }
  for (const auto& entry : std::filesystem::directory_iterator(served.program().folder())) {
    if (entry.is_directory() && entry.path().extension() == ".files") {
      CHECK(std::filesystem::is_empty(entry.path() / "work"));
      CHECK(std::filesystem::is_empty(entry.path() / "uploads"));
    }
  }
}

TEST_CASE("a file that cannot be used becomes a failed job that says why") {
  const ServedProgram served;
  const std::string id = served.start_job("week.xlsx", "this is no workbook");
  const json::value job = served.wait_for_job(id);
  CHECK(job.at("status") == "failed");
  CHECK_FALSE(job.at("statusCode").is_null());
  CHECK_FALSE(job.at("statusMessage").is_null());
  const std::string headerless = served.start_job("week.csv", "a,b\n1,2\n");
  CHECK(served.wait_for_job(headerless).at("status") == "failed");
}

TEST_CASE("a job is paused, resumed, cancelled and deleted, and told apart from those that cannot be") {
  const ServedProgram served;
  const std::string id = served.start_job("week.csv", make_csv(3000));
  const std::string path = "/api/jobs/" + id;
  // The first event that is not about an unread file.
  EventReader events(served.port(), id);
  while (events.next().data.at("status") == "pending") {
  }
  CHECK(parse_json(served.ask("POST", path + "/pause").body, "job").at("status") == "paused");
  const json::value paused = served.wait_for_job(id);
  CHECK(paused.at("statusCode") == "paused-by-user");
  CHECK(parse_json(served.ask("POST", path + "/resume").body, "job").at("status") == "processing");
  CHECK(served.wait_for_job(id).at("status") == "complete");
  CHECK(code_of(served.ask("POST", path + "/cancel")) == "job-state");
  CHECK(code_of(served.ask("POST", path + "/retry")) == "job-state");

  EventReader watcher(served.port(), id);
  watcher.next();
  CHECK(served.ask("DELETE", path).status == 204);
  CHECK(watcher.next().name == "deleted");
  CHECK(watcher.next().name.empty());
  CHECK(served.ask("GET", path).status == 404);

  const std::string other = served.start_job("other.csv", make_csv(3000));
  EventReader others(served.port(), other);
  while (others.next().data.at("status") == "pending") {
  }
  CHECK(parse_json(served.ask("POST", "/api/jobs/" + other + "/cancel").body, "job").at("status") ==
        "cancelled");
}

TEST_CASE("a watcher that comes back with the newest id is sent nothing it has, also after a restart") {
  ServedProgram served;
  const std::string id = served.start_job("week.csv", make_csv(500));
  std::int64_t last = 0;
  std::string last_id;
  {
    EventReader events(served.port(), id);
    while (true) {
      const SeenEvent event = events.next();
      CHECK(std::stoll(event.id) > last);
      last = std::stoll(event.id);
      last_id = event.id;
      if (event.data.at("status") == "complete") break;
    }
  }
  CHECK(served.stop() == 0);
  served.start();
  EventReader again(served.port(), id, last_id);
  EventReader stale(served.port(), id, "1");
  CHECK(stale.next().id == last_id);
  // What the first watcher is sent next is the deletion: nothing came before.
  served.ask("DELETE", "/api/jobs/" + id);
  CHECK(again.next().name == "deleted");
  CHECK(EventReader(served.port(), id).status() == 404);
}

TEST_CASE("kill -9 between upload and result costs nothing but time") {
  ServedProgram served;
  const std::string id = served.start_job("week.csv", make_csv(2000));
  int kills = 0;
  for (; kills < 5; ++kills) {
    EventReader events(served.port(), id);
    const SeenEvent event = events.next();
    if (event.data.at("status") == "complete") break;
    served.kill();
    served.start();
  }
  MESSAGE("killed " << kills << " times");
  const json::value job = served.wait_for_job(id);
  CHECK(job.at("status") == "complete");
  CHECK(job.at("processedCalls") == 2000);
  CHECK(served.get("/api/jobs").at("jobs").as_array().size() == 1);
}

TEST_CASE("what another process does to a watched job is noticed") {
  const ServedProgram served;
  const std::string id = served.start_job("week.csv", make_csv(10));
  served.wait_for_job(id);
  EventReader events(served.port(), id);
  events.next();
  REQUIRE(served.program().run({"jobs", "delete", id}).exit_code == 0);
  CHECK(events.next().name == "deleted");
}
