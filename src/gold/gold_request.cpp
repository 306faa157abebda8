// SPDX-License-Identifier: MIT
#include "gold/gold_request.hpp"

#include <fmt/format.h>

#include "gold/custom_answers.hpp"
#include "gold/embedded_files.hpp"
#include "gold/rep_score.hpp"
#include "llm/conversation_input.hpp"
#include "llm/instructions.hpp"
#include "llm/request_prefix.hpp"

namespace calltracker::gold {
namespace {

// The answer is some 1,500 tokens; the rest is room for thinking where a model cannot do without.
constexpr int kAnswerTokensMax = 12'000;

std::string render_rubric(const Workspace& workspace) {
  std::string text;
  for (const RubricCategory& category : workspace.rubric) {
    if (category.key == kListeningRatioKey) continue;
    text += fmt::format("## {}: {}\n\n{}\n\n", category.key, category.title, category.question);
    for (std::size_t level = 0; level < category.anchors.size(); ++level) {
      text += fmt::format("- {}: {}\n", level, category.anchors[level]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace

bool needs_gold(const Triage& triage) {
  return triage.classification == Classification::ValidSales;
}

const json::value& gold_schema(const std::vector<CustomQuestion>& questions) {
  static const json::value schema =
      parse_json(embedded::file("schemas/score_and_coach.json"), "the schema of Gold");
  return questions.empty() ? schema : schema_with_questions(schema, questions);
}

llm::ModelRequest make_gold_request(const CallRecord& call, const Workspace& workspace,
                                    const llm::ModelInfo& model) {
  llm::ModelRequest request{
      .stage = "gold",
      .model = model.id,
      .instructions = llm::fill_instructions(embedded::file("prompts/score_and_coach.md"),
                                             {{"company", workspace.company},
                                              {"description", workspace.description},
                                              {"rubric", render_rubric(workspace)}}) +
                      instructions_for_questions(workspace.questions),
      .input = {},
      .schema_name = "score_and_coach",
      .schema = &gold_schema(workspace.questions),
      .output_tokens_max = kAnswerTokensMax,
      .rejected_answer = std::nullopt,
      .rejection_reason = std::nullopt};
  const std::int64_t budget = llm::conversation_budget_tokens(model, llm::prefix_of(request)->instructions,
                                                              request.output_tokens_max);
  request.input = llm::conversation_input(call, model, budget).data;
  request.input.at("call").as_object()["date"] = llm::call_date(call, workspace.time_zone);
  return request;
}

}  // namespace calltracker::gold
