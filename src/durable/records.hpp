// SPDX-License-Identifier: MIT
#pragma once

// What the journal stores, in plain structs.
//
//   group    runs that a person pauses, resumes, cancels and watches together
//   run      one execution of a workflow with one input
//   step     one named piece of a run; its result is stored once and never computed again
//   attempt  one try at a step that failed
//   event    a message that runs may wait for
//   worker   a process (more exactly: an executor) that owns the runs it has claimed
//
// All texts named value, input, output and data are JSON documents; all times are Unix milliseconds.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "durable/transaction.hpp"

namespace calltracker::durable {

using RunId = Id<struct RunTag>;      // public name, any text of 1-64 characters, unique for ever
using GroupId = Id<struct GroupTag>;  // any text; "" is a group like any other
using RunNumber = std::int64_t;       // the journal's dense key of a run, 1, 2, 3 …
using WorkerId = std::int64_t;        // 1, 2, 3 …; never used twice

// SHA-1 of the step's indexed name: the identity that Inngest gives the same step.
using StepId = std::array<std::uint8_t, 20>;

enum class RunState {
  Queued,     // ready; nobody owns it
  Running,    // owned by a worker
  Waiting,    // parked: nobody owns it until wake_at_ms or an event it waits for
  Completed,  // the three last ones are final, except that a failed run can be retried
  Failed,
  Cancelled,
};

enum class GroupState { Active, Paused, Cancelled };

enum class StepKind { Run, Sleep, WaitForEvent, SendEvent, StartRuns };

enum class StepState {
  Waiting,  // until wake_at_ms (a sleep, a retry) or, for WaitForEvent, a matching event
  Ready,    // failed once and for all, then freed by retry_failed_runs: runs again with a new attempt budget
  Completed,  // `value` is the memo
  Failed,     // `failure_*` is the memo: the workflow sees the failure again on every replay
};

std::string_view name_of(RunState state);    // "queued", "running", …
std::string_view name_of(GroupState state);  // "active", "paused", "cancelled"
std::string_view name_of(StepKind kind);     // "run", "sleep", "wait_for_event", "send_event", "start_runs"
std::string_view name_of(StepState state);   // "waiting", "ready", "completed", "failed"

struct NewRun {
  RunId id;
  std::string workflow;
  GroupId group;
  std::string input;
  int priority = 0;  // higher is claimed first
};

struct Event {
  std::string name;
  std::string key;  // waits with a key want an equal one
  std::string data = "null";
};

// One step as stored, and as read back. (run, position) is its key and the natural clustering of the table:
// positions count 0, 1, 2 … inside a run and stay below 2^20.
struct StepRecord {
  RunNumber run = 0;
  std::uint32_t position = 0;
  StepId id{};
  std::string name;  // with its index: "ask", "ask:1"
  StepKind kind = StepKind::Run;
  StepState state = StepState::Completed;
  std::string value = "null";
  std::string failure_code;
  std::string failure_message;
  std::uint32_t attempts = 0;           // attempts made, the successful one included
  std::uint32_t attempts_forgiven = 0;  // of these, before the last retry_failed_runs: outside the budget
  UnixMillis started_ms = 0;            // of the last attempt, or when a wait began
  UnixMillis ended_ms = 0;              // 0 while Waiting
  UnixMillis wake_at_ms = 0;            // 0: never by time
  std::string event_name;               // WaitForEvent only
  std::string event_key;                // "" matches every key
};

// One failed attempt. (run, position, attempt) is its key; attempts count 1, 2, 3 ….
struct AttemptRecord {
  RunNumber run = 0;
  std::uint32_t position = 0;
  std::uint32_t attempt = 1;
  UnixMillis started_ms = 0;
  UnixMillis ended_ms = 0;
  std::string kind;  // "retry", "give_up", "pause_group"
  std::string code;
  std::string message;
  UnixMillis retry_at_ms = 0;  // 0: not tried again by itself
};

struct ClaimedRun {
  RunNumber number = 0;
  RunId id;
  std::string workflow;
  GroupId group;
  std::string input;
  std::vector<StepRecord> steps;  // everything stored so far, by position
};

struct RunView {
  RunNumber number = 0;
  RunId id;
  std::string workflow;
  GroupId group;
  RunState state = RunState::Queued;
  int priority = 0;
  std::string input;
  std::string output;  // "" until completed
  std::string failure_code;
  std::string failure_message;
  UnixMillis submitted_ms = 0;
  UnixMillis started_ms = 0;  // first claim; 0 before
  UnixMillis ended_ms = 0;    // 0 until final
  UnixMillis wake_at_ms = 0;
};

struct RunTimeline {
  RunView run;
  std::vector<StepRecord> steps;        // by position
  std::vector<AttemptRecord> attempts;  // by position, then attempt
};

struct GroupStatus {
  GroupState state = GroupState::Active;
  std::string message;  // why it is paused
};

struct GroupView {
  GroupId id;
  GroupState state = GroupState::Active;
  std::string message;  // why it is paused
  std::int64_t queued = 0;
  std::int64_t running = 0;
  std::int64_t waiting = 0;
  std::int64_t completed = 0;
  std::int64_t failed = 0;
  std::int64_t cancelled = 0;

  std::int64_t unfinished() const { return queued + running + waiting; }
  std::int64_t total() const { return unfinished() + completed + failed + cancelled; }
};

}  // namespace calltracker::durable
