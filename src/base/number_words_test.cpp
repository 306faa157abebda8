// SPDX-License-Identifier: MIT
#include "base/number_words.hpp"

#include <doctest/doctest.h>

using namespace calltracker;

TEST_CASE("number words are known in both languages") {
  CHECK(number_word("oh").kind == NumberKind::Digit);
  CHECK(number_word("forty").value == 40);
  CHECK(number_word("veintidos").value == 22);
  CHECK(number_word("quinientos").kind == NumberKind::Hundreds);
  CHECK(number_word("fives").kind == NumberKind::Digits);
  CHECK(number_word("zero").value == 0);
  CHECK(number_word("trailer").kind == NumberKind::None);
  CHECK(number_word("").kind == NumberKind::None);
}

TEST_CASE("words that sound like digits are kept apart") {
  CHECK(number_word("for").kind == NumberKind::None);
  CHECK(misheard_number_word("for").value == 4);
  CHECK(misheard_number_word("won").value == 1);
}
