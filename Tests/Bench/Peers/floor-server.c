/* The floor of FastAGI: a thread per call that does nothing but its two commands. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Reads until `end` stands at the end of what was read; 0 when Asterisk closed. */
static int read_until(int call, const char *end) {
    char buffer[8192];
    size_t length = strlen(end), filled = 0;
    for (;;) {
        ssize_t count = recv(call, buffer + filled, sizeof buffer - filled, 0);
        if (count <= 0) return 0;
        filled += (size_t)count;
        if (filled >= length && memcmp(buffer + filled - length, end, length) == 0) return 1;
    }
}

static int command(int call, const char *line) {
    size_t length = strlen(line);
    return send(call, line, length, MSG_NOSIGNAL) == (ssize_t)length && read_until(call, "\n");
}

static void *serve(void *argument) {
    int call = (int)(intptr_t)argument;
    if (read_until(call, "\n\n") && command(call, "ANSWER\n"))
        command(call, "SET VARIABLE SWB_STATUS SUCCESS\n");
    close(call);
    return NULL;
}

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 128) != 0
        || getsockname(listener, (struct sockaddr *)&address, &size) != 0) {
        perror("floor-server");
        return 1;
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    for (;;) {
        int call = accept(listener, NULL, NULL);
        pthread_t thread;
        if (call >= 0 && pthread_create(&thread, &detached, serve, (void *)(intptr_t)call) != 0)
            close(call);
    }
}
