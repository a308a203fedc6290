// A button beside what is worth copying; without scripts, the text and the link are there.
for (const place of document.querySelectorAll("[data-copy], [data-copy-link]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  const words = place.hasAttribute("data-copy-link") ? "Copy this link" : "Copy this line";
  button.textContent = words;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(place.href || place.textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = words; }, 3000);
  });
  place.after(button);
}
