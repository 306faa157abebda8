// SPDX-License-Identifier: MIT
#include "workbook/read_ahead.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using namespace calltracker::workbook;

namespace {

// Counts upwards byte by byte, and fails after `total` when asked to.
class Counting final : public ByteSource {
 public:
  Counting(std::size_t total, bool fails) : total_(total), fails_(fails) {}
  std::size_t read(std::span<char> target) override {
    const std::size_t count = std::min({target.size(), total_ - given_, std::size_t{100'000}});
    if (count == 0 && fails_) throw std::runtime_error("the source broke");
    for (std::size_t index = 0; index < count; ++index) target[index] = static_cast<char>(given_++ % 251);
    return count;
  }

 private:
  std::size_t total_;
  bool fails_;
  std::size_t given_ = 0;
};

bool counts_upwards(const std::vector<char>& bytes) {
  for (std::size_t index = 0; index < bytes.size(); ++index) {
    if (bytes[index] != static_cast<char>(index % 251)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("reading ahead gives the bytes of the source, then its end again and again") {
  constexpr std::size_t kTotal = 5'000'000;
  ReadAhead ahead(std::make_unique<Counting>(kTotal, false));
  std::vector<char> bytes(kTotal + 1);
  CHECK(read_fully(ahead, bytes) == kTotal);
  bytes.resize(kTotal);
  CHECK(counts_upwards(bytes));
  char more = 0;
  CHECK(ahead.read({&more, 1}) == 0);
  CHECK(ahead.read({&more, 1}) == 0);
}

TEST_CASE("a failure of the source surfaces after the whole blocks before it") {
  ReadAhead ahead(std::make_unique<Counting>(1 << 20, true));
  std::vector<char> bytes(1 << 20);
  CHECK(read_fully(ahead, bytes) == bytes.size());
  CHECK(counts_upwards(bytes));
  char more = 0;
  CHECK_THROWS_WITH(ahead.read({&more, 1}), "the source broke");
}

TEST_CASE("a read-ahead that nobody reads to its end stops its thread") {
  ReadAhead ahead(std::make_unique<Counting>(1ULL << 40, false));
  char first = 1;
  CHECK(ahead.read({&first, 1}) == 1);
  CHECK(first == 0);
}
