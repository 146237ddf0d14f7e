/* Keeps a guide's note while one types: on the telephone, locked with the account's own key, and on the
   server when there is signal. Without this file the form simply posts. See docs/decisions/0052. */
(() => {
  "use strict";

  const PREFIX = "note:";
  const WAIT = 1_500;
  const PATIENCE = 20_000;
  const AGAIN = 15_000;
  const OLDEST = 14 * 24 * 60 * 60 * 1000;

  // Some browsers have no storage, or a full one: then the server alone keeps the note.
  const storage = {
    read(place) {
      try {
        return JSON.parse(localStorage.getItem(place));
      } catch {
        return null;
      }
    },
    write(place, entry) {
      try {
        localStorage.setItem(place, JSON.stringify(entry));
        return true;
      } catch {
        return false;
      }
    },
    remove(place) {
      try {
        localStorage.removeItem(place);
      } catch {
        /* nothing was kept */
      }
    },
    places() {
      try {
        return Object.keys(localStorage).filter((place) => place.startsWith(PREFIX));
      } catch {
        return [];
      }
    },
  };

  const [BEGIN, END] = document.documentElement.lang === "da" ? ["»", "«"] : ["“", "”"];
  const quoted = (name) => `${BEGIN}${name}${END}`;

  const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const toBytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

  const lockOf = async (secret) => {
    const key = await crypto.subtle.importKey("raw", toBytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
    return {
      async lock(value) {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const data = new TextEncoder().encode(JSON.stringify(value));
        return { iv: toText(iv), data: toText(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, data)) };
      },
      async unlock(entry) {
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: toBytes(entry.iv) }, key, toBytes(entry.data));
        return JSON.parse(new TextDecoder().decode(plain));
      },
    };
  };

  const forgetOld = () => {
    storage.places().forEach((place) => {
      const entry = storage.read(place);
      if (!entry || Date.now() - entry.at > OLDEST) storage.remove(place);
    });
  };

  const start = async (form) => {
    const words = form.querySelector("[data-note-state]");
    const told = form.querySelector("[data-note-told]");
    const stuck = form.querySelector("[data-note-stuck]");
    const other = form.querySelector("[data-note-other]");
    const button = form.querySelector("button[type=submit]");
    const place = form.dataset.notePlace;
    const label = button.textContent;
    let shown = "";
    let turn = 0;
    let timer = 0;
    let isArmed = false;
    let isSending = false;
    let isOver = false;

    let lock = null;
    try {
      lock = await lockOf(form.dataset.noteKey);
    } catch {
      /* an old browser, or no https: the server alone keeps it */
    }

    const answers = () => Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
    const stamp = () => JSON.stringify(answers());
    let known = stamp(); // what the server has

    // What stands on the page changes each time; what is read aloud only when its kind does.
    const say = (kind, fields = {}) => {
      let sentence = words.dataset[kind];
      Object.entries(fields).forEach(([name, value]) => (sentence = sentence.replace(`{${name}}`, value)));
      words.textContent = sentence;
      words.hidden = false;
      if (kind !== shown) told.textContent = sentence;
      shown = kind;
    };

    const remember = async (isSynced = false) => {
      turn += 1;
      const own = turn;
      if (!lock || isOver) return;
      const kept = { answers: answers(), base: form.dataset.noteBase, isArmed };
      const locked = await lock.lock(kept);
      if (own === turn && !isOver) storage.write(place, { at: Date.now(), isSynced, ...locked });
    };

    const forget = () => {
      isOver = true;
      clearTimeout(timer);
      storage.remove(place);
    };

    const fill = (kept) => {
      Object.entries(kept).forEach(([name, value]) => {
        const field = form.elements[name];
        if (field instanceof RadioNodeList || field?.tagName) field.value = value;
      });
    };

    const body = () => new URLSearchParams(new FormData(form));

    const post = (address) =>
      fetch(address, {
        method: "POST",
        body: body(),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });

    const keep = async () => {
      clearTimeout(timer);
      if (isOver || isSending || stamp() === known) return;
      const sent = stamp();
      let answer;
      try {
        answer = await post(form.dataset.noteKeep);
      } catch {
        if (!isOver) say("offline");
        return;
      }
      if (isOver) return;
      if (answer.status === 409) {
        const reply = await answer.json();
        if (reply.is_sent) forget();
        words.textContent = told.textContent = reply.refused;
        words.hidden = false;
        return;
      }
      if (!answer.ok) {
        say(answer.status === 404 ? "gone" : "expired");
        return;
      }
      const reply = await answer.json();
      if (reply.refused_fields.length) {
        say("refused", { fields: reply.refused_fields.map(quoted).join(", ") });
        return;
      }
      known = sent;
      say("saved", { time: reply.saved });
      if (stamp() === sent) await remember(true);
    };

    const fail = () => {
      isSending = false;
      button.disabled = false;
      button.textContent = label;
      if (isArmed) {
        say("waiting");
        setTimeout(() => isArmed && send(), AGAIN);
        return;
      }
      stuck.hidden = false;
      stuck.scrollIntoView({ block: "nearest" });
    };

    const send = async () => {
      if (isSending || isOver) return;
      isSending = true;
      clearTimeout(timer);
      button.disabled = true;
      button.textContent = words.dataset.sending;
      let answer;
      try {
        answer = await post(form.action);
      } catch {
        fail();
        return;
      }
      if (answer.ok) {
        const { url } = await answer.json();
        forget();
        window.location.assign(url);
        return;
      }
      if (answer.status === 422) {
        HTMLFormElement.prototype.submit.call(form); // the page itself says what is wrong
        return;
      }
      isArmed = false;
      if (answer.status >= 500) {
        fail();
        return;
      }
      isSending = false;
      button.disabled = false;
      button.textContent = label;
      say(answer.status === 404 ? "gone" : "expired");
    };

    const findWhatWasTyped = async () => {
      const entry = storage.read(place);
      if (!entry || !lock) return;
      let kept;
      try {
        kept = await lock.unlock(entry);
      } catch {
        storage.remove(place); // locked with a key that is no longer ours
        return;
      }
      if (entry.isSynced) {
        storage.remove(place); // the server has it, or it is sent
        return;
      }
      const here = answers();
      if (kept.base !== form.dataset.noteBase && here.text && here.text !== kept.answers.text) {
        other.querySelector("[data-note-other-text]").textContent = here.text;
        other.hidden = false;
      }
      fill(kept.answers);
      say("found");
      isArmed = kept.isArmed;
      if (isArmed) send();
      else keep();
    };

    form.addEventListener("input", () => {
      remember();
      if (shown === "" && lock) say("local");
      clearTimeout(timer);
      timer = setTimeout(keep, WAIT);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    stuck.querySelector("[data-note-arm]").addEventListener("click", () => {
      isArmed = true;
      stuck.hidden = true;
      remember();
      say("waiting");
      send();
    });
    document.querySelector("[data-note-drop]")?.addEventListener("submit", forget);
    window.addEventListener("offline", () => say("offline"));
    window.addEventListener("online", () => (isArmed ? send() : keep()));
    document.addEventListener("visibilitychange", () => document.hidden && keep());
    await findWhatWasTyped();
  };

  document.addEventListener("DOMContentLoaded", () => {
    forgetOld();
    const form = document.querySelector("form[data-note]");
    if (form) start(form);
    document.querySelectorAll("[data-note-unsent]").forEach((sign) => {
      const entry = storage.read(sign.dataset.noteUnsent);
      if (entry && !entry.isSynced) sign.hidden = false;
    });
  });
})();
