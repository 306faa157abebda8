// SPDX-License-Identifier: MIT
#include "cli/progress_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace calltracker::cli {
namespace {

constexpr std::int64_t kBarCells = 30;

// Eighths of a cell make the bar move smoothly.
std::string bar_of(std::int64_t done, std::int64_t total) {
  static constexpr const char* kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const std::int64_t eighths = total == 0 ? kBarCells * 8 : std::min(done, total) * kBarCells * 8 / total;
  std::string bar;
  for (std::int64_t cell = 0; cell < eighths / 8; ++cell) bar += "█";
  std::int64_t cells = eighths / 8;
  if (eighths % 8 != 0) {
    bar += kEighths[eighths % 8];
    ++cells;
  }
  for (; cells < kBarCells; ++cells) bar += "·";
  return bar;
}

std::int64_t analysed_total(const Job& job) {
  return job.total_calls - job.skipped_calls;
}

double seconds_of(std::chrono::milliseconds span) {
  return static_cast<double>(span.count()) / 1000.0;
}

}  // namespace

std::string format_span(std::chrono::seconds span) {
  const auto seconds = span.count();
  if (seconds >= 3600) return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string format_cost(double cost_usd) {
  return cost_usd > 0 && cost_usd < 0.01 ? fmt::format("${:.4f}", cost_usd)
                                         : fmt::format("${:.2f}", cost_usd);
}

std::string format_cost(double cost_usd, std::int64_t unpriced_tokens) {
  if (unpriced_tokens == 0) return format_cost(cost_usd);
  return cost_usd > 0 ? format_cost(cost_usd) + " + price unknown" : "price unknown";
}

std::string format_cost(const Job& job) {
  return format_cost(job.cost_usd, job.unpriced_tokens);
}

ProgressView::ProgressView(Terminal& terminal, std::string engine)
    : terminal_(terminal), engine_(std::move(engine)) {}

void ProgressView::count_failure(const std::string& code) {
  const std::lock_guard lock(failures_mutex_);
  ++failures_[code];
}

// "failed attempts: 12 rate-limited, 3 overloaded", most frequent first; "" without any.
std::string ProgressView::failures() {
  std::vector<std::pair<std::int64_t, std::string>> kinds;
  {
    const std::lock_guard lock(failures_mutex_);
    for (const auto& [code, count] : failures_)
      kinds.emplace_back(-count, code.starts_with("model-") ? code.substr(6) : code);
  }
  std::sort(kinds.begin(), kinds.end());
  std::string text;
  for (const auto& [count, code] : kinds)
    text += fmt::format("{}{} {}", text.empty() ? "failed attempts: " : ", ", -count, code);
  return text;
}

void ProgressView::show(const Job& job, std::chrono::milliseconds elapsed) {
  if (!first_gold_) first_gold_ = job.gold_calls;
  if (terminal_.talk_is_terminal()) {
    draw_bars(job, elapsed);
  } else {
    print_line(job, elapsed);
  }
}

void ProgressView::finish(const Job& job, std::chrono::milliseconds elapsed) {
  if (terminal_.talk_is_terminal()) {
    draw_bars(job, elapsed);
    terminal_.talk() << "\n" << std::flush;
  } else if (next_tenth_ <= 10) {
    next_tenth_ = 0;
    print_line(job, elapsed);
  }
}

void ProgressView::draw_bars(const Job& job, std::chrono::milliseconds elapsed) {
  const std::int64_t total = analysed_total(job);
  const std::int64_t done_here = job.gold_calls - first_gold_.value_or(0);
  const double rate = seconds_of(elapsed) > 0 ? static_cast<double>(done_here) / seconds_of(elapsed) : 0;
  std::string pace;
  if (rate > 0) {
    const auto left = static_cast<std::int64_t>(static_cast<double>(total - job.gold_calls) / rate);
    pace = fmt::format("{:.0f}/s", rate);
    if (job.gold_calls < total) pace += fmt::format("  {} left", format_span(std::chrono::seconds(left)));
  }
  const auto line = [this](std::string_view name, std::int64_t done, std::int64_t all,
                           std::string_view rest) {
    return fmt::format("\x1b[2K  {}  {}  {:>7}/{:<7} {}\n", terminal_.styled(Style::Bold, name),
                       terminal_.styled(Style::Accent, bar_of(done, all)), done, all, rest);
  };
  std::string text = lines_drawn_ > 0 ? fmt::format("\x1b[{}A\x1b[J", lines_drawn_) : "";
  text += fmt::format("\x1b[2K{} {}\n", terminal_.styled(Style::Bold, job.file_name),
                      terminal_.styled(Style::Dim, "· " + engine_));
  text += line("Bronze", job.total_calls, job.total_calls, fmt::format("{} skipped", job.skipped_calls));
  text += line("Silver", job.silver_calls, total, "");
  text += line("Gold  ", job.gold_calls, total, pace);
  const std::string budget = job.options.budget_usd ? " of " + format_cost(*job.options.budget_usd) : "";
  const std::size_t columns = std::max<std::size_t>(terminal_.columns(), 80) - 3;
  const std::string failed_attempts = failures();
  for (const std::string& news : {job.status_message.value_or(""), failed_attempts}) {
    // What is redrawn must not wrap.
    if (!news.empty()) text += fmt::format("\x1b[2K  {}\n", shortened(news, columns));
  }
  text +=
      fmt::format("\x1b[2K  {}{}  {}  {} reused{}\n", format_cost(job), budget,
                  format_span(std::chrono::duration_cast<std::chrono::seconds>(elapsed)), job.cached_calls,
                  job.failed_calls == 0
                      ? ""
                      : "  " + terminal_.styled(Style::Bad, fmt::format("{} failed", job.failed_calls)));
  lines_drawn_ = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  terminal_.talk() << text << std::flush;
}

void ProgressView::print_line(const Job& job, std::chrono::milliseconds elapsed) {
  const std::int64_t total = analysed_total(job);
  if (const std::string news = job.status_message.value_or(""); news != news_) {
    news_ = news;
    if (!news.empty()) terminal_.talk() << fmt::format("{}: {}\n", job.file_name, news) << std::flush;
  }
  const std::int64_t tenth = total == 0 ? 10 : job.gold_calls * 10 / total;
  if (tenth < next_tenth_) return;
  next_tenth_ = tenth + 1;
  terminal_.talk() << fmt::format("{}: silver {}/{}, gold {}/{}, {} skipped, {} failed, {} reused, {}, {}\n",
                                  job.file_name, job.silver_calls, total, job.gold_calls, total,
                                  job.skipped_calls, job.failed_calls, job.cached_calls, format_cost(job),
                                  format_span(std::chrono::duration_cast<std::chrono::seconds>(elapsed)))
                   << std::flush;
}

}  // namespace calltracker::cli
