// SPDX-License-Identifier: MIT
#pragma once

// Where everything is built and tied together: settings to workspace, stores, providers, workflows and
// services. Nothing else in the program reads the environment or names an implementation.

#include <memory>
#include <optional>
#include <stop_token>

#include "cli/composition.hpp"

namespace calltracker::app {

class CompositionRoot final : public cli::Composition {
 public:
  explicit CompositionRoot(std::stop_token interrupt);
  ~CompositionRoot() override;

  const operations::Settings& settings(const operations::SettingFlags& flags) override;
  const Workspace& workspace(const operations::SettingFlags& flags) override;
  const llm::ModelCatalog& catalog(const operations::SettingFlags& flags) override;
  std::vector<std::string> check_models(const operations::SettingFlags& flags,
                                        const JobOptions& options) override;
  operations::Services& open(const operations::SettingFlags& flags) override;
  void serve(const operations::SettingFlags& flags, const cli::ServeRequest& request,
             const std::function<void(const std::string& url)>& started) override;
  void simulate_provider(const operations::SettingFlags& flags, const cli::SimulateRequest& request,
                         const std::function<void(const std::string& url)>& started) override;
  std::uint64_t back_up(const operations::SettingFlags& flags, const std::filesystem::path& file) override;
  void restore(const operations::SettingFlags& flags, const std::filesystem::path& file) override;
  std::stop_token interrupt() override { return interrupt_; }

 private:
  struct Opened;

  std::stop_token interrupt_;
  std::optional<operations::Settings> settings_;
  std::optional<operations::WorkspaceVersion> workspace_;
  std::shared_ptr<const llm::ModelCatalog> catalog_;
  std::unique_ptr<Opened> opened_;
};

}  // namespace calltracker::app
