# Where the libraries' own headers are that fixtures in this folder include.
#
# async_tidy_real_headers(NAME PACKAGE HEADER FOLDER...): a fixture with the word
# `needs=NAME` includes the HEADERs, each of which lies in its FOLDER (`.` or one
# like qt6) below an include folder of the system. PACKAGE is Debian's name for what
# is missing if they are not found.
set(ASYNC_TIDY_REAL_HEADERS "")
function(async_tidy_real_headers NAME PACKAGE)
  set(ARGUMENTS ${ARGN})
  set(FLAGS "")
  set(MISSING "")
  set(NUMBER 0)
  while(ARGUMENTS)
    list(POP_FRONT ARGUMENTS HEADER FOLDER)
    set(VARIABLE "ASYNC_TIDY_REAL_${NAME}_${NUMBER}")
    math(EXPR NUMBER "${NUMBER} + 1")
    find_path(${VARIABLE} "${HEADER}" PATH_SUFFIXES "${FOLDER}" NO_CACHE)
    if(NOT ${VARIABLE})
      set(MISSING "${PACKAGE}")
    elseif(NOT FOLDER STREQUAL ".")
      # What the compiler searches anyway keeps its place in the order.
      string(APPEND FLAGS ",-isystem,${${VARIABLE}}")
    endif()
  endwhile()
  if(MISSING)
    message(WARNING "test/real-headers: the fixture for ${NAME} will be skipped: "
      "its headers are not installed (Debian's ${PACKAGE})")
  endif()
  string(APPEND ASYNC_TIDY_REAL_HEADERS "${NAME}|${MISSING}|${FLAGS}\\n")
  set(ASYNC_TIDY_REAL_HEADERS "${ASYNC_TIDY_REAL_HEADERS}" PARENT_SCOPE)
endfunction()

async_tidy_real_headers(asio libasio-dev asio.hpp .)
async_tidy_real_headers(boost libboost1.81-dev boost/asio.hpp .)
async_tidy_real_headers(boost-fiber libboost-fiber1.81-dev boost/fiber/all.hpp .)
async_tidy_real_headers(grpc libgrpc++-dev grpcpp/grpcpp.h .)
async_tidy_real_headers(kj libcapnp-dev kj/async.h .)
async_tidy_real_headers(qcoro qcoro-qt6-dev
  QCoroTask qcoro6/QCoro qcorotask.h qcoro6/qcoro
  QtCore/QObject qt6 QObject qt6/QtCore QNetworkReply qt6/QtNetwork)
