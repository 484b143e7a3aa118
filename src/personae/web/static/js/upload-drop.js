// <upload-drop limit="bytes">: files can be dropped anywhere on it; shows how much has been sent.
customElements.define("upload-drop", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.querySelector("input[type=file]");
    this.input.multiple = true;
    this.input.addEventListener("change", () => this.sendAll(this.input.files));
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.sendAll(this.input.files); });
    for (const name of ["dragenter", "dragover"]) this.addEventListener(name, (event) => { event.preventDefault(); this.dataset.over = ""; });
    for (const name of ["dragleave", "drop"]) this.addEventListener(name, () => delete this.dataset.over);
    this.addEventListener("drop", (event) => { event.preventDefault(); this.sendAll(event.dataTransfer.files); });
  }

  async sendAll(chosen) {
    const files = [...chosen];
    if (!files.length || this.getAttribute("aria-busy") === "true") return;
    this.setAttribute("aria-busy", "true");
    sayProblem(this, "");
    const answers = [];
    for (const file of files) answers.push(await this.send(file));
    const refused = answers.filter((answer) => answer.problem);
    if (!refused.length) return location.assign(files.length === 1 ? answers[0].page : "/library");
    this.removeAttribute("aria-busy");
    this.querySelector(".sending").hidden = true;
    this.input.value = "";
    sayProblem(this, refused.map((answer) => files.length === 1 ? answer.problem : `${answer.name}: ${answer.problem}`).join(" "));
  }

  send(file) {
    const name = file.name;
    const limit = Number(this.getAttribute("limit"));
    if (file.size > limit) return { name, problem: `This file is larger than the ${Math.round(limit / 1048576)} MB that this studio accepts. Split it, or save it as plain text.` };
    const form = new FormData();
    form.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/documents");
    request.responseType = "json";
    this.progress(0);
    return new Promise((resolve) => {
      request.upload.onprogress = (event) => this.progress(event.loaded / event.total);
      request.onerror = () => resolve({ name, problem: "The upload was cut off, so nothing was kept. Please send it again." });
      request.onload = () => {
        const answer = request.response;
        if (request.status !== 202) return resolve({ name, problem: answer?.detail || "That did not work. Please send it again." });
        resolve({ name, page: `/documents/${answer.id}${answer.duplicate ? "?known=1" : ""}` });
      };
      request.send(form);
    });
  }

  progress(share) {
    const place = this.querySelector(".sending");
    place.hidden = false;
    place.querySelector("progress").value = share * 100;
    place.querySelector(".figure").textContent = share < 1 ? `${Math.round(share * 100)} %` : "received";
  }
});
