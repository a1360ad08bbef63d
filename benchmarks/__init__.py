"""What Vigie's speed and memory are, measured against the simulated publishers."""
