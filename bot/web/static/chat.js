// The web chat: shows what the server streams, and posts what the person says until the server has taken it.
// What waits to be sent lives in this page only; what was sent comes back from the server after a reload.

const byId = (id) => document.getElementById(id);
const log = byId("log"), form = byId("say"), input = byId("text"), offline = byId("offline"), start = byId("start");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const PLAIN = new Set(["P", "BR", "STRONG", "SMALL"]);
const OPENED_AT = performance.now();

const shown = new Map(); // kind and id → its element: a line is shown once, however often it arrives
const waiting = []; // said and not yet taken, in order
let stream, latest, timer, busy = false, tries = 0;

/* Showing */

function add(kind, id) {
  const line = byId(kind).content.firstElementChild.cloneNode(true);
  shown.set(kind + id, line);
  place(line);
  start.hidden = true;
  return line;
}

// In the server's order, above what it has not heard yet.
function place(line) {
  const next = log.querySelector(".said:not([data-heard])");
  if (line !== next && (!line.isConnected || line.nextElementSibling !== next)) log.insertBefore(line, next);
}

function atEnd() {
  return innerHeight + scrollY > document.documentElement.scrollHeight - 120;
}

// To the end, but not past the last question: a long answer is read from its beginning.
function follow(wasAtEnd) {
  const behavior = calm.matches || performance.now() - OPENED_AT < 1500 ? "instant" : "smooth";
  const margin = latest ? parseFloat(getComputedStyle(latest).scrollMarginTop) : 0;
  const room = latest ? latest.getBoundingClientRect().top - margin : Infinity;
  if (room > 0 && room < Infinity) scrollBy({ top: room, behavior });
  else if (wasAtEnd) scrollTo({ top: document.documentElement.scrollHeight, behavior });
}

// Only what the server's own html consists of, made anew: whatever else came along stays text or stays out.
function copy(from, to) {
  for (const part of from.childNodes) {
    if (part.nodeType === Node.TEXT_NODE) to.append(part.data);
    else if (PLAIN.has(part.nodeName)) copy(part, to.appendChild(document.createElement(part.nodeName)));
    else if (part.nodeName === "A" && /^https?:$/.test(part.protocol)) {
      const link = Object.assign(document.createElement("a"), { href: part.href, target: "_blank" });
      link.rel = "noopener noreferrer nofollow";
      copy(part, to.appendChild(link));
    }
  }
}

function showTold({ id, html, buttons }) {
  if (shown.has("told" + id)) return;
  const wasAtEnd = atEnd();
  const line = add("told", id);
  copy(new DOMParser().parseFromString(html, "text/html").body, line.querySelector(".body"));
  const choices = line.querySelector(".choices");
  for (const { label, value } of buttons) {
    choices.append(Object.assign(document.createElement("button"), { type: "button", value, textContent: label }));
  }
  if (!buttons.length) choices.remove();
  follow(wasAtEnd);
}

function showSaid({ id, text }) {
  const wasAtEnd = atEnd();
  const line = shown.get("said" + id) ?? add("said", id);
  if (line.dataset.heard) return;
  line.dataset.heard = "yes";
  place(line);
  line.querySelector(".body").textContent = text;
  note(line, "");
  latest = line;
  follow(wasAtEnd);
}

function note(line, name) {
  const element = line.querySelector(".note");
  element.textContent = name ? element.dataset[name] : "";
}

/* Hearing */

function open() {
  stream?.close();
  stream = new EventSource("/chat/events");
  stream.addEventListener("message", (event) => showTold(JSON.parse(event.data)));
  stream.addEventListener("said", (event) => showSaid(JSON.parse(event.data)));
  stream.addEventListener("open", () => {
    connected(true);
    flush();
  });
  stream.addEventListener("error", () => {
    connected(false);
    // Where the server answered with an error, the browser does not ask again by itself.
    if (stream.readyState === EventSource.CLOSED) setTimeout(open, 3000);
  });
}

function connected(yes) {
  offline.textContent = yes && navigator.onLine ? "" : offline.dataset.text;
}

/* Saying */

function say(body, label) {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  latest = add("said", id);
  log.append(latest);
  latest.querySelector(".body").textContent = label;
  waiting.push({ id, body, line: latest });
  follow(true);
  flush();
}

async function flush() {
  clearTimeout(timer);
  if (busy) return;
  busy = true;
  while (waiting.length) {
    const wait = await post(waiting[0]);
    if (wait) {
      timer = setTimeout(flush, wait);
      break;
    }
    waiting.shift();
  }
  busy = false;
}

// Milliseconds until the next try, with the same id; 0 when there is nothing more to try.
async function post({ id, body, line }) {
  let wait = 0;
  try {
    const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...body, id }) };
    const answer = await fetch("/chat/messages", { ...request, signal: AbortSignal.timeout?.(20_000) });
    const taken = answer.status === 202; // and not a 200 of whoever stands between
    if (taken || [400, 403, 413, 415].includes(answer.status)) {
      tries = 0;
      note(line, taken ? "" : "refused");
      // A stream can be dead without the browser's knowing; then what was said does not come back.
      if (taken) setTimeout(() => line.dataset.heard || open(), 5000);
      else line.dataset.heard = "no";
      return 0;
    }
    wait = 1000 * Number(answer.headers.get("Retry-After"));
  } catch {
    // No way to the server: the same as its being down.
  }
  if (!line.dataset.heard) note(line, "waiting");
  return wait || Math.min(15_000, 1000 * 2 ** tries++);
}

/* The person's hands */

function fit() {
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight}px`; // the style sheet limits it
}

// A press by keyboard hands the focus back to the text; a tap must not open the phone's keyboard.
function press(event, take) {
  const button = event.target.closest("button");
  if (!button) return;
  take(button);
  if (event.detail === 0) input.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  input.value = "";
  fit();
  input.focus();
  if (text) say({ text }, text);
});

input.addEventListener("input", fit);
input.addEventListener("keydown", (event) => {
  // Telex and VNI compose letters: Enter then ends the composition. 229 is how Safari tells it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});

start.addEventListener("click", (event) => press(event, ({ value, textContent: label }) => say({ text: value || label }, label)));
log.addEventListener("click", (event) => press(event, ({ value, textContent: label }) => say({ button: value }, label)));

addEventListener("offline", () => connected(false));
addEventListener("online", open);
addEventListener("pageshow", (event) => event.persisted && open());
addEventListener("beforeunload", (event) => waiting.length && event.preventDefault());

open();
