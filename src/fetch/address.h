/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which addresses are nobody's business on the public network: this machine, private networks, multicast, test ranges
 * (IANA special-purpose address registries, RFC 6890). A page must not lead the program there by a redirect or a name
 * that resolves to one.
 *
 *     127.0.0.1, 10.1.2.3, 169.254.169.254, ::1, fd00::1, ::ffff:192.168.0.1     private
 *     93.184.216.34, 2606:2800:220:1::1                                          public
 */
#ifndef ONRECORD_FETCH_ADDRESS_H
#define ONRECORD_FETCH_ADDRESS_H

#include "base/text.h"

#include <sys/socket.h>

/// The length of "http://" or "https://", in any case, that something stands behind; 0 for anything else, which is not read.
size_t address_web(Slice address);

/// Whether an address is private. Families other than IPv4 and IPv6 are.
bool address_private(const struct sockaddr* address);

/// Whether a URL's host, as written, is a private address or a name of this machine. A name is not looked up.
bool host_private(const char* host);

/// An address without the user and password in it, which no message and no graph may show; anything else as it is.
const char* address_public(Arena* arena, const char* address);

#endif
