// SPDX-License-Identifier: MIT
#include "llm/providers/offline/conversation.hpp"

#include <algorithm>

#include "llm/providers/offline/everyday_words.hpp"
#include "llm/providers/offline/knowledge.hpp"
#include "llm/providers/offline/towns_heard.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kSentenceReach = 24;  // words kept either side when nothing is punctuated

bool is_letter_or_digit(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

bool is_digit(unsigned char c) {
  return c >= '0' && c <= '9';
}

// The base letter of a two-byte Latin-1 letter (after 0xC3), 0 for others.
char base_letter(unsigned char second) {
  static constexpr std::string_view kBases =
      "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";
  return second >= 0x80 && second <= 0xBF ? kBases[second - 0x80] : '\0';
}

// Dashes, quotation marks and ellipses of UTF-8: U+2000 to U+203F.
bool is_typography(std::string_view text, std::size_t position) {
  return text.size() - position >= 3 && text[position] == '\xE2' && text[position + 1] == '\x80';
}

// "¿" and "¡".
bool is_inverted_mark(std::string_view text, std::size_t position) {
  const std::string_view mark = text.substr(position, 2);
  return mark == "\xC2\xBF" || mark == "\xC2\xA1";
}

bool is_curly_apostrophe(std::string_view text, std::size_t position) {
  return text.substr(position, 3) == "\xE2\x80\x99";
}

int strength_of(char mark) {
  switch (mark) {
    case '.':
    case '?':
    case '!':
      return 4;
    case ',':
    case ';':
    case ':':
      return 3;
    case '$':
    case '(':
    case '&':
      return 2;
    case '-':
    case '/':
      return 1;
    default:
      return 0;
  }
}

// Cuts one turn's text into words.
class Scanner {
 public:
  Scanner(std::string_view text, char* folded) : text_(text), folded_(folded) {}

  bool next(Token& token) {
    char mark = ' ';
    bool blank = false;
    while (position_ < text_.size() &&
           (!is_letter_or_digit(byte(position_)) || is_typography(text_, position_) ||
            is_inverted_mark(text_, position_))) {
      if (is_inverted_mark(text_, position_)) {
        if (strength_of(mark) < strength_of(',')) mark = ',';
        position_ += 2;
        continue;
      }
      if (is_typography(text_, position_)) {
        if (strength_of(mark) < strength_of(',')) mark = ',';
        position_ += 3;
        continue;
      }
      const char c = text_[position_];
      if (strength_of(c) > strength_of(mark)) mark = c;
      blank = blank || c == ' ' || c == '\n' || c == '\t';
      ++position_;
    }
    // "404.555.0142" and "e.g." hold no sentence ends.
    if (!blank && mark == '.' && position_ < text_.size()) mark = '-';
    last_mark_ = mark;
    if (position_ >= text_.size()) return false;
    token.before = mark;
    take_word(token);
    return true;
  }

  char last_mark() const { return last_mark_; }
  char* folded_end() const { return folded_; }

 private:
  unsigned char byte(std::size_t position) const { return static_cast<unsigned char>(text_[position]); }

  void take_word(Token& token) {
    const std::size_t start = position_;
    const char* folded_start = folded_;
    bool digits = is_digit(byte(start));
    while (position_ < text_.size()) {
      const unsigned char c = byte(position_);
      if (is_curly_apostrophe(text_, position_) || c == '\'') {
        const std::size_t width = c == '\'' ? 1 : 3;
        // "555-0198's my cell" ends in digits.
        if (digits || position_ + width >= text_.size() || !is_letter_or_digit(byte(position_ + width)))
          break;
        *folded_++ = '\'';
        position_ += width;
      } else if (c == 0xC3 && position_ + 1 < text_.size() && base_letter(byte(position_ + 1)) != '\0') {
        *folded_++ = base_letter(byte(position_ + 1));
        position_ += 2;
        digits = false;
      } else if (is_typography(text_, position_)) {
        break;
      } else if (is_letter_or_digit(c)) {
        *folded_++ = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
        digits = digits && is_digit(c);
        ++position_;
      } else if (digits && c == ',' && is_thousands(position_)) {
        ++position_;
      } else {
        break;
      }
    }
    token.text = text_.substr(start, position_ - start);
    token.folded = std::string_view(folded_start, static_cast<std::size_t>(folded_ - folded_start));
    // "Ángel" too: the capitals of Latin-1 come before its small letters.
    const bool accented = byte(start) == 0xC3 && start + 1 < text_.size() && byte(start + 1) < 0x9F;
    token.capital = accented || (byte(start) >= 'A' && byte(start) <= 'Z');
    token.digits = digits;
  }

  bool is_thousands(std::size_t comma) const {
    for (std::size_t offset = 1; offset <= 3; ++offset) {
      if (comma + offset >= text_.size() || !is_digit(byte(comma + offset))) return false;
    }
    return comma + 4 >= text_.size() || !is_digit(byte(comma + 4));
  }

  std::string_view text_;
  char* folded_;
  std::size_t position_ = 0;
  char last_mark_ = ' ';
};

bool ends_sentence(char mark) {
  return mark == '.' || mark == '?' || mark == '!';
}

}  // namespace

Conversation::Conversation(const Knowledge& knowledge, const CallInput& input) : input_(input) {
  tokenise(knowledge);
  std::vector<CueHit> heard = knowledge.lexicon().read(tokens_);
  hear_towns(tokens_, without_capitals_, heard);
  index_hits(std::move(heard));
  assign_sides();
  classify_turns();
}

void Conversation::tokenise(const Knowledge& knowledge) {
  std::size_t bytes = 1;
  for (const SpokenTurn& turn : input_.turns) bytes += turn.text.size() + 1;
  folded_ = std::make_unique<char[]>(bytes);
  tokens_.reserve(bytes / 5);
  turns_.reserve(input_.turns.size());
  char* folded = folded_.get();
  for (const SpokenTurn& spoken : input_.turns) {
    const auto index = static_cast<std::uint32_t>(turns_.size());
    const auto first = static_cast<std::uint32_t>(tokens_.size());
    Scanner scanner(spoken.text, folded);
    Token token;
    while (scanner.next(token)) {
      token.turn = index;
      token.word = knowledge.lexicon().word_id(token.folded);
      token.traits = knowledge.traits(token.word);
      if (token.word == 0 && token.folded.ends_with("'s"))
        token.traits =
            knowledge.traits(knowledge.lexicon().word_id(token.folded.substr(0, token.folded.size() - 2)));
      const bool opens_turn = tokens_.size() == first;
      token.opens_sentence = opens_turn || ends_sentence(token.before);
      if (!opens_turn) tokens_.back().after = token.before;
      tokens_.push_back(token);
    }
    if (tokens_.size() > first) tokens_.back().after = scanner.last_mark();
    folded = scanner.folded_end();
    TurnView view{.number = spoken.number, .label = spoken.speaker, .text = spoken.text, .first = first};
    view.last = static_cast<std::uint32_t>(tokens_.size());
    for (std::uint32_t word = first; word < view.last; ++word)
      view.questions += tokens_[word].after == '?' ? 1 : 0;
    turns_.push_back(view);
  }
  restore_capitals();
}

// Where speech recognition wrote no capitals, a word that means nothing else may be a name, and after a first
// name a word that can be a surname is one.
void Conversation::restore_capitals() {
  constexpr std::size_t kWordsMin = 12;
  constexpr std::size_t kShareOfCapitals = 50;
  const auto capitals = static_cast<std::size_t>(
      std::count_if(tokens_.begin(), tokens_.end(), [](const Token& token) { return token.capital; }));
  without_capitals_ = tokens_.size() >= kWordsMin && capitals * kShareOfCapitals <= tokens_.size();
  if (!without_capitals_) return;
  for (std::size_t index = 1; index < tokens_.size(); ++index) {
    Token& token = tokens_[index];
    if (token.word != 0 || token.digits || token.folded.size() < 3) continue;
    const bool after_name = tokens_[index - 1].is(kFirstName) && !tokens_[index].opens_sentence;
    const Everyday use = everyday(token.folded);
    if (use == Everyday::No || (after_name && use == Everyday::Surname)) token.capital = true;
  }
}

void Conversation::index_hits(std::vector<CueHit> found) {
  constexpr auto kCues = static_cast<std::size_t>(Cue::Count);
  offsets_.assign(kCues + 1, 0);
  for (const CueHit& hit : found) ++offsets_[static_cast<std::size_t>(hit.cue) + 1];
  for (std::size_t cue = 0; cue < kCues; ++cue) offsets_[cue + 1] += offsets_[cue];
  std::vector<std::uint32_t> next(offsets_.begin(), offsets_.end() - 1);
  hits_.resize(found.size());
  for (const CueHit& hit : found) hits_[next[static_cast<std::size_t>(hit.cue)]++] = hit;
}

std::span<const CueHit> Conversation::hits(Cue cue) const {
  const std::size_t index = static_cast<std::size_t>(cue);
  return std::span(hits_).subspan(offsets_[index], offsets_[index + 1] - offsets_[index]);
}

std::span<const CueHit> Conversation::hits_before(Cue cue, std::uint32_t token, std::uint32_t reach) const {
  const std::span<const CueHit> all = hits(cue);
  const auto starts_before = [](const CueHit& hit, std::uint32_t at) { return hit.first < at; };
  const std::uint32_t from = token - std::min(token, reach);
  const auto first = std::lower_bound(all.begin(), all.end(), from, starts_before);
  return {first, std::lower_bound(first, all.end(), token, starts_before)};
}

const CueHit* Conversation::first(Cue cue, Side side) const {
  for (const CueHit& hit : hits(cue)) {
    const TurnView& spoken = turns_[hit.turn];
    if (!hit.negated && spoken.kind == TurnKind::Live && speaks(spoken, side)) return &hit;
  }
  return nullptr;
}

const CueHit* Conversation::last(Cue cue, Side side) const {
  const std::span<const CueHit> all = hits(cue);
  for (std::size_t index = all.size(); index-- > 0;) {
    const TurnView& spoken = turns_[all[index].turn];
    if (!all[index].negated && spoken.kind == TurnKind::Live && speaks(spoken, side)) return &all[index];
  }
  return nullptr;
}

int Conversation::count(Cue cue, Side side) const {
  int counted = 0;
  for (const CueHit& hit : hits(cue)) {
    const TurnView& spoken = turns_[hit.turn];
    if (!hit.negated && spoken.kind == TurnKind::Live && speaks(spoken, side)) ++counted;
  }
  return counted;
}

bool Conversation::heard_any(std::initializer_list<Cue> cues, Side side) const {
  return std::any_of(cues.begin(), cues.end(), [this, side](Cue cue) { return heard(cue, side); });
}

const CueHit* Conversation::first_of(std::initializer_list<Cue> cues, Side side) const {
  const CueHit* earliest = nullptr;
  for (const Cue cue : cues) {
    const CueHit* hit = first(cue, side);
    if (hit != nullptr && (earliest == nullptr || hit->first < earliest->first)) earliest = hit;
  }
  return earliest;
}

bool Conversation::in_turn(Cue cue, std::uint32_t turn) const {
  const std::span<const CueHit> all = hits(cue);
  auto hit = std::lower_bound(all.begin(), all.end(), turn,
                              [](const CueHit& item, std::uint32_t wanted) { return item.turn < wanted; });
  for (; hit != all.end() && hit->turn == turn; ++hit) {
    if (!hit->negated) return true;
  }
  return false;
}

bool Conversation::in_turn_any(std::initializer_list<Cue> cues, std::uint32_t turn) const {
  return std::any_of(cues.begin(), cues.end(), [this, turn](Cue cue) { return in_turn(cue, turn); });
}

std::uint32_t Conversation::sentence_first(std::uint32_t token) const {
  std::uint32_t start = token;
  while (!tokens_[start].opens_sentence && token - start < kSentenceReach) --start;
  return start;
}

std::uint32_t Conversation::sentence_last(std::uint32_t token) const {
  std::uint32_t end = token + 1;
  const std::uint32_t turn_end = turns_[tokens_[token].turn].last;
  while (end < turn_end && !tokens_[end].opens_sentence && end - token <= kSentenceReach) ++end;
  return end;
}

std::string_view Conversation::sentence_at(std::uint32_t token) const {
  const std::string_view first = tokens_[sentence_first(token)].text;
  const std::string_view last = tokens_[sentence_last(token) - 1].text;
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

std::optional<std::uint32_t> Conversation::next_turn(std::uint32_t turn, Side side, int others_max) const {
  for (std::uint32_t index = turn + 1; index < turns_.size(); ++index) {
    if (turns_[index].words() == 0) continue;
    if (turns_[index].kind == TurnKind::Live && speaks(turns_[index], side)) return index;
    if (others_max-- <= 0) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> Conversation::previous_turn(std::uint32_t turn, Side side,
                                                         int others_max) const {
  for (std::uint32_t index = turn; index-- > 0;) {
    if (turns_[index].words() == 0) continue;
    if (turns_[index].kind == TurnKind::Live && speaks(turns_[index], side)) return index;
    if (others_max-- <= 0) return std::nullopt;
  }
  return std::nullopt;
}

int Conversation::live_words(Side side) const {
  int words = 0;
  for (const TurnView& spoken : turns_) {
    if (spoken.kind == TurnKind::Live && speaks(spoken, side)) words += static_cast<int>(spoken.words());
  }
  return words;
}

int Conversation::live_turns(Side side) const {
  int live = 0;
  for (const TurnView& spoken : turns_) {
    if (spoken.kind == TurnKind::Live && spoken.words() > 0 && speaks(spoken, side)) ++live;
  }
  return live;
}

}  // namespace calltracker::llm::offline
