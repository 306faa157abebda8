// SPDX-License-Identifier: MIT
#include "call/storage_json.hpp"

#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "call/storage_json_fields.hpp"

namespace calltracker {

namespace storage_json {

json::value to_json(double number) {
  json::value exact(number);
  if (json::parse(json::serialize(exact)).to_number<double>() == number) return exact;
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  return json::value(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

double read_real(const JsonReader& reader) {
  if (!reader.value().is_string()) return reader.as_double();
  const std::string digits = reader.as_string();
  double number = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (failure != std::errc() || end != digits.data() + digits.size()) reader.fail("a number");
  return number;
}

}  // namespace storage_json

namespace {

using namespace storage_json;

struct TextField {
  std::string_view key;
  std::optional<std::string> CallRecord::* member;
};

constexpr std::array kTextFields{
    TextField{"agentName", &CallRecord::agent_name},
    TextField{"agentNumber", &CallRecord::agent_number},
    TextField{"numberName", &CallRecord::number_name},
    TextField{"trackingNumber", &CallRecord::tracking_number},
    TextField{"callerName", &CallRecord::caller_name},
    TextField{"callerNumber", &CallRecord::caller_number},
    TextField{"source", &CallRecord::source},
    TextField{"medium", &CallRecord::medium},
    TextField{"campaign", &CallRecord::campaign},
    TextField{"callStatus", &CallRecord::call_status},
    TextField{"recordingUrl", &CallRecord::recording_url},
    TextField{"sentiment", &CallRecord::sentiment},
    TextField{"note", &CallRecord::note},
    TextField{"attribution", &CallRecord::attribution},
    TextField{"tags", &CallRecord::tags},
};

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.push_back('"');
  std::size_t plain_start = 0;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const auto byte = static_cast<unsigned char>(text[index]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, plain_start, index - plain_start);
    plain_start = index + 1;
    if (byte >= 0x20) {
      out.push_back('\\');
      out.push_back(text[index]);
    } else {
      out.append("\\u00");
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 0xF]);
    }
  }
  out.append(text, plain_start);
  out.push_back('"');
}

// Written straight to text: transcripts are nearly all there is to an import, and a tree of values would cost
// allocations for each of its turns.
void append_turn(std::string& out, const Turn& turn) {
  out.append(R"({"n":)").append(std::to_string(turn.number));
  out.append(R"(,"speaker":)");
  append_string(out, name_of(turn.speaker));
  out.append(R"(,"text":)");
  append_string(out, turn.text);
  if (turn.at_seconds) out.append(R"(,"atSeconds":)").append(json::serialize(to_json(*turn.at_seconds)));
  if (turn.label) {
    out.append(R"(,"label":)");
    append_string(out, *turn.label);
  }
  out.push_back('}');
}

Turn turn_from_json(const JsonReader& reader) {
  return {.number = integer(reader, "n"),
          .speaker = word<Speaker>(reader, "speaker", parse<Speaker>),
          .text = text(reader, "text"),
          .at_seconds = real_if_any(reader, "atSeconds"),
          .label = reader.string_if_any("label")};
}

}  // namespace

std::string record_to_storage_json(const CallRecord& record) {
  ObjectWriter writer;
  writer.put("row", record.row)
      .put("startTimeMs", record.start_time_ms)
      .put("durationSeconds", record.duration_seconds);
  for (const TextField& field : kTextFields) writer.put(field.key, record.*field.member);
  if (!record.extra.empty()) {
    // Pairs, because two unknown columns may share a header.
    json::array pairs;
    for (const auto& [header, cell] : record.extra) pairs.push_back(json::array{header, cell});
    writer.put_value("extra", std::move(pairs));
  }
  writer.put_if("speakersSwapped", record.speakers_swapped)
      .put_if("possiblyTruncated", record.possibly_truncated);
  return json::serialize(writer.take());
}

CallRecord record_from_storage_json(std::string_view text) {
  const JsonDocument document(text, "a stored call");
  const JsonReader reader(document.value(), "record");
  CallRecord record;
  record.row = integer(reader, "row");
  record.start_time_ms = reader.int_if_any("startTimeMs");
  record.duration_seconds = real_if_any(reader, "durationSeconds");
  for (const TextField& field : kTextFields) record.*field.member = reader.string_if_any(field.key);
  if (const auto extra = reader.find("extra")) {
    for (const JsonReader& pair : extra->as_array()) {
      const std::vector<JsonReader> parts = pair.as_array();
      if (parts.size() != 2) pair.fail("a header and a text");
      record.extra.emplace_back(parts[0].as_string(), parts[1].as_string());
    }
  }
  record.speakers_swapped = flag(reader, "speakersSwapped");
  record.possibly_truncated = flag(reader, "possiblyTruncated");
  return record;
}

std::string turns_to_storage_json(const std::vector<Turn>& turns) {
  std::string out = "[";
  for (const Turn& turn : turns) {
    if (out.size() > 1) out.push_back(',');
    append_turn(out, turn);
  }
  out.push_back(']');
  return out;
}

std::vector<Turn> turns_from_storage_json(std::string_view text) {
  const JsonDocument document(text, "a stored transcript");
  std::vector<Turn> turns;
  for (const JsonReader& item : JsonReader(document.value(), "turns").as_array()) {
    turns.push_back(turn_from_json(item));
  }
  return turns;
}

std::string overrides_to_storage_json(const std::vector<LevelOverride>& overrides) {
  json::array array;
  for (const LevelOverride& item : overrides) {
    array.push_back(ObjectWriter()
                        .put("category", item.category)
                        .put("level", item.level)
                        .put("reason", item.reason)
                        .put("atMs", item.at_ms)
                        .take());
  }
  return json::serialize(array);
}

std::vector<LevelOverride> overrides_from_storage_json(std::string_view text_of_all) {
  const JsonDocument document(text_of_all, "stored overrides");
  std::vector<LevelOverride> overrides;
  for (const JsonReader& item : JsonReader(document.value(), "overrides").as_array()) {
    overrides.push_back({.category = text(item, "category"),
                         .level = integer(item, "level"),
                         .reason = text(item, "reason"),
                         .at_ms = item.int_if_any("atMs").value_or(0)});
  }
  return overrides;
}

std::string job_options_to_storage_json(const JobOptions& options) {
  return json::serialize(ObjectWriter()
                             .put("provider", options.provider)
                             .put("silverModel", options.silver_model)
                             .put("goldModel", options.gold_model)
                             .put("preset", options.preset)
                             .put("concurrency", options.concurrency)
                             .put("budgetUsd", options.budget_usd)
                             .put("priority", options.priority)
                             .put("redaction", to_text(options.redaction))
                             .put("batch", options.in_batches)
                             .take());
}

JobOptions job_options_from_storage_json(std::string_view text) {
  const JsonDocument document(text, "stored job options");
  const JsonReader reader(document.value(), "options");
  return {
      .provider = storage_json::text(reader, "provider"),
      .silver_model = storage_json::text(reader, "silverModel"),
      .gold_model = storage_json::text(reader, "goldModel"),
      .preset = storage_json::text(reader, "preset"),
      .concurrency = integer(reader, "concurrency"),
      .budget_usd = real_if_any(reader, "budgetUsd"),
      .priority = integer(reader, "priority"),
      .redaction =
          parse_personal_data(reader.string_if_any("redaction").value_or("")).value_or(PersonalDataKinds()),
      .in_batches = reader.bool_if_any("batch").value_or(false)};
}

std::string stability_to_storage_json(const Stability& stability) {
  const LevelAgreement& levels = stability.levels;
  ObjectWriter writer;
  writer.put("calls", stability.calls)
      .put("pairs", levels.pairs)
      .put("exact", levels.exact)
      .put("withinOne", levels.within_one)
      .put("weightedKappa", levels.weighted_kappa)
      .put("judgedOnce", stability.judged_once)
      .put("totals", stability.totals)
      .put("meanTotalDifference", stability.mean_total_difference);
  if (const auto& swing = stability.largest_swing) {
    writer.put_value("largestSwing", ObjectWriter()
                                         .put("call", swing->call.str())
                                         .put("row", swing->row)
                                         .put("first", swing->first)
                                         .put("second", swing->second)
                                         .take());
  }
  return json::serialize(writer.take());
}

Stability stability_from_storage_json(std::string_view text) {
  const JsonDocument document(text, "a stored stability");
  const JsonReader reader(document.value(), "stability");
  Stability stability{.calls = reader.at("calls").as_int(),
                      .levels = {.pairs = reader.at("pairs").as_int(),
                                 .exact = reader.at("exact").as_int(),
                                 .within_one = reader.at("withinOne").as_int(),
                                 .weighted_kappa = real_if_any(reader, "weightedKappa")},
                      .judged_once = reader.at("judgedOnce").as_int(),
                      .totals = reader.at("totals").as_int(),
                      .mean_total_difference = real_if_any(reader, "meanTotalDifference"),
                      .largest_swing = std::nullopt};
  if (const auto swing = reader.find("largestSwing")) {
    stability.largest_swing = LargestSwing{.call = CallId(swing->at("call").as_string()),
                                           .row = integer(*swing, "row"),
                                           .first = real(*swing, "first"),
                                           .second = real(*swing, "second")};
  }
  return stability;
}

std::string column_mapping_to_storage_json(const std::map<std::string, std::string>& mapping) {
  ObjectWriter writer;
  for (const auto& [field, header] : mapping) writer.put(field, header);
  return json::serialize(writer.take());
}

std::map<std::string, std::string> column_mapping_from_storage_json(std::string_view text) {
  const JsonDocument document(text, "a stored column mapping");
  std::map<std::string, std::string> mapping;
  for (const auto& member : JsonReader(document.value(), "mapping").as_object()) {
    mapping.emplace(member.key(), JsonReader(member.value(), std::string(member.key())).as_string());
  }
  return mapping;
}

}  // namespace calltracker
