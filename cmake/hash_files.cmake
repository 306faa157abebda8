# SPDX-License-Identifier: MIT
# Run as a script with -DFILES=<list> -DTEMPLATE=<file> -DOUTPUT=<file>: fills @REVISION@ with a hash over the files, so that
# what depends on their content has a name that changes with it.
set(hashes "")
foreach(path IN LISTS FILES)
  file(SHA256 ${path} hash)
  string(APPEND hashes "${hash}\n")
endforeach()
string(SHA256 REVISION "${hashes}")
string(SUBSTRING ${REVISION} 0 16 REVISION)
configure_file(${TEMPLATE} ${OUTPUT} @ONLY)
