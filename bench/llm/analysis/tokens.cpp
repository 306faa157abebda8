// SPDX-License-Identifier: MIT
#include "bench/llm/analysis/tokens.hpp"

#include <fmt/format.h>

#include <map>

#include "bench/llm/measuring.hpp"
#include "llm/conversation_input.hpp"
#include "llm/token_estimator.hpp"
#include "operations/call_log.hpp"
#include "silver/triage_rules.hpp"
#include "tests/support/analysis_scene.hpp"
#include "tests/support/simulated_model.hpp"

namespace calltracker::bench {
namespace {

struct Reduction {
  std::int64_t calls = 0;
  std::int64_t by_rules_calls = 0;
  std::int64_t by_rules = 0;  // tokens of calls that no model reads
  std::int64_t whole = 0;     // of all others, with every turn
  std::int64_t sent = 0;
  std::map<llm::CutReason, std::int64_t> cut;
  std::map<llm::CutReason, std::int64_t> turns;
};

void add(Reduction& sum, const CallRecord& call, const Workspace& workspace, const llm::ModelInfo& model) {
  std::int64_t all = 0;
  for (const Turn& turn : call.turns) all += llm::estimate_tokens(turn.text, model);
  ++sum.calls;
  if (silver::triage_by_rules(call, workspace)) {
    ++sum.by_rules_calls;
    sum.by_rules += all;
    return;
  }
  const auto input = llm::conversation_input(call, model, llm::conversation_budget_tokens(model, {}, 4096));
  sum.whole += all;
  std::int64_t cut = 0;
  for (const llm::CutTurn& each : input.cut) {
    const std::int64_t tokens = llm::estimate_tokens(each.turn->text, model);
    cut += tokens;
    sum.cut[each.reason] += tokens;
    ++sum.turns[each.reason];
  }
  sum.sent += all - cut;
}

}  // namespace

void print_token_reduction() {
  test::AnalysisScene scene([](test::AnalysisScene& owner) {
    return std::make_unique<test::SimulatedModel>(owner.workspaces.get(), owner.catalog, owner.timers);
  });
  const llm::ModelInfo model = *scene.catalog.find("claude-haiku-5-5");
  operations::SubmitRequest request;
  request.file = std::filesystem::path(CALLTRACKER_SOURCE_DIR) / "samples/nwh-week.xlsx";
  const operations::CallLog log =
      operations::open_call_log(scene.services(), request, operations::CallLogUse::Submit);
  Reduction sum;
  operations::for_each_call(scene.services(), log, JobId("job_sample"), [&](Call&& call) {
    if (call.status == CallStatus::Pending) add(sum, call.record, scene.workspaces.get(), model);
    return true;
  });
  const auto share = [&sum](std::int64_t tokens, std::int64_t turns) {
    return fmt::format("{:.1f} %, {} turns",
                       100.0 * static_cast<double>(tokens) / static_cast<double>(sum.whole), turns);
  };
  print_figure(
      fmt::format("sample week: tokens of {} conversations decided by rules, never sent", sum.by_rules_calls),
      fmt::format("{}", sum.by_rules));
  print_figure(fmt::format("sample week: tokens of the other {} conversations, every turn",
                           sum.calls - sum.by_rules_calls),
               fmt::format("{}", sum.whole));
  const std::pair<const char*, llm::CutReason> reasons[] = {
      {"menus and preambles", llm::CutReason::Menu},
      {"hold notices", llm::CutReason::HoldNotice},
      {"repeated lines", llm::CutReason::Repeated},
      {"beyond the model's budget", llm::CutReason::Budget}};
  for (const auto& [name, reason] : reasons) {
    print_figure(fmt::format("    left out: {}", name), fmt::format("{}", sum.cut[reason]),
                 share(sum.cut[reason], sum.turns[reason]));
  }
  print_figure("    sent", fmt::format("{}", sum.sent), "no number, name, price, date or objection lost");
}

}  // namespace calltracker::bench
