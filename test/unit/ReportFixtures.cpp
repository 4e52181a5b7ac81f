// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ReportFixtures.h"
#include "findings/PathMap.h"
#include "findings/Pipeline.h"
#include "report/Reporter.h"

#include <sstream>
#include <stdexcept>

using namespace async_tidy;

static constexpr std::string_view BlockingPage = R"(# async-blocking-call

Finds calls that block the thread inside a coroutine.

## What it does

Reports `sleep_for` and the like; see [the list](../models.md#std).
Helpers are looked through.

## Example

```cpp
// [not](a link)
std::this_thread::sleep_for(1s);
```

## Silencing

Write `// NOLINT(async-blocking-call)` or read [more](async-other.md), or
[the web](https://example.org/page).
)";

static constexpr std::string_view DiscardedPage = R"(# async-discarded-awaitable

Finds awaitables that nobody awaits
in an expression statement.

## What it does

## Silencing
)";

static const Rule BlockingRule = {"BlockingCallCheck",
                                  "async-blocking-call",
                                  "blocking",
                                  Severity::Critical,
                                  Precision::High,
                                  "0.1.0",
                                  "",
                                  BlockingPage};
static const Rule DiscardedRule = {"DiscardedAwaitableCheck",
                                   "async-discarded-awaitable",
                                   "lostwork",
                                   Severity::Major,
                                   Precision::VeryHigh,
                                   "0.1.0",
                                   "",
                                   DiscardedPage};
static const Rule LifetimeRule = {"DanglingThingCheck",
                                  "async-dangling-thing",
                                  "lifetime",
                                  Severity::Minor,
                                  Precision::Medium,
                                  "0.2.0",
                                  "8.1",
                                  DiscardedPage};

std::string fixtures::pathOf(std::string_view Relative) {
  return std::string(Root) + '/' + std::string(Relative);
}

static Position positionOf(std::string_view Text, size_t Offset) {
  Position P = {1, 1, static_cast<unsigned>(Offset)};
  for (size_t I = 0; I < Offset; ++I) {
    bool IsEnd =
        Text[I] == '\n' ||
        (Text[I] == '\r' && (I + 1 == Text.size() || Text[I + 1] != '\n'));
    P.Line += IsEnd;
    P.Column = IsEnd ? 1 : P.Column + 1;
  }
  return P;
}

Location fixtures::at(const SourceCache &Sources, std::string_view Relative,
                      std::string_view Needle, unsigned Nth) {
  std::string Path = pathOf(Relative);
  std::string_view Text = Sources.get(Path).text();
  size_t Offset = Text.find(Needle);
  while (Nth-- != 0 && Offset != std::string_view::npos)
    Offset = Text.find(Needle, Offset + 1);
  if (Offset == std::string_view::npos)
    throw std::invalid_argument("no such text: " + std::string(Needle));
  return {Path, positionOf(Text, Offset),
          positionOf(Text, Offset + Needle.size())};
}

SourceCache fixtures::sources() {
  SourceCache Sources;
  Sources.add(pathOf("src/session.cpp"),
              "#include \"helpers.h\"\n"
              "\n"
              "task<void> session(socket s) {\n"
              "\tauto größe = fetch(\"日本語\", s);\n"
              "\tlog(\"😀\"), notify(s);\n"
              "  for (auto &Peer : peers) {\n"
              "    ping(Peer,\n"
              "         timeout);\n"
              "  }\n"
              "  LOCK(m);\n"
              "}\n");
  Sources.add(pathOf("src/helpers.h"),
              "#define LOCK(M) (M).lock()\r\n"
              "inline int read_all(int fd) {\r\n"
              "\treturn ::read(fd, buffer, sizeof buffer);\r\n"
              "}\r\n"
              "inline int fetch(const char *what, socket &s) {\r\n"
              "  return read_all(s.fd());\r\n"
              "}");
  Sources.add(pathOf("src/größe und mehr.cpp"),
              "\xEF\xBB\xBFtask<> run(); // \xFF broken \x1b[31m byte\n");
  Sources.add(pathOf("src/empty.cpp"), "");
  return Sources;
}

static Finding blocking(const SourceCache &S) {
  Finding F;
  F.Check = "async-blocking-call";
  F.Level = Severity::Critical;
  F.Message = "call to 'fetch' blocks the thread that runs coroutine "
              "'session': it reaches 'read', which waits for the network";
  F.Help =
      "use 'co_await s.async_read_some(buffer, asio::use_awaitable)' of an "
      "asio socket or stream instead";
  F.Where = fixtures::at(S, "src/session.cpp", "fetch(\"日本語\", s)");
  F.Function = "session(socket)";
  F.Notes = {
      {fixtures::at(S, "src/helpers.h", "read_all(s.fd())"),
       "'fetch' calls 'read_all' here"},
      {fixtures::at(S, "src/helpers.h", "::read(fd, buffer, sizeof buffer)"),
       "'read_all' calls 'read' here"}};
  F.Cause = {"blocks",
             "body",
             "fetch",
             "c:@F@fetch",
             "'fetch' blocks: it reaches 'read', which waits for the network",
             "nonblocking: [fetch]"};
  return F;
}

static std::vector<Finding> discarded(const SourceCache &S) {
  Finding Emoji;
  Emoji.Check = "async-discarded-awaitable";
  Emoji.Message = "task returned by 'notify' is discarded: the coroutine never "
                  "runs";
  Emoji.Help = "await it with 'co_await'";
  Emoji.Where = fixtures::at(S, "src/session.cpp", "notify(s)");
  Emoji.Function = "session(socket)";
  Location Insertion = Emoji.Where;
  Insertion.End = Insertion.Begin;
  Emoji.Fixes = {{Emoji.Help, FixSafety::Safe, {{Insertion, "co_await "}}}};

  Finding Lines;
  Lines.Check = "async-discarded-awaitable";
  Lines.Message = "task returned by 'ping' is discarded: the coroutine never "
                  "runs";
  Lines.Help = "return it, or hand it to something that awaits it";
  Lines.Where =
      fixtures::at(S, "src/session.cpp", "ping(Peer,\n         timeout)");
  Lines.Function = "session(socket)";
  Lines.Fixes = {{"hand it to a task group",
                  FixSafety::Unsafe,
                  {{Lines.Where, "group.spawn(ping(Peer, timeout))"}}}};

  Finding Gone;
  Gone.Check = "async-discarded-awaitable";
  Gone.Message = "task returned by 'operator[](int)' is discarded: the "
                 "coroutine never runs";
  Gone.Where = {fixtures::pathOf("src/gone.cpp"), {3, 5, 40}, {3, 9, 44}};
  return {Emoji, Lines, Gone};
}

static std::vector<Finding> others(const SourceCache &S) {
  Finding Macro;
  Macro.Check = "async-blocking-call";
  Macro.Level = Severity::Critical;
  Macro.Message = "call to 'lock' blocks the thread that runs coroutine "
                  "'session': it waits for a mutex";
  Macro.Help = "use an asynchronous mutex of the framework instead";
  Macro.Where = fixtures::at(S, "src/session.cpp", "LOCK(m)");
  Macro.Function = "session(socket)";
  Macro.Notes = {{fixtures::at(S, "src/helpers.h", "(M).lock()"),
                  "expanded from macro 'LOCK'"},
                 {{}, "the mutex {0} is not made for coroutines"}};

  Finding Bom;
  Bom.Check = "async-dangling-thing";
  Bom.Level = Severity::Minor;
  Bom.Message = "'run' keeps a reference to a temporary";
  Bom.Where = fixtures::at(S, "src/größe und mehr.cpp", "run");
  Bom.Notes = {{Bom.Where, "declared here"}};

  Finding Empty;
  Empty.Check = "bugprone-foreign";
  Empty.Message = "translation unit is empty";
  Empty.Where = {fixtures::pathOf("src/empty.cpp"), {1, 1, 0}, {1, 1, 0}};
  return {Macro, Bom, Empty};
}

void fixtures::finish(std::vector<Finding> &Findings,
                      const SourceCache &Sources, const std::string &Root) {
  PathMap Paths(Root);
  FindingList List{std::move(Findings), {}};
  finishFindings(List, {Sources, Paths});
  Findings = std::move(List.Findings);
}

static RunInfo runInfo() {
  RunInfo Run;
  Run.ToolVersion = "0.1.0-dev";
  Run.LLVMVersion = "22.1.8";
  Run.Root = Run.WorkingDirectory = fixtures::Root;
  Run.CommandLine = {"async-tidy", "-p", "build"};
  Run.UnitsAnalysed = 12;
  Run.Git = VersionControl{"https://example.org/team/app",
                           "0123456789abcdef0123456789abcdef01234567", "main"};
  return Run;
}

Report fixtures::fullReport(const SourceCache &Sources) {
  Report R;
  R.Run = runInfo();
  R.Run.ExitCode = 3;
  R.Run.UnitsFailed = R.Run.UnitsSkipped = 1;
  R.EnabledRules = {&BlockingRule, &DiscardedRule, &LifetimeRule};
  R.Findings = {blocking(Sources)};
  for (const auto &More : {discarded(Sources), others(Sources)})
    R.Findings.insert(R.Findings.end(), More.begin(), More.end());
  finish(R.Findings, Sources, R.Run.Root);
  using Kind = RunNotification::Kind;
  R.Notifications = {
      {Kind::UnitFailed, pathOf("src/broken.cpp"),
       "clang crashed on this unit; run it alone with 'async-tidy -p build'"},
      {Kind::UnitSkipped, pathOf("src/module.cpp"), "C++20 modules unit"},
      {Kind::Configuration, pathOf(".clang-tidy"), "unknown key 'Cheks'"},
      {Kind::Warning, "", "2 entries name the same file"}};
  return R;
}

Report fixtures::cleanReport() {
  Report R;
  R.Run = runInfo();
  R.EnabledRules = {&BlockingRule};
  return R;
}

std::string fixtures::render(std::string_view Format, const Report &R,
                             const SourceCache &Sources, bool Colour,
                             bool Unicode) {
  std::ostringstream OS;
  ReporterOptions Options;
  Options.Colour = Colour;
  Options.Unicode = Unicode;
  makeReporter(Format, Options)->write(R, Sources, OS);
  return OS.str();
}
