// SPDX-License-Identifier: MIT
#include "store/sql/sqlite_listener.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace calltracker::store::sql {
namespace {

struct Heard {
  std::int64_t number = 0;
  std::string channel;
  std::string payload;
  bool is_own = false;
};

}  // namespace

SqliteListener::SqliteListener(const std::string& path, const std::string& bell_path, std::int64_t own_sender,
                               int lock_timeout_ms, Log& log)
    : own_sender_(own_sender),
      log_(log),
      connection_(path, SqliteMode::ReadOnly, lock_timeout_ms),
      bell_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
      stop_event_(eventfd(0, EFD_CLOEXEC)) {
  // Before the newest number is read, so that nothing falls in between.
  if (bell_ < 0 || stop_event_ < 0 || inotify_add_watch(bell_, bell_path.c_str(), IN_ATTRIB) < 0) {
    log_.warning("database.cannot_listen", {{"reason", std::strerror(errno)}});
    return;
  }
  connection_.query("find_last_notification", {}, [this](const Row& row) { last_number_ = row.integer(0); });
  thread_ = std::thread([this] { serve(); });
}

SqliteListener::~SqliteListener() {
  if (thread_.joinable()) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(stop_event_, &one, sizeof one);
    thread_.join();
  }
  if (bell_ >= 0) close(bell_);
  if (stop_event_ >= 0) close(stop_event_);
}

void SqliteListener::serve() {
  while (wait_for_bell()) {
    try {
      deliver_new();
    } catch (const Error& error) {
      // The next bell finds the same rows again.
      log_.warning("database.listener_waits", {{"code", std::string_view(error.code())}});
    }
  }
}

bool SqliteListener::wait_for_bell() {
  constexpr int kForever = -1;
  std::array<pollfd, 2> descriptors{pollfd{.fd = stop_event_, .events = POLLIN, .revents = 0},
                                    pollfd{.fd = bell_, .events = POLLIN, .revents = 0}};
  poll(descriptors.data(), descriptors.size(), kForever);
  // Several rings since the last look are one.
  alignas(inotify_event) std::array<char, 4096> events;
  while (read(bell_, events.data(), events.size()) > 0) {
  }
  return (descriptors[0].revents & POLLIN) == 0;
}

// Handlers are called with no statement open, so that they may take their time without holding up a
// checkpoint.
void SqliteListener::deliver_new() {
  std::vector<Heard> all;
  connection_.query("list_notifications_after", {last_number_}, [&](const Row& row) {
    all.push_back({.number = row.integer(0),
                   .channel = std::string(row.text(1)),
                   .payload = std::string(row.text(2)),
                   .is_own = row.integer(3) == own_sender_});
  });
  if (all.empty()) return;
  // Old ones are dropped: somebody was faster than we are.
  if (all.front().number != last_number_ + 1) handlers_.tell_everybody();
  last_number_ = all.back().number;
  for (const Heard& one : all) handlers_.deliver(one.channel, one.payload, one.is_own);
}

}  // namespace calltracker::store::sql
