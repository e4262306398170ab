#pragma once
#include <sqlite3.h>

// Swift can call neither variadic functions nor cast-valued macros: each one that is needed has a name here.

static inline int switchboard_sqlite3_no_checkpoint_on_close(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

static inline int switchboard_sqlite3_keep_no_statistics(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static inline int switchboard_sqlite3_make_pages_one_by_one(void) {
  return sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)0, 0, 0);
}

static inline int switchboard_sqlite3_expect_one_thread(void) {
  return sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
}

static inline int switchboard_sqlite3_take_memory_from(const sqlite3_mem_methods *methods) {
  return sqlite3_config(SQLITE_CONFIG_MALLOC, methods);
}

static inline int switchboard_sqlite3_bind_text(
    sqlite3_stmt *statement, int position, const char *text, int length) {
  return sqlite3_bind_text(statement, position, text, length, SQLITE_TRANSIENT);
}

static inline int switchboard_sqlite3_bind_blob(
    sqlite3_stmt *statement, int position, const void *bytes, int length) {
  return sqlite3_bind_blob(statement, position, bytes, length, SQLITE_TRANSIENT);
}
