// SPDX-License-Identifier: MIT
#pragma once

// multipart/form-data in pieces as they arrive. Memory stays below one piece plus one part's headers, however
// large the body: what cannot be the start of a boundary is passed on at once.
//
// Throws Error{Usage, "multipart-invalid"} for a body that breaks the format or its limits.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace calltracker::http::server {

struct PartHead {
  std::string name;                      // of the form field
  std::optional<std::string> file_name;  // as the browser gave it: not to be trusted as a path
  std::string content_type;
};

class MultipartParser {
 public:
  struct Sink {
    std::function<void(const PartHead&)> part_begins;
    std::function<void(std::string_view)> data;
    std::function<void()> part_ends;
  };

  MultipartParser(std::string_view boundary, Sink sink);

  void feed(std::string_view piece);
  // Call at the end of the body: throws when the closing boundary never came.
  void finish();

 private:
  enum class State { Preamble, AfterBoundary, PartHeaders, Data, Epilogue };

  bool advance();
  bool find_first_boundary();
  bool read_after_boundary();
  bool read_part_headers();
  bool read_data();

  const std::string delimiter_;  // CRLF, two hyphens, boundary
  Sink sink_;
  State state_ = State::Preamble;
  std::string buffer_;
  int parts_ = 0;
};

// The boundary that a Content-Type of multipart/form-data names; nullopt for any other type.
std::optional<std::string> multipart_boundary(std::string_view content_type);

}  // namespace calltracker::http::server
