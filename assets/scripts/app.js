// Improves pages that work without it: the library's components, and drafts that are kept while somebody writes.
// Joined after the library's script, as one module: modules run once the page is there.

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, SkipLink]) {
  createAll(component);
}

// What a choice reveals is seen only once it is chosen. Ours, because the library marks radio buttons as "expanded", which
// their role does not allow.
const revealing = document.querySelectorAll("input[data-aria-controls]");
function reveal() {
  for (const input of revealing) {
    const block = document.getElementById(input.dataset.ariaControls);
    const hidden = input.type === "radio" ? "nhsuk-radios__conditional--hidden" : "nhsuk-checkboxes__conditional--hidden";
    block?.classList.toggle(hidden, !input.checked);
  }
}
if (revealing.length) {
  reveal();
  document.addEventListener("change", reveal);
  window.addEventListener("pageshow", reveal);
}

// A form with data-draft-url is sent there every 20 seconds while it changes; the server keeps it apart from the answer.
const DRAFT_EVERY_MS = 20000;

class Draft {
  constructor(form) {
    this.form = form;
    this.kept = this.state();
    this.note = document.createElement("p");
    this.note.className = "app-draft";
    this.note.setAttribute("role", "status");
    form.append(this.note);
    this.sent = false;
    setInterval(() => this.keep(), DRAFT_EVERY_MS);
    // Leaving for another tab or application may be the last thing that is seen of the page.
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.keep(true));
    // What is being saved is no draft: kept now, it would arrive after the save and look like unsaved work.
    form.addEventListener("submit", () => (this.sent = true));
    window.addEventListener("pageshow", () => (this.sent = false));
  }

  data() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) {
      if (value instanceof File) data.delete(name);
    }
    return new URLSearchParams(data);
  }

  state() {
    return this.data().toString();
  }

  async keep(leaving = false) {
    const state = this.state();
    if (this.sent || state === this.kept) return;
    try {
      const answer = await fetch(this.form.dataset.draftUrl, {
        method: "POST",
        body: this.data(),
        credentials: "same-origin",
        redirect: "error",
        keepalive: leaving,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.kept = state;
      const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      this.note.textContent = `Draft kept ${time}`;
    } catch {
      this.note.textContent = "Draft not kept. Save before you leave this page";
    }
  }
}

// In a form that is worked through again and again, Ctrl and Enter presses its green button from any field.
function press(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const green = event.currentTarget.querySelector(".nhsuk-button:not(.nhsuk-button--secondary)");
  if (green) event.currentTarget.requestSubmit(green);
}

for (const form of document.querySelectorAll("form[data-draft-url]")) {
  new Draft(form);
  form.addEventListener("keydown", press);
  for (const note of form.querySelectorAll("[data-keys]")) note.hidden = false;
}

// A form with data-upload sends its files one by one, each with its progress; the server says what became of each. Files
// that are too big are not sent at all.
class Uploads {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]");
    form.addEventListener("submit", (event) => this.begin(event));
  }

  begin(event) {
    const files = [...this.input.files];
    if (this.busy) return event.preventDefault();
    if (!files.length) return;
    event.preventDefault();
    this.busy = true;
    this.lines();
    this.send(files);
  }

  lines() {
    document.querySelector(".app-uploads")?.remove();
    this.box = document.createElement("section");
    this.box.className = "app-uploads";
    this.box.setAttribute("aria-label", "Files on their way");
    this.list = document.createElement("ul");
    this.note = document.createElement("p");
    this.note.className = "app-small";
    this.note.setAttribute("role", "status");
    this.box.append(this.list, this.note);
    this.form.before(this.box);
  }

  async send(files) {
    const button = this.form.querySelector("button[type=submit]");
    button.disabled = true;
    let added = 0;
    let refused = 0;
    for (const [place, file] of files.entries()) {
      this.note.textContent = `Sending file ${place + 1} of ${files.length}`;
      const { line, bar } = this.line(file.name);
      const told = await this.one(file, bar, files.length === 1, place === files.length - 1);
      bar.remove();
      for (const outcome of told) {
        if (outcome.refusal) {
          refused += 1;
          this.refuse(outcome.name === file.name || told.length === 1 ? line : this.line(outcome.name).line, outcome.refusal);
        } else {
          added += 1;
          if (told.indexOf(outcome) === 0) this.done(line);
        }
      }
    }
    button.disabled = false;
    this.busy = false;
    if (!refused) return location.assign(`${this.form.action}?added=${added}`);
    this.input.value = "";
    this.note.textContent = added
      ? `${added} added, ${refused} not added. The reason stands beside each name.`
      : "Nothing was added. The reason stands beside each name.";
    const link = document.createElement("a");
    link.href = this.form.action;
    link.textContent = "Show the documents";
    this.note.append(" ", link);
    this.box.tabIndex = -1;
    this.box.focus();
  }

  line(name) {
    const line = document.createElement("li");
    const title = document.createElement("strong");
    title.textContent = name;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `${name}, sent so far`);
    line.append(title, " ", bar);
    this.list.append(line);
    return { line, bar };
  }

  done(line) {
    const mark = document.createElement("span");
    mark.className = "app-mark app-mark--ok";
    mark.textContent = "Added";
    line.append(mark);
  }

  refuse(line, words) {
    line.querySelector("progress")?.remove();
    line.className = "is-refused";
    const why = document.createElement("span");
    why.className = "app-uploads__why";
    why.textContent = `Not added. ${words}`;
    line.append(why);
  }

  // What else was typed goes with the last file, its name with a single one.
  one(file, bar, alone, last) {
    if (file.size > Number(this.form.dataset.upload)) {
      return Promise.resolve([{ name: file.name, refusal: this.form.dataset.tooBig }]);
    }
    const data = new FormData(this.form);
    data.delete(this.input.name);
    data.append(this.input.name, file, file.name);
    if (!alone) data.delete("title");
    if (!last) for (const name of ["link", "place"]) data.delete(name);
    return new Promise((resolve) => {
      const trouble = () => resolve([{ name: file.name, refusal: "It did not arrive. Check your connection, then add it again" }]);
      const request = new XMLHttpRequest();
      request.open("POST", this.form.action);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => event.lengthComputable && (bar.value = event.loaded / event.total));
      request.addEventListener("error", trouble);
      request.addEventListener("abort", trouble);
      request.addEventListener("load", () => {
        try {
          const told = JSON.parse(request.responseText);
          const words = told.errors.map((refusal) => ({ name: file.name, refusal }));
          resolve([...told.outcomes, ...words]);
        } catch {
          trouble();
        }
      });
      request.send(data);
    });
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) new Uploads(form);
