"""Run the command line as `python -m korea_map`."""

from korea_map.cli import main

main()
