// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/StepNames.h"
#include "analysis/calls/CallNames.h"
#include "analysis/syntax/Values.h"

#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

using namespace clang;
using namespace async_tidy;

std::string async_tidy::readable(StringRef Name) {
  Name.consume_front("::");
  return Name.str();
}

std::string async_tidy::nameOfStep(TranslationUnit &TU, const FunctionDecl *Fn,
                                   const CallParts &Parts) {
  if (const auto *M = dyn_cast<CXXMethodDecl>(Fn);
      M && M->getParent()->isLambda()) {
    const VarDecl *V = Parts.Object ? variableOf(Parts.Object) : nullptr;
    return V ? V->getNameAsString() : std::string();
  }
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(Fn))
    return readable(TU.names().qualified(Ctor->getParent()));
  // The listed name that users know, not the implementation's base class.
  StringRef Best = TU.names().qualified(Fn);
  for (StringRef Name : callNames(TU, Parts))
    if (!TU.library().blocking(Name, CallableKind::Function).empty() &&
        (Best.contains("::_") || !Name.contains("::_")))
      Best = Name;
  return readable(Best);
}

std::string async_tidy::macroOfStep(TranslationUnit &TU, SourceLocation Loc) {
  const SourceManager &SM = TU.sources();
  StringRef Name;
  for (; Loc.isMacroID(); Loc = SM.getImmediateMacroCallerLoc(Loc))
    if (SM.isMacroBodyExpansion(Loc))
      Name = Lexer::getImmediateMacroName(Loc, SM, TU.context().getLangOpts());
  return Name.str();
}
