// SPDX-License-Identifier: MIT
#pragma once

// Waits for the sockets of libcurl's transfers (its socket interface), for its timer and for a wake-up from
// another thread. What a wait costs depends on what happens, not on how many transfers there are.

#include <curl/curl.h>

#include <array>
#include <atomic>
#include <chrono>
#include <optional>

namespace calltracker::http {

class EventPoll {
 public:
  // Throws std::system_error when the system has no descriptor left.
  EventPoll();
  ~EventPoll();
  EventPoll(const EventPoll&) = delete;
  EventPoll& operator=(const EventPoll&) = delete;

  // Lets libcurl tell which sockets it waits for and until when.
  void serve(CURLM* multi);

  // Waits until something has happened and lets libcurl go on where it did.
  void wait_and_act();

  // From any thread: the wait ends, or the next one does not begin.
  void wake();

 private:
  static int watch_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* known);
  static int set_timer(CURLM* multi, long timeout_ms, void* self);
  int timeout_ms() const;

  CURLM* multi_ = nullptr;
  int poll_ = -1;
  int event_ = -1;
  std::atomic<bool> is_woken_ = false;
  std::optional<std::chrono::steady_clock::time_point> due_at_;
};

}  // namespace calltracker::http
