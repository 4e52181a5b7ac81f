// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// async-tidy-clangd as an editor sees it.

#include "findings/Rule.h"
#include "test/clangd/Workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

using namespace async_tidy;
using namespace async_tidy::test;

namespace {

const char *const Blocking = R"(#include "task.h"
extern "C" unsigned sleep(unsigned);

static void helper() { sleep(1); }

co::task<> coroutine() {
  helper();
  co_await co::yield();
}
)";

const char *const Harmless = R"(#include "task.h"

co::task<> coroutine() { co_await co::yield(); }
)";

std::string codeOf(const Json &Diagnostic) {
  return Diagnostic.contains("code") ? Diagnostic["code"].dump() : "";
}

std::string codesOf(const Json &Diagnostics) {
  std::string Result;
  for (const Json &D : Diagnostics)
    Result += codeOf(D) + " ";
  return Result;
}

/// The options that a help text lists.
std::set<std::string> flagsIn(const std::string &Help) {
  std::set<std::string> Result;
  std::istringstream Lines(Help);
  for (std::string Line; std::getline(Lines, Line);)
    if (size_t At = Line.find_first_not_of(' ');
        At != Line.npos && Line[At] == '-')
      Result.insert(Line.substr(At, Line.find_first_of(" =", At) - At));
  return Result;
}

std::string urlOf(const char *Check) { return ruleUrl(*findRule(Check)); }

} // namespace

TEST(ClangdServer, NamesBothVersions) {
  CommandResult Result = run(ASYNC_TIDY_CLANGD " --version");
  EXPECT_EQ(Result.Status, 0);
  EXPECT_NE(Result.Output.find("clangd version " +
                               std::to_string(ASYNC_TIDY_LLVM_MAJOR) + "."),
            std::string::npos)
      << Result.Output;
  EXPECT_NE(Result.Output.find("async-tidy " ASYNC_TIDY_VERSION),
            std::string::npos)
      << Result.Output;

  Workspace W;
  LspClient Client(W.server());
  std::string Version = Client.capabilities()["serverInfo"]["version"];
  EXPECT_NE(Version.find("clangd version " +
                         std::to_string(ASYNC_TIDY_LLVM_MAJOR) + "."),
            std::string::npos)
      << Version;
  EXPECT_NE(Version.find("async-tidy " ASYNC_TIDY_VERSION), std::string::npos)
      << Version;
  EXPECT_EQ(Client.shutdown(), 0);
}

TEST(ClangdServer, ShowsFindingsWithCodeLinkAndNotes) {
  Workspace W;
  std::string Path = W.addSource("a.cpp", Blocking);
  LspClient Client(W.server());
  std::vector<Json> Found = ofOurs(Client.diagnose(Path));
  ASSERT_EQ(Found.size(), 1u);
  const Json &D = Found[0];
  EXPECT_EQ(D["code"], "async-blocking-call");
  EXPECT_EQ(D["severity"], 2);
  EXPECT_EQ(D["range"]["start"]["line"], 6);
  EXPECT_EQ(D["codeDescription"]["href"], urlOf("async-blocking-call"));
  ASSERT_EQ(D["relatedInformation"].size(), 2u) << D.dump(1);
  const Json &Note = D["relatedInformation"][0];
  EXPECT_EQ(Note["location"]["uri"], uriOf(Path));
  EXPECT_EQ(Note["location"]["range"]["start"]["line"], 3);
  // The remedy is the last note, at the finding's own place.
  const Json &Remedy = D["relatedInformation"][1];
  EXPECT_EQ(Remedy["location"]["range"]["start"]["line"], 6);
  EXPECT_THAT(Remedy["message"].get<std::string>(),
              testing::HasSubstr("instead"));
  EXPECT_EQ(Client.shutdown(), 0);
}

TEST(ClangdServer, LooksThroughHelpersInHeaders) {
  Workspace W;
  std::string Header = W.write("helper.h", R"(#pragma once
extern "C" unsigned sleep(unsigned);
inline void helper() { sleep(1); }
struct Log {
  void flush() { helper(); }
};
)");
  std::string Path = W.addSource("a.cpp", R"(#include "helper.h"
#include "task.h"

co::task<> coroutine(Log &log) {
  log.flush();
  co_await co::yield();
}
)");
  LspClient Client(W.server());
  std::vector<Json> Found = ofOurs(Client.diagnose(Path));
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0]["range"]["start"]["line"], 4);
  ASSERT_EQ(Found[0]["relatedInformation"].size(), 3u) << Found[0].dump(1);
  EXPECT_EQ(Found[0]["relatedInformation"][0]["location"]["uri"],
            uriOf(Header));
}

TEST(ClangdServer, FollowsUnsavedEdits) {
  Workspace W;
  std::string Path = W.addSource("a.cpp", Harmless);
  LspClient Client(W.server());
  EXPECT_TRUE(ofOurs(Client.diagnose(Path)).empty());
  Client.change(Path, Blocking);
  EXPECT_EQ(ofOurs(Client.diagnostics(Path)).size(), 1u);
  EXPECT_EQ(readFile(Path), Harmless);
  Client.change(Path, Harmless);
  EXPECT_TRUE(ofOurs(Client.diagnostics(Path)).empty());
  // Closed and opened again, the file's own text counts.
  Client.change(Path, Blocking);
  Client.close(Path);
  EXPECT_TRUE(ofOurs(Client.diagnose(Path)).empty());
  EXPECT_EQ(Client.shutdown(), 0);
}

TEST(ClangdServer, AppliesQuickFixes) {
  Workspace W;
  std::string Path = W.addSource("a.cpp", R"(#include "task.h"
co::task<> save();
co::task<> shut() {
  save();
  /* \xc3\xa4 */ save();
  co_await co::yield();
}
)");
  LspClient Client(W.server());
  // One after the other, as in an editor; the last text has no findings left.
  for (size_t Left = 2; Left > 0; --Left) {
    std::vector<Json> Found = ofOurs(Client.diagnose(Path));
    ASSERT_EQ(Found.size(), Left);
    EXPECT_EQ(Found[0]["code"], "async-discarded-awaitable");
    Json Actions = Client.codeActions(Path, Found[0]);
    auto Fix = std::find_if(Actions.begin(), Actions.end(), [](const Json &A) {
      return A.value("title", "") == "insert 'co_await '";
    });
    ASSERT_NE(Fix, Actions.end()) << Actions.dump(1);
    EXPECT_EQ((*Fix)["kind"], "quickfix");
    EXPECT_EQ((*Fix)["diagnostics"][0]["code"], "async-discarded-awaitable");
    Client.change(Path, Client.applied(Path, *Fix));
  }
  EXPECT_TRUE(ofOurs(Client.diagnostics(Path)).empty());
  EXPECT_NE(Client.text(Path).find("{\n  co_await save();\n"),
            std::string::npos);
  EXPECT_NE(Client.text(Path).find("*/ co_await save();\n"), std::string::npos);
  Client.close(Path);
  EXPECT_EQ(Client.shutdown(), 0);
}

/// Of the one action of the finding in \p Path: its title, and whether the
/// editor should prefer it.
static std::pair<std::string, bool> onlyAction(LspClient &Client,
                                               const std::string &Path) {
  std::vector<Json> Found = ofOurs(Client.diagnose(Path));
  if (Found.size() != 1)
    return {"findings: " + std::to_string(Found.size()), false};
  for (const Json &A : Client.codeActions(Path, Found[0]))
    if (A.value("kind", "") == "quickfix")
      return {A["title"], A.value("isPreferred", false)};
  return {"no action", false};
}

TEST(ClangdServer, AFixThatNeedsALookIsNotPreferred) {
  Workspace W;
  std::string Safe = W.addSource("safe.cpp", R"(#include "task.h"
co::task<> save();
co::task<> shut() {
  save();
  co_await co::yield();
}
)");
  std::string Locked = W.addSource("locked.cpp", R"(#include "task.h"
#include <mutex>
std::mutex m;
co::task<> save();
co::task<> shut() {
  std::lock_guard guard(m);
  save();
  co_return;
}
)");
  LspClient Client(W.server());
  EXPECT_EQ(onlyAction(Client, Safe),
            std::pair(std::string("insert 'co_await '"), true));
  auto [Title, IsPreferred] = onlyAction(Client, Locked);
  EXPECT_NE(Title.find("but not while 'guard' is held"), std::string::npos)
      << Title;
  EXPECT_FALSE(IsPreferred);
  EXPECT_EQ(Client.shutdown(), 0);
}

TEST(ClangdServer, ShowsFindingsAndNotesInMacros) {
  Workspace W;
  std::string Path = W.addSource("a.cpp", R"(#include "task.h"
#include <cerrno>
#include <mutex>
#define LOCKED(mutex) std::lock_guard guard(mutex)
#define AWAIT(task) co_await (task)
std::mutex m;
void use(int);
co::task<> in_macros() {
  LOCKED(m);
  AWAIT(co::yield());
  use(errno);
}
)");
  LspClient Client(W.server());
  std::vector<Json> Found = ofOurs(Client.diagnose(Path));
  ASSERT_EQ(Found.size(), 2u);
  EXPECT_EQ(Found[0]["code"], "async-lock-across-suspension");
  ASSERT_EQ(Found[0]["relatedInformation"].size(), 2u) << Found[0].dump(1);
  EXPECT_EQ(
      Found[0]["relatedInformation"][0]["location"]["range"]["start"]["line"],
      9);
  EXPECT_EQ(Found[1]["code"], "async-thread-local-across-suspension");
  EXPECT_EQ(Found[1]["range"]["start"]["line"], 10);
}

TEST(ClangdServer, OtherFeaturesStay) {
  Workspace W;
  std::string Path = W.addSource("a.cpp", R"(
int twice(int value) { return 2 * value; }
int use() {
  auto result = twice(2);
  return result;
}
)");
  LspClient Client(W.server());
  Client.diagnose(Path);
  Json Place = {{"textDocument", {{"uri", uriOf(Path)}}},
                {"position", {{"line", 3}, {"character", 18}}}};
  EXPECT_NE(Client.request("textDocument/hover", Place).dump().find("twice"),
            std::string::npos);
  Json Definition = Client.request("textDocument/definition", Place);
  ASSERT_EQ(Definition.size(), 1u) << Definition.dump();
  EXPECT_EQ(Definition[0]["range"]["start"]["line"], 1);
  EXPECT_NE(
      Client.request("textDocument/completion", Place).dump().find("twice"),
      std::string::npos);
  // A tweak: they come from an archive that a linker likes to drop.
  Json Actions =
      Client.request("textDocument/codeAction",
                     {{"textDocument", {{"uri", uriOf(Path)}}},
                      {"range",
                       {{"start", {{"line", 3}, {"character", 2}}},
                        {"end", {{"line", 3}, {"character", 6}}}}},
                      {"context", {{"diagnostics", Json::array()}}}});
  EXPECT_NE(Actions.dump().find("Replace with deduced type"), std::string::npos)
      << Actions.dump(1);
}

TEST(ClangdServer, RunsStockChecksWithTheirOwnLinks) {
  Workspace W;
  std::string Path =
      W.addSource("a.cpp", "void f(int *p) { if (p == 0) {} }\n");
  W.write(".clang-tidy", "Checks: '-*,modernize-use-nullptr'\n");
  LspClient Client(W.server());
  Json Found = Client.diagnose(Path);
  ASSERT_EQ(Found.size(), 1u) << codesOf(Found);
  EXPECT_EQ(Found[0]["code"], "modernize-use-nullptr");
  EXPECT_EQ(Found[0]["codeDescription"]["href"],
            "https://clang.llvm.org/extra/clang-tidy/checks/modernize/"
            "use-nullptr.html");
}

TEST(ClangdServer, HasTheFlagsOfClangd) {
  CommandResult Ours = run(ASYNC_TIDY_CLANGD " --help-hidden");
  CommandResult Plain = run(ASYNC_TIDY_LLVM_BIN "/clangd --help-hidden");
  EXPECT_EQ(Plain.Status, 0);
  EXPECT_EQ(Ours.Status, Plain.Status);
  EXPECT_EQ(flagsIn(Ours.Output), flagsIn(Plain.Output));
  EXPECT_GT(flagsIn(Plain.Output).size(), 50u);
}

TEST(ClangdServer, FindsBuiltinHeadersWhenMoved) {
  Workspace W;
  std::string Path =
      W.addSource("a.cpp", "#include <stddef.h>\n#include <immintrin.h>\n"
                           "size_t size = 1;\n");
  std::string Moved = W.path("elsewhere/bin/clangd-of-mine");
  W.write("elsewhere/bin/x", "");
  ASSERT_EQ(run("cp " ASYNC_TIDY_CLANGD " " + Moved).Status, 0);
  LspClient::Setup Setup = W.server();
  Setup.Program = Moved;
  LspClient Client(Setup);
  EXPECT_EQ(Client.diagnose(Path), Json::array());
  EXPECT_EQ(Client.shutdown(), 0);
}

TEST(ClangdServer, SaysWhatToDoWithoutBuiltinHeaders) {
  // clang's headers are hidden from this one process.
  std::string Hidden = std::filesystem::path(ASYNC_TIDY_TEST_RESOURCE_DIR)
                           .parent_path()
                           .string();
  std::string Hide =
      "unshare --map-root-user --mount sh -c 'mount -t tmpfs none " + Hidden +
      " && ";
  if (run(Hide + "true'").Status != 0)
    GTEST_SKIP() << "no namespaces for mounts here";
  Workspace W;
  std::string Path =
      W.addSource("a.cpp", "#include <stddef.h>\nsize_t size;\n");
  CommandResult Result =
      run(Hide + ASYNC_TIDY_CLANGD " --log=error --check=" + Path + "'");
  EXPECT_NE(Result.Status, 0);
  std::string Major = std::to_string(ASYNC_TIDY_LLVM_MAJOR);
  for (std::string Text :
       {"the headers of clang " + Major + " were not found",
        "Install clang-" + Major, std::string("--resource-dir=DIR")})
    EXPECT_NE(Result.Output.find(Text), std::string::npos) << Result.Output;
}
