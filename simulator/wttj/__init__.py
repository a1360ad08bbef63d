"""Welcome to the Jungle: robots, sitemaps and job pages."""
