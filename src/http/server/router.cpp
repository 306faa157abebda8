// SPDX-License-Identifier: MIT
#include "http/server/router.hpp"

#include <utility>

#include "base/text.hpp"

namespace calltracker::http::server {
namespace {

bool is_name(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::vector<std::string> segments_of(std::string_view path_template) {
  std::vector<std::string> segments;
  if (path_template.size() <= 1) return segments;
  for (const std::string_view segment : split(path_template.substr(1), '/')) segments.emplace_back(segment);
  return segments;
}

bool fits(const Route& route, const std::vector<std::string>& segments) {
  if (route.segments.size() != segments.size()) return false;
  for (std::size_t index = 0; index < segments.size(); ++index) {
    const bool is_equal =
        is_name(route.segments[index]) ? !segments[index].empty() : route.segments[index] == segments[index];
    if (!is_equal) return false;
  }
  return true;
}

// True when `left` has a fixed segment at the first place where the two differ in kind.
bool is_more_exact(const Route& left, const Route& right) {
  for (std::size_t index = 0; index < left.segments.size(); ++index) {
    const bool left_is_name = is_name(left.segments[index]);
    if (left_is_name != is_name(right.segments[index])) return !left_is_name;
  }
  return false;
}

}  // namespace

void Router::add(std::string method, std::string path_template, Handler handler, RouteOptions options) {
  std::vector<std::string> segments = segments_of(path_template);
  routes_.push_back(std::make_unique<Route>(
      Route{std::move(method), std::move(path_template), std::move(segments), std::move(handler), options}));
}

void Router::set_fallback(Handler handler, RouteOptions options) {
  fallback_ = std::make_unique<Route>(Route{"GET", "", {}, std::move(handler), options});
}

RouteMatch Router::match(std::string_view method, const std::vector<std::string>& segments) const {
  const std::string_view sought = method == "HEAD" ? "GET" : method;
  RouteMatch match;
  for (const auto& route : routes_) {
    if (!fits(*route, segments)) continue;
    if (route->method == sought) {
      if (match.route == nullptr || is_more_exact(*route, *match.route)) match.route = route.get();
    } else {
      match.allowed_methods += (match.allowed_methods.empty() ? "" : ", ") + route->method;
    }
  }
  if (match.route != nullptr) {
    for (std::size_t index = 0; index < segments.size(); ++index) {
      const std::string& name = match.route->segments[index];
      if (is_name(name)) match.parameters.emplace(name.substr(1, name.size() - 2), segments[index]);
    }
  } else if (match.allowed_methods.empty() && sought == "GET" && fallback_) {
    match.route = fallback_.get();
  }
  return match;
}

}  // namespace calltracker::http::server
