// SPDX-License-Identifier: MIT
#include "http/server/access.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "http/server/listen_address.hpp"

namespace calltracker::http::server {
namespace {

constexpr std::int64_t kSessionSecondsMax = 30LL * 24 * 60 * 60;

bool are_equal_in_constant_time(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string_view without_port(std::string_view host) {
  const std::size_t colon = host.rfind(':');
  const bool has_port = colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos;
  return has_port ? host.substr(0, colon) : host;
}

std::string_view host_of_origin(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  return scheme == std::string_view::npos ? std::string_view() : origin.substr(scheme + 3);
}

// A browser says where a request comes from; a program says nothing.
bool is_from_another_site(const Request& request) {
  if (const auto site = request.header("sec-fetch-site")) return *site != "same-origin" && *site != "none";
  const auto origin = request.header("origin");
  return origin && !equals_ignoring_case(host_of_origin(*origin), request.header("host").value_or(""));
}

bool covers(const std::vector<std::string>& rules, std::string_view path) {
  return std::any_of(rules.begin(), rules.end(), [path](std::string_view rule) {
    return rule.ends_with("/*") ? path.starts_with(rule.substr(0, rule.size() - 1)) : path == rule;
  });
}

Answer refuse(int status, const Request& request, std::string code, std::string message, std::string hint) {
  return problem(status,
                 {.kind = ErrorKind::Usage,
                  .code = std::move(code),
                  .message = std::move(message),
                  .hint = std::move(hint)},
                 request.id);
}

}  // namespace

Access::Access(const AccessRules& rules, const Clock& clock)
    : clock_(clock),
      host_names_(rules.host_names),
      cookie_name_(rules.cookie_name),
      guarded_paths_(rules.guarded_paths),
      open_paths_(rules.open_paths) {
  if (rules.token.empty()) return;
  if (rules.token.size() < kTokenCharactersMin) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "token-weak",
                 .message = fmt::format("the token has fewer than {} characters", kTokenCharactersMin),
                 .hint = "openssl rand -hex 32 makes a good one"});
  }
  token_hash_ = sha256_hex(rules.token);
}

std::optional<Answer> Access::refusal(const Request& request) const {
  if (!needs_token() && !is_our_host(request.header("host").value_or(""))) {
    return refuse(421, request, "host-unknown", "this server does not go by the name it was asked under",
                  "open it by its IP address or as localhost, or add the name with --host");
  }
  if (!is_safe_method(request.method) && is_from_another_site(request)) {
    return refuse(403, request, "origin-foreign", "another site's page may not change anything here", "");
  }
  if (!is_guarded(request.target.path) || is_signed_in(request)) return std::nullopt;
  Answer answer = refuse(401, request, "token-missing", "a token is needed",
                         "sign in, or send it as Authorization: Bearer TOKEN");
  answer.headers.set("WWW-Authenticate", "Bearer");
  return answer;
}

bool Access::is_guarded(std::string_view path) const {
  return covers(guarded_paths_, path) && !covers(open_paths_, path);
}

bool Access::is_our_host(std::string_view host) const {
  const std::string_view name = without_port(host);
  return equals_ignoring_case(name, "localhost") || is_ip_literal(name) ||
         std::any_of(host_names_.begin(), host_names_.end(),
                     [name](const std::string& ours) { return equals_ignoring_case(ours, name); });
}

bool Access::is_signed_in(const Request& request) const {
  if (!needs_token()) return true;
  if (const auto authorization = request.header("authorization")) {
    constexpr std::string_view kScheme = "bearer ";
    return equals_ignoring_case(authorization->substr(0, kScheme.size()), kScheme) &&
           is_right_token(trim(authorization->substr(kScheme.size())));
  }
  const auto session = request.cookie(cookie_name_);
  return session && is_right_session(*session);
}

bool Access::is_right_token(std::string_view token) const {
  return are_equal_in_constant_time(sha256_hex(token), token_hash_);
}

bool Access::is_right_session(std::string_view session) const {
  const std::size_t dot = session.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view given_out = session.substr(0, dot);
  if (!are_equal_in_constant_time(session.substr(dot + 1), sign(given_out))) return false;
  std::int64_t seconds = 0;
  const auto [stop, failure] =
      std::from_chars(given_out.data(), given_out.data() + given_out.size(), seconds);
  return failure == std::errc() && clock_.now_ms() / 1000 - seconds < kSessionSecondsMax;
}

std::string Access::sign(std::string_view text) const {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  HMAC(EVP_sha256(), token_hash_.data(), static_cast<int>(token_hash_.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &length);
  std::string hex;
  for (unsigned int index = 0; index < length; ++index) hex += fmt::format("{:02x}", digest[index]);
  return hex;
}

std::string Access::session_cookie(const Request& request) const {
  const std::string given_out = std::to_string(clock_.now_ms() / 1000);
  // Behind a proxy that speaks TLS the cookie may never travel without it.
  const bool is_secure = request.header("x-forwarded-proto").value_or("") == "https";
  return fmt::format("{}={}.{}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", cookie_name_, given_out,
                     sign(given_out), kSessionSecondsMax, is_secure ? "; Secure" : "");
}

std::string Access::farewell_cookie() const {
  return fmt::format("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict", cookie_name_);
}

}  // namespace calltracker::http::server
