// SPDX-License-Identifier: MIT
#pragma once

// What a column of a call log can mean, and the names under which logs present it.
//
// The names stand in fields.json, so that a new system's export needs no code. Some fields only help to read
// others: start_date and start_clock make a start time, from_number and to_number become the caller's or the
// tracking number by the row's direction.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calltracker::bronze {

enum class CallField : std::uint8_t {
  StartTime,
  StartDate,
  StartClock,
  ConnectedTime,
  EndTime,
  TimeZone,
  Duration,
  AgentName,
  AgentNumber,
  NumberName,
  TrackingNumber,
  CallerName,
  CallerNumber,
  FromNumber,
  ToNumber,
  Direction,
  Source,
  Medium,
  Campaign,
  CallStatus,
  Transcript,
  RecordingUrl,
  Sentiment,
  Note,
  Attribution,
  Tags,
};

inline constexpr std::size_t kCallFields = 26;

// What the values of a field look like; a column whose values look otherwise is not taken for the field.
enum class ValueShape : std::uint8_t {
  Any,
  Moment,
  Clock,
  Duration,
  Phone,
  Name,
  Link,
  Direction,
  Status,
  Speech
};

struct FieldInfo {
  CallField field = CallField::StartTime;
  std::string snake_name;  // "start_time"
  std::string camel_name;  // "startTime"
  std::string title;       // "Start time"
  ValueShape shape = ValueShape::Any;
  int weight = 0;                    // how much finding it speaks for a row being the header
  std::vector<std::string> aliases;  // normalised like Header::words, the most telling first
};

// One per CallField, in its order.
const std::vector<FieldInfo>& call_fields();
const FieldInfo& info_of(CallField field);

// Accepts start_time, startTime, "Start time" and the like.
std::optional<CallField> parse_call_field(std::string_view name);

// The field whose name is nearest to a misspelt one, if any is near.
std::optional<CallField> nearest_call_field(std::string_view name);

}  // namespace calltracker::bronze
