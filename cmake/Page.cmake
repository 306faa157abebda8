# SPDX-License-Identifier: MIT
# calltracker_page(<archive>): one file that holds the built web page, made from web/ by npm. Empty without web/ or with
# CALLTRACKER_PAGE=OFF: such a program serves the HTTP interface only.
option(CALLTRACKER_PAGE "build the web page into the program (needs Node.js and npm)" ON)

function(calltracker_page archive)
  set(web ${CMAKE_SOURCE_DIR}/web)
  file(GLOB package CONFIGURE_DEPENDS ${web}/package.json)
  if(NOT CALLTRACKER_PAGE OR NOT package)
    file(WRITE ${archive} "")
    return()
  endif()
  find_program(NODE_PROGRAM node)
  find_program(NPM_PROGRAM npm)
  if(NOT NODE_PROGRAM OR NOT NPM_PROGRAM)
    message(FATAL_ERROR "error[npm-missing]: the web page is built with Node.js and npm, and one of them is not installed\n"
      "  fix:   scripts/install_packages build   (or configure with -DCALLTRACKER_PAGE=OFF for a program without its page)")
  endif()
  file(GLOB own CONFIGURE_DEPENDS LIST_DIRECTORIES false ${web}/*.json ${web}/*.html ${web}/*.ts ${web}/*.js ${web}/*.mjs
    ${web}/*.cjs ${web}/.npmrc)
  file(GLOB_RECURSE deep CONFIGURE_DEPENDS ${web}/src/* ${web}/public/*)
  set(tools ${CMAKE_SOURCE_DIR}/cmake/build_page.cmake ${CMAKE_SOURCE_DIR}/cmake/pack_page.mjs)
  add_custom_command(OUTPUT ${archive}
    COMMAND ${CMAKE_COMMAND} -D WEB=${web} -D WORK=${CMAKE_CURRENT_BINARY_DIR}/page -D ARCHIVE=${archive}
      -D NODE=${NODE_PROGRAM} -D NPM=${NPM_PROGRAM} "-DSOURCES=${own};${deep}" -P ${CMAKE_SOURCE_DIR}/cmake/build_page.cmake
    DEPENDS ${own} ${deep} ${tools}
    COMMENT "Building the page" VERBATIM)
endfunction()
