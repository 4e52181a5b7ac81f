// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/DroppedFlags.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringSet.h>

using llvm::StringRef;

namespace {
/// Exact spellings, by the reason for dropping them.
constexpr StringRef Exact[] = {
    // What to do and where to put it: the analysis decides.
    "-o", "-c", "-S", "-E", "-fsyntax-only", "-emit-llvm", "-emit-ast",
    "-emit-interface-stubs", "-emit-merged-ifs", "--analyze", "-print-stats",
    "-H", "-v", "-###", "--version", "--help", "-P", "-dM", "-dD",
    "-dI", "-C", "-CC", "-Q", "-pipe", "-verify", "-verify=",
    "--precompile", "-extract-api", "-rewrite-objc", "-module-file-info",
    // Precompiled headers and modules written on the way.
    "-fmodule-output", "-fmodule-output=", "-fmodules", "-fcxx-modules",
    "-fmodules-cache-path=", "-fimplicit-modules", "-fimplicit-module-maps",
    "-fmodules-reduced-bmi", "-fexperimental-modules-reduced-bmi",
    "-fmodules-ts", "-fmodule-header", "-fmodule-header=", "-emit-pch",
    "-fpch-instantiate-templates", "-building-pch-with-obj", "-fpch-codegen",
    "-fpch-debuginfo", "-fbuild-session-file=",
    // Side outputs.
    "-serialize-diagnostics", "-serialize-diagnostic-file",
    "-diagnostic-log-file", "-header-include-file", "-index-store-path",
    "-index-unit-output-path", "-stats-file",  "-stats-file=",
    "-ftime-trace", "-ftime-trace=", "-ftime-report", "-ftime-report=",
    "-fproc-stat-report", "-fproc-stat-report=", "-dependency-file",
    "-dependency-dot", "-sys-header-deps", "-module-dependency-dir",
    "-gen-cdb-fragment-path", "-MJ", "--dependent-lib=", "-ftest-coverage",
    "-fstack-usage", "-split-dwarf-file", "-split-dwarf-output",
    "-fsave-optimization-record", "-fsave-optimization-record=",
    "-foptimization-record-file=", "-opt-record-file",
    "-object-file-name=", "-dwarf-debug-flags", "-record-command-line",
    "-main-file-name", "-coverage-notes-file", "-coverage-data-file",
    // Code loaded into the process.
    "-load", "-plugin", "-add-plugin", "-fplugin=", "-fpass-plugin=",
    "-plugin-arg-", "-fplugin-arg-",
    // Inputs that matter to code generation only, and may not exist.
    "-fprofile-use", "-fprofile-use=", "-fauto-profile", "-fauto-profile=",
    "-fprofile-instr-use", "-fprofile-instr-use=", "-fprofile-sample-use",
    "-fprofile-sample-use=", "-fprofile-list=", "-fsanitize-ignorelist=",
    "-fsanitize-system-ignorelist=", "-fsanitize-coverage-allowlist=",
    "-fsanitize-coverage-ignorelist=", "-fxray-instrument",
    "-fthinlto-index=", "-fembed-bitcode", "-fembed-bitcode=",
    // Accepted by GCC with values that clang rejects.
    "-mtune=", "-specs", "-specs=", "-fmodule-mapper=",
    "-fdiagnostics-format=", "-fdiagnostics-color=", "-fmessage-length=",
    "-fstack-reuse=", "-ftrivial-auto-var-init=", "-fcf-protection=",
    "-fzero-call-used-regs=", "-fpatchable-function-entry=",
    "-fstack-clash-protection", "-fvar-tracking", "-flto=", "-flto",
    "-ffat-lto-objects", "-fuse-ld=", "-fuse-linker-plugin", "-fabi-version=",
    "-mllvm", "-fno-canonical-system-headers", "-fexec-charset=",
    "-finput-charset=", "-fexcess-precision=", "-ffp-contract=", "-gz=",
    "-mfpmath=", "-mfunction-return=", "-mharden-sls=", "-mtls-dialect=",
    "-mstack-protector-guard=", "-mstack-protector-guard-reg=",
    "-mstack-protector-guard-offset=", "-mstack-protector-guard-symbol=",
    "-fpcc-struct-return", "-freg-struct-return", "-mhard-float",
    "-mnop-mcount", "-mrecord-mcount", "-msse2avx", "-p", "-pg",
    "-fno-for-scope", "-ffor-scope", "-fvisibility=", "-ftls-model=",
    // The linker's and the assembler's.
    "-l", "-L", "-Wl,", "-Wa,", "-Xlinker", "-Xassembler", "-T", "-u", "-z",
    "-static", "-shared", "-rdynamic", "-nostartfiles", "-pie", "-s",
};

/// Groups of options that differ in their end only.
constexpr StringRef Prefixes[] = {
    "-M",                  // dependency files; every option of clang's that
                           // starts so
    "-save-temps", "-save-stats",
    "-ccc-", "-emit-", "-ast-", "-fcrash-diagnostics",
    "-fprofile-generate", "-fprofile-arcs", "-fprofile-instr-generate",
    "-fprofile-dir", "-fprofile-update", "-fprofile-filter-files",
    "-fprofile-exclude-files", "-fcs-profile-generate", "-fcoverage-",
    "-coverage", "-fmemory-profile", "-gsplit-dwarf",
    "-analyzer-", "-print-", "-dump-", "-fdeps-",
    "-ftrack-macro-expansion",
};
} // namespace

bool async_tidy::isDroppedFlag(StringRef Name) {
  // clang changes its mind about "-x" and "--x" from version to version.
  static const llvm::StringSet<> Table = [] {
    llvm::StringSet<> Result;
    for (StringRef Flag : Exact)
      Result.insert(Flag.ltrim('-'));
    return Result;
  }();
  StringRef Bare = Name.ltrim('-');
  return Table.contains(Bare) || llvm::any_of(Prefixes, [&](StringRef Prefix) {
           return Bare.starts_with(Prefix.ltrim('-'));
         });
}
