// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/AsyncCheck.h"
#include "checks/RunningCheck.h"
#include "checks/support/ModelFiles.h"
#include "checks/support/Survey.h"
#include "model/DeclaredNames.h"
#include "model/Limits.h"

#include <clang/AST/ASTContext.h>
#include <clang/ASTMatchers/ASTMatchFinder.h>
#include <clang/Lex/Preprocessor.h>

using namespace clang;
using namespace clang::ast_matchers;
using namespace async_tidy;

static bool HostIsClangd = false;

void async_tidy::setHostIsClangd(bool IsClangd) { HostIsClangd = IsClangd; }

namespace {
/// The first declaration that a traversal of the restricted scope visits.
AST_MATCHER(Decl, isFirstOfTraversalScope) {
  auto Scope = Finder->getASTContext().getTraversalScope();
  return !Scope.empty() && Scope.front() == &Node;
}
} // namespace

AsyncCheck::AsyncCheck(StringRef Name, tidy::ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context), Id(Name.str()),
      ModelFiles(Options.getLocalOrGlobal("AsyncModelFiles", "")),
      LimitFactor(readLimitFactor()) {}

unsigned AsyncCheck::readLimitFactor() {
  StringRef Value = Options.getLocalOrGlobal("AsyncLimitFactor", "1");
  unsigned Factor = 0;
  if (!Value.getAsInteger(10, Factor) && Factor >= 1 &&
      Factor <= MaxLimitFactor)
    return Factor;
  // The same words from every check: clang-tidy then says it once.
  configurationDiag("option 'AsyncLimitFactor' is '%0'; it takes a whole "
                    "number from 1 to %1")
      << Value << MaxLimitFactor;
  return 1;
}

void AsyncCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  Options.store(Opts, "AsyncModelFiles", ModelFiles);
  Options.store(Opts, "AsyncLimitFactor", LimitFactor);
  for (const auto &[Option, Names] : NameLists)
    Options.store(Opts, Option, Names.value());
}

const NamesOfOption &AsyncCheck::nameList(StringRef Option, StringRef Default,
                                          EntryText Text) {
  StringRef Value = Options.get(Option, Default);
  if (Value != Default)
    ChangedNameLists.push_back(Option.str());
  return NameLists.try_emplace(Option.str(), *this, Id, Option, Value, Text)
      .first->second;
}

void AsyncCheck::registerMatchers(MatchFinder *Finder) {
  // Filtered by node kind before matching, so it costs nothing per node.
  if (!HostIsClangd)
    Finder->addMatcher(translationUnitDecl(), this);
  else
    Finder->addMatcher(decl(isFirstOfTraversalScope()), this);
}

void AsyncCheck::registerPPCallbacks(const SourceManager &SM, Preprocessor *PP,
                                     Preprocessor *ModuleExpanderPP) {
  PP->getDiagnostics().setErrorLimit(0);
}

void AsyncCheck::onStartOfTranslationUnit() {
  Reported.clear();
  TranslationUnit::forget();
}

void AsyncCheck::onEndOfTranslationUnit() { TranslationUnit::forget(); }

void AsyncCheck::check(const MatchFinder::MatchResult &Result) {
  auto Lib = TranslationUnit::loadLibrary(
      modelFiles(ModelFiles, *Result.SourceManager));
  if (!Lib) {
    configurationDiag(toString(Lib.takeError()), DiagnosticIDs::Error);
    return;
  }
  Sources = Result.SourceManager;
  Sink = UnitSink::ofThread();
  RunningCheck Running(Id, Sink);
  if (Sink)
    tellOptionNames(*Sink, *Result.Context);
  TranslationUnit &TU =
      TranslationUnit::of(*Result.Context, *Lib, Sink, LimitFactor);
  analyze(TU);
  if (Sink)
    surveyUnit(TU, *Sink);
  finishFinding();
}

void AsyncCheck::tellOptionNames(UnitSink &Sink, const ASTContext &Ctx) const {
  for (const std::string &Option : ChangedNameLists)
    for (const NamesOfOption::Entry &E : NameLists.at(Option).entries())
      Sink.optionName({Id, Option, E.Name}, isDeclared(Ctx, E.Name));
}

DiagnosticBuilder AsyncCheck::diag(SourceLocation Loc, StringRef Message,
                                   std::string NewRemedy, Cause Why) {
  assert(!NewRemedy.empty() && "every finding says how to mend it");
  finishFinding();
  // clang would add "expanded from macro" behind a note in a macro.
  RemedyLoc = Sources->getFileLoc(shownPlace(Loc, DiagnosticIDs::Warning));
  Remedy = std::move(NewRemedy);
  if (Sink)
    Sink->cause(std::move(Why));
  return ClangTidyCheck::diag(shownPlace(Loc, DiagnosticIDs::Warning), Message);
}

void AsyncCheck::note(SourceLocation Loc, StringRef Text) {
  // Not as the format: a name may have a '%' in it.
  ClangTidyCheck::diag(shownPlace(Loc, DiagnosticIDs::Note), "%0",
                       DiagnosticIDs::Note)
      << Text;
}

void AsyncCheck::offer(DiagnosticBuilder &Diag, ArrayRef<FixItHint> Edits,
                       bool Safe) {
  if (!Safe)
    Suggested.assign(Edits.begin(), Edits.end());
  else
    for (const FixItHint &Edit : Edits)
      Diag << Edit;
}

void AsyncCheck::finishFinding() {
  if (Remedy.empty())
    return;
  DiagnosticBuilder Note = ClangTidyCheck::diag(
      shownPlace(RemedyLoc, DiagnosticIDs::Note), "%0", DiagnosticIDs::Note);
  Note << std::exchange(Remedy, {});
  for (const FixItHint &Edit : std::exchange(Suggested, {}))
    Note << Edit;
}

SourceLocation AsyncCheck::shownPlace(SourceLocation Loc,
                                      DiagnosticIDs::Level Level) const {
  // clang may suppress what is written in a system header's macro (errno), and
  // the reader's code is where that is used.
  while (Loc.isMacroID() && Sources->isInSystemMacro(Loc))
    Loc = Sources->getImmediateMacroCallerLoc(Loc);
  if (HostIsClangd && Level == DiagnosticIDs::Note && Loc.isValid())
    return Sources->getFileLoc(Loc);
  return Loc;
}

bool AsyncCheck::firstReportAt(SourceLocation Loc) {
  return Loc.isValid() && Reported.insert(Loc).second;
}

void AsyncCheck::noteSuspensions(ArrayRef<const SuspensionPoint *> At) {
  for (const SuspensionPoint *P : At.take_front(3))
    note(P->location(), "suspends here");
}
