// SPDX-License-Identifier: MIT
#pragma once

// A client whose inside can be exchanged while it is in use, for example because the key has changed:
// questions asked from then on go to the new one, and those on their way are answered by the old one, which
// lives until then.

#include <memory>
#include <mutex>
#include <string_view>

#include "llm/model.hpp"

namespace calltracker::llm {

class ReplaceableClient final : public ModelClient {
 public:
  explicit ReplaceableClient(std::shared_ptr<ModelClient> inner) : inner_(std::move(inner)) {}

  void replace(std::shared_ptr<ModelClient> inner);

  std::string_view provider() const override { return current()->provider(); }
  std::string_view revision() const override { return current()->revision(); }
  void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) override;

 private:
  std::shared_ptr<ModelClient> current() const;

  mutable std::mutex mutex_;
  std::shared_ptr<ModelClient> inner_;
};

}  // namespace calltracker::llm
