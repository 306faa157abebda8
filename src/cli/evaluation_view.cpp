// SPDX-License-Identifier: MIT
#include "cli/evaluation_view.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "call/result_json.hpp"
#include "cli/progress_view.hpp"

namespace calltracker::cli {
namespace {

using evaluation::ClassTally;
using evaluation::Disagreement;
using evaluation::Evaluation;
using evaluation::FactTally;
using evaluation::RangeTally;
using evaluation::Rates;
using evaluation::ShareTally;

constexpr std::size_t kDisagreementsShown = 20;
constexpr std::size_t kUnmatchedShown = 5;

std::string heading(const Terminal& terminal, std::string_view text) {
  return "\n" + terminal.styled(Style::Bold, text) + "\n";
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:.0f} %", 100 * *share) : "-";
}

std::string decimal(const std::optional<double>& number) {
  return number ? fmt::format("{:.2f}", *number) : "-";
}

std::string engine_of(const Job& job) {
  if (is_offline(job.options)) return std::string(kOfflineLabel);
  return fmt::format("{} ({} + {})", job.options.preset, job.options.silver_model, job.options.gold_model);
}

std::string share_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? "-" : percent(static_cast<double>(part) / static_cast<double>(whole));
}

// --- one job ---

std::string render_triage(const Terminal& terminal, const ClassTally& triage) {
  if (triage.calls() == 0) return "";
  std::vector<std::vector<std::string>> rows;
  for (const ClassTally::Class& one : triage.classes()) {
    std::string taken_for;
    const auto answers = triage.confusion().find(one.name);
    if (answers != triage.confusion().end()) {
      for (const auto& [answer, count] : answers->second) {
        if (answer != one.name)
          taken_for += fmt::format("{}{} {}", taken_for.empty() ? "" : ", ", count, answer);
      }
    }
    rows.push_back({one.name, std::to_string(one.labelled), percent(one.rates.precision),
                    percent(one.rates.recall), decimal(one.rates.f1), taken_for});
  }
  rows.push_back({"macro-F1", std::to_string(triage.calls()), "", "", decimal(triage.macro_f1()), ""});
  return heading(terminal, "What kind of call it is") +
         render_table(terminal,
                      {{.title = "Label"},
                       {.title = "Calls", .align = Align::Right},
                       {.title = "Precision", .align = Align::Right},
                       {.title = "Recall", .align = Align::Right},
                       {.title = "F1", .align = Align::Right},
                       {.title = "Taken for", .width_max = 60}},
                      rows, "  ");
}

std::string render_facts(const Terminal& terminal, const Evaluation& evaluation) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [fact, tally] : evaluation.facts) {
    if (tally.calls() == 0) continue;
    const Rates rates = tally.rates();
    rows.push_back({std::string(fact.title), std::to_string(tally.calls()), std::to_string(tally.wanted()),
                    std::to_string(tally.found()), percent(rates.precision), percent(rates.recall),
                    decimal(rates.f1)});
  }
  if (rows.empty()) return "";
  return heading(terminal, "Facts") + render_table(terminal,
                                                   {{.title = "Fact"},
                                                    {.title = "Calls", .align = Align::Right},
                                                    {.title = "Labels", .align = Align::Right},
                                                    {.title = "Answers", .align = Align::Right},
                                                    {.title = "Precision", .align = Align::Right},
                                                    {.title = "Recall", .align = Align::Right},
                                                    {.title = "F1", .align = Align::Right}},
                                                   rows, "  ");
}

std::string render_judgements(const Terminal& terminal, const Evaluation& evaluation) {
  std::vector<std::vector<std::string>> rows;
  const auto add = [&rows](const char* title, std::int64_t calls, const std::optional<double>& share,
                           const std::optional<double>& outside = std::nullopt) {
    if (calls == 0) return;
    rows.push_back({title, std::to_string(calls), percent(share), outside ? decimal(outside) + " away" : ""});
  };
  const auto add_share = [&add](const char* title, const ShareTally& tally) {
    add(title, tally.calls(), tally.share());
  };
  const auto add_range = [&add](const char* title, const RangeTally& tally) {
    add(title, tally.calls(), tally.share_within(), tally.mean_distance_outside());
  };
  add_share("Subtype", evaluation.subtype);
  add_share("Who is who", evaluation.swapped);
  add_share("Call type", evaluation.call_type);
  add_share("Urgency", evaluation.urgency);
  add_range("Lead score in the range", evaluation.lead_score);
  add_share("Recommended action", evaluation.action);
  add_range("Rep score in the range", evaluation.rep_score);
  if (rows.empty()) return "";
  return heading(terminal, "Judgements") + render_table(terminal,
                                                        {{.title = "Judgement"},
                                                         {.title = "Calls", .align = Align::Right},
                                                         {.title = "Agree", .align = Align::Right},
                                                         {.title = "The others"}},
                                                        rows, "  ");
}

std::string title_of(const Workspace& workspace, const std::string& category) {
  const RubricCategory* found = workspace.category(category);
  return found == nullptr ? category : found->title;
}

std::string render_levels(const Terminal& terminal, const Evaluation& evaluation,
                          const Workspace& workspace) {
  if (evaluation.categories.empty()) return "";
  std::vector<std::vector<std::string>> rows;
  const auto add = [&rows](const std::string& title, const LevelAgreement& levels) {
    rows.push_back({title, std::to_string(levels.pairs), share_of(levels.exact, levels.pairs),
                    share_of(levels.within_one, levels.pairs), decimal(levels.weighted_kappa)});
  };
  for (const auto& [key, pairs] : evaluation.categories) add(title_of(workspace, key), pairs.agreement());
  add("all categories", evaluation.all_levels.agreement());
  return heading(terminal, "Levels of the rubric (kappa with quadratic weights)") +
         render_table(terminal,
                      {{.title = "Category"},
                       {.title = "Levels", .align = Align::Right},
                       {.title = "Exact", .align = Align::Right},
                       {.title = "Within one", .align = Align::Right},
                       {.title = "Kappa", .align = Align::Right}},
                      rows, "  ");
}

std::string render_disagreements(const Terminal& terminal, const Evaluation& evaluation) {
  const std::size_t count = evaluation.disagreements.size();
  if (count == 0) return heading(terminal, "Disagreements") + "  none\n";
  std::vector<std::vector<std::string>> rows;
  for (const Disagreement& one : evaluation.disagreements) {
    if (rows.size() == kDisagreementsShown) break;
    rows.push_back({std::to_string(one.row), one.field, one.label.value_or("-"), one.answer.value_or("-"),
                    one.turn ? std::to_string(*one.turn) : ""});
  }
  const std::size_t columns = std::max<std::size_t>(terminal.columns(), 80);
  const std::size_t text_columns = (columns - 44) / 2;
  return heading(terminal, fmt::format("Disagreements, worst first ({} of {})", rows.size(), count)) +
         render_table(terminal,
                      {{.title = "Row", .align = Align::Right},
                       {.title = "Field", .width_max = 26},
                       {.title = "Label", .width_max = text_columns},
                       {.title = "Answer", .width_max = text_columns},
                       {.title = "Turn", .align = Align::Right}},
                      rows, "  ");
}

// --- several jobs, side by side ---

class SideBySide {
 public:
  explicit SideBySide(const std::vector<EvaluatedJob>& jobs) : jobs_(jobs) {}

  void add(const std::string& title, const std::function<std::int64_t(const Evaluation&)>& calls,
           const std::function<std::string(const Evaluation&)>& value) {
    std::int64_t most = 0;
    std::vector<std::string> row{title, ""};
    for (const EvaluatedJob& job : jobs_) {
      most = std::max(most, calls(job.evaluation));
      row.push_back(value(job.evaluation));
    }
    row[1] = std::to_string(most);
    if (most > 0) rows_.push_back(std::move(row));
  }
  void add_share(const char* title, ShareTally Evaluation::* tally) {
    add(
        title, [tally](const Evaluation& one) { return (one.*tally).calls(); },
        [tally](const Evaluation& one) { return percent((one.*tally).share()); });
  }
  void add_range(const char* title, RangeTally Evaluation::* tally) {
    add(
        title, [tally](const Evaluation& one) { return (one.*tally).calls(); },
        [tally](const Evaluation& one) { return percent((one.*tally).share_within()); });
  }

  void add_figures() {
    add(
        "Kind of call, macro-F1", [](const Evaluation& one) { return one.triage.calls(); },
        [](const Evaluation& one) { return decimal(one.triage.macro_f1()); });
    for (std::size_t index = 0; index < std::size(evaluation::kLabelledFacts); ++index) {
      const auto tally = [index](const Evaluation& one) -> const FactTally& {
        return one.facts[index].second;
      };
      add(
          fmt::format("{}, F1", evaluation::kLabelledFacts[index].title),
          [tally](const Evaluation& one) { return tally(one).calls(); },
          [tally](const Evaluation& one) { return decimal(tally(one).rates().f1); });
    }
    add_share("Call type", &Evaluation::call_type);
    add_share("Urgency", &Evaluation::urgency);
    add_range("Lead score in the range", &Evaluation::lead_score);
    add_share("Recommended action", &Evaluation::action);
    add_range("Rep score in the range", &Evaluation::rep_score);
    const auto levels = [](const Evaluation& one) { return one.all_levels.agreement(); };
    const auto pairs = [levels](const Evaluation& one) { return levels(one).pairs; };
    add("Levels, exact", pairs,
        [levels](const Evaluation& one) { return share_of(levels(one).exact, levels(one).pairs); });
    add("Levels, kappa", pairs,
        [levels](const Evaluation& one) { return decimal(levels(one).weighted_kappa); });
  }

  std::string render(const Terminal& terminal) {
    std::vector<std::string> cost{"Paid now", ""};
    for (const EvaluatedJob& job : jobs_) cost.push_back(format_cost(job.job));
    rows_.push_back(std::move(cost));
    std::vector<Column> columns{{.title = "Agreement"}, {.title = "Calls", .align = Align::Right}};
    for (const EvaluatedJob& job : jobs_)
      columns.push_back({.title = job.job.options.preset, .align = Align::Right});
    return "\n" + render_table(terminal, columns, rows_, "  ");
  }

 private:
  const std::vector<EvaluatedJob>& jobs_;
  std::vector<std::vector<std::string>> rows_;
};

std::string render_counts(const Evaluation& evaluation) {
  std::string text = fmt::format("{} labels: {} compared", evaluation.labels, evaluation.compared);
  if (evaluation.not_analysed > 0)
    text += fmt::format(", {} for calls not analysed", evaluation.not_analysed);
  if (!evaluation.unmatched.empty()) {
    const std::size_t shown = std::min(evaluation.unmatched.size(), kUnmatchedShown);
    const std::vector<std::string> first(evaluation.unmatched.begin(),
                                         evaluation.unmatched.begin() + static_cast<std::ptrdiff_t>(shown));
    text += fmt::format(", {} without a call ({}{})", evaluation.unmatched.size(), fmt::join(first, ", "),
                        shown < evaluation.unmatched.size() ? ", …" : "");
  }
  return text + "\n";
}

}  // namespace

std::string render_evaluation(const Terminal& terminal, const std::string& labels_file,
                              const std::vector<EvaluatedJob>& jobs, const Workspace& workspace) {
  const EvaluatedJob& first = jobs.front();
  std::string text =
      fmt::format("{} against {}\n", terminal.styled(Style::Bold, first.job.file_name), labels_file);
  for (const EvaluatedJob& one : jobs) {
    const Evaluation& evaluation = one.evaluation;
    std::string line = fmt::format("{} · {}", engine_of(one.job), format_cost(one.job));
    // Each may have failed at other calls.
    if (evaluation.compared != first.evaluation.compared)
      line += fmt::format(" · {} of {} labels compared", evaluation.compared, evaluation.labels);
    text += terminal.styled(Style::Dim, line) + "\n";
  }
  text += render_counts(first.evaluation);
  if (jobs.size() > 1) {
    SideBySide table(jobs);
    table.add_figures();
    return text + table.render(terminal) + "\nThe disagreements of each are in --json.\n";
  }
  const Evaluation& evaluation = first.evaluation;
  text += render_triage(terminal, evaluation.triage);
  text += render_facts(terminal, evaluation);
  text += render_judgements(terminal, evaluation);
  text += render_levels(terminal, evaluation, workspace);
  text += render_disagreements(terminal, evaluation);
  return text;
}

}  // namespace calltracker::cli
