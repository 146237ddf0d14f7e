/* Keeps a step of the application on the server while one types. Nothing of it is kept in the browser.
   Without this file the buttons keep it, and the server holds what was typed when the log-in ended. */
(() => {
  "use strict";

  const WAIT = 2_000;
  const PATIENCE = 20_000;
  const PATIENCE_AT_THE_DOOR = 3_000;
  const AGAIN = [4_000, 8_000, 15_000, 30_000, 60_000];
  const WARN_SECONDS = 5 * 60;
  const LARGEST_PARTING = 60_000; // browsers let no more than 64 kB travel after a page has gone
  const NOT_ANSWERS = ["csrfmiddlewaretoken", "seen", "turn"];

  const start = (form) => {
    const shown = document.querySelector("[data-autosave]");
    const text = shown.querySelector("[data-autosave-text]");
    const told = document.querySelector("[data-autosave-state]");
    const warning = document.querySelector("[data-session-warning]");
    const words = shown.dataset;
    const lifetime = Number(words.sessionSeconds);

    let kept = "";
    let turn = 0;
    let failures = 0;
    let timer = 0;
    let underway = null; // the message now on its way, as a promise that never fails
    let state = "";
    let isLeaving = false;
    let isWaiting = false;
    let isOver = false;
    let endsAt = Date.now() + lifetime * 1000;
    let fullSeconds = lifetime;

    const answers = () => {
      const typed = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && !NOT_ANSWERS.includes(name)) typed.append(name, value);
      }
      return typed.toString();
    };

    const isUnsaved = () => !isOver && answers() !== kept;

    // What stands on the page changes each time; what is read aloud only when the state does.
    const show = (next, sentence) => {
      text.textContent = sentence;
      shown.dataset.state = next;
      if (next !== "saving" && next !== state) {
        state = next;
        told.textContent = sentence;
      }
    };

    const later = (delay) => {
      clearTimeout(timer);
      timer = setTimeout(() => save(), delay);
    };

    const fail = () => {
      show("failed", words.failed);
      later(AGAIN[Math.min(failures, AGAIN.length - 1)]);
      failures += 1;
    };

    const stop = (next, sentence, address) => {
      isOver = true;
      clearTimeout(timer);
      warning.hidden = true;
      show(next, sentence);
      if (!address) return;
      const link = document.createElement("a");
      link.href = address;
      link.textContent = words.logIn;
      text.append(" ", link);
    };

    const succeed = (sent, reply) => {
      kept = sent;
      failures = 0;
      if (reply.seen) form.elements.seen.value = reply.seen;
      if (reply.seconds) fullSeconds = reply.seconds;
      endsAt = Date.now() + fullSeconds * 1000;
      warning.hidden = true;
      const [begin, end] = document.documentElement.lang === "da" ? ["»", "«"] : ["“", "”"];
      const say = (pattern, fields) =>
        pattern
          .replace("{time}", reply.saved)
          .replace("{fields}", (fields || []).map((field) => `${begin}${field}${end}`).join(", "));
      if (reply.overtaken?.length) show("overtaken", say(words.overtaken, reply.overtaken));
      else if (reply.faulty?.length) show("faulty", say(words.faulty, reply.faulty));
      else show("saved", say(words.saved));
      if (isUnsaved() && !isWaiting) later(WAIT);
    };

    const message = (sent) => {
      turn += 1;
      form.elements.turn.value = String(turn);
      const body = new URLSearchParams(sent);
      NOT_ANSWERS.forEach((name) => body.append(name, form.elements[name].value));
      body.append("autosave", "1");
      return body;
    };

    const post = (body, options) =>
      fetch(form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        ...options,
      });

    const send = async (sent) => {
      if (state !== "failed") show("saving", words.saving);
      const body = message(sent);
      try {
        const answer = await post(body, {
          signal: AbortSignal.timeout(PATIENCE),
          keepalive: body.toString().length < LARGEST_PARTING,
        });
        if (answer.status === 404) {
          stop("closed", words.gone); // no longer of the group, or no longer helping it
          return;
        }
        const reply = await answer.json();
        if (answer.ok) succeed(sent, reply);
        else if (answer.status === 401) stop("signed-out", words.signedOut, reply.signed_out);
        else if (answer.status === 409) stop("closed", reply.closed);
        else fail();
      } catch {
        if (!isLeaving) fail();
      }
    };

    const save = ({ always = false } = {}) => {
      clearTimeout(timer);
      if (isOver || isLeaving || underway) return;
      const sent = answers();
      if (sent === kept && !always) return;
      underway = send(sent).finally(() => (underway = null));
    };

    // A button waits for what is on its way, so that the two never pass each other.
    const leave = (event) => {
      clearTimeout(timer);
      if (isWaiting) {
        event.preventDefault();
        return;
      }
      if (underway && !isLeaving) {
        event.preventDefault();
        isWaiting = true;
        const patience = new Promise((done) => setTimeout(done, PATIENCE_AT_THE_DOOR));
        Promise.race([underway, patience]).then(() => {
          isWaiting = false;
          isLeaving = true;
          form.requestSubmit(event.submitter);
        });
        return;
      }
      isLeaving = true;
      turn += 1;
      form.elements.turn.value = String(turn);
    };

    // On the way out there is no time for an answer; the server sorts late messages by their turn.
    const part = () => {
      if (isLeaving || !isUnsaved()) return;
      const body = message(answers());
      if (body.toString().length < LARGEST_PARTING) post(body, { keepalive: true }).catch(() => {});
    };

    const watchSession = () => {
      if (isOver) return;
      const left = (endsAt - Date.now()) / 1000;
      if (left <= 0) {
        save({ always: true });
        return;
      }
      if (left > WARN_SECONDS) return;
      const unsaved = isUnsaved();
      warning.querySelector("[data-when-saved]").hidden = unsaved;
      warning.querySelector("[data-when-unsaved]").hidden = !unsaved;
      warning.hidden = false;
    };

    // Fields get their first values from other scripts too, such as the calendar.
    setTimeout(() => (kept = answers()));
    form.addEventListener("input", () => later(WAIT));
    form.addEventListener("change", () => later(WAIT));
    form.addEventListener("focusout", (event) => {
      const isOnItsWay = event.relatedTarget?.type === "submit";
      if (!isOnItsWay && isUnsaved()) later(0);
    });
    form.addEventListener("submit", leave);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) part();
      else if (isUnsaved()) later(0);
    });
    window.addEventListener("pagehide", part);
    window.addEventListener("online", () => isUnsaved() && later(0));
    window.addEventListener("beforeunload", (event) => {
      const isStuck = shown.dataset.state === "failed";
      if (!isLeaving && isStuck && isUnsaved()) event.preventDefault();
    });
    warning.querySelector("[data-stay]").addEventListener("click", () => save({ always: true }));
    setInterval(watchSession, 15_000);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-step]");
    if (form) start(form);
  });
})();
