// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Editor and CLI agree: every run of every fixture is opened in
// async-tidy-clangd and analysed by async-tidy, and the findings in the file
// are the same.

#include "test/clangd/Workspace.h"

#include <gtest/gtest.h>
#include <llvm/Config/llvm-config.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>

using namespace async_tidy::test;

namespace {

/// A place with a message: a finding's own or a note's.
struct Statement {
  std::string File;
  unsigned Line = 0, Column = 0; ///< The CLI's place, counted from 1.
  Json Range;                    ///< The editor's range instead.
  std::string Message;
};

struct Seen {
  std::string Check;
  Statement Main;
  std::vector<Statement> Notes;
  Statement Help;                   ///< The CLI's; the editor's last note.
  std::vector<std::string> Actions; ///< What the CLI or the editor offers.
  /// The remedy has an edit, and is an action of the editor instead of a note.
  bool HelpIsAction = false;
};

/// clangd starts messages with a capital letter and counts the fixes.
std::string plain(std::string Message) {
  size_t Fixes = Message.find(" (fix available)");
  if (Fixes == std::string::npos)
    Fixes = Message.find(" (fixes available)");
  Message = Message.substr(0, Fixes);
  if (!Message.empty())
    Message[0] = char(std::tolower(static_cast<unsigned char>(Message[0])));
  return Message;
}

Statement ofCli(const Json &Message, const Json &Where,
                const std::string &Root) {
  Statement S;
  S.Message = plain(Message);
  if (Where.is_null())
    return S;
  S.File = Where["path"].get<std::string>();
  if (!S.File.starts_with("/"))
    S.File = Root + "/" + S.File;
  S.Line = Where["begin"]["line"];
  S.Column = Where["begin"]["column"];
  return S;
}

/// By file: the CLI's findings.
std::map<std::string, std::vector<Seen>> runCli(const Workspace &W) {
  std::string Out = W.path("cli.json");
  CommandResult Result = run(ASYNC_TIDY_CLI " -p " + W.root() + " --root " +
                             W.root() + " --quiet --output json=" + Out);
  EXPECT_TRUE(Result.Status == 0 || Result.Status == 1 || Result.Status == 3)
      << Result.Status << ": " << Result.Output;
  std::map<std::string, std::vector<Seen>> ByFile;
  Json Report = Json::parse(readFile(Out));
  for (const Json &F : Report["findings"]) {
    Seen S;
    S.Check = F["check"];
    S.Main = ofCli(F["message"], F["location"], W.root());
    for (const Json &Note : F["notes"])
      S.Notes.push_back(ofCli(Note["message"], Note["location"], W.root()));
    S.Help = ofCli(F["help"], F["location"], W.root());
    for (const Json &Fix : F["fixes"])
      S.Actions.push_back(Fix["description"]);
    for (const Json &Fix : F["fixes"])
      S.HelpIsAction |=
          Fix["safety"] == "unsafe" && Fix["description"] == F["help"];
    ByFile[S.Main.File].push_back(std::move(S));
  }
  return ByFile;
}

std::vector<Seen> askEditor(LspClient &Client, const std::string &Path) {
  std::vector<Seen> Result;
  for (const Json &D : ofOurs(Client.diagnose(Path))) {
    Seen S;
    S.Check = D["code"];
    S.Main = {Path, 0, 0, D["range"], plain(D["message"])};
    for (const Json &Note : D.value("relatedInformation", Json::array()))
      S.Notes.push_back(
          {Note["location"]["uri"].get<std::string>().substr(strlen("file://")),
           0, 0, Note["location"]["range"], plain(Note["message"])});
    Result.push_back(std::move(S));
  }
  return Result;
}

/// The editor underlines the code around the CLI's place.
bool agree(const Statement &Cli, const Statement &Editor) {
  if (Cli.Message != Editor.Message || Cli.File != Editor.File)
    return false;
  auto Place = [](const Json &P) {
    return std::pair(P["line"].get<unsigned>() + 1,
                     P["character"].get<unsigned>() + 1);
  };
  std::pair At(Cli.Line, Cli.Column);
  return Place(Editor.Range["start"]) <= At && At <= Place(Editor.Range["end"]);
}

std::string shown(const Seen &S) {
  auto Show = [](const Statement &Each) {
    return Each.File + ":" +
           (Each.Range.is_null()
                ? std::to_string(Each.Line) + ":" + std::to_string(Each.Column)
                : Each.Range.dump()) +
           ": " + Each.Message + "\n";
  };
  std::string Result = "[" + S.Check + "] " + Show(S.Main);
  for (const Statement &Note : S.Notes)
    Result += "  note: " + Show(Note);
  if (!S.Help.Message.empty())
    Result += "  help: " + Show(S.Help);
  return Result;
}

bool agree(const Seen &Cli, const Seen &Editor) {
  // clangd makes a code action of a note that carries a fix, and leaves out the
  // notes that clang's text output adds to places in macros.
  std::vector<Statement> Notes = Cli.Notes;
  std::erase_if(Notes, [&](const Statement &Note) {
    return Note.File.empty() ||
           Note.Message.starts_with("expanded from macro") ||
           std::any_of(Cli.Actions.begin(), Cli.Actions.end(),
                       [&](const std::string &Action) {
                         return plain(Action) == Note.Message;
                       });
  });
  if (!Cli.HelpIsAction)
    Notes.push_back(Cli.Help);
  return Notes.size() == Editor.Notes.size() && Cli.Check == Editor.Check &&
         agree(Cli.Main, Editor.Main) &&
         std::equal(Notes.begin(), Notes.end(), Editor.Notes.begin(),
                    Editor.Notes.end(),
                    [](const Statement &A, const Statement &B) {
                      return agree(A, B);
                    });
}

void expectSame(std::vector<Seen> Cli, std::vector<Seen> Editor) {
  for (const Seen &Wanted : Cli) {
    auto It = std::find_if(Editor.begin(), Editor.end(),
                           [&](const Seen &S) { return agree(Wanted, S); });
    if (It == Editor.end())
      ADD_FAILURE() << "only the CLI says\n" << shown(Wanted);
    else
      Editor.erase(It);
  }
  for (const Seen &S : Editor)
    ADD_FAILURE() << "only the editor says\n" << shown(S);
}

} // namespace

TEST(ClangdParity, EveryFixture) {
  Workspace W;
  std::vector<std::string> Paths;
  // With an older LLVM a quarter is enough by day.
  bool InPart = LLVM_VERSION_MAJOR < 22 && !std::getenv("ASYNC_TIDY_NIGHTLY");
  size_t Number = 0;
  for (const std::string &Path : runnableFixtures()) {
    if (InPart && Number++ % 4 != 0)
      continue;
    Fixture F = Fixture::read(Path);
    for (const RunConfig &Run : F.Runs)
      Paths.push_back(W.addFixture(F, Run));
  }
  ASSERT_FALSE(Paths.empty());
  auto Cli = runCli(W);
  LspClient Client(W.server());
  // All at once: the server works on several files at a time.
  for (const std::string &Path : Paths)
    Client.open(Path, readFile(Path));
  size_t Compared = 0;
  for (const std::string &Path : Paths) {
    SCOPED_TRACE(Path);
    Compared += Cli[Path].size();
    expectSame(Cli[Path], askEditor(Client, Path));
  }
  EXPECT_GT(Compared, Paths.size());
  EXPECT_EQ(Client.shutdown(), 0);
}

TEST(ClangdParity, ProjectHeaders) {
  Workspace W;
  W.write("include/base.h", R"(#pragma once
extern "C" unsigned sleep(unsigned);
namespace app {
struct Store {
  virtual ~Store() = default;
  virtual void save() = 0;
};
struct Disk final : Store {
  void save() override;
};
template <class T> void retry(T &&action) { action(); sleep(1); }
inline auto pause = [] { sleep(2); };
struct Guard {
  ~Guard() { sleep(3); }
};
struct Holder : Guard {};
class Client {
public:
  void connect();
  template <class T> void send(T value) { flush(); }
private:
  void flush() { sleep(4); }
};
inline void Client::connect() { flush(); }
} // namespace app
)");
  W.write("include/tasks.h", R"(#pragma once
#include "base.h"
#include "task.h"
namespace app {
inline co::task<int> compute() { sleep(5); co_return 1; }
inline co::eager<> start() { co_await co::yield(); }
co::task<> later();
struct ticket {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
ticket take();
} // namespace app
)");
  auto Arguments = RunConfig().compileArguments();
  Arguments.push_back("-Iinclude");
  std::string Path = W.addSource("a.cpp", R"(#include "tasks.h"

co::task<> all(app::Client &client, app::Disk &disk) {
  app::retry([] {});
  app::pause();
  app::Holder holder;
  client.connect();
  client.send(1);
  disk.save();
  app::compute();
  co_await app::compute();
  app::later();
  app::take();
  auto unused = app::later();
  co_await co::yield();
}
)",
                                 Arguments);
  auto Cli = runCli(W);
  EXPECT_GE(Cli[Path].size(), 7u);
  LspClient Client(W.server());
  expectSame(Cli[Path], askEditor(Client, Path));
}
