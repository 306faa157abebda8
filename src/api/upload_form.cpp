// SPDX-License-Identifier: MIT
#include "api/upload_form.hpp"

#include <charconv>
#include <cmath>

#include "base/error.hpp"
#include "base/json.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;

constexpr int kConcurrencyMax = 10'000;

[[noreturn]] void fail_field(std::string_view name, std::string_view expected, const std::string& found) {
  throw Error({.kind = ErrorKind::Usage,
               .code = "form-field-invalid",
               .message = std::string(name) + " is not " + std::string(expected),
               .found = found,
               .state = "nothing was stored"});
}

template <class Number>
std::optional<Number> number_field(const Form& form, std::string_view name, std::string_view expected,
                                   Number least, Number most) {
  const auto text = form.field(name);
  if (!text || text->empty()) return std::nullopt;
  Number number{};
  const char* end = text->data() + text->size();
  const auto [stop, failure] = std::from_chars(text->data(), end, number);
  // Written so that NaN fails too.
  const bool is_good = failure == std::errc() && stop == end && number >= least && number <= most;
  if (!is_good) fail_field(name, expected, *text);
  return number;
}

std::optional<std::string> word_field(const Form& form, std::string_view name) {
  auto text = form.field(name);
  return text && !text->empty() ? std::move(text) : std::nullopt;
}

bool flag_field(const Form& form, std::string_view name) {
  const auto text = word_field(form, name);
  if (text && *text != "true" && *text != "false") fail_field(name, "true or false", *text);
  return text == "true";
}

// {"startTime": "Call Start"}
std::vector<std::pair<std::string, std::string>> column_field(const Form& form) {
  std::vector<std::pair<std::string, std::string>> columns;
  const auto text = word_field(form, "columns");
  if (!text) return columns;
  const json::value document = parse_json(*text, "columns");
  const JsonReader reader(document, "columns");
  for (const auto& [field, header] : reader.as_object()) {
    columns.emplace_back(field, JsonReader(header, "columns." + std::string(field)).as_string());
  }
  return columns;
}

// "card,phone"; "none" switches off what the settings say.
std::optional<PersonalDataKinds> redaction_field(const Form& form) {
  const auto text = word_field(form, "redact");
  if (!text) return std::nullopt;
  const auto kinds = parse_personal_data(*text == "none" ? "" : *text);
  if (!kinds) fail_field("redact", "a list of card, ssn, email and phone", *text);
  return kinds;
}

}  // namespace

operations::SubmitRequest submit_request(const Form& form) {
  if (!form.file || form.file->content.bytes() == 0) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "file-missing",
                 .message = "the form has no file, or an empty one",
                 .hint = "send the call log as the form's field \"file\""});
  }
  return {.file = form.file->file_name,
          .columns = column_field(form),
          .budget_usd = number_field<double>(form, "budgetUsd", "an amount above 0", 0.000'001, 1'000'000),
          .models = {.provider = word_field(form, "provider"),
                     .preset = word_field(form, "preset"),
                     .silver_model = word_field(form, "silverModel"),
                     .gold_model = word_field(form, "goldModel")},
          .concurrency =
              number_field<int>(form, "concurrency", "a whole number from 1 to 10000", 1, kConcurrencyMax),
          .redaction = redaction_field(form),
          .in_batches = flag_field(form, "batch"),
          .double_score =
              number_field<double>(form, "doubleScore", "a share above 0 and at most 1", 0.000'001, 1),
          .id = {}};
}

}  // namespace calltracker::api
