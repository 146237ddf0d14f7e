/* Keeps sums live while one types: what the budget comes to, and what an award leaves in the pool.
   Without this file the server writes the same numbers each time the form is sent. */
(() => {
  "use strict";

  const read = (text) => {
    const bare = text.replace(/\s|kr\.?|,-$/g, "").replace(/\./g, "").replace(",", ".");
    return /^\d+(\.\d{1,2})?$/.test(bare) ? Number(bare) : null;
  };

  const write = (amount) => {
    const [whole, cents] = Math.abs(amount).toFixed(2).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
    return `${amount < 0 ? "-" : ""}${grouped}${cents === "00" ? "" : `,${cents}`}\u00a0kr.`;
  };

  const sum = (section) => {
    const fields = section.querySelectorAll("input[name$='-amount']");
    const shown = section.querySelectorAll("[data-total]");
    const over = section.querySelector("[data-over]");
    const left = section.querySelector("[data-left]");
    const update = () => {
      const total = [...fields].reduce((so_far, field) => so_far + (read(field.value) || 0), 0);
      shown.forEach((place) => (place.textContent = write(total)));
      over.hidden = total <= Number(section.dataset.ceiling);
      if (left) left.textContent = write(Number(section.dataset.ceiling) - total);
    };
    fields.forEach((field) => field.addEventListener("input", update));
    update();
  };

  const remaining = (output) => {
    const field = document.getElementById("id_amount");
    if (!field) return;
    const update = () => {
      const amount = read(field.value);
      output.textContent = amount === null ? "–" : write(Number(output.dataset.available) - amount);
    };
    field.addEventListener("input", update);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-sum]").forEach(sum);
    document.querySelectorAll("[data-available]").forEach(remaining);
  });
})();
