// SPDX-License-Identifier: MIT
#pragma once

// Anthropic's side: messages, counting of tokens, models, batches.

#include <string>

#include "http/server/router.hpp"
#include "simulator/anthropic/message_request.hpp"
#include "simulator/batch_desk.hpp"
#include "simulator/generation.hpp"
#include "simulator/refusal.hpp"
#include "simulator/rehearsal.hpp"
#include "simulator/routes.hpp"

namespace calltracker::simulator {

class AnthropicApi {
 public:
  explicit AnthropicApi(Rehearsal& rehearsal);

  void add_routes(Routes& routes, const std::string& prefix);

 private:
  using Request = http::server::Request;
  using Answer = http::server::Answer;

  Answer create_message(const Request& request);
  Answer count_tokens(const Request& request);
  Answer list_models(const Request& request);
  Answer show_model(const Request& request);

  // anthropic_batches.cpp
  void add_batch_routes(Routes& routes, const std::string& prefix);
  Answer create_batch(const Request& request);
  Answer list_batches(const Request& request);
  Answer show_batch(const Request& request);
  Answer show_results(const Request& request);
  Answer cancel_batch(const Request& request);
  Answer delete_batch(const Request& request);
  BatchView found_batch(const Request& request);

  void check_access(const Request& request) const;
  using Member = Answer (AnthropicApi::*)(const Request&);
  void add_route(Routes& routes, const std::string& method, const std::string& path, Member work,
                 std::size_t body_bytes_max);
  MessageRules rules_for(const Request& request, MessageUse use) const;
  void add_limit_headers(Answer& answer, const std::string& model);

  Rehearsal& rehearsal_;
  const ProviderModels models_{"anthropic"};
  const Wording wording_;
  BatchDesk batches_;
};

// {"type":"error",…}, as every path of this API words it.
http::server::Answer anthropic_error(const RefusalDetails& details, std::string_view request_id);

json::object anthropic_message(const Prompt& prompt, const Completion& completion, std::string_view id);

}  // namespace calltracker::simulator
