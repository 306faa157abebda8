// SPDX-License-Identifier: MIT
#pragma once

// Which handler a method and a path mean. Templates are fixed segments and {names}; a fixed segment beats a
// name. HEAD finds GET's handler.

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/server/request.hpp"
#include "http/server/responder.hpp"

namespace calltracker::http::server {

// May keep the responder and answer later; the request lives until the handler returns. What it throws
// becomes a problem answer.
using Handler = std::function<void(Request& request, Responder responder)>;

enum class BodyKind {
  Memory,  // whole, in Request::body
  Form,    // multipart/form-data, its file streamed to disk
};

enum class RunsOn {
  Workers,  // may block
  Loop,     // must not: for answers from memory
};

struct RouteOptions {
  BodyKind body = BodyKind::Memory;
  std::size_t body_bytes_max = 64 * 1024;
  RunsOn runs_on = RunsOn::Workers;
};

struct Route {
  std::string method;
  std::string path_template;
  std::vector<std::string> segments;
  Handler handler;
  RouteOptions options;
};

struct RouteMatch {
  const Route* route = nullptr;
  std::map<std::string, std::string, std::less<>> parameters;
  // When no route was found although the path exists: its methods, for the Allow header.
  std::string allowed_methods;
};

class Router {
 public:
  void add(std::string method, std::string path_template, Handler handler, RouteOptions options = {});
  // For GET of a path that no template fits.
  void set_fallback(Handler handler, RouteOptions options = {});

  RouteMatch match(std::string_view method, const std::vector<std::string>& segments) const;
  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Route> fallback_;
};

}  // namespace calltracker::http::server
