// The calendar of the date fields. It shows beside the field one is in, which can always be typed
// in; DOWN goes into it as a dialog: arrows change day and week, HOME and END go to the ends of
// the week, PAGE UP and PAGE DOWN change month, with SHIFT year, ENTER chooses, ESC goes back.

const DAY = 86_400_000;

export function enhanceCalendar(dialog, fields) {
  const language = document.documentElement.lang;
  const inWords = (options) => {
    const format = new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options });
    return (day) => format.format(day);
  };
  const monthOf = inWords({ month: "long", year: "numeric" });
  const wholeDay = inWords({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  let field = null;
  let day = new Date();
  writeWeekdays(dialog, inWords);

  const draw = () => {
    dialog.querySelector(".calendar-month").textContent = monthOf(day);
    dialog.querySelector("tbody").replaceChildren(...weeks(day).map((week) => row(week, day, wholeDay)));
  };
  const turnTo = (other, moveFocus) => {
    day = other;
    draw();
    if (moveFocus) dialog.querySelector("[tabindex='0']").focus();
  };
  const close = () => {
    if (dialog.open) dialog.close();
  };
  const place = () => {
    const box = field.getBoundingClientRect();
    const width = dialog.offsetWidth;
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    const below = box.bottom + 8;
    const isRoom = below + dialog.offsetHeight < innerHeight || box.top < dialog.offsetHeight;
    dialog.style.setProperty("left", `${left + scrollX}px`);
    const top = isRoom ? below : box.top - dialog.offsetHeight - 8;
    dialog.style.setProperty("top", `${top + scrollY}px`);
  };
  const showBeside = (other) => {
    close();
    field = other;
    dialog.open = true; // shown, but not entered
    turnTo(dayOf(field.value) ?? today(), false);
    place();
  };
  const enter = () => {
    close();
    dialog.showModal();
    turnTo(dayOf(field.value) ?? today(), true);
    place();
  };
  const leave = () => {
    const to = field;
    close();
    to.focus({ preventScroll: true });
    close();
  };
  const choose = (chosen) => {
    field.value = iso(chosen);
    field.dispatchEvent(new Event("change", { bubbles: true }));
    leave();
  };

  for (const each of fields) {
    each.addEventListener("focus", () => { if (!dialog.open) showBeside(each); });
    each.addEventListener("click", () => { if (!dialog.open) showBeside(each); });
    each.addEventListener("blur", () => { if (!dialog.matches(":modal")) close(); });
    each.addEventListener("input", () => {
      const typed = dayOf(each.value);
      if (dialog.open && typed) turnTo(typed, false);
    });
    each.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") enter();
      else if (event.key === "Escape" && dialog.open) close();
      else return;
      event.preventDefault();
    });
  }
  dialog.addEventListener("mousedown", (event) => {
    if (!dialog.matches(":modal")) event.preventDefault(); // the field keeps the focus
    else if (event.target === dialog && isOutside(event, dialog)) leave();
  });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.day) choose(new Date(button.dataset.day));
    else if (button.dataset.step) turnTo(monthsFrom(day, Number(button.dataset.step)), false);
    else leave();
  });
  dialog.addEventListener("keydown", (event) => {
    if (!event.target.dataset.day) return;
    const to = moved(day, event);
    if (!to) return;
    event.preventDefault();
    turnTo(to, true);
  });
}

/** Where a key leads from a day; nothing for other keys. */
function moved(day, event) {
  const months = event.shiftKey ? 12 : 1;
  const weekday = (day.getUTCDay() + 6) % 7;
  const steps = {
    ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, Home: -weekday, End: 6 - weekday,
  };
  if (event.key in steps) return new Date(day.getTime() + steps[event.key] * DAY);
  if (event.key === "PageUp") return monthsFrom(day, -months);
  return event.key === "PageDown" ? monthsFrom(day, months) : null;
}

/** The same day of another month, or that month's last. */
function monthsFrom(day, months) {
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months + 1, 0));
  last.setUTCDate(Math.min(day.getUTCDate(), last.getUTCDate()));
  return last;
}

/** The weeks of the day's month, Monday first, each of seven days. */
function weeks(day) {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1));
  const monday = first.getTime() - ((first.getUTCDay() + 6) % 7) * DAY;
  const end = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1)).getTime();
  const count = Math.ceil((end - monday) / (7 * DAY));
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, at) => new Date(monday + (7 * week + at) * DAY)));
}

function row(week, day, wholeDay) {
  const tr = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = isoWeek(week[0]);
  tr.append(head, ...week.map((each) => cell(each, day, wholeDay)));
  return tr;
}

function cell(each, day, wholeDay) {
  const td = document.createElement("td");
  const button = document.createElement("button");
  const isChosen = iso(each) === iso(day);
  button.type = "button";
  button.dataset.day = iso(each);
  button.tabIndex = isChosen ? 0 : -1;
  button.textContent = each.getUTCDate();
  button.ariaLabel = wholeDay(each);
  if (isChosen) button.ariaPressed = "true";
  if (iso(each) === iso(today())) button.ariaCurrent = "date";
  if (each.getUTCMonth() !== day.getUTCMonth()) button.className = "calendar-other";
  td.append(button);
  return td;
}

function writeWeekdays(dialog, inWords) {
  const [short, long] = [inWords({ weekday: "short" }), inWords({ weekday: "long" })];
  const monday = Date.UTC(2024, 0, 1);
  dialog.querySelector("thead tr").append(...Array.from({ length: 7 }, (_, at) => {
    const head = document.createElement("th");
    const name = document.createElement("abbr");
    head.scope = "col";
    name.textContent = short(new Date(monday + at * DAY));
    name.title = long(new Date(monday + at * DAY));
    head.append(name);
    return head;
  }));
}

/** The week that holds the same Thursday. */
function isoWeek(monday) {
  const thursday = new Date(monday.getTime() + 3 * DAY);
  return 1 + Math.floor((thursday - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * DAY));
}

function today() {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

function iso(day) {
  return day.toISOString().slice(0, 10);
}

/** The day that is typed, or the first of the month or year; nothing where it is none. */
function dayOf(typed) {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(typed.trim());
  if (!parts) return null;
  const whole = `${parts[1]}-${parts[2] ?? "01"}-${parts[3] ?? "01"}`;
  const day = new Date(whole);
  return !Number.isNaN(day.getTime()) && iso(day) === whole ? day : null;
}

function isOutside(event, dialog) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right
    || event.clientY < box.top || event.clientY > box.bottom;
}
