// SPDX-License-Identifier: MIT
#include "base/woken_thread.hpp"

#include <doctest/doctest.h>

#include <semaphore>

using namespace calltracker;

TEST_CASE("a woken thread works once for each time it was woken, also for what came before its start") {
  std::counting_semaphore<> worked(0);
  WokenThread thread([&worked]() -> WokenThread::Pause {
    worked.release();
    return std::nullopt;
  });
  thread.wake();
  thread.start();
  worked.acquire();
  thread.wake();
  worked.acquire();
  thread.stop();
  CHECK_FALSE(worked.try_acquire());
}

TEST_CASE("a woken thread hears who wakes it while it works") {
  std::counting_semaphore<> begun(0), may_end(0);
  WokenThread thread([&]() -> WokenThread::Pause {
    begun.release();
    may_end.acquire();
    return std::nullopt;
  });
  thread.wake();
  thread.start();
  begun.acquire();
  thread.wake();
  may_end.release();
  begun.acquire();
  may_end.release();
  thread.stop();
  CHECK(thread.is_stopping());
}

TEST_CASE("a woken thread that asks for a pause works again by itself") {
  std::counting_semaphore<> worked(0);
  WokenThread thread([&worked]() -> WokenThread::Pause {
    worked.release();
    return std::chrono::milliseconds(0);
  });
  thread.wake();
  thread.start();
  for (int count = 0; count < 3; ++count) worked.acquire();
  thread.stop();
}

TEST_CASE("a woken thread that never started, or is stopped twice, ends") {
  WokenThread never([]() -> WokenThread::Pause { return std::nullopt; });
  never.wake();
  never.stop();
  WokenThread twice([]() -> WokenThread::Pause { return std::nullopt; });
  twice.start();
  twice.stop();
  twice.stop();
  CHECK(twice.is_stopping());
}
