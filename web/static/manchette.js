// What makes the pages quicker to use. They work whole without it: each function below adds one
// thing to a page that has what it needs, and leaves any other page alone.

/** Put the cursor in the search field when `/` is typed outside of any field. */
function focusSearchOnSlash() {
  const field = document.getElementById("q");
  if (!field) return;
  field.setAttribute("aria-keyshortcuts", "/");
  document.addEventListener("keydown", (event) => {
    // Shift is no reason to refuse: a French keyboard has the slash above the colon.
    const bare = !(event.ctrlKey || event.altKey || event.metaKey || event.isComposing);
    if (event.key !== "/" || !bare || event.defaultPrevented || isTypedInto(event.target)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** Tell whether keys pressed on an element write or choose something there. */
function isTypedInto(element) {
  return element.isContentEditable || element.matches?.("input, textarea, select");
}

/** How long nobody must type before suggestions are asked for, in milliseconds. */
const PAUSE = 120;

/**
 * Words and titles suggested under the search field: an editable combobox with a list (ARIA 1.2).
 *
 * The keyboard stays in the field; what the arrows choose is told by `aria-activedescendant`. A
 * word completes the question, a title opens its article.
 */
class Suggestions {
  #pause = 0;
  #request = new AbortController();

  constructor(field, form) {
    this.field = field;
    this.form = form;
    const label = form.querySelector("label").textContent;
    const box = { id: "q-list", class: "suggestions", role: "listbox", "aria-label": label };
    this.list = element("div", box);
    this.list.hidden = true;
    this.status = element("p", { class: "unseen", role: "status" });
    form.append(this.list, this.status);
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "q-list" };
    setAttributes(field, { ...said, "aria-expanded": "false" });
    this.#listen();
  }

  #listen() {
    // What is being composed (IME) is not written yet: it is asked for when it is.
    this.field.addEventListener("input", (event) => event.isComposing || this.#askSoon());
    this.field.addEventListener("compositionend", () => this.#askSoon());
    this.field.addEventListener("keydown", (event) => this.#press(event));
    this.field.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    addEventListener("pagehide", () => this.close()); // a page that comes back has no list
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // no blur
    this.list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#choose(option);
    });
  }

  get #options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get #active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  #press(event) {
    const { key, isComposing, ctrlKey, altKey, metaKey, shiftKey } = event;
    if (isComposing || ctrlKey || altKey || metaKey || shiftKey) return;
    const active = this.#active;
    if (key === "ArrowDown" && this.list.hidden) this.#ask();
    else if (key === "ArrowDown") this.#move(1);
    else if (this.list.hidden) return;
    else if (key === "ArrowUp") this.#move(-1);
    else if (key === "Enter" && active) this.#choose(active);
    else if (key === "Escape") this.close();
    else {
      if (key === "Home" || key === "End") this.#activate(null); // back to what was typed
      return;
    }
    event.preventDefault();
  }

  /** Go to the next option, or the one before; past either end, back to what was typed. */
  #move(step) {
    const options = [null, ...this.#options];
    const at = options.indexOf(this.#active) + step;
    this.#activate(options.at(at % options.length));
  }

  #activate(option) {
    this.#active?.setAttribute("aria-selected", "false");
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", option.id);
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  #choose(option) {
    const { url, text } = option.dataset;
    if (url) {
      location.assign(url);
    } else {
      this.field.value = text;
      this.close();
    }
  }

  close() {
    clearTimeout(this.#pause);
    this.#request.abort();
    this.#show(null);
  }

  #askSoon() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#ask(), PAUSE);
  }

  /** Ask for suggestions; an answer that was overtaken is never shown. */
  async #ask() {
    this.#request.abort();
    const { signal } = (this.#request = new AbortController());
    const address = new URL(this.form.dataset.suggest, location);
    address.searchParams.set("q", this.field.value);
    let found = null;
    try {
      const answer = this.field.value.trim() ? await fetch(address, { signal }) : null;
      found = answer?.ok ? await answer.json() : null;
    } catch {
      // No network, or overtaken: the field does without.
    }
    if (!signal.aborted) this.#show(found);
  }

  #show(found) {
    this.#activate(null);
    this.list.replaceChildren();
    this.#append(this.form.dataset.words, found?.suggestions, wordOption);
    this.#append(this.form.dataset.articles, found?.articles, articleOption);
    this.#options.forEach((option, at) => setAttributes(option, { id: `q-option-${at}` }));
    this.list.hidden = !this.list.hasChildNodes();
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.status.textContent = found?.text ?? "";
  }

  #append(label, found, option) {
    if (!found?.length) return;
    const group = element("div", { role: "group", "aria-label": label });
    group.append(element("p", { "aria-hidden": "true" }, label), ...found.map(option));
    this.list.append(group);
  }
}

function wordOption({ text, documents }) {
  const option = element("div", { role: "option", "aria-selected": "false", "data-text": text });
  option.append(element("span", {}, text), element("span", { class: "count" }, number(documents)));
  return option;
}

function articleOption({ title, day, source, url }) {
  const option = element("div", { role: "option", "aria-selected": "false", "data-url": url });
  option.append(element("span", { lang: "fr" }, title), element("span", { class: "meta" }));
  option.lastChild.append(...[day, source].map((fact) => element("span", {}, fact)));
  return option;
}

function number(value) {
  return value.toLocaleString(document.documentElement.lang);
}

function element(tag, attributes, text = "") {
  const made = setAttributes(document.createElement(tag), attributes);
  made.textContent = text;
  return made;
}

function setAttributes(one, attributes) {
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  return one;
}

/** Suggest while a question is typed. */
function suggestWhileTyping() {
  const field = document.getElementById("q");
  const form = field?.closest("form[data-suggest]");
  if (form) new Suggestions(field, form);
}

focusSearchOnSlash();
suggestWhileTyping();
