// SPDX-License-Identifier: MIT
#include "tests/support/simulated_model.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace calltracker::test {
namespace {

constexpr double kCharactersPerToken = 3.2;

std::int64_t tokens_in(std::size_t characters) {
  return static_cast<std::int64_t>((static_cast<double>(characters) + kCharactersPerToken - 0.1) /
                                   kCharactersPerToken);
}

}  // namespace

SimulatedModel::SimulatedModel(const Workspace& workspace, const llm::ModelCatalog& catalog,
                               llm::Timers& timers, SimulatedModelOptions options)
    : catalog_(catalog), timers_(timers), options_(std::move(options)), offline_(workspace) {}

void SimulatedModel::ask(llm::ModelRequest request, std::stop_token /*stop*/,
                         std::function<void(llm::ModelOutcome)> done) {
  ++asked_;
  const std::int64_t in_flight = ++in_flight_;
  std::int64_t most = in_flight_most_;
  while (in_flight > most && !in_flight_most_.compare_exchange_weak(most, in_flight)) {
  }
  const std::int64_t latency_ms = options_.latency_ms ? options_.latency_ms(request) : 0;
  llm::ModelAnswer first = answer(request);
  first.latency_ms = latency_ms;
  if (latency_ms <= 0) return finish(request.stage, std::move(first), done);
  // The question is on its way and not kept; a repeated answer is made when its time has come.
  auto kept = std::make_shared<llm::ModelAnswer>(std::move(first));
  if (options_.repeats_answers) kept->content = nullptr;
  timers_.at(timers_.now_ms() + latency_ms, [this, kept, stage = request.stage, done = std::move(done)] {
    if (options_.repeats_answers) kept->content = repeated(stage).value();
    finish(stage, std::move(*kept), done);
  });
}

void SimulatedModel::finish(const std::string& stage, llm::ModelAnswer answer,
                            const std::function<void(llm::ModelOutcome)>& done) {
  charge(stage, answer);
  --in_flight_;
  done(std::move(answer));
}

std::optional<json::value> SimulatedModel::repeated(const std::string& stage) const {
  const std::lock_guard lock(mutex_);
  const auto found = repeated_.find(stage);
  return found == repeated_.end() ? std::nullopt : std::optional(found->second);
}

llm::ModelAnswer SimulatedModel::answer(const llm::ModelRequest& request) {
  const llm::ModelInfo* model = catalog_.find(request.model);
  if (model == nullptr) throw std::logic_error("the simulated model is asked for " + request.model);
  llm::ModelAnswer answer{.content = content_of(request), .model = model->id, .request_id = "req_simulated"};
  answer.tokens = use_of(request, answer.content);
  answer.cost_usd = llm::cost_usd(*model, answer.tokens);
  return answer;
}

json::value SimulatedModel::content_of(const llm::ModelRequest& request) {
  if (options_.repeats_answers) {
    if (auto known = repeated(request.stage)) return std::move(*known);
  }
  json::value content;
  offline_.ask(request, {}, [&content](llm::ModelOutcome outcome) {
    content = std::move(std::get<llm::ModelAnswer>(outcome).content);
  });
  if (options_.repeats_answers) {
    const std::lock_guard lock(mutex_);
    repeated_.emplace(request.stage, content);
  }
  return content;
}

TokenUse SimulatedModel::use_of(const llm::ModelRequest& request, const json::value& content) {
  if (options_.repeats_answers) return {.input = 1000, .output = 500, .cache_read = 3000};
  const std::int64_t prefix = tokens_in(
      request.instructions.size() + (request.schema == nullptr ? 0 : to_json_text(*request.schema).size()));
  TokenUse use{.input = tokens_in(to_json_text(request.input).size()),
               .output = tokens_in(to_json_text(content).size())};
  const llm::ModelInfo& model = *catalog_.find(request.model);
  if (model.cache_tokens_min == 0 || prefix < model.cache_tokens_min) {
    use.input += prefix;
    return use;
  }
  const std::lock_guard lock(mutex_);
  const bool is_cached = !cached_prefixes_.insert(request.model + request.schema_name).second;
  (is_cached ? use.cache_read : use.cache_write) = prefix;
  return use;
}

void SimulatedModel::charge(const std::string& stage, const llm::ModelAnswer& answer) {
  const std::lock_guard lock(mutex_);
  charged_usd_ += answer.cost_usd;
  tokens_[stage] += answer.tokens;
}

double SimulatedModel::charged_usd() const {
  const std::lock_guard lock(mutex_);
  return charged_usd_;
}

TokenUse SimulatedModel::tokens_of(const std::string& stage) const {
  const std::lock_guard lock(mutex_);
  const auto found = tokens_.find(stage);
  return found == tokens_.end() ? TokenUse() : found->second;
}

}  // namespace calltracker::test
