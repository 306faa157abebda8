// SPDX-License-Identifier: MIT
#include "app/serve.hpp"

#include <cstdlib>
#include <filesystem>

#include "api/api_server.hpp"
#include "app/interrupt.hpp"
#include "app/page.hpp"

namespace calltracker::app {
namespace {

namespace fs = std::filesystem;

// Beside a database file, so that both are kept and moved together; else where a database file would be.
fs::path data_folder_for(const std::string& database) {
  if (database.find("://") == std::string::npos) return fs::path(database + ".files");
  if (const char* data_home = std::getenv("XDG_DATA_HOME"); data_home != nullptr && *data_home != '\0') {
    return fs::path(data_home) / "calltracker";
  }
  const char* home = std::getenv("HOME");
  return home == nullptr ? fs::path("calltracker.files") : fs::path(home) / ".local/share/calltracker";
}

}  // namespace

void serve(operations::Services& services, operations::JobHost& host, const cli::ServeRequest& request,
           const std::function<void(const std::string& url)>& started, const std::stop_token& interrupt) {
  api::ApiServer server(services, host,
                        {.listen = http::server::parse_listen_address(request.listen),
                         .host_names = request.host_names,
                         .token = services.settings.server_token,
                         .data_folder = data_folder_for(services.settings.database),
                         .version = CALLTRACKER_VERSION,
                         .page = built_in_page()});
  server.start();
  started("http://" + server.address().to_text());
  wait_for_stop(interrupt);
  server.stop();
}

}  // namespace calltracker::app
