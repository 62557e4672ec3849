/** The front of the simulated balance: a display, a pan and its keys. */
export const page = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>模拟天平 Simulated balance</title>
<style>
  body { font: 20px system-ui, sans-serif; background: #e8ebee; display: grid; place-items: center; min-height: 100vh; margin: 0 }
  main { background: #fff; padding: 32px; border-radius: 12px; width: min(520px, 92vw); box-shadow: 0 2px 12px #0002 }
  h1 { font-size: 20px; margin: 0 0 16px }
  output { display: block; background: #10241b; color: #9df2b8; font: 44px ui-monospace, monospace; text-align: right; padding: 16px 20px; border-radius: 8px; white-space: pre }
  output.moving { color: #f2d59d }
  form, nav { display: flex; gap: 12px; margin-top: 16px }
  input { flex: 1; min-width: 0; font: inherit; padding: 12px; border: 1px solid #889; border-radius: 8px }
  button { font: inherit; padding: 12px 18px; border: 0; border-radius: 8px; background: #d5dbe1; cursor: pointer }
  button.main { background: #0b6b3a; color: #fff }
  p { color: #555; font-size: 15px; margin: 16px 0 0 }
</style></head><body><main>
<h1>模拟天平 <small>Simulated balance, 220 g / 0.1 mg</small></h1>
<output id="shown"></output>
<form id="pan"><input id="grams" inputmode="decimal" placeholder="称盘上的质量 Load, g" aria-label="称盘上的质量 Load in grams" autofocus>
<button>放上 Place</button></form>
<nav><button id="tare">去皮 Tare</button><button id="zero">清零 Zero</button><button id="press" class="main">打印 Print</button></nav>
<p id="said" role="status"></p>
</main><script>
  const byId = (id) => document.getElementById(id);
  const tell = (what, body = {}) => fetch(what, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const look = async () => {
    const state = await fetch("state").then((answer) => answer.json()).catch(() => null);
    byId("shown").textContent = state ? (state.stable ? "  " : "~ ") + state.shown : "--";
    byId("shown").className = state && !state.stable ? "moving" : "";
    setTimeout(look, 150);
  };
  byId("pan").onsubmit = async (event) => {
    event.preventDefault();
    const answer = await tell("place", { grams: byId("grams").value.trim() });
    byId("said").textContent = answer.ok ? "" : "请输入以克为单位的数值，例如 30.1202。 Give grams, such as 30.1202.";
  };
  for (const id of ["tare", "zero"]) byId(id).onclick = () => tell(id);
  byId("press").onclick = async () => {
    const { sent } = await (await tell("press")).json();
    byId("said").textContent = sent ? "已发送 Sent: " + sent : "没有发送：示值未稳定，或没有连接。 Nothing sent: not at rest, or not connected.";
  };
  look();
</script></body></html>
`;
