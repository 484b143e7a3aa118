// Drafts go with their writer, even where the studio does not answer any more.
document.addEventListener("submit", ({ target }) => {
  if (["/logout", "/account/sessions/end"].includes(target.getAttribute("action"))) sessionStorage.clear();
});
