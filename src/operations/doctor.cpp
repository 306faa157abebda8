// SPDX-License-Identifier: MIT
#include "operations/doctor.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>

#include "base/error.hpp"
#include "base/time_zone.hpp"
#include "operations/job_models.hpp"

namespace calltracker::operations {
namespace {

constexpr std::int64_t kLowDiskBytes = std::int64_t{1} << 30;

template <class Look>
void look(std::vector<Check>& checks, std::string name, const Look& look_at) {
  try {
    checks.push_back(look_at());
  } catch (const Error& error) {
    std::string finding = error.message();
    if (!error.details().where.empty()) finding += fmt::format(" ({})", error.details().where);
    checks.push_back(
        {.name = {}, .health = Health::Bad, .finding = std::move(finding), .hint = error.hint()});
  }
  checks.back().name = std::move(name);
}

Check look_at_workspace(const Workspace& workspace) {
  const TimeZone zone(workspace.time_zone);
  return {.name = {},
          .health = Health::Good,
          .finding = fmt::format("{}: {} divisions, {} reps, {} products, time zone {}", workspace.company,
                                 workspace.divisions.size(), workspace.reps.size(), workspace.products.size(),
                                 zone.name()),
          .hint = {}};
}

Check look_at_database(Services& services) {
  const std::size_t unfinished = [&services] {
    std::size_t count = 0;
    for (const Job& job : services.calls.list_jobs(100, std::nullopt).jobs) {
      count += job.status == JobStatus::Processing || job.status == JobStatus::Paused ? 1 : 0;
    }
    return count;
  }();
  return {.name = {},
          .health = Health::Good,
          .finding = fmt::format(
              "{} opens and is up to date{}", without_password(services.settings.database),
              unfinished == 0 ? "" : fmt::format("; {} of the last 100 jobs unfinished", unfinished)),
          .hint = unfinished == 0 ? "" : "calltracker jobs list, then calltracker jobs resume ID"};
}

Check look_at_disk(const Settings& settings) {
  const bool remote = settings.database.find("://") != std::string::npos;
  std::filesystem::path folder =
      remote ? std::filesystem::current_path() : std::filesystem::absolute(settings.database).parent_path();
  while (!std::filesystem::exists(folder) && folder.has_parent_path() && folder != folder.parent_path()) {
    folder = folder.parent_path();
  }
  const auto available = static_cast<std::int64_t>(std::filesystem::space(folder).available);
  const bool low = available < kLowDiskBytes;
  return {
      .name = {},
      .health = low ? Health::Warning : Health::Good,
      .finding = fmt::format("{:.1f} GB free at {}", static_cast<double>(available) / 1e9, folder.string()),
      .hint = low ? "a job of 100,000 calls needs about 1 GB" : ""};
}

bool is_key_set(const Settings& settings) {
  const std::string& key =
      settings.provider == "openai" ? settings.openai_api_key : settings.anthropic_api_key;
  return !key.empty();
}

Check look_at_provider(const Settings& settings) {
  if (settings.provider == "offline") {
    return {.name = {},
            .health = Health::Good,
            .finding = "offline rules, no AI: nothing leaves this machine, nothing is paid",
            .hint = "set ANTHROPIC_API_KEY or OPENAI_API_KEY (or …_FILE) to use models"};
  }
  const std::string& base_url =
      settings.provider == "openai" ? settings.openai_base_url : settings.anthropic_base_url;
  return {.name = {},
          .health = Health::Good,
          .finding = fmt::format("{} at {}, {}", settings.provider, base_url,
                                 is_key_set(settings) ? "key set" : "no key"),
          .hint = {}};
}

Check look_at_models(const DoctorSubjects& subjects, const Settings& settings) {
  const JobOptions options = choose_models(settings, subjects.catalog(), {}, SystemClock().now_ms());
  const std::vector<std::string> warnings = subjects.check_models(options);
  const std::string models =
      fmt::format("{} for Silver, {} for Gold", options.silver_model, options.gold_model);
  return {.name = {},
          .health = warnings.empty() ? Health::Good : Health::Warning,
          .finding = warnings.empty() ? models : fmt::format("{}; {}", models, fmt::join(warnings, "; ")),
          .hint = {}};
}

}  // namespace

std::string_view name_of(Health health) {
  switch (health) {
    case Health::Good:
      return "good";
    case Health::Warning:
      return "warning";
    case Health::Bad:
      return "bad";
  }
  return "bad";
}

std::vector<Check> run_doctor(const DoctorSubjects& subjects) {
  std::vector<Check> checks;
  look(checks, "settings", [&] {
    subjects.settings();
    return Check{.name = {}, .health = Health::Good, .finding = "every setting is valid", .hint = {}};
  });
  if (checks.back().health == Health::Bad) return checks;
  const Settings& settings = subjects.settings();
  look(checks, "workspace", [&] { return look_at_workspace(subjects.workspace()); });
  look(checks, "provider", [&] { return look_at_provider(settings); });
  look(checks, "models", [&] { return look_at_models(subjects, settings); });
  look(checks, "disk", [&] { return look_at_disk(settings); });
  look(checks, "database", [&] { return look_at_database(subjects.open()); });
  return checks;
}

}  // namespace calltracker::operations
