// Comfort only: every page works without this file.
import { enhanceTabs } from "./tabs.js";
import { enhanceMenu } from "./menu.js";

document.querySelectorAll("[data-tabs]").forEach(enhanceTabs);
enhanceMenu();
