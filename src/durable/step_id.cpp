// SPDX-License-Identifier: MIT
#include "durable/step_id.hpp"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace calltracker::durable {

namespace {

// Looking the algorithm up costs more than hashing a name, so each thread keeps it with its context.
class Sha1 {
 public:
  Sha1() : algorithm_(EVP_MD_fetch(nullptr, "SHA1", nullptr)), context_(EVP_MD_CTX_new()) {
    if (algorithm_ == nullptr || context_ == nullptr) throw std::runtime_error("SHA-1 is not available");
  }
  Sha1(const Sha1&) = delete;
  Sha1& operator=(const Sha1&) = delete;
  ~Sha1() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(algorithm_);
  }

  StepId hash(std::string_view text) {
    StepId id{};
    EVP_DigestInit_ex2(context_, algorithm_, nullptr);
    EVP_DigestUpdate(context_, text.data(), text.size());
    EVP_DigestFinal_ex(context_, id.data(), nullptr);
    return id;
  }

 private:
  EVP_MD* algorithm_;
  EVP_MD_CTX* context_;
};

}  // namespace

StepId step_id_of(std::string_view indexed_name) {
  thread_local Sha1 sha1;
  return sha1.hash(indexed_name);
}

std::string to_hex(const StepId& id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(id.size() * 2);
  for (const std::uint8_t byte : id) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

bool StepNames::take(const StepId& id) {
  return used_.insert(id).second;
}

StepLabel StepNames::next(std::string_view name) {
  StepLabel label{.name = std::string(name), .index = 0, .id = step_id_of(name)};
  if (take(label.id)) return label;
  std::uint32_t& index = next_index_.try_emplace(std::string(name), 0).first->second;
  do {
    label.index = ++index;
    label.name = std::string(name) + ":" + std::to_string(index);
    label.id = step_id_of(label.name);
  } while (!take(label.id));
  return label;
}

}  // namespace calltracker::durable
