// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/support/Fixture.h"
#include "findings/Rule.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <sstream>

using namespace async_tidy;
using namespace async_tidy::test;

std::string RunConfig::clangTidyFile() const {
  return "Checks: '-*," + Checks +
         "'\nHeaderFilterRegex: '.*'\nCheckOptions: {" + Options + "}\n";
}

std::vector<std::string> RunConfig::compileArguments() const {
  std::vector<std::string> Result = {"-std=" + Std, "-isystem",
                                     ASYNC_TIDY_TEST_DIR "/stubs"};
  Result.insert(Result.end(), Args.begin(), Args.end());
  return Result;
}

std::string Fixture::text() const {
  std::string Result;
  for (const std::string &Line : Lines)
    Result += Line + "\n";
  return Result;
}

bool Fixture::hasNotes() const {
  return std::any_of(Expected.begin(), Expected.end(),
                     [](const Expectation &E) { return E.WithNotes; });
}

bool test::isCheckLine(const std::string &Line) {
  static const std::regex Pattern(R"(^\s*// CHECK-(MESSAGES|NOTES|FIXES)\b.*)");
  return std::regex_match(Line, Pattern);
}

std::string Fixture::cannotRun() const {
  for (const RunConfig &R : Runs)
    if (!R.MissingPackage.empty())
      return Name + " is skipped: the headers of the package " +
             R.MissingPackage + " are not installed (tools/setup.sh)";
  return "";
}

std::vector<std::string> test::allFixtures() {
  std::vector<std::string> Result = findFixtures(ASYNC_TIDY_TEST_DIR "/checks");
  for (std::string &Path : findFixtures(ASYNC_TIDY_TEST_DIR "/real-headers"))
    Result.push_back(std::move(Path));
  return Result;
}

std::vector<std::string> test::runnableFixtures() {
  std::vector<std::string> Result = allFixtures();
  std::erase_if(Result, [](const std::string &Path) {
    std::string Why = Fixture::read(Path).cannotRun();
    if (!Why.empty())
      std::cerr << Why << "\n";
    return !Why.empty();
  });
  return Result;
}

std::vector<std::string> test::findFixtures(const std::string &Folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> Result;
  for (const auto &Entry : fs::recursive_directory_iterator(Folder)) {
    std::string Name = Entry.path().filename().string();
    if (Name.starts_with("async-") && Name.ends_with(".cpp"))
      Result.push_back(Entry.path().string());
  }
  std::sort(Result.begin(), Result.end());
  return Result;
}

/// The id of the check that the file's name starts with, or nothing.
static std::string checkOfName(const std::string &Name) {
  std::string Best;
  for (const Rule &R : allRules()) {
    std::string Id(R.Id);
    bool Starts =
        Name == Id || Name.starts_with(Id + "-") || Name.starts_with(Id + ".");
    if (Starts && Id.size() > Best.size())
      Best = Id;
  }
  return Best;
}

/// Splits "a=1 options={B: c d} e" at the spaces outside of braces.
static std::vector<std::string> splitHeader(const std::string &Text) {
  std::vector<std::string> Result(1);
  int Depth = 0;
  for (char C : Text) {
    Depth += C == '{' ? 1 : C == '}' ? -1 : 0;
    if (C != ' ' || Depth > 0)
      Result.back() += C;
    else if (!Result.back().empty())
      Result.emplace_back();
  }
  if (Result.back().empty())
    Result.pop_back();
  return Result;
}

static std::string replaceAll(std::string Text, const std::string &From,
                              const std::string &To) {
  for (size_t At = Text.find(From); At != std::string::npos;
       At = Text.find(From, At + To.size()))
    Text.replace(At, From.size(), To);
  return Text;
}

/// Adds what the compiler needs for the headers of the library \p Name, as
/// real-headers/RealHeaders.cmake found them. Returns what is wrong.
static std::string needs(const std::string &Name, RunConfig &Run) {
  std::stringstream Lines(ASYNC_TIDY_REAL_HEADERS);
  for (std::string Line; std::getline(Lines, Line);) {
    std::stringstream Fields(Line);
    std::string Library, Flags;
    std::getline(Fields, Library, '|');
    if (Library != Name)
      continue;
    std::getline(Fields, Run.MissingPackage, '|');
    std::getline(Fields, Flags);
    std::stringstream Stream(Flags);
    for (std::string Flag; std::getline(Stream, Flag, ',');)
      if (!Flag.empty())
        Run.Args.push_back(Flag);
    return "";
  }
  return "'needs=" + Name + "': real-headers/RealHeaders.cmake has no '" +
         Name + "'";
}

/// Applies one header comment to \p Run. Returns what is wrong with it.
static std::string applyHeader(const std::string &Text,
                               const std::string &Folder, RunConfig &Run) {
  for (const std::string &Word : splitHeader(Text)) {
    size_t Equals = Word.find('=');
    std::string Key = Word.substr(0, Equals);
    std::string Value =
        Equals == std::string::npos ? "" : Word.substr(Equals + 1);
    Value = replaceAll(Value, "%S", Folder);
    if (Key == "std")
      Run.Std = Value;
    else if (Key == "checks")
      Run.Checks = Value;
    else if (Key == "suffix")
      Run.Suffix = Value;
    else if (Key == "expect-errors")
      Run.ExpectErrors = true;
    else if (Key == "expect-gaps")
      Run.ExpectGaps = true;
    else if (Key == "needs") {
      std::string Error = needs(Value, Run);
      if (!Error.empty())
        return Error;
    } else if (Key == "options" && Value.starts_with("{") &&
               Value.ends_with("}"))
      Run.Options = Value.substr(1, Value.size() - 2);
    else if (Key == "args") {
      std::stringstream Stream(Value);
      for (std::string Arg; std::getline(Stream, Arg, ',');)
        Run.Args.push_back(Arg);
    } else
      return "unknown or malformed word '" + Word + "' in a header comment";
  }
  return "";
}

/// A CHECK-MESSAGES or CHECK-NOTES comment: "[file]:LINE[:COLUMN]: level:
/// text".
static bool parseExpectation(const std::string &Body, unsigned SourceLine,
                             Expectation &E) {
  static const std::regex Pattern(
      R"(^\s*([^:\[\s]*):(\[\[@LINE([+-]\d+)?\]\]|\d+)(:(\d+))?: (warning|error|note): (.*?)\s*$)");
  std::smatch Match;
  if (!std::regex_match(Body, Match, Pattern))
    return false;
  E.File = Match[1];
  if (Match[2].str().starts_with("["))
    E.Line = SourceLine + (Match[3].matched ? std::stoi(Match[3]) : 0);
  else
    E.Line = std::stoul(Match[2]);
  if (Match[5].matched)
    E.Column = std::stoul(Match[5]);
  E.Level = Match[6];
  E.Text = Match[7];
  E.SourceLine = SourceLine;
  return true;
}

/// Collects the CHECK comment on \p Line, if there is one.
static void readCheckComment(Fixture &F, const std::string &Line,
                             unsigned Number) {
  static const std::regex Pattern(
      R"(// CHECK-(MESSAGES|NOTES|FIXES)(-([A-Z0-9_]+))?:(.*)$)");
  std::smatch Match;
  if (!std::regex_search(Line, Match, Pattern)) {
    if (Line.find("CHECK-MESSAGES") != std::string::npos ||
        Line.find("CHECK-NOTES") != std::string::npos ||
        Line.find("CHECK-FIXES") != std::string::npos)
      F.Errors.push_back("line " + std::to_string(Number) +
                         ": malformed CHECK comment");
    return;
  }
  if (Match[1] == "FIXES") {
    std::string Text = Match[4];
    size_t First = Text.find_first_not_of(' ');
    Text = First == std::string::npos ? "" : Text.substr(First);
    F.Fixes.push_back({Text, Match[3], Number});
    return;
  }
  Expectation E;
  E.Suffix = Match[3];
  E.WithNotes = Match[1] == "NOTES";
  if (parseExpectation(Match[4], Number, E))
    F.Expected.push_back(E);
  else
    F.Errors.push_back(
        "line " + std::to_string(Number) +
        ": expected ':[[@LINE-1]]:COLUMN: warning: text' after CHECK-" +
        Match[1].str());
}

/// Are there expectations for a suffix that no run has?
static void checkSuffixes(Fixture &F) {
  auto Known = [&](const std::string &Suffix) {
    return Suffix.empty() ||
           std::any_of(F.Runs.begin(), F.Runs.end(),
                       [&](const RunConfig &R) { return R.Suffix == Suffix; });
  };
  for (const Expectation &E : F.Expected)
    if (!Known(E.Suffix))
      F.Errors.push_back("line " + std::to_string(E.SourceLine) +
                         ": no run has the suffix " + E.Suffix);
  for (const FixExpectation &E : F.Fixes)
    if (!Known(E.Suffix))
      F.Errors.push_back("line " + std::to_string(E.SourceLine) +
                         ": no run has the suffix " + E.Suffix);
}

Fixture Fixture::read(const std::string &Path) {
  Fixture F;
  F.Path = Path;
  std::filesystem::path AsPath(Path);
  F.Name = AsPath.stem().string();
  std::string Folder = AsPath.parent_path().string();
  RunConfig Common;
  Common.Checks = checkOfName(F.Name);
  std::vector<std::string> RunHeaders;
  std::ifstream In(Path);
  if (!In)
    F.Errors.push_back("cannot be read");
  for (std::string Line; std::getline(In, Line);) {
    F.Lines.push_back(Line);
    static const std::string Header = "// async-tidy: ",
                             Run = "// async-tidy-run:";
    if (Line.starts_with(Header)) {
      std::string Error =
          applyHeader(Line.substr(Header.size()), Folder, Common);
      if (!Error.empty())
        F.Errors.push_back(Error);
    } else if (Line.starts_with(Run))
      RunHeaders.push_back(Line.substr(Run.size()));
    else
      readCheckComment(F, Line, F.Lines.size());
  }
  for (const std::string &Header : RunHeaders) {
    F.Runs.push_back(Common);
    std::string Error = applyHeader(Header, Folder, F.Runs.back());
    if (!Error.empty())
      F.Errors.push_back(Error);
  }
  if (F.Runs.empty())
    F.Runs.push_back(Common);
  for (const RunConfig &R : F.Runs)
    if (R.Checks.empty())
      F.Errors.push_back(
          "the file's name does not start with the id of a check, "
          "and its header has no checks=");
  checkSuffixes(F);
  return F;
}
