// SPDX-License-Identifier: MIT
// A call log looked at before anything is started: how it is understood, what would be skipped, what it will
// cost.
#include <filesystem>
#include <utility>

#include "api/context.hpp"
#include "api/embedded_files.hpp"
#include "api/upload_form.hpp"
#include "call/vocabulary.hpp"
#include "http/server/static_files.hpp"
#include "operations/estimate_job.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;
using operations::JobPreview;

// An upload under its sender's name, which messages speak of; gone afterwards.
class NamedUpload {
 public:
  explicit NamedUpload(const UploadedFile& file) : folder_(file.content.path().string() + ".named") {
    std::filesystem::create_directory(folder_);
    path_ = folder_ / operations::safe_file_name(file.file_name);
    std::filesystem::rename(file.content.path(), path_);
  }
  ~NamedUpload() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  NamedUpload(const NamedUpload&) = delete;
  NamedUpload& operator=(const NamedUpload&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path path_;
};

json::object to_json(const llm::StageEstimate& stage) {
  return {{"requests", stage.requests},
          {"byRules", stage.by_rules},
          {"reused", stage.reused},
          {"inputTokens", stage.tokens.input + stage.tokens.cache_read + stage.tokens.cache_write},
          {"outputTokens", stage.tokens.output},
          {"unpricedTokens", stage.tokens.unpriced},
          {"costUsd", stage.cost_usd}};
}

json::object estimate_to_json(const JobPreview& preview) {
  return {{"provider", preview.options.provider},
          {"preset", preview.options.preset},
          {"models",
           json::object{{"silver", preview.options.silver_model}, {"gold", preview.options.gold_model}}},
          {"silver", to_json(preview.estimate.silver)},
          {"gold", to_json(preview.estimate.gold)},
          {"priceKnown", preview.estimate.is_price_known()},
          {"costUsd", preview.estimate.cost_usd},
          {"seconds", preview.estimate.seconds},
          {"batchCostUsd", value_or_null(preview.estimate.batch_cost_usd)}};
}

json::array columns_to_json(const JobPreview& preview) {
  json::array columns;
  for (const operations::PreviewColumn& column : preview.columns) {
    columns.push_back(json::object{{"header", column.header},
                                   {"field", value_or_null(column.field)},
                                   {"samples", to_json_array(column.samples)}});
  }
  return columns;
}

json::array skipped_rows_to_json(const JobPreview& preview) {
  json::array rows;
  for (const operations::SkippedRow& row : preview.skipped_rows) {
    rows.push_back(json::object{
        {"row", row.row}, {"reason", name_of(row.reason)}, {"detail", value_or_null(row.detail)}});
  }
  return rows;
}

json::object to_json(const JobPreview& preview) {
  json::object skipped;
  for (const auto& [reason, count] : preview.skipped) skipped[name_of(reason)] = count;
  json::array fields;
  for (const operations::PreviewField& field : preview.fields) {
    fields.push_back(
        json::object{{"name", field.name}, {"title", field.title}, {"required", field.required}});
  }
  json::array warnings;
  for (const operations::PreviewWarning& warning : preview.warnings) {
    warnings.push_back(json::object{{"code", warning.code}, {"message", warning.message}});
  }
  return {{"fileName", preview.file_name},
          {"sheet", preview.sheet.empty() ? json::value(nullptr) : json::value(preview.sheet)},
          {"headerRow", preview.header_row},
          {"rows", preview.rows},
          {"toAnalyse", preview.to_analyse},
          {"skipped", std::move(skipped)},
          {"skippedRows", skipped_rows_to_json(preview)},
          {"columns", columns_to_json(preview)},
          {"fields", std::move(fields)},
          {"missing", to_json_array(preview.missing)},
          {"warnings", std::move(warnings)},
          {"estimate", estimate_to_json(preview)}};
}

void send_sample(Responder& responder) {
  Answer answer{.status = 200, .headers = {}, .body = embedded::file("samples/nwh-week.xlsx")};
  answer.headers.set("Content-Type", content_type_of("nwh-week.xlsx"));
  answer.headers.set("Content-Disposition", "attachment; filename=\"nwh-week.xlsx\"");
  answer.headers.set("Cache-Control", "no-cache");
  responder.answer(std::move(answer));
}

}  // namespace

void add_estimate_routes(Router& router, Context& context) {
  router.add("POST", "/api/jobs/estimate",
             [&context](Request& request, Responder responder) {
               operations::SubmitRequest asked = submit_request(request.form);
               json::object seen;
               {
                 // Gone before anybody hears of it.
                 const NamedUpload upload(*request.form.file);
                 asked.file = upload.path();
                 seen = to_json(operations::estimate_job(context.services, asked));
               }
               responder.answer(json_answer(200, std::move(seen)));
             },
             {.body = BodyKind::Form, .body_bytes_max = kUploadBytesMax});
  router.add("GET", "/api/sample/nwh-week.xlsx",
             [](Request&, Responder responder) { send_sample(responder); }, {.runs_on = RunsOn::Loop});
}

}  // namespace calltracker::api
