// SPDX-License-Identifier: MIT
// Calls as a page lists, reads and changes them.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/api/served_program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

std::string text_at(const json::value& object, const char* key) {
  return std::string(object.at(key).as_string());
}

RawAnswer post(const ServedProgram& served, const std::string& path, const std::string& body) {
  return served.ask("POST", path, {"Content-Type: application/json"}, body);
}

// The job of a served sample week.
std::string start_week(const ServedProgram& served) {
  const std::string id = served.start_job("week.xlsx", read_file(sample("nwh-week.xlsx")));
  served.wait_for_job(id);
  return id;
}

json::value first_scored(const ServedProgram& served) {
  return served.get("/api/calls?sort=-overallScore&limit=1").at("calls").at(0);
}

}  // namespace

TEST_CASE("calls are filtered, sorted, searched and counted, page by page") {
  const ServedProgram served;
  const std::string job = start_week(served);
  const json::value all = served.get("/api/calls?job=" + job + "&limit=500");
  const auto count = all.at("calls").as_array().size();
  CHECK(count > 100);
  CHECK(all.at("total") == count);
  CHECK(all.at("totalIsExact") == true);

  std::size_t seen = 0;
  std::string path = "/api/calls?sort=leadScore&limit=25";
  for (std::string cursor; path != cursor;) {
    const json::value page = served.get(path + (cursor.empty() ? "" : "&cursor=" + cursor));
    seen += page.at("calls").as_array().size();
    if (page.at("nextCursor").is_null()) break;
    cursor = text_at(page, "nextCursor");
  }
  CHECK(seen == count);

  const json::value spam = served.get("/api/calls?classification=spam");
  for (const json::value& call : spam.at("calls").as_array()) CHECK(call.at("classification") == "spam");
  CHECK_FALSE(spam.at("calls").as_array().empty());
  const json::value found = served.get("/api/calls?q=trailer");
  CHECK_FALSE(found.at("calls").as_array().empty());
  CHECK(found.at("calls").at(0).at("match").is_array());

  const json::value facets = served.get("/api/calls/facets?job=" + job);
  CHECK_FALSE(facets.at("reps").as_array().empty());
  std::int64_t by_status = 0;
  for (const json::value& value : facets.at("statuses").as_array()) by_status += value.at("n").as_int64();
  CHECK(by_status == static_cast<std::int64_t>(count));

  CHECK(code_of(served.ask("GET", "/api/calls?status=odd")) == "query-invalid");
  CHECK(code_of(served.ask("GET", "/api/calls?from=2026-13-01")) == "query-invalid");
  CHECK(code_of(served.ask("GET", "/api/calls?sort=name")) == "query-invalid");
  CHECK(code_of(served.ask("GET", "/api/calls?minScore=high")) == "query-invalid");
  CHECK(code_of(served.ask("GET", "/api/calls?cursor=x")) == "cursor-invalid");
}

TEST_CASE("an override replaces the level everywhere and keeps the model's") {
  const ServedProgram served;
  const std::string job = start_week(served);
  const std::string id = text_at(first_scored(served), "id");
  const json::value before = served.get("/api/calls/" + id);
  const std::string path = "/api/calls/" + id + "/override";
  CHECK(code_of(post(served, path, R"({"category":"callClosing","level":0})")) == "override-invalid");
  CHECK(code_of(post(served, path, R"({"category":"charm","level":0,"reason":"x"})")) == "override-invalid");
  CHECK(code_of(post(served, path, R"({"category":"callClosing","level":6,"reason":"x"})")) ==
        "override-invalid");
  const RawAnswer answer =
      post(served, path, R"({"category":"callClosing","level":0,"reason":"hung up <b>rudely</b>"})");
  REQUIRE(answer.status == 200);
  const json::value after = parse_json(answer.body, "call");
  const json::value& was = before.at("score").at("categories").at("callClosing");
  const json::value& is = after.at("score").at("categories").at("callClosing");
  CHECK(is.at("level") == 0);
  CHECK(is.at("override").at("aiLevel") == was.at("level"));
  CHECK(is.at("override").at("reason") == "hung up <b>rudely</b>");
  CHECK(after.at("score").at("aiOverall") == before.at("score").at("overall"));
  CHECK(after.at("score").at("overall").as_double() < before.at("score").at("overall").as_double());
  const json::value report = served.get("/api/jobs/" + job + "/report.json");
  for (const json::value& call : report.at("calls").as_array()) {
    if (text_at(call, "id") == id) CHECK(call.at("score") == after.at("score"));
  }
  const json::value listed = served.get("/api/calls?job=" + job + "&limit=500");
  for (const json::value& call : listed.at("calls").as_array()) {
    if (text_at(call, "id") == id) CHECK(call.at("overallScore") == after.at("score").at("overall"));
  }
  const RawAnswer back = post(served, path, R"({"category":"callClosing","level":null})");
  CHECK(parse_json(back.body, "call").at("score") == before.at("score"));
}

TEST_CASE("a level that no int holds is refused, not cut down to one that is in the rubric") {
  const ServedProgram served;
  start_week(served);
  const std::string path = "/api/calls/" + text_at(first_scored(served), "id") + "/override";
  CHECK(code_of(post(served, path, R"({"category":"callClosing","level":4294967299,"reason":"x"})")) ==
        "override-invalid");
}

TEST_CASE("swapped speakers are analysed again, and twice swapped is as before") {
  const ServedProgram served;
  const std::string job = start_week(served);
  const std::string path = "/api/calls/" + text_at(first_scored(served), "id");
  const json::value before = served.get(path);
  CHECK(served.ask("POST", path + "/swap-speakers").status == 202);
  served.wait_for_job(job);
  const json::value swapped = served.get(path);
  CHECK(swapped.at("status") == "complete");
  CHECK(swapped.at("transcriptTurns").at(0).at("speaker") !=
        before.at("transcriptTurns").at(0).at("speaker"));
  CHECK(served.ask("POST", path + "/swap-speakers").status == 202);
  served.wait_for_job(job);
  const json::value again = served.get(path);
  CHECK(again.at("transcriptTurns") == before.at("transcriptTurns"));
  CHECK(again.at("score") == before.at("score"));

  const json::value timeline = served.get(path + "/timeline");
  REQUIRE(timeline.at("runs").as_array().size() == 3);
  const json::value& first = timeline.at("runs").at(0);
  CHECK(first.at("state") == "completed");
  CHECK(first.at("steps").at(0).at("name") == "triage_and_extract");
  CHECK(first.at("steps").at(0).at("source") == "asked");
  const json::value runs = served.get("/api/runs?job=" + job + "&state=completed&limit=5");
  CHECK(runs.at("runs").as_array().size() == 5);
  CHECK(text_at(runs.at("runs").at(0), "jobId") == job);
  CHECK(runs.at("counts").at("completed").as_int64() > 100);
}

TEST_CASE("a call is run again with what it asks for, a skipped one is not") {
  const ServedProgram served;
  const std::string job = start_week(served);
  const std::string path = "/api/calls/" + text_at(first_scored(served), "id");
  CHECK(post(served, path + "/rerun", R"({"preset":"economy"})").status == 202);
  CHECK(served.wait_for_job(job).at("status") == "complete");
  CHECK(served.get(path).at("status") == "complete");
  CHECK(code_of(post(served, path + "/rerun", R"({"preset":"luxury"})")) == "preset-unknown");
  CHECK(code_of(post(served, path + "/rerun", R"({"provider":"anthropic"})")) == "key-missing");
  const json::value skipped = served.get("/api/calls?status=skipped&limit=1").at("calls").at(0);
  CHECK(code_of(post(served, "/api/calls/" + text_at(skipped, "id") + "/rerun", "{}")) == "call-state");
}

TEST_CASE("a lead is marked as contacted, in lists, leads and CSV") {
  const ServedProgram served;
  const std::string job = start_week(served);
  const json::value lead = served.get("/api/leads?job=" + job).at("leads").at(0);
  CHECK(lead.at("contactedAt").is_null());
  const std::string path = "/api/calls/" + text_at(lead, "callId");
  const RawAnswer marked =
      served.ask("PUT", path + "/contacted", {"Content-Type: application/json"}, R"({"contacted":true})");
  CHECK(parse_json(marked.body, "call").at("contactedAt").is_string());
  const json::value contacted = served.get("/api/leads?group=contacted&job=" + job);
  CHECK(contacted.at("leads").as_array().size() == 1);
  CHECK(contacted.at("leads").at(0).at("callId") == lead.at("callId"));
  CHECK(contacted.at("leads").at(0).at("contactedAt").is_string());
  CHECK(served.get("/api/leads?job=" + job).at("leads").at(0).at("callId") != lead.at("callId"));
  const RawAnswer csv = served.ask("GET", "/api/leads.csv?job=" + job);
  CHECK(csv.header("content-type") == "text/csv; charset=utf-8");
  CHECK(csv.body.find(text_at(lead, "callId")) != std::string::npos);
}

TEST_CASE("leads come page by page, most urgent first, with their totals at the beginning") {
  const ServedProgram served;
  const std::string job = start_week(served);
  const json::value first = served.get("/api/leads?limit=7&job=" + job);
  std::map<std::string, std::int64_t> totals;
  for (const json::value& total : first.at("totals").as_array()) {
    CHECK(total.at("isExact") == true);
    totals[text_at(total, "group")] = total.at("n").as_int64();
  }
  std::vector<std::string> groups;
  std::set<std::string> ids;
  json::value page = first;
  for (;;) {
    CHECK(page.at("leads").as_array().size() <= 7);
    for (const json::value& lead : page.at("leads").as_array()) {
      groups.push_back(text_at(lead, "recommendedAction"));
      ids.insert(text_at(lead, "callId"));
    }
    if (page.at("nextCursor").is_null()) break;
    page = served.get("/api/leads?limit=7&job=" + job + "&cursor=" + text_at(page, "nextCursor"));
    CHECK(page.at("totals").is_null());
  }
  CHECK(ids.size() == groups.size());
  const std::vector<std::string> order = {"priority-1hr", "follow-24hr", "nurture-48-72hr", "email-only"};
  CHECK(std::is_sorted(groups.begin(), groups.end(), [&order](const auto& left, const auto& right) {
    return std::find(order.begin(), order.end(), left) < std::find(order.begin(), order.end(), right);
  }));
  for (const auto& [group, count] : totals) CHECK(count == std::count(groups.begin(), groups.end(), group));
  const RawAnswer csv = served.ask("GET", "/api/leads.csv?job=" + job);
  for (const std::string& id : ids) CHECK(csv.body.find(id) != std::string::npos);
  const json::value found = served.get("/api/leads?q=reefer&group=waiting&job=" + job);
  CHECK_FALSE(found.at("leads").as_array().empty());
  CHECK(found.at("leads").as_array().size() < ids.size());
  CHECK(code_of(served.ask("GET", "/api/leads?group=odd")) == "query-invalid");
  CHECK(code_of(served.ask("GET", "/api/leads?limit=0")) == "query-invalid");
  CHECK(code_of(served.ask("GET", "/api/leads?cursor=x")) == "cursor-invalid");
  CHECK(code_of(served.ask("GET", "/api/leads?job=none")) == "job-not-found");
}

TEST_CASE("a dashboard brings the newest red flags, and the list of calls has all of them") {
  const ServedProgram served;
  const std::string job = start_week(served);
  const json::value dashboard = served.get("/api/dashboard?job=" + job);
  const auto& newest = dashboard.at("redFlags").as_array();
  CHECK_FALSE(newest.empty());
  CHECK(newest.size() <= 20);
  std::size_t flags = 0;
  std::string path = "/api/calls?redFlags=true&limit=3&job=" + job;
  for (std::string cursor;;) {
    const json::value page = served.get(path + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const json::value& call : page.at("calls").as_array()) {
      CHECK_FALSE(call.at("redFlags").as_array().empty());
      flags += call.at("redFlags").as_array().size();
    }
    if (page.at("nextCursor").is_null()) break;
    cursor = text_at(page, "nextCursor");
  }
  CHECK(flags == static_cast<std::size_t>(dashboard.at("team").at("redFlags").as_int64()));
}

TEST_CASE("of a call analysed twice only the newest analysis counts, under every filter") {
  const ServedProgram served;
  const std::string csv =
      "Start Time,Duration (seconds),Full Transcription\n2026-11-16 09:00:00,90,\"Agent: Nationwide Haul, "
      "this "
      "is Zebulon speaking. How can I help? Caller: I need two dry vans by Friday. Agent: What is your "
      "budget? "
      "Caller: Forty thousand. Agent: I will email a quote today. Caller: Good, bye.\"\n";
  served.wait_for_job(served.start_job("first.csv", csv));
  const auto calls_of = [&served](const std::string& rep) {
    return served.get("/api/dashboard?rep=" + rep).at("team").at("analysed");
  };
  CHECK(calls_of("Zebulon") == 1);
  const std::string adoption = R"({"name": "Zebulon", "rosterName": "Quillon", "division": null})";
  const json::value settings = served.get("/api/settings");
  const json::value division = settings.at("workspace").at("divisions").at(0).at("name");
  REQUIRE(served
              .ask("POST", "/api/settings/reps", {},
                   to_json_text(
                       json::object{{"name", "Quillon"}, {"rosterName", nullptr}, {"division", division}}))
              .status == 200);
  REQUIRE(served.ask("POST", "/api/settings/reps", {}, adoption).status == 200);
  served.wait_for_job(served.start_job("second.csv", csv));
  CHECK(calls_of("Quillon") == 1);
  CHECK(calls_of("Zebulon") == 0);
  CHECK(served.get("/api/dashboard").at("team").at("analysed") == 1);
  CHECK(served.get("/api/reps").at("reps").as_array().size() == 1);
}

TEST_CASE("insights span jobs, and a call uploaded twice counts once") {
  const ServedProgram served;
  const std::string first = start_week(served);
  const json::value one = served.get("/api/dashboard?job=" + first);
  const json::value reps = served.get("/api/reps?job=" + first);
  start_week(served);
  const json::value both = served.get("/api/dashboard");
  CHECK(both.at("team").at("analysed") == one.at("team").at("analysed"));
  CHECK(both.at("team").at("qualifiedLeads") == one.at("team").at("qualifiedLeads"));
  CHECK(both.at("scoreDistribution") == one.at("scoreDistribution"));
  CHECK_FALSE(both.at("gaps").as_array().empty());
  CHECK_FALSE(both.at("trend").as_array().empty());
  const std::string rep = text_at(reps.at("reps").at(0), "name");
  std::string encoded;
  for (const char letter : rep) encoded += letter == ' ' ? std::string("%20") : std::string(1, letter);
  const json::value of_rep = served.get("/api/dashboard?rep=" + encoded);
  CHECK(of_rep.at("team").at("analysed") == reps.at("reps").at(0).at("calls"));
  // Asked with a time that holds every call, the same part of every job is added up from what is stored of
  // it.
  const json::value stored = served.get("/api/dashboard?from=2000-01-01&rep=" + encoded);
  for (const char* part : {"scoreDistribution", "trend", "gaps", "redFlags", "cost"})
    CHECK(stored.at(part) == of_rep.at(part));
  CHECK(stored.at("team").at("analysed") == of_rep.at("team").at("analysed"));
  CHECK(served.get("/api/dashboard?from=1999-01-01&to=1999-01-02").at("team").at("calls") == 0);
  const RawAnswer pdf = served.ask("GET", "/api/reps/" + encoded + "/report.pdf");
  CHECK(pdf.body.starts_with("%PDF"));
  CHECK(code_of(served.ask("GET", "/api/reps/Nobody/report.pdf")) == "rep-unknown");
  CHECK(code_of(served.ask("GET", "/api/dashboard?job=none")) == "job-not-found");
}
