"""The map as one offline page."""
