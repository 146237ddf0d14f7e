// Shows ideas like the one somebody writes, as they write. Without this a button shows them.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-alike]");
  if (!form) return;
  const shown = form.querySelector("[data-alike-found]");
  const fewest = 12;
  let waiting;
  let asked = 0;

  const look = async () => {
    const number = ++asked;
    const told = new FormData();
    ["csrfmiddlewaretoken", "text", "neighbourhood"].forEach((name) => told.append(name, form.elements[name].value));
    try {
      const answer = await fetch(form.dataset.alike, { method: "POST", body: told });
      const found = answer.ok ? (await answer.text()).trim() : "";
      // An answer that was overtaken says nothing any more; the same one is not read aloud twice.
      if (number === asked && shown.innerHTML.trim() !== found) shown.innerHTML = found;
    } catch {
      /* no line: the idea can be sent as well without */
    }
  };

  const later = () => {
    clearTimeout(waiting);
    if (form.elements.text.value.trim().length >= fewest) waiting = setTimeout(look, 600);
  };

  form.querySelector("[data-alike-look]").remove();
  form.elements.text.addEventListener("input", later);
  form.elements.neighbourhood.addEventListener("change", later);
});
