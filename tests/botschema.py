"""The published schema of the Bot API, to check requests against; it lies beside the project and may be absent."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["SCHEMA", "load_schema", "violations"]

SCHEMA = Path(__file__).parents[2] / "shared" / "telegram" / "bot-api.json"


def load_schema() -> dict[str, Any] | None:
    """Return the schema, None where it is absent."""
    return dict(json.loads(SCHEMA.read_text(encoding="utf-8"))) if SCHEMA.exists() else None


def violations(method: str, parameters: Mapping[str, str], schema: Mapping[str, Any]) -> list[str]:
    """Return what a request has that the method does not know, lacks, or gives in another type."""
    if method not in schema["methods"]:
        return [f"there is no method {method}"]
    fields = {field["name"]: field for field in schema["methods"][method].get("fields", ())}
    found = [f"{method} knows no {name}" for name in parameters if name not in fields]
    found += [
        f"{method} lacks {name}" for name, field in fields.items() if field["required"] and name not in parameters
    ]
    for name, value in parameters.items():
        kinds = fields.get(name, {}).get("types", ())
        if kinds and not any(_fits(value, kind, schema) for kind in kinds):
            found.append(f"{method}: {name} is no {' or '.join(kinds)}: {value[:100]}")
    return found


def _fits(value: str, kind: str, schema: Mapping[str, Any]) -> bool:
    if kind == "String":
        return True
    try:
        parsed = json.loads(value)
    except ValueError:
        return False
    return _is(parsed, kind, schema)


def _is(value: Any, kind: str, schema: Mapping[str, Any]) -> bool:
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(_is(one, kind.removeprefix("Array of "), schema) for one in value)
    if kind == "String":
        return isinstance(value, str)
    if kind == "Boolean":
        return isinstance(value, bool)
    if kind in ("Integer", "Float"):
        number = int if kind == "Integer" else int | float
        return isinstance(value, number) and not isinstance(value, bool)
    described = schema["types"].get(kind, {})
    if described.get("subtypes"):
        return any(_is(value, subtype, schema) for subtype in described["subtypes"])
    fields = {field["name"]: field for field in described.get("fields", ())}
    return (
        isinstance(value, dict)
        and all(
            name in fields and any(_is(value[name], one, schema) for one in fields[name]["types"]) for name in value
        )
        and all(name in value for name, field in fields.items() if field["required"])
    )
