// SPDX-License-Identifier: MIT
#pragma once

namespace calltracker {

// No crash leaves an image of the memory behind: it would hold keys and transcripts. Nor may another program
// of the same user look into this one. For the beginning of main(); holds until the process ends.
void forbid_crash_dumps();

}  // namespace calltracker
