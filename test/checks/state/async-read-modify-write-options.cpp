// async-tidy: options={async-read-modify-write.CheckThenAct: false}
#include "task.h"

struct Connection {};
co::task<Connection *> connect();
co::task<> work();
Connection *connection;
int n;

co::task<> check() {
  if (!connection)
    connection = co_await connect();
}
co::task<> update() {
  int v = n;
  co_await work();
  n = v + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'n' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
}
