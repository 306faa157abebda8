// SPDX-License-Identifier: MIT
#include "tests/api/served_program.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

namespace calltracker::test {
namespace {

constexpr std::string_view kBoundary = "----test-boundary";

std::uint16_t free_port() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
  ::close(listener);
  return ntohs(address.sin_port);
}

std::string form_part(std::string_view disposition, std::string_view content) {
  std::string part = "--" + std::string(kBoundary) + "\r\nContent-Disposition: form-data; ";
  return part.append(disposition).append("\r\n\r\n").append(content).append("\r\n");
}

}  // namespace

ServedProgram::ServedProgram(ServedOptions options) : options_(std::move(options)), port_(free_port()) {
  start();
}

void ServedProgram::start() {
  Command command =
      program_.command({"serve", "--listen", options_.listen_host + ":" + std::to_string(port_)});
  for (const auto& [name, value] : options_.environment) command.environment[name] = value;
  process_ = std::make_unique<RunningProcess>(command);
  while (true) {
    try {
      if (ask("GET", "/readyz").status == 200) return;
    } catch (const std::runtime_error&) {
      // Not listening yet.
    }
    if (process_->wait_for(std::chrono::milliseconds(5))) {
      throw std::runtime_error("the server ended: " + process_->finish().talk);
    }
  }
}

int ServedProgram::stop() {
  process_->signal(SIGTERM);
  return process_->finish().exit_code;
}

std::string ServedProgram::talk() {
  return process_->finish().talk;
}

void ServedProgram::kill() {
  process_->signal(SIGKILL);
  process_->finish();
}

RawAnswer ServedProgram::ask(std::string_view method, const std::string& path, const HeaderTexts& headers,
                             const std::string& body) const {
  std::string text = std::string(method) + " " + path + " HTTP/1.1\r\n";
  bool has_host = false;
  for (const std::string& header : headers) {
    text += header + "\r\n";
    has_host = has_host || header.starts_with("Host:");
  }
  if (!has_host) text += "Host: localhost:" + std::to_string(port_) + "\r\n";
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return RawClient(port_).ask(text + "Connection: close\r\n\r\n" + body);
}

json::value ServedProgram::get(const std::string& path) const {
  const RawAnswer answer = ask("GET", path);
  if (answer.status != 200) throw std::logic_error(path + " answered " + answer.body);
  return parse_json(answer.body, path);
}

RawAnswer ServedProgram::upload(const std::string& file_name, const std::string& content,
                                const std::map<std::string, std::string>& fields) const {
  return send_form("/api/jobs", file_name, content, fields);
}

RawAnswer ServedProgram::send_form(const std::string& path, const std::string& file_name,
                                   const std::string& content,
                                   const std::map<std::string, std::string>& fields) const {
  std::string body;
  for (const auto& [name, value] : fields) body += form_part("name=\"" + name + "\"", value);
  body += form_part("name=\"file\"; filename=\"" + file_name + "\"", content);
  body += "--" + std::string(kBoundary) + "--\r\n";
  return ask("POST", path, {"Content-Type: multipart/form-data; boundary=" + std::string(kBoundary)}, body);
}

std::string ServedProgram::start_job(const std::string& file_name, const std::string& content) const {
  const RawAnswer answer = upload(file_name, content);
  if (answer.status != 202) throw std::logic_error("the upload was answered " + answer.body);
  return std::string(parse_json(answer.body, "job").at("id").as_string());
}

json::value ServedProgram::wait_for_job(const std::string& id) const {
  EventReader events(port_, id);
  while (true) {
    const SeenEvent event = events.next();
    if (event.name != "job") throw std::logic_error("the events ended");
    const json::string& status = event.data.at("status").as_string();
    if (status != "pending" && status != "processing") return event.data;
  }
}

EventReader::EventReader(std::uint16_t port, const std::string& job, const std::string& last_event_id)
    : client_(port) {
  std::string text = "GET /api/jobs/" + job + "/events HTTP/1.1\r\nHost: localhost\r\n";
  if (!last_event_id.empty()) text += "Last-Event-ID: " + last_event_id + "\r\n";
  client_.send(text + "\r\n");
  status_ = client_.receive(/*expects_body=*/false).status;
}

SeenEvent EventReader::next() {
  while (true) {
    const std::string text = client_.receive_until("\n\n");
    SeenEvent event;
    if (!text.ends_with("\n\n")) return event;
    for (const std::string_view line : split(text, '\n')) {
      if (line.starts_with("id: ")) event.id = line.substr(4);
      if (line.starts_with("event: ")) event.name = line.substr(7);
      if (line.starts_with("data: ")) event.data = parse_json(line.substr(6), "event");
    }
    if (!event.name.empty()) return event;
  }
}

std::string code_of(const RawAnswer& answer) {
  return std::string(parse_json(answer.body, "problem").at("code").as_string());
}

void run_sqlite(const std::filesystem::path& database, const std::string& sql) {
  sqlite3* handle = nullptr;
  sqlite3_open(database.c_str(), &handle);
  sqlite3_busy_timeout(handle, 10'000);
  const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
  const std::string found = sqlite3_errmsg(handle);
  sqlite3_close(handle);
  if (code != SQLITE_OK) throw std::runtime_error(found);
}

}  // namespace calltracker::test
