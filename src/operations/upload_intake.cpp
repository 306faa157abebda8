// SPDX-License-Identifier: MIT
#include "operations/upload_intake.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace calltracker::operations {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileNameBytesMax = 120;
constexpr std::chrono::seconds kStorageRetryPause{5};
constexpr const char* kRequestName = "request.json";

[[noreturn]] void fail(const fs::path& path, std::string_view reason) {
  throw Error({.kind = ErrorKind::Storage,
               .code = "upload-unwritable",
               .message = "the upload cannot be stored",
               .where = path.string(),
               .found = std::string(reason),
               .state = "nothing was stored"});
}

void make_durable(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_durable = file >= 0 && ::fsync(file) == 0;
  const int failure = errno;
  if (file >= 0) ::close(file);
  if (!is_durable) fail(path, std::strerror(failure));
}

std::string to_text(const SubmitRequest& request, UnixMillis created_at_ms) {
  json::array columns;
  for (const auto& [field, header] : request.columns) columns.push_back(json::array{field, header});
  return to_json_text(json::object{
      {"columns", std::move(columns)},
      {"budgetUsd", value_or_null(request.budget_usd)},
      {"provider", value_or_null(request.models.provider)},
      {"preset", value_or_null(request.models.preset)},
      {"silverModel", value_or_null(request.models.silver_model)},
      {"goldModel", value_or_null(request.models.gold_model)},
      {"concurrency", value_or_null(request.concurrency)},
      {"redaction", request.redaction ? json::value(calltracker::to_text(*request.redaction)) : nullptr},
      {"batch", request.in_batches},
      {"createdAtMs", created_at_ms}});
}

SubmitRequest request_from(const JsonReader& reader) {
  SubmitRequest request;
  for (const JsonReader& column : reader.at("columns").as_array()) {
    const std::vector<JsonReader> pair = column.as_array();
    if (pair.size() != 2) column.fail("a field and a header");
    request.columns.emplace_back(pair[0].as_string(), pair[1].as_string());
  }
  request.budget_usd = reader.double_if_any("budgetUsd");
  request.models = {.provider = reader.string_if_any("provider"),
                    .preset = reader.string_if_any("preset"),
                    .silver_model = reader.string_if_any("silverModel"),
                    .gold_model = reader.string_if_any("goldModel")};
  if (const auto redaction = reader.string_if_any("redaction")) {
    request.redaction = parse_personal_data(*redaction);
  }
  request.in_batches = reader.bool_if_any("batch").value_or(false);
  if (const auto concurrency = reader.int_if_any("concurrency")) {
    request.concurrency = static_cast<int>(*concurrency);
  }
  return request;
}

std::string read_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

Job pending_job(Services& services, const SubmitRequest& request, UnixMillis created_at_ms) {
  Job job{.id = request.id, .file_name = request.file.filename().string()};
  job.options = job_options(services, request);
  job.created_at_ms = created_at_ms;
  job.updated_at_ms = created_at_ms;
  return job;
}

}  // namespace

UploadIntake::UploadIntake(Services& services, fs::path folder, std::function<void(const JobId&)> changed)
    : services_(services), folder_(std::move(folder)), changed_(std::move(changed)) {
  std::error_code failure;
  fs::create_directories(folder_, failure);
  if (failure) fail(folder_, failure.message());
}

void UploadIntake::start() {
  take_over_left_behind();
  thread_.wake();
  thread_.start();
}

void UploadIntake::take_over_left_behind() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() == ".part") {
      std::error_code ignored;
      fs::remove_all(entry.path(), ignored);
    } else if (fs::exists(entry.path() / kRequestName)) {
      folders.push_back(entry.path());
    }
  }
  // Ids sort by the time of their making: first come, first read.
  std::sort(folders.begin(), folders.end());
  for (const fs::path& folder : folders) {
    const json::value document =
        parse_json(read_text(folder / kRequestName), (folder / kRequestName).string());
    const JsonReader reader(document, "request");
    Upload upload{.job = {}, .request = request_from(reader)};
    upload.request.id = JobId(folder.filename().string());
    for (const auto& entry : fs::directory_iterator(folder / "file")) upload.request.file = entry.path();
    upload.job = {.id = upload.request.id, .file_name = upload.request.file.filename().string()};
    upload.job.created_at_ms = upload.job.updated_at_ms = reader.at("createdAtMs").as_int();
    uploads_.push_back(std::move(upload));
  }
}

Job UploadIntake::accept(SubmitRequest request, const std::function<void(const fs::path&)>& place) {
  const UnixMillis now_ms = services_.clock.now_ms();
  request.id = new_job_id(services_.clock);
  const std::string file_name = safe_file_name(request.file.string());
  const fs::path folder = folder_of(request.id);
  const fs::path part = folder.string() + ".part";
  request.file = folder / "file" / file_name;
  Job job = pending_job(services_, request, now_ms);

  std::error_code failure;
  fs::create_directories(part / "file", failure);
  if (failure) fail(part, failure.message());
  place(part / "file" / file_name);
  std::ofstream(part / kRequestName, std::ios::binary) << to_text(request, now_ms);
  make_durable(part / kRequestName);
  make_durable(part / "file");
  make_durable(part);
  fs::rename(part, folder, failure);
  if (failure) fail(folder, failure.message());
  make_durable(folder_);
  {
    const std::lock_guard lock(mutex_);
    uploads_.push_back({.job = job, .request = std::move(request)});
  }
  thread_.wake();
  return job;
}

std::optional<Job> UploadIntake::find(const JobId& id) const {
  const std::lock_guard lock(mutex_);
  for (const Upload& upload : uploads_) {
    if (upload.job.id == id) return upload.job;
  }
  return std::nullopt;
}

std::vector<Job> UploadIntake::pending() const {
  const std::lock_guard lock(mutex_);
  std::vector<Job> jobs;
  for (auto upload = uploads_.rbegin(); upload != uploads_.rend(); ++upload) jobs.push_back(upload->job);
  return jobs;
}

std::optional<UploadIntake::Upload> UploadIntake::first_waiting() const {
  const std::lock_guard lock(mutex_);
  if (uploads_.empty()) return std::nullopt;
  return uploads_.front();
}

WokenThread::Pause UploadIntake::read_waiting() {
  while (!thread_.is_stopping()) {
    const std::optional<Upload> upload = first_waiting();
    if (!upload) break;
    if (!import(*upload)) return kStorageRetryPause;
    std::error_code ignored;
    fs::remove_all(folder_of(upload->job.id), ignored);
    {
      const std::lock_guard lock(mutex_);
      uploads_.pop_front();
    }
    changed_(upload->job.id);
  }
  return std::nullopt;
}

bool UploadIntake::import(const Upload& upload) {
  try {
    // A process may have died between storing the job and removing its upload.
    if (services_.calls.find_job(upload.job.id)) return true;
    try {
      submit_job(services_, upload.request);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::Storage) throw;
      store_failure(upload, error);
    } catch (const std::exception& failure) {
      services_.log.error("upload-failed", {{"job", upload.job.id.str()}, {"message", failure.what()}});
      store_failure(upload, Error({.code = "internal", .message = "this should not have happened"}));
    }
    return true;
  } catch (const std::exception& failure) {
    services_.log.error("upload-waits", {{"job", upload.job.id.str()}, {"message", failure.what()}});
    return false;
  }
}

void UploadIntake::store_failure(const Upload& upload, const Error& error) {
  const ErrorDetails& details = error.details();
  Job job = upload.job;
  job.status = JobStatus::Failed;
  job.file_hash = sha256_hex_of_file(upload.request.file);
  job.status_code = details.code;
  job.status_message = details.message + (details.found.empty() ? "" : " (found: " + details.found + ")") +
                       (details.hint.empty() ? "" : ": " + details.hint);
  job.updated_at_ms = services_.clock.now_ms();
  job.finished_at_ms = job.updated_at_ms;
  services_.calls.import_job(job, [] { return std::nullopt; }, {});
  services_.log.warning("upload-refused", {{"job", job.id.str()}, {"code", details.code}});
}

std::string safe_file_name(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name = name.substr(slash + 1);
  std::string safe;
  for (const char character : to_valid_utf8(name)) {
    const auto code = static_cast<unsigned char>(character);
    if (code >= 0x20 && code != 0x7f) safe.push_back(character);
  }
  safe.erase(0, safe.find_first_not_of(". "));
  if (safe.size() > kFileNameBytesMax) {
    // The end tells the kind of file.
    const std::string extension = fs::path(safe).extension().string();
    const std::size_t kept = extension.size() < 10 ? kFileNameBytesMax - extension.size() : kFileNameBytesMax;
    safe = std::string(truncate_utf8(safe, kept)) + (extension.size() < 10 ? extension : "");
  }
  return safe.empty() ? "upload" : safe;
}

}  // namespace calltracker::operations
