// SPDX-License-Identifier: MIT
#include "llm/limiter/core.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace calltracker::llm {
namespace {

// So many decisions are made before anybody is called, so that the lock is not held for long.
constexpr std::size_t kDecisionsAtOnce = 64;

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

}  // namespace

LanePlace& Limiter::Core::place_of(const std::string& model) {
  const auto found = places_.find(model);
  if (found != places_.end()) return found->second;
  return places_.emplace(model, LanePlace{.model = model, .lane = Lane(options_)}).first->second;
}

void Limiter::Core::admit(std::shared_ptr<Share> share, Demand demand, std::stop_token stop,
                          Decided decided) {
  auto question = std::make_unique<WaitingQuestion>();
  question->share = std::move(share);
  question->demand = std::move(demand);
  question->stop = stop;
  question->decided = std::move(decided);
  question->key.opens_stage = question->demand.opens_stage;
  question->key.length = question->demand.length;
  {
    const std::lock_guard lock(mutex_);
    question->key.arrival = ++arrivals_;
    question->place = &place_of(question->demand.model);
  }
  // Set up without the lock: a stop that was already requested calls back right here and finds nothing.
  question->on_stop.emplace(
      stop, [weak = weak_from_this(), owner = question->share, place = question->place, key = question->key] {
        if (const auto core = weak.lock()) core->cancel(owner, place, key);
      });
  {
    const std::lock_guard lock(mutex_);
    // It may have been cancelled while it was in nobody's list.
    if (!is_ending_ && !stop.stop_requested()) insert(std::move(question));
  }
  if (question != nullptr) {
    question->on_stop.reset();
    question->decided(Verdict::Cancelled, nullptr);
    return;
  }
  pump();
}

void Limiter::Core::insert(Question question) {
  Share& share = *question->share;
  if (active_.insert(question->share).second) {
    // Who comes back does not get the turns that others had while it was away.
    double least = std::numeric_limits<double>::max();
    for (const auto& other : active_) {
      if (other.get() != &share) least = std::min(least, other->served);
    }
    if (active_.size() > 1) share.served = std::max(share.served, least);
  }
  ++waiting_;
  auto& line = share.waiting[question->place];
  line.emplace(question->key, std::move(question));
}

Question Limiter::Core::remove(const std::shared_ptr<Share>& share, LanePlace* place, const TurnKey& key) {
  const auto line = share->waiting.find(place);
  if (line == share->waiting.end()) return nullptr;
  const auto found = line->second.find(key);
  if (found == line->second.end()) return nullptr;
  Question question = std::move(found->second);
  line->second.erase(found);
  if (line->second.empty()) share->waiting.erase(line);
  if (share->waiting.empty()) active_.erase(share);
  --waiting_;
  return question;
}

void Limiter::Core::cancel(const std::shared_ptr<Share>& share, LanePlace* place, const TurnKey& key) {
  Question question;
  {
    const std::lock_guard lock(mutex_);
    question = remove(share, place, key);
  }
  if (question == nullptr) return;
  // This is running inside the question's own stop callback: it is taken down with the question, afterwards.
  const Decided decided = std::move(question->decided);
  decided(Verdict::Cancelled, nullptr);
}

bool Limiter::Core::goes_before(const Candidate& left, const Candidate& right) const {
  if (left.share != right.share) {
    if (left.share->served != right.share->served) return left.share->served < right.share->served;
    return left.key.arrival < right.key.arrival;
  }
  return left.key < right.key;
}

// Whose turn it is in a lane is waited for when it needs more than there is: going on with somebody smaller
// would take away what it waits for.
std::optional<Limiter::Core::Candidate> Limiter::Core::next_candidate(std::int64_t now_ms,
                                                                      std::int64_t& wake_ms) const {
  if (in_flight_ >= options_.out_at_once_max) return std::nullopt;
  std::set<const LanePlace*> blocked;
  while (true) {
    std::optional<Candidate> best;
    for (const auto& share : active_) {
      if (share->in_flight >= share->in_flight_max || share->must_wait_for_money) continue;
      for (const auto& [place, line] : share->waiting) {
        if (!place->lane.has_room() || blocked.contains(place)) continue;
        const Candidate candidate{.share = share.get(), .place = place, .key = line.begin()->first};
        if (!best || goes_before(candidate, *best)) best = candidate;
      }
    }
    if (!best) return std::nullopt;
    const Demand& demand = best->share->waiting.at(best->place).begin()->second->demand;
    const std::int64_t ready_ms = best->place->lane.ready_at_ms(demand, now_ms);
    if (ready_ms <= now_ms) return best;
    wake_ms = std::min(wake_ms, ready_ms);
    blocked.insert(best->place);
  }
}

Limiter::Core::Decision Limiter::Core::decide(const Candidate& candidate, std::int64_t now_ms) {
  Share& share = *candidate.share;
  WaitingQuestion& waiting = *share.waiting.at(candidate.place).begin()->second;
  switch (share.budget.reserve(waiting.demand.cost_max_usd)) {
    case Budget::Answer::Reserved:
      break;
    case Budget::Answer::Later:
      share.must_wait_for_money = true;
      return {};
    case Budget::Answer::Never:
      return {.question = remove(waiting.share, candidate.place, candidate.key),
              .verdict = Verdict::OverBudget,
              .sent = nullptr};
  }
  Decision decision{.question = remove(waiting.share, candidate.place, candidate.key),
                    .verdict = Verdict::Granted,
                    .sent = std::make_unique<Permit::Sent>()};
  WaitingQuestion& question = *decision.question;
  ++in_flight_;
  ++share.in_flight;
  share.served += std::max(question.demand.length, 1e-9);
  decision.sent->reservation = candidate.place->lane.reserve(question.demand, now_ms);
  decision.sent->share = question.share;
  decision.sent->place = candidate.place;
  decision.sent->demand = std::move(question.demand);
  return decision;
}

std::vector<Limiter::Core::Decision> Limiter::Core::take_decisions() {
  std::vector<Decision> decisions;
  const std::int64_t now_ms = timers_.now_ms();
  std::int64_t wake_ms = kNever;
  while (decisions.size() < kDecisionsAtOnce && !is_ending_) {
    const auto candidate = next_candidate(now_ms, wake_ms);
    if (!candidate) break;
    Decision decision = decide(*candidate, now_ms);
    if (decision.question != nullptr) decisions.push_back(std::move(decision));
  }
  if (decisions.empty() && wake_ms != kNever) wake_at(wake_ms);
  return decisions;
}

void Limiter::Core::call_back(Decision& decision) {
  decision.question->on_stop.reset();
  auto permit = decision.sent == nullptr
                    ? nullptr
                    : std::make_shared<Permit>(shared_from_this(), std::move(decision.sent));
  decision.question->decided(decision.verdict, std::move(permit));
}

void Limiter::Core::pump() {
  std::unique_lock lock(mutex_);
  must_look_again_ = true;
  if (is_pumping_) return;
  is_pumping_ = true;
  while (must_look_again_) {
    must_look_again_ = false;
    std::vector<Decision> decisions = take_decisions();
    if (decisions.empty()) continue;
    must_look_again_ = true;
    lock.unlock();
    for (Decision& decision : decisions) call_back(decision);
    decisions.clear();
    lock.lock();
  }
  is_pumping_ = false;
}

// One timer is enough: whoever it wakes looks at everything.
void Limiter::Core::wake_at(std::int64_t wake_ms) {
  if (wake_ms_ >= 0 && wake_ms_ <= wake_ms) return;
  wake_ms_ = wake_ms;
  timers_.at(wake_ms, [weak = weak_from_this(), wake_ms] {
    const auto core = weak.lock();
    if (core == nullptr) return;
    {
      const std::lock_guard lock(core->mutex_);
      if (core->wake_ms_ == wake_ms) core->wake_ms_ = -1;
    }
    core->pump();
  });
}

bool Limiter::Core::reserve_more(Permit::Sent& sent, double usd_max) {
  if (!sent.share->budget.reserve_more(usd_max)) return false;
  sent.demand.cost_max_usd += usd_max;
  return true;
}

void Limiter::Core::call_after(std::int64_t span_ms, std::function<void()> callback) {
  timers_.at(timers_.now_ms() + span_ms, [weak = weak_from_this(), callback = std::move(callback)] {
    if (const auto core = weak.lock()) callback();
  });
}

void Limiter::Core::settle(Permit::Sent& sent, const ModelOutcome* outcome) {
  double paid_usd = 0;
  if (outcome != nullptr) {
    paid_usd = std::visit([](const auto& ended) { return ended.cost_usd; }, *outcome);
  }
  sent.share->budget.settle(sent.demand.cost_max_usd, paid_usd);
  {
    const std::lock_guard lock(mutex_);
    --in_flight_;
    --sent.share->in_flight;
    sent.share->must_wait_for_money = false;
    sent.place->lane.settle(sent.demand, sent.reservation, outcome, timers_.now_ms());
  }
  pump();
}

void Limiter::Core::end() {
  std::vector<Question> left;
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
    for (const auto& share : active_) {
      for (auto& [place, line] : share->waiting) {
        for (auto& [key, question] : line) left.push_back(std::move(question));
      }
      share->waiting.clear();
    }
    active_.clear();
    waiting_ = 0;
  }
  for (Question& question : left) {
    question->on_stop.reset();
    question->decided(Verdict::Cancelled, nullptr);
  }
}

std::size_t Limiter::Core::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_;
}

std::size_t Limiter::Core::in_flight() const {
  const std::lock_guard lock(mutex_);
  return in_flight_;
}

}  // namespace calltracker::llm
