"""Is an Avail built as its version says? Every element that is strange, missing, misplaced or badly filled."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from sampan.engines.rights.exchange.fault import Fault

from .model import METADATA_TYPES, Slot, places, slots, value_fault
from .place import fault_at, is_comment
from .versions import Version

_FOREIGN = "{http://www.w3.org/2001/XMLSchema-instance}"


def structure_faults(element: etree._Element, version: Version) -> Iterator[Fault]:
    """The faults of an Avail element against the model of its version, in the order of the document."""
    yield from _inside(element, "Avail", "Avail", version)


def _inside(element: etree._Element, kind: str, path: str, version: Version) -> Iterator[Fault]:
    plan = slots(kind, version.number)
    met = kind in METADATA_TYPES
    by_name = places(kind, version.number)
    counted: Counter[str] = Counter()
    reached = 0
    for child in element:
        if is_comment(child):
            continue
        place, slot = by_name.get(_known(child, version, met=met), (-1, None))
        if slot is None:
            yield from _strange(child, path, plan, version, met=met)
            continue
        counted[slot.element] += 1
        if place < reached:
            yield _fault(
                child, path, f"it stands after {plan[reached].element}.",
                f"Write it before {plan[reached].element}.",
            )  # fmt: skip
        reached = max(reached, place)
        yield from _filled(child, slot, f"{path}/{slot.element}", version, met=met)
    yield from _counted(element, path, plan, counted)


def _known(child: etree._Element, version: Version, *, met: bool) -> str:
    """The local name of a child that stands in the namespace of its kind; "" for any other."""
    namespace, _, name = str(child.tag)[1:].partition("}")
    own = namespace == (version.metadata if met else version.avails)
    return name if own or name == "ContactInfo" else ""


def _strange(
    child: etree._Element, path: str, plan: tuple[Slot, ...], version: Version, *, met: bool
) -> Iterator[Fault]:
    name = etree.QName(child)
    if name.namespace != version.avails and any(slot.element == "*" for slot in plan):
        return
    known = ", ".join(slot.element for slot in plan if slot.element != "*")
    wanted = version.metadata if met else version.avails
    if name.namespace != wanted and name.localname in known.split(", "):
        yield _fault(
            child, path, f"it is in the namespace {name.namespace}.", f"Write it in {wanted}."
        )
    else:
        remedy = f"It holds {known}." if known else "It holds nothing."
        what = f"{path.rpartition('/')[2]} has no such element in {version.number}."
        yield _fault(child, path, what, remedy, warning=met)


def _filled(
    child: etree._Element, slot: Slot, path: str, version: Version, *, met: bool
) -> Iterator[Fault]:
    if child.attrib or slot.required:
        yield from _attributes(child, slot, path)
    if slot.holds == "any":
        return
    if slots(slot.holds, version.number):
        yield from _inside(child, slot.holds, path, version)
        return
    value = (child.text or "").strip()
    if not value and slot.holds == "text" and slot.least and not met:
        yield fault_at(child, path, "it is empty.", "Fill it.")
    yield from _value(child, path, slot.holds, value)


def _value(child: etree._Element, path: str, holds: str, value: str) -> Iterator[Fault]:
    if holds != "text" and (right := value_fault(holds, value)):
        wanted, _, example = right.rstrip(")").partition(" (")
        yield fault_at(child, path, f"“{value}” is not {wanted}.", f"Write it as {example}.")


def _attributes(child: etree._Element, slot: Slot, path: str) -> Iterator[Fault]:
    given = {str(name): str(value) for name, value in child.attrib.items()}
    for name in sorted(slot.required - set(given)):
        yield fault_at(child, f"{path}@{name}", "it is missing.", "Add it.")
    for name, value in given.items():
        if name.startswith(_FOREIGN):
            continue
        if name in slot.attributes:
            yield from _value(child, f"{path}@{name}", slot.attributes[name], value)
        else:
            remedy = f"It has {', '.join(slot.attributes) or 'no attribute'}."
            yield fault_at(child, f"{path}@{name}", "there is no such attribute.", remedy)


def _counted(
    element: etree._Element, path: str, plan: tuple[Slot, ...], counted: Counter[str]
) -> Iterator[Fault]:
    choices: dict[str, list[Slot]] = {}
    for slot in plan:
        count, name = counted[slot.element], f"{path}/{slot.element}"
        if slot.choice:
            choices.setdefault(slot.choice, []).append(slot)
        elif count < slot.least:
            yield fault_at(element, name, "it is missing.", "Add it.")
        if slot.most is not None and count > slot.most:
            yield fault_at(element, name, f"it stands there {count} times.", "Write it once.")
    for among in choices.values():
        yield from _chosen(element, path, among, counted)


def _chosen(
    element: etree._Element, path: str, among: list[Slot], counted: Counter[str]
) -> Iterator[Fault]:
    """Exactly one of some elements; a foreign one will do where the schema lets it."""
    names = [slot.element for slot in among if slot.element != "*"]
    given = [name for name in names if counted[name]]
    foreign = len(names) < len(among) and len(element) > 0
    remedy = f"Write one of {', '.join(names)}."
    if not given and not foreign and among[0].least:
        yield fault_at(element, f"{path}/{names[0]}", "it is missing.", remedy)
    elif len(given) > 1:
        yield fault_at(element, f"{path}/{given[1]}", f"{given[0]} is there as well.", remedy)


def _fault(
    child: etree._Element, path: str, what: str, remedy: str, *, warning: bool = False
) -> Fault:
    return fault_at(child, f"{path}/{etree.QName(child).localname}", what, remedy, warning=warning)
