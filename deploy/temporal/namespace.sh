#!/bin/sh
# The namespace; search attributes and schedules are made by the worker.
set -eu
temporal operator namespace describe -n default >/dev/null 2>&1 || temporal operator namespace create -n default --retention "$RETENTION"
