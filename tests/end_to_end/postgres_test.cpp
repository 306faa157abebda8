// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <signal.h>

#include "tests/end_to_end/program.hpp"
#include "tests/support/postgres_server.hpp"

using namespace calltracker;
using namespace calltracker::test;

TEST_CASE("a job on PostgreSQL gives the results of a job on SQLite") {
  const Program on_file;
  const std::string expected = (on_file.folder() / "out").string();
  REQUIRE(on_file.run({"analyze", sample("nwh-week.csv"), "--out", expected}).exit_code == 0);

  PostgresServer server;
  Program on_server;
  on_server.use_database(server.create_database());
  const std::string out = (on_server.folder() / "out").string();
  const ProcessResult result = on_server.run({"analyze", sample("nwh-week.csv"), "--out", out});
  INFO(result.talk);
  REQUIRE(result.exit_code == 0);
  CHECK(comparable_report(out + "/report.json") == comparable_report(expected + "/report.json"));
  CHECK(on_server.run_json({"jobs", "list"}).at("jobs").as_array().size() == 1);
}

TEST_CASE("a job on PostgreSQL survives kill -9") {
  PostgresServer server;
  Program program;
  program.use_database(server.create_database());
  const std::string log = program.write_file("week.csv", make_csv(2000)).string();
  {
    RunningProcess process(program.command({"analyze", log}));
    while (program.run_json({"jobs", "list"}).at("jobs").as_array().empty()) {
      REQUIRE_FALSE(process.wait_for(std::chrono::milliseconds(5)));
    }
    process.signal(SIGKILL);
  }
  const json::value end = program.run_json({"jobs", "resume", "last"});
  CHECK(end.at("job").at("status").as_string() == "complete");
  CHECK(end.at("job").at("processedCalls").as_int64() == 2000);
}
