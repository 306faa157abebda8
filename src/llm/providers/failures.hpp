// SPDX-License-Identifier: MIT
#pragma once

// The ways in which asking a model fails, in the words of the provider that was asked: one code, one kind and
// one thing to do about each, the same for every provider.

#include <string>
#include <string_view>

#include "http/client.hpp"
#include "llm/model.hpp"

namespace calltracker::llm {

// How a provider's things are called where people meet them.
struct ProviderNames {
  std::string_view vendor;             // "Anthropic"
  std::string_view key_variable;       // "ANTHROPIC_API_KEY"
  std::string_view base_url_variable;  // "ANTHROPIC_BASE_URL"
  std::string_view console;            // "the Anthropic console"
};

ModelFailure failure(FailureKind kind, std::string code, std::string message, std::string hint = {});

// Nobody has to act: the same request may be answered later.
ModelFailure rate_limited(const ProviderNames& names);
ModelFailure overloaded(const ProviderNames& names);
ModelFailure server_timeout(const ProviderNames& names);
ModelFailure server_error(const ProviderNames& names, int status);
ModelFailure conflict(const ProviderNames& names);
ModelFailure reply_unreadable(const ProviderNames& names);

// Somebody has to act before any request can be answered.
ModelFailure key_invalid(const ProviderNames& names);
ModelFailure no_credit(const ProviderNames& names);
ModelFailure spend_limit(const ProviderNames& names);
ModelFailure not_permitted(const ProviderNames& names);
ModelFailure model_not_found(const ProviderNames& names);
ModelFailure settings_refused(const ProviderNames& names, std::string_view server_message);
ModelFailure address_wrong(const ProviderNames& names, int status);

// This request alone cannot be answered.
ModelFailure input_too_long();
ModelFailure request_invalid(const ProviderNames& names, std::string_view server_message);
ModelFailure model_refused();
ModelFailure stop_unknown();

ModelFailure transport_failure(const http::TransportFailure& cause, const ProviderNames& names);

// Adds what the response's headers say: when to come back, and whether to come back at all.
ModelFailure with_headers(ModelFailure result, const http::Response& response, std::string_view request_id);

}  // namespace calltracker::llm
