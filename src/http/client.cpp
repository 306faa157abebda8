// SPDX-License-Identifier: MIT
#include "http/client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "http/event_poll.hpp"
#include "http/transfer.hpp"

namespace calltracker::http {
namespace {

void start_libcurl_once() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(started);
}

}  // namespace

std::optional<std::string_view> Response::header(std::string_view name) const {
  for (const Header& each : headers) {
    if (equals_ignoring_case(each.name, name)) return each.value;
  }
  return std::nullopt;
}

// Everything but `incoming_` belongs to the loop's thread. The thread holds the loop alive, so a client may
// be destroyed by the very callback that it runs.
class Client::Loop : public std::enable_shared_from_this<Client::Loop> {
 public:
  explicit Loop(ClientOptions options) : options_(std::move(options)) {
    start_libcurl_once();
    multi_ = curl_multi_init();
    curl_multi_setopt(multi_, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, options_.connections_per_host_max);
    poll_.serve(multi_);
  }
  ~Loop() { curl_multi_cleanup(multi_); }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void start() {
    thread_ = std::thread([self = shared_from_this()] { self->run(); });
  }

  void end() {
    is_ending_ = true;
    poll_.wake();
    if (thread_.get_id() == std::this_thread::get_id()) {
      thread_.detach();
    } else {
      thread_.join();
    }
  }

  void send(Request request, std::stop_token stop, std::function<void(Outcome)> done) {
    auto transfer = std::make_unique<Transfer>(std::move(request), std::move(stop), std::move(done));
    {
      const std::lock_guard lock(mutex_);
      if (!is_closed_) incoming_.push_back(std::move(transfer));
    }
    if (transfer != nullptr) {
      transfer->finish(cancelled());
      return;
    }
    // The loop looks for more itself before it waits.
    if (thread_.get_id() != std::this_thread::get_id()) poll_.wake();
  }

 private:
  static TransportFailure cancelled() {
    return {.kind = TransportFailureKind::Cancelled, .message = "the request was cancelled"};
  }

  void run() {
    while (!is_ending_) {
      finish_completed();
      forget_sent_bodies();
      if (has_cancelled_.exchange(false)) finish_cancelled();
      start_incoming();
      if (!has_incoming() && !is_ending_) poll_.wait_and_act();
    }
    finish_everything();
  }

  bool has_incoming() {
    const std::lock_guard lock(mutex_);
    return !incoming_.empty();
  }

  std::vector<std::unique_ptr<Transfer>> take_incoming() {
    const std::lock_guard lock(mutex_);
    return std::exchange(incoming_, {});
  }

  void start_incoming() {
    for (std::unique_ptr<Transfer>& transfer : take_incoming()) {
      if (const auto failure = transfer->prepare(options_.user_agent, sending_)) {
        transfer->finish(*failure);
        continue;
      }
      CURL* handle = transfer->handle();
      // Only sets flags, so it may run on any thread, also on this one.
      transfer->watch_stop([this] {
        has_cancelled_ = true;
        poll_.wake();
      });
      curl_multi_add_handle(multi_, handle);
      active_.emplace(handle, std::move(transfer));
    }
  }

  void forget_sent_bodies() {
    std::erase_if(sending_, [this](CURL* handle) {
      const auto found = active_.find(handle);
      return found == active_.end() || found->second->forget_body_if_sent();
    });
  }

  std::unique_ptr<Transfer> remove(CURL* handle) {
    const auto found = active_.find(handle);
    std::unique_ptr<Transfer> transfer = std::move(found->second);
    active_.erase(found);
    curl_multi_remove_handle(multi_, handle);
    return transfer;
  }

  void finish_completed() {
    int remaining = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &remaining)) {
      if (message->msg != CURLMSG_DONE) continue;
      // The message dies with the handle's removal.
      const CURLcode result = message->data.result;
      const std::unique_ptr<Transfer> transfer = remove(message->easy_handle);
      transfer->finish(transfer->outcome(result));
    }
  }

  void finish_cancelled() {
    std::vector<CURL*> handles;
    for (const auto& [handle, transfer] : active_) {
      if (transfer->is_stop_requested()) handles.push_back(handle);
    }
    for (CURL* handle : handles) remove(handle)->finish(cancelled());
  }

  // A callback may send again; such requests are cancelled too, until no more come.
  void finish_everything() {
    while (!active_.empty()) remove(active_.begin()->first)->finish(cancelled());
    while (true) {
      std::vector<std::unique_ptr<Transfer>> waiting;
      {
        const std::lock_guard lock(mutex_);
        is_closed_ = incoming_.empty();
        waiting = std::exchange(incoming_, {});
      }
      if (waiting.empty()) return;
      for (const std::unique_ptr<Transfer>& transfer : waiting) transfer->finish(cancelled());
    }
  }

  ClientOptions options_;
  EventPoll poll_;
  CURLM* multi_ = nullptr;
  std::thread thread_;
  std::atomic<bool> is_ending_ = false;
  std::atomic<bool> has_cancelled_ = false;
  std::unordered_map<CURL*, std::unique_ptr<Transfer>> active_;
  std::vector<CURL*> sending_;  // those whose body goes out
  std::mutex mutex_;
  std::vector<std::unique_ptr<Transfer>> incoming_;
  bool is_closed_ = false;
};

Client::Client(ClientOptions options) : loop_(std::make_shared<Loop>(std::move(options))) {
  loop_->start();
}

Client::~Client() {
  loop_->end();
}

void Client::send(Request request, std::stop_token stop, std::function<void(Outcome)> done) {
  loop_->send(std::move(request), std::move(stop), std::move(done));
}

}  // namespace calltracker::http
