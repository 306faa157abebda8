// SPDX-License-Identifier: MIT
#include "llm/providers/offline/caller_names_heard.hpp"
#include "llm/providers/offline/towns_heard.hpp"

namespace calltracker::llm::offline {
namespace {

class CalledSearch {
 public:
  CalledSearch(const Conversation& conversation, const NameContext& context)
      : conversation_(conversation), tokens_(conversation.tokens()), context_(context) {}

  std::vector<CallerNameHint> run() {
    collect_persons_met();
    collect_names_read_back();
    collect_addressed();
    return std::move(hints_);
  }

 private:
  void add(const SpokenName& name, std::uint32_t turn, int weight) {
    if (!context_.is_rep(name)) hints_.push_back({name, turn, weight});
  }

  // The rep asks "is this Dale?" and the person agrees.
  void collect_persons_met() {
    for (const CueHit& hit : conversation_.hits(Cue::AskPerson)) {
      if (conversation_.turn(hit.turn).side != Side::Rep || hit.last >= conversation_.turn(hit.turn).last)
        continue;
      const std::optional<SpokenName> name = name_at(conversation_, hit.last);
      const auto reply = conversation_.next_turn(hit.turn, Side::Caller);
      if (!name || !reply) continue;
      const bool agreed = conversation_.in_turn_any({Cue::ItIsMe, Cue::Yes}, *reply);
      // Whom the rep calls, unless somebody says that it is another.
      const bool undenied = hit.turn <= 2 && name->sure && !conversation_.in_turn(Cue::No, *reply);
      if (agreed || undenied) add(*name, hit.turn, !agreed ? kGreeted : name->sure ? kMet : kHinted);
    }
  }

  // "And you're Mrs. Hollis?" "That's me."
  void collect_names_read_back() {
    for (const CueHit& hit : conversation_.hits(Cue::ItIsMe)) {
      if (!context_.is_live(hit.turn, Side::Caller) || hit.turn == 0) continue;
      const TurnView& view = conversation_.turn(hit.turn);
      const TurnView& asked = conversation_.turn(hit.turn - 1);
      if (asked.side != Side::Rep || hit.first > view.first + 2 || asked.words() == 0) continue;
      for (std::uint32_t token = asked.last - std::min(asked.words(), 4U); token < asked.last; ++token) {
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || name->last != asked.last || is_place(conversation_, name->first, name->last)) continue;
        const bool titled = is_title(context_.word_before(name->first));
        if (name->sure || titled) add(*name, hit.turn - 1, kHinted);
        break;
      }
    }
  }

  // "Thanks, Dale." "Okay Dale," "Hi Dale"
  void collect_addressed() {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.side != Side::Rep || view.kind != TurnKind::Live) continue;
      for (std::uint32_t token = view.first; token < view.last; ++token) {
        const bool listed = tokens_[token].is(kFirstName);
        if (!listed && !tokens_[token].capital) continue;
        if (!tokens_[token].capital && !conversation_.without_capitals()) continue;
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || name->first != token) continue;
        if (const int weight = weight_of_address(*name, view); weight > 0) add(*name, turn, weight);
      }
    }
  }

  int weight_of_address(const SpokenName& name, const TurnView& view) const {
    static constexpr std::array<std::string_view, 22> kVocatives = {
        "thanks", "you",     "okay",    "ok",        "alright", "hi",        "hey", "hello",
        "well",   "perfect", "great",   "so",        "right",   "sir",       "yes", "appreciate",
        "bye",    "it",      "morning", "afternoon", "sorry",   "understand"};
    const Token& word = tokens_[name.first];
    const bool greeted = is_one_of(kVocatives, context_.word_before(name.first));
    const bool set_off = word.opens_sentence || word.before == ',';
    const bool closed = tokens_[name.last - 1].after != ' ' || conversation_.without_capitals();
    if (is_title(context_.word_before(name.first))) return closed ? kCalledOnce : 0;
    if (!closed || (!greeted && !set_off)) return 0;
    if (name.sure) return greeted && !word.opens_sentence ? kGreeted : kCalled;
    const bool in_company_turn = context_.in_company(name) || context_.is_whole(name) || view.words() < 2;
    const bool vocative = word.before == ',' || (word.opens_sentence && tokens_[name.last - 1].after == ',');
    return vocative && !in_company_turn && context_.may_be_name(name) && context_.said_by_caller(word.folded)
               ? kCalledOnce
               : 0;
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  const NameContext& context_;
  std::vector<CallerNameHint> hints_;
};

}  // namespace

std::vector<CallerNameHint> hear_names_called(const Conversation& conversation, const NameContext& context) {
  return CalledSearch(conversation, context).run();
}

}  // namespace calltracker::llm::offline
