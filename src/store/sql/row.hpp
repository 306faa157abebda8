// SPDX-License-Identifier: MIT
#pragma once

// One row of an answer, valid only inside the callback that receives it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace calltracker::store::sql {

class Row {
 public:
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual bool flag(int column) const = 0;
  // Valid as long as the row; "" for NULL.
  virtual std::string_view text(int column) const = 0;

 protected:
  ~Row() = default;
};

// Reads a row's columns from left to right, in the order of the query's SELECT list.
class Columns {
 public:
  explicit Columns(const Row& row) : row_(row) {}

  std::int64_t integer() { return row_.integer(next_++); }
  double real() { return row_.real(next_++); }
  bool flag() { return row_.flag(next_++); }
  std::string_view view() { return row_.text(next_++); }
  std::string text() { return std::string(view()); }

  std::optional<std::int64_t> integer_if_any() {
    return skip_null() ? std::nullopt : std::optional(integer());
  }
  std::optional<bool> flag_if_any() { return skip_null() ? std::nullopt : std::optional(flag()); }
  std::optional<double> real_if_any() { return skip_null() ? std::nullopt : std::optional(real()); }
  std::optional<std::string> text_if_any() { return skip_null() ? std::nullopt : std::optional(text()); }

 private:
  bool skip_null() {
    const bool null = row_.is_null(next_);
    if (null) ++next_;
    return null;
  }

  const Row& row_;
  int next_ = 0;
};

}  // namespace calltracker::store::sql
