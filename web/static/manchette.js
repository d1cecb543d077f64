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

/** Let the reference of an article be copied by a button, where the browser lets it. */
function copyReference() {
  const reference = document.querySelector(".reference");
  const files = document.querySelector(".files");
  if (!reference || !files || !navigator.clipboard) return;
  const { copy, copied } = reference.dataset;
  const button = element("button", { type: "button", class: "copy", "aria-live": "polite" }, copy);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(reference.textContent.trim().replace(/\s+/g, " "));
    button.textContent = copied;
    setTimeout(() => (button.textContent = copy), 3000);
  });
  files.append(element("li", {}));
  files.lastChild.append(button);
}

/** Suggest while a question is typed. */
function suggestWhileTyping() {
  const field = document.getElementById("q");
  const form = field?.closest("form[data-suggest]");
  if (form) new Suggestions(field, form);
}

/** Filter a list of values while letters are typed: the same page, asked for without leaving it. */
function filterInPlace() {
  const field = document.getElementById("contains");
  if (!field) return;
  let pause = 0;
  let request = new AbortController();
  field.addEventListener("input", () => {
    clearTimeout(pause);
    request.abort();
    const { signal } = (request = new AbortController());
    pause = setTimeout(() => replaceValues(field.form, signal), PAUSE);
  });
}

/** Put the values that a form asks for in place of those shown, and their address in the bar. */
async function replaceValues(form, signal) {
  const asked = [...new FormData(form)].filter(([, value]) => value !== "");
  const address = new URL(form.action);
  address.search = new URLSearchParams(asked);
  try {
    const answer = await fetch(address, { signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (signal.aborted) return;
    for (const id of ["compte", "ordres", "valeurs"]) {
      document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    }
    history.replaceState(null, "", address);
  } catch {
    // No network, or overtaken: the form's button does the same.
  }
}

// Chromium lets the Tab key stop at an SVG element that listens to focus: its figure listens.

/** Show the count of the bar that is pointed at over the chart, sooner than its title shows. */
function readBars() {
  const tip = document.querySelector(".bars .tip");
  if (!tip) return;
  const say = (bar) => (tip.textContent = bar?.textContent.trim() ?? "");
  const listen = (kind, read) => tip.closest(".chart").addEventListener(kind, read);
  listen("pointerover", (event) => say(event.target.closest(".bars a")));
  listen("focusin", (event) => say(event.target.closest(".bars a")));
  listen("pointerleave", () => say(null));
  listen("focusout", () => say(null));
}

/** Let bars be walked over by arrows, and a range of days chosen by dragging or with Shift. */
function chooseOverBars() {
  const bars = document.querySelector(".chart .bars");
  const form = document.querySelector(".chart .range");
  const range = bars && form ? new RangeOfBars(bars, form) : null;
  if (bars) walkOverBars(bars, range);
  if (!range) return;
  dragOverBars(bars, range);
  addEventListener("pageshow", (event) => event.persisted && range.clear());
}

/** What is being chosen: shown over the bars, said aloud, written in the form that asks for it. */
class RangeOfBars {
  constructor(bars, form) {
    this.form = form;
    this.places = [...bars.querySelectorAll(".place")];
    this.said = document.createElement("output");
    bars.before(this.said);
    const parts = ["year", "month", "day"];
    const shown = parts.slice(0, parts.indexOf(bars.dataset.unit) + 1);
    const style = { timeZone: "UTC", ...Object.fromEntries(shown.map((part) => [part, "numeric"])) };
    if (style.month) style.month = "long";
    this.dates = new Intl.DateTimeFormat(document.documentElement.lang, style);
  }

  /** Show the range between two places, in whichever order. */
  show(one, other) {
    const [first, last] = one < other ? [one, other] : [other, one];
    this.places.forEach((place, at) => place.classList.toggle("within", first <= at && at <= last));
    const days = [this.places[first].dataset.first, this.places[last].dataset.last];
    [this.form.from.value, this.form.to.value] = days;
    this.said.value = this.dates.formatRange(...days.map((day) => new Date(day)));
  }

  clear() {
    this.places.forEach((place) => place.classList.remove("within"));
    this.form.reset();
    this.said.value = "";
  }

  /** Ask for the articles of the range. */
  go() {
    this.form.requestSubmit();
  }
}

/** Choose the bars that a pointer is dragged over; where it does not leave a bar, it is a click. */
function dragOverBars(bars, range) {
  let start = -1;
  let end = -1;
  const placeAt = (x) => {
    const at = range.places.findIndex((place) => x < place.getBoundingClientRect().right);
    return at < 0 ? range.places.length - 1 : at;
  };
  const leave = () => {
    start = end = -1;
    range.clear();
  };
  bars.addEventListener("dragstart", (event) => event.preventDefault());
  bars.addEventListener("pointerdown", (event) => {
    if (event.isPrimary && event.button === 0) start = end = placeAt(event.clientX);
  });
  bars.addEventListener("pointermove", (event) => {
    if (start < 0 || (end === start && placeAt(event.clientX) === start)) return;
    bars.setPointerCapture(event.pointerId);
    end = placeAt(event.clientX);
    range.show(start, end);
  });
  bars.addEventListener("pointerup", () => {
    if (range.said.value && start >= 0) range.go();
    start = -1;
  });
  bars.addEventListener("pointercancel", leave);
  bars.addEventListener("click", (event) => range.said.value && event.preventDefault());
  document.addEventListener("keydown", (event) => event.key === "Escape" && start >= 0 && leave());
}

/**
 * Make the bars one stop of the Tab key: arrows go from bar to bar, with Shift they choose a range,
 * where the page has one.
 */
function walkOverBars(bars, range) {
  const links = [...bars.querySelectorAll("a")];
  const current = oneTabStop(links, bars.closest(".chart"));
  const placeOf = (link) => range.places.indexOf(link.querySelector(".place"));
  let anchor = null;
  const goTo = (link, choosing) => {
    anchor = choosing ? (anchor ?? current()) : null;
    link.focus();
    if (anchor) range.show(placeOf(anchor), placeOf(link));
    else range?.clear();
  };
  bars.addEventListener("keydown", (event) => {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey) return;
    const at = links.indexOf(current());
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[key];
    if (links[next]) goTo(links[next], range && shiftKey);
    else if (key === "Enter" && anchor) range.go();
    else if (key === "Escape" && anchor) goTo(current(), false);
    else return;
    event.preventDefault();
  });
}

/** Let the Tab key stop at one of some links, the last one that had the focus; return which it is. */
function oneTabStop(links, figure) {
  let stop = links.find((link) => link.ariaCurrent) ?? links[0];
  const stopAt = (link) => {
    stop = link;
    for (const one of links) one.setAttribute("tabindex", one === stop ? 0 : -1);
  };
  stopAt(stop);
  figure.addEventListener("focusin", ({ target }) => {
    const link = target.closest(".bars a");
    if (link) stopAt(link);
  });
  return () => stop;
}

focusSearchOnSlash();
suggestWhileTyping();
filterInPlace();
readBars();
chooseOverBars();
copyReference();
