// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Setting up editors: what is written, and that nothing is lost.

#include "test/cli/Project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace async_tidy::fixtures;
using testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

class Init : public testing::Test {
protected:
  void SetUp() override {
    Clangd = P.Folder.write("bin/clangd", "#!/bin/sh\n");
    fs::permissions(Clangd, fs::perms::owner_all);
  }
  CliRun init(const std::string &Args) {
    return P.run("init --clangd bin/clangd --editor " + Args);
  }
  std::string settings() {
    std::ifstream In(P.Folder(".vscode/settings.json"), std::ios::binary);
    std::stringstream Text;
    Text << In.rdbuf();
    return Text.str();
  }
  /// The settings after `init`, when they were \p Before.
  std::string after(const std::string &Before) {
    P.Folder.write(".vscode/settings.json", Before);
    CliRun R = init("vscode");
    EXPECT_EQ(R.Code, 0) << R.Err << Before;
    return settings();
  }
  /// Ours as a member.
  std::string ours() { return "\"clangd.path\": \"" + Clangd + "\""; }

  Project P;
  std::string Clangd;
};

} // namespace

TEST_F(Init, VSCodeWithoutSettings) {
  CliRun R = init("vscode");
  EXPECT_EQ(R.Code, 0) << R.Err;
  EXPECT_THAT(R.Out, HasSubstr(".vscode/settings.json"));
  EXPECT_EQ(settings(), "{\n    " + ours() + "\n}\n");
  // Once more changes nothing.
  R = init("vscode");
  EXPECT_EQ(R.Code, 0);
  EXPECT_THAT(R.Out, HasSubstr("already"));
  EXPECT_EQ(settings(), "{\n    " + ours() + "\n}\n");
}

TEST_F(Init, VSCodeKeepsWhatIsThere) {
  EXPECT_EQ(after("{\n  \"a\": [1, {\"b\": null}]\n}\n"),
            "{\n  \"a\": [1, {\"b\": null}],\n  " + ours() + "\n}\n");
  EXPECT_EQ(after("{\"a\": true}"), "{\"a\": true, " + ours() + "}");
  EXPECT_EQ(after("{}"), "{\n    " + ours() + "\n}");
  EXPECT_EQ(after(""), "{\n    " + ours() + "\n}\n");
  EXPECT_EQ(after("{\r\n\t\"a\": 1\r\n}\r\n"),
            "{\r\n\t\"a\": 1,\r\n\t" + ours() + "\r\n}\r\n");
  EXPECT_EQ(after("\xef\xbb\xbf{\n    \"\xc3\xa4\": \"\xe2\x82\xac\"\n}"),
            "\xef\xbb\xbf{\n    \"\xc3\xa4\": \"\xe2\x82\xac\",\n    " +
                ours() + "\n}");
}

TEST_F(Init, VSCodeKeepsCommentsAndTrailingCommas) {
  EXPECT_EQ(
      after("// mine\n{\n    /* one */ \"a\": 1, // last\n    // end }\n}\n"),
      "// mine\n{\n    /* one */ \"a\": 1, // last\n    // end }\n    " +
          ours() + "\n}\n");
  EXPECT_EQ(after("{\n    \"a\": \"// no { comment\" // but this\n}"),
            "{\n    \"a\": \"// no { comment\", // but this\n    " + ours() +
                "\n}");
  EXPECT_EQ(after("// nothing yet"),
            "// nothing yet\n{\n    " + ours() + "\n}\n");
  EXPECT_EQ(after("{ /* empty */ }"), "{ /* empty */ " + ours() + " }");
}

TEST_F(Init, VSCodeReplacesAnOldPath) {
  EXPECT_EQ(
      after("{\n  // which\n  \"clangd.path\": \"/usr/bin/clangd\", // old\n"
            "  \"b\": {\"clangd.path\": 1}\n}"),
      "{\n  // which\n  " + ours() +
          ", // old\n  \"b\": {\"clangd.path\": 1}\n}");
  EXPECT_EQ(after(R"({"clangd\u002epath": null})"),
            R"({"clangd\u002epath": ")" + Clangd + "\"}");
  // Of several the last one counts.
  EXPECT_EQ(after(R"({"clangd.path": 1, "clangd.path": 2})"),
            R"({"clangd.path": 1, )" + ours() + "}");
  EXPECT_EQ(after(R"({"say \"clangd.path\"": "\\"})"),
            R"({"say \"clangd.path\"": "\\", )" + ours() + "}");
}

TEST_F(Init, VSCodeRefusesWhatItCannotRead) {
  struct Case {
    std::string Text, Place;
  };
  for (const Case &C :
       std::vector<Case>{{"{\n  \"a\": 1\n  \"b\": 2\n}", ":3:3:"},
                         {"[]", ":1:1:"},
                         {"{\"a\": tru}", ":1:7:"},
                         {"{\"a\": }", ":1:7:"},
                         {"{'a': 1}", ":1:2:"},
                         {"{\"a\" 1}", ":1:6:"},
                         {"{\"a\": \"x\n\"}", ":1:7:"},
                         {"{\"a\": 1", ":1:8:"},
                         {"{} {}", ":1:4:"},
                         {"{\"a\": [1, 2}", ":1:12:"},
                         {"{,}", ":1:2:"},
                         {"/* open {}", ":1:1:"},
                         {std::string(300, '['), ":1:1:"},
                         {"{\"a\":" + std::string(300, '['), ":1:"}}) {
    P.Folder.write(".vscode/settings.json", C.Text);
    CliRun R = init("vscode");
    EXPECT_EQ(R.Code, 2) << C.Text;
    EXPECT_THAT(R.Err, HasSubstr(".vscode/settings.json" + C.Place));
    // The remedy, and the file is untouched.
    EXPECT_THAT(R.Err, HasSubstr("set \"clangd.path\" to '" + Clangd + "'"));
    EXPECT_EQ(settings(), C.Text);
  }
}

TEST_F(Init, OthersArePrinted) {
  struct Case {
    std::string Editor, Text, Where;
  };
  std::string Quoted = '"' + Clangd + '"';
  for (const Case &C : std::vector<Case>{
           {"nvim", "cmd = { " + Quoted + " }", "init.lua"},
           {"emacs", ". (" + Quoted + "))", "init.el"},
           {"helix", "[language-server.clangd]\ncommand = " + Quoted,
            "languages.toml"},
           {"kate", "\"command\": [" + Quoted, "User Server Settings"},
           {"clion", Quoted, "LSP4IJ"},
           {"vscode --print", ours(), ".vscode/settings.json"}}) {
    CliRun R = init(C.Editor);
    EXPECT_EQ(R.Code, 0) << R.Err;
    EXPECT_THAT(R.Out, HasSubstr(C.Text));
    EXPECT_THAT(R.Err, HasSubstr(C.Where));
  }
  EXPECT_FALSE(fs::exists(P.Folder(".vscode")));
  EXPECT_NO_THROW((void)nlohmann::json::parse(init("kate").Out));
}

TEST_F(Init, OddPathsAreQuoted) {
  std::string Odd = P.Folder("a \"b\"/clangd");
  fs::create_directories(P.Folder("a \"b\""));
  fs::copy_file(Clangd, Odd);
  CliRun R = P.run("init --editor vscode --clangd 'a \"b\"/clangd'");
  EXPECT_EQ(R.Code, 0) << R.Err;
  EXPECT_EQ(nlohmann::json::parse(settings())["clangd.path"], Odd);
}

TEST_F(Init, MistakesAreTwo) {
  CliRun R = init("ed");
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr("nvim"));
  EXPECT_EQ(P.run("init").Code, 2);
  R = P.run("init --editor nvim --clangd bin/gone");
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr("'bin/gone' is not an executable program"));
  EXPECT_EQ(R.Out, "");
  // A program without its server beside it.
  fs::copy_file(ASYNC_TIDY_CLI, P.Folder("bin/async-tidy"));
  R = P.run("init --editor nvim", P.Folder("bin/async-tidy"));
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr("--clangd PATH"));
  // With it.
  fs::rename(Clangd, P.Folder("bin/async-tidy-clangd"));
  R = P.run("init --editor nvim", P.Folder("bin/async-tidy"));
  EXPECT_EQ(R.Code, 0);
  EXPECT_THAT(R.Out, HasSubstr(P.Folder("bin/async-tidy-clangd")));
}

TEST_F(Init, AnUnwritableFolderIsTold) {
  P.Folder.write(".vscode", "a file");
  CliRun R = init("vscode");
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr(".vscode"));
}
