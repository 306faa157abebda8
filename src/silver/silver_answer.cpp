// SPDX-License-Identifier: MIT
#include "silver/silver_answer.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "call/area_codes.hpp"
#include "call/towns.hpp"
#include "silver/fact_search.hpp"
#include "silver/normal_forms.hpp"
#include "silver/rep_resolution.hpp"
#include "silver/spoken_numbers.hpp"
#include "silver/validation.hpp"

namespace calltracker::silver {
namespace {

using Issues = std::vector<ValidationIssue>;

std::optional<std::string> text_of(const JsonReader& parent, std::string_view key) {
  const auto text = parent.string_if_any(key);
  if (!text) return std::nullopt;
  std::string collapsed = collapse_whitespace(*text);
  if (collapsed.empty()) return std::nullopt;
  return collapsed;
}

Triage triage_in(const JsonReader& answer) {
  return {
      .classification =
          parse<Classification>(answer.at("classification").as_string()).value_or(Classification::Incomplete),
      .subtype = answer.at("subtype").as_string(),
      .confidence = std::clamp(answer.at("confidence").as_double(), 0.0, 1.0),
      .reason = collapse_whitespace(answer.at("reason").as_string()),
      .decided_by = DecidedBy::Model};
}

CallContext read_context(const JsonReader& answer) {
  CallContext context{.type = parse<CallType>(answer.at("type").as_string()).value_or(CallType::Unknown),
                      .need_summary = text_of(answer, "needSummary"),
                      .product_interest = {},
                      .urgency = parse<Urgency>(answer.at("urgency").as_string()).value_or(Urgency::Unknown)};
  for (const std::string& interest : answer.strings("productInterest")) {
    std::string name = collapse_whitespace(interest);
    std::vector<std::string>& known = context.product_interest;
    if (!name.empty() && std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
  }
  return context;
}

// "Agent (Brian):": the label of the agent who carries the call, as the one with the most words.
const Turn* turn_of_labelled_agent(const CallRecord& call) {
  std::map<std::string_view, std::size_t> words;
  for (const Turn& turn : call.turns) {
    if (turn.speaker == Speaker::Agent && turn.label) words[*turn.label] += split_words(turn.text).size();
  }
  const auto most = std::max_element(words.begin(), words.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == words.end()) return nullptr;
  return &*std::find_if(call.turns.begin(), call.turns.end(), [&most](const Turn& turn) {
    return turn.speaker == Speaker::Agent && turn.label == most->first;
  });
}

std::string_view first_word(std::string_view name) {
  return name.substr(0, name.find(' '));
}

RepFacts read_rep(const JsonReader& answer, const CallRecord& call, const Workspace& workspace,
                  const CallContext& context, bool is_sales, const FactSearch& search, Issues& issues) {
  RepFacts rep{.name = text_of(answer, "name"),
               .roster_name = std::nullopt,
               .division = std::nullopt,
               .introduced_properly = answer.at("introducedProperly").as_bool(),
               .intro_pattern = text_of(answer, "introPattern"),
               .turn = std::nullopt};
  if (rep.name && is_no_name(*rep.name, workspace)) {
    issues.push_back(ValidationIssue::InvalidRepName);
    rep.name.reset();
  }
  if (rep.name) {
    rep.turn = search.find_words(*rep.name, answer.at("turn").as_int());
    if (!rep.turn) {
      issues.push_back(ValidationIssue::NotInTranscript);
      rep.name.reset();
    }
  }
  // What the transcript's own labels call the agent counts where no name is said, or only a colleague's.
  if (const Turn* labelled = turn_of_labelled_agent(call);
      labelled != nullptr && !is_no_name(*labelled->label, workspace)) {
    const bool same = rep.name && equals_ignoring_case(first_word(*rep.name), first_word(*labelled->label));
    if (!same) {
      rep.name = labelled->label;
      rep.turn = labelled->number;
    }
  }
  if (rep.intro_pattern && !search.holds_sentence(*rep.intro_pattern)) {
    issues.push_back(ValidationIssue::NotInTranscript);
    rep.intro_pattern.reset();
  }
  // Nobody introduces themselves without a name.
  rep.introduced_properly = rep.introduced_properly && rep.name;
  const RosterRep* known = resolve_rep(rep.name, call, workspace);
  if (known != nullptr) rep.roster_name = known->name;
  if (rep.name && known == nullptr) issues.push_back(ValidationIssue::UnknownRepName);
  if (!rep.name && is_sales) issues.push_back(ValidationIssue::NoRepName);
  rep.division = resolve_division(known, call, context, workspace);
  return rep;
}

// A column of the log that the program has no use for otherwise.
std::optional<std::string_view> log_value(const CallRecord& call, std::string_view header) {
  for (const auto& [name, text] : call.extra) {
    if (equals_ignoring_case(trim(name), header)) return trim(text);
  }
  return std::nullopt;
}

class CallerReader {
 public:
  CallerReader(const JsonReader& answer, const CallRecord& call, const FactSearch& search, Issues& issues)
      : answer_(answer), call_(call), search_(search), issues_(issues) {}

  CallerFacts read() {
    facts_.name = read_words("name");
    facts_.company = read_words("company");
    facts_.location = read_location();
    facts_.phone = read_phone();
    facts_.role = read_role();
    return std::move(facts_);
  }

 private:
  std::int64_t cited(std::string_view key) const {
    return answer_.int_if_any(std::string(key) + "Turn").value_or(0);
  }

  bool prove(std::string_view key, std::optional<int> turn) {
    if (!turn) {
      issues_.push_back(ValidationIssue::NotInTranscript);
      return false;
    }
    facts_.turns[std::string(key)] = *turn;
    return true;
  }

  std::optional<std::string> read_words(std::string_view key) {
    std::optional<std::string> text = text_of(answer_, key);
    if (text && !prove(key, search_.find_words(*text, cited(key)))) text.reset();
    return text;
  }

  std::optional<std::string> read_location() {
    const auto text = text_of(answer_, "location");
    if (!text) return std::nullopt;
    auto place = parse_place(*text);
    if (!place || !prove("location", search_.find_words(place->city, cited("location")))) return std::nullopt;
    if (!place->state || !is_said(*place)) place->state = state_of(*place);
    if (!place->state) issues_.push_back(ValidationIssue::LocationFormat);
    return format_place(*place);
  }

  // Many abbreviations are words as well (OR, IN, ME), so one counts only right after its city.
  bool is_said(const Place& place) const {
    return search_.holds_phrase(state_name(*place.state)) ||
           search_.holds_phrase(place.city + " " + *place.state);
  }

  // The state of a town that was named without it. The log may know; else Garden City is in Georgia for a
  // caller from 912, and up in Fargo is where everybody knows it to be. A model's own idea of it is no
  // evidence.
  std::optional<std::string> state_of(const Place& place) const {
    const auto town = find_town(place.city);
    const auto state_column = log_value(call_, "state");
    const auto logged = state_column ? state_code(*state_column) : std::nullopt;
    if (logged && equals_ignoring_case(log_value(call_, "city").value_or(""), place.city)) return logged;
    if (!town) return std::nullopt;
    const auto spoken = text_of(answer_, "phone");
    for (const auto& number : {spoken, call_.caller_number}) {
      const auto state = number ? state_of_phone(*number) : std::nullopt;
      if (state && town->is_in(*state)) return std::string(*state);
    }
    // The log's state need not be that of its city: it proves any town it has.
    if (logged && town->is_in(*logged)) return logged;
    const auto usual = town->usual_state();
    return usual && usual == place.state.value_or(std::string(*usual)) ? std::optional<std::string>(*usual)
                                                                       : std::nullopt;
  }

  std::optional<std::string> read_phone() {
    const auto text = text_of(answer_, "phone");
    if (!text) return std::nullopt;
    auto digits = phone_digits(*text);
    if (!digits) digits = phone_digits(spoken_digits(*text));
    if (!digits) {
      issues_.push_back(ValidationIssue::InvalidPhoneFormat);
      return std::nullopt;
    }
    if (!prove("phone", search_.find_phone(*digits, cited("phone")))) return std::nullopt;
    return format_phone(*digits);
  }

  // "fleet manager" sums up what may be said in other words, so only its turn is checked.
  std::optional<std::string> read_role() {
    auto text = text_of(answer_, "role");
    if (!text) return std::nullopt;
    const std::int64_t turn = cited("role");
    const auto proven = search_.has_turn(turn) ? std::optional(static_cast<int>(turn)) : std::nullopt;
    if (!prove("role", proven)) text.reset();
    return text;
  }

  const JsonReader& answer_;
  const CallRecord& call_;
  const FactSearch& search_;
  Issues& issues_;
  CallerFacts facts_;
};

int count_words(const CallRecord& call) {
  std::size_t words = 0;
  for (const Turn& turn : call.turns) words += split_words(turn.text).size();
  return static_cast<int>(words);
}

}  // namespace

Triage read_triage(const json::value& answer) {
  return triage_in(JsonReader(answer, "answer"));
}

SilverFindings read_silver_answer(const json::value& answer, const CallRecord& call,
                                  const Workspace& workspace) {
  const JsonReader root(answer, "answer");
  const FactSearch search(call);
  Issues issues;
  SilverFindings findings{.triage = triage_in(root),
                          .rep = {},
                          .caller = {},
                          .context = read_context(root.at("callContext")),
                          .validation = {}};
  const bool is_sales = findings.triage.classification == Classification::ValidSales;
  findings.rep = read_rep(root.at("rep"), call, workspace, findings.context, is_sales, search, issues);
  const JsonReader caller = root.at("caller");
  findings.caller = CallerReader(caller, call, search, issues).read();
  if (is_sales && !findings.context.need_summary) issues.push_back(ValidationIssue::MissingNeedSummary);
  if (count_words(call) < kShortTranscriptWords) issues.push_back(ValidationIssue::ShortTranscript);
  if (call.possibly_truncated) issues.push_back(ValidationIssue::PossiblyTruncated);
  if (call.speakers_swapped) issues.push_back(ValidationIssue::SwappedSpeakers);
  findings.validation = validate(findings.triage.confidence, std::move(issues));
  return findings;
}

}  // namespace calltracker::silver
