// SPDX-License-Identifier: MIT
#include "pipeline/stage_record.hpp"

#include <string_view>

namespace calltracker::pipeline {
std::string_view name_of(StageSource source) {
  switch (source) {
    case StageSource::Rules:
      return "rules";
    case StageSource::Reused:
      return "reused";
    case StageSource::Asked:
      return "asked";
  }
  return "rules";
}

namespace {

StageSource parse_source(const JsonReader& reader) {
  const std::string name = reader.as_string();
  for (const StageSource source : {StageSource::Rules, StageSource::Reused, StageSource::Asked}) {
    if (name_of(source) == name) return source;
  }
  reader.fail("rules, reused or asked");
}

}  // namespace

void tag_invoke(const json::value_from_tag& /*tag*/, json::value& value, const StageRecord& record) {
  value = json::object{{"source", name_of(record.source)},
                       {"answerKey", record.answer_key},
                       {"model", record.model},
                       {"costUsd", record.cost_usd},
                       {"input", record.tokens.input},
                       {"output", record.tokens.output},
                       {"cacheRead", record.tokens.cache_read},
                       {"cacheWrite", record.tokens.cache_write},
                       {"unpriced", record.tokens.unpriced},
                       {"rejection", value_or_null(record.rejection)}};
}

StageRecord tag_invoke(const json::value_to_tag<StageRecord>& /*tag*/, const json::value& value) {
  const JsonReader reader(value, "memo");
  return {.source = parse_source(reader.at("source")),
          .answer_key = reader.at("answerKey").as_string(),
          .model = reader.at("model").as_string(),
          .cost_usd = reader.at("costUsd").as_double(),
          .tokens = {.input = reader.at("input").as_int(),
                     .output = reader.at("output").as_int(),
                     .cache_read = reader.at("cacheRead").as_int(),
                     .cache_write = reader.at("cacheWrite").as_int(),
                     .unpriced = reader.int_if_any("unpriced").value_or(0)},
          .rejection = reader.string_if_any("rejection")};
}

}  // namespace calltracker::pipeline
