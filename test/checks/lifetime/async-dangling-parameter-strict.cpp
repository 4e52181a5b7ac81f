// async-tidy: options={async-dangling-parameter.Strict: true}
// Every reference parameter, as CP.53 has it.
#include "task.h"

#include <string>
#include <string_view>

co::task<> f(const std::string &a, int b, int &&c, std::string_view d) { co_return; }
// CHECK-MESSAGES: :[[@LINE-1]]:33: warning: coroutine parameter 'a' is a reference, which may dangle after a suspension [async-dangling-parameter]
// CHECK-MESSAGES: :[[@LINE-2]]:49: warning: coroutine parameter 'c' is a reference, which may dangle after a suspension [async-dangling-parameter]
template <class T> co::task<> g(T &t) { co_return; }
// CHECK-MESSAGES: :[[@LINE-1]]:36: warning: coroutine parameter 't' is a reference, which may dangle after a suspension [async-dangling-parameter]
void plain(int &x);
