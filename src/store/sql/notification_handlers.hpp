// SPDX-License-Identifier: MIT
#pragma once

// Who listens to which channel, for the dialects' listeners. Handlers are called one at a time.

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace calltracker::store::sql {

// What this process's own transactions send is for its own handlers only where they ask for it.
enum class Senders { Others, Everybody };

using NotificationHandler = std::function<void(std::string_view channel, std::string_view payload)>;

class NotificationHandlers {
 public:
  // Takes the place of the channel's handler; an empty one ends it. The old one is neither running nor run
  // again when this returns.
  void set(std::string_view channel, NotificationHandler handler, Senders senders);

  void deliver(std::string_view channel, std::string_view payload, bool is_own);
  // Something may have been missed: everybody is called with an empty payload.
  void tell_everybody();

 private:
  struct Entry {
    NotificationHandler handler;
    Senders senders = Senders::Others;
  };

  // Held while handlers run.
  std::recursive_mutex mutex_;
  std::map<std::string, Entry, std::less<>> handlers_;
};

}  // namespace calltracker::store::sql
