// SPDX-License-Identifier: MIT
#include "base/hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <memory>
#include <vector>

#include "base/error.hpp"

namespace calltracker {
namespace {

constexpr std::size_t kFilePiece = 1 << 20;

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    ensure(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }
  void update(std::string_view data) {
    ensure(EVP_DigestUpdate(context_.get(), data.data(), data.size()) == 1);
  }
  std::string finish_hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    ensure(EVP_DigestFinal_ex(context_.get(), digest.data(), &length) == 1);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * length);
    for (unsigned index = 0; index < length; ++index) {
      hex.push_back(kDigits[digest[index] >> 4]);
      hex.push_back(kDigits[digest[index] & 15]);
    }
    return hex;
  }

 private:
  static void ensure(bool worked) {
    if (!worked) throw Error({.code = "hash-failed", .message = "OpenSSL could not compute a SHA-256"});
  }
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256_hex(std::string_view data) {
  Sha256 hash;
  hash.update(data);
  return hash.finish_hex();
}

std::string sha256_hex_of_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  Sha256 hash;
  std::vector<char> buffer(kFilePiece);
  do {
    stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.update({buffer.data(), static_cast<std::size_t>(stream.gcount())});
  } while (stream.good());
  if (!stream.eof()) {
    throw Error({.kind = ErrorKind::Input,
                 .code = "file-unreadable",
                 .message = "the file cannot be read",
                 .where = path.string()});
  }
  return hash.finish_hex();
}

std::string sha256_hex_of_parts(std::initializer_list<std::string_view> parts) {
  Sha256 hash;
  for (const std::string_view part : parts) {
    hash.update(std::to_string(part.size()) + ":");
    hash.update(part);
  }
  return hash.finish_hex();
}

}  // namespace calltracker
