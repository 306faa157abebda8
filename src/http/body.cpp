// SPDX-License-Identifier: MIT
#include "http/body.hpp"

#include <utility>

namespace calltracker::http {

void Body::append(std::string text) {
  if (!text.empty()) append(std::make_shared<const std::string>(std::move(text)));
}

void Body::append(Piece piece) {
  size_ += piece->size();
  pieces_.push_back(std::move(piece));
}

std::string Body::text() const {
  std::string text;
  text.reserve(size_);
  for (const Piece& piece : pieces_) text += *piece;
  return text;
}

}  // namespace calltracker::http
