"""The options and arguments that commands share, so that each has one name and one meaning."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Asked", "Batch", "Data", "Debug", "Json", "Limit", "Out", "Question", "Sources"]

Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Where the index lives; default: the setting `data`.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Debug = Annotated[bool, typer.Option("--debug", help="Log everything, and show where an error happened.")]
Question = Annotated[str | None, typer.Argument(metavar="QUESTION", help="In quotes.", show_default=False)]
Batch = Annotated[Path | None, typer.Option("--batch", metavar="FILE", help="Questions, one JSON object a line.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where a batch's results go; else stdout.")]
Asked = Annotated[
    datetime | None,
    typer.Option("--asked", formats=["%Y-%m-%d"], metavar="DATE", help="The day it is asked, as 2024-10-04."),
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, metavar="K", help="How many results.")]
Sources = Annotated[
    list[Path] | None,
    typer.Argument(metavar="SOURCE...", help="Files and folders; default: the setting `sources`.", show_default=False),
]
