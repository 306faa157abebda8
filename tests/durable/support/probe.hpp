// SPDX-License-Identifier: MIT
#pragma once

// What step bodies leave behind, so that a test can see how often and in which order they ran. Thread-safe.

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

namespace calltracker::test {

class Probe {
 public:
  // Returns how often the mark was made, this time included.
  int mark(const std::string& what) {
    const std::lock_guard lock(mutex_);
    marks_.push_back(what);
    return static_cast<int>(std::count(marks_.begin(), marks_.end(), what));
  }
  int count(const std::string& what) const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(std::count(marks_.begin(), marks_.end(), what));
  }
  std::vector<std::string> marks() const {
    const std::lock_guard lock(mutex_);
    return marks_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> marks_;
};

}  // namespace calltracker::test
