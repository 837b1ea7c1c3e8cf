// The menu of narrow screens is a popover of the browser's own; on wide screens it is always there.

export function enhanceMenu() {
  const menu = document.getElementById("menu");
  if (!menu?.hidePopover) return;
  matchMedia("(min-width: 58rem)").addEventListener("change", () => {
    if (menu.matches(":popover-open")) menu.hidePopover();
  });
}
