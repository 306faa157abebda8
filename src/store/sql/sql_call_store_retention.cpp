// SPDX-License-Identifier: MIT
#include "store/sql/sql_call_store.hpp"

namespace calltracker::store::sql {

std::int64_t SqlCallStore::delete_analyses_before(UnixMillis time_ms, std::int64_t most) {
  std::int64_t deleted = 0;
  write(nullptr, [&](Connection& connection) {
    deleted = connection.change("delete_analyses_before", {time_ms, most});
  });
  return deleted;
}

}  // namespace calltracker::store::sql
