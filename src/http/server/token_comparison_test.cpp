// SPDX-License-Identifier: MIT
// What is secret is compared in constant time, and only as a hash: seen at the comparison itself, which this
// file puts itself in front of.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "http/server/access.hpp"

namespace {

std::vector<std::pair<std::string, std::string>> comparisons;

}  // namespace

// Instead of OpenSSL's.
extern "C" int CRYPTO_memcmp(const void* left, const void* right, std::size_t size) {
  const auto* left_bytes = static_cast<const char*>(left);
  const auto* right_bytes = static_cast<const char*>(right);
  comparisons.emplace_back(std::string(left_bytes, size), std::string(right_bytes, size));
  int difference = 0;
  for (std::size_t index = 0; index < size; ++index) difference |= left_bytes[index] ^ right_bytes[index];
  return difference;
}

using namespace calltracker;
using namespace calltracker::http::server;

namespace {

constexpr const char* kToken = "a-token-of-sufficient-length";

Access access_with_token(const Clock& clock) {
  return Access({.host_names = {},
                 .token = kToken,
                 .cookie_name = "session",
                 .guarded_paths = {"/api/*"},
                 .open_paths = {}},
                clock);
}

}  // namespace

TEST_CASE("a token is compared once, in constant time, as a hash of one length, however wrong it is") {
  const ManualClock clock(1'763'000'000'000);
  const Access access = access_with_token(clock);
  const std::string right = kToken;
  for (const std::string& given :
       {right, std::string(), right.substr(0, 5), right + "x", "b" + right.substr(1),
        right.substr(0, right.size() - 1) + "x", std::string(5'000, 'a')}) {
    comparisons.clear();
    CHECK(access.is_right_token(given) == (given == right));
    REQUIRE(comparisons.size() == 1);
    CHECK(comparisons.front().first == sha256_hex(given));
    CHECK(comparisons.front().second == sha256_hex(right));
  }
}

TEST_CASE("a session's signature is compared in constant time, whole") {
  const ManualClock clock(1'763'000'000'000);
  const Access access = access_with_token(clock);
  const auto signed_in = [&access](const std::string& session) {
    Request request;
    request.target.path = "/api/jobs";
    request.headers.set("Cookie", "session=" + session);
    return !access.refusal(request);
  };
  Request request;
  const std::string cookie = access.session_cookie(request);
  const std::string session = cookie.substr(8, cookie.find(';') - 8);
  comparisons.clear();
  CHECK(signed_in(session));
  REQUIRE(comparisons.size() == 1);
  CHECK(comparisons.front().first.size() == 64);
  comparisons.clear();
  std::string forged = session;
  forged.back() = forged.back() == '0' ? '1' : '0';
  CHECK_FALSE(signed_in(forged));
  REQUIRE(comparisons.size() == 1);
  CHECK(comparisons.front().first.size() == 64);
}
