# What the sanitizers reported while the tests ran:
#   cmake -DFOLDER=… -DSTEP=clear|show -P Reports.cmake
# A report fails the run even where the test that caused it passed.
if(STEP STREQUAL "clear")
  file(REMOVE_RECURSE "${FOLDER}")
  file(MAKE_DIRECTORY "${FOLDER}")
  return()
endif()
file(GLOB REPORTS "${FOLDER}/*")
foreach(REPORT ${REPORTS})
  file(READ "${REPORT}" TEXT LIMIT 20000)
  message("${REPORT}:\n${TEXT}")
endforeach()
list(LENGTH REPORTS COUNT)
if(COUNT GREATER 0)
  message(FATAL_ERROR "${COUNT} reports of the sanitizers in ${FOLDER}")
endif()
