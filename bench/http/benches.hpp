// SPDX-License-Identifier: MIT
#pragma once

// The figures that `serve` promises.

namespace calltracker::bench {

// How long the real program takes to its first page, and what it holds while nobody asks anything.
void idle_server();

// Many pages watching one busy job. False when an event was lost or came twice.
bool watchers(int count);

}  // namespace calltracker::bench
