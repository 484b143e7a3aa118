// A copy without what differs each time: the tokens of forms, what is unfolded, in how many pieces a text came.
const plain = (node) => {
  const copy = node.cloneNode(true);
  copy.querySelectorAll("[name=csrf]").forEach((field) => field.removeAttribute("value"));
  copy.querySelectorAll("details[open]").forEach((each) => each.removeAttribute("open"));
  copy.normalize();
  return copy;
};

// A reply that is being written never goes back, unless it was begun anew.
const isAhead = (old, fresh) => {
  const [shown, told] = [old, fresh].map((each) => each.querySelector(".said")?.textContent ?? "");
  return old.dataset.state === "writing" && fresh.dataset.state === "writing" && shown.startsWith(told);
};

// Of what a page shows and what is told of it, the one to show.
const kept = (old, fresh) => (old && (plain(old).isEqualNode(plain(fresh)) || isAhead(old, fresh)) ? old : fresh);

// Remembers which button of which message has the focus, and gives it to the one in its place.
const heldPlace = (place) => {
  const held = document.activeElement;
  const index = [...place.children].findIndex((each) => each.contains(held));
  const label = held?.getAttribute("aria-label");
  return () => {
    if (index < 0 || !label || document.contains(held)) return;
    const buttons = [...(place.children[index]?.querySelectorAll("[aria-label]") ?? [])];
    buttons.find((each) => each.getAttribute("aria-label") === label)?.focus();
  };
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
    this.socket.onopen = () => { this.opened(); this.say("connected"); };
    this.socket.onmessage = (event) => this.apply(JSON.parse(event.data));
    this.socket.onclose = (event) => this.closed(event.code);
  }

  // Whoever was away does not know which branch is shown by now.
  opened() {
    this.tries = 0;
    if (this.wasOpen && document.getElementById("thread")) this.look();
    this.wasOpen = true;
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
    if (follow && !document.querySelector(".edited")) document.getElementById("latest")?.scrollIntoView({ block: "end" });
  }

  // Another branch is shown: the messages are fetched anew, and what is being typed stays.
  async look() {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [place, fresh, mind] = [document.getElementById("thread"), page.getElementById("thread"), page.getElementById("mind")];
    if (!fresh || this.gone || place.querySelector(".edited")) return;
    const back = heldPlace(place);
    this.follow(place, [...fresh.children]);
    back();
    if (mind) document.getElementById("mind").replaceWith(mind);
  }

  // Let the place have these children, and touch none that it has already.
  follow(place, children) {
    let at = place.firstElementChild;
    for (const fresh of children) {
      const node = kept(document.getElementById(fresh.id), fresh);
      if (node === at) { at = at.nextElementSibling; continue; }
      place.insertBefore(node, at);
      globalThis.htmx?.process(node);
    }
    while (at) { const next = at.nextElementSibling; at.remove(); at = next; }
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
      if (old.classList.contains("edited") || kept(old, fresh) === old) return;
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
