// SPDX-License-Identifier: MIT
#pragma once

// One client per provider and concurrency limit, made when a job first asks for it and shared from then on.

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "call/job.hpp"
#include "call/workspace.hpp"
#include "http/client.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"
#include "operations/settings.hpp"

namespace calltracker::app {

class ModelClients {
 public:
  ModelClients(const operations::Settings& settings, const Workspace& workspace,
               std::shared_ptr<const llm::ModelCatalog> catalog)
      : settings_(settings), workspace_(workspace), catalog_(std::move(catalog)) {}

  // Throws Error{Usage, "key-missing" | "provider-unknown"}.
  llm::ModelClient& client_for(const JobOptions& options);

 private:
  std::shared_ptr<llm::ModelClient> make(const JobOptions& options);
  std::shared_ptr<llm::ModelClient> make_anthropic(const JobOptions& options);

  const operations::Settings& settings_;
  const Workspace& workspace_;
  std::shared_ptr<const llm::ModelCatalog> catalog_;
  std::shared_ptr<http::Client> http_;
  std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::shared_ptr<llm::ModelClient>> clients_;
};

}  // namespace calltracker::app
