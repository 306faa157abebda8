// SPDX-License-Identifier: MIT
#include "bronze/duplicates.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "bronze/values/phone.hpp"

namespace calltracker::bronze {
namespace {

constexpr UnixMillis kMinuteMs = 60'000;
// With neither caller nor time, only a conversation of some length is sure to be the same one.
constexpr std::size_t kTellingBytes = 200;

std::size_t spoken_bytes(const CallRecord& record) {
  std::size_t bytes = 0;
  for (const Turn& turn : record.turns) bytes += turn.text.size();
  return bytes;
}

}  // namespace

std::string recording_key(std::string_view url) {
  url = trim(url);
  constexpr std::string_view kCalls = "/calls/";
  const std::size_t calls = url.find(kCalls);
  if (calls != std::string_view::npos && contains_ignoring_case(url, "/recording")) {
    const std::string_view behind = url.substr(calls + kCalls.size());
    return "call " + std::string(behind.substr(0, behind.find('/')));
  }
  return std::string(url);
}

SeenCalls::Key SeenCalls::key_of(const std::string& hex) {
  Key key{};
  for (std::size_t half = 0; half < key.size(); ++half) {
    const char* begin = hex.data() + half * 16;
    std::from_chars(begin, begin + 16, key[half], 16);
  }
  return key;
}

std::optional<SeenCalls::First> SeenCalls::find_or_remember(const CallRecord& record,
                                                            const std::string& content_hash) {
  std::optional<Key> recording;
  if (record.recording_url)
    recording = key_of(sha256_hex_of_parts({"recording", recording_key(*record.recording_url)}));
  std::optional<Key> facts;
  if (record.caller_number || record.start_time_ms || spoken_bytes(record) >= kTellingBytes) {
    const std::string minute =
        record.start_time_ms ? fmt::format("{}", *record.start_time_ms / kMinuteMs) : "";
    const std::string duration =
        record.duration_seconds ? fmt::format("{:.0f}", *record.duration_seconds) : "";
    const std::string caller = record.caller_number ? phone_key(*record.caller_number) : "";
    facts = key_of(sha256_hex_of_parts({"facts", caller, minute, duration, content_hash}));
  }
  if (recording) {
    const auto found = row_of_key_.find(*recording);
    if (found != row_of_key_.end()) return First{found->second, "same recording"};
  }
  if (facts) {
    const auto found = row_of_key_.find(*facts);
    if (found != row_of_key_.end()) return First{found->second, "same caller, time, duration and transcript"};
  }
  if (recording) row_of_key_.emplace(*recording, record.row);
  if (facts) row_of_key_.emplace(*facts, record.row);
  return std::nullopt;
}

}  // namespace calltracker::bronze
