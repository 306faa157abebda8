// SPDX-License-Identifier: MIT
#pragma once

// Who is asked, and when: one client and one limiter per provider, made when a job first asks for it and
// shared by all jobs from then on. A client stays valid when a key changes; questions asked afterwards use
// the new key.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "call/job.hpp"
#include "call/workspace.hpp"
#include "http/client.hpp"
#include "llm/batch.hpp"
#include "llm/limiter/limiter.hpp"
#include "llm/limiter/timers.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"
#include "llm/model_check.hpp"
#include "llm/model_meter.hpp"
#include "llm/redaction/redacting_client.hpp"
#include "llm/replaceable_client.hpp"
#include "operations/settings.hpp"
#include "pipeline/job_context.hpp"

namespace calltracker::app {

class ModelClients {
 public:
  ModelClients(const operations::Settings& settings, std::shared_ptr<const llm::ModelCatalog> catalog);

  // `workspace` must outlive this object: the offline rules work by it. Throws Error{Usage, "key-missing" |
  // "provider-unknown"}.
  pipeline::ModelAccess access_for(const JobOptions& options, const Workspace& workspace);

  // null for a provider that takes no batches. Uses the key as it is now.
  std::shared_ptr<llm::BatchClient> batches_for(const JobOptions& options);

  // Throws Error{Usage, "key-missing"} for a provider that cannot be asked without one.
  void require_key(const std::string& provider) const;

  // Asks the provider whether the job's models can be used with the key. Throws Error{Usage | Provider} for
  // what would stop the job; the sentences are what is worth knowing all the same: a model that retires soon,
  // a provider that cannot be asked just now. Spends nothing.
  std::vector<std::string> check_models(const JobOptions& options);

  // The key for a provider from now on; empty: none.
  void use_key(std::string_view provider, std::string key);

  const llm::ModelMeter& meter() const { return meter_; }

 private:
  // The limiter outlives the client, whose requests hold its permits.
  struct Provider {
    std::unique_ptr<llm::Limiter> limiter;
    std::shared_ptr<llm::ReplaceableClient> client;
    // The same client seeing less, for jobs that keep something from the provider.
    std::map<PersonalDataKinds, std::shared_ptr<llm::RedactingClient>> redacting;
  };

  llm::ModelClient& rules_for_locked(const Workspace& workspace);
  std::shared_ptr<llm::ModelClient> make_careful(const std::string& provider);
  std::shared_ptr<llm::ModelClient> make_direct(const std::string& provider);
  void require_key_locked(std::string_view provider) const;
  std::string key_of(std::string_view provider) const;
  llm::ModelCheckOutcome check_model(const std::string& provider, const std::string& model);
  std::shared_ptr<http::Client> http();

  const operations::Settings& settings_;
  std::shared_ptr<const llm::ModelCatalog> catalog_;
  llm::ModelMeter meter_;
  mutable std::mutex mutex_;  // of everything below
  std::shared_ptr<http::Client> http_;
  std::map<std::string, std::string, std::less<>> keys_;
  llm::SystemTimers timers_;
  std::map<std::string, Provider, std::less<>> providers_;
  // The offline rules of each workspace that was in force.
  std::unique_ptr<llm::Limiter> rules_limiter_;
  std::map<const Workspace*, std::shared_ptr<llm::ModelClient>> rules_;
};

}  // namespace calltracker::app
