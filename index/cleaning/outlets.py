"""Outlets by the internet domains and agency names that stand for them: facts, not guesses."""

import re

__all__ = ["agency", "outlet_of_address"]

_BY_DOMAIN = {
    "kmib.co.kr": "국민일보", "yna.co.kr": "연합뉴스", "yonhapnews.co.kr": "연합뉴스", "newsis.com": "뉴시스",
    "news1.kr": "뉴스1", "chosun.com": "조선일보", "joongang.co.kr": "중앙일보", "donga.com": "동아일보",
    "hani.co.kr": "한겨레", "khan.co.kr": "경향신문", "kyunghyang.com": "경향신문", "hankookilbo.com": "한국일보",
    "seoul.co.kr": "서울신문", "segye.com": "세계일보", "munhwa.com": "문화일보", "mk.co.kr": "매일경제",
    "hankyung.com": "한국경제", "sedaily.com": "서울경제", "edaily.co.kr": "이데일리", "mt.co.kr": "머니투데이",
    "asiae.co.kr": "아시아경제", "fnnews.com": "파이낸셜뉴스", "heraldcorp.com": "헤럴드경제", "etnews.com": "전자신문",
    "zdnet.co.kr": "지디넷코리아", "dt.co.kr": "디지털타임스", "ajunews.com": "아주경제", "nocutnews.co.kr": "노컷뉴스",
    "ohmynews.com": "오마이뉴스", "pressian.com": "프레시안", "kbs.co.kr": "KBS", "imbc.com": "MBC", "sbs.co.kr": "SBS",
    "jtbc.co.kr": "JTBC", "ytn.co.kr": "YTN", "ichannela.com": "채널A", "mbn.co.kr": "MBN",
    "koreaherald.com": "The Korea Herald", "koreatimes.co.kr": "The Korea Times", "reuters.com": "Reuters",
    "apnews.com": "The Associated Press", "ap.org": "The Associated Press", "afp.com": "AFP", "bbc.co.uk": "BBC",
    "bbc.com": "BBC", "cnn.com": "CNN", "nytimes.com": "The New York Times",
    "washingtonpost.com": "The Washington Post", "wsj.com": "The Wall Street Journal",
    "theguardian.com": "The Guardian", "ft.com": "Financial Times",
    "bloomberg.com": "Bloomberg", "bloomberg.net": "Bloomberg", "npr.org": "NPR", "usatoday.com": "USA TODAY",
    "latimes.com": "Los Angeles Times", "economist.com": "The Economist", "aljazeera.com": "Al Jazeera",
}  # fmt: skip
_AGENCIES = {
    "연합뉴스": "연합뉴스", "뉴시스": "뉴시스", "뉴스1": "뉴스1", "Reuters": "Reuters", "REUTERS": "Reuters",
    "AP": "The Associated Press", "Associated Press": "The Associated Press",
    "The Associated Press": "The Associated Press", "AFP": "AFP", "Bloomberg": "Bloomberg",
    "UPI": "UPI", "Yonhap": "Yonhap", "Xinhua": "Xinhua",
    "CNN": "CNN", "BBC": "BBC", "NPR": "NPR",
}  # fmt: skip
_DOMAIN = re.compile(r"(?:@|//|\bwww\.)?((?:[A-Za-z0-9-]+\.)+[a-z]{2,})")


def outlet_of_address(text: str) -> str:
    """Return the outlet that an e-mail or web address in `text` belongs to, "" where none is known."""
    for found in _DOMAIN.finditer(text):
        labels = found.group(1).lower().split(".")
        for start in range(len(labels) - 1):
            name = _BY_DOMAIN.get(".".join(labels[start:]))
            if name:
                return name
    return ""


def agency(name: str) -> str:
    """Return the full name of a news agency or network as bylines and datelines write it, "" for any other word."""
    return _AGENCIES.get(name.strip(), "")
