// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace calltracker;

TEST_CASE("white space collapses and ends are trimmed") {
  CHECK(collapse_whitespace("  a \t\n b  ") == "a b");
  CHECK(collapse_whitespace("   ").empty());
  CHECK(trim("\r\n x ") == "x");
}

TEST_CASE("words keep apostrophes and letters beyond ASCII") {
  CHECK(split_words("Don't call, José!") == std::vector<std::string_view>{"Don't", "call", "José"});
}

TEST_CASE("text is never cut inside a code point") {
  CHECK(truncate_utf8("añb", 2) == "a");
  CHECK(truncate_utf8("añb", 3) == "añ");
  CHECK(count_code_points("añb") == 3);
}

TEST_CASE("invalid UTF-8 becomes the replacement character, NUL disappears") {
  CHECK(to_valid_utf8("a\xFFz") == "a\xEF\xBF\xBDz");
  CHECK(to_valid_utf8(std::string_view("a\0b", 3)) == "ab");
}

TEST_CASE("letter case is ignored where a name says so") {
  CHECK(contains_ignoring_case("Thank You For Calling", "you for"));
  CHECK_FALSE(contains_ignoring_case("abc", "abcd"));
  CHECK(equals_ignoring_case("ABC", "abc"));
}
