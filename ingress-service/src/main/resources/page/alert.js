/** Telling somebody who looks elsewhere: a sound, and a message of the system if that is allowed. */

let audio = null;

/** Must be called from a click or a key: browsers let no page make a sound otherwise. */
export async function allow() {
  audio ??= new (window.AudioContext || window.webkitAudioContext)();
  await audio.resume();
  if ('Notification' in window && Notification.permission === 'default') {
    await Notification.requestPermission();
  }
  return canNotify() ? 'both' : 'on';
}

export function disallow() {
  audio?.close();
  audio = null;
}

export function isAllowed() {
  return audio !== null;
}

function canNotify() {
  return 'Notification' in window && Notification.permission === 'granted';
}

export function ring(title, text) {
  if (!audio) return;
  [523.25, 659.25, 783.99].forEach((pitch, i) => tone(pitch, i * 0.22));
  if (canNotify() && document.hidden) {
    try {
      const message = new Notification(title, { body: text, tag: 'naru', icon: '/page/icon.svg' });
      message.onclick = () => { window.focus(); message.close(); };
    } catch {
      // some phones let only service workers show messages: there is the sound
    }
  }
}

function tone(pitch, after) {
  const start = audio.currentTime + after;
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.25, start + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 0.6);
  const tone = audio.createOscillator();
  tone.frequency.value = pitch;
  tone.connect(gain).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.65);
}
