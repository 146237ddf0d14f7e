// Tells what is ticked on the ballot costs, as one ticks. Without this the ballot works the same.
document.addEventListener("DOMContentLoaded", () => {
  const sum = document.querySelector("[data-ballot-sum]");
  if (!sum) return;
  const boxes = [...document.querySelectorAll("[data-cost]")];
  const amount = new Intl.NumberFormat("da-DK", { maximumFractionDigits: 2 });
  const show = () => {
    const ticked = boxes.filter((box) => box.checked);
    const total = ticked.reduce((all, box) => all + Number(box.dataset.cost), 0);
    sum.querySelector("[data-ballot-total]").textContent = `${amount.format(total)}\u00a0kr.`;
    sum.querySelector("[data-ballot-over]").hidden = total <= Number(sum.dataset.ballotSum);
    sum.hidden = ticked.length === 0;
  };
  boxes.forEach((box) => box.addEventListener("change", show));
  show();
});
