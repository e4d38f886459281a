// Asks the device for a passkey, or to make one, and sends what it says with the form. Without this script there is the passphrase.
(() => {
  const form = document.querySelector("form[data-passkey]");
  const isName = !/^(\[.*|[\d.]+)$/.test(location.hostname);
  if (!form || !window.PublicKeyCredential || !window.isSecureContext || !isName) return;

  const trouble = form.querySelector("[data-trouble]");
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const known = list => (list ?? []).map(item => ({ ...item, id: bytes(item.id) }));
  const secretOf = credential => credential.getClientExtensionResults().prf?.results?.first;

  const use = async ({ publicKey, salt }) => {
    const options = { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials) };
    options.extensions = { prf: { eval: { first: bytes(salt) } } };
    const credential = await navigator.credentials.get({ publicKey: options });
    const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
    const response = { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature) };
    if (userHandle) response.userHandle = text(userHandle);
    return { credential, response, secret: secretOf(credential) };
  };

  const make = async ({ publicKey, salt }) => {
    const options = { ...publicKey, challenge: bytes(publicKey.challenge), user: { ...publicKey.user, id: bytes(publicKey.user.id) } };
    options.excludeCredentials = known(publicKey.excludeCredentials);
    options.extensions = { prf: { eval: { first: bytes(salt) } } };
    const credential = await navigator.credentials.create({ publicKey: options });
    const { clientDataJSON, attestationObject } = credential.response;
    const response = { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) };
    return { credential, response, secret: secretOf(credential) ?? await secretLater(credential, publicKey.rp.id, salt) };
  };

  // Many devices make the secret only when the new passkey is used once.
  const secretLater = async (credential, rpId, salt) => {
    if (!credential.getClientExtensionResults().prf?.enabled) return undefined;
    try {
      const options = { challenge: crypto.getRandomValues(new Uint8Array(32)), rpId, userVerification: "required" };
      options.allowCredentials = [{ type: "public-key", id: credential.rawId }];
      options.extensions = { prf: { eval: { first: bytes(salt) } } };
      return secretOf(await navigator.credentials.get({ publicKey: options }));
    } catch {
      return undefined; // then it shows who is there, and the passphrase opens
    }
  };

  const send = ({ credential, response, secret }) => {
    const { id, rawId, type } = credential;
    form.elements["Key.Answer"].value = JSON.stringify({ id, rawId: text(rawId), type, clientExtensionResults: {}, response });
    form.elements["Key.Secret"].value = secret ? text(secret) : "";
    form.submit();
  };

  form.addEventListener("submit", async event => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      if (form.dataset.options) {
        send(await make(JSON.parse(form.dataset.options)));
      } else {
        const asked = await fetch(form.dataset.passkey, { method: "POST" });
        send(await use(await asked.json()));
      }
    } catch {
      trouble.hidden = false;
    }
  });

  form.querySelector("[data-with]").hidden = false;
  form.querySelector("[data-without]").hidden = true;
})();
