"""The lesson of a document: pages, worksheets and a cartridge for its pupils and their teacher.

Read in this order: `plan` (the words, as records), `cards` (the doubtful names), `blocks` (what
a sheet is made of), `sheets` (worksheet and key), then what writes them: `pages` (HTML),
`word` (docx, with `picture`), `cartridge` (Common Cartridge, with `archives`), and `pack`.
"""

from korea_map.lesson.pack import make_lesson

__all__ = ["make_lesson"]
