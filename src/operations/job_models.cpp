// SPDX-License-Identifier: MIT
#include "operations/job_models.hpp"

#include "base/error.hpp"

namespace calltracker::operations {
namespace {

// The settings' models belong to the settings' provider and preset.
llm::StageChoice wished_models(const Settings& settings, const ModelWishes& wishes) {
  const bool as_set = wishes.provider.value_or(settings.provider) == settings.provider &&
                      wishes.preset.value_or(settings.preset) == settings.preset;
  return {.silver_model = wishes.silver_model.value_or(as_set ? settings.silver_model : ""),
          .gold_model = wishes.gold_model.value_or(as_set ? settings.gold_model : "")};
}

// A server of one's own has no presets; it usually has one model.
llm::StageChoice models_of_own_server(const llm::StageChoice& wished) {
  const std::string& one = wished.silver_model.empty() ? wished.gold_model : wished.silver_model;
  if (one.empty()) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "model-not-chosen",
                 .message = "a model server of your own has no presets",
                 .hint = "name its model: analyze --model ID, or CALLTRACKER_SILVER_MODEL",
                 .state = "no request was sent to a model"});
  }
  return {.silver_model = wished.silver_model.empty() ? one : wished.silver_model,
          .gold_model = wished.gold_model.empty() ? one : wished.gold_model};
}

llm::StageChoice models_of_preset(const llm::StageChoice& preset, const llm::StageChoice& wished) {
  return {.silver_model = wished.silver_model.empty() ? preset.silver_model : wished.silver_model,
          .gold_model = wished.gold_model.empty() ? preset.gold_model : wished.gold_model};
}

}  // namespace

JobOptions choose_models(const Settings& settings, const llm::ModelCatalog& catalog,
                         const ModelWishes& wishes, UnixMillis now_ms) {
  const std::string provider = wishes.provider.value_or(settings.provider);
  const std::string preset = wishes.preset.value_or(settings.preset);
  const llm::StageChoice wished = wished_models(settings, wishes);
  const llm::StageChoice choice = catalog.accepts_unlisted(provider)
                                      ? models_of_own_server(wished)
                                      : models_of_preset(catalog.preset(provider, preset), wished);
  return {.provider = provider,
          .silver_model = catalog.require(provider, choice.silver_model, now_ms).id,
          .gold_model = catalog.require(provider, choice.gold_model, now_ms).id,
          .preset = preset,
          .budget_usd = std::nullopt,
          .redaction = {}};
}

void require_prices(const llm::ModelCatalog& catalog, const JobOptions& options, UnixMillis now_ms) {
  for (const std::string& id : {options.silver_model, options.gold_model}) {
    if (catalog.require(options.provider, id, now_ms).is_price_known) continue;
    throw Error({.kind = ErrorKind::Usage,
                 .code = "budget-without-price",
                 .message = "a budget cannot hold for a model whose price is unknown",
                 .found = id,
                 .hint = "leave the budget out, or give the model's prices in --models FILE ([] for a server "
                         "that costs nothing)",
                 .state = "nothing was changed"});
  }
}

}  // namespace calltracker::operations
