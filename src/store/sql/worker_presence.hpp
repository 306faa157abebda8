// SPDX-License-Identifier: MIT
#pragma once

// How one process knows that another one, which registered a worker, still lives. On one machine a process id
// with its start time and boot says so; a token tells journals of one process apart, since one of them may be
// gone while the process goes on.

#include <cstdint>
#include <string>

namespace calltracker::store::sql {

struct ProcessIdentity {
  std::int64_t process_id = 0;
  std::string mark;  // boot and start time: differs for a later process with the same id
};

ProcessIdentity this_process();
bool is_process_alive(const ProcessIdentity& process);

// Alive from construction to destruction, within this process.
class PresenceToken {
 public:
  PresenceToken();
  ~PresenceToken();
  PresenceToken(const PresenceToken&) = delete;
  PresenceToken& operator=(const PresenceToken&) = delete;

  const std::string& str() const { return token_; }
  static bool is_alive(const std::string& token);

 private:
  std::string token_;
};

}  // namespace calltracker::store::sql
