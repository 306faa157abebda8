// SPDX-License-Identifier: MIT
#include "operations/calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "gold/level_overrides.hpp"
#include "operations/jobs.hpp"
#include "operations/submit_job.hpp"
#include "pipeline/start_calls.hpp"

namespace calltracker::operations {
namespace {

constexpr int kLevelMax = 5;
constexpr std::size_t kReasonBytesMax = 2'000;

[[noreturn]] void fail_state(const Call& call, std::string_view operation, std::string hint) {
  throw Error({.kind = ErrorKind::Conflict,
               .code = "call-state",
               .message = fmt::format("the call is {}: it cannot be {}", name_of(call.status), operation),
               .hint = std::move(hint),
               .state = "nothing was changed"});
}

[[noreturn]] void fail_override(std::string message, std::string found) {
  throw Error({.kind = ErrorKind::Usage,
               .code = "override-invalid",
               .message = std::move(message),
               .found = std::move(found),
               .state = "nothing was changed"});
}

// The models that the request asks for; nullopt when it asks for none.
std::optional<pipeline::ModelChoice> models_of(Services& services, const Job& job,
                                               const RerunRequest& request) {
  if (!request.provider && !request.preset) return std::nullopt;
  SubmitRequest submit;
  submit.models.provider = request.provider.value_or(job.options.provider);
  submit.models.preset = request.preset;
  const JobOptions options = job_options(services, submit);
  return pipeline::ModelChoice{
      .provider = options.provider, .silver_model = options.silver_model, .gold_model = options.gold_model};
}

Call analyse_again(Services& services, const Call& call, const CallRecord* changed_record,
                   const RerunRequest& request) {
  const Job job = load_job(services, call.job_id.str());
  const auto models = models_of(services, job, request);
  // A cancelled job's group takes no run; its other calls stay as they are.
  if (job.status == JobStatus::Cancelled) services.journal.resume_group(group_of(job.id));
  if (!services.calls.reopen_call(call, changed_record,
                                  pipeline::further_runs_for_calls(job, services.clock, models))) {
    fail_state(call, "analysed again", "only a call that is complete, failed or cancelled can be");
  }
  services.log.info("call-reopened", {{"call", call.id.str()}, {"job", call.job_id.str()}});
  return load_call(services, call.id.str());
}

void check_override(const Workspace& workspace, const Call& call, const OverrideRequest& request) {
  if (workspace.category(request.category) == nullptr) {
    fail_override("the rubric has no such category", request.category);
  }
  if (request.level && (*request.level < 0 || *request.level > kLevelMax)) {
    fail_override("a level is a whole number from 0 to 5", std::to_string(*request.level));
  }
  if (request.level && trim(request.reason).empty()) fail_override("an override needs a reason", "");
  if (request.reason.size() > kReasonBytesMax) fail_override("the reason is too long", "");
  const auto& categories = call.result.score ? call.result.score->categories
                                             : std::vector<std::pair<std::string, CategoryScore>>{};
  const bool is_scored = std::any_of(categories.begin(), categories.end(),
                                     [&](const auto& entry) { return entry.first == request.category; });
  if (!is_scored) fail_state(call, "scored by hand", "only a scored sales call has levels");
}

}  // namespace

Call load_call(Services& services, const std::string& id) {
  std::optional<Call> call = services.calls.find_call(CallId(id));
  if (!call) {
    throw Error({.kind = ErrorKind::NotFound,
                 .code = "call-not-found",
                 .message = "there is no such call",
                 .found = id});
  }
  return std::move(*call);
}

Call rerun_call(Services& services, const std::string& id, const RerunRequest& request) {
  return analyse_again(services, load_call(services, id), nullptr, request);
}

Call swap_speakers(Services& services, const std::string& id) {
  const Call call = load_call(services, id);
  CallRecord record = call.record;
  for (Turn& turn : record.turns) {
    if (turn.speaker == Speaker::Agent) {
      turn.speaker = Speaker::Caller;
    } else if (turn.speaker == Speaker::Caller) {
      turn.speaker = Speaker::Agent;
    }
  }
  record.speakers_swapped = !record.speakers_swapped;
  return analyse_again(services, call, &record, {});
}

Call override_level(Services& services, const std::string& id, const OverrideRequest& request) {
  Call call = load_call(services, id);
  check_override(services.workspace(), call, request);
  std::erase_if(call.overrides,
                [&request](const LevelOverride& item) { return item.category == request.category; });
  if (request.level) {
    call.overrides.push_back({.category = request.category,
                              .level = static_cast<int>(*request.level),
                              .reason = std::string(trim(request.reason)),
                              .at_ms = services.clock.now_ms()});
  }
  gold::apply_overrides(*call.result.score, call.overrides, services.workspace());
  services.calls.put_overrides(call, services.clock.now_ms());
  return load_call(services, id);
}

store::CallSummary mark_contacted(Services& services, const std::string& id, bool contacted) {
  const Call call = load_call(services, id);
  const UnixMillis now_ms = services.clock.now_ms();
  services.calls.set_contacted(call.id, contacted ? std::optional(now_ms) : std::nullopt, now_ms);
  return services.calls.find_summary(call.id).value();
}

}  // namespace calltracker::operations
