// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which list of a library file is which table of Library, internal to it, and
// how a file is added to another one that describes the same namespace.

#ifndef ASYNC_TIDY_MODEL_LIBRARYTABLES_H
#define ASYNC_TIDY_MODEL_LIBRARYTABLES_H

#include "model/Library.h"

#include <utility>

namespace async_tidy {

/// The plain lists of \p File with what they mean. Scopes and lists with texts
/// are not plain and come on top.
std::vector<std::pair<NameList, std::vector<std::string> *>>
plainLists(LibraryFile &File);

/// The lists whose names come with a text.
std::vector<std::pair<NameList, std::map<std::string, std::string> *>>
explainedLists(LibraryFile &File);

std::vector<std::pair<WordList, const std::vector<std::string> *>>
wordLists(const LibraryFile &File);

bool ignoresCase(WordList List);

/// Adds what \p Later says of the namespaces that it shares with \p File, so
/// that who asks for the library of a name finds both. Where both speak of one
/// name, \p Later is right. Their lists are written out.
void mergeInto(LibraryFile &File, LibraryFile &Later);

/// What \p Later leaves out is as \p Earlier says.
TaskEntry merged(const TaskEntry &Earlier, TaskEntry Later);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_LIBRARYTABLES_H
