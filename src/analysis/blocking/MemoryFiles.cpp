// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/MemoryFiles.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

using namespace clang;
using namespace async_tidy;

namespace {
/// What functions return is kept; by TU.shared.
class PathRoot {
public:
  explicit PathRoot(TranslationUnit &TU) : TU(TU) {}

  bool isInMemory(const Expr *E, unsigned Steps) {
    // A path is put together in a few steps.
    if (!E || Steps > limits::StepsToPath)
      return false;
    E = stripValue(E);
    if (const auto *Text = dyn_cast<StringLiteral>(E))
      return Text->getCharByteWidth() == 1 && isListed(Text->getString());
    if (const VarDecl *V = variableOf(E))
      return V->getInit() && !isa<ParmVarDecl>(V) &&
             isInMemory(V->getInit(), Steps + 1);
    CallParts Call = callParts(E);
    if (!Call)
      return false;
    if (isa<CXXConstructExpr>(E))
      return isInMemory(Call.arg(1), Steps + 1);
    const FunctionDecl *F = nullptr;
    if (Call.Callee && Call.Callee->isDefined(F) && TU.isProjectCode(F) &&
        !TU.coroutine(F))
      return returnsInMemory(F, Steps + 1);
    // `a + b`, `path / name`, `s.c_str()`, `format("/sys/…", n)`: what comes
    // first.
    return isInMemory(Call.Object ? Call.Object : Call.arg(1), Steps + 1);
  }

private:
  bool isListed(StringRef Path) const {
    if (!Path.consume_front("/"))
      return false;
    auto [Folder, Rest] = Path.split('/');
    return !Rest.empty() &&
           TU.library().contains(WordList::MemoryFolder, Folder);
  }

  /// A function in a cycle gives no path.
  bool returnsInMemory(const FunctionDecl *F, unsigned Steps) {
    auto [It, IsNew] = Known.try_emplace(F, false);
    if (!IsNew)
      return It->second;
    bool Any = false, All = true;
    walkExecuted(F->getBody(), [&](const Stmt *S) {
      if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
        Any = true;
        All = All && isInMemory(Return->getRetValue(), Steps);
      }
      return All;
    });
    return Known[F] = Any && All;
  }

  TranslationUnit &TU;
  llvm::DenseMap<const FunctionDecl *, bool> Known;
};
} // namespace

bool async_tidy::isPathInMemory(TranslationUnit &TU, const Expr *E) {
  return TU.shared<PathRoot>().isInMemory(E, 0);
}
