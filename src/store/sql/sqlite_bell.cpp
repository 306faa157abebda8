// SPDX-License-Identifier: MIT
#include "store/sql/sqlite_bell.hpp"

#include <random>
#include <utility>

namespace calltracker::store::sql {
namespace {

std::int64_t random_number() {
  std::random_device device;
  return std::uniform_int_distribution<std::int64_t>(1)(device);
}

}  // namespace

SqliteBell::SqliteBell(sqlite3* writer, const WriteTurn& turn) : turn_(turn), sender_(random_number()) {
  sqlite3_create_function_v2(writer, "notification_sender", 0, SQLITE_UTF8, this, tell_sender, nullptr,
                             nullptr, nullptr);
}

void SqliteBell::tell_sender(sqlite3_context* context, int /*count*/, sqlite3_value** /*values*/) {
  auto* bell = static_cast<SqliteBell*>(sqlite3_user_data(context));
  bell->has_news_ = true;
  sqlite3_result_int64(context, bell->sender_);
}

void SqliteBell::committed() {
  if (std::exchange(has_news_, false)) turn_.touch();
}

}  // namespace calltracker::store::sql
