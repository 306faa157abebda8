// SPDX-License-Identifier: MIT
#include "report/pdf/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "call/vocabulary.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::Evidence;
using insight::ThemeGroup;

constexpr std::size_t kRemarksMax = 3;
constexpr double kHeadHeight = 20;
constexpr std::size_t kQuotesMax = 2;
constexpr double kIndent = 12;
constexpr double kQuoteIndent = 10;
constexpr double kWhoWidth = 74;
constexpr double kTextWidth = kContentWidth - kIndent;
constexpr double kQuoteWidth = kTextWidth - kQuoteIndent - kWhoWidth;
constexpr TextStyle kRemark{.size_points = 9, .weight = Weight::SemiBold};
constexpr TextStyle kWhere{.size_points = 7.2, .color = kMuted};
constexpr TextStyle kWho{.size_points = 7.4, .weight = Weight::SemiBold, .color = kMuted};
constexpr TextStyle kWords{.size_points = 8.2};

std::string_view title_of(Speaker speaker) {
  if (speaker == Speaker::Agent) return "Rep";
  return speaker == Speaker::Caller ? "Caller" : "Other";
}

std::string where_line(const ThemeGroup& group, const insight::Theme& theme, const TimeZone& zone) {
  std::string line = fmt::format("{} · {}", group.title, plural(theme.calls, "call", "calls"));
  if (theme.evidence.empty()) return line;
  const Evidence& first = theme.evidence.front();
  line += fmt::format(" · {}{}, row {}", theme.calls > 1 ? "for example " : "",
                      when_text(first.start_time_ms, zone), first.row);
  if (!first.turns.empty()) line += ", " + turns_text(first.turns);
  if (theme.evidence.size() < 2) return line;
  std::vector<std::string> rows;
  for (std::size_t index = 1; index < theme.evidence.size(); ++index) {
    rows.push_back(std::to_string(theme.evidence[index].row));
  }
  return fmt::format("{}; also {} {}", line, rows.size() == 1 ? "row" : "rows", joined(rows, ", "));
}

}  // namespace

std::vector<EvidenceWriter::Remark> EvidenceWriter::choose(const std::vector<ThemeGroup>& groups,
                                                           std::size_t themes_max) {
  std::vector<Remark> chosen;
  for (std::size_t depth = 0; depth < insight::kThemesMax; ++depth) {
    for (const ThemeGroup& group : groups) {
      if (chosen.size() == themes_max) return chosen;
      if (depth < group.themes.size()) chosen.push_back({&group, &group.themes[depth]});
    }
  }
  return chosen;
}

std::vector<EvidenceWriter::Quote> EvidenceWriter::quotes_of(const Evidence& evidence) const {
  std::vector<Quote> quotes;
  if (evidence.turns.empty() || !context_.input.find_turns) return quotes;
  const std::vector<Turn> turns = context_.input.find_turns(evidence.call_id);
  for (const int number : evidence.turns) {
    if (quotes.size() == kQuotesMax) break;
    const auto turn = std::find_if(turns.begin(), turns.end(),
                                   [number](const Turn& item) { return item.number == number; });
    if (turn == turns.end()) continue;
    quotes.push_back({.who = fmt::format("{} · turn {}", title_of(turn->speaker), number),
                      .words = fmt::format("“{}”", turn->text)});
  }
  return quotes;
}

double EvidenceWriter::height_of(const Remark& remark, const std::vector<Quote>& quotes) {
  Canvas& canvas = document_.canvas();
  double height = canvas.measure(remark.theme->text, kRemark, kTextWidth, 2).height;
  height +=
      1 +
      canvas.measure(where_line(*remark.group, *remark.theme, context_.zone), kWhere, kTextWidth, 1).height;
  for (const Quote& quote : quotes) height += 2 + canvas.measure(quote.words, kWords, kQuoteWidth, 2).height;
  return height + (quotes.empty() ? 8 : 10);
}

void EvidenceWriter::draw_remark(const Remark& remark, const std::vector<Quote>& quotes, Color color) {
  Canvas& canvas = document_.canvas();
  double y = document_.y();
  const double left = kMargin + kIndent;
  canvas.disc(kMargin + 4, y + 6, 2.4, color);
  y += canvas.text(remark.theme->text, kRemark, {.x = left, .y = y, .width = kTextWidth, .lines_max = 2})
           .height;
  y += 1 + canvas
               .text(where_line(*remark.group, *remark.theme, context_.zone), kWhere,
                     {.x = left, .y = y + 1, .width = kTextWidth, .lines_max = 1})
               .height;
  const double quotes_top = y + 2;
  for (const Quote& quote : quotes) {
    y += 2;
    canvas.text(quote.who, kWho,
                {.x = left + kQuoteIndent, .y = y + 0.8, .width = kWhoWidth - 6, .lines_max = 1});
    y += canvas
             .text(quote.words, kWords,
                   {.x = left + kQuoteIndent + kWhoWidth, .y = y, .width = kQuoteWidth, .lines_max = 2})
             .height;
  }
  if (!quotes.empty()) canvas.fill({left, quotes_top, 2, y - quotes_top}, kHairline, 1);
}

void EvidenceWriter::draw_heading(const EvidenceHeading& heading) {
  Canvas& canvas = document_.canvas();
  const double y = document_.y();
  const TextStyle title{.size_points = 11, .weight = Weight::Bold, .color = heading.color};
  const Size size = canvas.text(heading.title, title, {.x = kMargin, .y = y});
  canvas.text(heading.note, {.size_points = 7.8, .color = kMuted},
              {.x = kMargin + size.width + 7, .y = y + 3});
  document_.move_down(kHeadHeight);
}

void EvidenceWriter::draw(const EvidenceHeading& heading, const std::vector<ThemeGroup>& groups,
                          WithQuotes with_quotes, double reserved_points) {
  bool first = true;
  for (const Remark& remark : choose(groups, kRemarksMax)) {
    std::vector<Quote> quotes;
    if (with_quotes == WithQuotes::Yes && !remark.theme->evidence.empty()) {
      quotes = quotes_of(remark.theme->evidence.front());
    }
    const double room = document_.room() - (first ? kHeadHeight : reserved_points);
    // The remark with its turn numbers is worth more than no remark.
    if (height_of(remark, quotes) > room) quotes.clear();
    const double height = height_of(remark, quotes);
    if (height > room) break;
    if (first) draw_heading(heading);
    first = false;
    draw_remark(remark, quotes, heading.color);
    document_.move_down(height);
  }
  document_.move_down(5);
}

}  // namespace calltracker::report
