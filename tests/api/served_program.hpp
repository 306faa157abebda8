// SPDX-License-Identifier: MIT
#pragma once

// The real program serving on a free port of this machine, asked over real sockets.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "http/server/raw_client.hpp"
#include "tests/end_to_end/program.hpp"

namespace calltracker::test {

using http::server::RawAnswer;
using http::server::RawClient;

using HeaderTexts = std::vector<std::string>;  // "Name: value"

struct ServedOptions {
  std::string listen_host = "127.0.0.1";
  std::map<std::string, std::string> environment;
};

class ServedProgram {
 public:
  explicit ServedProgram(ServedOptions options = {});

  const Program& program() const { return program_; }
  std::uint16_t port() const { return port_; }
  int process() const { return process_->id(); }

  RawAnswer ask(std::string_view method, const std::string& path, const HeaderTexts& headers = {},
                const std::string& body = {}) const;
  // GET that must succeed.
  json::value get(const std::string& path) const;
  // POSTs a form with a file and fields.
  RawAnswer send_form(const std::string& path, const std::string& file_name, const std::string& content,
                      const std::map<std::string, std::string>& fields) const;
  // POST /api/jobs with a file and fields.
  RawAnswer upload(const std::string& file_name, const std::string& content,
                   const std::map<std::string, std::string>& fields = {}) const;
  // Uploads, which must succeed, and gives the job's id.
  std::string start_job(const std::string& file_name, const std::string& content) const;
  // Follows the job's events until it is complete, failed, paused or cancelled.
  json::value wait_for_job(const std::string& id) const;

  void start();
  // SIGTERM; gives the exit code.
  int stop();
  void kill();
  // What the ended program said on its standard error.
  std::string talk();

 private:
  ServedOptions options_;
  Program program_;
  std::uint16_t port_;
  std::unique_ptr<RunningProcess> process_;
};

// One event of a stream.
struct SeenEvent {
  std::string id;
  std::string name;
  json::value data;
};

// Reads events of a job, after the one with `last_event_id` when that is not empty.
class EventReader {
 public:
  EventReader(std::uint16_t port, const std::string& job, const std::string& last_event_id = {});

  int status() const { return status_; }
  // name is empty when the stream has ended. Beats are left out.
  SeenEvent next();

 private:
  RawClient client_;
  int status_ = 0;
};

std::string code_of(const RawAnswer& answer);

void run_sqlite(const std::filesystem::path& database, const std::string& sql);

}  // namespace calltracker::test
