// SPDX-License-Identifier: MIT
#pragma once

// Seals secrets that have to lie in a database (AES-256-GCM): without the key that lies elsewhere they are
// noise, and one that was altered, or moved to another name, is not opened.

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace calltracker::operations {

class SecretBox {
 public:
  // A key made from a passphrase.
  static SecretBox from_secret(std::string_view secret);
  // The key in the file, which is made, for its owner's eyes only, when it is not there. Throws
  // Error{Storage, "secret-file-unusable"}.
  static SecretBox from_file(const std::filesystem::path& file);

  // `name` says what the secret is and is needed to open it again.
  std::string seal(std::string_view name, std::string_view secret) const;
  // Throws Error{Storage, "secret-unreadable"}: another key, another name, or altered.
  std::string open(std::string_view name, std::string_view sealed) const;

 private:
  using Key = std::array<unsigned char, 32>;
  explicit SecretBox(const Key& key) : key_(key) {}

  Key key_;
};

}  // namespace calltracker::operations
