// SPDX-License-Identifier: MIT
#include "store/sql/journal_notifications.hpp"

#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"

namespace calltracker::store::sql {
namespace {

using Kind = durable::Notification::Kind;

constexpr std::array kKindNames{
    std::pair{Kind::RunsQueued, std::string_view("runs_queued")},
    std::pair{Kind::GroupChanged, std::string_view("group_changed")},
    std::pair{Kind::StepDelivered, std::string_view("step_delivered")},
    std::pair{Kind::RunParked, std::string_view("run_parked")},
    std::pair{Kind::GroupIdle, std::string_view("group_idle")},
};

}  // namespace

std::string encode(const durable::Notification& notification) {
  json::object object;
  for (const auto& [kind, name] : kKindNames) {
    if (kind == notification.kind) object["kind"] = name;
  }
  if (!notification.group.empty()) object["group"] = notification.group.str();
  if (notification.run != 0) object["run"] = notification.run;
  if (notification.worker != 0) object["worker"] = notification.worker;
  if (notification.wake_at_ms != 0) object["wakeAtMs"] = notification.wake_at_ms;
  return to_json_text(object);
}

std::optional<durable::Notification> decode(std::string_view text) {
  try {
    const json::value document = parse_json(text, "a notification");
    const JsonReader reader(document, "notification");
    const std::string name = reader.at("kind").as_string();
    for (const auto& [kind, kind_name] : kKindNames) {
      if (kind_name != name) continue;
      return durable::Notification{.kind = kind,
                                   .group = durable::GroupId(reader.string_if_any("group").value_or("")),
                                   .run = reader.int_if_any("run").value_or(0),
                                   .worker = reader.int_if_any("worker").value_or(0),
                                   .wake_at_ms = reader.int_if_any("wakeAtMs").value_or(0)};
    }
  } catch (const Error&) {
    // Only another version of the program sends what this one cannot read.
  }
  return std::nullopt;
}

void notify(Connection& connection, const durable::Notification& notification) {
  connection.execute("notify", {kJournalChannel, encode(notification)});
}

}  // namespace calltracker::store::sql
