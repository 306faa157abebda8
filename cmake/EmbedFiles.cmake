# SPDX-License-Identifier: MIT
# calltracker_embed(<room> ROOT <dir> FILES <files…>): bakes files into the room's library with .incbin and generates
# <room>/embedded_files.hpp, whose embedded::file("name relative to ROOT") gives the text.
function(calltracker_embed room)
  cmake_parse_arguments(ARG "" "ROOT" "FILES" ${ARGN})
  set(directory ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(assembly ".section .rodata\n")
  set(declarations "")
  set(entries "")
  set(index 0)
  foreach(file IN LISTS ARG_FILES)
    get_filename_component(path ${file} ABSOLUTE)
    file(RELATIVE_PATH name ${ARG_ROOT} ${path})
    set(symbol calltracker_${room}_embedded_${index})
    string(APPEND assembly ".global ${symbol}\n.global ${symbol}_end\n.balign 16\n${symbol}:\n.incbin \"${path}\"\n${symbol}_end:\n.byte 0\n")
    string(APPEND declarations "extern \"C\" const char ${symbol}[]\;\nextern \"C\" const char ${symbol}_end[]\;\n")
    string(APPEND entries "      File{\"${name}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    list(APPEND paths ${path})
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
  file(CONFIGURE OUTPUT ${directory}/${room}_embedded.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${directory}/${room}/embedded_files.hpp CONTENT "#pragma once\n
#include <span>
#include <string_view>

namespace calltracker::${room}::embedded {

struct File {
  std::string_view name\;
  std::string_view text\;
}\;

std::span<const File> files()\;

// Throws std::out_of_range for a name that was not embedded: a programmer's error.
std::string_view file(std::string_view name)\;

}  // namespace calltracker::${room}::embedded
" @ONLY)
  file(CONFIGURE OUTPUT ${directory}/${room}_embedded.cpp CONTENT "#include \"${room}/embedded_files.hpp\"

#include <stdexcept>
#include <string>

${declarations}
namespace calltracker::${room}::embedded {

std::span<const File> files() {
  static const File all[] = {
${entries}  }\;
  return all\;
}

std::string_view file(std::string_view name) {
  for (const File& candidate : files()) {
    if (candidate.name == name) return candidate.text\;
  }
  throw std::out_of_range(\"no embedded file \" + std::string(name))\;
}

}  // namespace calltracker::${room}::embedded
" @ONLY)
  set_source_files_properties(${directory}/${room}_embedded.S PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(calltracker_${room} PRIVATE ${directory}/${room}_embedded.S ${directory}/${room}_embedded.cpp)
  target_include_directories(calltracker_${room} PUBLIC ${directory})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARG_FILES})
endfunction()
