// SPDX-License-Identifier: MIT
#pragma once

// One request for an answer on its way, alike for both APIs: a failure may strike, the request is checked and
// let in, the answer is made, perhaps spoiled, and leaves after its time.

#include <functional>

#include "http/server/answer.hpp"
#include "http/server/request.hpp"
#include "simulator/failures/failure_kinds.hpp"
#include "simulator/rehearsal.hpp"

namespace calltracker::simulator {

// How one API words things.
struct Wording {
  Dialect dialect = Dialect::Anthropic;
  std::function<json::object(const Prompt&, const Completion&, std::string_view id)> answer;
  std::function<http::server::Answer(const RefusalDetails&, std::string_view id)> refusal;
  std::function<void(http::server::Answer&, const Prompt&)> add_limits;
};

// `body` is the request's; `check` turns it into a prompt or throws Refusal.
http::server::Answer generate(Rehearsal& rehearsal, const Wording& wording,
                              const http::server::Request& request, const json::value& body,
                              const std::function<Prompt()>& check);

// The answer to a request that has handed over a batch: the line may break although the batch is there.
http::server::Answer batch_handed_over(Rehearsal& rehearsal, http::server::Answer answer);

// An item of a batch: the same without limits, time and line. What end it came to, and its answer or error.
struct ItemAnswer {
  enum class End { Succeeded, Errored, Canceled, Expired };
  End end = End::Succeeded;
  int status = 200;
  json::value body;  // the answer, or the error as the API words it
};

ItemAnswer generate_item(Rehearsal& rehearsal, const Wording& wording, const json::value& body,
                         std::string_view id, const std::function<Prompt()>& check);

}  // namespace calltracker::simulator
