// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the model understood of a unit, for `async-tidy survey`: which task
// types it uses, what starts work and what waits for it.

#ifndef ASYNC_TIDY_CHECKS_SUPPORT_SURVEY_H
#define ASYNC_TIDY_CHECKS_SUPPORT_SURVEY_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Tells \p Sink what it wants to know of the unit, once.
void surveyUnit(TranslationUnit &TU, UnitSink &Sink);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_SUPPORT_SURVEY_H
