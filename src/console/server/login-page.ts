import {randomBytes} from 'node:crypto';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:38rem;margin:10vh auto;padding:0 1rem;color-scheme:light dark}' +
  'textarea{width:100%;box-sizing:border-box;font:13px/1.4 monospace}button{font:inherit;margin-top:.5rem;padding:.3rem 1rem}' +
  '[role=alert]{border-left:4px solid #b3261e;padding-left:.75rem}code{font-size:.9em}';

/** Asks for a token, without a script. `problem` is a text of ours, and none that a request could have brought. */
export function loginPage(problem: LoginProblem | undefined): {readonly html: string; readonly nonce: string} {
  const nonce = randomBytes(16).toString('base64url');
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Helm Drift Detector: log in</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>Log in</h1>
${problem === undefined ? '' : `<p role="alert">${PROBLEMS[problem]}</p>\n`}<p>The cluster says who you are, and you see the releases of namespaces that you may read.</p>
<form method="post" action="/login" autocomplete="off">
<label for="token">A token of yours, for example of <code>kubectl create token ACCOUNT -n NAMESPACE</code></label>
<textarea id="token" name="token" rows="6" required autofocus spellcheck="false"></textarea>
<button>Log in</button>
</form>
<p>The token is shown to the API server once, and not kept. A session lasts 15 minutes at most.</p>
</main>
</body>
</html>
`;
  return {html, nonce};
}

const PROBLEMS = {
  refused: 'The API server does not accept this token: it is wrong, has expired, or is meant for somebody else.',
  unknown: 'The API server cannot be asked who you are, so nobody is let in. Try again in a while.',
  busy: 'Too many log in at once. Try again in a while.',
} as const;

export type LoginProblem = keyof typeof PROBLEMS;
