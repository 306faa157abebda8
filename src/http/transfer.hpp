// SPDX-License-Identifier: MIT
#pragma once

// One request on its way: a libcurl handle with everything it points to. Used by the client's thread alone.

#include <curl/curl.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "http/client.hpp"

namespace calltracker::http {

class Transfer {
 public:
  Transfer(Request request, std::stop_token stop, std::function<void(Outcome)> done);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // Sets the handle up, which joins `sending` when its body begins to go out. A failure
  // means that the request cannot be sent at all.
  std::optional<TransportFailure> prepare(const std::string& user_agent, std::vector<CURL*>& sending);
  CURL* handle() const { return easy_; }

  // Calls `on_stop` once when the stop is requested, at once when it already was.
  void watch_stop(std::function<void()> on_stop);
  bool is_stop_requested() const { return stop_.stop_requested(); }

  // Forgets the body put together for sending once all of it is out; false before that. libcurl asks for it
  // again should it have to send it once more.
  bool forget_body_if_sent();

  Outcome outcome(CURLcode result);
  void finish(Outcome outcome);

 private:
  static std::size_t write_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t write_header(char* data, std::size_t size, std::size_t count, void* self);
  static int begin_sending(void* self, char* peer_ip, char* own_ip, int peer_port, int own_port);
  std::optional<TransportFailure> set_headers();
  void set_method();
  void set_limits();
  TransportFailureKind failure_kind(CURLcode result) const;

  Request request_;
  std::stop_token stop_;
  std::function<void(Outcome)> done_;
  std::optional<std::stop_callback<std::function<void()>>> on_stop_;
  CURL* easy_ = nullptr;
  curl_slist* header_list_ = nullptr;
  std::vector<CURL*>* sending_ = nullptr;
  std::string body_;  // while it goes out
  std::chrono::steady_clock::time_point started_at_;
  Response response_;
  bool is_too_large_ = false;
  char error_text_[CURL_ERROR_SIZE] = {};
};

}  // namespace calltracker::http
