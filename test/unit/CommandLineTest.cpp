// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/CommandLine.h"
#include "test/unit/TemporaryFolder.h"

#include <gtest/gtest.h>

using namespace async_tidy;
using fixtures::TemporaryFolder;
using Words = std::vector<std::string>;

namespace {
class CommandLineTest : public testing::Test {
protected:
  NormalizedCommand normalize(Words Args, CommandEdits Edits = {}) {
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS =
        llvm::vfs::createPhysicalFileSystem();
    EXPECT_FALSE(FS->setCurrentWorkingDirectory(Folder()));
    return normalizeCommand({"/src/a.cpp", Folder(), std::move(Args), "entry"},
                            Edits, *FS);
  }
  /// What is left between the compiler and what async-tidy itself adds.
  Words kept(Words Args, CommandEdits Edits = {}) {
    NormalizedCommand C = normalize(std::move(Args), std::move(Edits));
    EXPECT_EQ(C.Error, "");
    if (C.Args.size() < 5)
      return {"too short"};
    EXPECT_EQ(Words(C.Args.end() - 4, C.Args.end()),
              (Words{"-w", "-fsyntax-only", "--", "/src/a.cpp"}));
    Words Result(C.Args.begin() + 1, C.Args.end() - 4);
    llvm::erase(Result, "--driver-mode=g++");
    // clang renders "-DX" as two words.
    for (size_t I = 0; I + 1 < Result.size(); ++I)
      if (Result[I] == "-D") {
        Result[I] += Result[I + 1];
        Result.erase(Result.begin() + I + 1);
      }
    return Result;
  }
  TemporaryFolder Folder;
};
} // namespace

TEST_F(CommandLineTest, KeepsWhatMatters) {
  EXPECT_EQ(
      kept({"g++", "-std=c++20", "-DA=1", "-I", "inc", "-isystem", "sys",
            "-include", "x.h", "-O2", "-march=x86-64-v3", "-pthread",
            "-fno-exceptions", "-c", "a.cpp", "-o", "a.o"}),
      (Words{"-std=c++20", "-DA=1", "-I", "inc", "-isystem", "sys", "-include",
             "x.h", "-O2", "-march=x86-64-v3", "-pthread", "-fno-exceptions"}));
}

TEST_F(CommandLineTest, DropsWhatOnlyGccKnows) {
  for (const char *Flag :
       {"-fconserve-stack", "-fno-canonical-system-headers", "-fmodules-ts",
        "-fmodule-mapper=a.modmap", "-fdeps-format=p1689r5",
        "-fdeps-file=a.ddi", "-specs=nano.specs", "-flto=auto", "-fanalyzer",
        "-fno-var-tracking-assignments", "-fvar-tracking", "-mrecord-mcount",
        "-ftrack-macro-expansion=0", "-fmax-errors-typo=3",
        "-fexec-charset=latin1", "-fdump-tree-all", "-mpreferred-nonsense",
        "-fstack-reuse=none"})
    EXPECT_EQ(kept({"g++", Flag, "-c", "a.cpp"}), Words()) << Flag;
}

TEST_F(CommandLineTest, DropsWhatLoadsOrWrites) {
  EXPECT_EQ(kept({"clang++",
                  "-fplugin=/x.so",
                  "-fpass-plugin=/y.so",
                  "-fplugin-arg-x-y=1",
                  "-Xclang",
                  "-load",
                  "-Xclang",
                  "/x.so",
                  "-Xclang",
                  "-add-plugin",
                  "-Xclang",
                  "name",
                  "-Xclang",
                  "-plugin-arg-name",
                  "-Xclang",
                  "value",
                  "-Xclang",
                  "-emit-pch",
                  "-Xclang",
                  "-dependency-file",
                  "-Xclang",
                  "d",
                  "-o",
                  "out",
                  "-MD",
                  "-MMD",
                  "-MF",
                  "d",
                  "-MT",
                  "t",
                  "-MQ",
                  "q",
                  "-MP",
                  "-MJ",
                  "j",
                  "-save-temps=obj",
                  "-ftime-trace=t",
                  "--coverage",
                  "-fprofile-generate",
                  "-fprofile-use=p",
                  "-fprofile-instr-use=p",
                  "-gsplit-dwarf",
                  "--serialize-diagnostics",
                  "s",
                  "-fcrash-diagnostics-dir=d",
                  "-index-store-path",
                  "i",
                  "-Wp,-MD,file.d",
                  "-ccc-print-phases",
                  "-emit-llvm",
                  "-E",
                  "-S",
                  "-fmodules-cache-path=c",
                  "-fmodule-output=m.pcm",
                  "-mllvm",
                  "-x",
                  "-foptimization-record-file=r",
                  "-Wl,-Map=m",
                  "a.cpp"}),
            Words());
}

TEST_F(CommandLineTest, KeepsFrontEndOptionsBehindXclang) {
  EXPECT_EQ(kept({"clang++", "-Xclang", "-fno-pch-timestamp", "-Xclang",
                  "-load", "-Xclang", "x.so", "-DX", "a.cpp"}),
            (Words{"-DX", "-Xclang", "-fno-pch-timestamp"}));
}

TEST_F(CommandLineTest, NamesWhatItDropped) {
  NormalizedCommand C = normalize(
      {"g++", "-fconserve-stack", "-MF", "x.d", "-o", "a.o", "a.cpp"});
  EXPECT_EQ(C.Dropped, (Words{"-fconserve-stack", "-MF x.d", "-o a.o"}));
}

TEST_F(CommandLineTest, StripsWrappers) {
  for (Words Args : {Words{"ccache", "/usr/bin/g++", "-DX", "a.cpp"},
                     Words{"/usr/bin/sccache", "g++", "-DX", "a.cpp"},
                     Words{"env", "LC_ALL=C", "distcc", "g++", "-DX", "a.cpp"},
                     Words{"ccache", "hash_dir=0", "g++", "-DX", "a.cpp"}}) {
    NormalizedCommand C = normalize(Args);
    EXPECT_TRUE(llvm::StringRef(C.Args[0]).ends_with("g++")) << Args[0];
    EXPECT_EQ(kept(Args), Words{"-DX"}) << Args[0];
  }
}

TEST_F(CommandLineTest, ExpandsResponseFilesAndFiltersThem) {
  Folder.write("inner.rsp", "-DINNER=\"a b\" -o x.o");
  Folder.write("outer.rsp", "-DOUTER\n@inner.rsp -fplugin=evil.so");
  EXPECT_EQ(kept({"g++", "@outer.rsp", "-c", "a.cpp"}),
            (Words{"-DOUTER", "-DINNER=a b"}));
  EXPECT_NE(normalize({"g++", "@gone.rsp", "a.cpp"}).Error.find("gone.rsp"),
            std::string::npos);
}

TEST_F(CommandLineTest, ModuleMapsAreOptional) {
  NormalizedCommand C = normalize({"g++", "@a.o.modmap", "-DX", "a.cpp"});
  EXPECT_EQ(C.Error, "");
  EXPECT_TRUE(C.UsesModules);
  Folder.write("b.o.modmap", "-x c++-module\n-fmodule-output=b.pcm\n"
                             "-fmodule-file=m=m.pcm\n");
  EXPECT_EQ(kept({"clang++", "@b.o.modmap", "a.cpp"}),
            (Words{"-x", "c++-module", "-fmodule-file=m=m.pcm"}));
}

TEST_F(CommandLineTest, PrecompiledHeadersBecomeTheirHeaders) {
  Folder.write("pch.hxx", "");
  EXPECT_EQ(kept({"clang++", "-Xclang", "-include-pch", "-Xclang",
                  "pch.hxx.pch", "a.cpp"}),
            (Words{"-Xclang", "-include", "-Xclang", "pch.hxx"}));
  EXPECT_EQ(kept({"clang++", "-include-pch", "other.pch", "a.cpp"}),
            (Words{"-include-pch", "other.pch"}));
}

TEST_F(CommandLineTest, AppliesEdits) {
  CommandEdits Edits;
  Edits.Before = {"-DBEFORE"};
  Edits.After = {"-DAFTER"};
  Edits.Removed = {"-DGONE", "-O2"};
  EXPECT_EQ(kept({"g++", "-DGONE", "-DKEPT", "-O2", "a.cpp"}, Edits),
            (Words{"-DBEFORE", "-DKEPT", "-DAFTER"}));
}

TEST_F(CommandLineTest, SurvivesNonsense) {
  EXPECT_EQ(kept({"g++", "-I"}), Words());
  EXPECT_EQ(kept({"g++", "-Xclang"}), Words());
  EXPECT_EQ(kept({"ccache"}), Words());
  EXPECT_EQ(kept({"g++", "", "@", "-"}), Words());
}
