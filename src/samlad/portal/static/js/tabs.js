// Tabs by keyboard: one stop, arrows move and open, HOME and END go to the ends. The server has
// already decided which panel is open; without this file each tab is a link to its panel's page,
// or all panels are open. data-stacked: where the tabs stand below each other, as a media query;
// there UP and DOWN move as well.

export function enhanceTabs(list) {
  const tabs = [...list.querySelectorAll("[data-panel]")];
  const panels = tabs.map((tab) => document.getElementById(tab.dataset.panel));
  if (panels.some((panel) => panel === null)) return;
  const isOpen = (tab) => tab.ariaSelected === "true" || tab.ariaCurrent === "true";
  const first = Math.max(0, tabs.findIndex(isOpen));
  list.setAttribute("role", "tablist");
  tabs.forEach((tab, at) => {
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panels[at].id);
    panels[at].setAttribute("role", "tabpanel");
    panels[at].setAttribute("aria-labelledby", tab.id);
  });
  followStacking(list);

  const open = (at, moveFocus) => {
    tabs.forEach((tab, other) => {
      const isOpen = other === at;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.removeAttribute("aria-current");
      tab.tabIndex = isOpen ? 0 : -1;
      panels[other].hidden = !isOpen;
      panels[other].classList.remove("is-closed");
    });
    if (moveFocus) tabs[at].focus();
  };

  list.addEventListener("click", (event) => {
    const at = tabs.indexOf(event.target.closest("[data-panel]"));
    if (at < 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(at, true);
    if (tabs[at].href) history.replaceState(null, "", tabs[at].href);
  });
  list.addEventListener("keydown", (event) => {
    const now = tabs.indexOf(document.activeElement);
    const before = (now - 1 + tabs.length) % tabs.length;
    const after = (now + 1) % tabs.length;
    const isStacked = list.getAttribute("aria-orientation") === "vertical";
    const to = {
      ArrowLeft: before,
      ArrowRight: after,
      Home: 0,
      End: tabs.length - 1,
      " ": now,
      ...(isStacked ? { ArrowUp: before, ArrowDown: after } : {}),
    }[event.key];
    if (now < 0 || to === undefined) return;
    event.preventDefault();
    open(to, true);
  });
  list.addEventListener("open-panel", (event) => {
    const at = tabs.findIndex((tab) => tab.dataset.panel === event.detail);
    if (at >= 0) open(at, false);
  });
  open(first, false);
}

function followStacking(list) {
  if (!list.dataset.stacked) return;
  const stacked = matchMedia(list.dataset.stacked);
  const tell = () => {
    list.setAttribute("aria-orientation", stacked.matches ? "vertical" : "horizontal");
  };
  stacked.addEventListener("change", tell);
  tell();
}
