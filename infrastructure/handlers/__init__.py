"""What Lambda and Fargate run: each module is one job, around a package's functions.

The only place of `infrastructure` that may import `ingestion`.
"""
