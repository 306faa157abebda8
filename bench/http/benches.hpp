// SPDX-License-Identifier: MIT
#pragma once

// The figures that `serve` promises.

namespace calltracker::bench {

// How long the real program takes to its first page, and what it holds while nobody asks anything.
void idle_server();

// Whether the time that a wrong token takes tells where it is wrong.
void token_timing();

// Requests per second and their times, asked by wrk.
void load();

// Many pages watching one busy job. False when an event was lost or came twice.
bool watchers(int count);

}  // namespace calltracker::bench
