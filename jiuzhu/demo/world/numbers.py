"""Numbers of the world: identity numbers, plates, credit codes, accounts, telephones. All invented, all well formed."""

from datetime import date

import numpy as np
from stdnum.cn import uscc

from jiuzhu.kernel.idnumber import with_check_digit

SINCE_COUNTY_CODE = ((date(2011, 11, 1), "500110"), (date(1997, 6, 18), "500222"), (date(1, 1, 1), "510223"))
"""綦江's own code by the day of registration: 四川省綦江县, 重庆市綦江县, 重庆市綦江区."""


class IdNumbers:
    """Mints identity numbers that pass the check digit and never repeats one.

    Sequence numbers are 900–995, which registries hardly reach for one county and day: so that an invented number
    is unlikely to be somebody's.
    """

    def __init__(self) -> None:
        self._given: set[str] = set()

    def reserve(self, number: str) -> None:
        """Keep a number that a story has already."""
        self._given.add(number)

    def mint(self, rng: np.random.Generator, county: str, born: date, sex: str) -> str:
        """A new number for a county code, a birth date and a sex."""
        start = int(rng.integers(48))
        for step in range(48):
            sequence = 900 + 2 * ((start + step) % 48) + (sex == "male")
            number = with_check_digit(f"{county}{born:%Y%m%d}{sequence}")
            if number not in self._given:
                self._given.add(number)
                return number
        raise ValueError(f"no identity number left for {county} on {born}")


def county_code_at_birth(born: date) -> str:
    """The code a person of 綦江 has in the number: that of the first registration, 1984 for those born before."""
    return next(code for since, code in SINCE_COUNTY_CODE if born >= since)


def phone(rng: np.random.Generator) -> str:
    """A mobile number of a range no operator has opened (100)."""
    return f"100{int(rng.integers(10**8)):08d}"


def plate(rng: np.random.Generator) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    tail = "".join(
        letters[int(rng.integers(24))] if rng.random() < 0.2 else str(int(rng.integers(10))) for _ in range(5)
    )
    return f"渝{'ABD'[int(rng.integers(3))]}{tail}"


def credit_code(rng: np.random.Generator, kind: str) -> str:
    """统一社会信用代码: 91 company, 92 sole trader, 93 cooperative."""
    head = {"company": "91", "sole_trader": "92", "cooperative": "93"}[kind]
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = head + "500110" + "".join(alphabet[int(rng.integers(31))] for _ in range(9))
    return body + uscc.calc_check_digit(body)


def account(rng: np.random.Generator, institution: str) -> str:
    head = {"bank.a": "621700", "bank.b": "622848", "securities.a": "A", "insurer.a": "P", "payment.a": "U"}[
        institution
    ]
    return head + f"{int(rng.integers(10**12)):012d}"
