/* Marks a case without leaving one's place: the money and the list are fetched anew and put in.
   Without this file each mark is an ordinary page, which says the same. */
(() => {
  "use strict";

  const place = () => document.querySelector("[data-live='meeting']");

  // Amounts that somebody has typed in other cards and not yet sent stay as they are typed.
  const typed = (but) =>
    [...place().querySelectorAll("input[name='amount']")].filter(
      (field) => field.form !== but && field.value !== field.defaultValue,
    );

  const replace = (text, focus, unsent) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const told = fresh.querySelector("[data-live='meeting']");
    if (!told) return false;
    place().replaceWith(document.importNode(told, true));
    const notices = fresh.querySelector(".alert-warning .alert-text");
    if (notices) {
      const word = document.createElement("p");
      word.className = "portal-late";
      word.setAttribute("role", "alert");
      word.textContent = notices.textContent;
      place().prepend(word);
    }
    for (const field of unsent) {
      const again = document.getElementById(field.id);
      if (again) again.value = field.value;
    }
    document.getElementById(focus)?.focus();
    return true;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest(".portal-meeting__form");
    if (!form || !place()?.contains(form)) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const amount = form.querySelector("input[name='amount']").id;
    const opens = event.submitter?.name === "open_not_now";
    const focus = opens ? amount.replace("amount", "next_step") : amount;
    const unsent = typed(form);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data });
      if (!replace(await answer.text(), focus, unsent)) window.location.reload();
    } catch {
      form.submit();
    }
  });
})();
