// SPDX-License-Identifier: MIT
#include "http/event_poll.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace calltracker::http {
namespace {

constexpr int kEventsAtOnce = 256;
constexpr std::int64_t kWaitMax_ms = 60'000;

int checked(int descriptor) {
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "the HTTP client cannot start");
  return descriptor;
}

std::uint32_t events_of(int what) {
  std::uint32_t events = 0;
  if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) events |= EPOLLIN;
  if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) events |= EPOLLOUT;
  return events;
}

int actions_of(std::uint32_t events) {
  int actions = 0;
  if ((events & (EPOLLIN | EPOLLHUP)) != 0) actions |= CURL_CSELECT_IN;
  if ((events & EPOLLOUT) != 0) actions |= CURL_CSELECT_OUT;
  if ((events & EPOLLERR) != 0) actions |= CURL_CSELECT_ERR;
  return actions;
}

}  // namespace

EventPoll::EventPoll() : poll_(checked(::epoll_create1(EPOLL_CLOEXEC))) {
  event_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event wanted{.events = EPOLLIN, .data = {.fd = event_}};
  if (event_ >= 0 && ::epoll_ctl(poll_, EPOLL_CTL_ADD, event_, &wanted) == 0) return;
  const int cause = errno;
  if (event_ >= 0) ::close(event_);
  ::close(poll_);
  throw std::system_error(cause, std::generic_category(), "the HTTP client cannot start");
}

EventPoll::~EventPoll() {
  ::close(event_);
  ::close(poll_);
}

void EventPoll::serve(CURLM* multi) {
  multi_ = multi;
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &EventPoll::watch_socket);
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &EventPoll::set_timer);
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
}

int EventPoll::watch_socket(CURL* /*easy*/, curl_socket_t socket, int what, void* self, void* /*known*/) {
  const int poll = static_cast<EventPoll*>(self)->poll_;
  if (what == CURL_POLL_REMOVE) {
    // Closed sockets are forgotten by themselves.
    ::epoll_ctl(poll, EPOLL_CTL_DEL, socket, nullptr);
    return 0;
  }
  epoll_event wanted{.events = events_of(what), .data = {.fd = socket}};
  if (::epoll_ctl(poll, EPOLL_CTL_MOD, socket, &wanted) == 0) return 0;
  return errno == ENOENT && ::epoll_ctl(poll, EPOLL_CTL_ADD, socket, &wanted) == 0 ? 0 : -1;
}

int EventPoll::set_timer(CURLM* /*multi*/, long timeout_ms, void* self) {
  auto& due_at = static_cast<EventPoll*>(self)->due_at_;
  due_at.reset();
  if (timeout_ms >= 0) due_at = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
  return 0;
}

int EventPoll::timeout_ms() const {
  if (!due_at_) return kWaitMax_ms;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due_at_ - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, kWaitMax_ms));
}

void EventPoll::wait_and_act() {
  std::array<epoll_event, kEventsAtOnce> events{};
  const int happened = ::epoll_wait(poll_, events.data(), kEventsAtOnce, timeout_ms());
  int running = 0;
  for (int index = 0; index < happened; ++index) {
    const epoll_event& event = events[static_cast<std::size_t>(index)];
    if (event.data.fd != event_) {
      curl_multi_socket_action(multi_, event.data.fd, actions_of(event.events), &running);
      continue;
    }
    std::uint64_t times = 0;
    static_cast<void>(::read(event_, &times, sizeof times));
    is_woken_ = false;
  }
  if (due_at_ && *due_at_ <= std::chrono::steady_clock::now()) {
    due_at_.reset();
    curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
  }
}

void EventPoll::wake() {
  if (is_woken_.exchange(true)) return;
  const std::uint64_t once = 1;
  static_cast<void>(::write(event_, &once, sizeof once));
}

}  // namespace calltracker::http
