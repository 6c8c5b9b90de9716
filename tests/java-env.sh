#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Prints a Java class path with the Maven artifacts asked for and all that they need.
#
#     jars=$("$top_srcdir/tests/java-env.sh" org.gephi:gephi-toolkit:0.10.1:jar:all 2>"$why") ||
#       { echo "1..0 # SKIP $(tail -n 1 "$why")"; exit 0; }
#     java -cp "$jars" "$top_srcdir/tests/tell_Gephi.java" graph.gexf
#
# An artifact is GROUP:NAME:VERSION or GROUP:NAME:VERSION:TYPE:CLASSIFIER; one with the classifier "all" brings its own
# and is taken alone. They land in $top_builddir/java; tests that run side by side wait for each other, and later runs
# need neither Maven nor network. Where they cannot be had it exits 1, and the last line on stderr says why.
top_builddir=${top_builddir:-.}
env=$(cd "$top_builddir" && pwd)/java

no() { echo "no Java packages: $*" >&2; exit 1; }

[ $# -gt 0 ] || no "name an artifact: GROUP:NAME:VERSION"
command -v java >/dev/null || no "java is not there; on Debian: apt-get install openjdk-17-jdk-headless"
name=$(printf '%s' "$*" | tr -c 'A-Za-z0-9.-' '_')
list=$env/$name.classpath

if [ ! -s "$list" ]; then
  command -v mvn >/dev/null || no "mvn is not there; on Debian: apt-get install maven"
  command -v flock >/dev/null || no "flock is not there; on Debian: apt-get install util-linux"
  mkdir -p "$env" || no "cannot make $env"
  exec 8>"$env/lock"
  flock 8
  if [ ! -s "$list" ]; then
    pom=$env/$name.xml
    {
      echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
      echo '<groupId>onrecord</groupId><artifactId>tests</artifactId><version>1</version><packaging>pom</packaging><dependencies>'
      for artifact in "$@"; do
        echo "$artifact" | {
          IFS=: read -r group id version type classifier
          echo "<dependency><groupId>$group</groupId><artifactId>$id</artifactId><version>$version</version>"
          [ -z "$type" ] || echo "<type>$type</type>"
          [ -z "$classifier" ] || echo "<classifier>$classifier</classifier>"
          [ "$classifier" != all ] ||
            echo '<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>'
          echo '</dependency>'
        }
      done
      echo '</dependencies></project>'
    } >"$pom"
    mvn -q -B -f "$pom" "-Dmaven.repo.local=$env/repository" -Dmdep.outputFile="$list.new" \
      org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath >"$env/$name.log" 2>&1 </dev/null ||
      no "Maven brings none ($(grep -m 1 -i 'error' "$env/$name.log" | cut -c 1-200); see $env/$name.log)"
    [ -s "$list.new" ] || no "Maven named no files ($env/$name.log)"
    mv "$list.new" "$list"
  fi
  flock -u 8
fi
cat "$list"
