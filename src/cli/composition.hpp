// SPDX-License-Identifier: MIT
#pragma once

// What commands get from the composition root: settings on demand and services on demand, so that `--help`
// opens no database and `config show` needs no valid one.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "operations/services.hpp"
#include "operations/settings.hpp"

namespace calltracker::cli {

struct ServeRequest {
  std::string listen = "127.0.0.1:8787";
  std::vector<std::string> host_names;  // besides localhost and IP addresses
};

// The only key that the simulated providers accept.
constexpr const char* kSimulatedKey = "simulated-key";

struct SimulateRequest {
  std::string listen = "127.0.0.1:8788";
  std::string latency = "lognormal:900ms:0.6";
  // Per minute; a new customer's limits. 0: none.
  std::int64_t requests_per_minute = 1'000;
  std::int64_t input_tokens_per_minute = 2'000'000;
  std::int64_t output_tokens_per_minute = 400'000;
  std::string batch_time = "3s";
  std::optional<std::filesystem::path> failures;  // a script
  std::string personality = "anthropic";          // whose variables to print
};

class Composition {
 public:
  virtual ~Composition() = default;

  // Reads environment and files. Throws Error{Usage}.
  virtual const operations::Settings& settings(const operations::SettingFlags& flags) = 0;
  // The workspace of those settings. Throws Error{Input, "workspace-…"}.
  virtual const Workspace& workspace(const operations::SettingFlags& flags) = 0;
  // The built-in models with the user's file laid over them. Throws Error{Input, "model-catalog-…"}.
  virtual const llm::ModelCatalog& catalog(const operations::SettingFlags& flags) = 0;
  // As operations::Services::check_models, without a database.
  virtual std::vector<std::string> check_models(const operations::SettingFlags& flags,
                                                const JobOptions& options) = 0;
  // Opens database and providers, once. Throws Error{Storage | Usage | Input | Provider}.
  virtual operations::Services& open(const operations::SettingFlags& flags) = 0;
  // Serves until the interrupt. `started` is told where.
  virtual void serve(const operations::SettingFlags& flags, const ServeRequest& request,
                     const std::function<void(const std::string& url)>& started) = 0;
  // Plays the providers until the interrupt. `started` is told where.
  virtual void simulate_provider(const operations::SettingFlags& flags, const SimulateRequest& request,
                                 const std::function<void(const std::string& url)>& started) = 0;
  // Throw Error{Usage, "backup-not-sqlite"}, Error{Input, "backup-unusable"}, Error{Storage}. The first gives
  // the backup's size in bytes.
  virtual std::uint64_t back_up(const operations::SettingFlags& flags, const std::filesystem::path& file) = 0;
  virtual void restore(const operations::SettingFlags& flags, const std::filesystem::path& file) = 0;
  // Stop is requested at the first Ctrl-C.
  virtual std::stop_token interrupt() = 0;
};

}  // namespace calltracker::cli
