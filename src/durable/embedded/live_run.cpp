// SPDX-License-Identifier: MIT
#include "durable/embedded/live_run.hpp"

#include <algorithm>

namespace calltracker::durable {

LiveRun::LiveRun(ClaimedRun claimed)
    : number(claimed.number),
      id(std::move(claimed.id)),
      group(std::move(claimed.group)),
      workflow(std::move(claimed.workflow)),
      input(std::move(claimed.input)),
      driver(id, group) {
  for (StepRecord& record : claimed.steps) {
    next_position = std::max(next_position, record.position + 1);
    const StepId step = record.id;
    history.emplace(step, std::move(record));
  }
}

void LiveRun::set_state(StepSlot& slot, SlotState state) {
  --counts_[static_cast<std::size_t>(slot.state)];
  slot.state = state;
  ++counts_[static_cast<std::size_t>(state)];
}

void LiveRun::make_slots() {
  const auto reached = driver.reached();
  slots.clear();
  slots.resize(reached.size());
  std::fill(std::begin(counts_), std::end(counts_), 0);
  counts_[static_cast<std::size_t>(SlotState::Held)] = reached.size();
  for (std::size_t index = 0; index < reached.size(); ++index) slots[index].operation = reached[index];
}

StepSlot* LiveRun::slot_at(std::uint32_t position) {
  for (StepSlot& slot : slots) {
    if (slot.is_stored && slot.position == position) return &slot;
  }
  return nullptr;
}

UnixMillis LiveRun::next_wake_ms() const {
  UnixMillis next_ms = 0;
  for (const StepSlot& slot : slots) {
    if (slot.state != SlotState::Waiting || slot.wake_at_ms == 0) continue;
    next_ms = next_ms == 0 ? slot.wake_at_ms : std::min(next_ms, slot.wake_at_ms);
  }
  return next_ms;
}

bool LiveRun::waits_for_event() const {
  return std::any_of(slots.begin(), slots.end(), [](const StepSlot& slot) {
    return slot.state == SlotState::Waiting && slot.operation->kind() == StepKind::WaitForEvent;
  });
}

void StepSlot::request_stop() {
  leaving.request_stop();
  stop.request_stop();
}

void LiveRun::request_stop() {
  for (StepSlot& slot : slots) {
    if (slot.state == SlotState::InFlight) slot.request_stop();
  }
}

void LiveRun::ask_to_leave() {
  for (StepSlot& slot : slots) {
    if (slot.state == SlotState::InFlight) slot.leaving.request_stop();
  }
}

}  // namespace calltracker::durable
