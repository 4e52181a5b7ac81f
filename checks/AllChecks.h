// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The headers of the checks in Checks.inc, in the same order.

#ifndef ASYNC_TIDY_CHECKS_ALLCHECKS_H
#define ASYNC_TIDY_CHECKS_ALLCHECKS_H

#include "checks/blocking/BlockingCallCheck.h"
#include "checks/cancellation/SwallowedCancellationCheck.h"
#include "checks/lifetime/CapturingLambdaCheck.h"
#include "checks/lifetime/DanglingArgumentCheck.h"
#include "checks/lifetime/DanglingAwaitResultCheck.h"
#include "checks/lifetime/DanglingParameterCheck.h"
#include "checks/lifetime/DetachedCaptureCheck.h"
#include "checks/lifetime/ReturnLocalReferenceCheck.h"
#include "checks/locking/LockAcrossSuspensionCheck.h"
#include "checks/lostwork/DetachedTaskCheck.h"
#include "checks/lostwork/DiscardedAwaitableCheck.h"
#include "checks/lostwork/UnawaitedLocalCheck.h"
#include "checks/lostwork/VoidCallbackCheck.h"
#include "checks/state/HostileRaiiCheck.h"
#include "checks/state/ReadModifyWriteCheck.h"
#include "checks/state/ReferenceAcrossSuspensionCheck.h"
#include "checks/state/ThreadLocalAcrossSuspensionCheck.h"

#endif // ASYNC_TIDY_CHECKS_ALLCHECKS_H
