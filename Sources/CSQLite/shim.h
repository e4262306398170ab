#pragma once
#include <sqlite3.h>

// Swift can call neither variadic functions nor cast-valued macros: each one that is needed has a name here.

static inline int switchboard_sqlite3_no_checkpoint_on_close(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

static inline int switchboard_sqlite3_bind_text(
    sqlite3_stmt *statement, int position, const char *text, int length) {
  return sqlite3_bind_text(statement, position, text, length, SQLITE_TRANSIENT);
}

static inline int switchboard_sqlite3_bind_blob(
    sqlite3_stmt *statement, int position, const void *bytes, int length) {
  return sqlite3_bind_blob(statement, position, bytes, length, SQLITE_TRANSIENT);
}
