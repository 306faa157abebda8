// SPDX-License-Identifier: MIT
#include "llm/model_catalog.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time_zone.hpp"
#include "llm/embedded_files.hpp"

namespace calltracker::llm {
namespace {

constexpr double kTokensPerPriceUnit = 1e6;

// Of a model that nothing is known of: what most servers of one's own are started with or above.
constexpr std::int64_t kAssumedContextTokens = 32'768;
constexpr std::int64_t kAssumedOutputTokensMax = 8192;

std::vector<PriceStep> read_prices(const JsonReader& model) {
  std::vector<PriceStep> prices;
  const auto list = model.find("prices");
  if (!list) return prices;
  for (const JsonReader& item : list->as_array()) {
    prices.push_back({.input_tokens_max = item.at("inputTokensMax").as_int(),
                      .input = item.at("input").as_double(),
                      .output = item.at("output").as_double(),
                      .cache_write_5m = item.at("cacheWrite5m").as_double(),
                      .cache_write_1h = item.at("cacheWrite1h").as_double(),
                      .cache_read = item.at("cacheRead").as_double()});
    if (prices.size() > 1 && prices[prices.size() - 2].input_tokens_max >= prices.back().input_tokens_max) {
      item.at("inputTokensMax").fail("a larger number than the step before");
    }
  }
  return prices;
}

ModelInfo read_model(const JsonReader& item) {
  ModelInfo model{.id = item.at("id").as_string(),
                  .aliases = item.strings("aliases"),
                  .provider = item.at("provider").as_string(),
                  .context_tokens = item.int_if_any("contextTokens").value_or(0),
                  .output_tokens_max = item.int_if_any("outputTokensMax").value_or(0),
                  .cache_tokens_min = item.int_if_any("cacheTokensMin").value_or(0),
                  .prices = read_prices(item),
                  .batch_price_factor = item.double_if_any("batchPriceFactor").value_or(1),
                  .settings = {},
                  .retires_at_ms = std::nullopt,
                  .replacement = item.string_if_any("replacement")};
  // "prices": [] says that the model costs nothing.
  model.is_price_known = model.provider == "offline" || item.find("prices").has_value();
  model.tokens_per_word = item.double_if_any("tokensPerWord").value_or(model.tokens_per_word);
  if (const auto settings = item.find("settings")) {
    for (const auto& [stage, value] : settings->as_object()) {
      const JsonReader reader(value, fmt::format("{}.{}", settings->path(), std::string_view(stage)));
      model.settings.emplace(std::string(stage), StageSettings{.thinking = reader.string_if_any("thinking"),
                                                               .effort = reader.string_if_any("effort")});
    }
  }
  if (const auto retires_at = item.find("retiresAt")) {
    model.retires_at_ms = parse_iso8601(retires_at->as_string());
    if (!model.retires_at_ms) retires_at->fail("a date like 2026-11-30T00:00:00Z");
  }
  return model;
}

ModelInfo unlisted_model(std::string_view provider, std::string_view id) {
  return {.id = std::string(id),
          .aliases = {},
          .provider = std::string(provider),
          .context_tokens = kAssumedContextTokens,
          .output_tokens_max = kAssumedOutputTokensMax,
          .prices = {},
          .is_price_known = false,
          .settings = {},
          .retires_at_ms = std::nullopt,
          .replacement = std::nullopt};
}

// What `change` gives replaces what `base` has, member by member.
void lay_over(json::object& base, const json::object& change) {
  for (const auto& [key, value] : change) {
    json::value* existing = base.if_contains(key);
    if (existing != nullptr && existing->is_object() && value.is_object()) {
      lay_over(existing->get_object(), value.get_object());
    } else {
      base[key] = value;
    }
  }
}

// Models are known by their id, wherever they stand in the list.
void lay_models_over(json::array& models, const JsonReader& changes) {
  for (const JsonReader& change : changes.as_array()) {
    const std::string id = change.at("id").as_string();
    const auto known = std::find_if(models.begin(), models.end(), [&id](const json::value& model) {
      return model.at("id").as_string() == id;
    });
    if (known == models.end()) {
      models.push_back(change.value());
    } else {
      lay_over(known->as_object(), change.value().as_object());
    }
  }
}

template <class Read>
ModelCatalog reading(std::string_view file_name, const Read& read) {
  try {
    return read();
  } catch (const Error& error) {
    ErrorDetails details = error.details();
    details.code = "model-catalog-invalid";
    details.where = fmt::format("{}{}{}", file_name, details.where.empty() ? "" : ", ", details.where);
    throw Error(std::move(details));
  }
}

[[noreturn]] void refuse(std::string code, std::string message, std::string hint) {
  throw Error({.kind = ErrorKind::Usage,
               .code = std::move(code),
               .message = std::move(message),
               .hint = std::move(hint),
               .state = "no request was sent"});
}

}  // namespace

StageSettings ModelInfo::settings_for(std::string_view stage) const {
  const auto found = settings.find(stage);
  return found == settings.end() ? StageSettings{} : found->second;
}

double cost_usd(const ModelInfo& model, const TokenUse& use, CacheLifetime lifetime, Delivery delivery) {
  if (model.prices.empty()) return 0;
  const std::int64_t input_tokens = use.input + use.cache_read + use.cache_write;
  const auto found =
      std::find_if(model.prices.begin(), model.prices.end(),
                   [input_tokens](const PriceStep& step) { return input_tokens <= step.input_tokens_max; });
  const PriceStep& price = found == model.prices.end() ? model.prices.back() : *found;
  const double write = lifetime == CacheLifetime::OneHour ? price.cache_write_1h : price.cache_write_5m;
  const double total =
      static_cast<double>(use.input) * price.input + static_cast<double>(use.output) * price.output +
      static_cast<double>(use.cache_write) * write + static_cast<double>(use.cache_read) * price.cache_read;
  return total / kTokensPerPriceUnit * (delivery == Delivery::Batch ? model.batch_price_factor : 1);
}

ModelCatalog ModelCatalog::read(const json::value& document) {
  const JsonReader root(document, "catalogue");
  ModelCatalog catalog;
  for (const JsonReader& item : root.at("models").as_array()) catalog.models_.push_back(read_model(item));
  const JsonReader presets = root.at("presets");
  for (const auto& [provider, choices] : presets.as_object()) {
    const JsonReader reader(choices, fmt::format("{}.{}", presets.path(), std::string_view(provider)));
    for (const auto& [name, choice] : reader.as_object()) {
      const JsonReader stages(choice, fmt::format("{}.{}", reader.path(), std::string_view(name)));
      const StageChoice stage_choice{.silver_model = stages.at("silver").as_string(),
                                     .gold_model = stages.at("gold").as_string()};
      if (catalog.find(stage_choice.silver_model) == nullptr)
        stages.at("silver").fail("a model listed above");
      if (catalog.find(stage_choice.gold_model) == nullptr) stages.at("gold").fail("a model listed above");
      catalog.presets_[std::string(provider)].emplace(std::string(name), stage_choice);
    }
  }
  return catalog;
}

ModelCatalog ModelCatalog::parse(std::string_view json_text, std::string_view file_name) {
  return reading(file_name, [json_text] { return read(parse_json(json_text, "the model catalogue")); });
}

ModelCatalog ModelCatalog::built_in() {
  return parse(embedded::file("models.json"), "the built-in model catalogue");
}

ModelCatalog ModelCatalog::built_in_with(std::string_view json_text, std::string_view file_name) {
  return reading(file_name, [json_text] {
    json::value document = parse_json(embedded::file("models.json"), "the built-in model catalogue");
    const json::value change = parse_json(json_text, "the model catalogue");
    const JsonReader reader(change, "catalogue");
    reader.as_object();
    if (const auto models = reader.find("models")) {
      lay_models_over(document.at("models").as_array(), *models);
    }
    if (const auto presets = reader.find("presets")) {
      presets->as_object();
      lay_over(document.at("presets").as_object(), presets->value().as_object());
    }
    return read(document);
  });
}

const ModelInfo* ModelCatalog::find(std::string_view model) const {
  const auto found = std::find_if(models_.begin(), models_.end(), [model](const ModelInfo& info) {
    return info.id == model ||
           std::find(info.aliases.begin(), info.aliases.end(), model) != info.aliases.end();
  });
  return found == models_.end() ? nullptr : &*found;
}

std::optional<ModelInfo> ModelCatalog::describe(std::string_view provider, std::string_view model) const {
  if (const ModelInfo* info = find(model)) return *info;
  if (accepts_unlisted(provider) && !model.empty()) return unlisted_model(provider, model);
  return std::nullopt;
}

ModelInfo ModelCatalog::require(std::string_view provider, std::string_view model, UnixMillis now_ms) const {
  const auto info = describe(provider, model);
  if (!info) {
    std::vector<std::string_view> known;
    for (const ModelInfo& each : models_) {
      if (each.provider == provider && (!each.retires_at_ms || *each.retires_at_ms > now_ms)) {
        known.push_back(each.id);
      }
    }
    refuse("model-unknown", fmt::format("the model \"{}\" is not known", model),
           known.empty() ? "calltracker models lists them"
                         : fmt::format("use one of: {}", fmt::join(known, ", ")));
  }
  if (info->provider != provider) {
    refuse(
        "model-provider-mismatch",
        fmt::format("the model {} belongs to the provider {}, not to {}", info->id, info->provider, provider),
        fmt::format("choose --provider {}, or another model", info->provider));
  }
  if (info->retires_at_ms && *info->retires_at_ms <= now_ms) {
    refuse("model-retired",
           fmt::format("the model {} was retired on {}", info->id,
                       to_iso8601_utc(*info->retires_at_ms).substr(0, 10)),
           info->replacement ? fmt::format("use {}", *info->replacement) : "choose another model");
  }
  return *info;
}

StageChoice ModelCatalog::preset(std::string_view provider, std::string_view name) const {
  const auto choices = presets_.find(provider);
  if (choices == presets_.end()) {
    refuse("preset-unknown", fmt::format("there are no presets for the provider \"{}\"", provider),
           "name the models of both stages");
  }
  const auto choice = choices->second.find(name);
  if (choice == choices->second.end()) {
    refuse("preset-unknown", fmt::format("the preset \"{}\" is not known", name),
           "use economy, balanced or best");
  }
  return choice->second;
}

}  // namespace calltracker::llm
