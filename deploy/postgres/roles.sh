#!/bin/sh
# Run once, when the database cluster is made: one role and database for the product, one role for Temporal.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v quanliu="$QUANLIU_DB_PASSWORD" -v temporal="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role quanliu login password :'quanliu';
create role temporal login createdb password :'temporal';
create database quanliu owner quanliu;
SQL
