"""The drawn maps as a picture, made without a browser and with fonts that come along."""

from typing import Final

PIXELS: Final = 1200
"""Width of the picture: some 200 for an inch of paper."""

SANS: Final = "Noto Sans KR"
SERIF: Final = "Noto Serif KR"


def draw_png(svg: str) -> bytes:
    """Return an SVG as PNG; the same on every machine, for no font of the machine is used."""
    import pylopdf_fonts_ko as fonts
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=PIXELS,
            skip_system_fonts=True,
            font_files=[str(fonts.sans_path()), str(fonts.serif_path())],
            font_family=SANS,
            sans_serif_family=SANS,
            serif_family=SERIF,
        )
    )
