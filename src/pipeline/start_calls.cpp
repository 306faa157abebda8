// SPDX-License-Identifier: MIT
#include "pipeline/start_calls.hpp"

#include <string>

#include "base/ids.hpp"
#include "base/json.hpp"

namespace calltracker::pipeline {

std::function<std::vector<durable::NewRun>(const std::vector<Call>&)> runs_for_calls(const Job& job,
                                                                                     const Clock& clock) {
  return [group = durable::GroupId(job.id.str()), priority = job.options.priority,
          &clock](const std::vector<Call>& calls) {
    std::vector<durable::NewRun> runs;
    runs.reserve(calls.size());
    for (const Call& call : calls) {
      if (call.status != CallStatus::Pending) continue;
      runs.push_back(
          {.id = durable::RunId(make_ulid(clock.now_ms())),
           .workflow = std::string(kAnalyzeCall),
           .group = group,
           .input = to_json_text(json::object{{"call", call.id.str()}, {"job", call.job_id.str()}}),
           .priority = priority});
    }
    return runs;
  };
}

}  // namespace calltracker::pipeline
