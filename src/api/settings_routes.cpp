// SPDX-License-Identifier: MIT
// What people set through the page. A key goes in and never comes out: only whether there is one is told.
#include <array>
#include <utility>

#include "api/context.hpp"
#include "base/error.hpp"
#include "call/lead_points.hpp"
#include "operations/edit_settings.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;

constexpr std::size_t kWorkspaceBytesMax = std::size_t{4} << 20;

struct KeySource {
  std::string_view provider;
  std::string_view variable;
};
constexpr std::array<KeySource, 2> kKeySources = {
    {{"anthropic", "ANTHROPIC_API_KEY"}, {"openai", "OPENAI_API_KEY"}}};

bool is_set_outside(const operations::Settings& settings, std::string_view variable) {
  for (const operations::SettingView& view : settings.views) {
    if (view.name == variable) return view.value == "set";
  }
  return false;
}

json::object keys(Context& context) {
  json::object all;
  for (const KeySource& source : kKeySources) {
    json::value origin = nullptr;
    if (context.services.stored.has_key(source.provider)) origin = "stored";
    if (is_set_outside(context.services.settings, source.variable)) origin = "environment";
    all[source.provider] = json::object{{"isSet", !origin.is_null()}, {"origin", origin}};
  }
  return all;
}

json::object settings(Context& context) {
  operations::Services& services = context.services;
  const operations::WorkspaceVersion& version = services.workspaces.version();
  json::array views;
  for (const operations::SettingView& view : services.settings.views) {
    views.push_back(json::object{
        {"name", view.name}, {"value", view.value}, {"origin", view.origin}, {"sentence", view.sentence}});
  }
  json::array unknown;
  for (const operations::UnknownRep& rep : operations::unknown_reps(services)) {
    unknown.push_back(json::object{{"name", rep.name}, {"calls", rep.calls}});
  }
  return {{"version", context.version},
          {"company", version.workspace.company},
          {"timeZone", version.zone.name()},
          {"settings", std::move(views)},
          {"workspace", parse_json(version.text, "the workspace")},
          {"workspaceOrigin", version.origin},
          {"leadPoints", lead_points()},
          {"keys", keys(context)},
          {"privacy", operations::to_json(services.stored.privacy())},
          {"unknownReps", std::move(unknown)},
          {"token", json::object{{"isSet", context.access.needs_token()}}}};
}

std::string provider_of(const Request& request) {
  const std::string& provider = request.parameter("provider");
  for (const KeySource& source : kKeySources) {
    if (source.provider == provider) return provider;
  }
  throw Error({.kind = ErrorKind::NotFound,
               .code = "provider-unknown",
               .message = "there is no such provider",
               .found = provider,
               .hint = "anthropic and openai take keys"});
}

void put_key(Context& context, const Request& request, Responder& responder) {
  const std::string provider = provider_of(request);
  const json::value document = parse_json(request.body, "the request");
  context.services.stored.put_key(provider, JsonReader(document, "request").at("key").as_string());
  context.services.key_changed(provider);
  responder.answer(no_content());
}

void delete_key(Context& context, const Request& request, Responder& responder) {
  const std::string provider = provider_of(request);
  context.services.stored.remove_key(provider);
  context.services.key_changed(provider);
  responder.answer(no_content());
}

void adopt_rep(Context& context, const Request& request) {
  const json::value document = parse_json(request.body, "the request");
  const JsonReader reader(document, "request");
  operations::adopt_rep(context.services, {.name = reader.at("name").as_string(),
                                           .roster_name = reader.string_if_any("rosterName"),
                                           .division = reader.string_if_any("division").value_or("")});
}

// A change that is answered with the settings as they are then.
template <class Change>
void add_change(Router& router, Context& context, std::string method, std::string path, Change change) {
  router.add(std::move(method), std::move(path),
             [&context, change](Request& request, Responder responder) {
               change(context, request);
               responder.answer(json_answer(200, settings(context)));
             },
             {.body_bytes_max = kWorkspaceBytesMax});
}

}  // namespace

void add_settings_routes(Router& router, Context& context) {
  router.add("GET", "/api/settings", [&context](Request&, Responder responder) {
    responder.answer(json_answer(200, settings(context)));
  });
  add_change(router, context, "PUT", "/api/settings/workspace", [](Context& at, Request& request) {
    operations::replace_workspace(at.services, std::move(request.body));
  });
  add_change(router, context, "DELETE", "/api/settings/workspace",
             [](Context& at, Request&) { operations::reset_workspace(at.services); });
  add_change(router, context, "PUT", "/api/settings/privacy", [](Context& at, Request& request) {
    const json::value document = parse_json(request.body, "the request");
    at.services.stored.put_privacy(operations::privacy_from(JsonReader(document, "request")));
    at.retention.look_now();
  });
  add_change(router, context, "POST", "/api/settings/reps",
             [](Context& at, Request& request) { adopt_rep(at, request); });
  router.add("PUT", "/api/settings/keys/{provider}",
             [&context](Request& request, Responder responder) { put_key(context, request, responder); });
  router.add("DELETE", "/api/settings/keys/{provider}",
             [&context](Request& request, Responder responder) { delete_key(context, request, responder); });
}

}  // namespace calltracker::api
