// SPDX-License-Identifier: MIT
#include "simulator/rehearsal.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <utility>

#include "base/text.hpp"
#include "simulator/refusal.hpp"
#include "simulator/specimen.hpp"

namespace calltracker::simulator {
namespace {

constexpr std::size_t kBytesPerTokenTimesTen = 32;

// The first text that is a JSON object; null when none is.
json::value document_in(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const std::string_view trimmed = trim(text);
    if (!trimmed.starts_with('{')) continue;
    boost::system::error_code malformed;
    json::value document = json::parse(trimmed, malformed);
    if (!malformed) return document;
  }
  return nullptr;
}

}  // namespace

std::int64_t Prompt::input_tokens() const {
  std::size_t bytes = schema_bytes;
  for (const PromptBlock& block : blocks) bytes += block.text.size();
  return std::max<std::int64_t>(1, tokens_of_bytes(bytes));
}

Rehearsal::Rehearsal(RehearsalOptions options, const Clock& clock)
    : options_(std::move(options)), clock_(clock), limits_(options_.limits) {}

bool Rehearsal::knows_key(std::string_view key) const {
  return !key.empty() && (options_.api_keys.empty() || options_.api_keys.contains(std::string(key)));
}

Completion Rehearsal::answer(const Prompt& prompt) {
  const UnixMillis now_ms = clock_.now_ms();
  CacheUse cache =
      cache_.look_up(prompt.cache_scope, prompt.schema_bytes, prompt.blocks, prompt.cache_tokens_min, now_ms);
  const std::int64_t counted = prompt.input_tokens() - (prompt.has_one_token_limit ? 0 : cache.read_tokens);
  const std::int64_t wait_ms = limits_.wait_ms(prompt.limits_name, counted, now_ms);
  if (wait_ms > 0) {
    ++rate_limited_;
    throw Refusal({.status = 429,
                   .type = "rate_limit_error",
                   .message =
                       "This request would exceed your organization's rate limit. Please reduce the number "
                       "of requests or tokens per minute.",
                   .code = "rate_limit_exceeded",
                   .retry_after = std::to_string((wait_ms + 999) / 1000)});
  }
  Completion completion = completed(prompt, std::move(cache));
  if (prompt.has_one_token_limit) {
    limits_.spend_from_input(prompt.limits_name, completion.output_tokens, now_ms);
  } else {
    limits_.spend_output(prompt.limits_name, completion.output_tokens, now_ms);
  }
  return completion;
}

Completion Rehearsal::answer_unlimited(const Prompt& prompt) {
  const UnixMillis now_ms = clock_.now_ms();
  CacheUse cache =
      cache_.look_up(prompt.cache_scope, prompt.schema_bytes, prompt.blocks, prompt.cache_tokens_min, now_ms);
  Completion completion = completed(prompt, std::move(cache));
  cache_.begin_answer(completion.cache, now_ms);
  return completion;
}

Completion Rehearsal::completed(const Prompt& prompt, CacheUse cache) const {
  Completion completion;
  completion.input_tokens = prompt.input_tokens();
  completion.cache = std::move(cache);
  completion.thinking_tokens = std::min(prompt.thinking_tokens, prompt.output_tokens_max);
  if (completion.thinking_tokens > 0) {
    completion.blocks.push_back({.kind = AnswerBlock::Kind::Thinking, .text = ""});
  }
  std::string text = text_for(prompt);
  const std::int64_t room = prompt.output_tokens_max - completion.thinking_tokens;
  if (tokens_of_bytes(text.size()) > room) {
    const std::size_t bytes_max = static_cast<std::size_t>(room) * kBytesPerTokenTimesTen / 10;
    text = std::string(truncate_utf8(text, bytes_max));
    completion.stop = Stop::Cut;
  }
  completion.output_tokens = completion.thinking_tokens + tokens_of_bytes(text.size());
  if (!text.empty()) completion.blocks.push_back({.kind = AnswerBlock::Kind::Text, .text = std::move(text)});
  return completion;
}

std::string Rehearsal::text_for(const Prompt& prompt) const {
  if (prompt.schema == nullptr) return "This is a rehearsal: nobody has read what was asked.";
  std::optional<json::value> answer;
  if (options_.answers) answer = options_.answers(document_in(prompt.user_texts), *prompt.schema);
  return to_json_text(answer ? *answer : specimen_of(*prompt.schema));
}

std::chrono::milliseconds Rehearsal::latency_for(const Completion& completion) {
  const auto latency = options_.latency.sample(samples_++, completion.output_tokens, options_.latency_seed);
  cache_.begin_answer(completion.cache, clock_.now_ms() + latency.count());
  return latency;
}

void Rehearsal::count(const Completion& completion) {
  ++answered_;
  input_tokens_ += completion.input_tokens;
  output_tokens_ += completion.output_tokens;
  cache_read_tokens_ += completion.cache.read_tokens;
  cache_written_tokens_ += completion.cache.written_5m_tokens + completion.cache.written_1h_tokens;
}

Counters Rehearsal::counters() const {
  return {.answered = answered_,
          .rate_limited = rate_limited_,
          .input_tokens = input_tokens_,
          .output_tokens = output_tokens_,
          .cache_read_tokens = cache_read_tokens_,
          .cache_written_tokens = cache_written_tokens_};
}

}  // namespace calltracker::simulator
