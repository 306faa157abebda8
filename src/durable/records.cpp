// SPDX-License-Identifier: MIT
#include "durable/records.hpp"

namespace calltracker::durable {

std::string_view name_of(RunState state) {
  switch (state) {
    case RunState::Queued:
      return "queued";
    case RunState::Running:
      return "running";
    case RunState::Waiting:
      return "waiting";
    case RunState::Completed:
      return "completed";
    case RunState::Failed:
      return "failed";
    case RunState::Cancelled:
      return "cancelled";
  }
  return "";
}

std::string_view name_of(GroupState state) {
  switch (state) {
    case GroupState::Active:
      return "active";
    case GroupState::Paused:
      return "paused";
    case GroupState::Cancelled:
      return "cancelled";
  }
  return "";
}

std::string_view name_of(StepKind kind) {
  switch (kind) {
    case StepKind::Run:
      return "run";
    case StepKind::Sleep:
      return "sleep";
    case StepKind::WaitForEvent:
      return "wait_for_event";
    case StepKind::SendEvent:
      return "send_event";
    case StepKind::StartRuns:
      return "start_runs";
  }
  return "";
}

std::string_view name_of(StepState state) {
  switch (state) {
    case StepState::Waiting:
      return "waiting";
    case StepState::Ready:
      return "ready";
    case StepState::Completed:
      return "completed";
    case StepState::Failed:
      return "failed";
  }
  return "";
}

}  // namespace calltracker::durable
