"""A small press of invented news for tests of browsing: two outlets, a wire story copied, a name in two scripts."""

from pathlib import Path

__all__ = ["write_press"]

_FERRY = (
    "The Marrow ferry line said on Tuesday that Nordvik would build three electric ferries for the northern route. "
    "The order was signed in the old harbour office after two years of talks between the town and the yard. "
    "The first of the boats is expected to carry passengers by the end of next winter, the company added. "
    "Residents on both sides of the strait have asked for a later evening crossing since the bridge was closed."
)
_ARTICLES = {
    "ferry-post.txt": ("Harbour Post", "2026-03-04", "Nordvik to build ferries", _FERRY),
    "ferry-star.txt": ("Morning Star", "2026-03-05", "Electric ferries for Marrow", f"{_FERRY} The Star learned more."),
    "pier.txt": (
        "Harbour Post",
        "2026-06-09",
        "Pier opens",
        (
            "Nordvik opened the new pier at Marrow on 7 June 2026 after a long winter of repairs. "
            "“The new pier will carry buses,” Ingrid Solheim said in an interview with the Post. "
            "“Nobody in Marrow should wait for a bus,” Solheim said. “We will run boats at night,” Solheim said. "
            "“The town was patient with us,” Solheim said. The cafe <b>Anchor & Chain</b> opens again in July."
        ),
    ),
    "board.txt": (
        "Harbour Post",
        "2026-01-20",
        "Board meets",
        (
            "Ingrid Solheim told the board that Nordvik would not close the yard in Turku this year. "
            "In 1998 Nordvik bought the yard in Turku from the state for a single crown. "
            "Tom Ashby, the chair of the board, spoke about the weather and the tides for an hour."
        ),
    ),
    "ko.txt": (
        "해솔신문",
        "2026-05-01",
        "해솔에 배가 온다",
        (
            "노르드비크는 지난 28일 해솔시와 전기 여객선 두 척의 운항 계약을 맺었다고 발표했다. "
            "잉그리드 솔헤임 노르드비크 최고경영자(CEO)는 해솔신문과 인터뷰에서 “해솔에는 배가 더 필요하다”고 강조했다. "
            "노르드비크(Nordvik)는 배 두 척을 갖고 있다. 잉그리드 솔헤임(Ingrid Solheim)은 해솔을 두 번 방문했다."
        ),
    ),
    "undated.txt": ("Morning Star", "", "A note on tides", "The tide tables of Marrow are printed by the harbour."),
}


def write_press(folder: Path, *, leave_out: tuple[str, ...] = (), notices: int = 20) -> Path:
    """Write the articles, and some short notices that fill pages; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (outlet, published, title, text) in _ARTICLES.items():
        if name in leave_out:
            (folder / name).unlink(missing_ok=True)
            continue
        pairs = {"outlet": outlet, "published": published, "title": title}
        head = "".join(f"{key}: {value}\n" for key, value in pairs.items() if value)
        url = f"url: https://news.example/{name}\n"
        (folder / name).write_text(f"---\n{head}{url}---\n{text}\n", encoding="utf-8")
    for number in range(notices):
        day = f"2025-11-{number + 1:02}"
        (folder / f"notice-{number:02}.txt").write_text(
            f"---\noutlet: Town Notices\npublished: {day}\ntitle: Notice {number}\n---\n"
            f"The library of Marrow keeps longer hours in week {number} of the reading season, the town said.\n",
            encoding="utf-8",
        )
    return folder
