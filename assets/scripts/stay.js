// Some minutes before the session ends, a dialog offers to stay. Several tabs of one browser agree by a message, because
// a click in one of them keeps the session of all.

const WARN_BEFORE_MS = 5 * 60 * 1000;

class Stay {
  constructor(form) {
    this.form = form;
    this.others = "BroadcastChannel" in window ? new BroadcastChannel("dspt-stay") : null;
    this.others?.addEventListener("message", (message) => this.lasts(message.data));
    const left = Number(form.dataset.secondsLeft);
    this.lasts(left);
    this.others?.postMessage(left);
    // A sleeping computer stops the clock of a page.
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), 1000);
  }

  lasts(seconds) {
    const until = Date.now() + seconds * 1000;
    if (this.until && until < this.until) return;
    this.until = until;
    // A short session is warned of in its last fifth.
    this.warnAt = until - Math.min(WARN_BEFORE_MS, seconds * 200);
    this.close();
  }

  look() {
    const left = this.until - Date.now();
    if (left <= 0) this.end();
    else if (Date.now() >= this.warnAt) this.warn(Math.ceil(left / 60000));
  }

  warn(minutes) {
    if (!this.dialog) this.open();
    const words = minutes === 1 ? "1 minute" : `${minutes} minutes`;
    const text = `You have not clicked for a while. To keep your account safe, you are signed out in ${words}.`;
    // Said again only when the number changes.
    if (this.words.textContent !== text) this.words.textContent = text;
  }

  open() {
    this.dialog = document.createElement("dialog");
    this.dialog.className = "app-dialog";
    this.dialog.setAttribute("aria-labelledby", "stay-heading");
    const heading = document.createElement("h2");
    heading.className = "nhsuk-heading-m";
    heading.id = "stay-heading";
    heading.textContent = "Are you still there?";
    this.words = document.createElement("p");
    this.words.setAttribute("role", "status");
    this.buttons = document.createElement("p");
    const stay = this.button("Stay signed in", "nhsuk-button", () => this.stay());
    this.button("Sign out", "nhsuk-button nhsuk-button--secondary", () => this.form.submit());
    this.dialog.append(heading, this.words, this.buttons);
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.stay();
    });
    document.body.append(this.dialog);
    this.dialog.showModal();
    stay.focus();
  }

  button(text, classes, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = classes;
    made.textContent = text;
    made.addEventListener("click", act);
    this.buttons.append(made, " ");
    return made;
  }

  close() {
    this.dialog?.remove();
    this.dialog = null;
  }

  async stay() {
    try {
      const answer = await fetch(this.form.dataset.stayUrl, {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        credentials: "same-origin",
        redirect: "error",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { seconds } = await answer.json();
      // Near the last hour of the day's stay the server may give less than before.
      this.until = 0;
      this.lasts(seconds);
      this.others?.postMessage(seconds);
    } catch {
      this.words.textContent = "We could not reach the service. Check your connection and try again.";
    }
  }

  end() {
    if (this.ended) return;
    this.ended = true;
    if (!this.dialog) this.open();
    this.dialog.querySelector("h2").textContent = "You are signed out";
    this.words.textContent =
      "What you typed is still on this page. Send it as usual: we keep it, you sign in, and it goes on.";
    this.buttons.replaceChildren();
    this.button("Back to the page", "nhsuk-button", () => this.close()).focus();
  }
}

for (const form of document.querySelectorAll("form[data-seconds-left]")) new Stay(form);
