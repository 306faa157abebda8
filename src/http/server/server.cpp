// SPDX-License-Identifier: MIT
#include "http/server/server.hpp"

#include <utility>

#include "http/server/server_core.hpp"

namespace calltracker::http::server {

Server::Server(ServerOptions options, Router router, const Clock& clock, Log& log)
    : core_(std::make_shared<ServerCore>(std::move(options), std::move(router), clock, log)) {}

Server::~Server() {
  stop(std::chrono::milliseconds(0));
}

void Server::listen(const ListenAddress& address) {
  core_->listen(address);
}

void Server::start() {
  core_->start();
}

void Server::stop(std::chrono::milliseconds patience) {
  core_->stop(patience);
}

ListenAddress Server::address() const {
  return core_->address();
}

ServerStatus Server::status() const {
  return core_->status();
}

}  // namespace calltracker::http::server
