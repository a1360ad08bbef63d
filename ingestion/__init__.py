"""Collects job offers into the lake, and loads the lake into raw Postgres."""
