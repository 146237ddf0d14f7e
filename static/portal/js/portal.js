/* Starts the design system once, piece by piece, so that one faulty piece never stops the rest, and in
   the page's own language. Every page works without this file. */
(() => {
  "use strict";

  const english = document.documentElement.lang.startsWith("en");
  const words = english
    ? {
        more: "More",
        left: "You have {value} characters left",
        over: "You have written {value} characters too many",
        sending: "Sending …",
        unsent: "There is a note on this telephone that is not sent. It goes when you log out. Log out?",
      }
    : {
        more: "Mere",
        left: "Du har {value} tegn tilbage",
        over: "Du har skrevet {value} tegn for meget",
        sending: "Sender …",
        unsent: "Der ligger et notat på telefonen, der ikke er sendt. Det forsvinder, når du logger af. Log af?",
      };

  const calendarInEnglish = {
    open_calendar: "Open calendar",
    choose_a_date: "Choose a date",
    choose_a_date_between:
      "Choose a date between {minDay} {minMonthStr} {minYear} and {maxDay} {maxMonthStr} {maxYear}",
    choose_a_date_before: "Choose a date up to {maxDay} {maxMonthStr} {maxYear}.",
    choose_a_date_after: "Choose a date from {minDay} {minMonthStr} {minYear}.",
    aria_label_date: "{dayStr} {day} {monthStr} {year}",
    current_month_displayed: "Showing {monthLabel} {focusedYear}",
    first_possible_date: "First possible date",
    last_possible_date: "Last possible date",
    previous_year: "Go back one year",
    previous_month: "Go back one month",
    next_month: "Go forward one month",
    next_year: "Go forward one year",
    select_month: "Choose month",
    select_year: "Choose year",
    previous_years: "Go back {years} years",
    next_years: "Go forward {years} years",
    guide:
      "With a keyboard, the left and right arrows move by a day, up and down by a week, page up and page down by a month, and with shift by a year. Home and end go to the start or end of a week.",
    months_displayed: "Choose a month",
    years_displayed: "Showing the years {start} to {end}. Choose a year.",
    january: "January",
    february: "February",
    march: "March",
    april: "April",
    may: "May",
    june: "June",
    july: "July",
    august: "August",
    september: "September",
    october: "October",
    november: "November",
    december: "December",
    monday: "Monday",
    tuesday: "Tuesday",
    wednesday: "Wednesday",
    thursday: "Thursday",
    friday: "Friday",
    saturday: "Saturday",
    sunday: "Sunday",
  };

  const start = (selector, begin) => {
    document.querySelectorAll(selector).forEach((element) => {
      try {
        begin(element);
      } catch (fault) {
        console.error(selector, fault);
      }
    });
  };

  const showMenuButton = () => {
    // Without scripts the menu is a link to the footer's list of pages.
    start(".js-menu-open[hidden]", (button) => button.removeAttribute("hidden"));
    start(".portal-menu-jump", (link) => link.remove());
  };

  const sendOnce = (form) => {
    // A courtesy only: the server takes a second identical posting for the first one.
    form.addEventListener("submit", (event) => {
      // A preview opens beside the page, and one goes on here afterwards.
      if (event.defaultPrevented || event.submitter?.formTarget) return;
      const button = form.querySelector("button[type=submit]:not([name])");
      if (!button) return;
      setTimeout(() => {
        button.disabled = true;
        button.textContent = words.sending;
      });
    });
  };

  const tickAll = (button) => {
    // All boxes of a name, or none when all are ticked; without scripts one ticks them one by one.
    const boxes = () => [...button.form.elements].filter((box) => box.type === "checkbox" && box.name === button.dataset.tickAll);
    button.hidden = false;
    button.addEventListener("click", () => {
      const isAll = boxes().every((box) => box.checked);
      boxes().forEach((box) => (box.checked = !isAll));
    });
  };

  const printPage = (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  };

  // Whoever has the telephone next finds nothing of the last one on it.
  const leaveNothing = (form) => {
    form.addEventListener("submit", (event) => {
      let places = [];
      try {
        places = Object.keys(localStorage).filter((place) => place.startsWith("note:"));
        const isUnsent = places.some((place) => !JSON.parse(localStorage.getItem(place)).isSynced);
        if (isUnsent && !window.confirm(words.unsent)) {
          event.preventDefault();
          return;
        }
      } catch {
        /* no storage, or not ours: out it goes */
      }
      places.forEach((place) => localStorage.removeItem(place));
    });
  };

  const startDesignSystem = () => {
    const limit = {
      character_remaining: words.left,
      characters_remaining: words.left,
      character_too_many: words.over,
      characters_too_many: words.over,
    };
    start(".accordion", (e) => new DKFDS.Accordion(e).init());
    start(".back-to-top-button", (e) => new DKFDS.BackToTop(e).init());
    start(".form-limit", (e) => new DKFDS.CharacterLimit(e, limit).init());
    start(".js-checkbox-toggle-content", (e) => new DKFDS.CheckboxToggleContent(e).init());
    start(".js-dropdown", (e) => new DKFDS.Dropdown(e).init());
    if (english) DKFDS.datePicker.setLanguage(calendarInEnglish);
    start("body", (e) => DKFDS.datePicker.on(e));
    start("[data-module=error-summary]", (e) => new DKFDS.ErrorSummary(e).init());
    start(".fds-modal", (e) => new DKFDS.Modal(e).init());
    start(".header", () => new DKFDS.Navigation().init());
    start(".js-menudropdown", (e) => new DKFDS.MenuDropdown(e).init());
    start(".js-radio-toggle-group", (e) => new DKFDS.RadioToggleGroup(e).init());
    start("div.tab-container", (e) => new DKFDS.Tabs(e).init());
    start(".tooltip-wrapper", (e) => new DKFDS.Tooltip(e).init());
    // This one word is fixed in the design system's script.
    start(".more-button span", (e) => (e.textContent = words.more));
  };

  document.addEventListener("DOMContentLoaded", () => {
    showMenuButton();
    start("form[action$='/account/logout/']", leaveNothing);
    start("form[method=post]:not([data-send-again])", sendOnce);
    start("[data-tick-all]", tickAll);
    start("[data-print]", printPage);
    if (window.DKFDS) startDesignSystem();
  });

  // Back from the next page: the button must work again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
