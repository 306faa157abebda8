// SPDX-License-Identifier: MIT
#include "simulator/prompt_cache.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace calltracker::simulator {
namespace {

// How far before a breakpoint an older entry is looked for.
constexpr std::size_t kLookBackBlocks = 20;
constexpr std::size_t kEntriesMax = 10'000;
constexpr int kFiveMinutes = 300;

struct Prefix {
  std::string key;
  std::size_t bytes = 0;
};

// The prefixes that end with each block, up to the last breakpoint: what comes after is never cached.
std::vector<Prefix> prefixes_of(std::string_view scope, std::size_t hidden_bytes,
                                const std::vector<PromptBlock>& blocks) {
  std::size_t count = blocks.size();
  while (count > 0 && !blocks[count - 1].cached_for_seconds) --count;
  std::vector<Prefix> prefixes;
  Prefix prefix{.key = std::string(scope), .bytes = hidden_bytes};
  for (std::size_t index = 0; index < count; ++index) {
    prefix.key = sha256_hex_of_parts({prefix.key, blocks[index].text});
    prefix.bytes += blocks[index].text.size();
    prefixes.push_back(prefix);
  }
  return prefixes;
}

}  // namespace

std::int64_t tokens_of_bytes(std::size_t bytes) {
  return static_cast<std::int64_t>((bytes * 10 + 31) / 32);
}

CacheUse PromptCache::look_up(std::string_view scope, std::size_t hidden_bytes,
                              const std::vector<PromptBlock>& blocks, std::int64_t tokens_min,
                              UnixMillis now_ms) {
  CacheUse use;
  const std::vector<Prefix> prefixes = prefixes_of(scope, hidden_bytes, blocks);
  const std::lock_guard lock(mutex_);
  std::size_t found = 0;  // one past the block that the longest readable prefix ends with
  for (std::size_t end = prefixes.size(); end > 0 && found == 0; --end) {
    if (!blocks[end - 1].cached_for_seconds) continue;
    const std::size_t stop = end > kLookBackBlocks ? end - kLookBackBlocks : 0;
    for (std::size_t at = end; at > stop && found == 0; --at) {
      if (Stored* entry = readable(prefixes[at - 1].key, now_ms)) {
        entry->expires_at_ms = now_ms + entry->lifetime_seconds * 1000LL;
        use.read_tokens = tokens_of_bytes(prefixes[at - 1].bytes);
        found = at;
      }
    }
  }
  std::int64_t counted = use.read_tokens;
  for (std::size_t end = found + 1; end <= prefixes.size(); ++end) {
    const auto lifetime = blocks[end - 1].cached_for_seconds;
    const std::int64_t tokens = tokens_of_bytes(prefixes[end - 1].bytes);
    if (!lifetime || tokens < tokens_min) continue;
    (*lifetime == kFiveMinutes ? use.written_5m_tokens : use.written_1h_tokens) += tokens - counted;
    counted = tokens;
    use.written.push_back({.key = prefixes[end - 1].key, .lifetime_seconds = *lifetime});
  }
  return use;
}

PromptCache::Stored* PromptCache::readable(const std::string& key, UnixMillis now_ms) {
  const auto entry = entries_.find(key);
  if (entry == entries_.end()) return nullptr;
  const bool is_readable = entry->second.readable_from_ms <= now_ms && now_ms < entry->second.expires_at_ms;
  return is_readable ? &entry->second : nullptr;
}

void PromptCache::begin_answer(const CacheUse& use, UnixMillis begins_at_ms) {
  if (use.written.empty()) return;
  const std::lock_guard lock(mutex_);
  if (entries_.size() > kEntriesMax) {
    std::erase_if(entries_, [&](const auto& entry) { return entry.second.expires_at_ms < begins_at_ms; });
  }
  for (const CacheUse::Entry& written : use.written) {
    const UnixMillis expires_at_ms = begins_at_ms + written.lifetime_seconds * 1000LL;
    const auto [found, is_new] =
        entries_.try_emplace(written.key, Stored{.readable_from_ms = begins_at_ms,
                                                 .expires_at_ms = expires_at_ms,
                                                 .lifetime_seconds = written.lifetime_seconds});
    if (is_new) continue;
    Stored& stored = found->second;
    const bool has_expired = stored.expires_at_ms <= begins_at_ms;
    stored.readable_from_ms = has_expired ? begins_at_ms : std::min(stored.readable_from_ms, begins_at_ms);
    stored.expires_at_ms = std::max(stored.expires_at_ms, expires_at_ms);
    stored.lifetime_seconds = std::max(stored.lifetime_seconds, written.lifetime_seconds);
  }
}

}  // namespace calltracker::simulator
