// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Declarations in the manner of client libraries whose calls wait for a server:
// libcurl, SQLite, libpq, hiredis, ZeroMQ, MySQL, gRPC, Abseil, Qt. Nothing here
// runs.

#ifndef ASYNC_TIDY_STUBS_CLIENTS_H
#define ASYNC_TIDY_STUBS_CLIENTS_H

#include <string>

extern "C" {
// libcurl
typedef void CURL;
typedef void CURLM;
int curl_easy_perform(CURL *handle);
int curl_easy_setopt(CURL *handle, int option, ...);
int curl_multi_perform(CURLM *multi, int *running);
int curl_multi_poll(CURLM *multi, void *extra, unsigned count, int timeout_ms, int *ready);

// SQLite
struct sqlite3;
struct sqlite3_stmt;
int sqlite3_open(const char *file, sqlite3 **db);
int sqlite3_exec(sqlite3 *db, const char *sql, int (*each)(void *, int, char **, char **),
                 void *data, char **error);
int sqlite3_step(sqlite3_stmt *statement);
int sqlite3_bind_int(sqlite3_stmt *statement, int index, int value);

// libpq
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
PGconn *PQconnectdb(const char *info);
PGresult *PQexec(PGconn *connection, const char *query);
int PQsendQuery(PGconn *connection, const char *query);
int PQconsumeInput(PGconn *connection);

// hiredis
struct redisContext;
redisContext *redisConnect(const char *host, int port);
void *redisCommand(redisContext *context, const char *format, ...);

// ZeroMQ
#define ZMQ_DONTWAIT 1
int zmq_recv(void *socket, void *buffer, size_t size, int flags);
int zmq_send(void *socket, const void *buffer, size_t size, int flags);

// MySQL
struct MYSQL;
MYSQL *mysql_real_connect(MYSQL *mysql, const char *host, const char *user,
                          const char *password, const char *db, unsigned port,
                          const char *socket, unsigned long flags);
int mysql_query(MYSQL *mysql, const char *query);
}

namespace grpc {
class ClientContext {};
class Status {
public:
  bool ok() const;
};
class CompletionQueue {
public:
  bool Next(void **tag, bool *ok);
};
} // namespace grpc

namespace absl {
class Duration {};
Duration Seconds(int seconds);
void SleepFor(Duration duration);
class Notification {
public:
  bool HasBeenNotified() const;
  void WaitForNotification() const;
};
} // namespace absl

class QMutex {
public:
  void lock();
  bool tryLock();
};
class QThread {
public:
  static void msleep(unsigned long milliseconds);
  bool wait(unsigned long milliseconds);
};
class QTcpSocket;
class QIODevice {
public:
  virtual ~QIODevice();
  virtual bool waitForReadyRead(int milliseconds);
};
class QSqlQuery {
public:
  bool exec(const std::string &query);
};
class QEventLoop {
public:
  int exec();
};

#endif // ASYNC_TIDY_STUBS_CLIENTS_H
