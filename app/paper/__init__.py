"""One iteration drawn on paper: matrices, shapes and sums as HTML.

Only numbers and our own words go in.
"""

from app.paper.blocks import blocks as blocks
from app.paper.check import check_table as check_table
from app.paper.check import checked as checked
from app.paper.check import worst_entry as worst_entry
from app.paper.matrices import matrices as matrices
from app.paper.pen import Pen as Pen
from app.paper.sheet import Sheet as Sheet
from app.paper.sheet import sheet_of as sheet_of
from app.paper.sums import SHORT as SHORT
from app.paper.sums import arithmetic as arithmetic
from app.paper.sums import term_columns as term_columns
from app.paper.trail import trail as trail
