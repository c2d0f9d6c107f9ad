"""The catalogue's tables, as a numbered list of migrations.

`PRAGMA user_version` counts the migrations a file has had; opening an older file for writing brings it up to date,
step by step, each in a transaction of its own. A migration, once released, is never edited: add another.
"""

import sqlite3

__all__ = ["MIGRATIONS", "migrate"]

_FIRST = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: vectors are kept under these numbers
    key TEXT NOT NULL UNIQUE,               -- the article's identity: its id, canonical URL or path
    version INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    story_hash TEXT NOT NULL,
    published TEXT,
    language TEXT NOT NULL,
    outlet TEXT NOT NULL,
    record TEXT NOT NULL                    -- the article as JSON, its text included
) STRICT;

CREATE TABLE version (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    terms BLOB NOT NULL,                    -- uint32 hashes, little-endian, with repeats
    speaker TEXT                            -- whose words it reports; "" if it does not say whose; NULL if none
) STRICT;
CREATE INDEX sentence_article ON sentence (article);

CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    first_sentence INTEGER NOT NULL,        -- sentence ids, inclusive
    last_sentence INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    terms BLOB NOT NULL                     -- distinct uint32 hashes, then as many uint16 counts
) STRICT;
CREATE INDEX passage_article ON passage (article);

CREATE TABLE name (
    surface TEXT PRIMARY KEY                -- words met as names; one that no article holds any longer does no harm
) STRICT, WITHOUT ROWID;
"""

_QUOTATIONS = """
CREATE TABLE quotation (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    first_sentence INTEGER NOT NULL,        -- sentence ids, inclusive
    last_sentence INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    direct INTEGER NOT NULL,                -- 1: between quotation marks
    speaker TEXT NOT NULL,                  -- as written beside the words; "" if the article doesn't say, so below too
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    verb TEXT NOT NULL,
    occasion TEXT NOT NULL
) STRICT;
CREATE INDEX quotation_article ON quotation (article);
CREATE INDEX quotation_sentence ON quotation (first_sentence);

CREATE TABLE speaker (
    term INTEGER NOT NULL,                  -- hash of a word of a speaker's name or role
    quotation INTEGER NOT NULL REFERENCES quotation ON DELETE CASCADE,
    own INTEGER NOT NULL,                   -- 1: of the name
    PRIMARY KEY (term, quotation)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_quotation ON speaker (quotation);
"""

_ALIASES = """
CREATE TABLE alias (
    first TEXT NOT NULL,                    -- two spellings of one name that the article states side by side
    second TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (first, second, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_article ON alias (article);
"""

_RETELLINGS = """
CREATE TABLE band (
    band INTEGER NOT NULL,                  -- of an article's MinHash signature
    day INTEGER NOT NULL,                   -- Julian day of publication, 0 where unknown
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (band, day, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX band_article ON band (article);

CREATE TABLE retelling (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,  -- each pair is kept both ways round
    shared REAL NOT NULL,                   -- of the shorter one's runs of words
    alike REAL,                             -- cosine of their first passages; NULL until these have vectors
    PRIMARY KEY (article, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX retelling_other ON retelling (other);

CREATE TABLE twin (
    key TEXT PRIMARY KEY,                   -- an identity that isn't indexed: its text is the article's, to the letter
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT,
    language TEXT NOT NULL,
    rights TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX twin_article ON twin (article);
"""

_BY_DATE = (
    "CREATE INDEX article_published ON article (published, outlet);"  # for lists; 8,774 articles: 646 -> 2 ms cold
)

_ADDRESSES = """
CREATE TABLE address (
    article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    url TEXT NOT NULL                       -- as in the record, but read without its text
) STRICT;
INSERT INTO address SELECT id, json_extract(record, '$.url') FROM article;
CREATE TRIGGER article_put AFTER INSERT ON article BEGIN
    INSERT INTO address VALUES (new.id, json_extract(new.record, '$.url'));
END;
CREATE TRIGGER article_changed AFTER UPDATE OF record ON article BEGIN
    UPDATE address SET url = json_extract(new.record, '$.url') WHERE article = new.id;
END;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _QUOTATIONS, _ALIASES, _RETELLINGS, _BY_DATE, _ADDRESSES)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file behind `connection` up to the newest schema; a file that is up to date isn't written to."""
    (have,) = connection.execute("PRAGMA user_version").fetchone()
    for number, script in enumerate(MIGRATIONS[have:], have + 1):
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
