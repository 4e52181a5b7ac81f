// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Cause.h"

#include <llvm/Support/ErrorHandling.h>

using namespace async_tidy;
using llvm::ArrayRef;
using llvm::StringRef;

StringRef async_tidy::idOf(CauseKind Kind) {
  switch (Kind) {
  case CauseKind::Language:
    return "language";
  case CauseKind::LostWork:
    return "lost-work";
  case CauseKind::Starter:
    return "starter";
  case CauseKind::Throws:
    return "throws";
  case CauseKind::Blocks:
    return "blocks";
  case CauseKind::ThreadLock:
    return "thread-lock";
  case CauseKind::ThreadBound:
    return "thread-bound";
  case CauseKind::ChangesThread:
    return "changes-thread";
  case CauseKind::SharedState:
    return "shared-state";
  case CauseKind::UsesLater:
    return "uses-later";
  }
  llvm_unreachable("unknown kind");
}

StringRef async_tidy::idOf(KnownBy By) {
  switch (By) {
  case KnownBy::Proof:
    return "proof";
  case KnownBy::Attribute:
    return "attribute";
  case KnownBy::UserModel:
    return "user-model";
  case KnownBy::LibraryFile:
    return "library-file";
  case KnownBy::Body:
    return "body";
  case KnownBy::Signature:
    return "signature";
  case KnownBy::Name:
    return "name";
  }
  llvm_unreachable("unknown source");
}

ArrayRef<CauseKind> async_tidy::allCauseKinds() {
  static constexpr CauseKind All[] = {
      CauseKind::Language,    CauseKind::LostWork,      CauseKind::Starter,
      CauseKind::Throws,      CauseKind::Blocks,        CauseKind::ThreadLock,
      CauseKind::ThreadBound, CauseKind::ChangesThread, CauseKind::SharedState,
      CauseKind::UsesLater};
  return All;
}

ArrayRef<KnownBy> async_tidy::allKnownBy() {
  static constexpr KnownBy All[] = {KnownBy::Proof,     KnownBy::Attribute,
                                    KnownBy::UserModel, KnownBy::LibraryFile,
                                    KnownBy::Body,      KnownBy::Signature,
                                    KnownBy::Name};
  return All;
}
