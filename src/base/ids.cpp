// SPDX-License-Identifier: MIT
#include "base/ids.hpp"

#include <openssl/rand.h>

#include <array>
#include <cstdint>
#include <mutex>

#include "base/error.hpp"

namespace calltracker {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kRandomBytes = 10;

class UlidSource {
 public:
  std::string next(UnixMillis now_ms) {
    const std::lock_guard lock(mutex_);
    if (now_ms <= last_ms_) {
      increment();
    } else {
      last_ms_ = now_ms;
      if (RAND_bytes(random_.data(), kRandomBytes) != 1) {
        throw Error({.code = "random-unavailable", .message = "the system gave no random bytes"});
      }
      random_[0] &= 0x7F;  // room to count upwards within one millisecond
    }
    return encode();
  }

 private:
  void increment() {
    for (int index = kRandomBytes - 1; index >= 0; --index) {
      if (++random_[index] != 0) return;
    }
  }

  std::string encode() const {
    std::string text(26, '0');
    std::uint64_t time = static_cast<std::uint64_t>(last_ms_);
    for (int index = 9; index >= 0; --index, time >>= 5) text[index] = kCrockford[time & 31];
    unsigned bits = 0;
    unsigned buffered = 0;
    std::size_t out = 10;
    for (const std::uint8_t byte : random_) {
      bits = (bits << 8 | byte) & 0xFFF;
      for (buffered += 8; buffered >= 5; buffered -= 5) text[out++] = kCrockford[bits >> (buffered - 5) & 31];
    }
    return text;
  }

  std::mutex mutex_;
  UnixMillis last_ms_ = -1;
  std::array<std::uint8_t, kRandomBytes> random_{};
};

}  // namespace

std::string make_ulid(UnixMillis now_ms) {
  static UlidSource source;
  return source.next(now_ms);
}

}  // namespace calltracker
