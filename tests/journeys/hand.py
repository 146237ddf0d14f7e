"""A hand on the page: a pointer, or the keyboard alone. The same journey is walked with both."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

MOST_TABS = 150
"""No page has more to stop at; beyond it, what is looked for cannot be reached by keyboard."""


class Hand:
    """Presses, fills and chooses by the words people see."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def main(self) -> Locator:
        """What the page is about, without its frame."""
        return self.page.get_by_role("main")

    def field(self, label: str) -> Locator:
        """A field by the first words of its label."""
        return self.main.get_by_label(re.compile(f"^{re.escape(label)}")).first

    def fill(self, field: str | Locator, text: str) -> None:
        """Write in a field, in place of what stands there."""
        self._at(field).fill(text)

    def choose(self, question: str, answer: str) -> None:
        """Choose an answer under a question."""
        group = self.main.get_by_role("group", name=question)
        group.get_by_text(answer, exact=True).click()

    def tick(self, words: str) -> None:
        """Tick a lone box."""
        self.main.get_by_text(words).first.click()

    def select(self, label: str, answer: str) -> None:
        """Choose from a list."""
        self.field(label).select_option(label=answer)

    def attach(self, label: str, file: FilePayload) -> None:
        """Choose a file."""
        self.page.wait_for_load_state("load")
        self.field(label).set_input_files(file)

    def press(self, name: str) -> None:
        """Press a button."""
        self.main.get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        """Follow a link."""
        self.main.get_by_role("link", name=name).first.click()

    def _at(self, field: str | Locator) -> Locator:
        return self.field(field) if isinstance(field, str) else field


class Keyboard(Hand):
    """Nothing but keys: Tab to get there, and what the thing itself answers to."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        # The browser is told once, beforehand, that we answer in place of the system's window.
        page.on("filechooser", lambda _chooser: None)

    def fill(self, field: str | Locator, text: str) -> None:
        """Tab to the field, mark what stands there and write."""
        self._reach(self._at(field))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, question: str, answer: str) -> None:
        """Tab into the group; arrows between radio buttons, Tab and Space for tick boxes."""
        group = self.main.get_by_role("group", name=question)
        wanted = group.get_by_label(answer, exact=True)
        if wanted.get_attribute("type") == "checkbox":
            self._reach(wanted)
            self.page.keyboard.press("Space")
            return
        answers = group.get_by_role("radio")
        self._reach(answers)
        if not self._is_focused(wanted):
            for _ in range(answers.count()):
                self.page.keyboard.press("ArrowDown")
                if self._is_focused(wanted):
                    break
        self.page.keyboard.press("Space")
        expect(wanted).to_be_checked()

    def tick(self, words: str) -> None:
        """Tab to the box and press Space."""
        self._reach(self.main.get_by_label(words).first)
        self.page.keyboard.press("Space")

    def select(self, label: str, answer: str) -> None:
        """Tab to the list and write the answer's first letters."""
        listed = self.field(label)
        self._reach(listed)
        self.page.keyboard.type(answer)
        expect(listed.locator("option:checked")).to_have_text(answer)

    def attach(self, label: str, file: FilePayload) -> None:
        """Tab to the button and press Enter; what opens then is the system's own window."""
        self._reach(self.field(label))
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(file)

    def press(self, name: str) -> None:
        """Tab to the button and press Enter."""
        self._reach(self.main.get_by_role("button", name=name).first)
        self.page.keyboard.press("Enter")

    def follow(self, name: str) -> None:
        """Tab to the link and press Enter."""
        self._reach(self.main.get_by_role("link", name=name).first)
        self.page.keyboard.press("Enter")

    def _reach(self, wanted: Locator) -> None:
        """Press Tab until the focus is on one of these.

        Raises: AssertionError, when the keyboard never comes there.
        """
        expect(wanted.first).to_be_visible()
        self.page.wait_for_load_state("load")  # a page on its way still moves the focus
        for _ in range(MOST_TABS):
            if self._is_focused(wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {wanted} on {self.page.url}")

    def _is_focused(self, wanted: Locator) -> bool:
        focused: bool = wanted.evaluate_all("found => found.includes(document.activeElement)")
        return focused
