// SPDX-License-Identifier: MIT
// A sealed secret is hex: nonce (12 bytes), tag (16), cipher text.
#include "operations/secret_box.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>
#include <vector>

#include "base/error.hpp"

namespace calltracker::operations {
namespace {

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

using Bytes = std::vector<unsigned char>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

[[noreturn]] void fail_internal() {
  throw Error({.code = "encryption-failed", .message = "the secret could not be sealed"});
}

[[noreturn]] void fail_unreadable() {
  throw Error(
      {.kind = ErrorKind::Storage,
       .code = "secret-unreadable",
       .message = "a stored key cannot be opened with this program's secret",
       .hint = "restore the secret file or CALLTRACKER_SECRET it was stored under, or enter the key again"});
}

[[noreturn]] void fail_file(const std::filesystem::path& file, const std::string& found) {
  throw Error({.kind = ErrorKind::Storage,
               .code = "secret-file-unusable",
               .message = "the file that protects stored keys cannot be used",
               .where = file.string(),
               .found = found,
               .hint = "it is made of 32 bytes and readable by its owner; or set CALLTRACKER_SECRET"});
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int length_of(std::string_view text) {
  return static_cast<int>(text.size());
}

std::string to_hex(const Bytes& bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

Bytes from_hex(std::string_view text) {
  const auto digit = [](char character) -> unsigned {
    if (character >= '0' && character <= '9') return static_cast<unsigned>(character - '0');
    if (character >= 'a' && character <= 'f') return static_cast<unsigned>(character - 'a' + 10);
    fail_unreadable();
  };
  if (text.size() % 2 != 0) fail_unreadable();
  Bytes bytes;
  for (std::size_t place = 0; place < text.size(); place += 2) {
    bytes.push_back(static_cast<unsigned char>(digit(text[place]) << 4 | digit(text[place + 1])));
  }
  return bytes;
}

}  // namespace

SecretBox SecretBox::from_secret(std::string_view secret) {
  Key key{};
  SHA256(bytes_of(secret), secret.size(), key.data());
  return SecretBox(key);
}

SecretBox SecretBox::from_file(const std::filesystem::path& file) {
  Key key{};
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) {
    const bool is_kept = RAND_bytes(key.data(), static_cast<int>(key.size())) == 1 &&
                         ::write(made, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
                         ::fsync(made) == 0;
    const std::string found = std::generic_category().message(errno);
    ::close(made);
    if (!is_kept) {
      ::unlink(file.c_str());
      fail_file(file, found);
    }
    return SecretBox(key);
  }
  if (errno != EEXIST) fail_file(file, std::generic_category().message(errno));
  const int stored = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (stored < 0) fail_file(file, std::generic_category().message(errno));
  const ssize_t count = ::read(stored, key.data(), key.size());
  ::close(stored);
  if (count != static_cast<ssize_t>(key.size())) fail_file(file, "too short");
  return SecretBox(key);
}

std::string SecretBox::seal(std::string_view name, std::string_view secret) const {
  Bytes sealed(kNonceBytes + kTagBytes + secret.size());
  unsigned char* tag = sealed.data() + kNonceBytes;
  const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  int count = 0;
  const bool is_sealed =
      RAND_bytes(sealed.data(), kNonceBytes) == 1 &&
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key_.data(), sealed.data()) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &count, bytes_of(name), length_of(name)) == 1 &&
      EVP_EncryptUpdate(cipher.get(), tag + kTagBytes, &count, bytes_of(secret), length_of(secret)) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), tag + kTagBytes + secret.size(), &count) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag) == 1;
  if (!is_sealed) fail_internal();
  return to_hex(sealed);
}

std::string SecretBox::open(std::string_view name, std::string_view sealed_text) const {
  Bytes sealed = from_hex(sealed_text);
  if (sealed.size() < kNonceBytes + kTagBytes) fail_unreadable();
  unsigned char* tag = sealed.data() + kNonceBytes;
  std::string secret(sealed.size() - kNonceBytes - kTagBytes, '\0');
  auto* plain = reinterpret_cast<unsigned char*>(secret.data());
  const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  int count = 0;
  const bool is_genuine =
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key_.data(), sealed.data()) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &count, bytes_of(name), length_of(name)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), plain, &count, tag + kTagBytes, length_of(secret)) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), plain + secret.size(), &count) == 1;
  if (!is_genuine) fail_unreadable();
  return secret;
}

}  // namespace calltracker::operations
