// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one grammar of options that list names:
//
//   list  = [ entry ] *( ";" [ entry ] )
//   entry = name [ "->" text ]            (the text only where it is allowed)
//   name  = [ "::" ] identifier *( "::" identifier )
//
// White space around each of them does not matter, and neither does the leading
// "::". The last identifier may be an operator ("operator()").

#ifndef ASYNC_TIDY_CHECKS_SUPPORT_NAMELIST_H
#define ASYNC_TIDY_CHECKS_SUPPORT_NAMELIST_H

#include <clang-tidy/ClangTidyCheck.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSet.h>

#include <string>
#include <vector>

namespace async_tidy {

/// May an entry of a list say something about its name?
enum class EntryText { None, Allowed };

class NamesOfOption {
public:
  struct Entry {
    std::string Name; ///< without a leading "::"
    std::string Text; ///< what follows "->"
  };

  /// What is not in the grammar is a configuration error of \p Check that names
  /// the option and the check \p Id.
  NamesOfOption(clang::tidy::ClangTidyCheck &Check, llvm::StringRef Id,
                llvm::StringRef Option, llvm::StringRef Value,
                EntryText Text = EntryText::None);

  const std::vector<Entry> &entries() const { return Entries; }
  /// As the user wrote it.
  const std::string &value() const { return Value; }
  /// Is \p QualifiedName listed? A leading "::" makes no difference.
  bool contains(llvm::StringRef QualifiedName) const;

  /// The names without a leading "::".
  llvm::StringSet<> plain() const;
  /// The names in the form of Names::qualified: what lies in the global
  /// namespace starts with "::".
  llvm::StringSet<> qualified() const;

private:
  std::string Value;
  std::vector<Entry> Entries;
};

/// \p Name in the form of Names::qualified.
std::string qualifiedForm(llvm::StringRef Name);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_SUPPORT_NAMELIST_H
