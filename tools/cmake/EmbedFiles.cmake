# async_tidy_embed(OUT_VAR SYMBOL s HEADER h FILES glob...)
#
# Generates a C++ source that defines
#   llvm-free:  std::span<const async_tidy::EmbeddedText> async_tidy::<s>();
# with one entry {name without extension, contents} per file, sorted by name.
# HEADER declares the function. OUT_VAR gets the path of the generated source.
function(async_tidy_embed OUT_VAR)
  cmake_parse_arguments(EMBED "" "SYMBOL;HEADER" "FILES" ${ARGN})
  file(GLOB INPUTS CONFIGURE_DEPENDS ${EMBED_FILES})
  list(SORT INPUTS)
  set(OUTPUT "${CMAKE_BINARY_DIR}/generated/${EMBED_SYMBOL}.cpp")
  add_custom_command(OUTPUT "${OUTPUT}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${OUTPUT}" "-DSYMBOL=${EMBED_SYMBOL}"
            "-DHEADER=${EMBED_HEADER}" "-DINPUTS=${INPUTS}"
            -P "${CMAKE_SOURCE_DIR}/tools/cmake/GenerateEmbedded.cmake"
    DEPENDS ${INPUTS} "${CMAKE_SOURCE_DIR}/tools/cmake/GenerateEmbedded.cmake"
    VERBATIM)
  set_source_files_properties("${OUTPUT}" PROPERTIES GENERATED TRUE SKIP_PRECOMPILE_HEADERS ON)
  set(${OUT_VAR} "${OUTPUT}" PARENT_SCOPE)
endfunction()
