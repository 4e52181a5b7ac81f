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

#include <compare>
#include <map>
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

/// A name that an option of a check lists.
struct ListedOptionName {
  std::string Check, Option, Name;
  auto operator<=>(const ListedOptionName &) const = default;
};

/// While it lives, collects which names in options the units of this thread
/// declare. Whether a name means anything is known only over all units of a
/// run: a header that declares it need not be included everywhere.
class OptionNameListener {
public:
  OptionNameListener();
  ~OptionNameListener();
  OptionNameListener(const OptionNameListener &) = delete;
  OptionNameListener &operator=(const OptionNameListener &) = delete;

  /// Every listed name, with whether a unit declares it.
  const std::map<ListedOptionName, bool> &names() const { return Names; }

private:
  friend void recordOptionNames(llvm::StringRef Check, llvm::StringRef Option,
                                const NamesOfOption &Names,
                                const clang::ASTContext &Ctx);
  OptionNameListener *Outer;
  std::map<ListedOptionName, bool> Names;
};

/// Tells the listener which of \p Names the unit declares. Costs nothing if
/// nobody listens.
void recordOptionNames(llvm::StringRef Check, llvm::StringRef Option,
                       const NamesOfOption &Names,
                       const clang::ASTContext &Ctx);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_SUPPORT_NAMELIST_H
