// SPDX-License-Identifier: MIT
#pragma once

// Remarks with the turns that show them. Quotes are the transcript's own words, looked up by turn number at
// drawing time; a turn that is not there is named without words, never made up.

#include <string_view>
#include <vector>

#include "report/pdf/sections.hpp"

namespace calltracker::report {

enum class WithQuotes { Yes, No };

struct EvidenceHeading {
  std::string_view title;
  std::string_view note;
  Color color;
};

class EvidenceWriter {
 public:
  EvidenceWriter(Document& document, const SectionContext& context)
      : document_(document), context_(context) {}

  // The most frequent themes, one per category first; never runs on to another page. After the first theme it
  // leaves `reserved_points` for what comes below.
  void draw(const EvidenceHeading& heading, const std::vector<insight::ThemeGroup>& groups, WithQuotes quotes,
            double reserved_points);

 private:
  struct Remark {
    const insight::ThemeGroup* group = nullptr;
    const insight::Theme* theme = nullptr;
  };
  struct Quote {
    std::string who;
    std::string words;
  };

  static std::vector<Remark> choose(const std::vector<insight::ThemeGroup>& groups, std::size_t themes_max);
  std::vector<Quote> quotes_of(const insight::Evidence& evidence) const;
  double height_of(const Remark& remark, const std::vector<Quote>& quotes);
  void draw_heading(const EvidenceHeading& heading);
  void draw_remark(const Remark& remark, const std::vector<Quote>& quotes, Color color);

  Document& document_;
  const SectionContext& context_;
};

}  // namespace calltracker::report
