// SPDX-License-Identifier: MIT
#pragma once

// How much memory the process holds.

namespace calltracker {

// All threads take from two heaps: what one of them frees the others use, where each would otherwise keep a
// heap of its own as large as it ever had to be. One would save 10 MB more and cost a tenth of the processor
// time. For the beginning of main().
void share_two_heaps();

// Gives memory back to the system that is not needed now: what is free on the heap, and pages of code that
// were needed once, at the start or for a report. Code is read from its file again when it is next run. Costs
// some milliseconds; for moments when a program has come to rest.
void give_back_memory();

}  // namespace calltracker
