// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/Advice.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"

using namespace clang;
using namespace async_tidy;

/// The library whose function or type \p Operand awaits, or nullptr.
static const LibraryFile *libraryOfOperand(TranslationUnit &TU,
                                           const Expr *Operand) {
  const Expr *E = stripValue(Operand);
  if (CallParts P = callParts(E); P && P.Callee)
    if (const LibraryFile *Lib = TU.names().libraryOf(P.Callee))
      return Lib;
  const CXXRecordDecl *R = recordOf(E->getType());
  return R ? TU.names().libraryOf(R) : nullptr;
}

static const std::string *replacement(const LibraryFile *Lib,
                                      const std::string &Key) {
  if (!Lib)
    return nullptr;
  auto It = Lib->Replacements.find(Key);
  return It == Lib->Replacements.end() ? nullptr : &It->second;
}

StringRef async_tidy::replacementFor(TranslationUnit &TU, const Coroutine &C,
                                     StringRef Key,
                                     const BlockingEntry *Entry) {
  std::string Name = Key.str();
  const std::string *Text = replacement(C.framework(), Name);
  for (const SuspensionPoint &P : C.suspensions())
    if (!Text)
      Text = replacement(libraryOfOperand(TU, P.Operand), Name);
  // Words that fit any framework live in the standard library's file.
  if (!Text)
    for (const LibraryFile &Lib : TU.library().files())
      if (Lib.Id == "std")
        Text = replacement(&Lib, Name);
  if (!Text && Entry)
    Text = replacement(TU.library().ownerOf(Entry), Name);
  return Text ? StringRef(*Text) : StringRef();
}
