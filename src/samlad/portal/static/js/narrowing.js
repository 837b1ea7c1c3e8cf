// A field that shortens a long list of choices as one writes. What is chosen stays in sight. ESC
// empties the field and goes back to its tab.

export function enhanceNarrowing(field, say) {
  const panel = document.getElementById(field.dataset.narrow);
  const note = document.getElementById(field.getAttribute("aria-describedby"));
  const hint = note.textContent;
  const items = [...panel.querySelectorAll(".choice-item")];

  const narrow = () => {
    const written = field.value.trim().toLocaleLowerCase();
    for (const item of items) {
      const name = item.textContent.toLocaleLowerCase();
      item.hidden = !name.includes(written) && !item.querySelector("input").checked;
    }
    for (const heading of panel.querySelectorAll(".finder-group")) {
      heading.hidden = !heading.nextElementSibling.querySelector(".choice-item:not([hidden])");
    }
    const shown = items.filter((item) => !item.hidden).length;
    const said = note.dataset.said.replace("{shown}", shown).replace("{all}", items.length);
    note.textContent = written ? said : hint;
    say(said);
  };

  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it would send the form
    if (event.key !== "Escape") return;
    event.preventDefault();
    field.value = "";
    narrow();
    document.getElementById(`${panel.id}-tab`).focus();
  });
}
