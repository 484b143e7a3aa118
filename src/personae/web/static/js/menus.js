// A menu closes when something else is clicked, and with Escape.
const closeMenus = (except) => document.querySelectorAll("details.menu[open]").forEach((each) => {
  if (!each.contains(except)) each.open = false;
});
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details.menu[open]");
  closeMenus(null);
  open?.querySelector("summary").focus();
});
