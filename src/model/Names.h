// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Qualified names of declarations in the form of the library files, and the
// lookups that start from a declaration.

#ifndef ASYNC_TIDY_MODEL_NAMES_H
#define ASYNC_TIDY_MODEL_NAMES_H

#include "model/Library.h"

#include <clang/AST/Decl.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/Type.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/Allocator.h>

namespace async_tidy {

class Names {
public:
  explicit Names(const Library &Lib) : Lib(Lib) {}

  /// "asio::basic_socket::connect": without template arguments and without
  /// inline or unnamed namespaces; "::recv" for what lies in the global
  /// namespace. A constructor is named by its class. Valid as long as this
  /// object.
  llvm::StringRef qualified(const clang::NamedDecl *D);

  /// Is \p D named in the list?
  bool in(NameList List, const clang::NamedDecl *D) {
    return find(List, D) != nullptr;
  }
  const LibraryFile *find(NameList List, const clang::NamedDecl *D);

  /// Is \p T, or the class behind a reference or pointer to it, or one of its
  /// bases, in the list?
  bool typeIn(NameList List, clang::QualType T);

  /// The names under which a member function can be listed: through its own
  /// class, the classes between \p Object's static type and it, and the
  /// functions that it overrides. libstdc++ declares std::future::wait in a
  /// base class; users and library files know the derived name.
  /// Valid as long as this object, like the names.
  llvm::ArrayRef<llvm::StringRef>
  namesOf(const clang::FunctionDecl *F,
          const clang::CXXRecordDecl *Object = nullptr);

  /// Does one of the function's names occur in the list?
  bool callIn(NameList List, const clang::FunctionDecl *F,
              const clang::CXXRecordDecl *Object = nullptr);

  /// Does the identifier \p Name speak of \p T?
  bool speaksOf(Topic T, llvm::StringRef Name);
  /// Does the name of \p D? Not if it is no identifier, or \p D is nullptr.
  bool speaksOf(Topic T, const clang::NamedDecl *D) {
    const clang::IdentifierInfo *II = D ? D->getIdentifier() : nullptr;
    return II && speaksOf(T, II->getName());
  }

  /// Is \p D's identifier in the list, whatever its scope?
  bool in(WordList List, const clang::NamedDecl *D) const {
    const clang::IdentifierInfo *II = D ? D->getIdentifier() : nullptr;
    return II && Lib.contains(List, II->getName());
  }

  /// The modelled library in whose namespaces \p D lies, or nullptr.
  const LibraryFile *libraryOf(const clang::Decl *D);

  const Library &library() const { return Lib; }

private:
  void collectNames(const clang::CXXMethodDecl *M,
                    const clang::CXXRecordDecl *Object,
                    llvm::SmallVectorImpl<llvm::StringRef> &Out);

  const Library &Lib;
  /// The characters live outside the table: a short std::string inside it would
  /// move with its bucket when the table grows, and with it what `qualified`
  /// handed out before.
  llvm::BumpPtrAllocator Characters;
  llvm::DenseMap<const clang::Decl *, llvm::StringRef> Cache;
  llvm::DenseMap<std::pair<const clang::Decl *, const clang::Decl *>,
                 llvm::ArrayRef<llvm::StringRef>>
      OfFunctions;
  llvm::StringMap<TopicSet> Topics;
};

/// The class of \p T, of what it refers or points to, or nullptr. Sees through
/// typedefs, references and one pointer.
const clang::CXXRecordDecl *recordOf(clang::QualType T);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_NAMES_H
