// SPDX-License-Identifier: MIT
// Several programs on one database, and programs that die. Both dialects.
#include <unistd.h>

#include "tests/store/backend.hpp"
#include "tests/store/factories.hpp"
#include "tests/support/process.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

Command store_process(const std::string& command, const std::string& target,
                      const std::string& argument = "-") {
  return {.arguments = {CALLTRACKER_STORE_PROCESS, command, target, argument}, .environment = {}};
}

}  // namespace

STORE_TEST("two processes write to one database at once without an error, and neither starves") {
  Work<Backend> work;
  RunningProcess first(store_process("import-jobs", work.target(), "A"));
  RunningProcess second(store_process("import-jobs", work.target(), "B"));
  for (int index = 0; index < 50; ++index) import_job(work.calls(), "C" + std::to_string(index), 3);
  CHECK(first.finish().exit_code == 0);
  CHECK(second.finish().exit_code == 0);
  CHECK(work.calls().list_jobs(500, std::nullopt).jobs.size() == 150);
}

STORE_TEST("processes that start at once on an empty database set it up once") {
  Backend backend;
  RunningProcess first(store_process("import-jobs", backend.target(), "A"));
  RunningProcess second(store_process("import-jobs", backend.target(), "B"));
  RunningProcess third(store_process("import-jobs", backend.target(), "C"));
  CHECK(first.finish().out == "");
  CHECK(second.finish().out == "");
  CHECK(third.finish().out == "");
}

STORE_TEST(
    "after a process is killed in the middle of an import everything it reported is there and no more") {
  Work<Backend> work;
  const ProcessResult died = run(store_process("import-and-die", work.target(), "job"));
  CHECK(died.exit_code == 128 + 9);
  CHECK(died.out == "job0\njob1\njob2\njob3\njob4\n");
  CHECK(work.calls().list_jobs(100, std::nullopt).jobs.size() == 5);
  CHECK_FALSE(work.calls().find_call(CallId("unfinished-2")));
  CHECK(import_job(work.calls(), "next", 2).total_calls == 2);
}

STORE_TEST("the runs of a killed process are rescued at once") {
  Work<Backend> work;
  work.journal().submit_runs({make_run("a"), make_run("b"), make_run("c")}, kStartMs);
  const auto worker = work.journal().register_worker(kStartMs);
  CHECK(run(store_process("claim-and-die", work.target())).out == "3\n");
  std::size_t rescued = 0;
  // A PostgreSQL server needs a moment to notice that the session is gone.
  for (int look = 0; look < 10'000 && rescued == 0; ++look)
    rescued = work.journal().rescue_dead_workers(worker);
  CHECK(rescued == 3);
}

TEST_CASE("a folder of another user is refused as read-only") {
  if (getuid() != 0) return;
  TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  const std::string target = (folder.path() / "calls.db").string();
  CHECK(run(store_process("open-as-nobody", target)).out == "database-read-only\n");
}

TEST_CASE("a database of another user is refused as read-only") {
  if (getuid() != 0) return;
  Work<SqliteBackend> work;
  std::filesystem::permissions(std::filesystem::path(work.target()).parent_path(),
                               std::filesystem::perms(0755));
  CHECK(run(store_process("open-as-nobody", work.target())).out == "database-read-only\n");
}

TEST_CASE("a full disk fails the write that met it, keeps what was stored, and passes when there is room") {
  SqliteBackend backend;
  const ProcessResult result = run(store_process("fill", backend.target(), "2000000"));
  CHECK(result.out == "small\ndisk-full\nafter\n");
}
