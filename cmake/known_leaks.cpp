// SPDX-License-Identifier: MIT
// What the leak sanitizer need not report, asked by its runtime in every program.

// Fontconfig keeps what it has read of the fonts until the process ends; it does not grow with the documents
// made.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\n";
}

// Nothing is said about what was expected: tests read all that a program says.
extern "C" const char* __lsan_default_options();
extern "C" const char* __lsan_default_options() {
  return "print_suppressions=0";
}
