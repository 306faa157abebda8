// SPDX-License-Identifier: MIT
#include "llm/prompt_cache_client.hpp"

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "base/hash.hpp"
#include "llm/held_questions.hpp"
#include "llm/request_prefix.hpp"

namespace calltracker::llm {
namespace {

// Entries live for five minutes after their last use; a little less is safe.
constexpr std::int64_t kEntryLife_ms = 270'000;

TokenUse use_of(const ModelOutcome& outcome) {
  const auto* answer = std::get_if<ModelAnswer>(&outcome);
  return answer != nullptr ? answer->tokens : std::get<ModelFailure>(outcome).tokens;
}

}  // namespace

bool is_caching_worthwhile(const ModelInfo& model, std::int64_t prefix_tokens, std::int64_t reads_expected) {
  if (model.cache_tokens_min == 0 || model.prices.empty() || prefix_tokens < model.cache_tokens_min)
    return false;
  const PriceStep& price = model.prices.front();
  const double extra_for_writing = price.cache_write_5m - price.input;
  const double saved_by_reading = price.input - price.cache_read;
  return static_cast<double>(reads_expected) * saved_by_reading > extra_for_writing;
}

// What is known of each beginning. Outcomes come back to it, so it may outlive the client.
class PromptCacheClient::Beginnings : public std::enable_shared_from_this<PromptCacheClient::Beginnings> {
 public:
  Beginnings(std::shared_ptr<ModelClient> inner, Timers& timers)
      : inner_(std::move(inner)), timers_(timers) {}

  // Called for requests whose beginning is worth caching.
  void ask(const std::string& key, Question question) {
    {
      const std::lock_guard lock(mutex_);
      Beginning& beginning = beginnings_[key];
      if (beginning.state == State::Filling) {
        auto returned = beginning.held.hold(std::move(question));
        if (!returned) return;
        question = std::move(*returned);
      } else if (beginning.state == State::Filled &&
                 timers_.now_ms() - beginning.used_at_ms < kEntryLife_ms) {
        beginning.used_at_ms = timers_.now_ms();
      } else if (beginning.state != State::Refused) {
        beginning.state = State::Filling;
      }
      question.request.caches_instructions = beginning.state != State::Refused;
    }
    send(key, std::move(question));
  }

 private:
  enum class State {
    Unknown,
    Filling,  // one request is on its way; the others wait
    Filled,
    Refused,  // the provider was asked to cache it and did not
  };
  struct Beginning {
    State state = State::Unknown;
    std::int64_t used_at_ms = 0;
    HeldQuestions held;
  };

  void send(const std::string& key, Question question) {
    inner_->ask(std::move(question.request), std::move(question.stop),
                [self = shared_from_this(), key, done = std::move(question.done)](ModelOutcome outcome) {
                  self->learn(key, outcome);
                  done(std::move(outcome));
                });
  }

  // Those who waited go before the outcome is delivered: nobody waits for what is done with it.
  void learn(const std::string& key, const ModelOutcome& outcome) {
    std::vector<Question> released;
    {
      const std::lock_guard lock(mutex_);
      Beginning& beginning = beginnings_[key];
      const TokenUse use = use_of(outcome);
      if (use.cache_read + use.cache_write > 0) {
        beginning.state = State::Filled;
        beginning.used_at_ms = timers_.now_ms();
      } else if (beginning.state == State::Filling) {
        // Answered without a word of a cache: there is none. Not answered: the next one tries.
        beginning.state = use.input > 0 ? State::Refused : State::Unknown;
      }
      while (beginning.state != State::Filling) {
        auto question = beginning.held.take();
        if (!question) break;
        question->request.caches_instructions = beginning.state != State::Refused;
        if (beginning.state == State::Unknown) beginning.state = State::Filling;
        released.push_back(std::move(*question));
      }
    }
    for (Question& question : released) send(key, std::move(question));
  }

  const std::shared_ptr<ModelClient> inner_;
  Timers& timers_;
  std::mutex mutex_;
  std::map<std::string, Beginning> beginnings_;
};

PromptCacheClient::PromptCacheClient(std::shared_ptr<ModelClient> inner,
                                     std::shared_ptr<const ModelCatalog> catalog, Timers& timers)
    : inner_(std::move(inner)),
      catalog_(std::move(catalog)),
      beginnings_(std::make_shared<Beginnings>(inner_, timers)) {}

void PromptCacheClient::ask(ModelRequest request, std::stop_token stop,
                            std::function<void(ModelOutcome)> done) {
  const auto model = catalog_->describe(provider(), request.model);
  const auto prefix = prefix_of(request);
  const bool is_worthwhile =
      model && is_caching_worthwhile(*model, estimate_tokens(*prefix, *model), request.alike_expected);
  if (!is_worthwhile) {
    inner_->ask(std::move(request), std::move(stop), std::move(done));
    return;
  }
  const std::string key =
      sha256_hex_of_parts({request.model, request.stage, request.schema_name, prefix->instructions_sha256});
  beginnings_->ask(key, {.request = std::move(request), .stop = std::move(stop), .done = std::move(done)});
}

}  // namespace calltracker::llm
