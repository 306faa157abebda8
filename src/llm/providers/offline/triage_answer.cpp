// SPDX-License-Identifier: MIT
#include "llm/providers/offline/answers.hpp"

namespace calltracker::llm::offline {
namespace {

void add_fact(json::object& object, std::string_view key, const std::optional<FoundFact>& fact) {
  object[key] = fact ? json::value(fact->value) : json::value(nullptr);
  object[std::string(key) + "Turn"] = fact ? fact->turn : 0;
}

}  // namespace

json::value triage_and_extract_answer(const Extraction& extraction) {
  json::object rep;
  rep["name"] = extraction.rep.name ? json::value(extraction.rep.name->value) : json::value(nullptr);
  rep["introducedProperly"] = extraction.rep.introduced_properly;
  rep["introPattern"] = value_or_null(extraction.rep.pattern);
  rep["turn"] = extraction.rep.name ? extraction.rep.name->turn : 0;
  json::object caller;
  add_fact(caller, "name", extraction.caller_name);
  add_fact(caller, "company", extraction.caller_company);
  add_fact(caller, "location", extraction.caller_location);
  add_fact(caller, "phone", extraction.caller_phone);
  add_fact(caller, "role", extraction.caller_role);
  json::object context;
  context["type"] = name_of(extraction.call_type);
  context["needSummary"] = value_or_null(extraction.need.summary);
  context["productInterest"] = to_json_array(extraction.need.products);
  context["urgency"] = name_of(extraction.urgency);
  return json::object{{"classification", name_of(extraction.triage.classification)},
                      {"subtype", extraction.triage.subtype},
                      {"confidence", extraction.triage.confidence},
                      {"reason", extraction.triage.reason},
                      {"rep", std::move(rep)},
                      {"caller", std::move(caller)},
                      {"callContext", std::move(context)}};
}

}  // namespace calltracker::llm::offline
