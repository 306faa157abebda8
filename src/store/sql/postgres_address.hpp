// SPDX-License-Identifier: MIT
#pragma once

// Where a PostgreSQL server is. Knows the password, and keeps it out of every text it hands out.

#include <string>
#include <string_view>

namespace calltracker::store::sql {

bool is_postgres_address(std::string_view target);

class PostgresAddress {
 public:
  // Throws Error{Storage, "database-unreachable"} for a malformed address, without repeating it.
  explicit PostgresAddress(const std::string& url);

  const std::string& url() const { return url_; }
  // "postgres://user@host:port/database"
  const std::string& where() const { return where_; }
  // The server's or the library's sentence on one line, with the password blotted out.
  std::string without_password(std::string_view text) const;

 private:
  std::string url_;
  std::string where_;
  std::string password_;
};

}  // namespace calltracker::store::sql
