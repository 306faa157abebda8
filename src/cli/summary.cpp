// SPDX-License-Identifier: MIT
#include "cli/summary.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "call/result_json.hpp"
#include "cli/progress_view.hpp"

namespace calltracker::cli {
namespace {

constexpr std::size_t kLeadsShown = 12;
constexpr std::size_t kRepsShown = 15;
constexpr std::size_t kSourcesShown = 10;

std::string heading(const Terminal& terminal, std::string_view text) {
  return "\n" + terminal.styled(Style::Bold, text) + "\n";
}

std::string deadline_of(const insight::LeadInsight& lead, const TimeZone& zone) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  if (!lead.follow_up_by_ms) return "-";
  const CivilTime civil = zone.to_civil(*lead.follow_up_by_ms);
  return fmt::format("{} {:02}/{:02} {:02}:{:02}{}", kDays[civil.weekday], civil.month, civil.day, civil.hour,
                     civil.minute, lead.overdue ? " late" : "");
}

std::string who_of(const insight::LeadInsight& lead) {
  std::string who = lead.caller_name.value_or("");
  if (lead.company) who += who.empty() ? *lead.company : ", " + *lead.company;
  return who.empty() ? "(no name given)" : who;
}

std::string render_leads(const Terminal& terminal, const insight::JobInsight& insight, const TimeZone& zone) {
  std::vector<std::vector<std::string>> rows;
  for (const insight::LeadInsight& lead : insight.leads) {
    if (rows.size() == kLeadsShown) break;
    rows.push_back({fmt::format("{:.0f}", lead.score), deadline_of(lead, zone), who_of(lead),
                    lead.phone.value_or("-"), lead.need.value_or("-"), fmt::format("row {}", lead.row)});
  }
  if (rows.empty()) return heading(terminal, "Call back") + "  no lead in this log needs a call back\n";
  std::string text = heading(
      terminal, fmt::format("Call back, most urgent first ({} of {})", rows.size(), insight.leads.size()));
  const std::size_t columns = std::max<std::size_t>(terminal.columns(), 80);
  text += render_table(terminal,
                       {{.title = "Lead", .align = Align::Right},
                        {.title = "Until"},
                        {.title = "Who", .width_max = 30},
                        {.title = "Phone"},
                        {.title = "Needs", .width_max = columns > 110 ? columns - 88 : 24},
                        {.title = "Call"}},
                       rows, "  ");
  return text;
}

std::string title_of(const Workspace& workspace, const std::optional<std::string>& category) {
  if (!category) return "-";
  const RubricCategory* found = workspace.category(*category);
  return found == nullptr ? *category : found->title;
}

std::string render_reps(const Terminal& terminal, const insight::JobInsight& insight,
                        const Workspace& workspace) {
  if (insight.reps.empty()) return "";
  std::vector<std::vector<std::string>> rows;
  for (const insight::RepInsight& rep : insight.reps) {
    if (rows.size() == kRepsShown) break;
    const bool known = rep.score.mean.has_value();
    const std::string score = known ? fmt::format("{:.1f}", *rep.score.mean) : "-";
    const std::string spread = rep.rank && rep.score.low && rep.score.high
                                   ? fmt::format("{:.1f}-{:.1f}", *rep.score.low, *rep.score.high)
                                   : "too few calls";
    rows.push_back({rep.rank ? std::to_string(*rep.rank) : "", rep.name, score, spread,
                    std::to_string(rep.calls), std::to_string(rep.qualified_leads),
                    title_of(workspace, rep.weakest_category)});
  }
  return heading(terminal, "Reps") + render_table(terminal,
                                                  {{.title = "#", .align = Align::Right},
                                                   {.title = "Rep", .width_max = 26},
                                                   {.title = "Score", .align = Align::Right},
                                                   {.title = "95 %"},
                                                   {.title = "Calls", .align = Align::Right},
                                                   {.title = "Leads 7+", .align = Align::Right},
                                                   {.title = "Coach first", .width_max = 28}},
                                                  rows, "  ");
}

std::string render_sources(const Terminal& terminal, const insight::JobInsight& insight) {
  std::vector<std::vector<std::string>> rows;
  for (const insight::SourceInsight& source : insight.sources) {
    if (rows.size() == kSourcesShown) break;
    rows.push_back({source.name.value_or("(not in the log)"), std::to_string(source.calls),
                    fmt::format("{:.0f} %", 100 * source.valid_sales.share.value_or(0)),
                    fmt::format("{:.0f} %", 100 * source.spam.share.value_or(0)),
                    std::to_string(source.qualified.count),
                    source.lead_score.mean ? fmt::format("{:.1f}", *source.lead_score.mean) : "-"});
  }
  if (rows.empty()) return "";
  return heading(terminal, "Sources") + render_table(terminal,
                                                     {{.title = "Source", .width_max = 30},
                                                      {.title = "Calls", .align = Align::Right},
                                                      {.title = "Sales", .align = Align::Right},
                                                      {.title = "Spam", .align = Align::Right},
                                                      {.title = "Leads 7+", .align = Align::Right},
                                                      {.title = "Lead score", .align = Align::Right}},
                                                     rows, "  ");
}

std::string percent(std::int64_t part, std::int64_t whole) {
  return fmt::format("{:.0f} %", 100 * static_cast<double>(part) / static_cast<double>(whole));
}

// Rules answer alike however often they are asked, and should not look like a model that does.
std::string render_stability(const Terminal& terminal, const Job& job) {
  if (!job.stability) return "";
  const Stability& stability = *job.stability;
  const LevelAgreement& levels = stability.levels;
  std::string text = heading(
      terminal, fmt::format("Stability of the scores ({} scored twice)",
                            stability.calls == 1 ? "1 call" : fmt::format("{} calls", stability.calls)));
  if (stability.calls == 0) return text + "  no call could be scored a second time\n";
  if (levels.pairs > 0) {
    text +=
        fmt::format("  levels   {} of {} the same ({}), {} within one level\n", levels.exact, levels.pairs,
                    percent(levels.exact, levels.pairs), percent(levels.within_one, levels.pairs));
    text += levels.weighted_kappa
                ? fmt::format("  kappa    {:.2f}, with quadratic weights (1 is alike, 0 is chance)\n",
                              *levels.weighted_kappa)
                : "  kappa    has no meaning here: every level is the same\n";
  }
  if (stability.judged_once > 0)
    text += fmt::format("           {} categories were judged in only one of the two answers\n",
                        stability.judged_once);
  if (stability.mean_total_difference)
    text += fmt::format("  totals   {:.2f} apart on average\n", *stability.mean_total_difference);
  if (const auto& swing = stability.largest_swing; swing && swing->first != swing->second)
    text += fmt::format("           largest swing in row {}: {:.1f}, then {:.1f}\n", swing->row, swing->first,
                        swing->second);
  if (is_offline(job.options))
    text +=
        "  " +
        terminal.styled(Style::Dim, "offline rules always answer alike: this says nothing about a model") +
        "\n";
  return text;
}

std::string render_left_out(const Terminal& terminal, const insight::JobInsight& insight) {
  std::string text;
  const auto list = [](const std::map<std::string, std::int64_t>& counts) {
    std::string line;
    for (const auto& [reason, count] : counts)
      line += fmt::format("{}{} {}", line.empty() ? "" : ", ", count, reason);
    return line;
  };
  if (!insight.skipped.empty()) text += fmt::format("  skipped: {}\n", list(insight.skipped));
  if (!insight.failed.empty())
    text += terminal.styled(Style::Bad, fmt::format("  failed: {}\n", list(insight.failed)));
  return text.empty() ? "" : heading(terminal, "Not analysed") + text;
}

// Duplicates inside the log are priced like the calls that were asked.
std::string render_savings(const Terminal& terminal, const Job& job, const insight::JobInsight& insight) {
  std::vector<std::string> parts;
  const auto add = [&parts](const char* name, double usd) {
    if (usd >= 0.00005) parts.push_back(fmt::format("{} {}", format_cost(usd), name));
  };
  add("earlier answers", job.saved.result_cache_usd);
  add("prompt cache", job.saved.prompt_cache_usd);
  add("batch", job.saved.batch_usd);
  add("rules", job.saved.rules_usd);
  const auto duplicates = insight.skipped.find("duplicate");
  if (duplicates != insight.skipped.end() && insight.team.analysed > 0) {
    add("duplicates",
        static_cast<double>(duplicates->second) * job.cost_usd / static_cast<double>(insight.team.analysed));
  }
  if (parts.empty()) return "";
  return terminal.styled(Style::Dim, fmt::format("not spent: {}", fmt::join(parts, ", "))) + "\n";
}

}  // namespace

std::string render_summary(const Terminal& terminal, const Job& job, const insight::JobInsight& insight,
                           const Workspace& workspace) {
  const TimeZone zone(workspace.time_zone);
  const insight::TeamInsight& team = insight.team;
  const std::string engine = is_offline(job.options)
                                 ? std::string(kOfflineLabel)
                                 : job.options.silver_model + " + " + job.options.gold_model;
  std::string text =
      fmt::format("{} {}\n", terminal.styled(Style::Bold, job.file_name),
                  terminal.styled(Style::Dim, fmt::format("· {} · {}", engine, format_cost(job))));
  text += fmt::format("{} calls: {} analysed, {} skipped, {} failed, {} to review", team.calls, team.analysed,
                      team.skipped, team.failed, team.needs_review);
  text += fmt::format(" · {} qualified leads · {} within the hour · rep score {}\n", team.qualified_leads,
                      team.priority_actions,
                      team.rep_score.mean ? fmt::format("{:.1f}", *team.rep_score.mean) : "-");
  text += render_savings(terminal, job, insight);
  text += render_leads(terminal, insight, zone);
  text += render_reps(terminal, insight, workspace);
  text += render_sources(terminal, insight);
  text += render_stability(terminal, job);
  text += render_left_out(terminal, insight);
  return text;
}

}  // namespace calltracker::cli
