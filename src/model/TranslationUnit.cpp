// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/TranslationUnit.h"
#include "model/Limits.h"
#include "model/UnitCollector.h"

#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <map>
#include <mutex>

using namespace clang;
using namespace async_tidy;

llvm::Expected<std::shared_ptr<const Library>>
TranslationUnit::loadLibrary(const std::vector<std::string> &UserFiles) {
  static std::mutex Mutex;
  static std::map<std::vector<std::string>, std::shared_ptr<const Library>>
      Loaded;
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Loaded.find(UserFiles);
  if (It != Loaded.end())
    return It->second;
  auto Lib = Library::load(UserFiles);
  if (!Lib)
    return Lib.takeError();
  Loaded[UserFiles] = *Lib;
  return *Lib;
}

TranslationUnit::TranslationUnit(ASTContext &Ctx,
                                 std::shared_ptr<const Library> Lib,
                                 UnitSink *Sink, unsigned LimitFactor)
    : Ctx(Ctx), Lib(std::move(Lib)), Sink(Sink), LimitFactor(LimitFactor),
      NameTable(*this->Lib), Awaitables(Ctx, NameTable) {
  UnitCollector Collector(*this);
  Collector.collect();
  Functions = std::move(Collector.Functions);
  // Only now is every awaited type known.
  for (auto [F, Lambda] : Collector.Coroutines) {
    Storage.push_back(
        std::make_unique<Coroutine>(F, Awaitables, NameTable, Lambda));
    CoroutineList.push_back(Storage.back().get());
    ByFunction[F] = Storage.back().get();
  }
  const SourceManager &SM = Ctx.getSourceManager();
  // Equal places (a pattern and its instantiations) keep the traversal's order.
  std::stable_sort(CoroutineList.begin(), CoroutineList.end(),
                   [&](const Coroutine *A, const Coroutine *B) {
                     return SM.isBeforeInTranslationUnit(
                         A->function()->getLocation(),
                         B->function()->getLocation());
                   });
}

TranslationUnit::~TranslationUnit() = default;

const Coroutine *TranslationUnit::coroutine(const FunctionDecl *F) const {
  if (!F)
    return nullptr;
  const FunctionDecl *Def = nullptr;
  if (!F->isDefined(Def))
    return nullptr;
  return ByFunction.lookup(Def);
}

bool TranslationUnit::isProject(SourceLocation Loc) const {
  const SourceManager &SM = Ctx.getSourceManager();
  Loc = SM.getExpansionLoc(Loc);
  return Loc.isValid() && !SM.isInSystemHeader(Loc);
}

bool TranslationUnit::isProjectCode(const Decl *D) {
  return isProject(D->getLocation()) &&
         (sources().isInMainFile(sources().getExpansionLoc(D->getLocation())) ||
          !NameTable.libraryOf(D));
}

unsigned TranslationUnit::limit(const Limit &L) const {
  return std::min(L.Value * LimitFactor, L.Most);
}

/// The reason with its number.
static std::string reasonOf(const Limit &L, unsigned Value) {
  auto [Before, After] = StringRef(L.Reason).split("%0");
  return (Before + Twine(Value) + After).str();
}

void TranslationUnit::gaveUp(const Limit &L, const FunctionDecl *F) {
  if (Sink && GivenUp.insert({&L, F}).second)
    Sink->gap(F, reasonOf(L, limit(L)), limit(L) < L.Most);
}

void TranslationUnit::gaveUp(const Limit &L, const Stmt *At) {
  if (!Sink || !GivenUp.insert({&L, At}).second)
    return;
  if (const FunctionDecl *F = functionAround(At->getBeginLoc()))
    gaveUp(L, F);
  else
    Sink->gap(At->getBeginLoc(), sources(), reasonOf(L, limit(L)),
              limit(L) < L.Most);
}

/// The innermost function with a body around \p Loc, or nullptr.
const FunctionDecl *TranslationUnit::functionAround(SourceLocation Loc) const {
  auto Placed = [this](SourceLocation Each) {
    return sources().getDecomposedExpansionLoc(Each);
  };
  auto [File, Offset] = Placed(Loc);
  const FunctionDecl *Innermost = nullptr;
  unsigned Start = 0;
  for (const FunctionDecl *F : Functions) {
    auto Begin = Placed(F->getBeginLoc()), End = Placed(F->getEndLoc());
    if (Begin.first == File && End.first == File && Begin.second <= Offset &&
        Offset <= End.second && (!Innermost || Begin.second > Start)) {
      Innermost = F;
      Start = Begin.second;
    }
  }
  return Innermost;
}

static std::unique_ptr<TranslationUnit> &current() {
  static thread_local std::unique_ptr<TranslationUnit> Current;
  return Current;
}

TranslationUnit &TranslationUnit::of(ASTContext &Ctx,
                                     std::shared_ptr<const Library> Lib,
                                     UnitSink *Sink, unsigned LimitFactor) {
  std::unique_ptr<TranslationUnit> &Current = current();
  if (!Current || &Current->Ctx != &Ctx || Current->Lib != Lib ||
      Current->Sink != Sink || Current->LimitFactor != LimitFactor)
    Current = std::make_unique<TranslationUnit>(Ctx, std::move(Lib), Sink,
                                                LimitFactor);
  return *Current;
}

void TranslationUnit::forget() { current().reset(); }

/// The elements of \p All, without those patterns of which there are instances.
template <typename T, typename FunctionOf>
static std::vector<T> withoutInstantiated(ArrayRef<T> All, FunctionOf Of) {
  llvm::DenseSet<const FunctionDecl *> Instantiated;
  for (T Each : All)
    if (const FunctionDecl *Pattern =
            Of(Each)->getTemplateInstantiationPattern())
      Instantiated.insert(Pattern->getCanonicalDecl());
  std::vector<T> Result;
  for (T Each : All)
    if (!Of(Each)->isDependentContext() ||
        !Instantiated.contains(Of(Each)->getCanonicalDecl()))
      Result.push_back(Each);
  return Result;
}

std::vector<const Coroutine *>
async_tidy::reportedCoroutines(TranslationUnit &TU) {
  std::vector<const Coroutine *> All(TU.coroutines().begin(),
                                     TU.coroutines().end());
  return withoutInstantiated<const Coroutine *>(
      All, [](const Coroutine *C) { return C->function(); });
}

std::vector<const FunctionDecl *>
async_tidy::reportedFunctions(TranslationUnit &TU) {
  return withoutInstantiated<const FunctionDecl *>(
      TU.functions(), [](const FunctionDecl *F) { return F; });
}
