// SPDX-License-Identifier: MIT
#include "api/job_preview_json.hpp"

#include <utility>

#include "call/vocabulary.hpp"

namespace calltracker::api {
namespace {

template <class Items, class Convert>
json::array to_array(const Items& items, const Convert& convert) {
  json::array array;
  for (const auto& item : items) array.push_back(convert(item));
  return array;
}

json::object columns_to_json(const operations::PreviewColumn& column) {
  return {{"header", column.header},
          {"field", value_or_null(column.field)},
          {"samples", to_array(column.samples, [](const std::string& text) { return json::value(text); })}};
}

json::object stage_to_json(const llm::StageEstimate& stage) {
  return {{"requests", stage.requests},
          {"byRules", stage.by_rules},
          {"reused", stage.reused},
          {"inputTokens", stage.tokens.input + stage.tokens.cache_read + stage.tokens.cache_write},
          {"outputTokens", stage.tokens.output},
          {"costUsd", stage.cost_usd}};
}

json::object estimate_to_json(const operations::JobPreview& preview) {
  const JobOptions& options = preview.options;
  return {{"provider", options.provider},
          {"preset", options.preset.empty() ? json::value(nullptr) : json::value(options.preset)},
          {"models", json::object{{"silver", options.silver_model}, {"gold", options.gold_model}}},
          {"silver", stage_to_json(preview.estimate.silver)},
          {"gold", stage_to_json(preview.estimate.gold)},
          {"costUsd", preview.estimate.cost_usd},
          {"seconds", preview.estimate.seconds},
          {"batchCostUsd", value_or_null(preview.estimate.batch_cost_usd)}};
}

}  // namespace

json::object to_json(const operations::JobPreview& preview) {
  json::object skipped;
  for (const auto& [reason, count] : preview.skipped) skipped[name_of(reason)] = count;
  return {{"fileName", preview.file_name},
          {"sheet", preview.sheet.empty() ? json::value(nullptr) : json::value(preview.sheet)},
          {"headerRow", preview.header_row},
          {"rows", preview.rows},
          {"toAnalyse", preview.to_analyse},
          {"skipped", std::move(skipped)},
          {"skippedRows", to_array(preview.skipped_rows,
                                   [](const operations::SkippedRow& row) {
                                     return json::object{{"row", row.row},
                                                         {"reason", name_of(row.reason)},
                                                         {"detail", value_or_null(row.detail)}};
                                   })},
          {"columns", to_array(preview.columns, columns_to_json)},
          {"fields", to_array(preview.fields,
                              [](const operations::PreviewField& field) {
                                return json::object{{"name", field.name},
                                                    {"title", field.title},
                                                    {"required", field.required}};
                              })},
          {"warnings", to_array(preview.warnings,
                                [](const operations::PreviewWarning& warning) {
                                  return json::object{{"code", warning.code}, {"message", warning.message}};
                                })},
          {"estimate", estimate_to_json(preview)}};
}

}  // namespace calltracker::api
