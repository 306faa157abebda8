// SPDX-License-Identifier: MIT
#pragma once

// Queues runs inside an open transaction. A run's order key is the next after both the priority's virtual
// time and its group's last key, which makes groups share fairly: a small group submitted behind a large one
// takes turns with it from now on.

#include <map>
#include <utility>
#include <vector>

#include "durable/journal.hpp"
#include "store/sql/connection.hpp"

namespace calltracker::store::sql {

class RunSubmission {
 public:
  RunSubmission(Connection& connection, UnixMillis now_ms) : connection_(connection), now_ms_(now_ms) {}

  durable::SubmitResult submit(const std::vector<durable::NewRun>& runs);

 private:
  struct Group {
    std::int64_t number = 0;
    bool is_cancelled = false;
  };
  using KeyPlace = std::pair<std::int64_t, int>;  // group number, priority

  const Group& find_group(const durable::GroupId& id);
  std::int64_t& last_key(const KeyPlace& place);
  void find_existing(const std::vector<durable::NewRun>& runs, durable::SubmitResult& result);

  Connection& connection_;
  const UnixMillis now_ms_;
  std::map<durable::GroupId, Group> groups_;
  std::map<KeyPlace, std::int64_t> last_keys_;
};

}  // namespace calltracker::store::sql
