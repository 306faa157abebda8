// SPDX-License-Identifier: MIT
#pragma once

// No crash leaves an image of the memory behind: it would hold keys and transcripts.

namespace calltracker {

// For the beginning of main(); holds until the process ends. Nor may another program of the same user look
// into this one then.
void forbid_crash_dumps();

}  // namespace calltracker
