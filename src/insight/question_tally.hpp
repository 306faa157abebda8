// SPDX-License-Identifier: MIT
#pragma once

// Counts the answers to the company's own questions; holds no call beyond a few as evidence.

#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "call/call.hpp"
#include "call/workspace.hpp"
#include "insight/insight.hpp"

namespace calltracker::insight {

class QuestionTally {
 public:
  void add(const Call& call);

  json::value to_digest() const;
  void add_digest(const json::value& digest);

  // In the workspace's order; then, by id, those that it no longer asks.
  std::vector<QuestionInsight> finish(const Workspace& workspace) const;

 private:
  struct Counts {
    std::string text;  // as it was asked last
    std::map<Verdict, std::int64_t> answers;
    std::map<Verdict, std::vector<Evidence>> evidence;
  };

  static QuestionInsight insight_of(const std::string& id, const Counts& counts);

  std::map<std::string, Counts> counts_;
};

}  // namespace calltracker::insight
