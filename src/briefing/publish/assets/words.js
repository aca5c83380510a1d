// Highlights the current word in the current line with the CSS Custom Highlight API, which changes no element: the
// layout does not move, and screen readers announce nothing. A browser without it highlights the line only, as does
// a line without word times.

const HIGHLIGHT = "spoken-word";  // styled in app.css
const TOLERANCE = 0.01;  // seconds: a seek may end slightly before the word
const UNSUPPORTED = { enterLine() {}, update() {} };

/** `enterLine` sets the current line, if any; `update` highlights its word, repeatedly while audio plays. */
export function wordHighlighter(audio) {
  if (!globalThis.Highlight || !CSS.highlights) return UNSUPPORTED;
  const highlight = new Highlight();
  CSS.highlights.set(HIGHLIGHT, highlight);
  let words = [];  // of the line: start and end in seconds, and the text range
  let current;
  let frame = 0;

  function draw() {
    const word = wordAt(words, audio.currentTime);
    if (word === current) return;
    highlight.clear();
    if (word) highlight.add(word.range);
    current = word;
  }

  function follow() {
    draw();
    frame = audio.paused || !words.length ? 0 : requestAnimationFrame(follow);
  }

  return {
    enterLine(line) { words = line?.dataset.words ? wordsOf(line) : []; },
    update() {
      cancelAnimationFrame(frame);
      follow();
    },
  };
}

/** The last word that has started; undefined before the first word and after the end of the line. */
function wordAt(words, time) {
  const next = words.findIndex((word) => word.start > time + TOLERANCE);
  const word = words[next < 0 ? words.length - 1 : next - 1];
  return word && time < word.end ? word : undefined;
}

/** The words of a line from data-words: '0 180 240 310' are the milliseconds from each word to the next. */
function wordsOf(line) {
  const text = line.querySelector(".text").firstChild;
  if (text?.nodeType !== Node.TEXT_NODE) return [];  // the browser has translated the page
  const steps = line.dataset.words.split(" ").map(Number);
  let time = Number(line.dataset.start);
  const borders = steps.map((step) => { time += step / 1000; return time; });
  let offset = 0;
  return text.data.split(" ").map((word, at) => {
    const range = new StaticRange({
      startContainer: text, startOffset: offset, endContainer: text, endOffset: offset + word.length,
    });
    offset += word.length + 1;
    return { start: borders[at], end: borders[at + 1], range };
  });
}
