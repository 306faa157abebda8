// SPDX-License-Identifier: MIT
#pragma once

// Length-prefixed frames over a pipe, fast enough to carry a workbook's text between two processes.
//
// A frame is one byte of type, four of length, then its bytes; numbers are in the machine's own order,
// because both ends run on one machine. The reading side trusts nothing: every length is checked before it is
// used.

#include <chrono>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace calltracker::workbook {

enum class FrameType : std::uint8_t { Sheet = 1, Row, SheetEnd, ListedSheet, Failure, Done };

// The other end sent what it never should.
struct FrameError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class FrameWriter {
 public:
  explicit FrameWriter(int descriptor) : descriptor_(descriptor) {}

  void begin(FrameType type);
  void end();

  template <typename Number>
    requires std::is_trivially_copyable_v<Number>
  void put(Number value) {
    buffer_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void put_text(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    buffer_.append(text);
  }

  // Sends what is buffered. Throws FrameError when nobody reads any more.
  void flush();

 private:
  int descriptor_;
  std::string buffer_;
  std::size_t frame_begin_ = 0;
};

// The bytes of one frame, taken from the front. Taking more than there is throws FrameError.
class FrameCursor {
 public:
  explicit FrameCursor(std::string_view bytes) : rest_(bytes) {}

  template <typename Number>
    requires std::is_trivially_copyable_v<Number>
  Number take() {
    Number value;
    std::memcpy(&value, take_bytes(sizeof value).data(), sizeof value);
    return value;
  }
  std::string_view take_text() { return take_bytes(take<std::uint32_t>()); }
  std::size_t left() const { return rest_.size(); }

 private:
  std::string_view take_bytes(std::size_t count) {
    if (count > rest_.size()) throw FrameError("a frame ends too early");
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
  }

  std::string_view rest_;
};

class FrameReader {
 public:
  enum class Outcome { Frame, Ended, TimedOut };

  // `frame_bytes_max` bounds what one frame may hold.
  FrameReader(int descriptor, std::size_t frame_bytes_max);

  // Waits for a frame, and gives up once all waiting so far exceeds `waiting_max`. Views of the frame before
  // it become invalid. A frame cut off by the end counts as Ended.
  Outcome next(std::chrono::milliseconds waiting_max);

  FrameType type() const { return type_; }
  FrameCursor cursor() const { return FrameCursor(payload_); }

 private:
  Outcome receive(std::chrono::milliseconds waiting_max);

  int descriptor_;
  std::size_t frame_bytes_max_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  FrameType type_ = FrameType::Done;
  std::string_view payload_;
  std::chrono::steady_clock::duration waited_{};
};

}  // namespace calltracker::workbook
