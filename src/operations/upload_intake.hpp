// SPDX-License-Identifier: MIT
#pragma once

// Takes call logs from people who do not wait for them to be read. accept() returns once the file and what
// was asked for are on disk; from then on the job comes into being whatever happens to this process: an
// upload that was not read yet is found again at the next start.
//
// Files are read one after the other on a thread of its own. A file that cannot be used becomes a failed job
// that keeps the error's code and message. While the database refuses, the upload waits.
//
//   <folder>/<job id>/request.json      what was asked for
//   <folder>/<job id>/file/<name>       the call log under its own name
//   <folder>/<job id>.part/             an upload not accepted yet; removed at the next start

#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/woken_thread.hpp"
#include "operations/services.hpp"
#include "operations/submit_job.hpp"

namespace calltracker::operations {

class UploadIntake {
 public:
  // `changed` is told on the intake's thread that a job came into being.
  UploadIntake(Services& services, std::filesystem::path folder, std::function<void(const JobId&)> changed);
  // Takes over what an earlier process left, then begins to read.
  void start();
  // Finishes the file being read.
  void stop() { thread_.stop(); }

  // `request.file` names the file as its sender did; `place` moves the content, durably, to the path it is
  // given. Returns the job as it is shown until the file is read: pending. Throws what job_options() throws.
  Job accept(SubmitRequest request, const std::function<void(const std::filesystem::path&)>& place);

  // Jobs whose file is not read yet.
  std::optional<Job> find(const JobId& id) const;
  std::vector<Job> pending() const;  // newest first

 private:
  struct Upload {
    Job job;
    SubmitRequest request;
  };

  void take_over_left_behind();
  WokenThread::Pause read_waiting();
  std::optional<Upload> first_waiting() const;
  // False when it has to be tried again.
  bool import(const Upload& upload);
  void store_failure(const Upload& upload, const Error& error);
  std::filesystem::path folder_of(const JobId& id) const { return folder_ / id.str(); }

  Services& services_;
  std::filesystem::path folder_;
  std::function<void(const JobId&)> changed_;
  mutable std::mutex mutex_;
  std::deque<Upload> uploads_;  // the first is being read
  WokenThread thread_{[this] { return read_waiting(); }};
};

// A sender's file name without what could make it a path or hide its kind; never empty.
std::string safe_file_name(std::string_view name);

}  // namespace calltracker::operations
