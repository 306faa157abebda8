// SPDX-License-Identifier: MIT
#include "pipeline/money_waits.hpp"

#include <doctest/doctest.h>

#include <latch>
#include <thread>

#include "store/sql/stores.hpp"
#include "tests/support/analysis_scene.hpp"
#include "tests/support/call_logs.hpp"
#include "tests/support/simulated_model.hpp"

using namespace calltracker;
using namespace calltracker::test;
using pipeline::MoneyWaits;
using store::BudgetHold;

namespace {

// A job, and another program at its database.
struct SharedBudget {
  AnalysisScene scene{[](AnalysisScene& owner) {
    return std::make_unique<SimulatedModel>(owner.workspaces.get(), owner.catalog, owner.timers);
  }};
  JobId job = scene.submit(call_log_of(4), {.budget_usd = 5}).id;
  store::sql::Stores other =
      store::sql::open_stores((scene.folder() / "calls.db").string(), scene.clock, scene.log);

  void take_everything() {
    REQUIRE(other.calls->hold_budget(job, "theirs", 5, 5, scene.clock.now_ms()) == BudgetHold::Held);
  }
  void let_go() { other.calls->release_budget(nullptr, job, "theirs"); }
  store::CallStore& ours() { return scene.services().calls; }
  bool is_too_little() {
    return ours().hold_budget(job, "ours", 1, 5, scene.clock.now_ms()) == BudgetHold::Later;
  }
  bool does_somebody_wait() {
    bool does = false;
    other.database->read([&does](store::sql::Connection& connection) {
      connection.run_text("SELECT 1 FROM budget_holds WHERE name = ''", {},
                          [&does](const store::sql::Row&) { does = true; });
    });
    return does;
  }
};

}  // namespace

TEST_CASE("whoever waits for a job's money is called when another program frees some") {
  SharedBudget shared;
  MoneyWaits waits(shared.ours());
  shared.take_everything();
  const MoneyWaits::Ticket ticket = waits.ticket();
  REQUIRE(shared.is_too_little());
  std::latch freed(1);
  waits.wait(shared.job, ticket, [&freed] { freed.count_down(); });
  shared.let_go();
  freed.wait();
  // It was freed before this one began to wait, but after it had asked.
  bool is_called = false;
  waits.wait(shared.job, ticket, [&is_called] { is_called = true; });
  CHECK(is_called);
}

TEST_CASE("a job goes on with the money that another program did not need after all") {
  SharedBudget shared;
  shared.take_everything();
  std::jthread other_program([&shared] {
    while (!shared.does_somebody_wait()) std::this_thread::yield();
    shared.let_go();
  });
  CHECK(shared.scene.run(shared.job).status == JobStatus::Complete);
}
