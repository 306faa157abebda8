// SPDX-License-Identifier: MIT
#include "insight/question_tally.hpp"

#include <algorithm>

#include "insight/evidence_digest.hpp"

namespace calltracker::insight {

void QuestionTally::add(const Call& call) {
  for (const AnsweredQuestion& question : call.result.questions) {
    Counts& counts = counts_[question.id];
    counts.text = question.text;
    ++counts.answers[question.answer];
    std::vector<Evidence>& evidence = counts.evidence[question.answer];
    if (evidence.size() == kEvidenceMax) continue;
    evidence.push_back({.call_id = call.id,
                        .row = call.record.row,
                        .start_time_ms = call.record.start_time_ms,
                        .turns = question.turns,
                        .rep = rep_key(call)});
  }
}

QuestionInsight QuestionTally::insight_of(const std::string& id, const Counts& counts) {
  const auto count_of = [&counts](Verdict answer) {
    const auto found = counts.answers.find(answer);
    return found == counts.answers.end() ? 0 : found->second;
  };
  const auto calls_of = [&counts](Verdict answer) {
    const auto found = counts.evidence.find(answer);
    return found == counts.evidence.end() ? std::vector<Evidence>() : found->second;
  };
  const std::int64_t yes = count_of(Verdict::Yes);
  const std::int64_t no = count_of(Verdict::No);
  const std::int64_t unclear = count_of(Verdict::Unclear);
  return {.id = id,
          .text = counts.text,
          .yes = estimate_share(yes, yes + no + unclear),
          .no = no,
          .unclear = unclear,
          .yes_calls = calls_of(Verdict::Yes),
          .no_calls = calls_of(Verdict::No)};
}

json::value QuestionTally::to_digest() const {
  json::object digest;
  for (const auto& [id, counts] : counts_) {
    json::array answers;
    for (const auto& [answer, count] : counts.answers) {
      json::array evidence;
      for (const Evidence& item : counts.evidence.at(answer)) evidence.push_back(evidence_to_digest(item));
      answers.push_back(json::array{static_cast<int>(answer), count, std::move(evidence)});
    }
    digest[id] = json::array{counts.text, std::move(answers)};
  }
  return digest;
}

void QuestionTally::add_digest(const json::value& digest) {
  for (const auto& [id, question] : digest.as_object()) {
    Counts& counts = counts_[std::string(id)];
    counts.text = std::string(question.at(0).as_string());
    for (const json::value& of_answer : question.at(1).as_array()) {
      const auto answer = static_cast<Verdict>(of_answer.at(0).to_number<int>());
      counts.answers[answer] += of_answer.at(1).to_number<std::int64_t>();
      std::vector<Evidence>& evidence = counts.evidence[answer];
      for (const json::value& item : of_answer.at(2).as_array()) {
        if (evidence.size() < kEvidenceMax) evidence.push_back(evidence_from(item));
      }
    }
  }
}

std::vector<QuestionInsight> QuestionTally::finish(const Workspace& workspace) const {
  std::vector<QuestionInsight> result;
  for (const CustomQuestion& question : workspace.questions) {
    const auto found = counts_.find(question.id);
    if (found != counts_.end()) result.push_back(insight_of(found->first, found->second));
  }
  for (const auto& [id, counts] : counts_) {
    const bool is_asked = std::any_of(workspace.questions.begin(), workspace.questions.end(),
                                      [&id](const CustomQuestion& question) { return question.id == id; });
    if (!is_asked) result.push_back(insight_of(id, counts));
  }
  return result;
}

}  // namespace calltracker::insight
