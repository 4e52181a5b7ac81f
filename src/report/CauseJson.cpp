// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/CauseJson.h"

nlohmann::ordered_json async_tidy::causeJson(const FindingCause &C) {
  if (C.Kind.empty())
    return nullptr;
  nlohmann::ordered_json Result = {{"kind", C.Kind},
                                   {"knownBy", C.KnownBy},
                                   {"subject", C.Subject},
                                   {"usr", C.Usr},
                                   {"fact", C.Fact}};
  if (!C.Model.empty())
    Result["model"] = C.Model;
  return Result;
}
