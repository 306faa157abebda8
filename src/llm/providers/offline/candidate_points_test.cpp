// SPDX-License-Identifier: MIT
#include "llm/providers/offline/candidate_points.hpp"

#include <doctest/doctest.h>

#include <array>

#include "base/error.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::array<std::string_view, 3> kSigns = {"Asked", "Alone", "Denied"};
using Signs = std::bitset<kSigns.size()>;

std::vector<int> points() {
  return read_candidate_points("# three signs\nAsked 6\nAlone 2\nDenied -9\nNone 4\n", "test", kSigns);
}

}  // namespace

TEST_CASE("the candidate with the most points is believed when it beats what speaks for none") {
  CHECK(best_candidate<3>({Signs("010"), Signs("001"), Signs("011")}, points()) == 2);
  CHECK(best_candidate<3>({Signs("010")}, points()) == 1);
  CHECK(best_candidate<3>({Signs("101"), Signs("010")}, points()) == 2);
  CHECK(best_candidate<3>({}, points()) == 0);
}

TEST_CASE("of two candidates alike the first is believed") {
  CHECK(best_candidate<3>({Signs("001"), Signs("001")}, points()) == 0);
}

TEST_CASE("a sign that the table does not name is worth nothing, and an unknown name is an error") {
  CHECK(best_candidate<3>({Signs("111")}, read_candidate_points("Asked 1\nNone 0", "test", kSigns)) == 0);
  CHECK_THROWS_AS(read_candidate_points("Aksed 1", "test", kSigns), Error);
  CHECK_THROWS_AS(read_candidate_points("Asked one", "test", kSigns), Error);
}

}  // namespace calltracker::llm::offline
