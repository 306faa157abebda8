// SPDX-License-Identifier: MIT
#include "llm/providers/offline/extraction.hpp"

#include "llm/providers/offline/call_type.hpp"
#include "llm/providers/offline/companies.hpp"
#include "llm/providers/offline/locations.hpp"
#include "llm/providers/offline/phone_numbers.hpp"

namespace calltracker::llm::offline {

Extraction extract(const Knowledge& knowledge, const Conversation& conversation) {
  Extraction found;
  const CallSigns signs(conversation, weigh_triage_evidence(conversation));
  found.triage = triage(conversation, signs);
  found.rep = find_rep(conversation);
  found.call_type = find_call_type(conversation, signs, found.triage.classification);
  const bool customer =
      found.triage.classification == Classification::ValidSales || found.triage.subtype == "voicemail";
  found.caller_company = find_caller_company(conversation);
  found.caller_name = find_caller_name(conversation, found.rep.name, found.caller_company);
  found.caller_phone = find_caller_phone(conversation);
  found.caller_location = find_caller_location(knowledge, conversation,
                                               {.rep_name = found.rep.name,
                                                .caller_name = found.caller_name,
                                                .caller_company = found.caller_company,
                                                .caller_phone = found.caller_phone,
                                                .customer = customer});
  if (!customer) return found;
  found.caller_role = find_caller_role(conversation);
  const Statements statements(conversation);
  found.need = find_need(knowledge, conversation, statements, found.triage);
  found.lead = find_lead_facts(conversation, statements, found.triage);
  found.urgency = found.lead.urgency;
  return found;
}

}  // namespace calltracker::llm::offline
