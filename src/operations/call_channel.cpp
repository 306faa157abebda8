// SPDX-License-Identifier: MIT
#include "operations/call_channel.hpp"

#include <utility>

namespace calltracker::operations {
namespace {

constexpr std::size_t kCallsMax = 256;

}  // namespace

CallChannel::CallChannel(std::function<void(const Push&)> import) {
  thread_ = std::thread([this, import = std::move(import)] {
    std::exception_ptr thrown;
    try {
      import([this](Call&& call) { return push(std::move(call)); });
    } catch (...) {
      thrown = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    import_ended_ = true;
    thrown_ = thrown;
    changed_.notify_all();
  });
}

CallChannel::~CallChannel() {
  {
    const std::lock_guard lock(mutex_);
    puller_gone_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

bool CallChannel::push(Call&& call) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return calls_.size() < kCallsMax || puller_gone_; });
  if (puller_gone_) return false;
  calls_.push_back(std::move(call));
  changed_.notify_all();
  return true;
}

std::optional<Call> CallChannel::pull() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !calls_.empty() || import_ended_; });
  if (calls_.empty()) {
    if (thrown_) std::rethrow_exception(thrown_);
    return std::nullopt;
  }
  Call call = std::move(calls_.front());
  calls_.pop_front();
  changed_.notify_all();
  return call;
}

}  // namespace calltracker::operations
