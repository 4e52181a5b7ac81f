# Building and testing with ASYNC_TIDY_SANITIZE, as the preset `asan` does.
#
# Result, for test/CMakeLists.txt and for whatever else runs a program of ours:
#   ASYNC_TIDY_SANITIZER_ENVIRONMENT  NAME=VALUE of what the sanitizers must know
#   ASYNC_TIDY_SANITIZER_REPORTS      the folder that they report into
#   ASYNC_TIDY_PLUGIN_PRELOAD         what a clang-tidy that loads our plugin needs
set(ASYNC_TIDY_SANITIZE "" CACHE STRING "Sanitizers to build with, as for -fsanitize=")
set(ASYNC_TIDY_SANITIZER_ENVIRONMENT "")
set(ASYNC_TIDY_PLUGIN_PRELOAD "")
if(NOT ASYNC_TIDY_SANITIZE)
  return()
endif()

target_compile_options(AsyncTidyOptions INTERFACE
  -fsanitize=${ASYNC_TIDY_SANITIZE}
  # A report that lets the program go on would be one that no test notices.
  -fno-sanitize-recover=all
  -fno-omit-frame-pointer
  # Debian's LLVM is built without RTTI, which this check reads.
  -fno-sanitize=vptr)
target_link_options(AsyncTidyOptions INTERFACE -fsanitize=${ASYNC_TIDY_SANITIZE})

# The plugin's host is not built with sanitizers, so it does not bring their
# runtime; the runtime insists on being loaded before everything else.
execute_process(
  COMMAND "${CMAKE_CXX_COMPILER}" -print-file-name=libclang_rt.asan-${CMAKE_SYSTEM_PROCESSOR}.so
  OUTPUT_VARIABLE ASYNC_TIDY_PLUGIN_PRELOAD OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT IS_ABSOLUTE "${ASYNC_TIDY_PLUGIN_PRELOAD}" OR NOT EXISTS "${ASYNC_TIDY_PLUGIN_PRELOAD}")
  message(FATAL_ERROR "The sanitizers' runtime for ${CMAKE_CXX_COMPILER} was not found. "
    "Run tools/setup.sh --sanitizers, which installs libclang-rt-22-dev.")
endif()

set(ASYNC_TIDY_SANITIZER_REPORTS "${CMAKE_BINARY_DIR}/sanitizer-reports")
set(SANITIZER_OPTIONS
  # Into files, because nobody reads what a server or a program in a terminal
  # writes, and because a test may expect that its program fails.
  log_path=${ASYNC_TIDY_SANITIZER_REPORTS}/report
  # LLVM's allocators mark their free memory, but only where their inline code is
  # compiled with the sanitizer: not in Debian's libraries, which share them.
  allow_user_poisoning=0
  # No exit code that async-tidy, clang-tidy or clangd ends with on its own.
  exitcode=99)
string(JOIN ":" SANITIZER_OPTIONS ${SANITIZER_OPTIONS})
set(ASYNC_TIDY_SANITIZER_ENVIRONMENT
  "ASAN_OPTIONS=${SANITIZER_OPTIONS}"
  # What was suppressed would be a report as well.
  "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/test/sanitizer/leaks.supp:print_suppressions=0"
  "UBSAN_OPTIONS=print_stacktrace=1"
  "ASAN_SYMBOLIZER_PATH=${LLVM_TOOLS_BINARY_DIR}/llvm-symbolizer")
