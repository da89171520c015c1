"""Whose sheet it is: the sender's mailbox, the head block and the file's name compared (forms.md 5.1, cast.md 10.1).

The sender is followed; whoever is named otherwise is told, and a coordinator hears of it (M09).
"""

from __future__ import annotations

from dataclasses import replace

from campaign.directory import Unit
from campaign.outcomes import AttachmentOutcome
from flows.stages.case import Case
from parsers.result import FileReading

OTHER_UNIT = "other_unit"
_LABELS = ("填报单位", "报送单位", "填表单位", "上报单位", "反馈单位", "单位名称")


def compared(case: Case, outcome: AttachmentOutcome, reading: FileReading | None) -> AttachmentOutcome:
    """The outcome of a file that was read, with a note when it speaks for another unit than its sender."""
    sender = case.unit
    if reading is None or sender is None or sender.code in case.desk.campaign.settings.offices.all:
        return outcome
    other = _other(case, sender, reading)
    if other is None:
        return outcome
    told = (
        f"所填单位为“{other}”，与来件单位{sender.name}不一致，已按来件单位登记；"
        "如系代为报送，请由该单位用其登记邮箱报送。"
    )
    return replace(outcome, code=OTHER_UNIT, message="\n".join(filter(None, (told, outcome.message))))


def _other(case: Case, sender: Unit, reading: FileReading) -> str | None:
    """The unit named in the head of a sheet, or where no head names one in the file's name, if it is not the sender."""
    directory = case.desk.campaign.directory
    heads = [head for member in reading.walk() for table in member.tables if table.form for head in [table.head]]
    written = [text for head in heads for label, text in head.items() if label.startswith(_LABELS) and text]
    for text in written:
        unit = directory.find(text)
        if unit and unit != sender:
            return unit.name
        if unit is None and text in directory.ambiguous and not directory.may_be_called(sender, text):
            return text
    named = None if written else directory.named_in(reading.file)
    is_other = named is not None and named != sender and named.code not in case.desk.campaign.settings.offices.all
    return named.name if named and is_other else None
