// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/WaitingNames.h"

using namespace clang;
using namespace async_tidy;

bool async_tidy::waitsForResult(TranslationUnit &TU, const FunctionDecl *F) {
  Names &N = TU.names();
  return N.speaksOf(Topic::Waiting, F) || N.speaksOf(Topic::Joining, F) ||
         N.speaksOf(Topic::Getting, F) || N.speaksOf(Topic::Result, F);
}

bool async_tidy::blocksOnTask(TranslationUnit &TU, const FunctionDecl *F) {
  return waitsForResult(TU, F) || TU.names().speaksOf(Topic::BlockingOn, F);
}

bool async_tidy::returnsWhenDone(TranslationUnit &TU, StringRef Name) {
  Names &N = TU.names();
  return N.speaksOf(Topic::WaitVerb, Name) ||
         N.speaksOf(Topic::Getting, Name) ||
         N.speaksOf(Topic::BlockingOn, Name) ||
         N.speaksOf(Topic::Running, Name);
}

bool async_tidy::mayOnlyStart(TranslationUnit &TU, const FunctionDecl *F) {
  return TU.names().speaksOf(Topic::Getting, F) ||
         TU.names().speaksOf(Topic::Running, F);
}

bool async_tidy::mayFinishWork(TranslationUnit &TU, const FunctionDecl *F) {
  return TU.names().speaksOf(Topic::Driving, F);
}

bool async_tidy::endsWork(TranslationUnit &TU, const FunctionDecl *F) {
  return TU.names().speaksOf(Topic::EndingWork, F);
}

bool async_tidy::asksWhetherDone(TranslationUnit &TU, const FunctionDecl *F) {
  return TU.names().speaksOf(Topic::Done, F);
}

StringRef async_tidy::withoutAsync(TranslationUnit &TU, StringRef Name) {
  StringRef First = firstWord(Name);
  if (!Name.starts_with(First) || First.size() == Name.size() ||
      !TU.names().speaksOf(Topic::Asynchronous, First))
    return Name;
  return Name.drop_front(First.size()).ltrim('_');
}
