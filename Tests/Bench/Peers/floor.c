/* The floor: what a program of AGI() costs that does nothing but its two commands. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char buffer[8192];

/* Reads until `end` stands at the end of what was read; 0 when Asterisk closed. */
static int read_until(const char *end) {
    size_t length = strlen(end), filled = 0;
    for (;;) {
        ssize_t count = read(0, buffer + filled, sizeof buffer - filled);
        if (count <= 0) return 0;
        filled += (size_t)count;
        if (filled >= length && memcmp(buffer + filled - length, end, length) == 0) return 1;
    }
}

static int command(const char *line) {
    size_t length = strlen(line);
    return write(1, line, length) == (ssize_t)length && read_until("\n");
}

int main(void) {
    int done = read_until("\n\n") && command("ANSWER\n")
        && command("SET VARIABLE SWB_STATUS SUCCESS\n");
    return done ? 0 : 1;
}
