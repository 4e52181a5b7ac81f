# How async-tidy-clangd is put together from LLVM 19: the archives that no
# other major version needs, and the symbols that src/clangd wraps by their
# mangled names. A row that does not fit the installed archives is a link error
# or fails test/clangd.
# clangd's outline of broken code is built on it.
set(ASYNC_TIDY_CLANGD_EXTRA_LIBS clangPseudo)

set(ASYNC_TIDY_WRAPPED
  IS_FAST_TIDY_CHECK        _ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE
  NEW_JSON_TRANSPORT        _ZN5clang6clangd16newJSONTransportEP8_IO_FILERN4llvm11raw_ostreamEPS4_bNS0_15JSONStreamStyleE
  PROVIDE_CLANG_TIDY_FILES  _ZN5clang6clangd21provideClangTidyFilesERNS0_12ThreadsafeFSE
  PROVIDE_DEFAULT_CHECKS    _ZN5clang6clangd20provideDefaultChecksEv
  VERSION_STRING            _ZN5clang6clangd13versionStringB5cxx11Ev
  GET_RESOURCES_PATH        _ZN5clang18CompilerInvocation16GetResourcesPathB5cxx11EPKcPv
  BUILD_PREAMBLE            _ZN5clang19PrecompiledPreamble5BuildERKNS_18CompilerInvocationEPKN4llvm12MemoryBufferENS_14PreambleBoundsERNS_17DiagnosticsEngineENS4_18IntrusiveRefCntPtrINS4_3vfs10FileSystemEEESt10shared_ptrINS_22PCHContainerOperationsEEbNS4_9StringRefERNS_17PreambleCallbacksE)
