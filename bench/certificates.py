"""`./dev bench certificates [--many 500]`: what it costs to sign, to check and to print a certificate."""

import argparse
import os
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from teachnet.certificates import paper
from teachnet.certificates.models import Certificate, CertificatePattern
from teachnet.certificates.serials import code_of
from teachnet.certificates.tokens import Claims, claims_in, key_id_of, public_key, sign
from teachnet.keys import keys

TEXT = "于{first}至{last}参加{cohort}，学完规定课程，共{hours}学时，考核合格，准予结业。特发此证。"
KILOBYTES = 1024


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench certificates", description=__doc__)
    parser.add_argument("--many", type=int, default=500, help="sheets in one file")
    asked = parser.parse_args()
    keys.use("a secret that signs nothing but what is measured")
    some = [_certificate(number) for number in range(1, asked.many + 1)]
    publics = {key_id_of(public_key()): public_key()}
    print("\nProcessor milliseconds.\n")
    _report("sign", lambda: [sign(one.claims) for one in some], len(some))
    _report("check", lambda: [claims_in(one.token, publics) for one in some], len(some))
    _report("first sheet of a process", lambda: paper.sheet(some[0], _address), 1)
    _report("one sheet", lambda: [paper.sheet(one, _address) for one in some[:20]], 20)
    file = _report(f"one file of {len(some)}", lambda: paper.sheets(some, _address), len(some))
    print(f"\n{file.seek(0, os.SEEK_END) / KILOBYTES / len(some):.1f} kB a sheet.")


def _report(name: str, work: Callable[[], Any], count: int) -> Any:
    before = time.process_time()
    made = work()
    print(f"{name:28}{1000 * (time.process_time() - before) / count:9.2f} each")
    return made


def _certificate(number: int) -> Certificate:
    code, day = code_of(2026, number), date(2026, 3, 6)
    words = {"name": "周敏", "programme": "小学数学骨干教师培训", "hours": 40, "office": "淄博市教育局"}
    days = {"starts_on": date(2026, 3, 2), "ends_on": day, "issued_on": day}
    claims = Claims(code=code, serial=f"淄培〔2026〕{code[4:]}号", **words, **days)
    pattern = CertificatePattern(heading="结业证书", text=TEXT)
    return Certificate(**vars(claims), cohort="第2期", pattern=pattern, signature=sign(claims))


def _address(certificate: Certificate) -> str:
    return f"https://teachnet.example/certificates/verify/{certificate.code}?t={certificate.token}"


if __name__ == "__main__":
    main()
