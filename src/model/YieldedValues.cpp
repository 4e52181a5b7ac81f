// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/YieldedValues.h"
#include "model/BodyWalk.h"
#include "model/ClassLookup.h"
#include "model/Limits.h"
#include "model/Visits.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

namespace {

/// One overload of yield_value.
class Yield {
public:
  Yield(const CXXRecordDecl *Promise, const FunctionDecl *F, Names &N)
      : Promise(Promise), F(F), N(N) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    Index = M && M->isExplicitObjectMemberFunction() ? 1 : 0;
    const FunctionDecl *Def = nullptr;
    if (F->isDefined(Def) && Def->getBody())
      Written = Def;
    else if ((Def = F->getTemplateInstantiationPattern()) && Def->getBody())
      Written = Def;
  }

  bool givesValue() const {
    if (F->isDeleted() || F->getNumParams() <= Index || endsCoroutine() ||
        returnsParameter())
      return false;
    QualType T = F->getParamDecl(Index)->getType().getNonReferenceType();
    if (T->isDependentType() ? !templateOfType(T) && !T->getAsCXXRecordDecl()
                             : isTemplateArgument(T))
      return true; // the T of generator<T>
    if (!T->isDependentType() && !T->getAsCXXRecordDecl())
      return true;
    const CXXRecordDecl *R = classOf(T);
    if (!R || isControl(R))
      return false;
    // `co_yield co_result(…)` of a task gives what co_return could give.
    if (templateOfType(T) && !returnsValues())
      return true;
    return storesParameter() || isKept(R);
  }

private:
  const ParmVarDecl *param() const {
    return Written && Index < Written->getNumParams()
               ? Written->getParamDecl(Index)
               : nullptr;
  }

  /// `return final_suspend();`: the coroutine does not go on.
  bool endsCoroutine() const {
    return everyReturn([](const Expr *E) {
      const auto *Call = dyn_cast<CallExpr>(E);
      return Call && calledName(Call) == "final_suspend";
    });
  }

  /// The promise awaits what it is given.
  bool returnsParameter() const {
    return everyReturn([&](const Expr *E) { return isParameter(E); });
  }

  bool everyReturn(llvm::function_ref<bool(const Expr *)> Wanted) const {
    bool Any = false, All = true;
    if (Written)
      walkExecuted(Written->getBody(), [&](const Stmt *S) {
        if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
          Any = true;
          const Expr *E = Return->getRetValue();
          All &= E && Wanted(E->IgnoreUnlessSpelledInSource());
        }
        return true;
      });
    return Any && All;
  }

  static StringRef calledName(const CallExpr *Call) {
    const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
    DeclarationName Name;
    if (const auto *M = dyn_cast<MemberExpr>(Callee))
      Name = M->getMemberDecl()->getDeclName();
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
      Name = Ref->getDecl()->getDeclName();
    else if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(Callee))
      Name = M->getMember();
    else if (const auto *Overloads = dyn_cast<OverloadExpr>(Callee))
      Name = Overloads->getName();
    else if (const auto *Ref = dyn_cast<DependentScopeDeclRefExpr>(Callee))
      Name = Ref->getDeclName();
    return Name.isIdentifier() && Name.getAsIdentifierInfo()
               ? Name.getAsIdentifierInfo()->getName()
               : "";
  }

  /// The parameter, moved or not, or its address.
  bool isParameter(const Expr *E) const {
    for (unsigned I = 0; I < limits::PartsOfVariable; ++I) {
      E = E->IgnoreUnlessSpelledInSource();
      if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
        return Ref->getDecl() == param();
      if (const auto *U = dyn_cast<UnaryOperator>(E);
          U && U->getOpcode() == UO_AddrOf)
        E = U->getSubExpr();
      else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
        E = Cast->getSubExpr();
      else if (const auto *Call = dyn_cast<CallExpr>(E);
               Call && Call->getNumArgs() == 1 && isForwarding(Call))
        E = Call->getArg(0);
      else
        return false;
    }
    return false;
  }

  static bool isForwarding(const CallExpr *Call) {
    StringRef Name = calledName(Call);
    return Name == "move" || Name == "forward" || Name == "addressof" ||
           Name == "exchange";
  }

  /// Does the promise keep the object itself, or hand it on? What it merely
  /// reads is an order.
  bool storesParameter() const {
    if (!param())
      return false;
    bool Stores = false;
    walkExecuted(Written->getBody(), [&](const Stmt *S) {
      if (const auto *Assign = dyn_cast<BinaryOperator>(S))
        Stores |= Assign->isAssignmentOp() && isParameter(Assign->getRHS());
      else if (const auto *Call = dyn_cast<CallExpr>(S);
               Call && !isForwarding(Call))
        Stores |= llvm::any_of(Call->arguments(),
                               [&](const Expr *A) { return isParameter(A); });
      return !Stores;
    });
    return Stores;
  }

  /// The classes around the promise, from itself to the coroutine type.
  template <typename Wanted> bool anyScope(Wanted Holds) const {
    for (const DeclContext *C = Promise; C && C->isRecord(); C = C->getParent())
      if (Holds(cast<CXXRecordDecl>(C)))
        return true;
    return false;
  }

  bool isTemplateArgument(QualType T) const {
    T = T.getCanonicalType().getUnqualifiedType();
    auto Is = [&](const TemplateArgument &A) {
      return A.getKind() == TemplateArgument::Type &&
             A.getAsType()
                     .getNonReferenceType()
                     .getCanonicalType()
                     .getUnqualifiedType() == T;
    };
    return anyScope([&](const CXXRecordDecl *R) {
      const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R);
      return Spec && llvm::any_of(Spec->getTemplateArgs().asArray(), Is);
    });
  }

  bool isControl(const CXXRecordDecl *R) const {
    if (isErrorClass(R, N))
      return true;
    ASTContext &Ctx = R->getASTContext();
    if (!R->isDependentContext() && R->isEmpty())
      return true; // a tag
    return hasMember(R, "await_ready", Ctx) || isCoroutineHandle(R) ||
           !memberFunctions(R,
                            Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait))
                .empty();
  }

  bool returnsValues() const {
    return !memberFunctions(Promise, "return_value").empty();
  }

  static bool mentions(QualType T, const CXXRecordDecl *R, unsigned Depth) {
    countVisits();
    if (Depth > limits::TypesAroundToken)
      return false;
    T = T.getNonReferenceType();
    while (T->isPointerType() || T->isArrayType())
      T = T->isPointerType() ? T->getPointeeType()
                             : QualType(T->getArrayElementTypeNoTypeQual(), 0);
    const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
    if (Class && Class->getCanonicalDecl() == R->getCanonicalDecl())
      return true;
    const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
    return Spec &&
           llvm::any_of(Spec->getTemplateArgs().asArray(),
                        [&](const TemplateArgument &A) {
                          return A.getKind() == TemplateArgument::Type &&
                                 mentions(A.getAsType(), R, Depth + 1);
                        });
  }

  /// Has the promise, or the coroutine type around it, a place for such an
  /// object?
  bool isKept(const CXXRecordDecl *R) const {
    return anyScope([&](const CXXRecordDecl *Scope) {
      return anyClassOf(Scope, [&](const CXXRecordDecl *Class) {
        const CXXRecordDecl *Def = definitionOrPattern(Class);
        return Def && llvm::any_of(Def->fields(), [&](const FieldDecl *Field) {
                 return mentions(Field->getType(), R, 0);
               });
      });
    });
  }

  const CXXRecordDecl *Promise;
  const FunctionDecl *F;
  Names &N;
  unsigned Index = 0;
  /// The overload as written, with its body; nullptr if that is not seen.
  const FunctionDecl *Written = nullptr;
};

bool isErrorClass(const CXXRecordDecl *R, Names &N, unsigned Depth) {
  countVisits();
  R = definitionOrPattern(R);
  if (!R || Depth > limits::PartsAroundAwaitable)
    return false;
  StringRef Name = N.qualified(R);
  bool IsPointer = R->getIdentifier() && R->getName() == "exception_ptr" &&
                   Name.starts_with("std::");
  if (IsPointer || N.in(WordList::ErrorCode, R) ||
      anyClassOf(R, [&](const CXXRecordDecl *Base) {
        return N.in(NameList::CancellationException, Base) ||
               N.qualified(Base) == "std::exception";
      }))
    return true;
  return !R->field_empty() && R->getNumBases() == 0 &&
         llvm::all_of(R->fields(), [&](const FieldDecl *Field) {
           const CXXRecordDecl *Of = Field->getType()->getAsCXXRecordDecl();
           return Of && ::isErrorClass(Of, N, Depth + 1);
         });
}

} // namespace

bool async_tidy::isErrorClass(const CXXRecordDecl *R, Names &N) {
  return ::isErrorClass(R, N, 0);
}

bool async_tidy::yieldsValues(const CXXRecordDecl *Promise, Names &N) {
  return llvm::any_of(
      memberFunctions(Promise, "yield_value"),
      [&](const FunctionDecl *F) { return Yield(Promise, F, N).givesValue(); });
}
