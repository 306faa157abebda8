// SPDX-License-Identifier: MIT
#pragma once

// What a request carries, in pieces that several requests may share: thousands that wait for their answers
// keep what they have in common only once. The pieces are put together while the request goes out.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace calltracker::http {

class Body {
 public:
  using Piece = std::shared_ptr<const std::string>;

  Body() = default;
  Body(std::string text) { append(std::move(text)); }
  Body(const char* text) : Body(std::string(text)) {}

  void append(std::string text);
  void append(Piece piece);

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::string text() const;

 private:
  std::vector<Piece> pieces_;
  std::size_t size_ = 0;
};

}  // namespace calltracker::http
