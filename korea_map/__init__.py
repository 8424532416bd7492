"""Where neutral inspectors might have gone in Korea: proposals of 1952 and 1953 on a map."""

__version__ = "0.1.0"
