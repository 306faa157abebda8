// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "base/text.hpp"
#include "simulator/anthropic/message_request.hpp"
#include "simulator/anthropic/schema_rules.hpp"
#include "simulator/refusal.hpp"

namespace calltracker::simulator {
namespace {

constexpr int kBreakpointsMax = 4;
constexpr std::size_t kStrictToolsMax = 20;
constexpr int kFiveMinutes = 300;
constexpr int kOneHour = 3600;

int checked_lifetime(const JsonReader& control) {
  allow_only(control, {"type", "ttl"});
  if (control.at("type").as_string() != "ephemeral")
    refuse_field(control.path() + ".type", "Input should be 'ephemeral'");
  const std::string lifetime = control.string_if_any("ttl").value_or("5m");
  if (lifetime != "5m" && lifetime != "1h")
    refuse_field(control.path() + ".ttl", "Input should be '5m' or '1h'");
  return lifetime == "1h" ? kOneHour : kFiveMinutes;
}

class ContentReader {
 public:
  explicit ContentReader(Prompt& prompt) : prompt_(prompt) {}

  void read_tools(const JsonReader& tools) {
    std::size_t strict_tools = 0;
    for (const JsonReader& tool : tools.as_array()) {
      if (tool.bool_if_any("strict").value_or(false)) {
        ++strict_tools;
        check_anthropic_schema(tool.at("input_schema").value(), tool.path() + ".input_schema");
      }
      tool.at("name").as_string();
      add(to_json_text(tool.value()), tool);
    }
    if (strict_tools > kStrictToolsMax) refuse_field("tools", "too many strict tools");
  }

  void read_system(const JsonReader& system) {
    if (system.value().is_string()) {
      prompt_.blocks.push_back({.text = system.as_string()});
      return;
    }
    for (const JsonReader& block : system.as_array()) {
      allow_only(block, {"type", "text", "cache_control", "citations"});
      if (block.at("type").as_string() != "text")
        refuse_field(block.path() + ".type", "Input should be 'text'");
      add(checked_text(block), block);
    }
  }

  void read_message(const JsonReader& message) {
    allow_only(message, {"role", "content"});
    const std::string role = message.at("role").as_string();
    const JsonReader content = message.at("content");
    if (content.value().is_string()) {
      const std::string text = content.as_string();
      if (trim(text).empty()) refuse_field(content.path(), "text content must be non-empty");
      if (role == "user") prompt_.user_texts.push_back(text);
      prompt_.blocks.push_back({.text = text});
      return;
    }
    const std::vector<JsonReader> blocks = content.as_array();
    if (blocks.empty()) refuse_field(content.path(), "content must be non-empty");
    for (const JsonReader& block : blocks) read_block(block, role);
  }

  void finish(const JsonReader& body) {
    if (const auto control = body.find("cache_control"); control && !prompt_.blocks.empty()) {
      ++breakpoints_;
      prompt_.blocks.back().cached_for_seconds = checked_lifetime(*control);
    }
    if (breakpoints_ > kBreakpointsMax) {
      throw Refusal(
          {.message = fmt::format("A maximum of {} blocks with cache_control may be provided. Found {}.",
                                  kBreakpointsMax, breakpoints_)});
    }
  }

 private:
  static std::string checked_text(const JsonReader& block) {
    std::string text = block.at("text").as_string();
    if (text.empty()) refuse_field(block.path() + ".text", "text content blocks must be non-empty");
    if (trim(text).empty())
      refuse_field(block.path() + ".text", "text content blocks must contain non-whitespace text");
    return text;
  }

  void read_block(const JsonReader& block, const std::string& role) {
    const std::string type = block.at("type").as_string();
    if (type == "text") {
      allow_only(block, {"type", "text", "cache_control", "citations"});
      const auto citations = block.find("citations");
      if (role == "user" && citations && !(citations->value().is_array() && citations->as_array().empty())) {
        refuse_field(block.path() + ".citations", "Extra inputs are not permitted");
      }
      const std::string text = checked_text(block);
      if (role == "user") prompt_.user_texts.push_back(text);
      add(text, block);
    } else if (type == "tool_use" && role == "assistant") {
      tool_uses_.insert(block.at("id").as_string());
      add(block.at("name").as_string() + to_json_text(block.at("input").value()), block);
    } else if (type == "tool_result" && role == "user") {
      read_tool_result(block);
    } else if ((type == "thinking" || type == "redacted_thinking") && role == "assistant") {
      add(block.string_if_any("thinking").value_or(""), block);
    } else if ((type == "image" || type == "document") && role == "user") {
      add(to_json_text(block.at("source").value()), block);
    } else {
      refuse_field(block.path(),
                   fmt::format("a block of type '{}' cannot be in a message of role '{}'", type, role));
    }
  }

  void read_tool_result(const JsonReader& block) {
    const std::string id = block.at("tool_use_id").as_string();
    if (!tool_uses_.contains(id)) {
      refuse_field(block.path(),
                   fmt::format("unexpected `tool_use_id` found in `tool_result` blocks: {}. Each "
                               "`tool_result` block must have a corresponding `tool_use` block in the "
                               "previous message.",
                               id));
    }
    std::string all;
    const auto content = block.find("content");
    if (content && content->value().is_string()) {
      all = content->as_string();
      prompt_.user_texts.push_back(all);
    } else if (content) {
      for (const JsonReader& part : content->as_array()) {
        const std::string text = part.string_if_any("text").value_or("");
        prompt_.user_texts.push_back(text);
        all += text;
      }
    }
    add(std::move(all), block);
  }

  void add(std::string text, const JsonReader& block) {
    PromptBlock added{.text = std::move(text)};
    if (const auto control = block.find("cache_control")) {
      ++breakpoints_;
      added.cached_for_seconds = checked_lifetime(*control);
    }
    prompt_.blocks.push_back(std::move(added));
  }

  Prompt& prompt_;
  int breakpoints_ = 0;
  std::set<std::string> tool_uses_;
};

}  // namespace

void read_prompt_blocks(const JsonReader& body, Prompt& prompt) {
  ContentReader reader(prompt);
  if (const auto tools = body.find("tools")) reader.read_tools(*tools);
  if (const auto system = body.find("system")) reader.read_system(*system);
  for (const JsonReader& message : body.at("messages").as_array()) reader.read_message(message);
  reader.finish(body);
}

}  // namespace calltracker::simulator
