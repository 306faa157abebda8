// SPDX-License-Identifier: MIT
#include "llm/providers/offline/statements.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string>
#include <unordered_map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "llm/embedded_files.hpp"
#include "llm/providers/offline/point_table.hpp"
#include "llm/providers/offline/turn_signs.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::string_view kNames[] = {
#define CALLTRACKER_NAME(name) #name,
    CALLTRACKER_STATEMENTS(CALLTRACKER_NAME)
#undef CALLTRACKER_NAME
};

constexpr std::string_view kFiles[] = {"when", "who", "need", "fit", "against", "end"};

struct Points {
  Statement statement = Statement::Count;
  std::int16_t points = 0;
};

// data/statements/*.txt: "= NeededNow" and below it lines of points and a sign, "12 caller asap"; "always" is
// what stands against the statement before anything is heard.
class StatementTable {
 public:
  StatementTable() {
    for (const std::string_view file : kFiles) {
      const std::string name = "providers/offline/data/statements/" + std::string(file) + ".txt";
      read(embedded::file(name), name);
    }
  }

  double always(std::size_t statement) const { return always_[statement]; }
  const std::vector<Points>* find(std::string_view sign) const {
    const auto found = signs_.find(sign);
    return found == signs_.end() ? nullptr : &found->second;
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  void read(std::string_view text, std::string_view file_name) {
    std::optional<Statement> statement;
    for (std::string_view line : split(text, '\n')) {
      line = trim(line);
      if (line.empty() || line.front() == '#') continue;
      if (line.starts_with("= ")) {
        statement = parse_statement(line.substr(2));
        if (!statement) fail(file_name, line, "the name of a statement");
        continue;
      }
      std::int16_t points = 0;
      const auto number = std::from_chars(line.data(), line.data() + line.size(), points);
      if (!statement || number.ec != std::errc())
        fail(file_name, line, "points and a sign below a statement");
      const std::string_view sign = trim(line.substr(static_cast<std::size_t>(number.ptr - line.data())));
      if (sign == "always")
        always_[static_cast<std::size_t>(*statement)] = points;
      else
        signs_[std::string(sign)].push_back({*statement, points});
    }
  }

  [[noreturn]] static void fail(std::string_view file_name, std::string_view line,
                                std::string_view expected) {
    throw Error(
        {.kind = ErrorKind::Internal,
         .code = "offline-statements",
         .message = "a line of a table of statements cannot be read: expected " + std::string(expected),
         .where = std::string(file_name),
         .found = std::string(line)});
  }

  std::array<double, kStatementCount> always_{};
  std::unordered_map<std::string, std::vector<Points>, Hash, std::equal_to<>> signs_;
};

const StatementTable& statement_table() {
  static const StatementTable table;
  return table;
}

using Shares = std::array<double, kStatementCount>;

// How likely the turn says each statement when this side says it.
Shares shares_of(const TurnSigns& signs, std::uint32_t turn, Side side) {
  const StatementTable& table = statement_table();
  std::vector<const std::vector<Points>*> heard;
  signs.visit(turn, side, [&](std::string_view sign) {
    if (const std::vector<Points>* points = table.find(sign)) heard.push_back(points);
  });
  // A word said twice says no more than once.
  std::sort(heard.begin(), heard.end());
  heard.erase(std::unique(heard.begin(), heard.end()), heard.end());
  Shares sums{};
  for (std::size_t index = 0; index < kStatementCount; ++index) sums[index] = table.always(index);
  for (const std::vector<Points>* all : heard) {
    for (const Points& one : *all) sums[static_cast<std::size_t>(one.statement)] += one.points;
  }
  for (double& sum : sums) sum = 1 / (1 + std::exp(-sum / kPointsPerFactorOfE));
  return sums;
}

}  // namespace

std::optional<Statement> parse_statement(std::string_view name) {
  const auto* found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<Statement>(found - std::begin(kNames));
}

Statements::Statements(const Conversation& conversation) {
  const TurnSigns signs(conversation);
  const auto turns = static_cast<std::uint32_t>(conversation.turns().size());
  by_turn_.resize(turns);
  for (std::uint32_t turn = 0; turn < turns; ++turn) {
    const TurnView& view = conversation.turn(turn);
    if (view.kind != TurnKind::Live || view.words() == 0) continue;
    ++turns_;
    Shares& shares = by_turn_[turn];
    shares = shares_of(signs, turn, view.side == Side::Rep ? Side::Rep : Side::Caller);
    if (view.side == Side::Unknown) {
      // Either side may have said it.
      const Shares as_rep = shares_of(signs, turn, Side::Rep);
      for (std::size_t index = 0; index < kStatementCount; ++index)
        shares[index] = (shares[index] + as_rep[index]) / 2;
    }
    for (std::size_t index = 0; index < kStatementCount; ++index) {
      times_[index] += shares[index];
      if (shares[index] > by_turn_[clearest_[index]][index]) clearest_[index] = turn;
    }
  }
}

double Statements::length() const {
  constexpr int kHandful = 5;
  return std::log2(1.0 + std::max(turns_, kHandful));
}

double Statements::strength(Statement statement) const {
  return std::log2(1 + times_[static_cast<std::size_t>(statement)]);
}

}  // namespace calltracker::llm::offline
