// SPDX-License-Identifier: MIT
#pragma once

// Questions that have to wait for their turn, oldest first. Each leaves exactly once: it is taken, or it is
// answered with Cancelled as soon as its stop comes.

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "llm/model.hpp"

namespace calltracker::llm {

struct Question {
  ModelRequest request;
  std::stop_token stop;
  std::function<void(ModelOutcome)> done;
};

ModelFailure cancelled_failure();

class HeldQuestions {
 public:
  HeldQuestions();
  // What is left is answered with Cancelled.
  ~HeldQuestions();

  // Gives the question back when its stop has come already: nobody will answer it here. Calls nobody, so that
  // it may be called under a lock.
  std::optional<Question> hold(Question question);
  // Puts it before all others.
  std::optional<Question> hold_first(Question question);
  std::optional<Question> take();
  bool empty() const;

 private:
  class Line;
  std::shared_ptr<Line> line_;
};

}  // namespace calltracker::llm
