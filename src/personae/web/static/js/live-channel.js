// A copy without what differs each time: the tokens of forms, and in how many pieces a text came.
const plain = (node) => {
  const copy = node.cloneNode(true);
  copy.querySelectorAll("[name=csrf]").forEach((field) => field.removeAttribute("value"));
  copy.normalize();
  return copy;
};

// A reply that is being written never goes back, unless it was begun anew.
const isAhead = (old, fresh) => {
  const [shown, told] = [old, fresh].map((each) => each.querySelector(".said")?.textContent ?? "");
  return old.dataset.state === "writing" && fresh.dataset.state === "writing" && shown.startsWith(told);
};

// <live-channel src="/live/…">: applies what the server says has changed, and comes back when cut off.
customElements.define("live-channel", class extends HTMLElement {
  connectedCallback() {
    this.tries = 0;
    this.addEventListener("htmx:afterRequest", (event) => this.answered(event));
    if (!this.hasAttribute("off")) this.open();
  }

  disconnectedCallback() {
    this.gone = true;
    this.socket?.close();
    clearTimeout(this.timer);
  }

  open() {
    const address = new URL(this.getAttribute("src"), location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.socket = new WebSocket(address);
    this.socket.onopen = () => { this.tries = 0; this.say("connected"); };
    this.socket.onmessage = (event) => this.apply(JSON.parse(event.data));
    this.socket.onclose = (event) => this.closed(event.code);
  }

  closed(code) {
    if (this.gone) return;
    if (code === 4401 || code === 4404) return location.reload();
    this.say("reconnecting…");
    const most = Math.min(15000, 500 * 2 ** this.tries++);
    this.timer = setTimeout(() => this.open(), Math.random() * most);
  }

  say(state) {
    const place = document.getElementById("link-state");
    if (place) place.textContent = state;
  }

  apply(frame) {
    if (frame.kind === "reload") return location.reload();
    if (frame.kind === "branch") return this.look();
    const follow = this.isAtEnd();
    if (frame.kind === "upsert") this.upsert(frame);
    if (frame.kind === "piece") this.addPiece(frame);
    if (frame.kind === "notice") this.notice(frame);
    if (follow) document.getElementById("latest")?.scrollIntoView({ block: "end" });
  }

  // Another branch is shown: the messages are fetched anew, and what is being typed stays.
  async look() {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("thread");
    if (!fresh || this.gone) return;
    document.getElementById("thread").replaceWith(fresh);
    globalThis.htmx?.process(fresh);
  }

  upsert({ id, into, at, html }) {
    const made = document.createElement("template");
    made.innerHTML = html;  // rendered and escaped by our own templates
    const fresh = made.content.querySelector(`#${id}`);
    const old = document.getElementById(id);
    if (!old) {
      document.querySelector(".opening")?.remove();
      document.getElementById(into)?.append(fresh);
    } else {
      if (plain(old).isEqualNode(plain(fresh)) || isAhead(old, fresh)) return;
      const held = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
      old.replaceWith(fresh);
      if (held) fresh.querySelector(`[href="${held}"]`)?.focus();
    }
    globalThis.htmx?.process(fresh);
  }

  addPiece({ id, at, text }) {
    const place = document.getElementById(id);
    const message = place?.closest("[data-at]");
    const held = Number(message?.dataset.at);
    if (!message || held < at) return;  // a gap heals with the next piece that begins at 0
    const fresh = [...text].slice(held - at);
    if (!fresh.length) return;
    place.append(fresh.join(""));
    message.dataset.at = held + fresh.length;
    const waiting = message.querySelector(".waiting");
    if (waiting) waiting.textContent = "";
  }

  notice({ id, at, number, text }) {
    const place = document.getElementById(id);
    if (!place || Number(place.closest("[data-at]").dataset.at) > at) return;
    // Read out when it is news; the seconds that pass are only shown.
    place.setAttribute("aria-live", place.dataset.number === String(number) ? "off" : "polite");
    place.dataset.number = number;
    place.textContent = text;
  }

  answered({ target, detail: { successful, xhr } }) {
    if (target.closest(".msg")) sayProblem(target.closest(".msg"), successful ? "" : xhr.responseText || "The studio could not be reached. Try again.");
  }

  isAtEnd() {
    return innerHeight + scrollY > document.body.scrollHeight - 240;
  }
});
