// SPDX-License-Identifier: MIT
#pragma once

// Gives memory back to the system that is not needed now: what is free on the heap, and pages of code that
// were needed once, at the start or for a report. Code is read from its file again when it is next run. Costs
// some milliseconds; for moments when a program has come to rest.

namespace calltracker {

void give_back_memory();

}  // namespace calltracker
