// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_ASYNCCHECK_H
#define ASYNC_TIDY_CHECKS_ASYNCCHECK_H

#include "checks/support/Causes.h"
#include "checks/support/NameList.h"
#include "model/TranslationUnit.h"

#include <clang-tidy/ClangTidyCheck.h>
#include <llvm/ADT/DenseSet.h>

namespace async_tidy {

/// What every check of async-tidy derives from. A check does not register
/// matchers of its own: it is called once per translation unit with the shared
/// model and walks down from the coroutines and functions listed there. All
/// checks together cost one traversal.
class AsyncCheck : public clang::tidy::ClangTidyCheck {
public:
  AsyncCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context);

  bool isLanguageVersionSupported(const clang::LangOptions &LO) const override {
    return LO.CPlusPlus20;
  }
  std::optional<clang::TraversalKind> getCheckTraversalKind() const override {
    return clang::TK_AsIs;
  }
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) final;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result) final;
  /// Lifts -ferror-limit: after its twentieth error the front end would stop,
  /// and every coroutine behind it would be missing without a word.
  void registerPPCallbacks(const clang::SourceManager &SM,
                           clang::Preprocessor *PP,
                           clang::Preprocessor *ModuleExpanderPP) final;
  void onStartOfTranslationUnit() final;
  void onEndOfTranslationUnit() final;
  /// Stores the options that list names. Overriders store their others and call
  /// this one.
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

  /// The options that list names, by name.
  const std::map<std::string, NamesOfOption> &nameLists() const {
    return NameLists;
  }

protected:
  /// The option \p Option, a list of names; for the constructors of checks. The
  /// reference lives as long as the check.
  const NamesOfOption &nameList(llvm::StringRef Option,
                                llvm::StringRef Default = "",
                                EntryText Text = EntryText::None);

  /// Called once per translation unit.
  virtual void analyze(TranslationUnit &TU) = 0;

  /// True the first time it is asked about \p Loc in this unit: a template's
  /// pattern and its instantiations share their locations, and a mistake is
  /// reported once.
  bool firstReportAt(clang::SourceLocation Loc);

  /// Reports a finding. \p Message is one sentence that says what is wrong,
  /// with %0 and so on for arguments; \p Remedy, in the imperative, says how to
  /// mend it, and what a fix-it of the finding does. The remedy becomes the
  /// finding's last note, behind those that tell the story. That place, and not
  /// its words, is how every front end knows it, so no finding goes without.
  /// \p Why is the fact that the finding rests on (support/Causes.h); reports
  /// have it, clang-tidy and clangd have no place for it.
  clang::DiagnosticBuilder diag(clang::SourceLocation Loc,
                                llvm::StringRef Message, std::string Remedy,
                                Cause Why);

  /// Offers edits with the finding \p Diag, the one reported last. If they are
  /// not \p Safe they go with its remedy instead: a suggestion, which no front
  /// end makes on its own.
  void offer(clang::DiagnosticBuilder &Diag,
             llvm::ArrayRef<clang::FixItHint> Edits, bool Safe);

  /// A note that continues the story of the finding reported last.
  void note(clang::SourceLocation Loc, llvm::StringRef Text);

  /// Notes for the first suspensions of \p At; more would repeat them.
  void noteSuspensions(llvm::ArrayRef<const SuspensionPoint *> At);

private:
  clang::SourceLocation shownPlace(clang::SourceLocation Loc,
                                   clang::DiagnosticIDs::Level Level) const;
  void finishFinding();
  unsigned readLimitFactor();
  void tellOptionNames(UnitSink &Sink, const clang::ASTContext &Ctx) const;

  const std::string Id;
  std::string ModelFiles;
  /// What all limits of the analyses are multiplied with.
  const unsigned LimitFactor;
  std::map<std::string, NamesOfOption> NameLists;
  /// Those that are not at their default, which need not name anything.
  std::vector<std::string> ChangedNameLists;
  const clang::SourceManager *Sources = nullptr;
  UnitSink *Sink = nullptr; ///< Of the unit that is analysed, if one listens.
  llvm::DenseSet<clang::SourceLocation> Reported;
  /// Of the finding reported last, until its story is told.
  clang::SourceLocation RemedyLoc;
  std::string Remedy;
  llvm::SmallVector<clang::FixItHint, 2> Suggested;
};

/// Said by the main() of the drop-in clangd before any check exists. clangd
/// traverses the main file's declarations only, so no matcher sees the
/// translation unit's own node there; and it drops notes at places in macros.
void setHostIsClangd(bool IsClangd);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_ASYNCCHECK_H
