// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CLANGD_DOCLINKSTREAM_H
#define ASYNC_TIDY_CLANGD_DOCLINKSTREAM_H

#include <llvm/Support/raw_ostream.h>

#include <string>

namespace async_tidy {

/// Passes a stream of LSP messages on to another stream and corrects the
/// documentation links of our checks: clangd derives a diagnostic's
/// codeDescription.href from the check's name and so sends readers of
/// async-… findings to pages of clang-tidy that do not exist.
///
/// Messages may be written in pieces of any size; each is passed on and flushed
/// when it is complete. What does not look like an LSP message is passed on as
/// it is.
///
/// Of an action that is only a suggestion it takes the mark that makes an
/// editor prefer it, which clangd sets whenever there is one quick fix only.
class DocLinkStream : public llvm::raw_ostream {
public:
  explicit DocLinkStream(llvm::raw_ostream &Out);
  ~DocLinkStream() override;

private:
  void write_impl(const char *Data, size_t Size) override;
  uint64_t current_pos() const override { return Written; }
  /// Passes on the first message in Pending. \returns false if it has none.
  bool passOnMessage();

  llvm::raw_ostream &Out;
  std::string Pending; ///< Received and not yet passed on.
  size_t Needed = 0;   ///< Size Pending must reach before it is worth a look.
  uint64_t Written = 0;
};

/// \p Json with the links to our checks' pages. Only whole values of a key
/// "href" are replaced, which no string inside the message can look like: its
/// quotes are escaped.
std::string withOurDocLinks(llvm::StringRef Json);

/// \p Json, an answer with code actions, without the mark "isPreferred" of an
/// edit that goes with a remedy. clangd names those by the remedy, and the safe
/// edits of a finding itself by what they do: "insert 'co_await '".
std::string withoutPreferredSuggestions(std::string Json);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLANGD_DOCLINKSTREAM_H
