#!/bin/sh
# The .def tables: both languages, the same placeholders, nothing twice, every
# option owned.
set -u
tests/lint/with-tables check
