// SPDX-License-Identifier: MIT
#include "operations/call_timeline.hpp"

#include <utility>

#include "base/json.hpp"
#include "operations/calls.hpp"
#include "pipeline/stage_record.hpp"

namespace calltracker::operations {
namespace {

constexpr std::size_t kRunsOfCallMax = 100;

// nullopt for a step that is not a stage's, or has no memo yet.
std::optional<StepAnswer> answer_of(Services& services, const durable::StepRecord& step) {
  if (step.state != durable::StepState::Completed) return std::nullopt;
  const json::value memo = parse_json(step.value, "a memo");
  if (!memo.is_object() || !memo.as_object().contains("answerKey")) return std::nullopt;
  const auto record = json::value_to<pipeline::StageRecord>(memo);
  StepAnswer answer{.source = std::string(pipeline::name_of(record.source))};
  if (record.source == pipeline::StageSource::Rules) return answer;
  answer.model = record.model;
  if (record.source == pipeline::StageSource::Reused) return answer;
  answer.tokens = record.tokens;
  answer.cost_usd = record.cost_usd;
  if (const auto analysis = services.calls.find_analysis(record.answer_key)) {
    answer.latency_ms = analysis->latency_ms;
    if (!analysis->request_id.empty()) answer.request_id = analysis->request_id;
  }
  return answer;
}

TimelineRun to_timeline(Services& services, durable::RunTimeline stored) {
  TimelineRun timeline{.run = std::move(stored.run), .steps = {}};
  for (durable::StepRecord& record : stored.steps) {
    TimelineStep step{.record = std::move(record), .attempts = {}, .answer = std::nullopt};
    for (const durable::AttemptRecord& attempt : stored.attempts) {
      if (attempt.position == step.record.position) step.attempts.push_back(attempt);
    }
    step.answer = answer_of(services, step.record);
    timeline.steps.push_back(std::move(step));
  }
  return timeline;
}

std::optional<std::string> waiting_for(const durable::RunView& run, const durable::StepRecord& step) {
  if (run.state != durable::RunState::Waiting) return std::nullopt;
  if (step.kind == durable::StepKind::WaitForEvent) return step.event_name;
  return step.kind == durable::StepKind::Run ? "retry" : "time";
}

}  // namespace

std::vector<TimelineRun> call_timeline(Services& services, const std::string& call_id) {
  const Call call = load_call(services, call_id);
  std::vector<TimelineRun> runs;
  for (const durable::RunId& id : services.journal.find_runs(call.id.str(), kRunsOfCallMax)) {
    if (auto stored = services.journal.read_timeline(id)) {
      runs.push_back(to_timeline(services, std::move(*stored)));
    }
  }
  return runs;
}

RunPage list_runs(Services& services, const durable::RunQuery& query) {
  durable::RecentRuns recent = services.journal.list_recent_runs(query);
  RunPage page{.runs = {}, .next_before = recent.next_before};
  for (durable::RunView& view : recent.runs) {
    QueuedRun queued{.run = std::move(view)};
    const json::value input = parse_json(queued.run.input, "a run's input");
    if (const auto call = JsonReader(input, "input").string_if_any("call")) {
      const auto summary = services.calls.find_summary(CallId(*call));
      queued.call = CallId(*call);
      if (summary) queued.row = summary->row;
    }
    const std::vector<durable::StepRecord> steps = services.journal.load_steps(queued.run.number);
    if (!steps.empty()) {
      queued.step = steps.back().name;
      queued.attempts = steps.back().attempts;
      queued.waiting_for = waiting_for(queued.run, steps.back());
    }
    page.runs.push_back(std::move(queued));
  }
  return page;
}

}  // namespace calltracker::operations
