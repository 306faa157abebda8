// SPDX-License-Identifier: MIT
#pragma once

// A run in memory: its workflow frame, the steps it is suspended at, and the stored results it has yet to
// replay. Only the loop thread touches it; bodies see nothing but their own operation.

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "durable/journal.hpp"
#include "durable/run_driver.hpp"

namespace calltracker::durable {

enum class SlotState {
  Held,        // to be started
  InFlight,    // its body runs
  Committing,  // has ended; not yet on disk
  Waiting,     // for a time or an event
  Done,        // settled: the workflow may see it
};

// One of the steps that the run is suspended at.
struct StepSlot {
  StepOperation* operation = nullptr;
  SlotState state = SlotState::Held;
  bool is_stored = false;   // the journal has a row for it
  bool is_in_line = false;  // in the loop's line of steps waiting for a place
  bool has_alarm = false;
  bool has_timed_out = false;
  std::uint32_t position = 0;
  std::uint32_t attempts = 0;
  std::uint32_t attempts_forgiven = 0;
  UnixMillis started_ms = 0;
  UnixMillis wake_at_ms = 0;  // Waiting: 0 for never by time
  std::stop_source stop{std::nostopstate};
  std::stop_source leaving{std::nostopstate};

  void request_stop();
};

enum class RunPhase {
  Active,
  Leaving,    // its last RunCommit is on the way; nothing else happens to it
  Abandoned,  // no longer ours: dropped when its bodies have ended
};

struct LiveRun {
  LiveRun(ClaimedRun claimed);

  // All changes of a slot's state pass here, so that the counts hold.
  void set_state(StepSlot& slot, SlotState state);
  std::size_t count(SlotState state) const { return counts_[static_cast<std::size_t>(state)]; }
  bool is_busy() const { return count(SlotState::InFlight) + count(SlotState::Committing) > 0; }

  // Makes the slots for the steps just reached, all Held.
  void make_slots();
  StepSlot* slot_at(std::uint32_t position);
  // The earliest wake_at_ms of waiting slots; 0 when only events can wake the run.
  UnixMillis next_wake_ms() const;
  bool waits_for_event() const;
  void request_stop();
  // Bodies that have not begun are handed back; the others go on.
  void ask_to_leave();

  RunNumber number;
  RunId id;
  GroupId group;
  std::string workflow;
  std::string input;
  RunDriver driver;
  RunPhase phase = RunPhase::Active;
  bool has_begun = false;
  std::map<StepId, StepRecord> history;  // stored records not yet met again
  std::vector<StepSlot> slots;
  std::uint32_t next_position = 0;

 private:
  std::size_t counts_[5] = {};
};

}  // namespace calltracker::durable
