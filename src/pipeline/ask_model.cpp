// SPDX-License-Identifier: MIT
#include "pipeline/ask_model.hpp"

#include <fmt/format.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>

#include "llm/job_cost.hpp"
#include "llm/token_estimator.hpp"
#include "pipeline/answer_keys.hpp"
#include "pipeline/model_step_failure.hpp"
#include "pipeline/money_waits.hpp"

namespace calltracker::pipeline {
namespace {

// So many questions are kept while they wait; beyond that memory is dearer than making them again.
constexpr std::size_t kKeptWhileWaiting = 256;

// Whoever lets go of a part of the budget says so; only what a dead process held comes free without a word.
constexpr std::int64_t kLookForMoneyMs = 30'000;

// Does something once, however many ask for it.
class Once {
 public:
  explicit Once(std::function<void()> action) : action_(std::move(action)) {}

  void run() {
    std::function<void()> action;
    {
      const std::lock_guard lock(mutex_);
      action = std::exchange(action_, nullptr);
    }
    if (action) action();
  }

  std::optional<std::stop_callback<std::function<void()>>> on_stop;

 private:
  std::mutex mutex_;
  std::function<void()> action_;
};

durable::StepFailure stopped() {
  return durable::StepFailure::retry("cancelled", "the request was cancelled");
}

// A question on its way to its answer; every callback on the way keeps it alive.
//
// The step's end is reported last: with its last step an executor may stop, and the limiter and what jobs
// share may go, while the thread that reported it is still on its way out.
class Asking : public std::enable_shared_from_this<Asking> {
 public:
  Asking(store::CallStore& calls, const Clock& clock, std::shared_ptr<JobContext> job, StageQuestion question,
         StageDone done, std::stop_token stop)
      : calls_(calls),
        clock_(clock),
        job_(std::move(job)),
        question_(std::move(question)),
        done_(std::move(done)),
        stop_(std::move(stop)),
        leaving_(done_.leaving()) {}

  void begin() {
    guarded([this] {
      llm::ModelRequest request = question_.make();
      key_ = answer_key(job_->models.client, request, question_.model);
      if (question_.scoring == Scoring::Second) key_ = second_key(key_);
      stage_ = request.stage;
      const auto ended = [self = shared_from_this()](const SharedEnd& how) {
        self->guarded([&] { self->shared_end(how); });
      };
      if (!job_->under_way.lead_or_follow(key_, leaving_, ended)) return;
      is_leading_ = true;
      if (const auto stored = calls_.find_analysis(key_)) {
        const SharedAnswer found{.analysis = shared(*stored)};
        end_lead(found);
        return reuse(found);
      }
      if (const auto brought = brought_by_batch(request)) return take_up(*brought);
      demand_ = demand_of(request);
      request_ = std::make_unique<llm::ModelRequest>(std::move(request));
      const bool is_crowded = job_->models.limiter.waiting() >= kKeptWhileWaiting;
      admit();
      if (is_crowded) forget_request();
    });
  }

 private:
  // Whoever comes with the same question between an answer and its storing still finds it under way: the lead
  // ends when the transaction's write is let go of, stored or lost.
  class LeadUntilStored {
   public:
    LeadUntilStored(std::shared_ptr<Asking> asking, SharedAnswer answer)
        : asking_(std::move(asking)), answer_(std::move(answer)) {}
    LeadUntilStored(const LeadUntilStored&) = delete;
    LeadUntilStored& operator=(const LeadUntilStored&) = delete;
    ~LeadUntilStored() { asking_->end_lead(answer_); }

   private:
    std::shared_ptr<Asking> asking_;
    SharedAnswer answer_;
  };

  // The limiter and the client call from threads that know no step: what is thrown ends the step here.
  template <class Action>
  void guarded(const Action& action) {
    try {
      action();
    } catch (...) {
      fail(durable::failure_from(std::current_exception()));
    }
  }

  // An answer that was rejected is not asked for in a batch again.
  std::optional<store::Analysis> brought_by_batch(const llm::ModelRequest& request) {
    return request.rejected_answer ? std::nullopt : calls_.find_analysis(prefetched_key(key_));
  }

  // As if it had come just now; the job paid when its batch had ended.
  void take_up(const store::Analysis& brought) {
    is_brought_ = true;
    const double factor = question_.model.batch_price_factor;
    if (factor > 0) saved_by_batch_usd_ = brought.cost_usd * (1 / factor - 1);
    answered(llm::ModelAnswer{.content = parse_json(brought.answer_json, "a stored answer"),
                              .model = brought.model,
                              .request_id = brought.request_id,
                              .tokens = brought.tokens,
                              .cost_usd = brought.cost_usd,
                              .latency_ms = brought.latency_ms});
  }

  // The first question of Gold fills the provider's prompt cache while there still is Silver to ask: asked
  // last, as its length has it, everybody would stand still until it is answered.
  llm::Demand demand_of(const llm::ModelRequest& request) const {
    const llm::RequestEstimate estimate = llm::estimate_request(request, question_.model);
    return {.model = question_.model.id,
            .length = llm::seconds_of(estimate) + question_.seconds_after,
            .opens_stage = stage_ == "gold" && !job_->has_asked_gold.exchange(true),
            .prefix_tokens = estimate.instruction_tokens,
            .input_tokens = estimate.input_tokens,
            .output_tokens = estimate.output_tokens,
            .cost_max_usd = llm::cost_max_usd(question_.model, estimate, request.output_tokens_max)};
  }

  void admit() {
    job_->models.limiter.admit(job_->share, demand_, leaving_,
                               [self = shared_from_this()](llm::Limiter::Verdict verdict, auto permit) {
                                 self->guarded([&] { self->decided(verdict, std::move(permit)); });
                               });
  }

  void decided(llm::Limiter::Verdict verdict, std::shared_ptr<llm::Limiter::Permit> permit) {
    switch (verdict) {
      case llm::Limiter::Verdict::Granted:
        return send(std::move(permit));
      case llm::Limiter::Verdict::Cancelled:
        return leaving_.stop_requested() ? hand_back() : fail(stopped(), AskerGone());
      case llm::Limiter::Verdict::OverBudget:
        return over_budget();
    }
  }

  void send(std::shared_ptr<llm::Limiter::Permit> permit) {
    if (leaving_.stop_requested()) {
      permit.reset();
      return hand_back();
    }
    const MoneyWaits::Ticket ticket = job_->budget.limit_usd() ? job_->money.ticket() : 0;
    switch (hold(demand_.cost_max_usd)) {
      case store::BudgetHold::Held:
        break;
      case store::BudgetHold::Later:
        permit.reset();
        return wait_for_money(ticket);
      case store::BudgetHold::Never:
        permit.reset();
        return over_budget();
    }
    auto request = take_request();
    if (!request) request = std::make_unique<llm::ModelRequest>(question_.make());
    request->alike_expected = job_->alike_expected(stage_);
    request->may_cost_more = [self = shared_from_this(), permit](double usd_max) {
      if (!permit->reserve_more(usd_max)) return false;
      return self->hold(self->held_usd_ + usd_max) == store::BudgetHold::Held;
    };
    job_->models.client.ask(std::move(*request), stop_,
                            [self = shared_from_this(), permit](llm::ModelOutcome outcome) {
                              permit->settle(outcome);
                              self->guarded([&] { self->answered(std::move(outcome)); });
                            });
  }

  // Until some of it is freed or the step is stopped. None of these may be the caller's thread: others wait
  // for it.
  void wait_for_money(MoneyWaits::Ticket ticket) {
    llm::Limiter& limiter = job_->models.limiter;
    const auto again =
        std::make_shared<Once>([self = shared_from_this()] { self->guarded([&self] { self->admit(); }); });
    job_->money.wait(job_->job.id, ticket,
                     [&limiter, again] { limiter.call_after(0, [again] { again->run(); }); });
    again->on_stop.emplace(leaving_, [&limiter, weak = std::weak_ptr(again)] {
      limiter.call_after(0, [weak] {
        if (const auto stopped = weak.lock()) stopped->run();
      });
    });
    limiter.call_after(kLookForMoneyMs, [again] { again->run(); });
  }

  // The limiter knows what this process spends; what others do, only the store knows.
  store::BudgetHold hold(double usd_max) {
    const auto limit_usd = job_->budget.limit_usd();
    if (!limit_usd || usd_max <= 0) return store::BudgetHold::Held;
    const auto outcome =
        calls_.hold_budget(job_->job.id, question_.name, usd_max, *limit_usd, clock_.now_ms());
    if (outcome == store::BudgetHold::Held) held_usd_ = usd_max;
    return outcome;
  }

  // The budget may have been raised since the job was taken up.
  void over_budget() {
    const auto stored = calls_.find_job(job_->job.id);
    const auto limit_usd = stored ? stored->options.budget_usd : job_->budget.limit_usd();
    if (limit_usd != job_->budget.limit_usd()) {
      job_->budget.change_limit(limit_usd);
      return admit();
    }
    fail(durable::StepFailure::pause_group(
        std::string(llm::kBudgetReached),
        fmt::format(
            "the budget of ${:.2f} might be passed by the next request, which may cost up to ${:.4f}; "
            "resume with a higher --budget",
            limit_usd.value_or(0), demand_.cost_max_usd)));
  }

  void answered(llm::ModelOutcome outcome) {
    if (const auto* failure = std::get_if<llm::ModelFailure>(&outcome)) {
      const std::int64_t unpriced = question_.model.unpriced(failure->tokens);
      if (failure->cost_usd > 0 || unpriced > 0) {
        calls_.add_progress(nullptr, job_->job.id,
                            {.cost_usd = failure->cost_usd, .unpriced_tokens = unpriced});
      }
      if (failure->kind == llm::FailureKind::Cancelled) return fail(stopped(), AskerGone());
      return fail(to_step_failure(*failure));
    }
    const auto& answer = std::get<llm::ModelAnswer>(outcome);
    StageRecord record{.source = StageSource::Asked,
                       .answer_key = key_,
                       .model = answer.model,
                       .cost_usd = answer.cost_usd,
                       .tokens = answer.tokens,
                       .rejection = question_.rejects ? question_.rejects(answer.content) : std::nullopt};
    record.tokens.unpriced = question_.model.unpriced(answer.tokens);
    if (record.rejection) record.answer_key = rejected_key(key_);
    const auto analysis = shared({.key = record.answer_key,
                                  .stage = stage_,
                                  .model = answer.model,
                                  .answer_json = to_json_text(answer.content),
                                  .tokens = answer.tokens,
                                  .cost_usd = answer.cost_usd,
                                  .latency_ms = answer.latency_ms,
                                  .request_id = answer.request_id,
                                  .created_at_ms = clock_.now_ms()});
    store::JobProgress progress = record.rejection ? store::JobProgress() : question_.progress;
    if (!is_brought_) {
      progress.cost_usd += answer.cost_usd;
      progress.unpriced_tokens += record.tokens.unpriced;
    }
    progress.saved.batch_usd += saved_by_batch_usd_;
    // In a batch every token has the batch's price.
    const double price_share = is_brought_ ? question_.model.batch_price_factor : 1;
    progress.saved.prompt_cache_usd +=
        price_share * llm::saved_by_prompt_cache_usd(question_.model, answer.tokens);
    auto lead = std::make_shared<LeadUntilStored>(
        shared_from_this(), SharedAnswer{.analysis = analysis, .rejection = record.rejection});
    succeed(std::move(record), analysis, progress, std::move(lead));
  }

  static std::shared_ptr<const store::Analysis> shared(store::Analysis analysis) {
    return std::make_shared<const store::Analysis>(std::move(analysis));
  }

  // Found in the store, or asked by somebody else just now.
  void reuse(const SharedAnswer& answer) {
    StageRecord record{.source = StageSource::Reused,
                       .answer_key = answer.analysis->key,
                       .model = answer.analysis->model,
                       .rejection = answer.rejection};
    store::JobProgress progress = record.rejection ? store::JobProgress() : question_.progress;
    progress.saved.result_cache_usd += answer.analysis->cost_usd;
    succeed(std::move(record), answer.analysis, progress);
  }

  void succeed(StageRecord record, std::shared_ptr<const store::Analysis> analysis,
               const store::JobProgress& progress, std::shared_ptr<LeadUntilStored> lead = nullptr) {
    done_.succeed(std::move(record), [&store = calls_, id = job_->job.id, analysis = std::move(analysis),
                                      progress, held = held_usd_ > 0 ? question_.name : "",
                                      lead = std::move(lead)](durable::Transaction& transaction) {
      store.put_analysis(&transaction, *analysis);
      store.add_progress(&transaction, id, progress);
      if (!held.empty()) store.release_budget(&transaction, id, held);
    });
  }

  void shared_end(const SharedEnd& how) {
    if (const auto* answer = std::get_if<SharedAnswer>(&how)) return reuse(*answer);
    if (const auto* failure = std::get_if<durable::StepFailure>(&how)) return done_.fail(*failure);
    if (std::holds_alternative<AskerGone>(how)) return begin();
    done_.hand_back();
  }

  // A pause is not to cost anything: what was not sent yet is left for later.
  void hand_back() {
    if (std::exchange(held_usd_, 0) > 0) calls_.release_budget(nullptr, job_->job.id, question_.name);
    end_lead(AskerGone());
    done_.hand_back();
  }

  void fail(const durable::StepFailure& failure) { fail(failure, failure); }
  void fail(const durable::StepFailure& failure, const SharedEnd& for_followers) {
    if (std::exchange(held_usd_, 0) > 0) calls_.release_budget(nullptr, job_->job.id, question_.name);
    end_lead(for_followers);
    done_.fail(failure);
  }

  void end_lead(const SharedEnd& how) {
    if (is_leading_.exchange(false)) job_->under_way.end(key_, how);
  }

  std::unique_ptr<llm::ModelRequest> take_request() {
    const std::lock_guard lock(mutex_);
    return std::move(request_);
  }
  void forget_request() { take_request(); }

  store::CallStore& calls_;
  const Clock& clock_;
  const std::shared_ptr<JobContext> job_;
  const StageQuestion question_;
  const StageDone done_;
  const std::stop_token stop_;     // of what was sent
  const std::stop_token leaving_;  // of what was not
  std::string key_;
  std::string stage_;
  llm::Demand demand_;
  bool is_brought_ = false;  // by a batch
  double saved_by_batch_usd_ = 0;
  double held_usd_ = 0;  // in the store
  std::atomic<bool> is_leading_{false};
  std::mutex mutex_;
  std::unique_ptr<llm::ModelRequest> request_;  // until it is sent, or forgotten
};

}  // namespace

void ask_model(store::CallStore& calls, const Clock& clock, std::shared_ptr<JobContext> job,
               StageQuestion question, StageDone done, std::stop_token stop) {
  std::make_shared<Asking>(calls, clock, std::move(job), std::move(question), std::move(done),
                           std::move(stop))
      ->begin();
}

}  // namespace calltracker::pipeline
