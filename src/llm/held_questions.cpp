// SPDX-License-Identifier: MIT
#include "llm/held_questions.hpp"

#include <algorithm>
#include <utility>

namespace calltracker::llm {

ModelFailure cancelled_failure() {
  return {.kind = FailureKind::Cancelled, .code = "cancelled", .message = "the request was cancelled"};
}

// A stop may come on any thread while a place is being left on another; whoever finds the place in the line
// under the lock has it. A place is destroyed without the lock, since that waits for a stop that is just
// being told.
class HeldQuestions::Line : public std::enable_shared_from_this<HeldQuestions::Line> {
 public:
  std::optional<Question> add(Question question, bool is_first) {
    const std::stop_token stop = question.stop;
    auto place = std::make_shared<Place>();
    place->question = std::move(question);
    place->on_stop.emplace(stop, [line = weak_from_this(), key = place.get()] {
      if (const auto self = line.lock()) self->cancel(key);
    });
    const std::lock_guard lock(mutex_);
    if (stop.stop_requested()) return std::move(place->question);
    places_.insert(is_first ? places_.begin() : places_.end(), std::move(place));
    return std::nullopt;
  }

  std::optional<Question> take() {
    std::shared_ptr<Place> place;
    {
      const std::lock_guard lock(mutex_);
      if (places_.empty()) return std::nullopt;
      place = std::move(places_.front());
      places_.pop_front();
    }
    return std::move(place->question);
  }

  bool empty() const {
    const std::lock_guard lock(mutex_);
    return places_.empty();
  }

 private:
  struct Place {
    Question question;
    std::optional<std::stop_callback<std::function<void()>>> on_stop;
  };

  void cancel(const Place* key) {
    std::shared_ptr<Place> place;
    {
      const std::lock_guard lock(mutex_);
      const auto found =
          std::find_if(places_.begin(), places_.end(), [key](const auto& each) { return each.get() == key; });
      if (found == places_.end()) return;
      place = std::move(*found);
      places_.erase(found);
    }
    place->question.done(cancelled_failure());
  }

  mutable std::mutex mutex_;
  std::list<std::shared_ptr<Place>> places_;
};

HeldQuestions::HeldQuestions() : line_(std::make_shared<Line>()) {}

HeldQuestions::~HeldQuestions() {
  while (auto question = line_->take()) question->done(cancelled_failure());
}

std::optional<Question> HeldQuestions::hold(Question question) {
  return line_->add(std::move(question), false);
}

std::optional<Question> HeldQuestions::hold_first(Question question) {
  return line_->add(std::move(question), true);
}

std::optional<Question> HeldQuestions::take() {
  return line_->take();
}

bool HeldQuestions::empty() const {
  return line_->empty();
}

}  // namespace calltracker::llm
