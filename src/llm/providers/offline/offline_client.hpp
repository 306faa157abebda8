// SPDX-License-Identifier: MIT
#pragma once

// The provider that needs no model: rules answer in the shape in which a model would.
//
// It is deterministic, costs nothing, calls `done` before ask() returns, and keeps no state between calls, so
// any number of threads may ask at once. The workspace must outlive it.

#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>

#include "call/workspace.hpp"
#include "llm/model.hpp"

namespace calltracker::llm {

namespace offline {
class Knowledge;
}

class OfflineClient : public ModelClient {
 public:
  static constexpr std::string_view kProvider = "offline";
  static constexpr std::string_view kModel = "offline-rules";

  explicit OfflineClient(const Workspace& workspace);
  ~OfflineClient() override;

  std::string_view provider() const override { return kProvider; }
  std::string_view revision() const override;
  void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) override;

 private:
  std::unique_ptr<const offline::Knowledge> knowledge_;
};

}  // namespace calltracker::llm
