let audio: AudioContext | null = null;

/** A bright tick for accepted, a low tone for refused: told apart without looking. */
export function playSound(which: "accepted" | "refused"): void {
  try {
    audio ??= new AudioContext();
    const [hertz, seconds, loud] = which === "accepted" ? [1760, 0.07, 0.16] : [165, 0.34, 0.3];
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = which === "accepted" ? "sine" : "square";
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(loud, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + seconds);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + seconds);
  } catch {
    // a machine without a sound card still shows the outcome in colour and word
  }
}
