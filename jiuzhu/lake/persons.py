"""Identity numbers by the column: cleaned, checked (GB 11643) and hashed, each distinct number once. Pure but for the key."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jiuzhu.kernel import idnumber
from jiuzhu.lake.kinds import Wrong
from jiuzhu.vault.seal import keyed_hashes

NOBODY = -1
FAULTS = (None, Wrong.ID_SHAPE, Wrong.ID_DATE, Wrong.ID_FUTURE, Wrong.ID_CHECK)
_SHAPE = "^[0-9]{17}[0-9X]$"


@dataclass(frozen=True)
class Numbers:
    """A column of numbers: `place` says for each row which of the `distinct` it is, `fault` (an index of FAULTS) what is wrong with it."""

    place: np.ndarray
    distinct: pa.Array
    fault: np.ndarray

    def hashes(self) -> list[str]:
        """The keyed hash of each distinct number without fault, in their order."""
        good = self.distinct.filter(pa.array(self.fault == 0))
        return keyed_hashes("id_number", good.to_pylist())

    def people(self, row_numbers: np.ndarray) -> np.ndarray:
        """Each row's person, from those of `hashes`; NOBODY where the number is wrong."""
        known = np.full(len(self.distinct), NOBODY, np.int64)
        known[self.fault == 0] = row_numbers
        return known[self.place]


def read(column: pa.Array, today: date) -> Numbers:
    """Every number of a text column, checked as of a day."""
    written = column.dictionary_encode()
    normal = _normal(written.dictionary).dictionary_encode()
    place = normal.indices.to_numpy(zero_copy_only=False)[written.indices.to_numpy(zero_copy_only=False)]
    return Numbers(place, normal.dictionary, _faults(normal.dictionary, today))


def _normal(texts: pa.Array) -> pa.Array:
    """As numbers are stored; what is still strange after the quick way takes the kernel's."""
    quick = pc.utf8_upper(pc.replace_substring_regex(texts, r"[\s-]", ""))
    strange = pc.invert(pc.match_substring_regex(quick, _SHAPE))
    slow = [idnumber.upgraded(idnumber.normal(text)) for text in texts.filter(strange).to_pylist()]
    return pc.replace_with_mask(quick, strange, pa.array(slow, pa.string()))


def _faults(numbers: pa.Array, today: date) -> np.ndarray:
    shaped = pc.match_substring_regex(numbers, _SHAPE).to_numpy(zero_copy_only=False)
    fault = np.where(shaped, 0, FAULTS.index(Wrong.ID_SHAPE)).astype(np.uint8)
    texts = numbers.filter(pa.array(shaped)).to_pylist()
    is_checked = np.array([idnumber.with_check_digit(text[:17]) == text for text in texts], bool)
    digits = np.array(texts, "S18").view(np.uint8).reshape(-1, 18)[:, 6:14].astype(np.int64) - ord("0")
    year, month, day = digits[:, :4] @ [1000, 100, 10, 1], digits[:, 4:6] @ [10, 1], digits[:, 6:] @ [10, 1]
    first = ((year - 1970) * 12 + np.clip(month, 1, 12) - 1).astype("datetime64[M]")
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
    born = first.astype("datetime64[D]") + (day - 1)
    is_no_day = (year < 1) | (month < 1) | (month > 12) | (day < 1) | (day > length)
    fault[shaped] = np.select(
        [is_no_day, born > np.datetime64(today), ~is_checked],
        [FAULTS.index(Wrong.ID_DATE), FAULTS.index(Wrong.ID_FUTURE), FAULTS.index(Wrong.ID_CHECK)],
        0,
    )
    return fault
