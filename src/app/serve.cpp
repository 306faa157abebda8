// SPDX-License-Identifier: MIT
#include "app/serve.hpp"

#include "api/api_server.hpp"
#include "app/data_folder_for.hpp"
#include "app/interrupt.hpp"
#include "app/page.hpp"

namespace calltracker::app {

void serve(operations::Services& services, const llm::ModelMeter& meter, operations::JobHost& host,
           const cli::ServeRequest& request, const std::function<void(const std::string& url)>& started,
           const std::stop_token& interrupt) {
  api::ApiServer server(services, meter, host,
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
