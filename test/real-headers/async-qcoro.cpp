// async-tidy: checks=async-* needs=qcoro
// QCoro with Qt 6: one mistake of each check, and the right form next to it.
#include <QCoroFuture>
#include <QCoroIODevice>
#include <QCoroNetworkReply>
#include <QCoroProcess>
#include <QCoroTask>
#include <QCoroTimer>

#include <QHash>
#include <QMutex>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QSignalBlocker>
#include <QString>
#include <QStringView>
#include <QThread>
#include <QTimer>

void use(const QString &);

QCoro::Task<int> load(int id) {
  QTimer timer;
  timer.start(id);
  co_await timer;
  co_return id;
}

QCoro::Task<void> discards(QTimer &timer) {
  load(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'load' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  co_await load(1);
  timer.start(1);
}

QCoro::Task<int> forgets(bool now) {
  auto first = load(1);
  auto second = load(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'second' is not awaited on every path: on the others it runs unobserved, and its result and exception are lost [async-unawaited-local]
  if (now)
    co_return co_await first;
  co_return co_await first + co_await second;
}

QCoro::Task<QByteArray> blocks(QNetworkAccessManager &net, QProcess &process) {
  QThread::sleep(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'QThread::sleep' blocks the thread that runs coroutine 'blocks': it sleeps [async-blocking-call]
  co_await QCoro::sleepFor(std::chrono::seconds(1));
  process.start("true");
  process.waitForFinished();
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: call to 'QProcess::waitForFinished' blocks the thread that runs coroutine 'blocks': it waits for a process [async-blocking-call]
  co_await qCoro(process).waitForFinished();
  QNetworkReply *reply = net.get(QNetworkRequest(QUrl("http://localhost")));
  co_await reply;
  co_return reply->readAll();
}

QCoro::Task<void> locks(QMutex &mutex, int &count) {
  {
    QMutexLocker locker(&mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: lock guard 'locker' is held while the coroutine is suspended [async-lock-across-suspension]
    co_await load(1);
  }
  {
    QMutexLocker locker(&mutex);
    ++count;
  }
  co_await load(1);
}

QCoro::Task<void> calls_a_closure(QString name) {
  auto pending = [name]() -> QCoro::Task<void> {
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
    co_await load(1);
    use(name);
  }();
  co_await pending;
  co_await [name]() -> QCoro::Task<void> {
    co_await load(1);
    use(name);
  }();
}

QCoro::Task<void> greet(const QString &name) {
  co_await load(1);
  use(name);
}

QCoro::Task<void> passes_a_temporary() {
  auto late = greet("x");
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: a temporary is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  co_await late;
  co_await greet("x");
}

struct Sessions : QObject {
  QHash<int, QString> names;
  int total = 0;

  QCoro::Task<void> add(int id) {
    total = total + co_await load(id);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    int loaded = co_await load(id);
    total += loaded;
  }
  QCoro::Task<void> show(int id) {
    QString &name = names[id];
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'name' refers into 'names', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await load(id);
    use(name);
    use(names[id]);
  }
  void erase(int id) { names.remove(id); }
};

thread_local int depth = 0;

QCoro::Task<void> counts() {
  int &here = depth;
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'here' comes from the thread-local 'depth', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  co_await load(1);
  ++here;
  ++depth;
}

int waits() { return QCoro::waitFor(load(1)); }

QCoro::Task<void> silences(QTimer &timer) {
  QSignalBlocker blocker(timer);
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'blocker' lives across a suspension, but other code would find the signals of the object blocked while the coroutine is suspended [async-hostile-raii]
  co_await load(1);
}

QCoro::Task<void> silences_for_a_moment(QTimer &timer) {
  {
    QSignalBlocker blocker(timer);
    timer.stop();
  }
  co_await load(1);
}

QCoro::Task<QStringView> local() {
  QString text = "x";
  co_await load(1);
  co_return text;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: coroutine 'local' returns a view of its local 'text', which dies with the coroutine [async-return-local-reference]
}

QCoro::Task<QString> value() {
  QString text = "x";
  co_await load(1);
  co_return text;
}

void captures(QObject &object, const QString &text) {
  QString name = text;
  QTimer::singleShot(1, &object, [&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  QTimer::singleShot(1, &object, [name] { use(name); });
}
