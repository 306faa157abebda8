// SPDX-License-Identifier: MIT
#pragma once

// The parts of the PDF, in reading order. Each draws itself from where the document stands, and says in one
// line when it has nothing to show.

#include <string>
#include <vector>

#include "base/time_zone.hpp"
#include "report/pdf/document.hpp"
#include "report/report_input.hpp"

namespace calltracker::report {

struct SectionContext {
  const ReportInput& input;
  const TimeZone& zone;
};

void draw_cover(Document& document, const SectionContext& context);
void draw_callbacks(Document& document, const SectionContext& context);
void draw_rankings(Document& document, const SectionContext& context);
// Nothing at all where the company asks none.
void draw_questions(Document& document, const SectionContext& context);
void draw_coaching(Document& document, const SectionContext& context);
void draw_leads(Document& document, const SectionContext& context);
void draw_sources(Document& document, const SectionContext& context);
void draw_red_flags(Document& document, const SectionContext& context);
void draw_calls(Document& document, const SectionContext& context);

// One rep on one page, from the document's position down.
void draw_rep_page(Document& document, const SectionContext& context, const insight::RepInsight& rep);

// The company's questions over this rep's calls; nothing where there are none.
void draw_rep_questions(Document& document, const SectionContext& context, const insight::RepInsight& rep);

// A quiet line in place of an empty table.
void draw_nothing(Document& document, std::string_view sentence);

}  // namespace calltracker::report
