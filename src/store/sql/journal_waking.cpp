// SPDX-License-Identifier: MIT
// Timers and events: what makes a waiting run ready again.
#include <boost/json/serialize.hpp>

#include "base/json.hpp"
#include "store/sql/journal_notifications.hpp"
#include "store/sql/sql_journal.hpp"

namespace calltracker::store::sql {
namespace {

using durable::Notification;

// {"name":…,"key":…,"data":…}; the data is a document already and goes in as it is.
std::string memo_of(const durable::Event& event) {
  std::string memo = R"({"name":)";
  memo += json::serialize(json::string(event.name));
  memo += R"(,"key":)";
  memo += json::serialize(json::string(event.key));
  memo += R"(,"data":)";
  memo += event.data;
  memo += '}';
  return memo;
}

}  // namespace

std::vector<durable::Delivery> deliver(Connection& connection, const durable::Event& event,
                                       UnixMillis now_ms) {
  std::vector<durable::Delivery> deliveries;
  const std::string memo = memo_of(event);
  connection.query("complete_awaiting_steps", {event.name, event.key, memo, now_ms}, [&](const Row& row) {
    deliveries.push_back({.run = row.integer(0),
                          .position = static_cast<std::uint32_t>(row.integer(1)),
                          .owner = 0,
                          .value = memo});
  });
  bool queued_some = false;
  for (durable::Delivery& delivery : deliveries) {
    connection.query("wake_run", {delivery.run},
                     [&delivery](const Row& row) { delivery.owner = row.integer(0); });
    if (delivery.owner == 0) {
      queued_some = true;
    } else {
      notify(connection,
             {.kind = Notification::Kind::StepDelivered, .run = delivery.run, .worker = delivery.owner});
    }
  }
  if (queued_some) notify(connection, {.kind = Notification::Kind::RunsQueued});
  return deliveries;
}

durable::WakeResult SqlJournal::wake_due_runs(UnixMillis now_ms) {
  durable::WakeResult result;
  write(
      [&](Connection& connection) {
        result.runs_queued = static_cast<std::size_t>(connection.change("wake_due_runs", {now_ms}));
        connection.query("find_next_wake", {},
                         [&result](const Row& row) { result.next_wake_ms = row.integer(0); });
        if (result.runs_queued > 0) notify(connection, {.kind = Notification::Kind::RunsQueued});
      },
      Durability::Relaxed);
  return result;
}

std::vector<durable::Delivery> SqlJournal::deliver_event(const durable::Event& event, UnixMillis now_ms) {
  std::vector<durable::Delivery> deliveries;
  write([&](Connection& connection) { deliveries = deliver(connection, event, now_ms); });
  return deliveries;
}

void SqlJournal::set_notification_handler(std::function<void(const Notification&)> handler) {
  if (!handler) return database_.listen(kJournalChannel, nullptr);
  database_.listen(kJournalChannel, [handler = std::move(handler)](std::string_view, std::string_view text) {
    // After a lost connection anything may have been missed: the executor looks for runs.
    if (text.empty()) return handler({.kind = Notification::Kind::RunsQueued});
    if (const auto notification = decode(text)) handler(*notification);
  });
}

}  // namespace calltracker::store::sql
