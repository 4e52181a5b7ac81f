// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "clangd/DocLinkStream.h"
#include "findings/Rule.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/JSON.h>

using namespace async_tidy;
using llvm::StringRef;

static constexpr StringRef Header = "Content-Length:";
static constexpr StringRef EndOfHeaders = "\r\n\r\n";

DocLinkStream::DocLinkStream(llvm::raw_ostream &Out)
    : raw_ostream(/*unbuffered=*/true), Out(Out) {}

DocLinkStream::~DocLinkStream() {
  flush();
  Out << Pending;
  Out.flush();
}

void DocLinkStream::write_impl(const char *Data, size_t Size) {
  Pending.append(Data, Size);
  Written += Size;
  while (Pending.size() >= Needed && passOnMessage())
    ;
}

/// The body's size according to the headers \p Lines; nullopt if they do not
/// say one.
static std::optional<size_t> contentLength(StringRef Lines) {
  while (!Lines.empty()) {
    auto [Line, Rest] = Lines.split("\r\n");
    size_t Length = 0;
    if (Line.consume_front_insensitive(Header) &&
        !Line.trim().getAsInteger(10, Length))
      return Length;
    Lines = Rest;
  }
  return std::nullopt;
}

bool DocLinkStream::passOnMessage() {
  Needed = 0;
  StringRef All = Pending;
  if (All.empty())
    return false;
  StringRef Start = All.take_front(Header.size());
  size_t BodyAt = All.find(EndOfHeaders);
  if (Header.starts_with_insensitive(Start) && BodyAt == StringRef::npos)
    return false;
  std::optional<size_t> Length;
  if (Header.equals_insensitive(Start))
    Length = contentLength(All.take_front(BodyAt));
  if (!Length) {
    Out << Pending;
    Out.flush();
    Pending.clear();
    return false;
  }
  BodyAt += EndOfHeaders.size();
  if (All.size() - BodyAt < *Length) {
    Needed = BodyAt + *Length;
    return false;
  }
  std::string Body =
      withoutPreferredSuggestions(withOurDocLinks(All.substr(BodyAt, *Length)));
  Out << Header << ' ' << Body.size() << EndOfHeaders << Body;
  Out.flush();
  Pending.erase(0, BodyAt + *Length);
  return true;
}

std::string async_tidy::withOurDocLinks(StringRef Json) {
  constexpr StringRef Key = "\"href\":";
  constexpr StringRef Url =
      "https://clang.llvm.org/extra/clang-tidy/checks/async/";
  constexpr StringRef Suffix = ".html";
  std::string Result;
  while (true) {
    size_t Found = Json.find(Key);
    if (Found == StringRef::npos)
      break;
    Result += Json.take_front(Found + Key.size());
    Json = Json.drop_front(Found + Key.size());
    StringRef Value = Json.ltrim();
    StringRef Link;
    if (Value.consume_front("\""))
      Link = Value.take_until([](char C) { return C == '"'; });
    StringRef Name = Link;
    if (!Name.consume_front(Url) || !Name.consume_back(Suffix))
      continue;
    if (const Rule *R = findRule("async-" + Name.str())) {
      Result += Json.take_until([](char C) { return C == '"'; });
      Result += '"' + ruleUrl(*R);
      Json = Value.drop_front(Link.size());
    }
  }
  Result += Json;
  return Result;
}

/// Is \p Action an edit of one of our checks that goes with its remedy?
static bool isSuggestion(const llvm::json::Object &Action) {
  const llvm::json::Array *Diagnostics = Action.getArray("diagnostics");
  bool IsOurs = Diagnostics && llvm::any_of(*Diagnostics, [](const auto &Each) {
                  const llvm::json::Object *D = Each.getAsObject();
                  std::optional<StringRef> Code =
                      D ? D->getString("code") : std::nullopt;
                  return Code && findRule(Code->str());
                });
  StringRef Title = Action.getString("title").value_or("");
  bool SaysWhatItDoes = Title.starts_with("insert ") ||
                        Title.starts_with("change ") ||
                        Title.starts_with("remove ");
  return IsOurs && !SaysWhatItDoes;
}

std::string async_tidy::withoutPreferredSuggestions(std::string Json) {
  constexpr StringRef Mark = "isPreferred";
  if (Json.find(Mark) == std::string::npos)
    return Json;
  llvm::Expected<llvm::json::Value> Parsed = llvm::json::parse(Json);
  if (!Parsed) {
    consumeError(Parsed.takeError());
    return Json;
  }
  llvm::json::Object *Answer = Parsed->getAsObject();
  llvm::json::Array *Actions = Answer ? Answer->getArray("result") : nullptr;
  bool Changed = false;
  if (Actions)
    for (llvm::json::Value &Each : *Actions)
      if (llvm::json::Object *Action = Each.getAsObject();
          Action && isSuggestion(*Action))
        Changed |= Action->erase(Mark);
  return Changed ? llvm::formatv("{0}", *Parsed).str() : Json;
}
