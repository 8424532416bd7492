"""What a name of Korea may be written as, and which place a spelling means."""
