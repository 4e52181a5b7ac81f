// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/ClassView.h"

#include "model/ClassLookup.h"
#include "model/Limits.h"
#include "model/ReturnedValues.h"
#include "model/Visits.h"

using namespace clang;
using namespace async_tidy;

/// \p T with a template parameter replaced by its argument, if T is one.
static QualType substituted(QualType T, ArrayRef<TemplateArgument> Arguments) {
  const auto *Parameter = T->getAs<TemplateTypeParmType>();
  if (!Parameter || Parameter->getDepth() != 0 ||
      Parameter->getIndex() >= Arguments.size())
    return T;
  const TemplateArgument &Argument = Arguments[Parameter->getIndex()];
  return Argument.getKind() == TemplateArgument::Type ? Argument.getAsType()
                                                      : T;
}

ClassView ClassView::of(const CXXRecordDecl *R) {
  ClassView View;
  View.Definition = definitionOrPattern(R);
  if (!View.Definition || (R && R->hasDefinition()))
    return View;
  // The arguments of the specialisation that R is or is a member of.
  for (const DeclContext *C = R; C && !C->isFileContext(); C = C->getParent())
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(C)) {
      llvm::append_range(View.Arguments, Spec->getTemplateArgs().asArray());
      break;
    }
  return View;
}

ClassView ClassView::of(QualType T, ArrayRef<TemplateArgument> Arguments) {
  if (T.isNull())
    return ClassView();
  T = substituted(T.getNonReferenceType(), Arguments).getNonReferenceType();
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl()) {
    ClassView View = of(R);
    if (View && R->isDependentContext() && View.Arguments.empty())
      View.Arguments.append(Arguments.begin(), Arguments.end());
    return View;
  }
  const auto *TST = T.getCanonicalType()->getAs<TemplateSpecializationType>();
  const auto *Template = TST ? dyn_cast_or_null<ClassTemplateDecl>(
                                   TST->getTemplateName().getAsTemplateDecl())
                             : nullptr;
  ClassView View;
  if (!Template)
    return View;
  for (TemplateArgument Argument : TST->template_arguments()) {
    if (Argument.getKind() == TemplateArgument::Type)
      Argument = TemplateArgument(substituted(Argument.getAsType(), Arguments));
    View.Arguments.push_back(Argument);
  }
  View.Definition = Template->getTemplatedDecl()->getDefinition();
  return View;
}

ClassView ClassView::findNested(DeclarationName Name, unsigned Depth) const {
  countVisits();
  if (!Definition || Depth > limits::BasesOfPattern)
    return ClassView();
  for (const NamedDecl *D : Definition->lookup(Name)) {
    ClassView View;
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
      View = of(Alias->getUnderlyingType(), Arguments);
    else if (const auto *R = dyn_cast<CXXRecordDecl>(D))
      View = of(R);
    if (View && View.Arguments.empty() && View.Definition->isDependentContext())
      View.Arguments = Arguments;
    if (View)
      return View;
  }
  for (const CXXBaseSpecifier &Base : Definition->bases())
    if (ClassView View = base(Base).findNested(Name, Depth + 1))
      return View;
  return ClassView();
}

ClassView ClassView::nested(DeclarationName Name) const {
  return findNested(Name, 0);
}

std::pair<QualType, ClassView> ClassView::findResult(DeclarationName Name,
                                                     unsigned Depth) const {
  countVisits();
  if (!Definition || Depth > limits::BasesOfPattern)
    return {};
  for (const NamedDecl *D : Definition->lookup(Name))
    if (const FunctionDecl *F = D->getAsFunction())
      if (QualType T = async_tidy::resultTypeOf(F); !T.isNull())
        return {substituted(T, Arguments), of(T, Arguments)};
  for (const CXXBaseSpecifier &Base : Definition->bases())
    if (auto Found = base(Base).findResult(Name, Depth + 1);
        !Found.first.isNull())
      return Found;
  return {};
}

ClassView ClassView::resultOf(DeclarationName Name) const {
  return findResult(Name, 0).second;
}

QualType ClassView::resultTypeOf(DeclarationName Name) const {
  QualType T = findResult(Name, 0).first;
  return T.isNull() || T->isDependentType() ? QualType() : T;
}
