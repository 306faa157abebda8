// SPDX-License-Identifier: MIT
#pragma once

// Who may ask a server anything. Three rules, each against one attack:
//
//   Host     a name that is not ours means DNS rebinding: a hostile page whose own name now points here. With
//            a token the rule is not needed (that page has no cookie for us), so names may then be anything.
//   Origin   an unsafe method sent by another site's page is refused (CSRF), whatever cookies came along.
//   Token    when one is set: as a bearer token, or as a session cookie given out for it. Only the token's
//            hash is kept, and every comparison takes the same time whatever is compared.
//
// A session is "<when it was given out>.<HMAC of that under the token's hash>": it needs no storage, survives
// a restart, and ends when it is a month old or the token changes.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "http/server/answer.hpp"
#include "http/server/request.hpp"

namespace calltracker::http::server {

struct AccessRules {
  std::vector<std::string> host_names;  // besides localhost and IP addresses; without port
  std::string token;                    // "": everybody who can connect may ask
  std::string cookie_name = "session";
  // What needs the token: a path, or all below a folder ("/api/*"); and what of it does not.
  std::vector<std::string> guarded_paths = {"/*"};
  std::vector<std::string> open_paths;
};

class Access {
 public:
  // Throws Error{Usage, "token-weak"} for a token shorter than kTokenCharactersMin.
  Access(const AccessRules& rules, const Clock& clock);

  // The answer to a request that may not go on; nullopt when it may.
  std::optional<Answer> refusal(const Request& request) const;

  bool needs_token() const { return !token_hash_.empty(); }
  bool is_signed_in(const Request& request) const;
  bool is_right_token(std::string_view token) const;
  // Set-Cookie values that begin and end a session.
  std::string session_cookie(const Request& request) const;
  std::string farewell_cookie() const;

  static constexpr std::size_t kTokenCharactersMin = 16;

 private:
  bool is_guarded(std::string_view path) const;
  bool is_our_host(std::string_view host) const;
  bool is_right_session(std::string_view session) const;
  std::string sign(std::string_view text) const;

  const Clock& clock_;
  std::vector<std::string> host_names_;
  std::string token_hash_;
  std::string cookie_name_;
  std::vector<std::string> guarded_paths_;
  std::vector<std::string> open_paths_;
};

}  // namespace calltracker::http::server
