"""Ways to train the same network on the same examples in the same order."""
