"""Great Expectations suites, in code: the gates in front of dbt and of publishing."""
