// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "report/pdf/sections.hpp"
#include "report/pdf/table.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::RedFlag;

constexpr std::size_t kRowsMax = 200;

}  // namespace

void draw_red_flags(Document& document, const SectionContext& context) {
  const auto& flags = context.input.insight.red_flags;
  if (flags.empty()) return;
  document.start_section("Red flags", "Doubts about leads, and alerts for managers only.", "red-flags", 180);
  Table table(document, {{"When", 96}, {"Row", 36, Align::Right}, {"Kind", 56}, {"What", 236}, {"Rep", 100}});
  for (std::size_t index = 0; index < std::min(flags.size(), kRowsMax); ++index) {
    const RedFlag& flag = flags[index];
    const bool alert = flag.kind == RedFlag::Kind::Alert;
    Cell kind{.text = alert ? "Alert" : "Lead"};
    kind.style.weight = Weight::SemiBold;
    kind.style.color = alert ? kPoor : kFair;
    table.row({{.text = when_text(flag.start_time_ms, context.zone)},
               {.text = std::to_string(flag.row)},
               std::move(kind),
               {.text = flag.text, .lines_max = 2, .note = turns_text(flag.turns)},
               {.text = flag.rep.empty() ? std::string(kUnknown) : flag.rep}});
  }
  if (flags.size() > kRowsMax) {
    document.move_down(8);
    draw_nothing(document, fmt::format("{} more are in the Excel report.", flags.size() - kRowsMax));
  }
}

}  // namespace calltracker::report
