// SPDX-License-Identifier: MIT
#include "operations/settings.hpp"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::operations {
namespace {

namespace fs = std::filesystem;

constexpr int kConcurrencyMax = 10'000;

struct Value {
  std::string text;
  std::string origin;
};

[[noreturn]] void fail(const Value& value, std::string_view expected) {
  throw Error({.kind = ErrorKind::Usage,
               .code = "setting-invalid",
               .message = fmt::format("{} is not {}", value.origin, expected),
               .where = value.origin,
               .found = value.text});
}

class Resolver {
 public:
  Resolver(const Environment& environment, std::vector<SettingView>& views)
      : environment_(environment), views_(views) {}

  Value resolve(std::string name, const char* flag, const std::optional<std::string>& given,
                const char* variable, std::string fallback, std::string sentence) {
    Value value{std::move(fallback), "default"};
    if (given) {
      value = {*given, flag};
    } else if (auto found = environment_(variable); found && !found->empty()) {
      value = {*found, variable};
    }
    views_.push_back({std::move(name), without_password(value.text), value.origin, std::move(sentence)});
    return value;
  }

  // The secret itself, or "" when there is none.
  std::string secret(const char* variable, std::string sentence) {
    Value value{"", "default"};
    const std::string file_variable = std::string(variable) + "_FILE";
    if (auto found = environment_(variable); found && !found->empty()) {
      value = {*found, variable};
    } else if (auto path = environment_(file_variable.c_str()); path && !path->empty()) {
      value = {read_secret_file(*path, file_variable), file_variable};
    }
    views_.push_back({variable, value.text.empty() ? "not set" : "set", value.origin, std::move(sentence)});
    return value.text;
  }

 private:
  static std::string read_secret_file(const std::string& path, const std::string& variable) {
    std::ifstream stream(path);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream.is_open() || trim(text.str()).empty()) {
      throw Error({.kind = ErrorKind::Usage,
                   .code = "setting-invalid",
                   .message = fmt::format("the file that {} names cannot be read or is empty", variable),
                   .where = path,
                   .hint = "give a readable file that holds the secret and nothing else"});
    }
    return std::string(trim(text.str()));
  }

  const Environment& environment_;
  std::vector<SettingView>& views_;
};

std::string default_database(const Environment& environment) {
  if (const auto data_home = environment("XDG_DATA_HOME"); data_home && !data_home->empty()) {
    return (fs::path(*data_home) / "calltracker" / "calltracker.db").string();
  }
  const std::string home = environment("HOME").value_or("");
  return home.empty() ? "calltracker.db"
                      : (fs::path(home) / ".local/share/calltracker/calltracker.db").string();
}

int parse_concurrency(const Value& value) {
  int number = 0;
  const char* end = value.text.data() + value.text.size();
  const auto [stop, failure] = std::from_chars(value.text.data(), end, number);
  if (failure != std::errc() || stop != end || number < 1 || number > kConcurrencyMax) {
    fail(value, fmt::format("a whole number from 1 to {}", kConcurrencyMax));
  }
  return number;
}

PersonalDataKinds parse_redaction(const Value& value) {
  auto kinds = parse_personal_data(value.text);
  if (!kinds) fail(value, "a list of card, ssn, email and phone, or all");
  return *std::move(kinds);
}

LogFormat parse_log_format(const Value& value) {
  if (value.text == "text") return LogFormat::Text;
  if (value.text == "json") return LogFormat::Json;
  fail(value, "text or json");
}

LogLevel parse_log_level(const Value& value) {
  if (value.text == "debug") return LogLevel::Debug;
  if (value.text == "info") return LogLevel::Info;
  if (value.text == "warning") return LogLevel::Warning;
  if (value.text == "error") return LogLevel::Error;
  if (value.text == "off") return LogLevel::Off;
  fail(value, "debug, info, warning, error or off");
}

std::string parse_choice(const Value& value, std::initializer_list<std::string_view> choices) {
  for (const std::string_view choice : choices) {
    if (value.text == choice) return value.text;
  }
  fail(value, fmt::format("one of {}", fmt::join(choices, ", ")));
}

// A key, or a server of one's own, says who is meant to be asked.
std::string_view default_provider(const Settings& settings, bool has_own_server) {
  if (!settings.anthropic_api_key.empty()) return "anthropic";
  return !settings.openai_api_key.empty() || has_own_server ? "openai" : "offline";
}

void resolve_provider(Settings& settings, Resolver& resolver, const SettingFlags& flags) {
  settings.anthropic_api_key = resolver.secret("ANTHROPIC_API_KEY", "key for the anthropic provider");
  settings.anthropic_base_url =
      resolver
          .resolve("ANTHROPIC_BASE_URL", "", std::nullopt, "ANTHROPIC_BASE_URL", "https://api.anthropic.com",
                   "where the anthropic provider is asked")
          .text;
  settings.openai_api_key = resolver.secret("OPENAI_API_KEY", "key for the openai provider");
  const Value openai =
      resolver.resolve("OPENAI_BASE_URL", "", std::nullopt, "OPENAI_BASE_URL", "https://api.openai.com/v1",
                       "where the openai provider is asked: OpenAI, llama.cpp, vLLM, Ollama");
  settings.openai_base_url = openai.text;
  const std::string fallback(default_provider(settings, openai.origin != "default"));
  settings.provider =
      parse_choice(resolver.resolve("provider", "--provider", flags.provider, "CALLTRACKER_PROVIDER",
                                    fallback, "who analyses: the one with a key, else offline rules"),
                   {"offline", "anthropic", "openai"});
}

}  // namespace

Settings resolve_settings(const SettingFlags& flags, const Environment& environment) {
  Settings settings;
  Resolver resolver(environment, settings.views);
  const Value database =
      resolver.resolve("database", "--db", flags.database, "CALLTRACKER_DB", default_database(environment),
                       "where jobs and results live: a file, or a postgres:// URL");
  settings.database = database.text;
  settings.database_is_default = database.origin == "default";
  const Value workspace =
      resolver.resolve("workspace", "--workspace", flags.workspace, "CALLTRACKER_WORKSPACE", "built in",
                       "company, divisions, roster, products and rubric");
  if (workspace.origin != "default") settings.workspace_file = workspace.text;
  resolve_provider(settings, resolver, flags);
  settings.preset = parse_choice(resolver.resolve("preset", "--preset", flags.preset, "CALLTRACKER_PRESET",
                                                  "balanced", "which models: economy, balanced or best"),
                                 {"economy", "balanced", "best"});
  settings.silver_model = resolver
                              .resolve("silver model", "--silver-model", flags.silver_model,
                                       "CALLTRACKER_SILVER_MODEL", "", "instead of the preset's for triage")
                              .text;
  settings.gold_model = resolver
                            .resolve("gold model", "--gold-model", flags.gold_model, "CALLTRACKER_GOLD_MODEL",
                                     "", "instead of the preset's for scoring")
                            .text;
  const Value models = resolver.resolve("models", "--models", flags.models, "CALLTRACKER_MODELS", "built in",
                                        "a file of models, prices and presets laid over the built-in one");
  if (models.origin != "default") settings.models_file = models.text;
  const std::optional<std::string> concurrency =
      flags.concurrency ? std::optional(std::to_string(*flags.concurrency)) : std::nullopt;
  settings.concurrency =
      parse_concurrency(resolver.resolve("concurrency", "--concurrency", concurrency,
                                         "CALLTRACKER_CONCURRENCY", "50", "calls in flight at once"));
  settings.redaction = parse_redaction(
      resolver.resolve("redaction", "--redact", flags.redact, "CALLTRACKER_REDACT", "",
                       "what model providers do not get to see: card, ssn, email, phone, all"));
  settings.log_format =
      parse_log_format(resolver.resolve("log format", "--log-format", flags.log_format,
                                        "CALLTRACKER_LOG_FORMAT", "text", "text or json lines"));
  settings.log_level =
      parse_log_level(resolver.resolve("log level", "--log-level", flags.log_level, "CALLTRACKER_LOG_LEVEL",
                                       "warning", "least severe line shown"));
  settings.server_token =
      resolver.secret("CALLTRACKER_TOKEN", "what people give to use a server that others can reach");
  settings.secret =
      resolver.secret("CALLTRACKER_SECRET", "what seals provider keys that are stored in the database");
  return settings;
}

std::string without_password(std::string_view database) {
  std::string text(database);
  const std::size_t scheme = text.find("://");
  const std::size_t at = text.find('@');
  if (scheme == std::string::npos || at == std::string::npos) return text;
  const std::size_t colon = text.find(':', scheme + 3);
  if (colon != std::string::npos && colon < at) text.replace(colon + 1, at - colon - 1, "***");
  return text;
}

}  // namespace calltracker::operations
