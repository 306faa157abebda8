// SPDX-License-Identifier: MIT
#pragma once

// The journal's notifications as text: sent with the transaction that made them true, so nobody hears of what
// was rolled back.

#include <optional>
#include <string>
#include <string_view>

#include "durable/journal.hpp"
#include "store/sql/connection.hpp"

namespace calltracker::store::sql {

constexpr std::string_view kJournalChannel = "journal";

std::string encode(const durable::Notification& notification);
// nullopt for what another version of the program may send.
std::optional<durable::Notification> decode(std::string_view text);

void notify(Connection& connection, const durable::Notification& notification);

}  // namespace calltracker::store::sql
