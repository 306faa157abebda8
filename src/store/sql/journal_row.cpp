// SPDX-License-Identifier: MIT
#include "store/sql/journal_row.hpp"

#include <array>
#include <stdexcept>

namespace calltracker::store::sql {
namespace {

using durable::RunState;
using durable::StepKind;
using durable::StepState;

constexpr std::array kRunStates{RunState::Queued,    RunState::Running, RunState::Waiting,
                                RunState::Completed, RunState::Failed,  RunState::Cancelled};
constexpr std::array kStepKinds{StepKind::Run, StepKind::Sleep, StepKind::WaitForEvent, StepKind::SendEvent,
                                StepKind::StartRuns};
constexpr std::array kStepStates{StepState::Waiting, StepState::Ready, StepState::Completed,
                                 StepState::Failed};

// The schema's CHECK constraints admit only these words.
template <class Enum, std::size_t Count>
Enum word(const std::array<Enum, Count>& values, std::string_view text) {
  for (const Enum value : values) {
    if (name_of(value) == text) return value;
  }
  throw std::logic_error("the database holds an unknown word: " + std::string(text));
}

using HexId = std::array<char, 40>;

HexId to_hex(const durable::StepId& id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  HexId hex{};
  for (std::size_t index = 0; index < id.size(); ++index) {
    hex[2 * index] = kDigits[id[index] >> 4];
    hex[2 * index + 1] = kDigits[id[index] & 0xF];
  }
  return hex;
}

std::string_view view_of(const HexId& hex) {
  return {hex.data(), hex.size()};
}

std::uint8_t digit_of(char digit) {
  return static_cast<std::uint8_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

durable::StepId from_hex(std::string_view hex) {
  durable::StepId id{};
  if (hex.size() != 2 * id.size()) throw std::logic_error("a stored step id is not a SHA-1");
  for (std::size_t index = 0; index < id.size(); ++index) {
    id[index] = static_cast<std::uint8_t>(digit_of(hex[2 * index]) << 4 | digit_of(hex[2 * index + 1]));
  }
  return id;
}

}  // namespace

durable::StepRecord read_step(const Row& row) {
  Columns columns(row);
  durable::StepRecord step;
  step.run = columns.integer();
  step.position = static_cast<std::uint32_t>(columns.integer());
  step.id = from_hex(columns.view());
  step.name = columns.text();
  step.kind = word(kStepKinds, columns.view());
  step.state = word(kStepStates, columns.view());
  step.value = columns.text();
  step.failure_code = columns.text();
  step.failure_message = columns.text();
  step.attempts = static_cast<std::uint32_t>(columns.integer());
  step.attempts_forgiven = static_cast<std::uint32_t>(columns.integer());
  step.started_ms = columns.integer();
  step.ended_ms = columns.integer();
  step.wake_at_ms = columns.integer();
  step.event_name = columns.text();
  step.event_key = columns.text();
  return step;
}

durable::AttemptRecord read_attempt(const Row& row) {
  Columns columns(row);
  durable::AttemptRecord attempt;
  attempt.run = columns.integer();
  attempt.position = static_cast<std::uint32_t>(columns.integer());
  attempt.attempt = static_cast<std::uint32_t>(columns.integer());
  attempt.started_ms = columns.integer();
  attempt.ended_ms = columns.integer();
  attempt.kind = columns.text();
  attempt.code = columns.text();
  attempt.message = columns.text();
  attempt.retry_at_ms = columns.integer();
  return attempt;
}

durable::RunView read_run(const Row& row) {
  Columns columns(row);
  durable::RunView run;
  run.number = columns.integer();
  run.id = durable::RunId(columns.text());
  run.workflow = columns.text();
  run.group = durable::GroupId(columns.text());
  run.state = word(kRunStates, columns.view());
  run.priority = static_cast<int>(columns.integer());
  run.input = columns.text();
  run.output = columns.text();
  run.failure_code = columns.text();
  run.failure_message = columns.text();
  run.submitted_ms = columns.integer();
  run.started_ms = columns.integer();
  run.ended_ms = columns.integer();
  run.wake_at_ms = columns.integer();
  return run;
}

void insert_step(Connection& connection, const durable::StepRecord& step) {
  const HexId id = to_hex(step.id);
  connection.execute("insert_step", {step.run, step.position, view_of(id), step.name, name_of(step.kind),
                                     name_of(step.state), step.value, step.failure_code, step.failure_message,
                                     step.attempts, step.attempts_forgiven, step.started_ms, step.ended_ms,
                                     step.wake_at_ms, step.event_name, step.event_key});
}

void update_step_later(Connection& connection, const durable::StepRecord& step, RowVisitor visit) {
  const HexId id = to_hex(step.id);
  connection.query_later(
      "update_step",
      {step.run, step.position, view_of(id), step.name, name_of(step.kind), name_of(step.state), step.value,
       step.failure_code, step.failure_message, step.attempts, step.attempts_forgiven, step.started_ms,
       step.ended_ms, step.wake_at_ms, step.event_name, step.event_key},
      std::move(visit));
}

void insert_attempt(Connection& connection, const durable::AttemptRecord& attempt) {
  connection.execute("insert_attempt",
                     {attempt.run, attempt.position, attempt.attempt, attempt.started_ms, attempt.ended_ms,
                      attempt.kind, attempt.code, attempt.message, attempt.retry_at_ms});
}

void list_steps_later(Connection& connection, durable::RunNumber run,
                      std::vector<durable::StepRecord>& steps) {
  connection.query_later("list_steps", {run}, [&steps](const Row& row) { steps.push_back(read_step(row)); });
}

}  // namespace calltracker::store::sql
