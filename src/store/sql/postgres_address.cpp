// SPDX-License-Identifier: MIT
#include "store/sql/postgres_address.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <map>
#include <memory>

#include "base/text.hpp"
#include "store/sql/storage_error.hpp"

namespace calltracker::store::sql {

bool is_postgres_address(std::string_view target) {
  return target.starts_with("postgres://") || target.starts_with("postgresql://");
}

PostgresAddress::PostgresAddress(const std::string& url) : url_(url) {
  char* problem = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(url.c_str(), &problem), &PQconninfoFree);
  // The library's sentence quotes the address and with it the password.
  PQfreemem(problem);
  if (!options) {
    throw storage_error(StorageFault::Unreachable, "the database address",
                        "not of the form postgres://user:password@host:port/database");
  }
  std::map<std::string, std::string> parts;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) parts[option->keyword] = option->val;
  }
  password_ = parts["password"];
  where_ = fmt::format("postgres://{}{}{}{}{}/{}", parts["user"], parts["user"].empty() ? "" : "@",
                       parts["host"], parts["port"].empty() ? "" : ":", parts["port"], parts["dbname"]);
}

std::string PostgresAddress::without_password(std::string_view text) const {
  std::string clean = collapse_whitespace(text);
  if (password_.empty()) return clean;
  for (std::size_t at = clean.find(password_); at != std::string::npos; at = clean.find(password_, at)) {
    clean.replace(at, password_.size(), "***");
    at += 3;
  }
  return clean;
}

}  // namespace calltracker::store::sql
