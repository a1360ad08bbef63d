"""One page that needs no server: the market's main figures, to put away or to mail."""
