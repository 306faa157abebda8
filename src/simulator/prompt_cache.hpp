// SPDX-License-Identifier: MIT
#pragma once

// Prompt caching as the provider keeps it: what is cached is the beginning of a prompt up to a marked block;
// the same beginning, asked again within its lifetime, is read. An entry can be read only once the answer
// that wrote it has begun, so calls that start together all write.

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace calltracker::simulator {

struct PromptBlock {
  std::string text;
  std::optional<int> cached_for_seconds = std::nullopt;  // a breakpoint: 300 or 3600
};

struct CacheUse {
  std::int64_t read_tokens = 0;
  std::int64_t written_5m_tokens = 0;
  std::int64_t written_1h_tokens = 0;
  // What `begin_answer` makes readable.
  struct Entry {
    std::string key;
    int lifetime_seconds = 0;
  };
  std::vector<Entry> written = {};
};

// Stable, so that cost and use can be computed beforehand: 3.2 bytes make a token.
std::int64_t tokens_of_bytes(std::size_t bytes);

class PromptCache {
 public:
  // `scope` is everything beside the blocks that entries depend on: model, key, format. Of it,
  // `hidden_bytes` are read or written with the first block: the provider puts the format before it.
  CacheUse look_up(std::string_view scope, std::size_t hidden_bytes, const std::vector<PromptBlock>& blocks,
                   std::int64_t tokens_min, UnixMillis now_ms);
  // The answer's first byte leaves at `begins_at_ms`.
  void begin_answer(const CacheUse& use, UnixMillis begins_at_ms);

 private:
  struct Stored {
    UnixMillis readable_from_ms = 0;
    UnixMillis expires_at_ms = 0;
    int lifetime_seconds = 0;
  };

  Stored* readable(const std::string& key, UnixMillis now_ms);

  std::mutex mutex_;
  std::map<std::string, Stored, std::less<>> entries_;
};

}  // namespace calltracker::simulator
