// SPDX-License-Identifier: MIT
#include "silver/silver_request.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "call/area_codes.hpp"
#include "llm/conversation_input.hpp"
#include "llm/instructions.hpp"
#include "llm/request_prefix.hpp"
#include "silver/embedded_files.hpp"

namespace calltracker::silver {
namespace {

// The answer is some 400 tokens; the rest is room for thinking where a model cannot do without.
constexpr int kAnswerTokensMax = 4096;

std::string product_names(const Workspace& workspace) {
  std::vector<std::string_view> names;
  for (const Product& product : workspace.products) names.push_back(product.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

const json::value& silver_schema() {
  static const json::value schema =
      parse_json(embedded::file("schemas/triage_and_extract.json"), "the schema of Silver");
  return schema;
}

llm::ModelRequest make_silver_request(const CallRecord& call, const Workspace& workspace,
                                      const llm::ModelInfo& model) {
  llm::ModelRequest request{
      .stage = "silver",
      .model = model.id,
      .instructions = llm::fill_instructions(
          embedded::file("prompts/triage_and_extract.md"),
          {{"company", workspace.company},
           {"description", workspace.description},
           {"company_names", fmt::format("{}", fmt::join(workspace.company_names, ", "))},
           {"products", product_names(workspace)}}),
      .input = {},
      .schema_name = "triage_and_extract",
      .schema = &silver_schema(),
      .output_tokens_max = kAnswerTokensMax,
      .rejected_answer = std::nullopt,
      .rejection_reason = std::nullopt};
  const std::int64_t budget = llm::conversation_budget_tokens(model, llm::prefix_of(request)->instructions,
                                                              request.output_tokens_max);
  request.input = llm::conversation_input(call, model, budget).data;
  // Which of several towns of one name is meant; the number itself stays here.
  const auto state = call.caller_number ? state_of_phone(*call.caller_number) : std::nullopt;
  request.input.at("call").as_object()["numberFrom"] = value_or_null(state);
  return request;
}

}  // namespace calltracker::silver
