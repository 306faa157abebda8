// SPDX-License-Identifier: MIT
#include "llm/spoken_facts.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace calltracker::llm {
namespace {

// RE2 objects are costly to build and safe to share.
const RE2& objection_pattern() {
  static const RE2 pattern(
      R"((?i)too (?:high|much|expensive|far|old|long|steep|pricey)|expensive|cheaper|can't (?:afford|do that|go that)|cannot afford|)"
      R"(not interested|not ready|think (?:about|on) it|think it over|sleep on it|talk (?:it over|to my|with my)|check with my|)"
      R"((?:an)?other (?:dealer|quote|lot|guy|company|place)|elsewhere|someone else|better (?:price|deal|rate|offer)|not sure|)"
      R"(the problem is|out of (?:my|our) (?:budget|range)|over (?:my|our) budget|shopping around|don't (?:want|need|like|trust|think)|)"
      R"(bad (?:credit|experience|reviews)|worried|concern|muy caro|demasiado|m[aá]s barato|no me (?:interesa|alcanza|conviene)|)"
      R"(lo (?:voy a|tengo que) pensar|otro lado|no estoy seguro)");
  return pattern;
}

const RE2& price_pattern() {
  static const RE2 pattern(
      R"((?i)\$|\b(?:price[ds]?|pricing|dollars?|bucks|grand|thousand|hundred|payments?|rates?|quoted?|deposit|financ\w*|percent|apr|)"
      R"(budget|discount|fee|costs?|money down|d[oó]lares|pesos|precio|cuesta|enganche|mensualidad)\b|%)");
  return pattern;
}

const RE2& number_pattern() {
  static const RE2 pattern(
      R"((?i)\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|)"
      R"((?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|dozen|double|triple|half|)"
      R"(uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|trece|catorce|quince|veint\w+|treinta|cuarenta|cincuenta|sesenta|)"
      R"(setenta|ochenta|noventa|cien|cientos?|mil)\b)");
  return pattern;
}

const RE2& name_pattern() {
  static const RE2 pattern(
      R"((?i)\bname\b|\bthis is\b|\bname's\b|\bcompany\b|\be-?mail\b|\bcalling (?:from|for|on behalf)\b|\b(?:with|from) [a-z]+ (?:trucking|)"
      R"(transport|logistics|freight|farms?|hauling|llc|inc|express|carriers?)\b|\bowner\b|\bask for\b|\bspeak (?:to|with)\b|\bspell|)"
      R"(\bme llamo\b|\bnombre\b|\bsoy\b|\bcompañ[ií]a\b)");
  return pattern;
}

// "May" as a month only where a day or a preposition makes it one.
const RE2& date_pattern() {
  static const RE2 pattern(
      R"((?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:today|tomorrow|tonight|yesterday|weekends?|weeks?|months?|years?|)"
      R"(quarter|january|february|march|april|june|july|august|september|october|november|december|spring|summer|winter|noon|)"
      R"(o'clock|asap|right away|deadline|expires?|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|hoy|mañana|semana|mes|)"
      R"(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b|\b(?:in|by|of|until|since) may\b|)"
      R"(\bmay (?:\d|first|the)|\b(?:on|by|until|till|before|after|since) the (?:\w+(?:st|nd|rd|th)|first|second|third)\b)");
  return pattern;
}

const RE2& courtesy_pattern() {
  static const RE2 pattern(
      R"((?i)\b(?:press|dial|oprima|presione|marque)(?: or say)?(?: the| el)?(?: number| número| numero)? ?)"
      R"((?:\d|zero|one|two|three|four|five|six|seven|eight|nine|star|pound|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)\b|)"
      R"(\bone (?:of (?:our|the)|moment)\b|\bfor calling [^.,!?]*\btoday\b|\bthis is (?:a|an|the|not|nationwide)\b|\bcompany\b)");
  return pattern;
}

// Whom a recording puts through, or whose key it offers: nobody in particular when one of these words
// follows.
const RE2& addressee_pattern() {
  static const RE2 pattern(
      R"((?i)(?:transferr?(?:ed|ing)?|connect(?:ed|ing)?|put(?:ting)? you through|forwarded|direct(?:ed|ing)?)(?: you| your call)?)"
      R"( (?:to|with) (\w+)|\b(?:for|reach|ask for|speak (?:to|with)) (\w+)(?: \w+)?,? (?:please )?(?:press|dial|at extension)|)"
      R"(\bask for (\w+)|\b(\w+) (?:will be (?:right )?with you|is (?:on another|away|out of)))");
  return pattern;
}

constexpr auto kNobodyInParticular = std::to_array<std::string_view>(
    {"a",         "an",         "the",          "our",     "your",       "you",        "one",
     "any",       "all",        "more",         "other",   "someone",    "somebody",   "this",
     "that",      "they",       "sales",        "service", "parts",      "rental",     "rentals",
     "leasing",   "finance",    "financing",    "billing", "accounting", "claims",     "insurance",
     "customer",  "customers",  "certificates", "new",     "used",       "trailer",    "trailers",
     "general",   "english",    "spanish",      "español", "espanol",    "operator",   "support",
     "quote",     "quotes",     "information",  "hours",   "directions", "dispatch",   "roadside",
     "emergency", "assistance", "existing",     "policy",  "payments",   "voicemail",  "representative",
     "agent",     "associate",  "specialist",   "advisor", "writer",     "technician", "manager",
     "member",    "person",     "team"});

bool names_a_person(std::string_view text) {
  re2::StringPiece rest(text.data(), text.size());
  std::array<std::string, 4> words;
  while (RE2::FindAndConsume(&rest, addressee_pattern(), &words[0], &words[1], &words[2], &words[3])) {
    for (const std::string& word : words) {
      if (word.empty()) continue;
      const std::string lowered = to_lower_ascii(word);
      if (std::find(kNobodyInParticular.begin(), kNobodyInParticular.end(), lowered) ==
          kNobodyInParticular.end())
        return true;
    }
  }
  return false;
}

}  // namespace

int SpokenFacts::worth() const {
  return 5 * has_objection + 4 * has_price + 3 * has_number + 3 * has_name + 3 * has_date;
}

SpokenFacts facts_in(std::string_view text) {
  const re2::StringPiece piece(text.data(), text.size());
  return {.has_objection = RE2::PartialMatch(piece, objection_pattern()),
          .has_price = RE2::PartialMatch(piece, price_pattern()),
          .has_number = RE2::PartialMatch(piece, number_pattern()),
          .has_name = RE2::PartialMatch(piece, name_pattern()),
          .has_date = RE2::PartialMatch(piece, date_pattern())};
}

SpokenFacts facts_in_announcement(std::string_view text) {
  std::string bare(text);
  RE2::GlobalReplace(&bare, courtesy_pattern(), " ");
  SpokenFacts facts = facts_in(bare);
  facts.has_name = facts.has_name || names_a_person(text);
  return facts;
}

}  // namespace calltracker::llm
