// SPDX-License-Identifier: MIT
#pragma once

// Every setting, where its value came from and what it means. A value given on the command line beats the
// environment, which beats the default. Secrets are read from NAME or, when that is not set, from the file
// NAME_FILE names; they are held here and nowhere else, and are never shown.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.hpp"
#include "call/personal_data.hpp"

namespace calltracker::operations {

using Environment = std::function<std::optional<std::string>(const char* name)>;

// What the command line said; nullopt where it was silent.
struct SettingFlags {
  std::optional<std::string> database;
  std::optional<std::string> workspace;
  std::optional<std::string> provider;
  std::optional<std::string> preset;
  std::optional<std::string> silver_model;
  std::optional<std::string> gold_model;
  std::optional<std::string> models;
  std::optional<int> concurrency;
  std::optional<std::string> redact;
  std::optional<std::string> log_format;
  std::optional<std::string> log_level;
};

struct SettingView {
  std::string name;
  std::string value;   // "set" or "not set" for a secret
  std::string origin;  // "--db", "CALLTRACKER_DB", "default"
  std::string sentence;
};

struct Settings {
  std::string database;              // a path or a postgres:// URL
  bool database_is_default = false;  // nobody chose it, so nobody made its folder
  std::optional<std::filesystem::path> workspace_file;
  std::string provider;
  std::string preset;
  std::string silver_model;  // instead of the preset's; empty: the preset's
  std::string gold_model;
  std::optional<std::filesystem::path> models_file;  // laid over the built-in model catalogue
  int concurrency = 50;
  PersonalDataKinds redaction;  // kept from model providers
  LogFormat log_format = LogFormat::Text;
  LogLevel log_level = LogLevel::Warning;
  std::string anthropic_api_key;
  std::string anthropic_base_url;
  std::string openai_api_key;
  std::string openai_base_url;
  std::string server_token;
  std::string secret;              // seals stored keys; "": a file beside the database does
  std::vector<SettingView> views;  // for `config show`, in a fixed order
};

// Throws Error{Usage, "setting-invalid"} naming the setting, what was expected and what was found.
Settings resolve_settings(const SettingFlags& flags, const Environment& environment);

// The URL without its password; a path as it is.
std::string without_password(std::string_view database);

}  // namespace calltracker::operations
