"""The outside of documents: the store of their files, the scanner, the program that looks into PDFs."""

from .inspection import inspected as inspected
from .scanner import ScannerAway as ScannerAway
from .scanner import Verdict as Verdict
from .scanner import has_scanner as has_scanner
from .scanner import scanned as scanned
from .scanner import scanner_version as scanner_version
from .store import Kept as Kept
from .store import StoreAway as StoreAway
from .store import discard as discard
from .store import fetch as fetch
from .store import is_store_well as is_store_well
from .store import keep as keep
from .store import paths_before as paths_before
from .store import set_aside as set_aside
