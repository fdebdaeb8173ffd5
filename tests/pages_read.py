"""A page of HTML as a browser without JavaScript sees it: text, links, forms, and what it is made of."""

from html.parser import HTMLParser


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text, self.elements, self.attributes = "", set(), set()
        self.links, self.scripts, self.forms, self.table = [], [], [], []
        self._form = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.elements.add(tag)
        self.attributes |= set(told)
        match tag:
            case "a":
                self.links.append(told.get("href", "#"))
            case "script":
                self.scripts.append(told.get("src"))
            case "form":
                self._form = {"action": told["action"], "fields": {}}
                self.forms.append(self._form)
            case "select" if self._form is not None:
                self._select = told.get("name")
            case "option" if self._form is not None:
                self._option, self._chosen = True, "selected" in told
            case "input" if self._form is not None and told.get("name"):
                self._form["fields"][told["name"]] = told.get("value", "")
            case "tr":
                self.table.append([])
            case "td" | "th" if self.table:
                self.table[-1].append("")

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        self._option = False

    def handle_data(self, data):
        self.text += data
        if self.table and self.table[-1]:
            self.table[-1][-1] += data
        if getattr(self, "_option", False) and self._chosen and self._form is not None:
            self._form["fields"][self._select] = data

    def rows_of(self, name):
        """The cells behind the first one of each row that begins with `name`."""
        told = [[cell.strip() for cell in row] for row in self.table]
        return [row[1:] for row in told if row and row[0] == name]
