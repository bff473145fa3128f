"""Figures as ratios to a yardstick that the same run measured on the same server; ``make bench`` prints them."""
