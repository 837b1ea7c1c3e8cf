// Runs before the page is drawn: styles may hide what only a script can open again.
document.documentElement.classList.add("js");
