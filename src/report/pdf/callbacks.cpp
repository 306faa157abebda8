// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "report/pdf/sections.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::LeadInsight;

// Beyond this a page of cards is no longer a call list for today; the table of leads has them all.
constexpr std::size_t kCardsMax = 40;
constexpr double kCardPadding = 9;
constexpr double kRightWidth = 150;
constexpr double kTextLeft = kMargin + kCardPadding + 34;
constexpr double kTextWidth = kContentWidth - 34 - 3 * kCardPadding - kRightWidth;
constexpr TextStyle kName{.size_points = 10.5, .weight = Weight::SemiBold};
constexpr TextStyle kNeed{.size_points = 8.6};
constexpr TextStyle kWhy{.size_points = 7.8, .color = kMuted};

std::string who_line(const LeadInsight& lead) {
  std::vector<std::string> parts;
  if (lead.role) parts.push_back(*lead.role);
  if (lead.location) parts.push_back(*lead.location);
  if (!lead.rep.empty()) parts.push_back("spoke with " + lead.rep);
  if (lead.source) parts.push_back("via " + *lead.source);
  return joined(parts, " · ");
}

std::string why_line(const LeadInsight& lead) {
  std::string text = joined(insight::reasons_of(lead), " · ");
  if (!lead.red_flags.empty()) text += fmt::format(" · but: {}", joined(lead.red_flags, "; "));
  return text;
}

std::string deadline_text(const LeadInsight& lead, const TimeZone& zone) {
  if (!lead.follow_up_by_ms) return "as soon as possible";
  return fmt::format("{} {}", lead.overdue ? "was due" : "by", when_text(lead.follow_up_by_ms, zone));
}

double card_height(Canvas& canvas, const LeadInsight& lead) {
  double height = canvas.measure(caller_text(lead), kName, kTextWidth, 1).height;
  height += canvas.measure(who_line(lead), kWhy, kTextWidth, 1).height;
  if (lead.need) height += 3 + canvas.measure(*lead.need, kNeed, kTextWidth, 3).height;
  height += 3 + canvas.measure(why_line(lead), kWhy, kTextWidth, 2).height;
  return std::max(height, 46.0) + 2 * kCardPadding;
}

void draw_right_side(Canvas& canvas, const LeadInsight& lead, const TimeZone& zone, double y) {
  const double right = kPageWidth - kMargin - kCardPadding;
  canvas.text(lead.phone.value_or("no number"),
              {.size_points = 11.5, .weight = Weight::Bold, .color = kBrand},
              {.x = right, .y = y, .align = Align::Right});
  canvas.text(deadline_text(lead, zone),
              {.size_points = 7.8, .weight = Weight::SemiBold, .color = lead.overdue ? kPoor : kGood},
              {.x = right, .y = y + 18, .align = Align::Right});
  const std::string from = fmt::format("called {} · row {}", when_text(lead.start_time_ms, zone), lead.row);
  canvas.text(from, {.size_points = 6.8, .color = kFaint}, {.x = right, .y = y + 31, .align = Align::Right});
  if (!lead.recording_url) return;
  const TextStyle style{.size_points = 7, .weight = Weight::SemiBold, .color = kBlue};
  const Size size = canvas.measure("Listen", style);
  canvas.text("Listen", style, {.x = right, .y = y + 42, .align = Align::Right});
  canvas.link({right - size.width, y + 42, size.width, size.height}, *lead.recording_url);
}

void draw_card(Document& document, const SectionContext& context, const LeadInsight& lead) {
  Canvas& canvas = document.canvas();
  const double height = card_height(canvas, lead);
  document.ensure_room(height + 8);
  const double top = document.y();
  const Box card{kMargin, top, kContentWidth, height};
  canvas.fill(card, kWhite, 6);
  canvas.outline(card, kHairline, 0.8, 6);
  canvas.fill({kMargin, top + 8, 3, height - 16}, lead.overdue ? kPoor : kAccent, 1.5);

  const ScoreColors colors = score_colors(lead.score);
  canvas.fill({kMargin + kCardPadding, top + kCardPadding, 26, 26}, colors.soft, 13);
  canvas.text(lead_score_text(lead.score),
              {.size_points = 9.5, .weight = Weight::Bold, .color = colors.strong},
              {.x = kMargin + kCardPadding + 13, .y = top + kCardPadding + 7, .align = Align::Center});

  double y = top + kCardPadding;
  y += canvas.text(caller_text(lead), kName, {.x = kTextLeft, .y = y, .width = kTextWidth, .lines_max = 1})
           .height;
  y +=
      canvas.text(who_line(lead), kWhy, {.x = kTextLeft, .y = y, .width = kTextWidth, .lines_max = 1}).height;
  if (lead.need) {
    y += 3;
    y += canvas.text(*lead.need, kNeed, {.x = kTextLeft, .y = y, .width = kTextWidth, .lines_max = 3}).height;
  }
  canvas.text(why_line(lead), kWhy, {.x = kTextLeft, .y = y + 3, .width = kTextWidth, .lines_max = 2});
  draw_right_side(canvas, lead, context.zone, top + kCardPadding);
  document.move_down(height + 8);
}

}  // namespace

void draw_callbacks(Document& document, const SectionContext& context) {
  const auto& leads = context.input.insight.leads;
  const auto last = std::find_if(leads.begin(), leads.end(), [](const LeadInsight& lead) {
    return lead.action != RecommendedAction::Priority1Hr;
  });
  const auto count = static_cast<std::size_t>(last - leads.begin());
  document.start_section(
      "Call back now",
      "The leads most likely to buy, each due one hour after the call. In red: the hour has "
      "passed.",
      "callbacks");
  if (count == 0) {
    draw_nothing(document, "No lead in this log asks for a call within the hour.");
    return;
  }
  for (std::size_t index = 0; index < std::min(count, kCardsMax); ++index)
    draw_card(document, context, leads[index]);
  if (count > kCardsMax) {
    draw_nothing(document,
                 fmt::format("{} more stand at the top of \"Qualified leads\".", count - kCardsMax));
  }
}

}  // namespace calltracker::report
