/* The floor of scripts/bench ami: reads the socket and cuts at blank lines. ami-floor PORT */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **words) {
  static char buffer[1 << 18];
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  size_t held = 0, blocks = 0;
  int asterisk = socket(AF_INET, SOCK_STREAM, 0);
  if (count < 2) return 64;
  address.sin_port = htons(atoi(words[1]));
  if (connect(asterisk, (struct sockaddr *)&address, sizeof address)) return 1;
  dprintf(asterisk, "Action: Login\r\nUsername: bench\r\nSecret: bench\r\nEvents: on\r\n\r\n");
  for (;;) {
    ssize_t got = read(asterisk, buffer + held, sizeof buffer - held);
    char *start = buffer, *end, *stop;
    if (got <= 0) return 1;
    stop = buffer + held + got;
    while ((end = memmem(start, stop - start, "\r\n\r\n", 4))) {
      blocks++;
      if (!memcmp(start, "Event: BenchEnd", 15)) {
        printf("%zu\n", blocks - 2);
        return 0;
      }
      start = end + 4;
    }
    held = stop - start;
    memmove(buffer, start, held);
  }
}
