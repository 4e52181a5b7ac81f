# Compile options and the two kinds of target: those that see clang's headers
# (through one shared precompiled header) and those that must not.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)

add_library(AsyncTidyOptions INTERFACE)
target_include_directories(AsyncTidyOptions INTERFACE
  "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/src" "${CMAKE_BINARY_DIR}/generated")
target_compile_options(AsyncTidyOptions INTERFACE
  -Wall -Wextra -Wno-unused-parameter -fvisibility-inlines-hidden)
target_compile_definitions(AsyncTidyOptions INTERFACE
  ASYNC_TIDY_VERSION="${PROJECT_VERSION}")
include(Sanitizers)
find_program(ASYNC_TIDY_LLD NAMES ld.lld-${ASYNC_TIDY_LLVM_MAJOR} ld.lld-22 ld.lld)
if(ASYNC_TIDY_LLD AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
  target_link_options(AsyncTidyOptions INTERFACE "-fuse-ld=${ASYNC_TIDY_LLD}")
endif()

add_library(AsyncTidyClangOptions INTERFACE)
target_link_libraries(AsyncTidyClangOptions INTERFACE AsyncTidyOptions)
# clang's own headers are not ours to keep free of warnings.
target_include_directories(AsyncTidyClangOptions SYSTEM INTERFACE
  ${CLANG_INCLUDE_DIRS} ${LLVM_INCLUDE_DIRS})
separate_arguments(ASYNC_TIDY_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(AsyncTidyClangOptions INTERFACE ${ASYNC_TIDY_LLVM_DEFINITIONS})
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(AsyncTidyClangOptions INTERFACE -fno-rtti)
endif()

# One precompiled header for every target that sees clang: parsing clang's
# headers is most of a compile here.
set(ASYNC_TIDY_PCH_STUB "${CMAKE_BINARY_DIR}/generated/Precompiled.cpp")
file(GENERATE OUTPUT "${ASYNC_TIDY_PCH_STUB}" CONTENT "// Carries the shared precompiled header.\n")
add_library(AsyncTidyPrecompiled OBJECT "${ASYNC_TIDY_PCH_STUB}")
target_link_libraries(AsyncTidyPrecompiled PRIVATE AsyncTidyClangOptions)
# Named as the sources would include it: with an absolute path in the generated
# header a compiler cache could not share objects between checkouts.
target_precompile_headers(AsyncTidyPrecompiled PRIVATE <compat/Precompiled.h>)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  target_compile_options(AsyncTidyPrecompiled PUBLIC -fpch-instantiate-templates)
endif()

function(async_tidy_clang_target TARGET)
  target_link_libraries(${TARGET} PRIVATE AsyncTidyClangOptions Threads::Threads)
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    target_compile_options(${TARGET} PRIVATE -fpch-instantiate-templates)
  endif()
  get_target_property(TYPE ${TARGET} TYPE)
  if(TYPE STREQUAL EXECUTABLE AND NOT MSVC)
    # The precompiled header is position independent code, and clang takes it
    # only where the option is the same.
    target_compile_options(${TARGET} PRIVATE -fPIC)
  endif()
  target_precompile_headers(${TARGET} REUSE_FROM AsyncTidyPrecompiled)
endfunction()

# async_tidy_clang_library(NAME GLOB...): objects that see clang's headers.
function(async_tidy_clang_library TARGET)
  file(GLOB SOURCES CONFIGURE_DEPENDS ${ARGN})
  foreach(SOURCE ${ARGN})
    get_source_file_property(IS_GENERATED "${SOURCE}" GENERATED)
    if(IS_GENERATED)
      list(APPEND SOURCES "${SOURCE}")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES SOURCES)
  add_library(${TARGET} OBJECT ${SOURCES})
  async_tidy_clang_target(${TARGET})
  target_link_libraries(${TARGET} PRIVATE nlohmann_json::nlohmann_json)
endfunction()

# async_tidy_plain_library(NAME GLOB...): a library without clang.
function(async_tidy_plain_library TARGET)
  file(GLOB SOURCES CONFIGURE_DEPENDS ${ARGN})
  foreach(SOURCE ${ARGN})
    get_source_file_property(IS_GENERATED "${SOURCE}" GENERATED)
    if(IS_GENERATED)
      list(APPEND SOURCES "${SOURCE}")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES SOURCES)
  add_library(${TARGET} STATIC ${SOURCES})
  target_link_libraries(${TARGET} PUBLIC AsyncTidyOptions nlohmann_json::nlohmann_json Threads::Threads)
endfunction()
