"""How right the answers are: the ordinary pipeline, scored against labels."""
