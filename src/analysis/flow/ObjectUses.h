// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An index of one body by object: which calls are made on it, which get it as
// an argument, which suspensions it is part of.

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_OBJECTUSES_H
#define ASYNC_TIDY_ANALYSIS_FLOW_OBJECTUSES_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/ObjectKey.h"

#include <map>

namespace async_tidy {

class ObjectUses {
public:
  /// Get it with FunctionBody::objects().
  ObjectUses(const FunctionBody &Body, const clang::ASTContext &Ctx);

  /// The calls, constructions included, whose object expression denotes it, in
  /// the order of evaluation as it is written.
  llvm::ArrayRef<const clang::Expr *> callsOn(const ObjectKey &Key) const {
    return find(On, Key);
  }
  /// Those that are given it as an argument, each once.
  llvm::ArrayRef<const clang::Expr *> callsWith(const ObjectKey &Key) const {
    return find(With, Key);
  }
  /// Does the operand of a suspension before \p E name it?
  bool isAwaitedBefore(const ObjectKey &Key, const clang::Expr *E) const;

private:
  using Calls = std::map<ObjectKey, std::vector<const clang::Expr *>>;

  static llvm::ArrayRef<const clang::Expr *> find(const Calls &In,
                                                  const ObjectKey &Key) {
    auto It = In.find(Key);
    return It == In.end() ? llvm::ArrayRef<const clang::Expr *>()
                          : llvm::ArrayRef(It->second);
  }
  void add(const clang::Expr *E);

  const clang::SourceManager &SM;
  Calls On, With;
  /// The first suspension that each object is part of.
  std::map<ObjectKey, clang::SourceLocation> FirstAwait;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_OBJECTUSES_H
