# Finds LLVM and Clang of one major version through their CMake packages.
#
# Result: the imported targets of ClangConfig.cmake, and
#   ASYNC_TIDY_CLANG_LIBS  clang-cpp and LLVM, for executables
#   ASYNC_TIDY_TIDY_LIBS   clang-tidy's engine, for executables that embed it
#   ASYNC_TIDY_RESOURCE_DIR  the folder of clang's own headers
set(ASYNC_TIDY_LLVM_MAJOR "22" CACHE STRING "Major version of LLVM to build for (22 or 19)")
set(Clang_ROOT "" CACHE PATH "Where LLVM is installed, if not in a standard place")

find_package(Clang CONFIG QUIET
  HINTS "${Clang_ROOT}" "/usr/lib/llvm-${ASYNC_TIDY_LLVM_MAJOR}"
  PATH_SUFFIXES lib/cmake/clang)
if(NOT Clang_FOUND OR NOT LLVM_VERSION_MAJOR EQUAL ASYNC_TIDY_LLVM_MAJOR)
  message(FATAL_ERROR
    "Clang ${ASYNC_TIDY_LLVM_MAJOR} was not found. Run tools/setup.sh, or set Clang_ROOT "
    "to an LLVM installation with its development files.")
endif()
message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} (RTTI: ${LLVM_ENABLE_RTTI})")

set(ASYNC_TIDY_CLANG_LIBS clang-cpp LLVM)
set(ASYNC_TIDY_TIDY_LIBS clangTidy clangTidyUtils)
set(ASYNC_TIDY_RESOURCE_DIR "${LLVM_LIBRARY_DIR}/clang/${ASYNC_TIDY_LLVM_MAJOR}")
if(NOT EXISTS "${ASYNC_TIDY_RESOURCE_DIR}/include/stddef.h")
  message(WARNING "clang's headers are not in ${ASYNC_TIDY_RESOURCE_DIR}; "
    "async-tidy will look for them when it runs")
endif()
