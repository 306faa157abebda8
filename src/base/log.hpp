// SPDX-License-Identifier: MIT
#pragma once

// Structured lines on standard error. A line holds an event name and fields; it must never hold a key or
// words from a transcript, so fields carry ids, counts, codes and durations only.

#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.hpp"

namespace calltracker {

enum class LogLevel { Debug, Info, Warning, Error, Off };
enum class LogFormat { Text, Json };

struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

// Thread-safe; one whole line per call.
class Log {
 public:
  Log(const Clock& clock, LogFormat format, LogLevel level_min)
      : clock_(clock), format_(format), level_min_(level_min) {}

  void debug(std::string_view event, std::initializer_list<LogField> fields = {}) {
    write(LogLevel::Debug, event, fields);
  }
  void info(std::string_view event, std::initializer_list<LogField> fields = {}) {
    write(LogLevel::Info, event, fields);
  }
  void warning(std::string_view event, std::initializer_list<LogField> fields = {}) {
    write(LogLevel::Warning, event, fields);
  }
  void error(std::string_view event, std::initializer_list<LogField> fields = {}) {
    write(LogLevel::Error, event, fields);
  }

 private:
  void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);

  const Clock& clock_;
  LogFormat format_;
  LogLevel level_min_;
  std::mutex mutex_;
};

}  // namespace calltracker
