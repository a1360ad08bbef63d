"""The dashboard: it reads the published release, as the read-only role."""
