// SPDX-License-Identifier: MIT
#include "operations/secret_box.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "base/error.hpp"

using namespace calltracker;
using namespace calltracker::operations;

TEST_CASE("what is sealed opens under its name and key only, and is different each time") {
  const SecretBox box = SecretBox::from_secret("a passphrase");
  const std::string sealed = box.seal("key anthropic", "sk-ant-12345678");
  CHECK(box.open("key anthropic", sealed) == "sk-ant-12345678");
  CHECK(sealed.find("sk-ant") == std::string::npos);
  CHECK(box.seal("key anthropic", "sk-ant-12345678") != sealed);
  CHECK_THROWS_AS(box.open("key openai", sealed), Error);
  CHECK_THROWS_AS(SecretBox::from_secret("another").open("key anthropic", sealed), Error);
  for (std::size_t place = 0; place < sealed.size(); ++place) {
    std::string altered = sealed;
    altered[place] = altered[place] == '0' ? '1' : '0';
    CHECK_THROWS_AS(box.open("key anthropic", altered), Error);
  }
  CHECK_THROWS_AS(box.open("key anthropic", ""), Error);
  CHECK_THROWS_AS(box.open("key anthropic", "not hex"), Error);
}

TEST_CASE("the file with the key is made once, for its owner alone") {
  char name[] = "/tmp/calltracker-secret-XXXXXX";
  REQUIRE(mkdtemp(name) != nullptr);
  const std::filesystem::path folder = name;
  const std::filesystem::path file = folder / "calls.db.key";
  const std::string sealed = SecretBox::from_file(file).seal("a", "secret");
  CHECK(SecretBox::from_file(file).open("a", sealed) == "secret");
  CHECK(std::filesystem::status(file).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  std::ofstream(file, std::ios::trunc) << "short";
  CHECK_THROWS_AS(SecretBox::from_file(file), Error);
  CHECK_THROWS_AS(SecretBox::from_file(folder / "missing" / "key"), Error);
  std::filesystem::remove_all(folder);
}
