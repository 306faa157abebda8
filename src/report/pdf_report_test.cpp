// SPDX-License-Identifier: MIT
#include "report/pdf_report.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "tests/support/report_files.hpp"
#include "tests/support/sample_report.hpp"

using namespace calltracker;
using report_files::TemporaryFolder;
using samples::SampleReport;

namespace {

struct Pdf {
  std::string text;
  int pages = 0;
};

Pdf pdf_of(SampleReport& sample) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "report.pdf";
  report::write_pdf(sample.input(), path);
  return {.text = report_files::pdf_text(path), .pages = report_files::pdf_page_count(path)};
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

int count_of(const std::string& text, std::string_view part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("PDF: a week has all its sections on a sensible number of pages") {
  SampleReport sample(250);
  const Pdf pdf = pdf_of(sample);
  for (const char* section :
       {"Call report", "What the week says", "Call back now", "Rep rankings", "Skills by rep",
        "Coaching per rep", "Qualified leads", "Lead sources and divisions", "Red flags", "All calls"}) {
    INFO(section);
    CHECK(contains(pdf.text, section));
  }
  CHECK(pdf.pages >= 15);
  CHECK(pdf.pages <= 32);
  CHECK(contains(pdf.text, "Page " + std::to_string(pdf.pages)));
}

TEST_CASE("PDF: a cost that lacks tokens of unknown price says so") {
  SampleReport sample(20);
  for (Call& call : sample.calls) call.result.tokens.unpriced = call.result.tokens.total();
  CHECK(contains(pdf_of(sample).text, "+ unknown"));
  for (Call& call : sample.calls) call.result.cost_usd = 0;
  const Pdf pdf = pdf_of(sample);
  CHECK(contains(pdf.text, "unknown"));
  CHECK_FALSE(contains(pdf.text, "$0"));
}

TEST_CASE("PDF: a table that runs on repeats its header") {
  SampleReport sample(250);
  const Pdf pdf = pdf_of(sample);
  // Once per page of the calls' table, and nowhere else.
  CHECK(count_of(pdf.text, "Outcome") >= 5);
}

TEST_CASE("PDF: quotes are the transcript's own words, named by turn") {
  SampleReport sample(120);
  const Pdf pdf = pdf_of(sample);
  CHECK(contains(pdf.text, "Are you the one who makes the decision on these"));
  CHECK(contains(pdf.text, "Rep · turn 6"));
}

TEST_CASE("PDF: a remark whose transcript is gone is shown without a quote") {
  SampleReport sample(60);
  report::ReportInput input = sample.input();
  input.find_turns = [](const CallId&) { return std::vector<Turn>(); };
  const TemporaryFolder folder;
  report::write_pdf(input, folder.path() / "report.pdf");
  const std::string text = report_files::pdf_text(folder.path() / "report.pdf");
  CHECK(contains(text, "Work on"));
  CHECK_FALSE(contains(text, "“"));
}

TEST_CASE("PDF: names in six scripts come back out") {
  SampleReport sample(0);
  const std::vector<std::string> names = {"Łukasz Øster", "Надя Петрова", "Ελένη Παππά",
                                          "محمد",         "שלמה",         "გიორგი"};
  for (const std::string& name : names) {
    Call call = samples::sample_sale();
    call.result.caller->name = name;
    call.result.lead->score = 9.4;
    call.result.lead->recommended_action = RecommendedAction::Priority1Hr;
    sample.calls.push_back(call);
  }
  const Pdf pdf = pdf_of(sample);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(contains(pdf.text, name));
  }
}

TEST_CASE("PDF: an offline job is labelled on every page, another nowhere") {
  SampleReport sample(40);
  const Pdf offline = pdf_of(sample);
  CHECK(count_of(offline.text, "offline rules, no AI") >= offline.pages);
  sample.job = samples::sample_job("anthropic");
  const Pdf model = pdf_of(sample);
  CHECK_FALSE(contains(model.text, "no AI"));
  CHECK(contains(model.text, "claude-sonnet-5-5"));
}

TEST_CASE(
    "PDF: the company's questions stand by share, by rep and on each rep's page; without any, nowhere") {
  SampleReport sample(120);
  CHECK_FALSE(contains(pdf_of(sample).text, "Your questions"));
  int row = 0;
  for (Call& call : sample.calls) {
    if (!call.result.score) continue;
    const Verdict answer = ++row % 4 == 0 ? Verdict::Unclear : row % 2 == 0 ? Verdict::No : Verdict::Yes;
    call.result.questions = {
        {.id = "financing", .text = "Was financing offered?", .answer = answer, .turns = {1}},
        {.id = "visit", .text = "Was a visit to the yard agreed?", .answer = Verdict::No, .turns = {}}};
  }
  const Pdf pdf = pdf_of(sample);
  CHECK(contains(pdf.text, "Share of yes by rep"));
  CHECK(contains(pdf.text, "Was financing offered?"));
  CHECK(contains(pdf.text, "no in rows"));
  CHECK(contains(pdf.text, "team 50 %"));
  // In the table of questions, and once on each rep's page.
  CHECK(count_of(pdf.text, "Was a visit to the yard agreed?") > 3);
}

TEST_CASE("PDF: times are shown by the workspace's clock") {
  SampleReport sample(0);
  Call call = samples::sample_sale();
  call.record.start_time_ms = samples::kMondayMorningMs;
  sample.calls = {call};
  CHECK(contains(pdf_of(sample).text, "Mon Nov 16, 8:00 AM"));
}

TEST_CASE("PDF: a job without calls, and one with a single call, still make a report") {
  SampleReport none(0);
  CHECK(pdf_of(none).pages >= 2);
  SampleReport one(0);
  one.calls = {samples::sample_sale()};
  CHECK(contains(pdf_of(one).text, "too few calls"));
}

TEST_CASE("PDF: texts without end and broken bytes stay inside their cells") {
  SampleReport sample(0);
  Call call = samples::sample_sale();
  call.result.caller->name = std::string(5000, 'W');
  call.result.context->need_summary = "broken \xC3\x28 " + std::string(20'000, 'x');
  call.result.weaknesses = {{std::string(3000, 'y'), "nextSteps", {1, 999}}};
  call.record.recording_url = "https://x.example/it's";
  call.result.lead->score = 9.9;
  sample.calls = {call};
  CHECK(pdf_of(sample).pages < 12);
}

TEST_CASE("PDF: a rep's report is one page, whatever the letter case of the name") {
  SampleReport sample(250);
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "rep.pdf";
  report::write_rep_pdf(sample.input(), "DANA whitfield", path);
  CHECK(report_files::pdf_page_count(path) == 1);
  const std::string text = report_files::pdf_text(path);
  CHECK(contains(text, "Dana Whitfield"));
  CHECK(contains(text, "offline rules, no AI"));
  CHECK_THROWS_AS(report::write_rep_pdf(sample.input(), "Nobody", path), Error);
}

TEST_CASE("PDF: when it cannot be written, the old file stays and nothing half-written is left") {
  SampleReport sample(30);
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "report.pdf";
  report::ReportInput input = sample.input();
  std::ofstream(path) << "old";
  input.for_each_call = [](const auto&) { throw std::runtime_error("the store is gone"); };
  CHECK_THROWS_AS(report::write_pdf(input, path), std::runtime_error);
  CHECK(report_files::read_file(path) == "old");
  CHECK_FALSE(std::filesystem::exists(path.string() + ".partial"));
  CHECK_THROWS_AS(report::write_pdf(sample.input(), folder.path() / "missing" / "report.pdf"), Error);
}

TEST_CASE("PDF: a full disk is an error, not a short file") {
  SampleReport sample(30);
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "report.pdf";
  // Writes to this device always fail for want of space.
  std::filesystem::create_symlink("/dev/full", path.string() + ".partial");
  CHECK_THROWS_AS(report::write_pdf(sample.input(), path), Error);
  CHECK_FALSE(std::filesystem::exists(path));
}
