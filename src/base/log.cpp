// SPDX-License-Identifier: MIT
#include "base/log.hpp"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "base/time_zone.hpp"

namespace calltracker {
namespace {

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return "debug";
    case LogLevel::Info:
      return "info";
    case LogLevel::Warning:
      return "warning";
    default:
      return "error";
  }
}

boost::json::value to_json(const LogField& field) {
  return std::visit([](const auto& value) { return boost::json::value(value); }, field.value);
}

}  // namespace

void Log::write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  if (level < level_min_) return;
  const std::string time = to_iso8601_utc(clock_.now_ms());
  std::string line;
  if (format_ == LogFormat::Json) {
    boost::json::object object{{"time", time}, {"level", name_of(level)}, {"event", event}};
    for (const LogField& field : fields) object[field.name] = to_json(field);
    line = boost::json::serialize(object);
  } else {
    line = fmt::format("{} {:7} {}", time, name_of(level), event);
    for (const LogField& field : fields) {
      line += fmt::format(" {}={}", field.name, boost::json::serialize(to_json(field)));
    }
  }
  line.push_back('\n');
  const std::lock_guard lock(mutex_);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace calltracker
