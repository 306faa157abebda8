// SPDX-License-Identifier: MIT
#pragma once

// Which models a job asks: what its own request says, else the settings, else the preset's.

#include <optional>
#include <string>

#include "call/job.hpp"
#include "llm/model_catalog.hpp"
#include "operations/settings.hpp"

namespace calltracker::operations {

struct ModelWishes {
  std::optional<std::string> provider;
  std::optional<std::string> preset;
  std::optional<std::string> silver_model;
  std::optional<std::string> gold_model;
};

// Provider, preset and models of the options are filled in. Throws Error{Usage}: an unknown or retired model,
// "model-not-chosen" for a server of one's own.
JobOptions choose_models(const Settings& settings, const llm::ModelCatalog& catalog,
                         const ModelWishes& wishes, UnixMillis now_ms);

// A budget holds only where the prices are known: throws Error{Usage, "budget-without-price"}.
void require_prices(const llm::ModelCatalog& catalog, const JobOptions& options, UnixMillis now_ms);

}  // namespace calltracker::operations
