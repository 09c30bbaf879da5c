"""What is wrong with a run, in a sentence with its evidence and a remedy.

`examine` collects numbers, `diagnose` applies rules to them. The rules
know nothing of sessions: they can be tested with numbers made by hand.
"""

from dnn_core.diagnosis.evidence import Evidence as Evidence
from dnn_core.diagnosis.evidence import LayerEvidence as LayerEvidence
from dnn_core.diagnosis.finding import Finding as Finding
from dnn_core.diagnosis.finding import Kind as Kind
from dnn_core.diagnosis.gathering import examine as examine
from dnn_core.diagnosis.trend import Trend as Trend
from dnn_core.diagnosis.verdict import diagnose as diagnose
