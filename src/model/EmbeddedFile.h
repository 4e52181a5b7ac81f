// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_MODEL_EMBEDDEDFILE_H
#define ASYNC_TIDY_MODEL_EMBEDDEDFILE_H

#include "compat/EmbeddedText.h"

namespace async_tidy {

/// The YAML library files of src/model/libraries, embedded at build time,
/// sorted by name.
std::span<const EmbeddedText> builtinLibraryFiles();

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_EMBEDDEDFILE_H
