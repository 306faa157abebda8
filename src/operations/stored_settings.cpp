// SPDX-License-Identifier: MIT
#include "operations/stored_settings.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace calltracker::operations {
namespace {

constexpr std::string_view kWorkspace = "workspace";
constexpr std::string_view kPrivacy = "privacy";
constexpr std::size_t kKeyCharactersMin = 8;
constexpr std::size_t kKeyCharactersMax = 1'024;
constexpr std::int64_t kRetentionDaysMax = 36'500;

std::string key_name(std::string_view provider) {
  return "key " + std::string(provider);
}

// A key goes into a header: a line end within it would be another header.
bool is_printable(std::string_view key) {
  return std::all_of(key.begin(), key.end(),
                     [](char character) { return character > 0x20 && character < 0x7f; });
}

}  // namespace

std::optional<std::string> StoredSettings::workspace() {
  return store_.find_setting(kWorkspace);
}

void StoredSettings::put_workspace(std::string_view text) {
  store_.put_setting(kWorkspace, text);
}

void StoredSettings::remove_workspace() {
  store_.delete_setting(kWorkspace);
}

bool StoredSettings::has_key(std::string_view provider) {
  return store_.find_setting(key_name(provider)).has_value();
}

std::optional<std::string> StoredSettings::key(std::string_view provider) {
  const std::string name = key_name(provider);
  const std::optional<std::string> sealed = store_.find_setting(name);
  if (!sealed) return std::nullopt;
  return box().open(name, *sealed);
}

void StoredSettings::put_key(std::string_view provider, std::string_view key) {
  if (key.size() < kKeyCharactersMin || key.size() > kKeyCharactersMax || !is_printable(key)) {
    throw Error(
        {.kind = ErrorKind::Usage,
         .code = "key-invalid",
         .message = "this is no provider key: 8 to 1024 printable characters without spaces are expected",
         .state = "nothing was stored"});
  }
  const std::string name = key_name(provider);
  store_.put_setting(name, box().seal(name, key));
}

void StoredSettings::remove_key(std::string_view provider) {
  store_.delete_setting(key_name(provider));
}

Privacy StoredSettings::privacy() {
  const std::optional<std::string> text = store_.find_setting(kPrivacy);
  if (!text) return {};
  const json::value document = parse_json(*text, "the stored privacy settings");
  return privacy_from(JsonReader(document, "privacy"));
}

void StoredSettings::put_privacy(const Privacy& privacy) {
  store_.put_setting(kPrivacy, to_json_text(to_json(privacy)));
}

const SecretBox& StoredSettings::box() {
  const std::lock_guard lock(mutex_);
  if (!box_) box_ = std::make_unique<SecretBox>(make_box_());
  return *box_;
}

std::string usual_provider(const Settings& settings, StoredSettings& stored) {
  for (const SettingView& view : settings.views) {
    const bool is_unsaid = view.name == "provider" && view.origin == "default";
    if (!is_unsaid) continue;
    for (const char* provider : {"anthropic", "openai"}) {
      if (stored.has_key(provider)) return provider;
    }
  }
  return settings.provider;
}

json::object to_json(const Privacy& privacy) {
  json::object redact;
  for (const PersonalData kind : kAllPersonalData) redact[name_of(kind)] = privacy.redact.contains(kind);
  return {{"redact", std::move(redact)}, {"retentionDays", value_or_null(privacy.retention_days)}};
}

Privacy privacy_from(const JsonReader& reader) {
  const JsonReader redact = reader.at("redact");
  Privacy privacy;
  for (const PersonalData kind : kAllPersonalData) {
    if (redact.at(name_of(kind)).as_bool()) privacy.redact.insert(kind);
  }
  if (const auto days = reader.int_if_any("retentionDays")) {
    if (*days < 1 || *days > kRetentionDaysMax) {
      throw Error({.kind = ErrorKind::Usage,
                   .code = "setting-invalid",
                   .message = "retentionDays is a number of days from 1 to 36500, or null for ever",
                   .where = "retentionDays",
                   .found = std::to_string(*days),
                   .state = "nothing was changed"});
    }
    privacy.retention_days = static_cast<int>(*days);
  }
  return privacy;
}

}  // namespace calltracker::operations
