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
  co_await load(1);
  timer.start(1);
}

QCoro::Task<int> forgets(bool now) {
  auto first = load(1);
  auto second = load(2);
  if (now)
    co_return co_await first;
  co_return co_await first + co_await second;
}

QCoro::Task<QByteArray> blocks(QNetworkAccessManager &net, QProcess &process) {
  QThread::sleep(1);
  co_await QCoro::sleepFor(std::chrono::seconds(1));
  process.start("true");
  process.waitForFinished();
  co_await qCoro(process).waitForFinished();
  QNetworkReply *reply = net.get(QNetworkRequest(QUrl("http://localhost")));
  co_await reply;
  co_return reply->readAll();
}

QCoro::Task<void> locks(QMutex &mutex, int &count) {
  {
    QMutexLocker locker(&mutex);
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
  co_await late;
  co_await greet("x");
}

struct Sessions : QObject {
  QHash<int, QString> names;
  int total = 0;

  QCoro::Task<void> add(int id) {
    total = total + co_await load(id);
    int loaded = co_await load(id);
    total += loaded;
  }
  QCoro::Task<void> show(int id) {
    QString &name = names[id];
    co_await load(id);
    use(name);
    use(names[id]);
  }
  void erase(int id) { names.remove(id); }
};

thread_local int depth = 0;

QCoro::Task<void> counts() {
  int &here = depth;
  co_await load(1);
  ++here;
  ++depth;
}

int waits() { return QCoro::waitFor(load(1)); }

QCoro::Task<void> silences(QTimer &timer) {
  QSignalBlocker blocker(timer);
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
}

QCoro::Task<QString> value() {
  QString text = "x";
  co_await load(1);
  co_return text;
}

void captures(QObject &object, const QString &text) {
  QString name = text;
  QTimer::singleShot(1, &object, [&name] { use(name); });
  QTimer::singleShot(1, &object, [name] { use(name); });
}
