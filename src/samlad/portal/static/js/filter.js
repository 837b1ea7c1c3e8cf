// The filter without reloads: the same address answers the same page, of which hits, counts and
// chips are put in place here. The control under focus is never replaced. Works on top of a page
// that needs none of this.
import { enhanceCalendar } from "./calendar.js";
import { enhanceNarrowing } from "./narrowing.js";

const QUIET = 500; // milliseconds without news before the total is said

const root = document.querySelector("[data-filter]");
const form = document.getElementById("filter");
const status = document.getElementById("filter-status");
const usual = new URLSearchParams(root.dataset.usual);
const where = () => location.pathname + location.search;
let shown = where();
let running = null;
let saying = 0;

function say(text) {
  clearTimeout(saying);
  saying = setTimeout(() => { status.textContent = text; }, QUIET);
}

/** The address of what the form now says; what is as usual is left out. */
function address() {
  const parts = new Map();
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) parts.set(name, [...(parts.get(name) ?? []), value.trim()]);
  }
  const query = [...parts]
    .filter(([name, values]) => usual.get(name) !== values[0])
    .map(([name, values]) => `${name}=${values.map(encodeURIComponent).join(",")}`);
  return form.action.split("?")[0] + (query.length ? `?${query.join("&")}` : "");
}

/** Fetch an address and put its answer in place. isWhole: the form takes its state from it. */
async function go(url, { isWhole = false, isNew = true } = {}) {
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch(url, { signal: running.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("filter-results")) throw new Error("another page");
    if (isNew) history.pushState(null, "", url);
    shown = where();
    place(page, isWhole);
  } catch (fault) {
    if (fault.name === "AbortError") return false;
    location.assign(url);
  }
  return true;
}

function place(page, isWhole) {
  for (const here of root.querySelectorAll("[data-swap]")) {
    here.replaceChildren(...page.getElementById(here.id).childNodes);
  }
  for (const here of root.querySelectorAll("[data-copy]")) {
    const there = page.getElementById(here.id);
    if (!there) continue;
    if (here.dataset.copy === "text") here.textContent = there.textContent;
    else here.setAttribute("href", there.getAttribute("href"));
    here.ariaCurrent = there.ariaCurrent;
  }
  placeChoices(page, isWhole);
  for (const here of root.querySelectorAll("[data-date]")) {
    const isWrong = page.getElementById(here.id).ariaInvalid === "true";
    here.ariaInvalid = isWrong ? "true" : null;
    here.closest(".field").classList.toggle("field-wrong", isWrong);
    if (isWrong) openPanel("period");
  }
  if (isWhole) placeFields(page);
  say(document.getElementById("traffar").textContent);
}

function placeChoices(page, isWhole) {
  const there = new Map(
    [...page.querySelectorAll("#filter input[type=checkbox]")].map((box) => [`${box.name} ${box.value}`, box]),
  );
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    const other = there.get(`${box.name} ${box.value}`);
    const count = other?.parentElement.querySelector(".filter-count").textContent ?? "(0)";
    box.parentElement.querySelector(".filter-count").textContent = count;
    if (isWhole) box.checked = other?.checked ?? false;
  }
}

/** Words, dates, view, size and order as the answer has them. */
function placeFields(page) {
  for (const here of form.elements) {
    if (here.type === "checkbox" || !here.name) continue;
    if (here.type === "radio") {
      here.checked = page.querySelector(`input[name="${here.name}"][value="${here.value}"]`).checked;
    } else {
      here.value = page.querySelector(`[name="${here.name}"]:not([id="site-search"])`).value;
    }
  }
}

function openPanel(id) {
  form.querySelector("[data-tabs]").dispatchEvent(new CustomEvent("open-panel", { detail: id }));
}

/** After a chip is gone, focus goes to the one that took its place, or to the heading. */
async function follow(link) {
  const chips = [...form.querySelectorAll(".chip-removal")];
  const at = chips.indexOf(link);
  const isInside = link.closest("[data-swap]") !== null;
  if (!(await go(link.href, { isWhole: true })) || !isInside) return;
  const left = [...form.querySelectorAll(".chip-removal")];
  (at >= 0 && left[at] || document.getElementById("ditt-urval")).focus();
}

function onKey(event) {
  const isChoice = event.target.matches("input[type=checkbox], input[type=radio]");
  if (event.key === "Enter" && isChoice && root.contains(event.target)) {
    event.preventDefault(); // it would send the form
    event.target.click();
  }
}

root.addEventListener("change", (event) => {
  if (event.target.name) go(address());
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(address());
});
root.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  follow(link);
});
root.addEventListener("keydown", onKey);
addEventListener("popstate", () => {
  if (where() !== shown) go(location.href, { isWhole: true, isNew: false });
});
root.querySelectorAll("[data-narrow]").forEach((field) => enhanceNarrowing(field, say));
enhanceCalendar(document.getElementById("calendar"), [...root.querySelectorAll("[data-date]")]);
