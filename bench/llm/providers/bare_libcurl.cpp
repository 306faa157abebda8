// SPDX-License-Identifier: MIT
#include "bench/llm/providers/bare_libcurl.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/json.hpp"
#include "bench/llm/measuring.hpp"

namespace calltracker::bench {
namespace {

std::string body_of(const BareRequests& requests) {
  const json::object schema{{"type", "object"},
                            {"properties", {{"verdict", {{"type", "string"}}}}},
                            {"required", {"verdict"}},
                            {"additionalProperties", false}};
  const std::string conversation =
      to_json_text(json::object{{"text", std::string(requests.conversation_bytes, 'c')}});
  return to_json_text(json::object{
      {"model", "claude-haiku-5-5"},
      {"max_tokens", 1000},
      {"thinking", {{"type", "disabled"}}},
      {"system",
       json::array{json::object{{"type", "text"}, {"text", std::string(requests.instruction_bytes, 'i')}}}},
      {"output_config", {{"format", {{"type", "json_schema"}, {"schema", schema}}}}},
      {"messages", json::array{json::object{{"role", "user"}, {"content", conversation}}}}});
}

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(data, size * count);
  return size * count;
}

class BareLoop {
 public:
  BareLoop(std::string url, const std::string& key, std::string body)
      : url_(std::move(url)), body_(std::move(body)), multi_(curl_multi_init()) {
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, 20'000L);
    for (const std::string& line : {"x-api-key: " + key, std::string("anthropic-version: 2026-10-21"),
                                    std::string("content-type: application/json"), std::string("Expect:")}) {
      headers_ = curl_slist_append(headers_, line.c_str());
    }
  }
  ~BareLoop() {
    curl_multi_cleanup(multi_);
    curl_slist_free_all(headers_);
  }
  BareLoop(const BareLoop&) = delete;
  BareLoop& operator=(const BareLoop&) = delete;

  BareFigures run(const BareRequests& requests) {
    BareFigures figures;
    const double processor_before = processor_seconds();
    const double mb_before = resident_mb();
    double looked_at = 0;
    int begun = 0;
    while (begun < requests.count || !answers_.empty()) {
      for (; begun < requests.count && static_cast<int>(answers_.size()) < requests.at_once; ++begun) begin();
      int running = 0;
      curl_multi_perform(multi_, &running);
      figures.answered += take_answers();
      if (seconds_now() - looked_at > 0.05) {
        looked_at = seconds_now();
        figures.most_mb = std::max(figures.most_mb, resident_mb() - mb_before);
      }
      curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
    }
    figures.processor_seconds = processor_seconds() - processor_before;
    return figures;
  }

 private:
  void begin() {
    CURL* easy = curl_easy_init();
    std::unique_ptr<std::string>& answer = answers_[easy];
    answer = std::make_unique<std::string>();
    curl_easy_setopt(easy, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(body_.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body_.c_str());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &append);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, answer.get());
    curl_multi_add_handle(multi_, easy);
  }

  int take_answers() {
    int good = 0;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      CURL* easy = message->easy_handle;
      long status = 0;
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      good += status == 200 ? 1 : 0;
      curl_multi_remove_handle(multi_, easy);
      curl_easy_cleanup(easy);
      answers_.erase(easy);
    }
    return good;
  }

  const std::string url_;
  const std::string body_;
  CURLM* multi_ = nullptr;
  curl_slist* headers_ = nullptr;
  std::map<CURL*, std::unique_ptr<std::string>> answers_;
};

}  // namespace

BareFigures ask_with_bare_libcurl(const std::string& base_url, const std::string& key,
                                  const BareRequests& requests) {
  return BareLoop(base_url + "/v1/messages", key, body_of(requests)).run(requests);
}

}  // namespace calltracker::bench
