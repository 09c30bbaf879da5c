// A place to write code in: a textarea with a fixed pitch, where Tab indents.

const INDENT = "    ";

/** Show the code once; later data are what was written here. */
export function editor({ parentElement, data, setStateValue }) {
  const area = parentElement.querySelector("textarea");
  if (!area || !data) return;
  let leaving = false; // Escape, then Tab, leaves: nobody is caught in here
  if (!area.dataset.shown) {
    area.dataset.shown = "true";
    area.value = data.code;
    fit(area);
  }
  parentElement.querySelector(".lw-editor-label").textContent = data.label;
  area.oninput = () => fit(area);
  area.onchange = () => setStateValue("code", area.value);
  area.onkeydown = (event) => {
    if (event.key === "Escape") {
      leaving = true;
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setStateValue("code", area.value);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      type(area, `\n${nextIndent(area)}`);
    } else if (event.key === "Tab" && !leaving && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      if (event.shiftKey) outdent(area);
      else type(area, INDENT);
    }
    leaving = false;
  };
}

function fit(area) {
  area.rows = Math.min(Math.max(area.value.split("\n").length + 1, 10), 30);
}

function lineStart(area) {
  return area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
}

/** The indentation of this line; one step more after a colon. */
function nextIndent(area) {
  const line = area.value.slice(lineStart(area), area.selectionStart);
  return /^ */.exec(line)[0] + (/:\s*$/.test(line) ? INDENT : "");
}

function outdent(area) {
  const start = lineStart(area), at = area.selectionStart;
  const spaces = /^ {0,4}/.exec(area.value.slice(start))[0].length;
  if (!spaces) return;
  area.setSelectionRange(start, start + spaces);
  type(area, "");
  area.setSelectionRange(Math.max(start, at - spaces), Math.max(start, at - spaces));
}

/** As if typed, so that undo takes it back. */
function type(area, text) {
  const typed = text ? document.execCommand("insertText", false, text)
    : document.execCommand("delete");
  if (!typed) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  fit(area);
}
