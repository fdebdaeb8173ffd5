"""Who speaks at a meeting or concludes it: no chair and no attendee by that alone (guide §5 J)."""

from collections.abc import Iterator

from bienban.find.mentions import PersonMention
from bienban.find.names import names_of
from bienban.find.scope import Scope
from bienban.link.scene import Part, Scene

_AUXILIARY = r"[\s,]*(?:(?:{aside}|thay mặt [^.;:,]{3,40})[\s,]*){0,3}"
_SPEECH_BEFORE = (
    r"(?:[\s–-]|(?:tại|sau|trước) [^,.;:]{3,50}, |{aside},? )*"
    r"{opening}(?: (?!dự |có )[^\s.;:,]{1,12}){0,8},? ?(?:của )?"
)
_SKIPPED = ("title", "chrome", "tail", "caption")


def find_speakers(scene: Scene) -> Iterator[Part]:
    """All persons who speak, in text order, each time they do."""
    scope = Scope(scene.text, scene.mentions.terms, names_of(scene.mentions.terms.rules))
    for person in scene.mentions.persons:
        if scene.section(person.start) not in _SKIPPED and _speaks(scene, scope, person):
            yield Part("speaker", person.start, person.end, "speaker.verb", person)


def _speaks(scene: Scene, scope: Scope, person: PersonMention) -> bool:
    """Whether a verb of speech follows a person, or announces one."""
    after = scene.words(_AUXILIARY).match(scene.text, person.end)
    if after and scope.act_at(after.end(), speech=True):
        return True
    floor, _ = scene.sentence(person.start)
    return person.name is not None and bool(
        scene.words(_SPEECH_BEFORE).fullmatch(scene.text, floor, person.start)
    )
