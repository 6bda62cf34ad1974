"""A workbook of recorded claims: a row a claim under the columns of the CSV, dates and numbers as such."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from dateline.coding.files import COLUMNS
from dateline.export.claims import cells
from dateline.picture import RecordedClaim

_LONGEST = 32_767
"""Characters that a cell takes; what is longer is cut there, and the JSON lines keep it whole."""

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML has no way to write; each is shown as a replacement character."""

_WIDTHS = {"agent": 24, "target": 24, "place": 28, "source": 28, "trigger": 18, "sentence": 80}


def write(claims: Iterable[RecordedClaim], path: Path) -> None:
    """Write the workbook; `path` is overwritten.

    Raises:
        OSError: the file cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("claims")
    sheet.freeze_panes = "A2"
    for at, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(name, 12)
    sheet.append([_cell(sheet, name, font=Font(bold=True)) for name in COLUMNS])
    rows = 1
    for claim in claims:
        rows += 1
        values = dict(zip(COLUMNS, cells(claim), strict=True)) | {"published": claim.published}
        if len(claim.place) == 1:
            values |= {"lat": claim.place[0].lat, "lon": claim.place[0].lon}
        sheet.append([_cell(sheet, values[name]) for name in COLUMNS])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows}"
    book.save(path)


def _cell(sheet: object, value: object, font: object = None) -> object:
    from openpyxl.cell import WriteOnlyCell

    text = _REFUSED.sub("\ufffd", value)[:_LONGEST] if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=None if text == "" else text)
    if isinstance(text, str) and text:
        cell.data_type = "s"  # else a name that begins with "=" would be a formula
    if font is not None:
        cell.font = font
    return cell
