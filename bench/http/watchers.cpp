// SPDX-License-Identifier: MIT
// The server's half is measured in a process of its own, as the kernel counts its time; this process reads
// every stream and checks what it is sent.
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "api/job_feed.hpp"
#include "bench/http/benches.hpp"
#include "http/server/raw_client.hpp"
#include "http/server/server.hpp"

namespace calltracker::bench {
namespace {

using namespace std::chrono_literals;
namespace server = http::server;

constexpr int kChanges = 400;  // at 20 a second
constexpr auto kBetweenChanges = 50ms;

struct ServerReport {
  double cpu_seconds = 0;
  double wall_seconds = 0;
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

// Serves the job's events; begins to change the job when told over `orders`, and reports what that cost.
void serve(int orders, int reports) {
  const SystemClock clock;
  Log log(clock, LogFormat::Text, LogLevel::Off);
  std::atomic<std::int64_t> processed = 0;
  const JobId id("job_bench");
  api::JobFeed feed(
      [&processed, &id](const JobId&) {
        Job job{.id = id, .file_name = "week.xlsx"};
        job.status = processed == kChanges ? JobStatus::Complete : JobStatus::Processing;
        job.total_calls = kChanges;
        job.processed_calls = processed;
        return job;
      },
      [] { return TimeZone("America/New_York"); });
  server::Router router;
  router.add("GET", "/events", [&feed, &id](server::Request&, server::Responder responder) {
    feed.watch(id, std::nullopt, responder);
  });
  server::Server http({.upload_folder = "/tmp", .gate = {}, .request_ended = {}}, std::move(router), clock,
                      log);
  http.listen({.host = "127.0.0.1", .port = 0});
  http.start();
  const std::uint16_t port = http.address().port;
  if (write(reports, &port, sizeof port) != sizeof port) return;
  char order = 0;
  if (read(orders, &order, 1) != 1) return;
  const double cpu_before = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  for (int change = 0; change < kChanges; ++change) {
    std::this_thread::sleep_for(kBetweenChanges);
    ++processed;
    feed.changed(id);
  }
  const ServerReport report{
      .cpu_seconds = cpu_seconds() - cpu_before,
      .wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
  if (write(reports, &report, sizeof report) != sizeof report) return;
  static_cast<void>(read(orders, &order, 1));
  feed.stop();
  http.stop(0ms);
}

// One watcher: the ids it has seen, in order.
struct Watcher {
  explicit Watcher(std::uint16_t port) : client(port) {
    client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client.receive(/*expects_body=*/false);
  }
  // Reads up to the end of the job.
  void read_all() {
    while (true) {
      const std::string event = client.receive_until("\n\n");
      if (!event.ends_with("\n\n")) return;
      const std::size_t place = event.find("id: ");
      if (place == std::string::npos) continue;
      ids.push_back(std::strtoll(event.c_str() + place + 4, nullptr, 10));
      if (event.find("\"complete\"") != std::string::npos) return;
    }
  }

  server::RawClient client;
  std::vector<std::int64_t> ids;
};

bool is_whole(const std::vector<std::int64_t>& ids, const std::vector<std::int64_t>& first) {
  for (std::size_t index = 1; index < ids.size(); ++index) {
    if (ids[index] <= ids[index - 1]) return false;
  }
  return ids == first;
}

}  // namespace

bool watchers(int count) {
  int orders[2];
  int reports[2];
  if (pipe(orders) != 0 || pipe(reports) != 0) return false;
  const pid_t child = fork();
  if (child == 0) {
    serve(orders[0], reports[1]);
    _exit(0);
  }
  std::uint16_t port = 0;
  if (read(reports[0], &port, sizeof port) != sizeof port) return false;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  std::vector<std::unique_ptr<Watcher>> all;
  for (int index = 0; index < count; ++index) all.push_back(std::make_unique<Watcher>(port));
  if (write(orders[1], "g", 1) != 1) return false;
  ServerReport report;
  if (read(reports[0], &report, sizeof report) != sizeof report) return false;
  // The sockets hold what was sent meanwhile: a few hundred bytes an event.
  int broken = 0;
  for (const auto& watcher : all) watcher->read_all();
  for (const auto& watcher : all) broken += is_whole(watcher->ids, all.front()->ids) ? 0 : 1;
  if (write(orders[1], "e", 1) != 1) return false;
  waitpid(child, nullptr, 0);
  std::printf("%d watchers of one job, %.0f s, %d changes, %zu events each\n", count, report.wall_seconds,
              kChanges, all.front()->ids.size());
  std::printf("%-46s %10.1f %%    target ≤ 5 %% of one core\n", "CPU of the server's process",
              100 * report.cpu_seconds / report.wall_seconds);
  std::printf("%-46s %10d      target 0\n", "watchers with a lost, repeated or unordered event", broken);
  return broken == 0;
}

}  // namespace calltracker::bench
