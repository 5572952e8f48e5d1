"""Exceptions before and after a change go in, waivers and comments; a delta for each that excuses more comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import quoted
from alignctl.model.kinds import Waiver
from alignctl.model.note import Note


def waivers(comparison: Comparison) -> Iterator[Delta]:
    """Yield waivers that are new, extended or widened: the approver proves it, and an author never for himself."""
    for old, new in comparison.pairs(Waiver):
        if not isinstance(new, Waiver) or not (told := _told(old if isinstance(old, Waiver) else None, new)):
            continue
        approvers, author = comparison.approvers, frozenset({comparison.approvals.author})
        why = "whom the waiver names as its approver"
        others = approvers.seat(new.approved_by, why, author) or approvers.governance(author)
        yield Delta(
            what="waiver",
            of=new.ref,
            sentence=f"The waiver {quoted(new.ref)} of {new.rule} {told}",
            base=_words(old) if isinstance(old, Waiver) else "",
            head=_words(new),
            needs=(others or approvers.seat(new.approved_by, why),),
            gaining=author & frozenset(approvers.people(new.approved_by)),
        )


def _told(old: Waiver | None, new: Waiver) -> str:
    if new.metadata.status != "active":
        return ""
    if old is None or old.metadata.status != "active":
        return "is new"
    if _wider(old, new):
        return "excuses more than before"
    if old.approved_by != new.approved_by:
        return "names another approver"
    if old.reason.split() != new.reason.split():
        return "gives another reason"
    return f"lasts longer: {_words(new)} instead of {_words(old)}" if _longer(old, new) else ""


def _wider(old: Waiver, new: Waiver) -> bool:
    if (old.rule, old.fingerprint) != (new.rule, new.fingerprint):
        return True
    if old.subjects is None or new.subjects is None:
        return old.subjects != new.subjects
    return set(old.subjects) != set(new.subjects)  # one that names fewer subjects is about other findings, too


def _longer(old: Waiver, new: Waiver) -> bool:
    first, second = old.metadata, new.metadata
    later = second.effective_until is None or (
        first.effective_until is not None and second.effective_until > first.effective_until
    )
    sooner = second.effective_from is None or (
        first.effective_from is not None and second.effective_from < first.effective_from
    )
    return (later and first.effective_until is not None) or (sooner and first.effective_from is not None)


def _words(waiver: Waiver) -> str:
    start, end = waiver.metadata.effective_from, waiver.metadata.effective_until
    return " ".join(part for part in (f"from {start}" if start else "", f"until {end}" if end else "") if part)


def comments(comparison: Comparison, before: Iterable[Note], after: Iterable[Note]) -> Iterator[Delta]:
    """Yield comments that excuse a finding and were not there before; who answers for governance approves them."""
    known = {_about(note): note for note in before}
    for note in after:
        old = known.get(_about(note))
        if old and (old.until, old.reason) == (note.until, note.reason):
            continue
        author = frozenset({comparison.approvals.author})
        told = "is new" if old is None else "gives another reason or another end"
        end = f" until {note.until}" if note.until else ""
        yield Delta(
            what="waiver",
            of=note.subject,
            about=note.key,
            sentence=f"The comment in {quoted(note.subject)} that excuses a finding of {note.rule}{end} {told}",
            needs=(comparison.approvers.governance(author),),
            place=note.place,
        )


def _about(note: Note) -> tuple[str, ...]:
    return note.rule, note.subject, note.key
