// SPDX-License-Identifier: MIT
#pragma once

// The models the program knows: limits, prices, settings and dates, read from one data file.
//
// The catalogue answers before a job starts, so that an unknown or retired model costs nothing but a message.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "call/call.hpp"

namespace calltracker::llm {

// US dollars per million tokens, for requests of at most `input_tokens_max` tokens in all.
struct PriceStep {
  std::int64_t input_tokens_max = 0;
  double input = 0;
  double output = 0;
  double cache_write_5m = 0;
  double cache_write_1h = 0;
  double cache_read = 0;
};

// What a stage asks of the model beside the question itself; absent means that nothing is sent.
struct StageSettings {
  std::optional<std::string> thinking;  // "disabled", "adaptive", "between_tools"
  std::optional<std::string> effort;    // "low", "medium", …
};

struct ModelInfo {
  std::string id;
  std::vector<std::string> aliases;
  std::string provider;
  std::int64_t context_tokens = 0;
  std::int64_t output_tokens_max = 0;
  std::int64_t cache_tokens_min = 0;  // a shorter prefix is silently not cached
  double tokens_per_word = 1.4;       // of English speech, for estimates
  std::vector<PriceStep> prices;      // rising in input_tokens_max; empty for a model that costs nothing
  bool is_price_known = true;         // else its cost is counted as nothing, and shown as unknown
  double batch_price_factor = 1;
  std::map<std::string, StageSettings, std::less<>> settings;  // by stage
  std::optional<UnixMillis> retires_at_ms;
  std::optional<std::string> replacement;

  bool is_free() const { return prices.empty() && is_price_known; }
  std::int64_t unpriced(const TokenUse& use) const { return is_price_known ? 0 : use.total(); }
  StageSettings settings_for(std::string_view stage) const;
};

enum class CacheLifetime { FiveMinutes, OneHour };
enum class Delivery { Direct, Batch };

// The price of one request, from what the provider says it used.
double cost_usd(const ModelInfo& model, const TokenUse& use,
                CacheLifetime lifetime = CacheLifetime::FiveMinutes, Delivery delivery = Delivery::Direct);

struct StageChoice {
  std::string silver_model;
  std::string gold_model;
};

class ModelCatalog {
 public:
  // Throws Error{Input, "model-catalog-invalid"} naming the field.
  static ModelCatalog parse(std::string_view json_text, std::string_view file_name);
  static ModelCatalog built_in();

  // The same with another file laid over it: a model of a known id takes over the fields it gives and keeps
  // the others; new models and presets are added. Throws as parse() does.
  static ModelCatalog built_in_with(std::string_view json_text, std::string_view file_name);

  // A server of one's own has models of its own: from now on ids that are not listed are taken for this
  // provider, and nothing is known of their price.
  void accept_unlisted(std::string provider) { accepts_unlisted_.insert(std::move(provider)); }
  bool accepts_unlisted(std::string_view provider) const { return accepts_unlisted_.contains(provider); }

  const std::vector<ModelInfo>& models() const { return models_; }

  // By id or alias; nullptr when unknown.
  const ModelInfo* find(std::string_view model) const;

  // By id or alias, or what is assumed of an unlisted model where such are taken.
  std::optional<ModelInfo> describe(std::string_view provider, std::string_view model) const;

  // Throws Error{Usage, "model-unknown" | "model-retired" | "model-provider-mismatch"}, each with what to use
  // instead.
  ModelInfo require(std::string_view provider, std::string_view model, UnixMillis now_ms) const;

  // "economy", "balanced" or "best". Throws Error{Usage, "preset-unknown"}.
  StageChoice preset(std::string_view provider, std::string_view name) const;

  using Presets = std::map<std::string, StageChoice, std::less<>>;  // by name
  const std::map<std::string, Presets, std::less<>>& presets() const { return presets_; }

 private:
  static ModelCatalog read(const json::value& document);

  std::vector<ModelInfo> models_;
  std::map<std::string, Presets, std::less<>> presets_;
  std::set<std::string, std::less<>> accepts_unlisted_;
};

}  // namespace calltracker::llm
