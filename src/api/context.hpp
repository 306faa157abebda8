// SPDX-License-Identifier: MIT
#pragma once

// What the routes work with. Everything outlives the server.

#include <filesystem>
#include <string>

#include "api/job_feed.hpp"
#include "api/metrics.hpp"
#include "base/time_zone.hpp"
#include "http/server/access.hpp"
#include "http/server/router.hpp"
#include "llm/model_meter.hpp"
#include "operations/insights.hpp"
#include "operations/job_host.hpp"
#include "operations/retention.hpp"
#include "operations/services.hpp"
#include "operations/upload_intake.hpp"

namespace calltracker::api {

struct Context {
  operations::Services& services;
  const llm::ModelMeter& meter;
  operations::JobHost& host;
  operations::UploadIntake& intake;
  operations::Retention& retention;
  JobFeed& feed;
  Metrics& metrics;
  operations::InsightCache& insights;
  const http::server::Access& access;
  std::filesystem::path work_folder;  // for files on their way out
  std::string version;

  // Of the workspace in force; the reference stays valid.
  const TimeZone& zone() const { return services.workspaces.version().zone; }
};

// By its whole id: an abbreviation would make a mistyped DELETE dangerous. Throws Error{NotFound,
// "job-not-found"}.
Job find_job(Context& context, const std::string& id);

// The same, but a job whose file is still being read is refused: Error{Conflict, "job-importing"}.
Job find_imported_job(Context& context, const std::string& id);

// Each adds the routes of one resource.
void add_job_routes(http::server::Router& router, Context& context);
void add_upload_routes(http::server::Router& router, Context& context);
void add_estimate_routes(http::server::Router& router, Context& context);
void add_call_routes(http::server::Router& router, Context& context);
void add_call_change_routes(http::server::Router& router, Context& context);
void add_run_routes(http::server::Router& router, Context& context);
void add_report_routes(http::server::Router& router, Context& context);
void add_insight_routes(http::server::Router& router, Context& context);
void add_session_routes(http::server::Router& router, Context& context);
void add_settings_routes(http::server::Router& router, Context& context);
void add_system_routes(http::server::Router& router, Context& context);

}  // namespace calltracker::api
