// SPDX-License-Identifier: MIT
#pragma once

// The sheets of the Excel report. Sheets made from the insight are written in one go; those with a row per
// call are fed while the calls stream by, each call once.

#include <string>

#include "call/call.hpp"
#include "report/excel/book.hpp"
#include "report/report_input.hpp"

namespace calltracker::report {

// Created first, so that it is the sheet a reader sees on opening.
void write_dashboard_sheet(Book& book, const ReportInput& input);
void write_rep_sheet(Book& book, const ReportInput& input);
void write_leads_sheet(Book& book, const ReportInput& input);
void write_sources_sheet(Book& book, const ReportInput& input);
void write_red_flags_sheet(Book& book, const ReportInput& input);

class CallsSheet {
 public:
  CallsSheet(Book& book, const ReportInput& input);
  void add(const Call& call);
  void finish();

 private:
  void add_caller(const Call& call);
  void add_outcome(const Call& call);
  void add_figures(const Call& call);
  void add_answers(const Call& call);

  Book& book_;
  const std::vector<CustomQuestion>& questions_;
  TableSheet table_;
};

class BreakdownSheet {
 public:
  BreakdownSheet(Book& book, const ReportInput& input);
  void add(const Call& call);
  void finish();

 private:
  Book& book_;
  const Workspace& workspace_;
  TableSheet table_;
};

// A sheet's title, followed by the kind of results when that has to be said.
std::string band_title(const ReportInput& input, std::string_view title);

}  // namespace calltracker::report
