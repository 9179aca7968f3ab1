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
