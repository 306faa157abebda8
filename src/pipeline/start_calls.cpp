// SPDX-License-Identifier: MIT
#include "pipeline/start_calls.hpp"

#include <functional>
#include <string>
#include <utility>

#include "base/ids.hpp"
#include "base/json.hpp"
#include "durable/records.hpp"

namespace calltracker::pipeline {

namespace {

json::object input_of(const Call& call, const std::optional<ModelChoice>& models) {
  json::object input{{"call", call.id.str()}, {"job", call.job_id.str()}};
  if (models) {
    input["provider"] = models->provider;
    input["silverModel"] = models->silver_model;
    input["goldModel"] = models->gold_model;
  }
  return input;
}

store::RunsForCalls runs_named(const Job& job, std::optional<ModelChoice> models,
                               std::function<std::string(const CallId&)> name) {
  return [group = durable::GroupId(job.id.str()), priority = job.options.priority, models = std::move(models),
          name = std::move(name)](const std::vector<Call>& calls) {
    std::vector<durable::NewRun> runs;
    runs.reserve(calls.size());
    for (const Call& call : calls) {
      if (call.status != CallStatus::Pending) continue;
      runs.push_back({.id = durable::RunId(name(call.id)),
                      .workflow = std::string(kAnalyzeCall),
                      .group = group,
                      .input = to_json_text(input_of(call, models)),
                      .priority = priority});
    }
    return runs;
  };
}

}  // namespace

store::RunsForCalls runs_for_calls(const Job& job) {
  return runs_named(job, std::nullopt, [](const CallId& call) { return call.str(); });
}

store::RunsForCalls further_runs_for_calls(const Job& job, const Clock& clock,
                                           const std::optional<ModelChoice>& models) {
  return runs_named(job, models,
                    [&clock](const CallId& call) { return call.str() + "-" + make_ulid(clock.now_ms()); });
}

}  // namespace calltracker::pipeline
