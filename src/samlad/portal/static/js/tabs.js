// Tabs by keyboard: one stop, arrows move and open, HOME and END go to the ends. The server has
// already decided which panel is open; without this file each tab is a link to its panel's page.

export function enhanceTabs(list) {
  const tabs = [...list.querySelectorAll("[data-panel]")];
  const panels = tabs.map((tab) => document.getElementById(tab.dataset.panel));
  if (panels.some((panel) => panel === null)) return;
  list.setAttribute("role", "tablist");
  tabs.forEach((tab, at) => {
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panels[at].id);
    panels[at].setAttribute("role", "tabpanel");
    panels[at].setAttribute("aria-labelledby", tab.id);
  });

  const open = (at, moveFocus) => {
    tabs.forEach((tab, other) => {
      const isOpen = other === at;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.removeAttribute("aria-current");
      tab.tabIndex = isOpen ? 0 : -1;
      panels[other].hidden = !isOpen;
    });
    if (moveFocus) tabs[at].focus();
  };

  list.addEventListener("click", (event) => {
    const at = tabs.indexOf(event.target.closest("[data-panel]"));
    if (at < 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(at, true);
    history.replaceState(null, "", tabs[at].href);
  });
  list.addEventListener("keydown", (event) => {
    const now = tabs.indexOf(document.activeElement);
    const to = {
      ArrowLeft: (now - 1 + tabs.length) % tabs.length,
      ArrowRight: (now + 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
      " ": now,
    }[event.key];
    if (now < 0 || to === undefined) return;
    event.preventDefault();
    open(to, true);
  });
  open(Math.max(0, tabs.findIndex((tab) => tab.getAttribute("aria-current") === "true")), false);
}
