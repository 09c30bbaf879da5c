"""A run to take home: a script, a notebook or a table that stands on its own."""

from dnn_core.export.chapters import Cell as Cell
from dnn_core.export.chapters import chapters as chapters
from dnn_core.export.files import notebook as notebook
from dnn_core.export.files import script as script
from dnn_core.export.record import COURSE_PHOTOS as COURSE_PHOTOS
from dnn_core.export.record import Arrays as Arrays
from dnn_core.export.record import DataSource as DataSource
from dnn_core.export.record import Pictures as Pictures
from dnn_core.export.record import Points as Points
from dnn_core.export.record import Record as Record
from dnn_core.export.record import files_of as files_of
from dnn_core.export.record import record as record
from dnn_core.export.record import save_arrays as save_arrays
from dnn_core.export.table import history_csv as history_csv
