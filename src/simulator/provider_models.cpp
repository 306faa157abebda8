// SPDX-License-Identifier: MIT
#include "simulator/provider_models.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/time_zone.hpp"
#include "simulator/embedded_files.hpp"

namespace calltracker::simulator {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

ProviderModel read_model(const JsonReader& reader) {
  ProviderModel model;
  model.id = reader.at("id").as_string();
  model.aliases = reader.strings("aliases");
  model.display_name = reader.string_if_any("displayName").value_or(model.id);
  model.context_tokens = reader.int_if_any("contextTokens").value_or(0);
  model.output_tokens_max = reader.int_if_any("outputTokensMax").value_or(0);
  model.cache_tokens_min = reader.int_if_any("cacheTokensMin").value_or(0);
  model.thinking = reader.strings("thinking");
  model.thinks_unasked = reader.bool_if_any("thinksUnasked").value_or(false);
  model.efforts = reader.strings("efforts");
  model.effort_default = reader.string_if_any("effortDefault").value_or("");
  model.accepts_prefill = reader.bool_if_any("acceptsPrefill").value_or(false);
  model.accepts_sampling = reader.bool_if_any("acceptsSampling").value_or(false);
  model.accepts_forced_tools = reader.bool_if_any("acceptsForcedTools").value_or(true);
  model.reasons = reader.bool_if_any("reasons").value_or(false);
  if (const auto date = reader.string_if_any("retiresAt")) model.retires_at_ms = parse_iso8601(*date);
  return model;
}

}  // namespace

bool ProviderModel::accepts_thinking(std::string_view kind) const {
  return holds(thinking, kind);
}

bool ProviderModel::accepts_effort(std::string_view effort) const {
  return holds(efforts, effort);
}

ProviderModels::ProviderModels(std::string_view provider) {
  const json::value document =
      parse_json(embedded::file("provider_models.json"), "the simulator's list of models");
  for (const JsonReader& model : JsonReader(document, "").at(provider).as_array()) {
    models_.push_back(read_model(model));
  }
}

const ProviderModel* ProviderModels::find(std::string_view id) const {
  for (const ProviderModel& model : models_) {
    if (model.id == id || holds(model.aliases, id)) return &model;
  }
  return nullptr;
}

}  // namespace calltracker::simulator
