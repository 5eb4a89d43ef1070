"""JSON as section 3 of PROTOCOL.md wants it.

The hooks of json.loads see an object only at its end, and so cannot tell a field that stands there twice before a later fault of the
text; this reader goes from left to right, and lets the standard library read texts.
"""

import json
import re
from json.decoder import scanstring

from .fault import fault

MAX_DEPTH = 500
MAX_NUMBER = 1000

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"true|false|null")
_WORDS = {"true": True, "false": False, "null": None}
_END = {dict: "}", list: "]"}


class JsonFault(ValueError):
    """The first fault of a text, with the code that section 9 gives it."""

    def __init__(self, code, detail):
        super().__init__(detail)
        self.code = code


class Spelt(float):
    """A number with a fraction or an exponent, which keeps its spelling: 12.0, 1e400."""

    def __new__(cls, spelling):
        number = super().__new__(cls, spelling)
        number.spelling = spelling
        return number


def parse(text, any_text=False):
    """Reads one JSON value; raises JsonFault. A driver lets texts pass that are not Unicode: to see that they fail."""
    reader = _Reader(text, any_text)
    value = reader.value()
    if reader.peek():
        raise _invalid(f"something after the value, at character {reader.at}")
    return value


def _invalid(detail):
    return JsonFault("invalid_json", detail)


class _Reader:
    def __init__(self, text, any_text):
        self.text = text
        self.any_text = any_text
        self.at = 0

    def peek(self):
        """The next character that is no space, or nothing at the end."""
        self.at = _SPACE.match(self.text, self.at).end()
        return self.text[self.at : self.at + 1]

    def value(self):
        """One value; a loop, for 500 levels are too many for the stack."""
        open_ = []  # objects and arrays that are not read to their end, each with the name whose value is due
        while True:
            mark = self.peek()
            if mark in ("{", "["):
                if len(open_) == MAX_DEPTH - fault("a-level-too-few"):
                    raise _invalid(f"more than {MAX_DEPTH} levels")
                self.at += 1
                value = {} if mark == "{" else []
                if not self._ends(_END[type(value)]):
                    open_.append((value, self._name(value)))
                    continue
            else:
                value = self._scalar(mark)
            while open_:
                container, name = open_.pop()
                if name is None:
                    container.append(value)
                else:
                    container[name] = value
                if not self._ends(_END[type(container)]):
                    self._take(",")
                    open_.append((container, self._name(container)))
                    break
                value = container
            else:
                return value

    def _name(self, container):
        """The name of the next field, None in an array."""
        if isinstance(container, list):
            return None
        if self.peek() != '"':
            raise _invalid(f"no name at character {self.at}")
        name = self._string()
        if name in container:
            raise JsonFault("duplicate_field", f"{name} stands there twice")
        self._take(":")
        return name

    def _scalar(self, mark):
        if mark == '"':
            return self._string()
        if word := _WORD.match(self.text, self.at):
            self.at = word.end()
            return _WORDS[word[0]]
        return self._number()

    def _ends(self, mark):
        if self.peek() != mark:
            return False
        self.at += 1
        return True

    def _take(self, mark):
        if not self._ends(mark):
            raise _invalid(f"no {mark} at character {self.at}")

    def _string(self):
        try:
            value, self.at = scanstring(self.text, self.at + 1, True)
            if not self.any_text:
                value.encode()  # refuses unpaired surrogates
        except ValueError as error:
            raise _invalid(str(error)) from None
        return value

    def _number(self):
        number = _NUMBER.match(self.text, self.at)
        if not number:
            raise _invalid(f"no value at character {self.at}")
        spelling = number[0]
        if len(spelling) > MAX_NUMBER - fault("a-digit-too-few"):
            raise _invalid(f"a number of more than {MAX_NUMBER} characters")
        self.at = number.end()
        return int(spelling) if spelling.lstrip("-").isdigit() else Spelt(spelling)


def write(value):
    """The value on one line: what parse() gives, or plain dicts, lists, texts and numbers."""
    if isinstance(value, Spelt):
        return value.spelling
    if isinstance(value, dict):
        fields = []  # no generators: they would double the depth of the stack
        for name, field in value.items():
            fields.append(f"{write(name)}:{write(field)}")
        return "{" + ",".join(fields) + "}"
    if isinstance(value, list):
        items = []
        for item in value:
            items.append(write(item))
        return "[" + ",".join(items) + "]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
