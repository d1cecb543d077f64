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

focusSearchOnSlash();
