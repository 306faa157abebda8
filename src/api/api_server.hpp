// SPDX-License-Identifier: MIT
#pragma once

// The program as a server: HTTP interface, page, uploads, watchers, and the executor that works on every job,
// started and stopped in the right order.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "http/server/listen_address.hpp"
#include "http/server/static_files.hpp"
#include "llm/model_meter.hpp"
#include "operations/job_host.hpp"
#include "operations/services.hpp"

namespace calltracker::api {

struct ApiServerOptions {
  http::server::ListenAddress listen;
  std::vector<std::string> host_names;  // besides localhost and IP addresses
  std::string token;                    // needed to listen beyond this machine
  std::filesystem::path data_folder;    // uploads and files on their way out; created when missing
  std::string version;
  // The page, by path; "/" is its first file, also for paths that only the page knows.
  http::server::StaticFiles page;
};

class ApiServer {
 public:
  // Throws Error{Usage, "token-missing"} for an address beyond this machine without a token, "token-weak".
  ApiServer(operations::Services& services, const llm::ModelMeter& meter, operations::JobHost& host,
            ApiServerOptions options);
  ~ApiServer();
  ApiServer(const ApiServer&) = delete;
  ApiServer& operator=(const ApiServer&) = delete;

  // Throws Error{Usage, "listen-failed"} before any work is begun. Nobody is answered before everything
  // stands.
  void start();
  http::server::ListenAddress address() const;
  // Answers what was asked, finishes and stores what is in flight, then returns.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace calltracker::api
