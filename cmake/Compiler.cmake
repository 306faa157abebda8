# SPDX-License-Identifier: MIT
# Language level, warnings, sanitizers, linker: one place for every room.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g0 -DNDEBUG")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

add_library(calltracker_options INTERFACE)
target_compile_options(calltracker_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough
  -Wno-missing-field-initializers  # designated initialisers leave out what has a default on purpose
  -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees both in inlined library code where neither can happen (date's chrono.h, std::string's operator+).
  target_compile_options(calltracker_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CALLTRACKER_SANITIZE MATCHES "thread")
  # g++ says that it cannot follow atomic_thread_fence; the code uses none, Boost's headers do.
  target_compile_options(calltracker_options INTERFACE -Wno-tsan)
endif()
if(CALLTRACKER_SANITIZE)
  add_compile_options(-fsanitize=${CALLTRACKER_SANITIZE} -fno-omit-frame-pointer)
  if(CALLTRACKER_SANITIZE MATCHES "undefined")
    # Or a test that says "runtime error" passes.
    add_compile_options(-fno-sanitize-recover=all)
  endif()
  add_link_options(-fsanitize=${CALLTRACKER_SANITIZE})
endif()
add_library(calltracker_known_leaks INTERFACE)  # for every program, the tests' and the product
if(CALLTRACKER_SANITIZE MATCHES "address")
  target_sources(calltracker_known_leaks INTERFACE ${CMAKE_SOURCE_DIR}/cmake/known_leaks.cpp)
endif()
target_include_directories(calltracker_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
find_package(Threads REQUIRED)
target_link_libraries(calltracker_options INTERFACE Threads::Threads)
