"""What is taken as evidence and under which name; the words of the letters about it."""

from .content import KINDS as KINDS
from .content import Kind as Kind
from .content import recognised as recognised
from .names import safe_name as safe_name
from .pdf import PdfTraits as PdfTraits
from .pdf import check_pdf as check_pdf
from .refused import FileRefused as FileRefused
from .scanning import INFECTED as INFECTED
from .scanning import Reader as Reader
from .scanning import may_be_opened as may_be_opened
from .words import LINK_LIMIT as LINK_LIMIT
from .words import PLACE_LIMIT as PLACE_LIMIT
from .words import TITLE_LIMIT as TITLE_LIMIT
from .words import DocumentRefused as DocumentRefused
from .words import checked_link as checked_link
from .words import checked_place as checked_place
from .words import checked_title as checked_title
from .words import search_key as search_key
