import {randomBytes} from 'node:crypto';
import {gunzipSync} from 'node:zlib';
import {APP_ELEMENT} from '../routes.ts';

/** What the page is made of, built into this one script by scripts/build.mjs: gzip, in base64. */
export interface PageAssets {
  readonly script: Buffer;
  readonly style: Buffer;
}

export function unpackedAssets({script, style} = HELM_DRIFT_APP): PageAssets {
  const unpacked = (text: string): Buffer => gunzipSync(Buffer.from(text, 'base64'));
  return {script: unpacked(script), style: unpacked(style)};
}

/** The document holds no data and needs no session: a link on a foreign page may lead to it. */
export function shell(): {readonly html: string; readonly nonce: string} {
  const nonce = randomBytes(16).toString('base64url');
  const icon =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M8 1 15 8 8 15 1 8Z' fill='%230B5CAD'/%3E%3C/svg%3E";
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Helm Drift Detector</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="style-nonce" content="${nonce}">
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="/app.css">
<script type="module" src="/app.js"></script>
</head>
<body><div id="${APP_ELEMENT}"></div><noscript>The console needs JavaScript; helm drift check does not.</noscript></body>
</html>
`;
  return {html, nonce};
}

/** Nothing is loaded from anywhere else, and no text becomes markup. */
export function policy(nonce: string | undefined, formAction: "'none'" | "'self'" = "'none'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    // The type stands in the style itself.
    'font-src data:',
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}
