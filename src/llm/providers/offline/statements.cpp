// SPDX-License-Identifier: MIT
#include "llm/providers/offline/statements.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <iterator>
#include <span>
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
    seal();
  }

  double always(std::size_t statement) const { return always_[statement]; }
  // Empty for a sign that says nothing.
  std::span<const Points> find(const Sign& sign) const {
    const std::uint64_t hash = sign.hash();
    for (std::size_t at = hash & mask(); slots_[at].count > 0; at = (at + 1) & mask()) {
      if (slots_[at].hash == hash) return {points_.data() + slots_[at].first, slots_[at].count};
    }
    return {};
  }

 private:
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
        read_[hash_of_sign(sign)].push_back({*statement, points});
    }
  }

  // A thousand signs are looked up in every call: in one piece of memory, half of it empty.
  void seal() {
    slots_.resize(std::bit_ceil(2 * read_.size()));
    for (const auto& [hash, points] : read_) {
      std::size_t at = hash & mask();
      while (slots_[at].count > 0) at = (at + 1) & mask();
      slots_[at] = {.hash = hash,
                    .first = static_cast<std::uint32_t>(points_.size()),
                    .count = static_cast<std::uint32_t>(points.size())};
      points_.insert(points_.end(), points.begin(), points.end());
    }
    read_ = {};
  }

  std::size_t mask() const { return slots_.size() - 1; }

  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t first = 0;  // of points_
    std::uint32_t count = 0;  // 0 for an empty slot
  };

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
  std::unordered_map<std::uint64_t, std::vector<Points>> read_;  // by the hash of the sign, until sealed
  std::vector<Slot> slots_;
  std::vector<Points> points_;
};

const StatementTable& statement_table() {
  static const StatementTable table;
  return table;
}

using Shares = std::array<double, kStatementCount>;

// How likely the turn says each statement when this side says it.
Shares shares_of(const TurnSigns& signs, std::uint32_t turn, Side side) {
  const StatementTable& table = statement_table();
  std::vector<std::span<const Points>> heard;
  signs.visit(turn, side, [&](const Sign& sign) {
    const std::span<const Points> points = table.find(sign);
    if (!points.empty()) heard.push_back(points);
  });
  // A word said twice says no more than once.
  const auto place = [](std::span<const Points> points) { return points.data(); };
  std::ranges::sort(heard, {}, place);
  const auto again = std::ranges::unique(heard, {}, place);
  heard.erase(again.begin(), again.end());
  Shares sums{};
  for (std::size_t index = 0; index < kStatementCount; ++index) sums[index] = table.always(index);
  for (const std::span<const Points> all : heard) {
    for (const Points& one : all) sums[static_cast<std::size_t>(one.statement)] += one.points;
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
