/* Keeps a page's progress fresh: asks for the page every other second, and puts the new part in.
   Without this file one asks for the page oneself, by the link on it. */
(() => {
  "use strict";

  const EVERY = 2000;
  const place = () => document.querySelector("[data-live='progress']");
  const waits = () => Number(place()?.dataset.waiting || 0) > 0;

  const again = async () => {
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const told = fresh.querySelector("[data-live='progress']");
      if (!told) return; // logged out meanwhile: the page stays as it is
      place().replaceWith(document.importNode(told, true));
      document.title = fresh.title;
    } catch {
      // The network is away; the next try may find it.
    }
    if (waits()) setTimeout(again, EVERY);
  };

  if (waits()) setTimeout(again, EVERY);
})();
