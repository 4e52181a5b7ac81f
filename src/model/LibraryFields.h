// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

//
// How library files are read, internal to LibraryFile.cpp: the scalars (names
// and words) with their errors, and a helper that reads the keys of a mapping.

#ifndef ASYNC_TIDY_MODEL_LIBRARYFIELDS_H
#define ASYNC_TIDY_MODEL_LIBRARYFIELDS_H

#include "model/LibraryFile.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSet.h>
#include <llvm/Support/YAMLTraits.h>

#include <type_traits>
#include <utility>

namespace async_tidy::library_yaml {

using llvm::StringRef;

/// What the traits share while one file is read.
struct Reading {
  StringRef Path;
  std::string Error;   ///< the first one
  std::string Message; ///< keeps a scalar's error text alive
  bool HasNamespaces = false;
  /// Keys of the mapping that was read last: an unknown key is found when the
  /// mapping ends, after everything nested in it.
  std::vector<StringRef> Keys;
  llvm::StringSet<> Entries; ///< names of the entries of one list
  llvm::StringSet<> Names;   ///< names in one plain list
  /// Names of `blocking` by kind; true: the entry speaks of a form.
  llvm::StringMap<bool> Blocking[3];
};

inline Reading &reading(llvm::yaml::IO &Io) {
  return *static_cast<Reading *>(Io.getContext());
}

//===-- Names
//--------------------------------------------------------------===//

inline bool isIdentifier(StringRef Text) {
  if (Text.empty() || llvm::isDigit(Text.front()))
    return false;
  return llvm::all_of(Text,
                      [](char C) { return llvm::isAlnum(C) || C == '_'; });
}

/// Checks the form of a qualified name; returns what is wrong, or "".
inline std::string problemOfName(StringRef Name, bool HasNamespaces) {
  StringRef Rest = Name;
  if (Rest.consume_front("~")) {
    if (!Rest.starts_with("::"))
      return ("'" + Name +
              "' is not a name: '~' stands for a namespace, as in "
              "'~::co_spawn'")
          .str();
    if (!HasNamespaces)
      return ("'" + Name + "' needs the key 'namespaces'").str();
  }
  Rest.consume_front("::");
  while (true) {
    auto [Component, After] = Rest.split("::");
    bool Last = After.empty() && !Rest.ends_with("::");
    bool IsOperator =
        Last && Component.starts_with("operator") && Component.size() > 8;
    if (!isIdentifier(Component) && !IsOperator)
      return ("'" + Name + "' is not a qualified C++ name without arguments")
          .str();
    if (Last)
      return "";
    Rest = After;
  }
}

/// A scalar that must be a name; plain-list names may not repeat.
struct ListedName {
  std::string Text;
};
/// A name without "::", where any scope will do; may not repeat.
struct LastComponent {
  std::string Text;
};
/// A word of an identifier, as `vocabulary` has them; may not repeat.
struct Word {
  std::string Text;
};
/// The name of an entry (`name:`), unique in its list.
struct EntryName {
  std::string Text;
};
/// A name where repeats do not matter or are judged elsewhere.
struct AnyName {
  std::string Text;
};
struct NonEmpty {
  std::string Text;
};
struct Namespace {
  std::string Text;
};

/// Reads a name and reports a bad form; true if it was good.
inline bool readName(StringRef Scalar, Reading &R, std::string &Out) {
  R.Message = problemOfName(Scalar, R.HasNamespaces);
  Out = Scalar.str();
  return R.Message.empty();
}

inline bool addOnce(llvm::StringSet<> &Seen, StringRef Name, Reading &R) {
  if (Seen.insert(Name).second)
    return true;
  R.Message = ("'" + Name + "' is listed twice").str();
  return false;
}

//===-- Words
//--------------------------------------------------------------===//

template <typename E> struct Words;
template <typename E> using WordList = std::vector<std::pair<StringRef, E>>;

template <> struct Words<StartKind> {
  static inline const WordList<StartKind> All = {{"lazy", StartKind::Lazy},
                                                 {"eager", StartKind::Eager}};
};
template <> struct Words<DropEffect> {
  static inline const WordList<DropEffect> All = {
      {"never-runs", DropEffect::NeverRuns},
      {"runs-on", DropEffect::RunsOn},
      {"cancelled", DropEffect::Cancelled},
      {"joined", DropEffect::Joined},
      {"terminates", DropEffect::Terminates}};
};
template <> struct Words<ExceptionFate> {
  static inline const WordList<ExceptionFate> All = {
      {"lost", ExceptionFate::Lost},
      {"terminates", ExceptionFate::Terminates},
      {"logged", ExceptionFate::Logged},
      {"rethrown", ExceptionFate::Rethrown},
      {"handled", ExceptionFate::Handled}};
};
template <> struct Words<SpawnKind> {
  static inline const WordList<SpawnKind> All = {
      {"token", SpawnKind::Token},
      {"detach", SpawnKind::Detach},
      {"handle", SpawnKind::Handle},
      {"scope", SpawnKind::Scope},
      {"callback", SpawnKind::Callback}};
};
template <> struct Words<BlockingGroup> {
  static inline const WordList<BlockingGroup> All = {
      {"sleep", BlockingGroup::Sleep},
      {"wait", BlockingGroup::Wait},
      {"lock", BlockingGroup::Lock},
      {"file", BlockingGroup::File},
      {"socket", BlockingGroup::Socket},
      {"dns", BlockingGroup::Dns},
      {"process", BlockingGroup::Process},
      {"stdio", BlockingGroup::Stdio},
      {"database", BlockingGroup::Database},
      {"http", BlockingGroup::Http},
      {"cpu", BlockingGroup::Cpu},
      {"logging", BlockingGroup::Logging}};
};
template <> struct Words<BlockingLevel> {
  static inline const WordList<BlockingLevel> All = {
      {"always", BlockingLevel::Always},
      {"may", BlockingLevel::May},
      {"brief", BlockingLevel::Brief}};
};
template <> struct Words<CallableKind> {
  static inline const WordList<CallableKind> All = {
      {"function", CallableKind::Function},
      {"constructor", CallableKind::Constructor},
      {"destructor", CallableKind::Destructor}};
};

template <typename E, typename = void> struct HasWords : std::false_type {};
template <typename E>
struct HasWords<E, std::void_t<decltype(Words<E>::All)>> : std::true_type {};

//===-- Mappings
//-----------------------------------------------------------===//

/// Reads the keys of one mapping and remembers which ones it knows.
class Fields {
public:
  explicit Fields(llvm::yaml::IO &Io) : Io(Io) {}
  ~Fields() { reading(Io).Keys = std::move(Keys); }

  template <typename T> void optional(const char *Key, T &Value) {
    Keys.push_back(Key);
    Io.mapOptional(Key, Value);
  }
  template <typename T> void required(const char *Key, T &Value) {
    Keys.push_back(Key);
    Io.mapRequired(Key, Value);
  }
  /// A list of names, each in the form \p Name checks.
  template <typename Name = ListedName>
  void names(const char *Key, std::vector<std::string> &Out) {
    reading(Io).Names.clear();
    std::vector<Name> Read;
    optional(Key, Read);
    for (Name &N : Read)
      Out.push_back(std::move(N.Text));
  }
  template <typename Name = LastComponent>
  void lastComponents(const char *Key, std::vector<std::string> &Out) {
    names<Name>(Key, Out);
  }
  /// A list of entries that each have a `name` of their own.
  template <typename T> void entries(const char *Key, std::vector<T> &Out) {
    reading(Io).Entries.clear();
    optional(Key, Out);
  }
  template <typename Name = EntryName> void name(std::string &Out) {
    Name Read;
    required("name", Read);
    Out = std::move(Read.Text);
  }
  /// A single name that may be absent.
  void optionalName(const char *Key, std::string &Out) {
    AnyName Read;
    optional(Key, Read);
    Out = std::move(Read.Text);
  }

private:
  llvm::yaml::IO &Io;
  std::vector<StringRef> Keys;
};

} // namespace async_tidy::library_yaml

namespace llvm::yaml {

/// Scalars are only read: `output` completes the traits.
struct ReadOnlyScalar {
  template <typename T> static void output(const T &, void *, raw_ostream &) {}
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <typename E>
struct ScalarTraits<
    E, std::enable_if_t<async_tidy::library_yaml::HasWords<E>::value>>
    : ReadOnlyScalar {
  static StringRef input(StringRef Scalar, void *Context, E &Value) {
    std::string Known;
    for (const auto &[Word, Meaning] :
         async_tidy::library_yaml::Words<E>::All) {
      if (Word == Scalar) {
        Value = Meaning;
        return "";
      }
      Known += (Known.empty() ? "" : ", ") + Word.str();
    }
    auto &R = *static_cast<async_tidy::library_yaml::Reading *>(Context);
    R.Message =
        ("unknown word '" + Scalar + "'; expected one of " + Known).str();
    return R.Message;
  }
};

template <>
struct ScalarTraits<async_tidy::library_yaml::ListedName> : ReadOnlyScalar {
  static StringRef input(StringRef Scalar, void *Context,
                         async_tidy::library_yaml::ListedName &Value) {
    auto &R = *static_cast<async_tidy::library_yaml::Reading *>(Context);
    if (readName(Scalar, R, Value.Text))
      addOnce(R.Names, Scalar, R);
    return R.Message;
  }
};
template <>
struct ScalarTraits<async_tidy::library_yaml::LastComponent> : ReadOnlyScalar {
  static StringRef input(StringRef Scalar, void *Context,
                         async_tidy::library_yaml::LastComponent &Value) {
    auto &R = *static_cast<async_tidy::library_yaml::Reading *>(Context);
    R.Message.clear();
    Value.Text = Scalar.str();
    if (!async_tidy::library_yaml::isIdentifier(Scalar))
      R.Message = ("'" + Scalar +
                   "' is not a name without '::'; this list holds for every "
                   "scope")
                      .str();
    else
      addOnce(R.Names, Scalar, R);
    return R.Message;
  }
};
template <>
struct ScalarTraits<async_tidy::library_yaml::Word> : ReadOnlyScalar {
  static StringRef input(StringRef Scalar, void *Context,
                         async_tidy::library_yaml::Word &Value) {
    auto &R = *static_cast<async_tidy::library_yaml::Reading *>(Context);
    R.Message.clear();
    Value.Text = Scalar.str();
    if (Scalar.empty() || !llvm::all_of(Scalar, [](char C) {
          return llvm::isAlnum(C) && !llvm::isUpper(C);
        }))
      R.Message = ("'" + Scalar +
                   "' is not one word in lower case; whole identifiers are "
                   "'names'")
                      .str();
    else
      addOnce(R.Names, Scalar, R);
    return R.Message;
  }
};
template <>
struct ScalarTraits<async_tidy::library_yaml::EntryName> : ReadOnlyScalar {
  static StringRef input(StringRef Scalar, void *Context,
                         async_tidy::library_yaml::EntryName &Value) {
    auto &R = *static_cast<async_tidy::library_yaml::Reading *>(Context);
    if (readName(Scalar, R, Value.Text))
      addOnce(R.Entries, Scalar, R);
    return R.Message;
  }
};
template <>
struct ScalarTraits<async_tidy::library_yaml::AnyName> : ReadOnlyScalar {
  static StringRef input(StringRef Scalar, void *Context,
                         async_tidy::library_yaml::AnyName &Value) {
    auto &R = *static_cast<async_tidy::library_yaml::Reading *>(Context);
    readName(Scalar, R, Value.Text);
    return R.Message;
  }
};
template <>
struct ScalarTraits<async_tidy::library_yaml::NonEmpty> : ReadOnlyScalar {
  static StringRef input(StringRef Scalar, void *,
                         async_tidy::library_yaml::NonEmpty &Value) {
    Value.Text = Scalar.str();
    return Scalar.empty() ? "the value must not be empty" : "";
  }
};
template <>
struct ScalarTraits<async_tidy::library_yaml::Namespace> : ReadOnlyScalar {
  static StringRef input(StringRef Scalar, void *Context,
                         async_tidy::library_yaml::Namespace &Value) {
    auto &R = *static_cast<async_tidy::library_yaml::Reading *>(Context);
    R.HasNamespaces = false; // '~' makes no sense here
    if (readName(Scalar, R, Value.Text))
      addOnce(R.Names, Scalar, R);
    R.HasNamespaces = true;
    return R.Message;
  }
};

} // namespace llvm::yaml

#endif // ASYNC_TIDY_MODEL_LIBRARYFIELDS_H
