// SPDX-License-Identifier: MIT
#include "http/transfer.hpp"

#include <utility>

#include "base/text.hpp"

namespace calltracker::http {
namespace {

constexpr long kReceiveBufferBytes = 1024;
constexpr long kSendBufferBytes = 16 * 1024;  // libcurl's least

// What stands for a body that is not being sent.
constexpr const char* kNoBody = "";

bool holds_line_break(std::string_view text) {
  return text.find_first_of("\r\n") != std::string_view::npos || text.find('\0') != std::string_view::npos;
}

}  // namespace

Transfer::Transfer(Request request, std::stop_token stop, std::function<void(Outcome)> done)
    : request_(std::move(request)),
      stop_(std::move(stop)),
      done_(std::move(done)),
      started_at_(std::chrono::steady_clock::now()) {}

Transfer::~Transfer() {
  on_stop_.reset();
  if (easy_ != nullptr) curl_easy_cleanup(easy_);
  curl_slist_free_all(header_list_);
}

std::optional<TransportFailure> Transfer::prepare(const std::string& user_agent,
                                                  std::vector<CURL*>& sending) {
  sending_ = &sending;
  easy_ = curl_easy_init();
  if (easy_ == nullptr) {
    return TransportFailure{.kind = TransportFailureKind::Invalid, .message = "libcurl has no memory"};
  }
  if (auto failure = set_headers()) return failure;
  curl_easy_setopt(easy_, CURLOPT_URL, request_.url.c_str());
  curl_easy_setopt(easy_, CURLOPT_USERAGENT, user_agent.c_str());
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_text_);
  curl_easy_setopt(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  // Many requests at once share one HTTP/2 connection instead of opening one each. Without TLS there is no
  // HTTP/2 here, and libcurl would hold them all back until the first one is answered.
  const bool may_share = request_.url.starts_with("https:");
  curl_easy_setopt(easy_, CURLOPT_PIPEWAIT, may_share ? 1L : 0L);
  curl_easy_setopt(easy_, CURLOPT_ACCEPT_ENCODING, "");
  // Thousands of transfers may wait at once, each with buffers of its own.
  curl_easy_setopt(easy_, CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
  curl_easy_setopt(easy_, CURLOPT_UPLOAD_BUFFERSIZE, kSendBufferBytes);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &Transfer::write_body);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &Transfer::write_header);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
  set_method();
  set_limits();
  return std::nullopt;
}

std::optional<TransportFailure> Transfer::set_headers() {
  for (const Header& header : request_.headers) {
    if (holds_line_break(header.name) || holds_line_break(header.value)) {
      return TransportFailure{
          .kind = TransportFailureKind::Invalid,
          .message = "the header " + to_lower_ascii(header.name.substr(0, 40)) + " holds a line break"};
    }
    header_list_ = curl_slist_append(header_list_, (header.name + ": " + header.value).c_str());
  }
  // libcurl would wait a second for a "100 Continue" that most servers never send.
  header_list_ = curl_slist_append(header_list_, "Expect:");
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, header_list_);
  std::vector<Header>().swap(request_.headers);
  return std::nullopt;
}

void Transfer::set_method() {
  if (request_.method == "GET") return;
  if (request_.method == "POST" || !request_.body.empty()) {
    curl_easy_setopt(easy_, CURLOPT_POST, 1L);
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, kNoBody);
    curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, &Transfer::begin_sending);
    curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
  }
  if (request_.method != "POST") curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

// libcurl calls this each time a connection is ready for the request, before it reads the body.
int Transfer::begin_sending(void* self, char* /*peer_ip*/, char* /*own_ip*/, int /*peer_port*/,
                            int /*own_port*/) {
  auto* transfer = static_cast<Transfer*>(self);
  if (transfer->body_.empty()) transfer->sending_->push_back(transfer->easy_);
  transfer->body_ = transfer->request_.body.text();
  curl_easy_setopt(transfer->easy_, CURLOPT_POSTFIELDS, transfer->body_.c_str());
  return CURL_PREREQFUNC_OK;
}

bool Transfer::forget_body_if_sent() {
  curl_off_t sent = 0;
  curl_easy_getinfo(easy_, CURLINFO_SIZE_UPLOAD_T, &sent);
  if (sent < static_cast<curl_off_t>(body_.size())) return false;
  curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, kNoBody);
  std::string().swap(body_);
  return true;
}

void Transfer::set_limits() {
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
  curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.timeout.count()));
  if (request_.slow_time_max.count() > 0) {
    curl_easy_setopt(easy_, CURLOPT_LOW_SPEED_TIME, static_cast<long>(request_.slow_time_max.count()));
    curl_easy_setopt(easy_, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(request_.bytes_per_second_min));
  }
}

void Transfer::watch_stop(std::function<void()> on_stop) {
  on_stop_.emplace(stop_, std::move(on_stop));
}

std::size_t Transfer::write_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto* transfer = static_cast<Transfer*>(self);
  const std::size_t bytes = size * count;
  if (transfer->response_.body.size() + bytes > transfer->request_.response_bytes_max) {
    transfer->is_too_large_ = true;
    return 0;
  }
  transfer->response_.body.append(data, bytes);
  return bytes;
}

std::size_t Transfer::write_header(char* data, std::size_t size, std::size_t count, void* self) {
  constexpr std::size_t kHeadersMax = 500;
  auto* transfer = static_cast<Transfer*>(self);
  const std::string_view line(data, size * count);
  std::vector<Header>& headers = transfer->response_.headers;
  // An interim answer (103 and the like) has headers of its own, which the final ones replace.
  if (line.starts_with("HTTP/")) headers.clear();
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && headers.size() < kHeadersMax) {
    headers.push_back({.name = std::string(trim(line.substr(0, colon))),
                       .value = std::string(trim(line.substr(colon + 1)))});
  }
  return line.size();
}

TransportFailureKind Transfer::failure_kind(CURLcode result) const {
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
      return TransportFailureKind::NotConnected;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return TransportFailureKind::Insecure;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return TransportFailureKind::Invalid;
    case CURLE_OPERATION_TIMEDOUT: {
      curl_off_t sent_after_us = 0;
      curl_easy_getinfo(easy_, CURLINFO_PRETRANSFER_TIME_T, &sent_after_us);
      return sent_after_us == 0 ? TransportFailureKind::NotConnected : TransportFailureKind::TimedOut;
    }
    case CURLE_WRITE_ERROR:
      return is_too_large_ ? TransportFailureKind::TooLarge : TransportFailureKind::Broken;
    default:
      return TransportFailureKind::Broken;
  }
}

Outcome Transfer::outcome(CURLcode result) {
  if (result != CURLE_OK) {
    return TransportFailure{.kind = failure_kind(result),
                            .message = error_text_[0] != '\0' ? error_text_ : curl_easy_strerror(result)};
  }
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  response_.elapsed_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_at_)
          .count();
  return std::move(response_);
}

void Transfer::finish(Outcome outcome) {
  on_stop_.reset();
  const std::function<void(Outcome)> done = std::exchange(done_, nullptr);
  done(std::move(outcome));
}

}  // namespace calltracker::http
