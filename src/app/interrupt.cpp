// SPDX-License-Identifier: MIT
#include "app/interrupt.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

namespace calltracker::app {
namespace {

// Wakes the waiting thread when the process ends by itself.
constexpr int kQuitSignal = SIGUSR1;

sigset_t watched_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGINT, SIGTERM, kQuitSignal}) sigaddset(&signals, number);
  return signals;
}

}  // namespace

Interrupt::Interrupt() {
  const sigset_t signals = watched_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  thread_ = std::thread([this] { wait_for_signals(); });
}

Interrupt::~Interrupt() {
  pthread_kill(thread_.native_handle(), kQuitSignal);
  thread_.join();
}

void Interrupt::wait_for_signals() {
  const sigset_t signals = watched_signals();
  for (int received = 0; sigwait(&signals, &received) == 0 && received != kQuitSignal;) {
    if (stop_.stop_requested()) _exit(130);
    stop_.request_stop();
  }
}

void wait_for_stop(const std::stop_token& interrupt) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait(lock, interrupt, [] { return false; });
}

}  // namespace calltracker::app
