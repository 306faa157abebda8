// SPDX-License-Identifier: MIT
#pragma once

// The web page that was built into this program; nothing of it is copied.

#include "http/server/static_files.hpp"

namespace calltracker::app {

// "/" is the page's document. Empty when the program was built without its page.
http::server::StaticFiles built_in_page();

}  // namespace calltracker::app
