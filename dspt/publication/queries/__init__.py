"""What doors read of enrolment and publications."""

from .enrolment import Candidate as Candidate
from .enrolment import candidate as candidate
from .enrolment import sector_of as sector_of
from .history import FrozenDocument as FrozenDocument
from .history import PublicationRecord as PublicationRecord
from .history import Receipt as Receipt
from .history import frozen_bundle as frozen_bundle
from .history import frozen_documents as frozen_documents
from .history import ledger as ledger
from .history import newest_document as newest_document
from .history import publication_history as publication_history
from .history import receipt as receipt
from .ready import Gathered as Gathered
from .ready import Last as Last
from .ready import NotStarted as NotStarted
from .ready import Readiness as Readiness
from .ready import gathered as gathered
from .ready import last_publication as last_publication
from .ready import needs_sign_off as needs_sign_off
from .ready import readiness as readiness
