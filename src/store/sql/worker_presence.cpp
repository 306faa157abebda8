// SPDX-License-Identifier: MIT
#include "store/sql/worker_presence.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <mutex>
#include <set>
#include <sstream>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace calltracker::store::sql {
namespace {

std::string read_all(const std::string& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// "" when there is no such process, or only its remains that nobody has waited for.
std::string mark_of(std::int64_t process_id) {
  const std::string stat = read_all("/proc/" + std::to_string(process_id) + "/stat");
  // The name in parentheses may itself hold spaces and parentheses.
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return "";
  std::istringstream fields(stat.substr(name_end + 1));
  std::string state;
  fields >> state;
  if (state == "Z" || state == "X") return "";
  constexpr int kStartTimeAfterState = 19;
  std::string field;
  for (int index = 0; index < kStartTimeAfterState; ++index) fields >> field;
  return read_all("/proc/sys/kernel/random/boot_id").substr(0, 36) + "/" + field;
}

struct LiveTokens {
  std::mutex mutex;
  std::set<std::string> tokens;
};

LiveTokens& live_tokens() {
  static LiveTokens live;
  return live;
}

}  // namespace

ProcessIdentity this_process() {
  return {.process_id = getpid(), .mark = mark_of(getpid())};
}

bool is_process_alive(const ProcessIdentity& process) {
  return !process.mark.empty() && mark_of(process.process_id) == process.mark;
}

PresenceToken::PresenceToken() : token_(make_ulid(SystemClock().now_ms())) {
  LiveTokens& live = live_tokens();
  const std::lock_guard lock(live.mutex);
  live.tokens.insert(token_);
}

PresenceToken::~PresenceToken() {
  LiveTokens& live = live_tokens();
  const std::lock_guard lock(live.mutex);
  live.tokens.erase(token_);
}

bool PresenceToken::is_alive(const std::string& token) {
  LiveTokens& live = live_tokens();
  const std::lock_guard lock(live.mutex);
  return live.tokens.contains(token);
}

}  // namespace calltracker::store::sql
