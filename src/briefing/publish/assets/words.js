// The word that is heard, marked in the line that is heard. The mark is a highlight over the text (CSS Custom
// Highlight API): it changes no element, so nothing moves and a screen reader hears nothing. A browser without it
// marks the line alone, and so does a line without word times.

const MARK = "spoken-word";  // what app.css styles
const NEAR = 0.01;  // seconds: a seek may end a little before the word
const NOTHING = { enter() {}, show() {} };

/** `enter` is given the line that is heard, or nothing; `show` marks its word now, and goes on while sound plays. */
export function wordMarker(audio) {
  if (!globalThis.Highlight || !CSS.highlights) return NOTHING;
  const mark = new Highlight();
  CSS.highlights.set(MARK, mark);
  let words = [];  // of the line: start and end in seconds, and the text as a range
  let marked;
  let frame = 0;

  function draw() {
    const word = wordAt(words, audio.currentTime);
    if (word === marked) return;
    mark.clear();
    if (word) mark.add(word.range);
    marked = word;
  }

  function follow() {
    draw();
    frame = audio.paused || !words.length ? 0 : requestAnimationFrame(follow);
  }

  return {
    enter(line) { words = line?.dataset.words ? wordsOf(line) : []; },
    show() {
      cancelAnimationFrame(frame);
      follow();
    },
  };
}

/** The last word that has begun, until the next one begins or the line has been spoken. */
function wordAt(words, time) {
  const next = words.findIndex((word) => word.start > time + NEAR);
  const word = words[next < 0 ? words.length - 1 : next - 1];
  return word && time < word.end ? word : undefined;
}

/** '0 180 240 310': milliseconds from each word to the next, and to the end of the last one. */
function wordsOf(line) {
  const text = line.querySelector(".text").firstChild;
  if (text?.nodeType !== Node.TEXT_NODE) return [];  // the browser has translated the page
  const steps = line.dataset.words.split(" ").map(Number);
  let time = Number(line.dataset.start);
  const borders = steps.map((step) => { time += step / 1000; return time; });
  let place = 0;
  return text.data.split(" ").map((word, at) => {
    const range = new StaticRange({
      startContainer: text, startOffset: place, endContainer: text, endOffset: place + word.length,
    });
    place += word.length + 1;
    return { start: borders[at], end: borders[at + 1], range };
  });
}
