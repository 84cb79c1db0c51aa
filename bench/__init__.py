"""The benchmark: made-up trackers of real places, built by policygen and by other generators, measured side by side."""
