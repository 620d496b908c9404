"""Acts on papers, letters and signed records; each file is one of them."""

from jiuzhu.documents.actions.letter import deliver_letter, write_letter
from jiuzhu.documents.actions.paper import take_paper
from jiuzhu.documents.actions.record import Signer, open_record, sign

__all__ = ["Signer", "deliver_letter", "open_record", "sign", "take_paper", "write_letter"]
