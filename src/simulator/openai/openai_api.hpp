// SPDX-License-Identifier: MIT
#pragma once

// OpenAI's side, and the local servers that speak like it: chat completions, models; files and batches for
// OpenAI itself.

#include <map>
#include <mutex>
#include <string>

#include "simulator/batch_desk.hpp"
#include "simulator/generation.hpp"
#include "simulator/openai/chat_request.hpp"
#include "simulator/rehearsal.hpp"
#include "simulator/routes.hpp"

namespace calltracker::simulator {

class OpenAiApi {
 public:
  OpenAiApi(Rehearsal& rehearsal, Personality personality);

  void add_routes(Routes& routes, const std::string& prefix);

 private:
  using Request = http::server::Request;
  using Answer = http::server::Answer;
  using Member = Answer (OpenAiApi::*)(const Request&);

  struct File {
    std::string name;
    std::string purpose;
    UnixMillis created_at_ms = 0;
    std::string content;
  };

  Answer create_completion(const Request& request);
  Answer list_models(const Request& request);
  Answer show_model(const Request& request);

  // openai_batches.cpp
  void add_batch_routes(Routes& routes, const std::string& prefix);
  Answer create_file(const Request& request);
  Answer show_file(const Request& request);
  Answer show_content(const Request& request);
  Answer delete_file(const Request& request);
  Answer create_batch(const Request& request);
  Answer list_batches(const Request& request);
  Answer show_batch(const Request& request);
  Answer cancel_batch(const Request& request);
  std::string add_file(File file);
  File found_file(const std::string& id);
  BatchView found_batch(const Request& request);
  json::object described(const BatchView& batch);
  // The file of results that succeeded, or of those that did not; null when it would be empty.
  json::value results_file(const BatchView& batch, bool succeeded);

  void add_route(Routes& routes, const std::string& method, const std::string& path, Member work,
                 http::server::RouteOptions options);
  void check_access(const Request& request) const;
  Answer refusal(const RefusalDetails& details, std::string_view request_id) const;
  void add_limit_headers(Answer& answer, const std::string& model);

  Rehearsal& rehearsal_;
  const Personality personality_;
  const ProviderModels models_{"openai"};
  const Wording wording_;
  std::mutex mutex_;
  std::map<std::string, File> files_;
  std::map<std::string, json::value> result_files_;  // by batch and kind
  BatchDesk batches_;
};

// In chat_answer.cpp.
json::object chat_completion(Personality personality, UnixMillis now_ms, const Prompt& prompt,
                             const Completion& completion, std::string_view id);
http::server::Answer chat_error(Personality personality, const RefusalDetails& details);
// "6m0s", "1.2s", "20ms": the way limits are told.
std::string go_duration(std::int64_t time_ms);

}  // namespace calltracker::simulator
