// SPDX-License-Identifier: MIT
#pragma once

// What both APIs do with a request before they look at its content, and with an answer before it leaves.

#include <functional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "http/server/answer.hpp"
#include "http/server/request.hpp"
#include "simulator/refusal.hpp"

namespace calltracker::simulator {

constexpr std::size_t kRequestBytesMax = 32 * 1024 * 1024;
constexpr std::size_t kBatchBytesMax = 256 * 1024 * 1024;

// The key of "Authorization: Bearer …"; "" when there is none.
std::string bearer_key(const http::server::Request& request);

// The body as JSON. Throws Refusal for another content type, for what is no JSON, and with status 413 for
// more than `bytes_max`.
json::value json_body(const http::server::Request& request, std::size_t bytes_max);

// Runs `work`; a Refusal, or a field of another type than expected, becomes what `refused` makes of it.
http::server::Answer answer_or_refuse(
    const std::function<http::server::Answer()>& work,
    const std::function<http::server::Answer(const RefusalDetails& details)>& refused);

// What the content delivery network in front of the APIs says in their place.
http::server::Answer network_page(int status, std::string_view title);

}  // namespace calltracker::simulator
