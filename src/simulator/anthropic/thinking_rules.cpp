// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>
#include <utility>

#include "simulator/anthropic/message_request.hpp"
#include "simulator/anthropic/schema_rules.hpp"
#include "simulator/refusal.hpp"

namespace calltracker::simulator {
namespace {

constexpr std::int64_t kBudgetTokensMin = 1024;

// What a model that thinks spends on it; a fixed number, so that costs can be computed beforehand.
constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> kThinkingTokens = {
    {{"low", 60}, {"medium", 150}, {"high", 400}, {"xhigh", 800}, {"max", 1600}}};

std::int64_t thinking_tokens_for(std::string_view effort) {
  for (const auto& [name, tokens] : kThinkingTokens) {
    if (name == effort) return tokens;
  }
  return kThinkingTokens[2].second;
}

std::string checked_effort(const JsonReader& body, const ProviderModel& model) {
  const auto config = body.find("output_config");
  if (!config) return model.effort_default;
  allow_only(*config, {"effort", "format", "task_budget"});
  const auto effort = config->string_if_any("effort");
  if (!effort) return model.effort_default;
  if (model.efforts.empty()) {
    throw Refusal(
        {.message = "This model does not support the effort parameter.", .param = "output_config.effort"});
  }
  if (!model.accepts_effort(*effort)) {
    refuse_field("output_config.effort", "Input should be 'low', 'medium', 'high', 'xhigh' or 'max'");
  }
  return *effort;
}

void check_budget(const JsonReader& thinking, const Prompt& prompt) {
  const std::int64_t budget = thinking.at("budget_tokens").as_int();
  if (budget < kBudgetTokensMin) {
    refuse_field("thinking.enabled.budget_tokens", "Input should be greater than or equal to 1024");
  }
  if (prompt.output_tokens_max > 0 && budget >= prompt.output_tokens_max) {
    throw Refusal({.message = "`max_tokens` must be greater than `thinking.budget_tokens`."});
  }
}

// Whether the model thinks.
bool checked_thinking(const JsonReader& body, const ProviderModel& model, const std::string& effort,
                      const Prompt& prompt) {
  const auto thinking = body.find("thinking");
  if (!thinking) return model.thinks_unasked;
  const std::string type = thinking->at("type").as_string();
  const bool is_known =
      type == "adaptive" || type == "enabled" || type == "disabled" || type == "between_tools";
  if (!is_known) refuse_field("thinking.type", "this is no way to think");
  if (!model.accepts_thinking(type)) {
    throw Refusal({.message = fmt::format(
                       "\"thinking.type.{}\" is not supported for this model. Use \"thinking.type.adaptive\" "
                       "and \"output_config.effort\" to control thinking behavior.",
                       type)});
  }
  const bool is_strained = effort == "xhigh" || effort == "max";
  if (is_strained && ((type == "disabled" && model.thinks_unasked) || type == "between_tools")) {
    throw Refusal(
        {.message = fmt::format("\"thinking.type.{}\" is not supported at effort {}.", type, effort)});
  }
  if (type == "enabled") check_budget(*thinking, prompt);
  allow_only(*thinking, {"type", "budget_tokens", "display"});
  const bool uses_tools = body.find("tools").has_value();
  return type == "adaptive" || type == "enabled" || (type == "between_tools" && uses_tools);
}

void check_format(const JsonReader& body, Prompt& prompt) {
  const auto config = body.find("output_config");
  const auto format = config ? config->find("format") : std::nullopt;
  if (!format) return;
  allow_only(*format, {"type", "schema"});
  if (format->at("type").as_string() != "json_schema") {
    refuse_field("output_config.format.type", "Input should be 'json_schema'");
  }
  prompt.schema = &format->at("schema").value();
  check_anthropic_schema(*prompt.schema, "output_config.format.schema");
}

}  // namespace

void check_thinking(const JsonReader& body, const ProviderModel& model, Prompt& prompt) {
  const std::string effort = checked_effort(body, model);
  if (checked_thinking(body, model, effort, prompt)) prompt.thinking_tokens = thinking_tokens_for(effort);
  check_format(body, prompt);
}

}  // namespace calltracker::simulator
