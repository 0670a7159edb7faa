"""Compares a report with what the manifest of the corpus asks for."""


def differences(entry: dict, report: dict) -> list[str]:
    """Of the best of the answers that count as right; none: the report agrees."""
    answers = [entry, *entry.get("either", [])]
    return min((_judge(answer, report, entry.get("multi_sheet", False)) for answer in answers), key=len)


def _judge(wanted: dict, report: dict, by_sheet: bool) -> list[str]:
    if wanted["outcome"] == "refuse":
        fits = _is_among(report["file_error"], wanted["file_code"])
        return [] if fits else [f"refused as {report['file_error']}, not as {wanted['file_code']}"]
    if report["file_error"]:
        return [f"refused as {report['file_error']}"]
    told = report["errors"]
    found = [_lacks(one, told, by_sheet) for one in wanted.get("errors", []) if not one.get("maybe")]
    found += [_lacks(one | {"level": "corrected"}, told, by_sheet) for one in wanted.get("corrected", [])]
    known = [*wanted.get("errors", []), *wanted.get("optional", [])]
    strays = [
        one for one in told if one["level"] == "error" and not any(_covers(one, known_, by_sheet) for known_ in known)
    ]
    found += [f"not asked for: {one}" for one in strays]
    slack = len(wanted.get("optional", []))
    found += _outside("rows", report["rows"], wanted.get("rows_total"), 0)
    found += _outside("ok", report["ok"], wanted.get("rows_ok"), slack)
    return [one for one in found if one]


def _lacks(wanted: dict, told: list[dict], by_sheet: bool) -> str:
    return "" if any(_covers(one, wanted, by_sheet) for one in told) else f"missing: {wanted}"


def _covers(told: dict, wanted: dict, by_sheet: bool) -> bool:
    return (
        wanted["row"] in ("*", told["row"])
        and (wanted["column"] in ("*", "") or _is_among(told["column"], wanted["column"]))
        and (not by_sheet or wanted.get("sheet") in (None, told["sheet"]))
        and _is_among(told["level"], wanted.get("level", "*"))
        and (told["level"] == "corrected" or _is_among(told["code"], wanted.get("code", "*")))
    )


def _is_among(value, choice: str) -> bool:
    return choice == "*" or str(value) in choice.split("|")


def _outside(what: str, number: int, wanted, slack: int) -> list[str]:
    if wanted is None:
        return []
    low, high = wanted if isinstance(wanted, list) else (wanted, wanted)
    return [] if low - slack <= number <= high else [f"{what} {number}, not {wanted}"]
