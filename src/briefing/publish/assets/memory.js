// Local storage, which a private window may refuse; elements by id; times as text.

export const $ = (id) => document.getElementById(id);

export const memory = {
  get: (key) => { try { return localStorage.getItem(`briefing:${key}`); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(`briefing:${key}`, value); return true; } catch { return false; } },
  remove: (key) => { try { localStorage.removeItem(`briefing:${key}`); } catch { /* private window */ } },
};

/** '2:03' or '1:02:03'. */
export const timestamp = (seconds) => {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(s).padStart(2, "0");
  return h ? `${h}:${String(m).padStart(2, "0")}:${tail}` : `${m}:${tail}`;
};

/** '2 minutes 3 seconds', for a screen reader. */
export const spokenTime = (seconds) => {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)} minutes ${whole % 60} seconds`;
};
