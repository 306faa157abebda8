// SPDX-License-Identifier: MIT
#include "workbook/frame_stream.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace calltracker::workbook {
namespace {

constexpr std::size_t kHeaderBytes = 1 + sizeof(std::uint32_t);
constexpr std::size_t kFlushBytes = 256 * 1024;
constexpr std::size_t kReceiveBytes = 1024 * 1024;

}  // namespace

void FrameWriter::begin(FrameType type) {
  frame_begin_ = buffer_.size();
  put(type);
  put(std::uint32_t{0});
}

void FrameWriter::end() {
  const auto length = static_cast<std::uint32_t>(buffer_.size() - frame_begin_ - kHeaderBytes);
  std::memcpy(buffer_.data() + frame_begin_ + 1, &length, sizeof length);
  if (buffer_.size() >= kFlushBytes) flush();
}

void FrameWriter::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw FrameError("nobody reads the frames");
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  buffer_.clear();
}

FrameReader::FrameReader(int descriptor, std::size_t frame_bytes_max)
    : descriptor_(descriptor), frame_bytes_max_(frame_bytes_max), buffer_(kReceiveBytes) {}

FrameReader::Outcome FrameReader::next(std::chrono::milliseconds waiting_max) {
  while (true) {
    const std::size_t available = end_ - begin_;
    if (available >= kHeaderBytes) {
      std::uint32_t length = 0;
      std::memcpy(&length, buffer_.data() + begin_ + 1, sizeof length);
      if (length > frame_bytes_max_) throw FrameError("a frame is too long");
      if (available >= kHeaderBytes + length) {
        type_ = static_cast<FrameType>(buffer_[begin_]);
        payload_ = {buffer_.data() + begin_ + kHeaderBytes, length};
        begin_ += kHeaderBytes + length;
        return Outcome::Frame;
      }
      if (buffer_.size() < kHeaderBytes + length) buffer_.resize(kHeaderBytes + length);
    }
    const Outcome outcome = receive(waiting_max);
    if (outcome != Outcome::Frame) return outcome;
  }
}

FrameReader::Outcome FrameReader::receive(std::chrono::milliseconds waiting_max) {
  using namespace std::chrono;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  while (true) {
    const auto left = duration_cast<milliseconds>(waiting_max - waited_);
    if (left.count() <= 0) return Outcome::TimedOut;
    const auto start = steady_clock::now();
    pollfd ready{descriptor_, POLLIN, 0};
    const int answer = ::poll(&ready, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 60'000)));
    waited_ += steady_clock::now() - start;
    if (answer <= 0) continue;
    const ssize_t count = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return Outcome::Ended;
    end_ += static_cast<std::size_t>(count);
    return Outcome::Frame;
  }
}

}  // namespace calltracker::workbook
