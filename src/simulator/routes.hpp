// SPDX-License-Identifier: MIT
#pragma once

// The paths that the simulator knows, kept beside the server's router so that what it does not know can be
// refused in the words of the API that was asked.

#include <string>
#include <utility>

#include "http/server/router.hpp"

namespace calltracker::simulator {

class Routes {
 public:
  using Work = std::function<http::server::Answer(const http::server::Request&)>;

  void add(const std::string& method, const std::string& path_template, Work work,
           http::server::RouteOptions options = {}) {
    known_.add(method, path_template, {}, options);
    served_.add(
        method, path_template,
        [work = std::move(work)](http::server::Request& request, http::server::Responder responder) {
          responder.answer(work(request));
        },
        options);
  }

  http::server::RouteMatch match(const http::server::Request& request) const {
    return known_.match(request.method, request.target.segments);
  }
  http::server::Router take_served() { return std::move(served_); }

 private:
  http::server::Router known_;
  http::server::Router served_;
};

}  // namespace calltracker::simulator
