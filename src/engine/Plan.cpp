// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/Plan.h"

#include "engine/CommandLine.h"

#include <clang/Tooling/CompilationDatabase.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

#include <set>

using namespace async_tidy;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

static std::string realPath(StringRef Path) {
  llvm::SmallString<256> Real;
  return fs::real_path(Path, Real) ? Path.str() : std::string(Real);
}

namespace {
/// Gives clang's heuristics for files without a command what they need.
class Adapter : public clang::tooling::CompilationDatabase {
public:
  explicit Adapter(const async_tidy::CompileDatabase &Database)
      : Database(Database) {}

  std::vector<clang::tooling::CompileCommand>
  getCompileCommands(StringRef File) const override {
    std::vector<clang::tooling::CompileCommand> Result;
    for (const CompileEntry &Entry : Database.Entries)
      if (Entry.File == File)
        Result.emplace_back(Entry.Directory, Entry.File, Entry.Args, "");
    return Result;
  }
  std::vector<std::string> getAllFiles() const override {
    std::vector<std::string> Result;
    for (const CompileEntry &Entry : Database.Entries)
      Result.push_back(Entry.File);
    return Result;
  }

private:
  const async_tidy::CompileDatabase &Database;
};

class Planner {
public:
  Planner(const CompileDatabase &Database, const PlanRequest &Request)
      : Database(Database), Request(Request) {
    Result.Notifications = Database.Problems;
  }

  llvm::Error run();
  Plan take() { return std::move(Result); }

private:
  void add(const CompileEntry &Entry);
  llvm::Error addPath(const std::string &Path);
  llvm::Error addUnknown(const std::string &File);
  llvm::Error requireUnits() const;

  const CompileDatabase &Database;
  const PlanRequest &Request;
  std::set<std::string> Taken;            ///< Real paths that have a unit.
  std::set<const CompileEntry *> Entries; ///< Those that were looked at.
  Plan Result;
};
} // namespace

void Planner::add(const CompileEntry &Entry) {
  // A precompiled header's own command has nothing that its users lack.
  if (languageOf(Entry.File, Entry.Args) != UnitLanguage::Cxx) {
    ++Result.Skipped;
    return;
  }
  // A file that two of the named paths select is one unit.
  if (!Entries.insert(&Entry).second)
    return;
  if (!Taken.insert(realPath(Entry.File)).second && !Request.AllConfigs)
    return;
  Result.Units.push_back(Entry);
}

llvm::Error Planner::addUnknown(const std::string &File) {
  auto Inferring = clang::tooling::inferMissingCompileCommands(
      std::make_unique<Adapter>(Database));
  auto Commands = Inferring->getCompileCommands(File);
  UnitLanguage Language = Commands.empty()
                              ? UnitLanguage::Other
                              : languageOf(File, Commands.front().CommandLine);
  if (!Commands.empty() && Language == UnitLanguage::Other) {
    ++Result.Skipped;
    return llvm::Error::success();
  }
  if (Commands.empty())
    return llvm::createStringError(
        llvm::inconvertibleErrorCode(),
        "'" + File + "' is not in " + Database.Path +
            ", and no command there has flags to borrow");
  CompileEntry Entry;
  Entry.File = File;
  Entry.Directory = Commands.front().Directory;
  Entry.Args = Commands.front().CommandLine;
  Entry.Origin =
      "the command for '" + File + "' (" + Commands.front().Heuristic + ")";
  Result.Notifications.push_back(
      {RunNotification::Kind::Warning, File,
       "is not in the compilation database; its flags are " +
           Commands.front().Heuristic});
  Taken.insert(realPath(File));
  Result.Units.push_back(std::move(Entry));
  return llvm::Error::success();
}

llvm::Error Planner::addPath(const std::string &Path) {
  if (!fs::exists(Path))
    return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                   "'" + Path + "' does not exist");
  std::string Real = realPath(Path);
  if (fs::is_directory(Path)) {
    std::string Inside = Real == "/" ? Real : Real + "/";
    for (const CompileEntry &Entry : Database.Entries)
      if (StringRef(realPath(Entry.File)).starts_with(Inside))
        add(Entry);
    return llvm::Error::success();
  }
  bool Found = false;
  for (const CompileEntry &Entry : Database.Entries) {
    if (Entry.File != Path && realPath(Entry.File) != Real)
      continue;
    Found = true;
    add(Entry);
  }
  if (Found || Taken.count(Real))
    return llvm::Error::success();
  return addUnknown(Path);
}

/// A run over nothing must not look like a clean one.
llvm::Error Planner::requireUnits() const {
  bool SomeFailed = llvm::any_of(Result.Notifications, [](const auto &N) {
    return N.What == RunNotification::Kind::UnitFailed;
  });
  if (!Result.Units.empty() || SomeFailed)
    return llvm::Error::success();
  std::string Where = Request.Paths.empty()
                          ? Database.Path + " has no C++ file"
                          : "'" + Request.Paths.front() +
                                (Request.Paths.size() > 1 ? "', …" : "'") +
                                ": no C++ file of " + Database.Path +
                                " is selected";
  return llvm::createStringError(
      llvm::inconvertibleErrorCode(),
      Where + (Result.Skipped
                   ? "; headers and files of other languages are not analysed "
                     "on their own, name a source that includes them"
                   : "; name a file or folder that it lists"));
}

llvm::Error Planner::run() {
  if (Request.Paths.empty())
    for (const CompileEntry &Entry : Database.Entries)
      add(Entry);
  for (const std::string &Path : Request.Paths)
    if (llvm::Error E = addPath(Path))
      return E;
  return requireUnits();
}

llvm::Expected<Plan> async_tidy::makePlan(const CompileDatabase &Database,
                                          const PlanRequest &Request) {
  Planner P(Database, Request);
  if (llvm::Error E = P.run())
    return std::move(E);
  return P.take();
}
