// SPDX-License-Identifier: MIT
#include "llm/providers/offline/phone_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "llm/providers/offline/number_meaning.hpp"
#include "llm/providers/offline/whole_numbers.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kCorrectionReach = 5;
constexpr std::uint32_t kPieceReachTurns = 4;
constexpr std::uint32_t kPieceOtherWordsMax = 8;
constexpr std::uint32_t kPieceLeadWordsMax = 4;
constexpr std::uint32_t kSameTurnReach = 14;
constexpr std::size_t kAreaCodeDigits = 3;
constexpr std::size_t kLocalBegin = 6;    // area code and exchange
constexpr std::size_t kEndingDigits = 3;  // "one seventeen", for the last four
constexpr int kReadBackWeight = 6;        // above anything said by one side alone

struct Candidate {
  std::string digits;
  std::uint32_t turn = 0;
  int weight = 0;
};

class PhoneSearch {
 public:
  explicit PhoneSearch(const Conversation& conversation)
      : conversation_(conversation), meaning_(conversation) {}

  std::optional<FoundFact> run() {
    const std::vector<TurnView>& turns = conversation_.turns();
    for (std::uint32_t index = 0; index < turns.size(); ++index) {
      const TurnView& turn = turns[index];
      if (turn.kind != TurnKind::Live && turn.side == Side::Rep) continue;
      // A new question for the number: what was said before it belongs to something else.
      if (turn.side == Side::Rep && conversation_.in_turn(Cue::AskPhone, index) && pieces_.size() < 6)
        pieces_.clear();
      for (const DigitRun& digits : find_digit_runs(conversation_, turn, asked_for_number(index)))
        hear(digits, turn);
    }
    finish_pieces();
    return best();
  }

 private:
  // "What's your number?" within the last turns, or a number that is being given in pieces.
  bool asked_for_number(std::uint32_t turn) const {
    constexpr std::uint32_t kReach = 2;
    for (std::uint32_t back = 0; back <= std::min(turn, kReach); ++back) {
      if (conversation_.in_turn_any({Cue::AskPhone, Cue::PhoneLead}, turn - back)) return true;
    }
    return !pieces_.empty();
  }

  void hear(DigitRun run, const TurnView& turn) {
    drop_repeated_area_code(run);
    if (run.money && run.digits.size() < 7) return;
    if (run.digits.size() == 1 && is_pronoun(run)) return;
    if (turn.side == Side::Rep && hear_read_back(run)) return;
    const Meaning meaning = meaning_.of(run, turn);
    if (turn.side == Side::Caller && run.digits.size() >= 2) {
      const bool of_other =
          meaning == Meaning::Other && conversation_.in_turn(Cue::OtherNumberLead, run.turn);
      callers_last_ = of_other ? std::string() : run.digits;
      callers_last_turn_ = run.turn;
    }
    if (meaning == Meaning::Other || (meaning == Meaning::Company && turn.side == Side::Rep)) {
      const auto number = whole_number(run);
      if (number && meaning == Meaning::Company) company_numbers_.push_back(*number);
      finish_pieces();
      return;
    }
    const bool figure = (run.money || run.counted) && !is_written(conversation_, run);
    if (figure && meaning != Meaning::Callback) return;
    if (corrects(run, turn)) return;
    if (const std::optional<std::string> number = whole_number(run)) {
      finish_pieces();
      if (withdrawn_before(run)) candidates_.back().weight = 0;
      add(*number, run.turn, weight_of(meaning, run, turn));
      number_end_ = run.last;
      return;
    }
    take_piece(run, turn, meaning);
  }

  // "I'm eight five nine. Eight five nine, five five five…": begun again.
  static void drop_repeated_area_code(DigitRun& run) {
    const std::string& digits = run.digits;
    if (digits.size() < 2 * kAreaCodeDigits || digits.size() == kPhoneDigits || run.groups.empty() ||
        run.groups.front() != kAreaCodeDigits ||
        digits.compare(0, kAreaCodeDigits, digits, kAreaCodeDigits, kAreaCodeDigits) != 0)
      return;
    run.digits.erase(0, kAreaCodeDigits);
    run.groups.erase(run.groups.begin());
    for (std::size_t& group : run.groups) group -= kAreaCodeDigits;
  }

  // The rep says again what the caller said last: that number stands, whatever was given before.
  // "205-555-0131. No, mine's oh one thirty-eight." "205-555-0138."
  bool hear_read_back(const DigitRun& run) {
    constexpr std::uint32_t kReachTurns = 2;
    if (run.digits.size() < kLastGroupDigits || callers_last_.empty() ||
        run.turn - callers_last_turn_ > kReachTurns)
      return false;
    const std::string end = run.digits.substr(run.digits.size() - kLastGroupDigits);
    if (!end.ends_with(callers_last_) && !callers_last_.ends_with(end)) return false;
    const Candidate* last = candidates_.empty() ? nullptr : &candidates_.back();
    if (const std::optional<std::string> number = whole_number(run)) {
      const bool same_line = last != nullptr && number->starts_with(last->digits.substr(0, kLocalBegin));
      if (callers_last_.size() < kEndingDigits && !same_line) return false;
      finish_pieces();
      add(*number, run.turn, kReadBackWeight);
      return true;
    }
    if (!pieces_.empty() || last == nullptr || callers_last_.size() < kEndingDigits ||
        callers_last_turn_ - last->turn > 1 || last->digits.ends_with(end))
      return false;
    add(replace_part(last->digits, end), run.turn, kReadBackWeight);
    return true;
  }

  // "That one", "picking one out", "there's a zero in front".
  bool is_pronoun(const DigitRun& run) const {
    const TurnView& turn = conversation_.turn(run.turn);
    if (run.last - run.first > 1 || turn.words() <= 2) return false;
    const std::string_view word = conversation_.tokens()[run.first].folded;
    const std::string_view before =
        run.first > turn.first ? conversation_.tokens()[run.first - 1].folded : std::string_view();
    static constexpr std::array<std::string_view, 7> kArticles = {"a",       "the",   "that", "this",
                                                                  "another", "which", "any"};
    const bool article = std::find(kArticles.begin(), kArticles.end(), before) != kArticles.end();
    return article || (word == "one" && pieces_.empty());
  }

  int weight_of(Meaning meaning, const DigitRun& run, const TurnView& turn) const {
    if (turn.side != Side::Rep) return meaning == Meaning::Callback ? 4 : 2;
    // A rep who reads a number out means the caller's only if the caller agrees.
    const auto reply = conversation_.next_turn(run.turn, Side::Caller);
    if (!reply) return 0;
    const bool agreed = conversation_.in_turn(Cue::Yes, *reply);
    const bool little_else = turn.words() <= run.last - run.first + kPieceOtherWordsMax;
    if (agreed && (turn.questions > 0 || meaning == Meaning::Callback || little_else)) return 3;
    // "Is 803-555-0183 the office?" "That's in my pocket."
    const bool denied = conversation_.in_turn_any({Cue::No, Cue::Correction}, *reply);
    return turn.questions > 0 && meaning != Meaning::Company && !denied && !gives_number(*reply) ? 2 : 0;
  }

  bool gives_number(std::uint32_t turn) const {
    const std::vector<DigitRun> runs = find_digit_runs(conversation_, conversation_.turn(turn));
    return std::any_of(runs.begin(), runs.end(),
                       [](const DigitRun& run) { return run.digits.size() >= kEndingDigits; });
  }

  // "Wait, that's the office line. Use mine", "but my cell's better": a second whole number in one breath
  // replaces the first.
  bool withdrawn_before(const DigitRun& run) const {
    if (candidates_.empty() || candidates_.back().turn != run.turn || number_end_ > run.first) return false;
    for (const CueHit& hit : conversation_.hits_before(Cue::Correction, run.first, run.first - number_end_)) {
      if (hit.first >= number_end_) return true;
    }
    static constexpr std::array<std::string_view, 9> kRather = {
        "but", "better", "best", "use", "instead", "rather", "prefer", "need", "actually"};
    for (std::uint32_t token = number_end_; token < run.first; ++token) {
      const std::string_view word = conversation_.tokens()[token].folded;
      if (std::find(kRather.begin(), kRather.end(), word) != kRather.end()) return true;
    }
    return false;
  }

  bool corrects(const DigitRun& run, const TurnView& turn) {
    if (!is_corrected(run, turn)) return false;
    // A number said whole is itself, and what was said before is taken back.
    if (whole_number(run)) {
      pieces_.clear();
      if (!candidates_.empty() && run.turn - candidates_.back().turn <= 1 && turn.side == Side::Caller)
        candidates_.back().weight = 0;
      return false;
    }
    const std::string part = last_said(run);
    if (!pieces_.empty()) {
      correct_pieces(part);
      return true;
    }
    if (candidates_.empty() || run.digits.size() >= kPhoneDigits) return false;
    Candidate& last = candidates_.back();
    if (run.turn - last.turn > kPieceReachTurns) return false;
    last.digits = replace_part(last.digits, part);
    if (turn.side == Side::Caller) last.weight = std::max(last.weight, 4);
    return true;
  }

  // "One-eighteen. 0118.": said twice, the second time in full.
  static std::string last_said(const DigitRun& run) {
    if (run.groups.empty()) return run.digits;
    const std::string last = run.digits.substr(run.groups.back());
    return last.size() == kLastGroupDigits && run.digits.size() > kLastGroupDigits ? last : run.digits;
  }

  bool is_corrected(const DigitRun& run, const TurnView& turn) const {
    for (const CueHit& hit : conversation_.hits_before(Cue::Correction, run.first)) {
      if (hit.turn == run.turn && hit.last <= run.first && hit.last + kCorrectionReach >= run.first)
        return true;
    }
    if (answers_read_back(run, turn)) return true;
    for (const CueHit& hit : conversation_.hits_before(Cue::No, run.first)) {
      if (hit.turn == run.turn && hit.first == turn.first && hit.last + kCorrectionReach >= run.first)
        return true;
    }
    return false;
  }

  // "Let me read that back, 912-555-0114?" "0144."
  bool answers_read_back(const DigitRun& run, const TurnView& turn) const {
    if (candidates_.empty() || run.digits.size() != kLastGroupDigits || turn.side != Side::Caller)
      return false;
    const Candidate& last = candidates_.back();
    const bool read_by_rep = last.turn + 1 == run.turn && conversation_.turn(last.turn).side == Side::Rep;
    return read_by_rep && turn.words() <= run.last - run.first + 2;
  }

  // Which part of a whole number a correction means: the group of the same length that differs least, else
  // the end.
  static std::string replace_part(std::string number, const std::string& part) {
    if (part.size() > number.size()) return number;
    std::size_t at = number.size() - part.size();
    if (part.size() == 3) {
      const auto differences = [&](std::size_t start) {
        int count = 0;
        for (std::size_t digit = 0; digit < 3; ++digit) count += number[start + digit] != part[digit] ? 1 : 0;
        return count;
      };
      at = differences(0) <= differences(3) ? 0 : 3;
    }
    return number.replace(at, part.size(), part);
  }

  // Said while the number is still being given: the group just said is said again.
  void correct_pieces(const std::string& part) {
    constexpr std::array<std::size_t, 3> kGroupStarts = {6, 3, 0};
    const std::size_t said = pieces_.size();
    std::size_t start = 0;
    for (const std::size_t group : kGroupStarts) {
      if (group < said) {
        start = group;
        break;
      }
    }
    if (part.size() >= 7) start = said > 3 && part.size() == 7 ? 3 : 0;
    if (part.size() < said - start) start = said - part.size();
    pieces_ = pieces_.substr(0, start) + part;
    if (pieces_.size() >= kPhoneDigits) finish_pieces();
  }

  void take_piece(const DigitRun& run, const TurnView& turn, Meaning meaning) {
    const bool little_else = turn.words() <= run.last - run.first + kPieceOtherWordsMax;
    const bool goes_on = run.turn == pieces_turn_ ? run.first <= pieces_end_ + kSameTurnReach
                                                  : run.first <= turn.first + kPieceLeadWordsMax;
    const bool continues = !pieces_.empty() && run.turn - pieces_turn_ <= kPieceReachTurns &&
                           (little_else || goes_on || meaning == Meaning::Callback);
    if (!continues) pieces_.clear();
    if (continues && turn.side == Side::Rep) return;  // the rep repeats what was heard
    // Without labels the repetition is known by its words.
    if (continues && turn.side == Side::Unknown && run.turn != pieces_turn_ && pieces_.ends_with(run.digits))
      return;
    if (continues && pieces_.size() + run.digits.size() <= kPhoneDigits + 1) {
      const bool area_code_last = pieces_.size() == 7 && run.digits.size() == 3;
      pieces_ = area_code_last ? run.digits + pieces_ : pieces_ + run.digits;
    } else if (continues && run.digits.size() == kLastGroupDigits &&
               pieces_.size() > kPhoneDigits - kLastGroupDigits) {
      // The last group, broken off before, is said again whole.
      pieces_ = pieces_.substr(0, kPhoneDigits - kLastGroupDigits) + run.digits;
    } else if (turn.side != Side::Rep ? may_start(run, turn, meaning) : leaves_open(run, turn)) {
      pieces_ = run.digits;
      pieces_first_turn_ = run.turn;
    } else {
      return;
    }
    pieces_turn_ = run.turn;
    pieces_end_ = run.last;
    if (pieces_.size() >= kPhoneDigits && pieces_.front() != '1') finish_pieces();
  }

  // "And your phone there's two one eight…": the caller is to go on.
  bool leaves_open(const DigitRun& run, const TurnView& turn) const {
    constexpr std::uint32_t kNounReach = 4;
    if (run.digits.size() != kAreaCodeDigits || run.last != turn.last) return false;
    for (std::uint32_t token = std::max(turn.first + kNounReach, run.first) - kNounReach; token < run.first;
         ++token) {
      const std::string_view word = conversation_.tokens()[token].folded;
      if (word == "phone" || word == "number" || word == "cell" || word == "area") return true;
    }
    return false;
  }

  // Where no number is spoken of, only what looks like the beginning of one: nearly whole, or all that is
  // said.
  bool may_start(const DigitRun& run, const TurnView& turn, Meaning meaning) const {
    if (run.digits.size() > kPhoneDigits) return false;
    if (meaning == Meaning::Callback) return true;
    constexpr std::size_t kLocal = 7;
    const bool local = run.digits.size() == kLocal;
    const bool dialable = run.digits[0] >= '2' && (run.digits.size() < 4 || local || run.digits[3] >= '2');
    if (run.money || !dialable) return false;
    // "Eight oh six, triple five, oh one one…" is framed like a number even where none was asked for.
    const bool framed =
        !run.groups.empty() && run.groups.front() == kAreaCodeDigits && run.digits.size() >= 6;
    if (framed && run.digits.size() == kPhoneDigits - 1) return true;
    const std::uint32_t others = turn.words() - (run.last - run.first);
    const bool alone = others <= (asked_for_number(run.turn) ? kPieceOtherWordsMax : kPieceLeadWordsMax);
    if (!alone || !(framed || asked_for_number(run.turn) || local || run.digits.size() == kAreaCodeDigits))
      return false;
    return run.digits.size() == kAreaCodeDigits || run.digits.size() >= 6;
  }

  void finish_pieces() {
    if (pieces_.size() == kPhoneDigits + 1 && pieces_.front() == '1') pieces_.erase(0, 1);
    if (is_dialable(pieces_)) add(pieces_, pieces_first_turn_, 4);
    pieces_.clear();
  }

  void add(const std::string& digits, std::uint32_t turn, int weight) {
    // The caller writes down what the rep gives out.
    if (std::find(company_numbers_.begin(), company_numbers_.end(), digits) != company_numbers_.end()) return;
    for (Candidate& known : candidates_) {
      if (known.digits != digits) continue;
      known.weight = std::max(known.weight + 1, weight);  // read back
      return;
    }
    candidates_.push_back({digits, turn, weight});
  }

  std::optional<FoundFact> best() const {
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates_) {
      if (candidate.weight <= 0 || !is_dialable(candidate.digits)) continue;
      if (best == nullptr || candidate.weight > best->weight) best = &candidate;
    }
    if (best == nullptr) return std::nullopt;
    const std::string& digits = best->digits;
    return FoundFact{fmt::format("({}) {}-{}", digits.substr(0, 3), digits.substr(3, 3), digits.substr(6)),
                     conversation_.turn(best->turn).number};
  }

  const Conversation& conversation_;
  NumberMeaning meaning_;
  std::vector<Candidate> candidates_;
  std::string pieces_;  // a number that is still being given
  std::uint32_t pieces_turn_ = 0;
  std::uint32_t pieces_first_turn_ = 0;
  std::uint32_t pieces_end_ = 0;  // token after the last piece
  std::vector<std::string> company_numbers_;
  std::string callers_last_;  // digits the caller said last
  std::uint32_t callers_last_turn_ = 0;
  std::uint32_t number_end_ = 0;  // token after the last whole number
};

}  // namespace

std::optional<FoundFact> find_caller_phone(const Conversation& conversation) {
  return PhoneSearch(conversation).run();
}

}  // namespace calltracker::llm::offline
