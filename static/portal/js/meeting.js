/* Marks a case without leaving one's place: the money and the list are fetched anew and put in.
   Without this file each mark is an ordinary page, which says the same. */
(() => {
  "use strict";

  const place = () => document.querySelector("[data-live='meeting']");

  const replace = (text, focus) => {
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
    document.getElementById(focus)?.focus();
    return true;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest(".portal-meeting__form");
    if (!form || !place()?.contains(form)) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const focus = form.querySelector("input[name='amount']").id;
    try {
      const answer = await fetch(form.action, { method: "POST", body: data });
      if (!replace(await answer.text(), focus)) window.location.reload();
    } catch {
      form.submit();
    }
  });
})();
