// SPDX-License-Identifier: MIT
#include "store/sql/notification_handlers.hpp"

#include <utility>

namespace calltracker::store::sql {

void NotificationHandlers::set(std::string_view channel, NotificationHandler handler, Senders senders) {
  const std::lock_guard lock(mutex_);
  if (handler) {
    handlers_[std::string(channel)] = {std::move(handler), senders};
  } else if (const auto found = handlers_.find(channel); found != handlers_.end()) {
    handlers_.erase(found);
  }
}

void NotificationHandlers::deliver(std::string_view channel, std::string_view payload, bool is_own) {
  const std::lock_guard lock(mutex_);
  const auto found = handlers_.find(channel);
  if (found == handlers_.end() || (is_own && found->second.senders == Senders::Others)) return;
  found->second.handler(channel, payload);
}

void NotificationHandlers::tell_everybody() {
  const std::lock_guard lock(mutex_);
  for (const auto& [channel, entry] : handlers_) entry.handler(channel, "");
}

}  // namespace calltracker::store::sql
