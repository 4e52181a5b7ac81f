// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/scheduling/CompletionSignatures.h"
#include "analysis/scheduling/CompletionHandlers.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

/// The one that can fail with more; an unknown one only if there is no other.
static void addTo(Completion &All, const Completion &One) {
  if (One.Failure == CompletionFailure::Unknown)
    return;
  if (All.Failure == CompletionFailure::Unknown || One.Failure > All.Failure)
    All = One;
}

const LibraryFile *CompletionSignatures::libraryWithTokens(const Decl *D) {
  const LibraryFile *Lib = TU.names().libraryOf(D);
  return Lib && !Lib->Tokens.Awaitable.empty() ? Lib : nullptr;
}

CompletionFailure
CompletionSignatures::ofSignature(const FunctionProtoType *Signature) {
  if (Signature->getNumParams() == 0)
    return CompletionFailure::None;
  QualType First = Signature->getParamType(0).getNonReferenceType();
  if (First->isDependentType())
    return CompletionFailure::Unknown;
  if (isExceptionPtr(First))
    return CompletionFailure::Anything;
  return !First->isPointerType() &&
                 TU.names().in(WordList::ErrorCode, recordOf(First))
             ? CompletionFailure::ErrorCode
             : CompletionFailure::None;
}

/// Function types that return nothing are signatures; what a function is called
/// with is deduced as a reference or a pointer to one.
Completion CompletionSignatures::ofArguments(ArrayRef<TemplateArgument> Args,
                                             const LibraryFile *Library) {
  Completion All;
  for (const TemplateArgument &Arg : Args) {
    if (Arg.getKind() == TemplateArgument::Pack)
      addTo(All, ofArguments(Arg.pack_elements(), Library));
    if (Arg.getKind() != TemplateArgument::Type)
      continue;
    const auto *Signature = Arg.getAsType()->getAs<FunctionProtoType>();
    if (Signature && Signature->getReturnType()->isVoidType())
      addTo(All, {ofSignature(Signature), Library});
  }
  return All;
}

Completion CompletionSignatures::ofClass(const CXXRecordDecl *R) {
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  const LibraryFile *Lib = Spec ? libraryWithTokens(Spec) : nullptr;
  return Lib ? ofArguments(Spec->getTemplateArgs().asArray(), Lib)
             : Completion();
}

Completion CompletionSignatures::of(const Expr *Operation) {
  return ofExpr(Operation, 0);
}

Completion CompletionSignatures::ofExpr(const Expr *E, unsigned Depth) {
  E = E ? stripValue(E) : nullptr;
  if (!E || E->isTypeDependent())
    return {};
  // `deferred_async_operation<void(error_code), …>`
  Completion Result = ofClass(E->getType()->getAsCXXRecordDecl());
  if (Result.Failure != CompletionFailure::Unknown)
    return Result;
  return ofFunction(callParts(E).Callee, Depth);
}

Completion CompletionSignatures::ofFunction(const FunctionDecl *F,
                                            unsigned Depth) {
  if (!F || Depth > limits::CallsToSignature)
    return {};
  auto [It, New] = Known.try_emplace(F->getCanonicalDecl());
  if (!New)
    return It->second;
  Completion Result;
  if (const LibraryFile *Lib = libraryWithTokens(F))
    if (const TemplateArgumentList *Args = F->getTemplateSpecializationArgs())
      Result = ofArguments(Args->asArray(), Lib);
  if (const auto *M = dyn_cast<CXXMethodDecl>(F);
      M && Result.Failure == CompletionFailure::Unknown)
    Result = ofClass(M->getParent());
  if (Result.Failure == CompletionFailure::Unknown)
    Result = ofReturned(F, Depth + 1);
  return Known[F->getCanonicalDecl()] = Result;
}

/// `auto f(Token &&t) -> decltype(async_initiate<Token, void()>(…))`, and the
/// same call in the body.
Completion CompletionSignatures::ofReturned(const FunctionDecl *F,
                                            unsigned Depth) {
  if (const auto *Type = F->getReturnType()->getAs<DecltypeType>()) {
    Completion Result = ofExpr(Type->getUnderlyingExpr(), Depth);
    if (Result.Failure != CompletionFailure::Unknown)
      return Result;
  }
  const FunctionDecl *Def = nullptr;
  if (!F->isDefined(Def) || !Def->getBody() ||
      isa<CoroutineBodyStmt>(Def->getBody()))
    return {};
  Completion All;
  bool AllKnown = true;
  walkExecuted(Def->getBody(), [&](const Stmt *S) {
    const auto *Return = dyn_cast<ReturnStmt>(S);
    if (!Return)
      return true;
    Completion One = ofExpr(Return->getRetValue(), Depth);
    AllKnown &= One.Failure != CompletionFailure::Unknown;
    addTo(All, One);
    return false;
  });
  return AllKnown ? All : Completion();
}
