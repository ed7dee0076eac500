/** Written into the report as it is, and named there by its digest: nothing may be filled in. */
export const STYLE = `
:root{--canvas:#F4F6F8;--surface:#FFFFFF;--sunken:#EAEDF1;--text:#14191F;--text2:#434D5A;--hair:#D6DBE2;--border:#7B8695;--accent:#0B5CAD;
--critical:#A30D45;--on-critical:#FFFFFF;--high:#F08A3C;--on-high:#14191F;--medium:#F7DC6F;--on-medium:#14191F;--low:#525C69;--good:#006875;
--base-line:#E2EEFD;--live-line:#FDEBD8}
@media (prefers-color-scheme:dark){:root{--canvas:#0F1317;--surface:#161B21;--sunken:#0B0E12;--text:#E6EBF0;--text2:#B0BAC6;--hair:#2A323C;--border:#738092;--accent:#6CB2FF;
--critical:#D92567;--on-critical:#FFFFFF;--high:#F58A33;--on-high:#14191F;--medium:#F7E48B;--on-medium:#14191F;--low:#AEB8C4;--good:#4FD0DC;
--base-line:#13273F;--live-line:#33230F}}
:root[data-theme=light]{color-scheme:light;--canvas:#F4F6F8;--surface:#FFFFFF;--sunken:#EAEDF1;--text:#14191F;--text2:#434D5A;--hair:#D6DBE2;--border:#7B8695;--accent:#0B5CAD;
--critical:#A30D45;--on-critical:#FFFFFF;--high:#F08A3C;--on-high:#14191F;--medium:#F7DC6F;--on-medium:#14191F;--low:#525C69;--good:#006875;
--base-line:#E2EEFD;--live-line:#FDEBD8}
:root[data-theme=dark]{color-scheme:dark;--canvas:#0F1317;--surface:#161B21;--sunken:#0B0E12;--text:#E6EBF0;--text2:#B0BAC6;--hair:#2A323C;--border:#738092;--accent:#6CB2FF;
--critical:#D92567;--on-critical:#FFFFFF;--high:#F58A33;--on-high:#14191F;--medium:#F7E48B;--on-medium:#14191F;--low:#AEB8C4;--good:#4FD0DC;
--base-line:#13273F;--live-line:#33230F}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--canvas);color:var(--text);font:14px/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums}
h1,h2,h3,p,dl,dd,pre{margin:0}
h1{font-size:20px;line-height:1.25;overflow-wrap:anywhere}
h2{font-size:16px;overflow-wrap:anywhere}
h3{font-size:14px;font-weight:600;overflow-wrap:anywhere}
code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-variant-ligatures:none}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
h3 code{font-weight:400;color:var(--text2)}
h3{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:baseline}
.id{margin-left:auto}
.diff dl{padding:8px 0}
.dim,dt,footer{color:var(--text2);font-weight:400}
.brand{font-size:12px;letter-spacing:.04em;color:var(--text2)}
.top,main,footer{max-width:1280px;margin:0 auto;padding:12px 16px}
.top{display:grid;gap:8px}
.tools{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center;padding:8px 0;border-block:1px solid var(--hair)}
#search{flex:1 1 240px;min-width:0;padding:6px 8px}
input,button{font:inherit;color:inherit}
#search,button{background:var(--surface);border:1px solid var(--border);border-radius:4px;min-height:32px}
button{padding:4px 12px;cursor:pointer}
.chips,.buttons{display:flex;flex-wrap:wrap;gap:4px 8px}
.chip{display:inline-flex;gap:4px;align-items:center;min-height:32px;padding:0 8px;border:1px solid var(--hair);border-radius:4px;background:var(--surface)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
main{display:grid;gap:24px}
.release{display:grid;gap:8px}
.note{padding:4px 8px;border-left:4px solid var(--border);background:var(--surface);overflow-wrap:anywhere}
.state{font-weight:600}
.state.in-contract{color:var(--good)}
.object{background:var(--surface);border:1px solid var(--hair);border-radius:4px;min-width:0}
.object>summary{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:baseline;padding:8px 12px;cursor:pointer;overflow-wrap:anywhere}
.object>summary::before{content:"▸";color:var(--text2)}
.object[open]>summary::before{content:"▾"}
.end{margin-left:auto}
.finding,.unseen{padding:12px;border-top:1px solid var(--hair);display:grid;gap:8px;min-width:0;content-visibility:auto;contain-intrinsic-size:auto 140px;overflow-wrap:anywhere}
.unseen{display:block}
.badge{display:inline-block;min-width:76px;padding:0 8px;border-radius:4px;font-size:12px;font-weight:600;line-height:20px;border:1px solid transparent}
.badge.critical{background:var(--critical);color:var(--on-critical)}
.badge.high{background:var(--high);color:var(--on-high)}
.badge.medium{background:var(--medium);color:var(--on-medium)}
.badge.low,.badge.accepted,.badge.ignored,.badge.incomplete{color:var(--text2);border-color:var(--border)}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:8px}
.side{min-width:0;padding:4px 8px;border-radius:4px;background:var(--base-line);border-left:4px solid var(--accent)}
.side.live{background:var(--live-line);border-left-color:var(--high)}
.side pre{max-height:320px;overflow:auto}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 12px}
dd{min-width:0}
.diff pre{padding:8px;background:var(--sunken);border-radius:4px;max-height:480px;overflow:auto}
.minus,.plus{display:inline-block;width:100%}
.minus{background:var(--base-line)}
.plus{background:var(--live-line)}
summary{cursor:pointer}
.diff>summary,.side summary{color:var(--accent)}
.empty{padding:24px;text-align:center}
footer{font-size:12px}
@media (max-width:640px){.sides{grid-template-columns:1fr}.top,main,footer{padding:8px}.end{margin-left:0;width:100%}dl{grid-template-columns:1fr}.finding{padding:8px}dt{font-size:12px}}
@media print{:root,:root[data-theme]{color-scheme:light;--canvas:#FFF;--surface:#FFF;--sunken:#F4F6F8;--text:#000;--text2:#333;--hair:#BBB;--base-line:#E2EEFD;--live-line:#FDEBD8}
.tools,.brand{display:none}.finding,.unseen{content-visibility:visible;break-inside:avoid}.side pre,.diff pre{max-height:none}body{font-size:11px}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
