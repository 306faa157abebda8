// SPDX-License-Identifier: MIT
#include "api/api_server.hpp"

#include <mutex>
#include <set>
#include <utility>

#include "api/context.hpp"
#include "api/data_folder.hpp"
#include "base/error.hpp"
#include "http/server/server.hpp"
#include "operations/aftermath.hpp"
#include "operations/jobs.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;

constexpr std::chrono::seconds kStopPatience{10};
constexpr std::size_t kWorkerThreads = 4;

AccessRules access_rules(const ApiServerOptions& options) {
  if (!options.listen.is_loopback() && options.token.empty()) {
    throw Error(
        {.kind = ErrorKind::Usage,
         .code = "token-missing",
         .message = "listening beyond this machine needs a token",
         .where = options.listen.to_text(),
         .hint = "set CALLTRACKER_TOKEN or CALLTRACKER_TOKEN_FILE; openssl rand -hex 32 makes a good one"});
  }
  return {.host_names = options.host_names,
          .token = options.token,
          .cookie_name = "calltracker_session",
          // The page is no secret; what it shows is.
          .guarded_paths = {"/api/*", "/metrics"},
          .open_paths = {"/api/session"}};
}

// Jobs whose last run has ended: looked at once more when they are next read.
class RestingJobs {
 public:
  void add(const JobId& id) {
    const std::lock_guard lock(mutex_);
    ids_.insert(id);
  }
  bool take(const JobId& id) {
    const std::lock_guard lock(mutex_);
    return ids_.erase(id) > 0;
  }

 private:
  std::mutex mutex_;
  std::set<JobId> ids_;
};

// The page has addresses of its own, which only it knows: /calls, /reps/J.%20Smith.
bool is_address_of_page(const Request& request) {
  const std::string& path = request.target.path;
  const bool is_file = path.find('.', path.rfind('/')) != std::string::npos || path.starts_with("/assets/");
  const bool is_navigation =
      request.header("accept").value_or("").find("text/html") != std::string_view::npos;
  return !path.starts_with("/api/") && path.find("..") == std::string::npos && (!is_file || is_navigation);
}

void add_page(Router& router, const StaticFiles& page) {
  router.set_fallback(
      [&page](Request& request, Responder responder) {
        auto answer = page.answer(request, request.target.path);
        if (!answer && is_address_of_page(request)) answer = page.answer(request, "/");
        if (!answer) {
          throw Error({.kind = ErrorKind::NotFound,
                       .code = "path-unknown",
                       .message = "there is nothing at this address",
                       .found = request.target.path,
                       .hint = page.is_empty() ? "this program was built without its web page" : ""});
        }
        responder.answer(std::move(*answer));
      },
      {.runs_on = RunsOn::Loop});
}

}  // namespace

// Declared in the order of dependence: destroyed the other way round.
struct ApiServer::Parts {
  Parts(operations::Services& given_services, const llm::ModelMeter& meter, operations::JobHost& given_host,
        ApiServerOptions given_options)
      : services(given_services),
        host(given_host),
        options(std::move(given_options)),
        access(access_rules(options), services.clock),
        folder(options.data_folder),
        insights(services),
        intake(services, folder.uploads(), [this](const JobId& id) { job_was_imported(id); }),
        aftermath(services),
        retention(services, [this](const JobId& id) { job_was_deleted(id); }),
        feed([this](const JobId& id) { return read_job(id); },
             [this] { return services.workspaces.version().zone; }),
        context{.services = services,
                .meter = meter,
                .host = host,
                .intake = intake,
                .retention = retention,
                .feed = feed,
                .metrics = metrics,
                .insights = insights,
                .access = access,
                .work_folder = folder.work(),
                .version = options.version},
        server(server_options(), routes(), services.clock, services.log) {
    metrics.set_server_status([this] { return server.status(); });
  }

  ServerOptions server_options() {
    return {.limits = {},
            .worker_threads = kWorkerThreads,
            .upload_folder = folder.work(),
            .gate = [this](const Request& request) { return access.refusal(request); },
            .request_ended = [this](const RequestEnded& ended) { request_ended(ended); }};
  }

  Router routes() {
    Router router;
    add_job_routes(router, context);
    add_upload_routes(router, context);
    add_estimate_routes(router, context);
    add_call_routes(router, context);
    add_call_change_routes(router, context);
    add_run_routes(router, context);
    add_report_routes(router, context);
    add_insight_routes(router, context);
    add_session_routes(router, context);
    add_settings_routes(router, context);
    add_system_routes(router, context);
    add_page(router, options.page);
    return router;
  }

  void request_ended(const RequestEnded& ended) {
    metrics.request_ended(ended);
    services.log.info("request", {{"request", ended.id},
                                  {"method", ended.method},
                                  {"route", ended.path_template},
                                  {"status", std::int64_t{ended.status}},
                                  {"ms", ended.duration_ms},
                                  {"peer", ended.peer}});
  }

  void job_was_imported(const JobId& id) {
    host.job_steered(id);
    feed.changed(id);
  }

  void job_was_deleted(const JobId& id) {
    host.job_steered(id);
    feed.forget(id);
  }

  Job read_job(const JobId& id) {
    Job job = find_job(context, id.str());
    return resting.take(id) ? operations::settle_job(services, std::move(job)) : job;
  }

  operations::Services& services;
  operations::JobHost& host;
  const ApiServerOptions options;
  const Access access;
  DataFolder folder;
  RestingJobs resting;
  Metrics metrics;
  operations::InsightCache insights;
  operations::UploadIntake intake;
  operations::Aftermath aftermath;
  operations::Retention retention;
  JobFeed feed;
  Context context;
  Server server;
};

ApiServer::ApiServer(operations::Services& services, const llm::ModelMeter& meter, operations::JobHost& host,
                     ApiServerOptions options)
    : parts_(std::make_unique<Parts>(services, meter, host, std::move(options))) {}

ApiServer::~ApiServer() {
  stop();
}

void ApiServer::start() {
  parts_->server.listen(parts_->options.listen);
  parts_->host.start({.changed = [parts = parts_.get()](const JobId& id) { parts->feed.changed(id); },
                      .rested =
                          [parts = parts_.get()](const JobId& id) {
                            parts->resting.add(id);
                            parts->aftermath.job_rested();
                            parts->feed.changed(id);
                          }});
  parts_->intake.start();
  parts_->retention.start();
  parts_->aftermath.start();
  // Last: whoever is answered finds every upload that an earlier process accepted.
  parts_->server.start();
}

ListenAddress ApiServer::address() const {
  return parts_->server.address();
}

void ApiServer::stop() {
  parts_->server.stop(kStopPatience);
  parts_->intake.stop();
  parts_->retention.stop();
  parts_->host.stop();
  parts_->aftermath.stop();
  parts_->feed.stop();
}

}  // namespace calltracker::api
