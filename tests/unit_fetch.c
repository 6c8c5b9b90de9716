/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "fetch/address.h"
#include "fetch/fetch.h"
#include "fetch/file_uri.h"
#include "fetch/robots.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of our own, and what the sink was given in it: one line each, "NAME STATUS BYTES". */
static char   folder[64];
static Buffer seen, last_uri, last_message;

static int set_up(void** state) {
  (void)state;
  strcpy(folder, "/tmp/unit_fetch_XXXXXX");
  return mkdtemp(folder) && !chdir(folder) ? 0 : -1;
}

static int tear_down(void** state) {
  (void)state;
  buffer_free(&seen);
  buffer_free(&last_uri);
  buffer_free(&last_message);
  char command[200];
  snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", folder, folder);
  return chdir("/") || system(command);
}

static void put(const char* path, const char* bytes) {
  FILE* f = fopen(path, "w");
  assert_non_null(f);
  fputs(bytes, f);
  fclose(f);
}

static Status take(void* self, const Fetched* input) {
  (void)self;
  buffer_printf(&seen, "%s %d %.*s\n", input->name, input->status, SLICE_ARG(input->bytes));
  buffer_clear(&last_uri);
  buffer_puts(&last_uri, input->uri);
  buffer_clear(&last_message);
  if (input->status != OK) buffer_puts(&last_message, status_message());
  return OK;
}

static const char* fetched(const char* const* names, size_t n, size_t limit) {
  buffer_clear(&seen);
  buffer_puts(&seen, "");
  assert_int_equal(fetch_each(names, n, &(FetchOptions){.limit = limit}, (FetchSink){take, NULL}), OK);
  return seen.bytes;
}

#define FETCHED(...) fetched((const char* const[]){__VA_ARGS__}, sizeof((const char* const[]){__VA_ARGS__}) / sizeof(char*), 0)

static void folders_are_walked_in_byte_order(void** state) {
  (void)state;
  mkdir("news", 0755);
  mkdir("news/b", 0755);
  mkdir("news/.git", 0755);
  put("news/c.txt", "c");
  put("news/a.html", "a");
  put("news/B.TXT", "B");
  put("news/b/x.md", "x");
  put("news/b/photo.jpg", "no");
  put("news/README.md", "no");
  put("news/.hidden.txt", "no");
  put("news/.git/x.txt", "no");
  assert_string_equal(FETCHED("news"), "news/B.TXT 0 B\nnews/a.html 0 a\nnews/b/x.md 0 x\nnews/c.txt 0 c\n");
  assert_string_equal(FETCHED("news/"), "news/B.TXT 0 B\nnews/a.html 0 a\nnews/b/x.md 0 x\nnews/c.txt 0 c\n");
  // what the user names is read, whatever it is called
  assert_string_equal(FETCHED("news/README.md", "news/b/photo.jpg"), "news/README.md 0 no\nnews/b/photo.jpg 0 no\n");
}

static void uris_are_absolute_and_encoded(void** state) {
  (void)state;
  mkdir("Zoë 1", 0755);
  put("Zoë 1/50%#a?.txt", "x");
  char want[5000];
  char real[4096];
  assert_non_null(realpath(folder, real));
  FETCHED("./Zoë 1/../Zoë 1/50%#a?.txt");
  snprintf(want, sizeof want, "file://%s/Zo%%C3%%AB%%201/50%%25%%23a%%3F.txt", real);
  assert_string_equal(last_uri.bytes, want);
  // and back again
  snprintf(want, sizeof want, "%s 0 x\n", last_uri.bytes);
  char* uri = xstrdup(last_uri.bytes);
  assert_string_equal(FETCHED(uri), want);
  free(uri);
  Buffer path = {0};
  assert_false(file_uri_path("file://elsewhere/a.txt", &path));
  buffer_clear(&path);
  assert_false(file_uri_path("file:///a%00b", &path));
  buffer_clear(&path);
  assert_false(file_uri_path("file:///a%zz", &path));
  buffer_clear(&path);
  assert_true(file_uri_path("file://localhost/a%20b", &path));
  assert_string_equal(path.bytes, "/a b");
  buffer_free(&path);
}

static void links_are_followed_but_every_walk_ends(void** state) {
  (void)state;
  mkdir("loop", 0755);
  mkdir("loop/in", 0755);
  mkdir("other", 0755);
  put("other/o.txt", "o");
  put("loop/in/a.txt", "a");
  assert_int_equal(symlink("..", "loop/in/up"), 0);
  assert_int_equal(symlink("nowhere", "loop/dead.txt"), 0);
  assert_int_equal(symlink("self.txt", "loop/self.txt"), 0);
  assert_int_equal(symlink("../other", "loop/other"), 0);
  assert_int_equal(symlink("../other", "loop/other again"), 0);
  const char* got = FETCHED("loop");
  assert_string_equal(got, "loop/dead.txt 2 \nloop/in/a.txt 0 a\nloop/in/up 6 \nloop/other/o.txt 0 o\nloop/self.txt 4 \n");
}

static void what_cannot_be_read_says_so_and_the_rest_goes_on(void** state) {
  (void)state;
  put("good.txt", "good");
  mkfifo("pipe.txt", 0644);
  mkdir("none", 0755);
  assert_string_equal(FETCHED("missing.txt", "good.txt"), "missing.txt 2 \ngood.txt 0 good\n");
  assert_string_equal(FETCHED("pipe.txt", "good.txt"), "pipe.txt 4 \ngood.txt 0 good\n");
  FETCHED("missing.txt");
  assert_string_equal(last_message.bytes, "missing.txt: no such file; check the path");
  FETCHED("/dev/null");
  assert_non_null(strstr(last_message.bytes, "not a regular file"));
  FETCHED("none");
  assert_non_null(strstr(last_message.bytes, "none: no articles in this folder"));
  FETCHED("ftp://paper.example/a");
  assert_string_equal(last_message.bytes, "ftp://paper.example/a: ftp is not read; http and https are");
  FETCHED("");
  assert_non_null(strstr(last_message.bytes, "an empty name"));
}

static void rights_are_respected(void** state) {
  (void)state;
  mkdir("closed", 0755);
  mkdir("closed/in", 0755);
  put("closed/a.txt", "a");
  put("closed/secret.txt", "s");
  put("closed/in/b.txt", "b");
  chmod(folder, 0755);
  chmod("closed/secret.txt", 0);
  chmod("closed/in", 0);
  const bool root = !geteuid();
  if (root) assert_int_equal(seteuid(65534), 0);
  FETCHED("closed");
  if (root) assert_int_equal(seteuid(0), 0);
  assert_string_equal(seen.bytes, "closed/a.txt 0 a\nclosed/in 3 \nclosed/secret.txt 3 \n");
  assert_string_equal(last_message.bytes, "closed/secret.txt: not allowed to open it; check its rights (ls -l)");
}

static void sizes_are_limited(void** state) {
  (void)state;
  put("long.txt", "0123456789");
  assert_string_equal(fetched((const char* const[]){"long.txt"}, 1, 9), "long.txt 9 \n");
  assert_string_equal(fetched((const char* const[]){"long.txt"}, 1, 10), "long.txt 0 0123456789\n");
}

static void standard_input_is_read(void** state) {
  (void)state;
  put("in.txt", "from standard input");
  const int keep = dup(STDIN_FILENO), in = open("in.txt", O_RDONLY);
  assert_true(in >= 0);
  dup2(in, STDIN_FILENO);
  close(in);
  FETCHED("-");
  if (keep >= 0) dup2(keep, STDIN_FILENO), close(keep);
  assert_string_equal(seen.bytes, "- 0 from standard input\n");
  assert_string_equal(last_uri.bytes, "stdin:");
}

static Status stop(void* self, const Fetched* input) {
  (*(int*)self)++;
  return fail(ERR_FULL, "%s: no more", input->name);
}

static void the_sink_can_stop(void** state) {
  (void)state;
  mkdir("many", 0755);
  put("many/a.txt", "a");
  put("many/b.txt", "b");
  int calls = 0;
  assert_int_equal(fetch_each((const char* const[]){"many", "many"}, 2, NULL, (FetchSink){stop, &calls}), ERR_FULL);
  assert_int_equal(calls, 1);
}

static bool private_text(const char* text) {
  struct sockaddr_in  v4 = {.sin_family = AF_INET};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
  if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) return address_private((const struct sockaddr*)&v4);
  assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
  return address_private((const struct sockaddr*)&v6);
}

static void private_addresses_are_known(void** state) {
  (void)state;
  static const char* const private[] = {"127.0.0.1", "10.255.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
                                        "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fd00::1", "fe80::1",
                                        "ff02::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1"};
  static const char* const public[] = {"93.184.216.34", "172.32.0.1", "172.15.0.1", "100.128.0.1", "11.0.0.1", "223.255.255.255",
                                       "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"};
  for (size_t i = 0; i < sizeof private / sizeof *private; i++)
    if (!private_text(private[i])) print_error("%s is private\n", private[i]), assert_true(false);
  for (size_t i = 0; i < sizeof public / sizeof *public; i++)
    if (private_text(public[i])) print_error("%s is public\n", public[i]), assert_true(false);
  assert_true(host_private("localhost"));
  assert_true(host_private("paper.localhost."));
  assert_true(host_private("[::1]"));
  assert_true(host_private("127.1"));
  assert_true(host_private("0x7f000001"));
  assert_true(host_private("2130706433"));
  assert_false(host_private("notlocalhost"));
  assert_false(host_private("paper.example"));
  assert_false(host_private("93.184.216.34"));
}

static void private_hosts_are_refused(void** state) {
  (void)state;
  assert_string_equal(FETCHED("http://127.0.0.1:9/a"), "http://127.0.0.1:9/a 3 \n");
  assert_non_null(strstr(last_message.bytes, "a private network (127.0.0.1)"));
  assert_string_equal(FETCHED("http://[fd00::1]/"), "http://[fd00::1]/ 3 \n");
  assert_string_equal(FETCHED("HTTP://LOCALHOST/"), "HTTP://LOCALHOST/ 3 \n");
}

static void robots_rules_are_those_of_rfc_9309(void** state) {
  (void)state;
  static const struct {
    const char *robots, *product, *path;
    bool        allowed;
  } cases[] = {
      {"", "OnRecord/1", "/a", true},
      {"User-agent: *\nDisallow:\n", "OnRecord/1", "/a", true}, // an empty rule forbids nothing
      {"User-agent: *\nDisallow: /\n", "OnRecord/1", "/a", false},
      {"User-agent: *\nDisallow: /\n", "OnRecord/1", "/robots.txt", true},
      {"USER-AGENT : *\r\n DISALLOW : /a # not this\r\n", "OnRecord/1", "/a/b", false},
      {"User-agent: *\rDisallow: /a\r", "OnRecord/1", "/b", true},
      // the longest rule counts, and of two as long the one that allows
      {"User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n", "x", "/example/page/disallowed.gif", false},
      {"User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n", "x", "/example/page/a", true},
      {"User-agent: *\nDisallow: /a\nAllow: /a\n", "x", "/a", true},
      {"User-agent: *\nDisallow: /\nAllow: /news\n", "x", "/news/1", true},
      // "*" and "$"
      {"User-agent: *\nDisallow: *.gif$\n", "x", "/a/b.gif", false},
      {"User-agent: *\nDisallow: *.gif$\n", "x", "/a/b.gif?x", true},
      {"User-agent: *\nDisallow: /*/private*data\n", "x", "/a/b/private/the/data/1", false},
      {"User-agent: *\nDisallow: /a*b*c$\n", "x", "/aXbXcXbXc", false},
      {"User-agent: *\nDisallow: /a$\n", "x", "/ab", true},
      {"User-agent: *\nDisallow: /search?q=\n", "x", "/search?q=port", false},
      // whose rules
      {"User-agent: onrecord\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "OnRecord/1", "/b", true},
      {"User-agent: onrecord\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "OnRecord/1", "/a", false},
      {"User-agent: onrecorder\nDisallow: /a\n", "OnRecord/1", "/a", true},
      {"User-agent: OnRecord/1.0 (all)\nDisallow: /a\n", "OnRecord/1", "/a", false},
      {"User-agent: x\nUser-agent: onrecord\nDisallow: /a\nUser-agent: y\nAllow: /a\n", "OnRecord/1", "/a", false},
      {"User-agent: onrecord\nDisallow: /a\nUser-agent: *\nAllow: /\nUser-agent: onrecord\nDisallow: /b\n", "OnRecord/1", "/b", false},
      {"User-agent: onrecord\nSitemap: https://x.example/s\nDisallow: /a\n", "OnRecord/1", "/a", false},
      {"Disallow: /a\n", "x", "/a", true}, // a rule of no group
      // octets (section 2.2.2)
      {"User-agent: *\nDisallow: /foo/bar/\xE3\x83\x84\n", "x", "/foo/bar/%E3%83%84", false},
      {"User-agent: *\nDisallow: /foo/bar/%62%61%7A\n", "x", "/foo/bar/baz", false},
      {"User-agent: *\nDisallow: /a%2Ab\n", "x", "/axb", true},
      {"User-agent: *\nDisallow: /a%2\n", "x", "/a%2", false},
      {"\xEF\xBB\xBFUser-agent: *\nDisallow: /\n", "x", "/a", false},
      {"<html><p>Disallow: /</p>", "x", "/a", true},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (robots_allow(slice(cases[i].robots), cases[i].product, cases[i].path) != cases[i].allowed)
      print_error("%s: %s for %s\n", cases[i].robots, cases[i].path, cases[i].product), assert_true(false);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(folders_are_walked_in_byte_order, set_up, tear_down),
      cmocka_unit_test_setup_teardown(uris_are_absolute_and_encoded, set_up, tear_down),
      cmocka_unit_test_setup_teardown(links_are_followed_but_every_walk_ends, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_cannot_be_read_says_so_and_the_rest_goes_on, set_up, tear_down),
      cmocka_unit_test_setup_teardown(rights_are_respected, set_up, tear_down),
      cmocka_unit_test_setup_teardown(sizes_are_limited, set_up, tear_down),
      cmocka_unit_test_setup_teardown(standard_input_is_read, set_up, tear_down),
      cmocka_unit_test_setup_teardown(the_sink_can_stop, set_up, tear_down),
      cmocka_unit_test(private_addresses_are_known),
      cmocka_unit_test(robots_rules_are_those_of_rfc_9309),
      cmocka_unit_test_setup_teardown(private_hosts_are_refused, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
