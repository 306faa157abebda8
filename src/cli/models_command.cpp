// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <algorithm>

#include "base/json.hpp"
#include "base/time_zone.hpp"
#include "cli/commands.hpp"

namespace calltracker::cli {
namespace {

constexpr std::size_t kDateLength = 10;

// "balanced silver, best silver + gold"
std::string uses_of(const llm::ModelCatalog& catalog, const llm::ModelInfo& model) {
  const auto presets = catalog.presets().find(model.provider);
  if (presets == catalog.presets().end()) return "";
  std::vector<std::string> uses;
  for (const char* name : {"economy", "balanced", "best"}) {
    const auto choice = presets->second.find(name);
    if (choice == presets->second.end()) continue;
    const bool silver = choice->second.silver_model == model.id;
    const bool gold = choice->second.gold_model == model.id;
    if (silver || gold) {
      uses.push_back(fmt::format("{} {}", name, silver && gold ? "both" : silver ? "silver" : "gold"));
    }
  }
  return fmt::format("{}", fmt::join(uses, ", "));
}

std::string dollars(double amount) {
  std::string text = fmt::format("{:.3f}", amount);
  if (text.ends_with('0')) text.pop_back();
  return text;
}

std::string price_of(const llm::ModelInfo& model) {
  if (!model.is_price_known) return "unknown";
  if (model.is_free()) return "free";
  const llm::PriceStep& price = model.prices.front();
  const std::string more =
      model.prices.size() == 1 ? "" : fmt::format(" (to {}k)", price.input_tokens_max / 1000);
  return fmt::format("{} / {}{}", dollars(price.input), dollars(price.output), more);
}

std::string context_of(const llm::ModelInfo& model) {
  return model.context_tokens < 1'000'000
             ? fmt::format("{}k", model.context_tokens / 1000)
             : fmt::format("{:.2f}M", static_cast<double>(model.context_tokens) / 1e6);
}

std::string cache_of(const llm::ModelInfo& model) {
  if (model.prices.empty() || model.cache_tokens_min == 0) return "";
  return fmt::format("{} from {}", dollars(model.prices.front().cache_read), model.cache_tokens_min);
}

std::string end_of(const llm::ModelInfo& model) {
  if (!model.retires_at_ms) return "";
  const std::string day = to_iso8601_utc(*model.retires_at_ms).substr(0, kDateLength);
  return model.replacement ? fmt::format("{}, use {}", day, *model.replacement) : day;
}

json::object to_json(const llm::ModelCatalog& catalog, const llm::ModelInfo& model) {
  json::array prices;
  for (const llm::PriceStep& price : model.prices) {
    prices.push_back(json::object{{"inputTokensMax", price.input_tokens_max},
                                  {"input", price.input},
                                  {"output", price.output},
                                  {"cacheWrite5m", price.cache_write_5m},
                                  {"cacheWrite1h", price.cache_write_1h},
                                  {"cacheRead", price.cache_read}});
  }
  return {{"id", model.id},
          {"provider", model.provider},
          {"usedBy", uses_of(catalog, model)},
          {"contextTokens", model.context_tokens},
          {"outputTokensMax", model.output_tokens_max},
          {"cacheTokensMin", model.cache_tokens_min},
          {"prices", std::move(prices)},
          {"batchPriceFactor", model.batch_price_factor},
          {"retiresAt", model.retires_at_ms ? json::value(to_iso8601_utc(*model.retires_at_ms)) : nullptr},
          {"replacement", value_or_null(model.replacement)}};
}

ExitCode show_models(Context& context) {
  const llm::ModelCatalog& catalog = context.composition.catalog(context.flags);
  const UnixMillis now_ms = SystemClock().now_ms();
  json::array items;
  std::vector<std::vector<std::string>> rows;
  for (const llm::ModelInfo& model : catalog.models()) {
    items.push_back(to_json(catalog, model));
    if (model.retires_at_ms && *model.retires_at_ms <= now_ms) continue;
    rows.push_back({model.provider, model.id, uses_of(catalog, model), price_of(model), cache_of(model),
                    context_of(model), end_of(model)});
  }
  if (context.json) {
    context.terminal.out() << to_json_text(json::object{{"models", std::move(items)}}) << "\n";
    return ExitCode::Success;
  }
  context.terminal.out() << render_table(context.terminal,
                                         {{.title = "Provider"},
                                          {.title = "Model"},
                                          {.title = "Used by preset", .width_max = 48},
                                          {.title = "In / out $ per M tokens", .align = Align::Right},
                                          {.title = "Cached in $", .align = Align::Right},
                                          {.title = "Context", .align = Align::Right},
                                          {.title = "Retires", .width_max = 44}},
                                         rows);
  context.terminal.out() << fmt::format(
      "\n{} retired models are not shown. Change prices, settings and presets, or add models, with --models "
      "FILE.\n",
      items.size() - rows.size());
  return ExitCode::Success;
}

}  // namespace

void add_models_command(CLI::App& root, Context& context) {
  root.add_subcommand("models", "The models: presets, prices, limits, and when they retire")
      ->callback([&context] { context.chosen = [&context] { return show_models(context); }; });
}

}  // namespace calltracker::cli
