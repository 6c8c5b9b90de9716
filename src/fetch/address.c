/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "fetch/address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
  uint32_t network;
  int      bits;
} private_v4[] = {
    {0x00000000, 8},  // this network
    {0x0A000000, 8},  // 10.0.0.0, private
    {0x64400000, 10}, // 100.64.0.0, shared by carriers
    {0x7F000000, 8},  // 127.0.0.0, this machine
    {0xA9FE0000, 16}, // 169.254.0.0, link-local, where clouds keep their secrets
    {0xAC100000, 12}, // 172.16.0.0, private
    {0xC0000000, 24}, // 192.0.0.0, protocol assignments
    {0xC0000200, 24}, // 192.0.2.0, documentation
    {0xC0A80000, 16}, // 192.168.0.0, private
    {0xC6120000, 15}, // 198.18.0.0, benchmarks
    {0xC6336400, 24}, // 198.51.100.0, documentation
    {0xCB007100, 24}, // 203.0.113.0, documentation
    {0xE0000000, 3},  // 224.0.0.0 and up: multicast, reserved, broadcast
};

static bool v4_private(uint32_t address) {
  for (size_t i = 0; i < sizeof private_v4 / sizeof *private_v4; i++)
    if ((address ^ private_v4[i].network) >> (32 - private_v4[i].bits) == 0) return true;
  return false;
}

static uint32_t v4_at(const uint8_t* p) { return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]; }

static bool v6_private(const uint8_t* a) {
  static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  static const uint8_t nat64[12]  = {0, 0x64, 0xFF, 0x9B};
  static const uint8_t zero[12]   = {0};
  if (!memcmp(a, mapped, 12) || !memcmp(a, nat64, 12)) return v4_private(v4_at(a + 12));
  if (!memcmp(a, zero, 12)) return true;                                  // ::, ::1 and the old IPv4-compatible ones
  if (a[0] == 0x20 && a[1] == 0x02) return v4_private(v4_at(a + 2));      // 6to4
  if (a[0] == 0x20 && a[1] == 0x01 && a[2] == 0 && a[3] == 0) return true; // Teredo
  return (a[0] & 0xE0) != 0x20; // global unicast is 2000::/3; fc00::/7, fe80::/10, ff00::/8 and the rest are not
}

bool address_private(const struct sockaddr* address) {
  if (address->sa_family == AF_INET) {
    struct sockaddr_in v4;
    memcpy(&v4, address, sizeof v4);
    return v4_private(ntohl(v4.sin_addr.s_addr));
  }
  if (address->sa_family == AF_INET6) {
    struct sockaddr_in6 v6;
    memcpy(&v6, address, sizeof v6);
    return v6_private(v6.sin6_addr.s6_addr);
  }
  return true;
}

size_t address_web(Slice address) {
  static const char* const schemes[] = {"http://", "https://"};
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
    const size_t n = strlen(schemes[i]);
    if (address.len > n && !strncasecmp(address.ptr, schemes[i], n)) return n;
  }
  return 0;
}

bool host_private(const char* host) {
  char   name[256];
  size_t n = strlen(host);
  if (n && *host == '[') host++, n -= n > 1 && host[n - 2] == ']' ? 2 : 1;
  if (!n || n >= sizeof name) return true;
  memcpy(name, host, n);
  name[n] = '\0';
  if (name[n - 1] == '.') name[--n] = '\0';
  static const char local[] = "localhost";
  const size_t      m       = sizeof local - 1;
  if (n >= m && !strcasecmp(name + n - m, local) && (n == m || name[n - m - 1] == '.')) return true;
  struct addrinfo  hints = {.ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
  struct addrinfo* found = NULL; // "127.1" and "0x7f000001" are addresses as well
  if (getaddrinfo(name, NULL, &hints, &found)) return false;
  const bool private = address_private(found->ai_addr);
  freeaddrinfo(found);
  return private;
}

const char* address_public(Arena* arena, const char* address) {
  const char* host = strstr(address, "://");
  if (!host) return address;
  host += 3;
  const size_t end = strcspn(host, "/?#");
  const char*  at  = NULL;
  for (size_t i = 0; i < end; i++)
    if (host[i] == '@') at = host + i + 1;
  return at ? arena_printf(arena, "%.*s%s", (int)(host - address), address, at) : address;
}
