/* Attendance with one tap each. A tap is kept on the phone until the server has it, so that a bad signal
   loses nothing; sent twice it is the same tap. Without this file the button keeps the whole list. */
(() => {
  "use strict";

  const AGAIN = [3_000, 8_000, 20_000, 60_000];
  const OLDEST = 24 * 60 * 60 * 1000; // a tap of yesterday is nobody's business any more
  const HERE = "PRESENT";
  const AWAY = "ABSENT";

  const start = (form) => {
    const words = form.dataset;
    const status = form.querySelector("[data-roll-status]");
    const key = `roll:${words.rollKey}`;
    const seen = (person) => form.querySelector(`input[name="seen-${person}"]`);
    const box = (person) => form.querySelector(`input[name="present"][value="${person}"]`);
    let failures = 0;
    let timer = 0;
    let isSending = false;

    const load = () => {
      try {
        const kept = JSON.parse(localStorage.getItem(key)) ?? {};
        return Object.fromEntries(
          Object.entries(kept).filter(([person, tap]) => box(person) && Date.now() - tap.at < OLDEST),
        );
      } catch {
        return {};
      }
    };

    let waiting = load();

    const keep = () => {
      try {
        if (Object.keys(waiting).length) localStorage.setItem(key, JSON.stringify(waiting));
        else localStorage.removeItem(key);
      } catch {
        // A browser that keeps nothing still sends while the page is open.
      }
    };

    const show = (sentence) => {
      status.textContent = sentence;
      status.classList.toggle("portal-roll__count--waiting", Object.keys(waiting).length > 0);
    };

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(send, AGAIN[Math.min(failures, AGAIN.length - 1)]);
      failures += 1;
    };

    const settle = (person, tap, stands) => {
      seen(person).value = stands;
      // A newer tap on the same person is still to be sent, and saw what stands now.
      if (waiting[person] !== tap) waiting[person].seen = stands;
      else delete waiting[person];
      if (!waiting[person]) box(person).checked = stands === HERE;
      keep();
    };

    const post = async (person, tap) => {
      const typed = new URLSearchParams({
        csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
        person,
        state: tap.state,
        seen: tap.seen,
      });
      const answer = await fetch(words.rollUrl, { method: "POST", body: typed, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) return words.signedOut;
      if (answer.status >= 500) throw new Error(String(answer.status));
      const said = await answer.json();
      if (!answer.ok) {
        settle(person, tap, tap.seen);
        return said.error;
      }
      settle(person, tap, said.state);
      return said.kept ? "" : words.overtaken;
    };

    const send = async () => {
      if (isSending) return;
      isSending = true;
      let told = "";
      try {
        for (const person of Object.keys(waiting)) {
          told = (await post(person, waiting[person])) || told;
          if (told === words.signedOut) break;
        }
        failures = 0;
        show(told || (Object.keys(waiting).length ? words.waiting : words.saved));
      } catch {
        show(words.waiting);
        later();
      }
      isSending = false;
      if (failures === 0 && told !== words.signedOut && Object.keys(waiting).length) send();
    };

    form.addEventListener("change", (event) => {
      if (event.target.name !== "present") return;
      const person = event.target.value;
      const was = waiting[person]?.seen ?? seen(person).value;
      waiting[person] = { state: event.target.checked ? HERE : AWAY, seen: was, at: Date.now() };
      keep();
      send();
    });
    // What the button sends, it sends whole.
    form.addEventListener("submit", () => {
      waiting = {};
      keep();
    });
    window.addEventListener("online", send);
    for (const [person, tap] of Object.entries(waiting)) box(person).checked = tap.state === HERE;
    if (Object.keys(waiting).length) send();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-roll]");
    if (form) start(form);
  });
})();
