// Passkeys: a form with data-passkey asks the browser for one, puts its answer into the form and sends it. Without scripts
// or without passkeys the form says what to do instead.

const passkeyTrouble = {
  NotAllowedError: "It was stopped or took too long. Try again",
  InvalidStateError: "This device has a passkey for your account already",
  SecurityError: "Passkeys do not work at this address. Use the service’s own address",
};

// Bytes travel as text: base64, in the alphabet that addresses may hold.
function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function textOf(bytes) {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function withBytes(options) {
  const asked = { ...options, challenge: bytesOf(options.challenge) };
  if (options.user) asked.user = { ...options.user, id: bytesOf(options.user.id) };
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    if (options[name]) asked[name] = options[name].map((each) => ({ ...each, id: bytesOf(each.id) }));
  }
  return asked;
}

function asText(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = textOf(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  });
}

class Passkey {
  constructor(form) {
    this.form = form;
    this.trouble = form.querySelector(".app-passkey__trouble");
    form.querySelector(".app-passkey__ready").hidden = false;
    form.querySelector(".app-passkey__not")?.remove();
    form.addEventListener("submit", (event) => this.ask(event));
  }

  async ask(event) {
    const answer = this.form.elements.answer;
    if (answer.value) return;
    event.preventDefault();
    this.trouble.textContent = "";
    const publicKey = withBytes(JSON.parse(this.form.dataset.passkeyOptions).publicKey);
    try {
      answer.value = asText(await navigator.credentials[this.form.dataset.passkey]({ publicKey }));
    } catch (trouble) {
      this.trouble.textContent = passkeyTrouble[trouble.name] ?? "It did not work. Try again, or use another way";
      return;
    }
    this.form.submit();
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) new Passkey(form);
}

for (const line of document.querySelectorAll(".app-print")) {
  line.hidden = false;
  line.addEventListener("click", () => window.print());
}
