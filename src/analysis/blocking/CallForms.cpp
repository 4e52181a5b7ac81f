// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/CallForms.h"
#include "analysis/blocking/MemoryFiles.h"
#include "analysis/blocking/NonBlockingDescriptors.h"
#include "analysis/calls/CallNames.h"
#include "analysis/syntax/Constants.h"
#include "analysis/syntax/ObjectKey.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/ClassLookup.h"
#include "model/Limits.h"

#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

using namespace clang;
using namespace async_tidy;

static bool isZero(TranslationUnit &TU, const Expr *E, unsigned Depth = 0);

/// Is the variable zero wherever it is used: a constant, or a local whose
/// initialiser and assignments, of its members too, are all zero?
static bool isZeroVariable(TranslationUnit &TU, const VarDecl *V,
                           unsigned Depth) {
  const Expr *Init = V->getInit();
  if (isa<ParmVarDecl>(V))
    return false;
  const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Init);
  bool Filled = Init && !(Construct && Construct->getNumArgs() == 0 &&
                          Construct->getConstructor()->isTrivial() &&
                          !Construct->requiresZeroInitialization());
  if (Filled && !isZero(TU, Init, Depth + 1))
    return false;
  if (V->getType().isConstQualified() || V->isConstexpr())
    return Filled;
  const auto *Owner =
      dyn_cast_or_null<FunctionDecl>(V->getParentFunctionOrMethod());
  if (!V->hasLocalStorage() || !Owner)
    return false;
  bool AllZero = true;
  auto Assign = [&](const Expr *To, const Expr *Value) {
    To = stripValue(To);
    while (const auto *M = dyn_cast_or_null<MemberExpr>(To))
      To = stripValue(M->getBase());
    if (variableOf(To) != V)
      return;
    Filled = true;
    AllZero = AllZero && isZero(TU, Value, Depth + 1);
  };
  walkExecuted(writtenBody(Owner), [&](const Stmt *S) {
    if (const auto *Op = dyn_cast<BinaryOperator>(S);
        Op && Op->isAssignmentOp())
      Assign(Op->getLHS(), Op->getRHS());
    else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
             Op && Op->isAssignmentOp() && Op->getNumArgs() == 2)
      Assign(Op->getArg(0), Op->getArg(1));
    return AllZero;
  });
  return Filled && AllZero;
}

/// `steady_clock::now()`: a deadline that has passed.
static bool isNow(TranslationUnit &TU, const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return TU.names().speaksOf(Topic::CurrentTime, F) && Call->getNumArgs() == 0;
}

/// \returns whether every scalar in \p E is zero, or nothing if it is no
/// constant.
static std::optional<bool> isConstantZero(const Expr *E,
                                          const ASTContext &Ctx) {
  Expr::EvalResult Result;
  auto Zero = [](const APValue &V) {
    return (V.isInt() && V.getInt() == 0) ||
           (V.isFloat() && V.getFloat().isZero());
  };
  if (E->getType()->isScalarType() && E->EvaluateAsRValue(Result, Ctx))
    return Zero(Result.Val);
  if (!E->isPRValue() || !E->getType()->isRecordType() ||
      !E->EvaluateAsRValue(Result, Ctx) || !Result.Val.isStruct() ||
      Result.Val.getStructNumBases() != 0)
    return std::nullopt;
  for (unsigned I = 0; I < Result.Val.getStructNumFields(); ++I)
    if (!Zero(Result.Val.getStructField(I)))
      return false;
  return Result.Val.getStructNumFields() > 0;
}

/// Is every scalar in \p E zero, as in `0ms`, `std::chrono::seconds(0)`,
/// `timeval{0, 0}` or `{}`?
static bool isZero(TranslationUnit &TU, const Expr *E, unsigned Depth) {
  if (!E || Depth > limits::ZeroSteps || E->isValueDependent() ||
      E->containsErrors())
    return false;
  if (std::optional<bool> Constant = isConstantZero(E, TU.context()))
    return *Constant;
  const Expr *Inner = stripValue(E);
  if (const auto *U = dyn_cast<UnaryOperator>(Inner);
      U && U->getOpcode() == UO_AddrOf)
    return isZero(TU, stripValue(U->getSubExpr()), Depth + 1);
  if (const VarDecl *V = variableOf(Inner))
    return isZeroVariable(TU, V, Depth);
  if (Inner != E)
    return isZero(TU, Inner, Depth + 1);
  if (const auto *Init = dyn_cast<InitListExpr>(Inner))
    return llvm::all_of(Init->inits(), [&](const Expr *I) {
      return isa<ImplicitValueInitExpr>(I) || isZero(TU, I, Depth + 1);
    });
  if (const auto *C = dyn_cast<CXXConstructExpr>(Inner))
    return C->getNumArgs() > 0 &&
           llvm::all_of(C->arguments(), [&](const Expr *A) {
             return isa<CXXDefaultArgExpr>(A) || isZero(TU, A, Depth + 1);
           });
  return isNow(TU, Inner) ||
         isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(Inner);
}

bool async_tidy::mentionsName(TranslationUnit &TU, const Stmt *S,
                              llvm::function_ref<bool(StringRef)> Wanted) {
  const SourceManager &SM = TU.sources();
  bool Found = false;
  walkExecuted(S, [&](const Stmt *Child) {
    if (Found)
      return false;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Child))
      if (const IdentifierInfo *II = Ref->getDecl()->getIdentifier())
        Found |= Wanted(II->getName());
    // A macro such as O_NONBLOCK leaves only a literal behind.
    for (SourceLocation Loc = Child->getBeginLoc(); Loc.isMacroID() && !Found;
         Loc = SM.getImmediateMacroCallerLoc(Loc))
      Found |= Wanted(
          Lexer::getImmediateMacroName(Loc, SM, TU.context().getLangOpts()));
    return !Found;
  });
  return Found;
}

bool async_tidy::mentionsListed(TranslationUnit &TU, const Stmt *S,
                                WordList List) {
  return mentionsName(
      TU, S, [&](StringRef Name) { return TU.library().contains(List, Name); });
}

/// Does the class or a base of it carry one of the names?
static bool hasType(TranslationUnit &TU, QualType T,
                    ArrayRef<std::string> Wanted) {
  return anyClassOf(recordOf(T), [&](const CXXRecordDecl *R) {
    return llvm::is_contained(Wanted, TU.names().qualified(R));
  });
}

static bool isObject(TranslationUnit &TU, const Expr *E,
                     ArrayRef<std::string> Wanted) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref &&
         llvm::is_contained(Wanted, TU.names().qualified(Ref->getDecl()));
}

static bool argumentHasForm(TranslationUnit &TU, const Expr *A,
                            const CallForm &Form, const FunctionBody *Body) {
  ASTContext &Ctx = TU.context();
  const Expr *Written = A;
  if (const auto *Default = dyn_cast_or_null<CXXDefaultArgExpr>(A))
    A = Default->getExpr();
  if (Form.Null && A && !isNullPointer(A, Ctx))
    return false;
  if (Form.NotNull && (!A || isNullPointer(A, Ctx)))
    return false;
  if (!A)
    return Form.Null;
  if (Form.Zero && !isZero(TU, A))
    return false;
  bool Value;
  if (Form.False && (A->isValueDependent() ||
                     !A->EvaluateAsBooleanCondition(Value, Ctx) || Value))
    return false;
  if (!Form.Flags.empty()) {
    auto IsFlag = [&](StringRef Name) {
      return llvm::is_contained(Form.Flags, Name);
    };
    const VarDecl *V = variableOf(Written);
    if (!mentionsName(TU, Written, IsFlag) &&
        !(V && V->getInit() && mentionsName(TU, V->getInit(), IsFlag)) &&
        !(Body && isOpenedWith(TU, Written, *Body, IsFlag)))
      return false;
  }
  if (!Form.Types.empty() &&
      !hasType(TU, A->IgnoreParenImpCasts()->getType(), Form.Types) &&
      !hasType(TU, A->getType(), Form.Types) &&
      // An object is converted to the base that declares the member.
      !hasType(TU, A->IgnoreParenImpCasts()->getType(), Form.Types))
    return false;
  return Form.Objects.empty() || isObject(TU, A, Form.Objects);
}

bool async_tidy::hasForm(TranslationUnit &TU, const CallParts &Parts,
                         const CallForm &Form, const FunctionBody *Body) {
  unsigned Written = llvm::count_if(
      Parts.Args, [](const Expr *A) { return !isa<CXXDefaultArgExpr>(A); });
  if (Form.MinArguments && Written < *Form.MinArguments)
    return false;
  if (Form.MaxArguments && Written > *Form.MaxArguments)
    return false;
  bool Looks = Form.Zero || Form.Null || Form.NotNull || Form.False ||
               !Form.Flags.empty() || !Form.Types.empty() ||
               !Form.Objects.empty();
  if (!Looks)
    return true;
  auto Holds = [&](const Expr *A) {
    return argumentHasForm(TU, A, Form, Body);
  };
  if (Form.Argument == -1)
    return Holds(Parts.Object ? Parts.Object : Parts.arg(1));
  if (Form.Argument > 0)
    return Holds(Parts.arg(Form.Argument));
  return llvm::any_of(Parts.Args, Holds);
}

/// Does a member such as `non_blocking(true)` run on the same object earlier in
/// the body? Source order stands for execution order: modes are set first.
static bool madeNonBlocking(TranslationUnit &TU, const CallParts &Parts,
                            ArrayRef<std::string> Setters,
                            const FunctionBody &Body) {
  const Expr *Object = Parts.Object ? Parts.Object : Parts.arg(1);
  if (Setters.empty() || !Object)
    return false;
  const SourceManager &SM = TU.sources();
  auto SetIn = [&](const Stmt *In, bool Before) {
    bool Found = false;
    walkExecuted(In, [&](const Stmt *S) {
      const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
      if (!Call || Found)
        return !Found;
      const CXXMethodDecl *M = Call->getMethodDecl();
      if (!M || !M->getIdentifier() ||
          !llvm::is_contained(Setters, M->getName()) ||
          !sameObject(Call->getImplicitObjectArgument(), Object) ||
          (Before && !SM.isBeforeInTranslationUnit(Call->getBeginLoc(),
                                                   Parts.E->getBeginLoc())))
        return true;
      bool Value = true;
      if (Call->getNumArgs() && !Call->getArg(0)->isValueDependent())
        (void)Call->getArg(0)->EvaluateAsBooleanCondition(Value, TU.context());
      Found |= Value && Call->getNumArgs() > 0;
      return true;
    });
    return Found;
  };
  if (SetIn(Body.body(), /*Before=*/true))
    return true;
  // A member's mode can be set by any other member function.
  const auto *Member = dyn_cast<MemberExpr>(stripValue(Object));
  if (!Member || !isa<CXXThisExpr>(stripValue(Member->getBase())))
    return false;
  const auto *R =
      dyn_cast<CXXRecordDecl>(Member->getMemberDecl()->getDeclContext());
  return R && llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
           const FunctionDecl *Def = nullptr;
           return M->isDefined(Def) && Def != Body.function() &&
                  SetIn(writtenBody(Def), /*Before=*/false);
         });
}

static bool matchesPattern(TranslationUnit &TU, const CallParts &Parts,
                           const BlockingEntry &Entry) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Parts.Callee);
  if (!M || !M->getParent()->getIdentifier() ||
      M->getParent()->getName() != Entry.InClassNamed)
    return false;
  auto Named = [&](QualType T, StringRef Wanted) {
    if (Wanted.empty())
      return true;
    const CXXRecordDecl *R = recordOf(T);
    Wanted.consume_back("*");
    return R && TU.names().qualified(R) == Wanted.rtrim();
  };
  return Named(M->getReturnType(), Entry.Returns) &&
         (Entry.FirstParameter.empty() ||
          (M->getNumParams() > 0 &&
           Named(M->getParamDecl(0)->getType(), Entry.FirstParameter)));
}

/// By its path, or by that of the local stream that the call reads from.
static bool isFileInMemory(TranslationUnit &TU, const CallParts &Parts) {
  return isPathInMemory(TU, Parts.arg(1)) ||
         (Parts.Object && isPathInMemory(TU, Parts.Object));
}

const BlockingEntry *async_tidy::blockingEntry(TranslationUnit &TU,
                                               const CallParts &Parts,
                                               const FunctionBody &Body) {
  CallableKind Kind = isa_and_nonnull<CXXConstructorDecl>(Parts.Callee)
                          ? CallableKind::Constructor
                          : CallableKind::Function;
  auto Blocks = [&](const BlockingEntry &Entry) {
    auto Holds = [&](const CallForm &F) {
      return hasForm(TU, Parts, F, &Body);
    };
    return (Entry.Only.empty() || llvm::any_of(Entry.Only, Holds)) &&
           llvm::none_of(Entry.Unless, Holds) &&
           !madeNonBlocking(TU, Parts, Entry.UnlessAfter, Body);
  };
  for (StringRef Name : callNames(TU, Parts))
    for (const BlockingEntry *Entry : TU.library().blocking(Name, Kind))
      if (Blocks(*Entry))
        return Entry->Group == BlockingGroup::File && isFileInMemory(TU, Parts)
                   ? nullptr
                   : Entry;
  for (const BlockingEntry *Entry : TU.library().blockingPatterns())
    if (matchesPattern(TU, Parts, *Entry) && Blocks(*Entry))
      return Entry;
  return nullptr;
}
