// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/support/Survey.h"
#include "analysis/calls/CallNames.h"
#include "analysis/syntax/CallParts.h"
#include "checks/support/Causes.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

namespace {

class Surveyor {
public:
  Surveyor(TranslationUnit &TU, UnitSink &Sink) : TU(TU), Sink(Sink) {}

  void noteType(QualType T, SourceLocation Where) {
    if (T.isNull() || T->isDependentType())
      return;
    const AwaitableInfo &Info = TU.awaitables().classify(T);
    const CXXRecordDecl *R = recordOf(T);
    if (!R || (!Info.isAwaitable() && !Info.IsCoroutineType))
      return;
    Cause Known = lostWork(TU, T, Info);
    tell(UnitFact::Kind::TaskType, Known.Subject, describe(Info), Known.By,
         Where);
  }

  void noteCall(const CallExpr *E) {
    CallParts Call = callParts(E);
    if (!Call || !Call.Callee)
      return;
    SourceLocation Where = E->getExprLoc();
    if (const SpawnEntry *Entry = spawnEntryOf(TU, Call)) {
      Cause Known = startsWork(TU, Call.Callee, Entry);
      tell(UnitFact::Kind::Starter, Known.Subject, wordsFor(Entry->Kind),
           Known.By, Where);
    }
    noteListed(UnitFact::Kind::SyncWait, NameList::BlockOn, Call);
    noteListed(UnitFact::Kind::EventLoop, NameList::LoopRun, Call);
    noteListed(UnitFact::Kind::Pool, NameList::PoolGetter, Call);
  }

  void noteConstruction(const CXXConstructExpr *E) {
    const CXXRecordDecl *R = recordOf(E->getType());
    if (R && TU.names().in(NameList::Pool, R))
      tell(UnitFact::Kind::Pool, nameOf(R), "", source(nameOf(R)),
           E->getExprLoc());
  }

private:
  std::string nameOf(const NamedDecl *D) {
    return TU.names().qualified(D).ltrim(':').str();
  }
  KnownBy source(StringRef Name) const {
    return TU.library().isUsers(Name) ? KnownBy::UserModel
                                      : KnownBy::LibraryFile;
  }

  void noteListed(UnitFact::Kind Kind, NameList List, const CallParts &Call) {
    if (calls(TU, Call, List))
      tell(Kind, nameOf(Call.Callee), "", source(nameOf(Call.Callee)),
           Call.E->getExprLoc());
  }

  void tell(UnitFact::Kind Kind, std::string Name, StringRef Detail, KnownBy By,
            SourceLocation Where) {
    const SourceManager &SM = TU.sources();
    Where = SM.getFileLoc(Where);
    if (Where.isValid())
      Sink.fact({Kind, std::move(Name), Detail.str(), By},
                SM.getFilename(Where), SM.getFileOffset(Where));
  }

  static StringRef wordsFor(SpawnKind Kind) {
    switch (Kind) {
    case SpawnKind::Token:
      return "its completion token decides who learns the outcome";
    case SpawnKind::Detach:
      return "nobody learns the outcome";
    case SpawnKind::Handle:
      return "gives a handle";
    case SpawnKind::Scope:
      return "a scope owns the work";
    case SpawnKind::Callback:
      return "runs a callable later";
    }
    return "";
  }

  static std::string describe(const AwaitableInfo &Info) {
    if (Info.IsGenerator)
      return "a generator";
    std::string Text = Info.Start == StartKind::Lazy    ? "lazy"
                       : Info.Start == StartKind::Eager ? "eager"
                                                        : "start not known";
    switch (Info.Drop) {
    case DropEffect::NeverRuns:
      return Text + ", never runs if it is dropped";
    case DropEffect::RunsOn:
      return Text + ", runs on if it is dropped";
    case DropEffect::Cancelled:
      return Text + ", cancelled if it is dropped";
    case DropEffect::Joined:
      return Text + ", waited for if it is dropped";
    case DropEffect::Terminates:
      return Text + ", ends the program if it is dropped";
    case DropEffect::Unknown:
      break;
    }
    return Text + (Info.SelfOwning ? ", meant to be dropped" : "");
  }

  TranslationUnit &TU;
  UnitSink &Sink;
};

} // namespace

void async_tidy::surveyUnit(TranslationUnit &TU, UnitSink &Sink) {
  if (!Sink.wantsFacts())
    return;
  Surveyor Facts(TU, Sink);
  for (const Coroutine *C : TU.coroutines())
    Facts.noteType(C->function()->getReturnType(),
                   C->function()->getLocation());
  for (const FunctionDecl *F : TU.functions())
    walkFunction(F, [&](const Stmt *S) {
      if (const auto *Await = dyn_cast<CoawaitExpr>(S))
        Facts.noteType(Await->getOperand()->getType(), Await->getExprLoc());
      else if (const auto *Call = dyn_cast<CallExpr>(S))
        Facts.noteCall(Call);
      else if (const auto *Made = dyn_cast<CXXConstructExpr>(S))
        Facts.noteConstruction(Made);
      return true;
    });
}
