"""Lessons, predict, run, explain: their format, and the check of their target.

A lesson is a small TOML file, data and not code, and may come from a stranger. `read`
checks every field of it; `check` compares its target with what a run recorded.
"""

from dnn_core.lessons.lesson import Fact as Fact
from dnn_core.lessons.lesson import Lesson as Lesson
from dnn_core.lessons.lesson import LessonError as LessonError
from dnn_core.lessons.lesson import Option as Option
from dnn_core.lessons.lesson import Question as Question
from dnn_core.lessons.lesson import Wrong as Wrong
from dnn_core.lessons.reading import MAX_BYTES as MAX_BYTES
from dnn_core.lessons.reading import lesson_from as lesson_from
from dnn_core.lessons.reading import read as read
from dnn_core.lessons.targets import MEASURES as MEASURES
from dnn_core.lessons.targets import Bound as Bound
from dnn_core.lessons.targets import Progress as Progress
from dnn_core.lessons.targets import Record as Record
from dnn_core.lessons.targets import Target as Target
from dnn_core.lessons.targets import check as check
from dnn_core.lessons.targets import check_picture as check_picture
from dnn_core.lessons.writing import write as write
