// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/ReadyValues.h"
#include "model/BodyWalk.h"
#include "model/ClassLookup.h"
#include "model/Limits.h"
#include "model/Visits.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

/// Is it one that a type argument of the class says, and so the value?
static bool isArgumentOf(const CXXRecordDecl *R, QualType T) {
  if (T->isTemplateTypeParmType())
    return true;
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R);
  return Spec && llvm::any_of(Spec->getTemplateArgs().asArray(),
                              [&](const TemplateArgument &A) {
                                return A.getKind() == TemplateArgument::Type &&
                                       A.getAsType().getCanonicalType() ==
                                           T.getCanonicalType();
                              });
}

static bool isCallable(const CXXRecordDecl *R) {
  DeclarationName Call =
      R->getASTContext().DeclarationNames.getCXXOperatorName(OO_Call);
  return !memberFunctions(R, Call).empty();
}

/// What an object of the class must not have a part of: a coroutine, a pointer
/// to a state, a callable. Parts of the value itself do not count.
static bool hasWork(const CXXRecordDecl *R, Names &N, bool &HasAny,
                    unsigned Depth) {
  countVisits();
  R = definitionOrPattern(R);
  if (!R || Depth > limits::BasesWithMember)
    return true;
  for (const CXXBaseSpecifier &Base : R->bases())
    if (const CXXRecordDecl *B = classOf(Base.getType());
        !B || hasWork(B, N, HasAny, Depth + 1))
      return true;
  for (const FieldDecl *Field : R->fields()) {
    QualType T = Field->getType();
    HasAny = true;
    const CXXRecordDecl *Part = classOf(T);
    bool IsCalled = Part && isCallable(Part);
    if (isArgumentOf(R, T) && !IsCalled)
      continue;
    if (IsCalled || T->isPointerType() || T->isReferenceType())
      return true;
    if (Part && (N.in(WordList::SharedOwner, Part) ||
                 N.in(WordList::UniqueOwner, Part) || isCoroutineHandle(Part)))
      return true; // a share in a state, or in a coroutine
    if (!Part || N.in(NameList::PassiveHolder, Part) ||
        N.in(WordList::Optional, Part))
      continue; // a scalar, or what holds values
    // The parts of strings and exception pointers are nobody's business.
    if (!N.qualified(Part).starts_with("std::") &&
        hasWork(Part, N, HasAny, Depth + 1))
      return true;
  }
  return false;
}

namespace {

/// What the members of a class and its bases let one do with an object.
struct Abilities {
  bool Tells = false; ///< whether there is a value
  bool Gives = false; ///< the value
  bool Works = false; ///< waits, runs, or is asked whether it is done
};

} // namespace

static void addMember(Abilities &A, const FunctionDecl *F, Names &N) {
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(F))
    A.Tells |= Conversion->getConversionType()->isBooleanType();
  else if (F->getOverloadedOperator() == OO_Star)
    A.Gives |= F->getMinRequiredArguments() == 0;
  if (!F->getIdentifier())
    return;
  A.Tells |=
      N.in(WordList::ContainerPresence, F) || N.speaksOf(Topic::Validity, F);
  A.Gives |= N.in(WordList::HolderPointee, F);
  A.Works |= N.speaksOf(Topic::Waiting, F) || N.speaksOf(Topic::Done, F) ||
             N.speaksOf(Topic::Starting, F) ||
             N.speaksOf(Topic::Detaching, F) || F->getName() == "await_suspend";
}

static Abilities abilitiesOf(const CXXRecordDecl *R, Names &N) {
  Abilities Result;
  SmallVector<const CXXRecordDecl *, 4> Work{R};
  for (unsigned I = 0; I < Work.size() && I < limits::AssociatedClasses; ++I) {
    countVisits();
    const CXXRecordDecl *Class = definitionOrPattern(Work[I]);
    if (!Class)
      continue;
    for (const Decl *D : Class->decls())
      if (const FunctionDecl *F = D->getAsFunction())
        addMember(Result, F, N);
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (const CXXRecordDecl *B = classOf(Base.getType()))
        Work.push_back(B);
  }
  return Result;
}

bool async_tidy::isReadyValue(const CXXRecordDecl *R, Names &N) {
  R = definitionOrPattern(R);
  if (!R || R->isLambda() || R->isUnion())
    return false;
  Abilities Can = abilitiesOf(R, N);
  bool HasAny = false;
  return Can.Tells && Can.Gives && !Can.Works && !hasWork(R, N, HasAny, 0) &&
         HasAny;
}

/// `std::move(x)`, also where that is not resolved yet.
static bool isMove(const CallExpr *Call) {
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  const NamedDecl *Named = Call->getDirectCallee();
  if (const auto *Overloads = dyn_cast<OverloadExpr>(Callee);
      Overloads && Overloads->getNumDecls())
    Named = (*Overloads->decls_begin())->getUnderlyingDecl();
  return Named && Named->isInStdNamespace() && Named->getIdentifier() &&
         (Named->getName() == "move" || Named->getName() == "forward");
}

bool async_tidy::onlyReads(const FunctionDecl *F) {
  const FunctionDecl *Def = nullptr;
  if (!F)
    return false;
  if (!F->isDefined(Def) || !Def->getBody())
    Def = F->getTemplateInstantiationPattern();
  if (!Def || !Def->getBody())
    return false;
  bool Reads = true, OfObject = false;
  walkExecuted(Def->getBody(), [&](const Stmt *S) {
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      Reads &= isMove(Call);
    } else if (const auto *Member = dyn_cast<MemberExpr>(S)) {
      OfObject |= isa<FieldDecl>(Member->getMemberDecl());
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
      Reads &= !Binary->isAssignmentOp();
    } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
      Reads &= !Unary->isIncrementDecrementOp();
    } else {
      Reads &= !isa<CXXNewExpr, CXXDeleteExpr, CXXThrowExpr>(S);
    }
    return Reads;
  });
  return Reads && OfObject;
}
