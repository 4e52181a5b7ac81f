// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/BlockingStep.h"

using namespace async_tidy;

BlockingContext BlockingContext::after(const BlockingStep &Step) const {
  BlockingContext Result = *this;
  for (const BlockingStep *S = &Step; S; S = S->Then.get()) {
    Result.InLog |= S->Logs;
    Result.OnOwnStack |= S->MakesStack;
  }
  return Result;
}

bool BlockingOptions::counts(const BlockingEntry &Entry,
                             BlockingGroup Group) const {
  return counts(Group) &&
         (Entry.Level != BlockingLevel::Brief || ReportBrief) &&
         !Allowed.contains(Entry.Name) && !Allowed.contains("::" + Entry.Name);
}

bool BlockingOptions::admits(const BlockingStep &Step,
                             BlockingContext Context) const {
  auto IsAllowed = [&](llvm::StringRef Name) {
    return Allowed.contains(Name) ||
           (Files && Files->contains(NameList::NonBlocking, Name));
  };
  for (const BlockingStep *S = &Step; S; S = S->Then.get())
    if (llvm::any_of(S->Names, IsAllowed))
      return false;
  const BlockingStep &Last = Step.last();
  switch (Last.Cause) {
  case BlockingCause::None:
  case BlockingCause::Option:
  case BlockingCause::Declared:
    return true;
  case BlockingCause::Listed: {
    if (!Last.Entry)
      return false;
    Context = Context.after(Step);
    if (Context.OnOwnStack && Last.YieldsStack)
      return false;
    bool IsLog = Context.InLog && Last.OnlyWrites &&
                 Last.Entry->Group == BlockingGroup::File;
    return counts(*Last.Entry,
                  IsLog ? BlockingGroup::Logging : Last.Entry->Group);
  }
  case BlockingCause::Task:
  case BlockingCause::Loop:
  case BlockingCause::Spin:
    return counts(BlockingGroup::Wait);
  }
  return true;
}
