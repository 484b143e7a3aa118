// <message-box>: Enter sends, Shift+Enter starts a line, the box grows. What is typed stays until it is
// sent: over a refusal, a reload, and a log-in in between. draft: the name it is kept by; "" keeps nothing.
customElements.define("message-box", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.querySelector("textarea");
    this.draft = this.getAttribute("draft") ?? `draft:${location.pathname}`;
    if (!this.draft) return this.scrollIntoView({ block: "center" });
    this.text.value ||= sessionStorage.getItem(this.draft) ?? "";
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("input", () => this.typed());
    this.form.addEventListener("htmx:beforeRequest", () => { this.sent = this.text.value; sayProblem(this, ""); });
    this.form.addEventListener("htmx:afterRequest", (event) => this.answered(event.detail));
    this.grow();
    if (!document.querySelector(".edited, :target")) document.getElementById("latest")?.scrollIntoView({ block: "end" });
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (this.text.value.trim()) this.form.requestSubmit();
  }

  typed() {
    sessionStorage.setItem(this.draft, this.text.value);
    this.grow();
  }

  grow() {
    this.text.rows = Math.min(8, Math.max(1, this.text.value.split("\n").length));
  }

  answered({ successful, xhr }) {
    if (!successful) return sayProblem(this, xhr.responseText || "The studio could not be reached. Your message is still here: send it again.");
    if (this.text.value === this.sent) this.text.value = "";
    this.typed();
    this.text.focus();
  }
});
