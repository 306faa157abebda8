// SPDX-License-Identifier: MIT
#pragma once

// What people set through the page, kept in the database: the workspace, provider keys (sealed; they can be
// used and replaced but never read back) and privacy. What the environment says about a key wins over what is
// stored.

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "operations/current_workspace.hpp"
#include "operations/secret_box.hpp"
#include "operations/settings.hpp"
#include "store/setting_store.hpp"

namespace calltracker::operations {

struct Privacy {
  PersonalDataKinds redact;           // what never leaves this machine
  std::optional<int> retention_days;  // finished jobs are deleted when they are older
};

class StoredSettings {
 public:
  // `make_box` is asked when a key is first stored or used.
  StoredSettings(store::SettingStore& store, std::function<SecretBox()> make_box)
      : store_(store), make_box_(std::move(make_box)) {}

  std::optional<std::string> workspace();
  void put_workspace(std::string_view text);
  void remove_workspace();

  bool has_key(std::string_view provider);
  std::optional<std::string> key(std::string_view provider);
  // Throws Error{Usage, "key-invalid"}.
  void put_key(std::string_view provider, std::string_view key);
  void remove_key(std::string_view provider);

  Privacy privacy();
  void put_privacy(const Privacy& privacy);

  std::vector<std::pair<std::string, std::int64_t>> calls_by_rep() { return store_.count_calls_by_rep(); }

 private:
  const SecretBox& box();

  store::SettingStore& store_;
  std::function<SecretBox()> make_box_;
  std::mutex mutex_;
  std::unique_ptr<SecretBox> box_;
};

// What jobs are given that name none: the setting, or when nothing was said, the one whose key is stored.
std::string usual_provider(const Settings& settings, StoredSettings& stored);

json::object to_json(const Privacy& privacy);
// Throws Error{Input, "json-…"} or Error{Usage, "setting-invalid"}.
Privacy privacy_from(const JsonReader& reader);

}  // namespace calltracker::operations
