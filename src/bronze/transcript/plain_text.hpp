// SPDX-License-Identifier: MIT
#pragma once

// The transcript as plain lines: HTML breaks, escaped line ends and subtitle files brought to one form.
//
// Text without any of these is viewed, not copied.

#include <string>
#include <string_view>

namespace calltracker::bronze {

class PlainText {
 public:
  explicit PlainText(std::string_view raw);
  PlainText(const PlainText&) = delete;
  PlainText& operator=(const PlainText&) = delete;

  std::string_view text() const { return text_; }

 private:
  std::string owned_;
  std::string_view text_;
};

}  // namespace calltracker::bronze
