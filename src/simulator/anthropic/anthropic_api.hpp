// SPDX-License-Identifier: MIT
#pragma once

// Anthropic's side: messages, counting of tokens, models.

#include <string>

#include "http/server/router.hpp"
#include "simulator/anthropic/message_request.hpp"
#include "simulator/refusal.hpp"
#include "simulator/rehearsal.hpp"
#include "simulator/routes.hpp"

namespace calltracker::simulator {

class AnthropicApi {
 public:
  explicit AnthropicApi(Rehearsal& rehearsal) : rehearsal_(rehearsal) {}

  void add_routes(Routes& routes, const std::string& prefix);

 private:
  using Request = http::server::Request;
  using Answer = http::server::Answer;

  Answer create_message(const Request& request);
  Answer count_tokens(const Request& request);
  Answer list_models(const Request& request);
  Answer show_model(const Request& request);

  void check_access(const Request& request) const;
  MessageRules rules_for(const Request& request, MessageUse use) const;
  void add_limit_headers(Answer& answer, const std::string& model);

  Rehearsal& rehearsal_;
  const ProviderModels models_{"anthropic"};
};

// {"type":"error",…}, as every path of this API words it.
http::server::Answer anthropic_error(const RefusalDetails& details, std::string_view request_id);

json::object anthropic_message(const Prompt& prompt, const Completion& completion, std::string_view id);

}  // namespace calltracker::simulator
