// Made by `npm run build` of src/action: what action.yml names.
'use strict';
"use strict";

// src/action/entry.ts
var import_node_child_process = require("node:child_process");
var import_node_crypto3 = require("node:crypto");
var import_promises = require("node:fs/promises");
var import_node_path2 = require("node:path");
var import_promises2 = require("node:timers/promises");

// src/model/errors.ts
var UserError = class extends Error {
  hint;
  code;
  constructor(message, hint, { code = "usage", ...options } = {}) {
    super(message, options);
    this.name = "UserError";
    this.hint = hint;
    this.code = code;
  }
};
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// src/action/action.ts
var import_node_path = require("node:path");

// src/model/inert.ts
var ACTIVE = "\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u200E\\u200F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFEFF";
var ACTIVE_BUT_COLOURS = new RegExp(`\\u001B\\[(?:1|2|22|32|33|35|36|39)m|[${ACTIVE}\\u061C]`, "g");
var ACTIVE_OR_BREAK = new RegExp(`[${ACTIVE}\\u061C\\t\\n]`, "g");
var COMMAND_LINE = /^([^\S\n]*):(?=:)/gm;
var COMMAND_ANYWHERE = /##(?=(?:vso)?\[)/gi;
function inertText(text) {
  return text.replaceAll("\r\n", "\n").replace(ACTIVE_BUT_COLOURS, (one) => one.length > 1 ? one : "\uFFFD").replace(COMMAND_LINE, "$1: ").replace(COMMAND_ANYWHERE, "# #");
}
function inertName(name) {
  return name.replace(ACTIVE_OR_BREAK, unicodeEscape);
}
function unicodeEscape(one) {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

// src/app/exit.ts
var EXIT = {
  clean: 0,
  /** Nothing can be said. */
  error: 1,
  drift: 2,
  /** Some objects could not be verified, and the rest is clean. */
  incomplete: 3,
  /** The plan is stale or a precondition failed; nothing was written. */
  stale: 4,
  /** Written, but not all of it, or it does not hold. */
  unverified: 5
};

// src/app/errors.ts
function describeError(error, debug) {
  return inertText(wordsOf(error, debug));
}
function wordsOf(error, debug) {
  if (error instanceof UserError) {
    const stack2 = debug ? `${error.stack ?? ""}
` : "";
    return `Error: ${error.message}
${error.hint === void 0 ? "" : `${error.hint}
`}${stack2}`;
  }
  const stack = error instanceof Error ? error.stack ?? error.message : String(error);
  return `Error: helm drift failed in a way that it does not know: this is a bug of ours.
${stack}
`;
}

// src/action/commands.ts
var data = (text) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
var property = (text) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
function annotation(level, title, message) {
  return `::${level} title=${property(title)}::${data(message)}
`;
}
function unobeyed(token) {
  return { begin: `::stop-commands::${token}
`, end: `
::${token}::
` };
}
function outputEntry(name, value, delimiter) {
  if (value.includes(delimiter)) throw new Error(`the output ${name} holds its own delimiter`);
  return `${name}<<${delimiter}
${value}
${delimiter}
`;
}
function cutAtLine(text, most, note) {
  if (Buffer.byteLength(text) <= most) return text;
  const end = `
${note}
`;
  const head = Buffer.from(text).subarray(0, most - Buffer.byteLength(end)).toString("utf8");
  return `${head.slice(0, head.lastIndexOf("\n") + 1)}${end}`;
}

// src/action/github-api.ts
var PER_PAGE = 50;
var MOST_PAGES = 20;
var TIMEOUT_MS = 3e4;
var MOST_BYTES = 16 * 1024 * 1024;
var PATIENCE_MS = 6e4;
var ATTEMPTS = 3;
function githubIssues(options) {
  assertSafe(options);
  const { repository } = options;
  const issues = `/repos/${repository}/issues`;
  const ask = (method, path, body) => request(options, { method, path, ...body === void 0 ? {} : { body } });
  return {
    login: async () => {
      try {
        return (await ask("GET", "/user")).login;
      } catch (error) {
        if (error instanceof UserError && error.code === "forbidden") return void 0;
        throw error;
      }
    },
    open: async (label) => {
      const found = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const query = new URLSearchParams({ state: "open", labels: label, per_page: `${PER_PAGE}`, page: `${page}` });
        const some = await ask("GET", `${issues}?${query.toString()}`);
        found.push(...some);
        if (some.length < PER_PAGE) return found;
      }
      throw new UserError(
        `${repository} has more than ${PER_PAGE * MOST_PAGES} open issues with the label ${label}`,
        "Give the issues of drift a label of their own: issue-label."
      );
    },
    create: (issue) => ask("POST", issues, issue),
    change: (number, change) => ask("PATCH", `${issues}/${number}`, change)
  };
}
function assertSafe({ base, repository }) {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new UserError(`GITHUB_REPOSITORY is ${JSON.stringify(repository)}`, "The runner sets it to OWNER/NAME.");
  const url = URL.canParse(base) ? new URL(base) : void 0;
  const isLoopback = ["127.0.0.1", "localhost", "[::1]"].includes(url?.hostname ?? "");
  if (url === void 0 || url.protocol !== "https:" && !isLoopback)
    throw new UserError(
      `GITHUB_API_URL is ${JSON.stringify(base)}, and no https address`,
      "The token goes nowhere else: set it as the runner does."
    );
}
async function request(options, asked) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await answerTo(options, asked);
    if (answer.ok) return parsed(answer.text, options);
    const limited = waitOf(answer);
    const again = limited ?? (asked.method === "GET" && (answer.status >= 500 || answer.status === 0) ? 1e3 : void 0);
    if (again === void 0 || again > PATIENCE_MS || attempt === ATTEMPTS) throw failure(options, asked, answer);
    await options.pause(again * attempt);
  }
}
async function answerTo({ base, token, fetch: ask }, { method, path, body }) {
  try {
    const response = await ask(`${base.replace(/\/+$/, "")}${path}`, {
      method,
      // An answer that sends us elsewhere would send the token elsewhere.
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "user-agent": "helm-drift",
        "x-github-api-version": "2022-11-28",
        ...body === void 0 ? {} : { "content-type": "application/json" }
      },
      ...body === void 0 ? {} : { body: JSON.stringify(body) }
    });
    return { status: response.status, ok: response.ok, headers: response.headers, text: await bounded(response) };
  } catch (error) {
    return { status: 0, ok: false, headers: new Headers(), text: reasonOf(error) };
  }
}
async function bounded({ body }) {
  const chunks = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes came`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
function reasonOf(error) {
  const cause = error instanceof Error ? error.cause : void 0;
  return messageOf(cause instanceof Error ? cause : error);
}
function parsed(text, { base }) {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${base} answered with something that is no JSON`, "Is GITHUB_API_URL the API of GitHub?");
  }
}
function waitOf({ status, headers }) {
  if (status !== 403 && status !== 429) return void 0;
  const after = headers.get("retry-after");
  if (after !== null && /^\d+$/.test(after)) return Number(after) * 1e3;
  return headers.get("x-ratelimit-remaining") === "0" ? Number.POSITIVE_INFINITY : void 0;
}
var HINTS = {
  401: ["does not take the token", "Leave the input token out, or give one that has not expired.", "unauthorized"],
  403: [
    "does not let the token do this",
    "Give the job `permissions: {issues: write}`; in a pull request from a fork no token may write.",
    "forbidden"
  ],
  404: [
    "knows no such repository, or the token may not see it",
    "Give the job `permissions: {issues: write}`, and the token access to the repository.",
    "not-found"
  ],
  410: ["says that the repository has no issues", "Switch them on in its settings, or leave mode: issue.", "not-found"]
};
function failure({ base, repository }, { method, path }, answer) {
  const what = `${method} ${path.replace(/\?.*$/, "")}`;
  if (answer.status === 0)
    return new UserError(`GitHub cannot be reached at ${base} (${what}): ${answer.text}`, PROXY_HINT, {
      code: "unreachable"
    });
  if (waitOf(answer) !== void 0) {
    const reset = Number(answer.headers.get("x-ratelimit-reset"));
    const when = reset > 0 ? `, until ${new Date(reset * 1e3).toISOString()}` : "";
    return new UserError(`GitHub takes no more requests of this token${when} (${what})`, "Run the job again later.", {
      code: "server-error"
    });
  }
  const [said, hint, code] = HINTS[answer.status] ?? [];
  if (said !== void 0 && code !== void 0)
    return new UserError(`GitHub ${said}: ${what} in ${repository} got ${answer.status}`, hint, { code });
  return new UserError(
    `GitHub answered ${what} with ${answer.status}${wordsOf2(answer.text)}`,
    answer.status >= 500 ? "It has a fault of its own: run the job again." : "Say so in an issue of helm drift.",
    { code: "server-error" }
  );
}
var PROXY_HINT = "Behind a proxy set NODE_USE_ENV_PROXY: 1 beside HTTPS_PROXY.";
function wordsOf2(text) {
  try {
    const { message } = JSON.parse(text);
    return typeof message === "string" ? `: ${message.replace(/\s+/g, " ").slice(0, 200)}` : "";
  } catch {
    return "";
  }
}

// src/action/inputs.ts
var MODES = ["check", "issue"];
var LOG_FORMATS = ["text", "table", "json", "yaml", "markdown", "junit", "html"];
function inputsOf(env) {
  const text = (name) => (env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
  const inputs = {
    release: text("release"),
    chart: text("chart"),
    namespace: text("namespace"),
    allNamespaces: isTrue("all-namespaces", text("all-namespaces")),
    values: text("values").split("\n").map((line) => line.trim()).filter(Boolean),
    kubeconfig: text("kubeconfig"),
    context: text("kube-context"),
    config: text("config"),
    failOn: text("fail-on"),
    allowIncomplete: isTrue("allow-incomplete", text("allow-incomplete")),
    format: oneOf("format", LOG_FORMATS, text("format") || "text"),
    sarif: text("sarif"),
    folder: text("working-directory"),
    mode: oneOf("mode", MODES, text("mode") || "check"),
    token: text("token"),
    label: text("issue-label") || "helm-drift",
    author: text("issue-author"),
    issueKey: text("issue-key")
  };
  assertMeant(inputs);
  return inputs;
}
function assertMeant({ release, chart, allNamespaces, mode, token, label }) {
  for (const [name, value] of Object.entries({ release, chart }))
    if (value.startsWith("-"))
      throw new UserError(`the input ${name} is ${JSON.stringify(value)}, and no name`, `Name a ${name}.`);
  if (release !== "" && allNamespaces)
    throw new UserError("both a release and all-namespaces were given", "Take one of them.");
  if (chart !== "" && release === "")
    throw new UserError("a chart was given without a release", "Name the release that is compared with it.");
  if (mode === "issue" && token === "")
    throw new UserError("mode: issue has no token", "Leave the input token out, or give it ${{ github.token }}.");
  if (label.includes(",")) throw new UserError("issue-label names more than one label", "Name one, without a comma.");
}
function isTrue(name, value) {
  return oneOf(name, ["true", "false"], value.toLowerCase() || "false") === "true";
}
function oneOf(name, known, value) {
  const found = known.find((one) => one === value);
  if (found === void 0)
    throw new UserError(`the input ${name} is ${JSON.stringify(value)}`, `It is one of ${known.join(", ")}.`);
  return found;
}
function checkArguments(inputs, files) {
  const flag = (name, value) => value === "" ? [] : [`--${name}=${value}`];
  const scope = inputs.allNamespaces ? ["--all-namespaces"] : inputs.release === "" ? ["--all"] : [];
  return [
    "check",
    ...[inputs.release, inputs.chart].filter(Boolean),
    ...scope,
    ...flag("namespace", inputs.namespace),
    ...inputs.values.flatMap((file) => flag("values", file)),
    ...flag("kubeconfig", inputs.kubeconfig),
    ...flag("kube-context", inputs.context),
    ...flag("config", inputs.config),
    ...flag("fail-on", inputs.failOn),
    ...inputs.allowIncomplete ? ["--allow-incomplete"] : [],
    // A runner is thrown away; one that is not would tell more of what it has seen before. Of a chart none is kept.
    ...inputs.chart === "" ? ["--no-ledger"] : [],
    `--output=${inputs.format}`,
    ...Object.entries(files).map(([format, file]) => `--output=${format}=${file}`)
  ];
}
function environmentOfCheck(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("INPUT_")));
}

// src/action/issue.ts
var import_node_crypto = require("node:crypto");
var MOST_BYTES2 = 6e4;
function issueKey(parts) {
  return (0, import_node_crypto.createHash)("sha256").update(JSON.stringify(parts)).digest("hex");
}
async function keepIssue(issues, kept) {
  const found = await oursOf(issues, kept);
  if (kept.state === "in-contract") return closed(issues, kept, found);
  const [first] = found;
  if (first !== void 0) return told(issues, kept, first, await withoutTwins(issues, found));
  if (kept.state === "incomplete") return { did: "none", url: "" };
  return opened(issues, kept);
}
async function opened(issues, kept) {
  const made = await issues.create({ title: kept.title, body: bodyOf(kept), labels: [kept.label] });
  if (!hasLabel(made, kept.label)) {
    await issues.change(made.number, { state: "closed", state_reason: "not_planned" });
    throw new UserError(
      `GitHub did not give issue ${made.number} the label ${kept.label}, and without it no run would find it: it was closed`,
      "The token may not set labels: give the job `permissions: {issues: write}`."
    );
  }
  const found = [made, ...(await oursOf(issues, kept)).filter(({ number }) => number !== made.number)].toSorted(older);
  const [first = made] = found;
  await withoutTwins(issues, found);
  if (first.number === made.number) return { did: "opened", url: made.html_url };
  return told(issues, kept, first, 1);
}
async function told(issues, kept, issue, twins) {
  const isSame = markOf(issue)?.digest === kept.digest;
  if (isSame) return { did: twins > 0 ? "updated" : "unchanged", url: issue.html_url };
  await issues.change(issue.number, { title: kept.title, body: bodyOf(kept) });
  return { did: "updated", url: issue.html_url };
}
async function closed(issues, kept, found) {
  const [first] = found;
  if (first === void 0) return { did: "none", url: "" };
  await withoutTwins(issues, found);
  await issues.change(first.number, { body: bodyOf(kept), state: "closed", state_reason: "completed" });
  return { did: "closed", url: first.html_url };
}
async function withoutTwins(issues, found) {
  const twins = found.slice(1);
  for (const { number } of twins) await issues.change(number, { state: "closed", state_reason: "not_planned" });
  return twins.length;
}
var older = (a, b) => a.number - b.number;
async function oursOf(issues, { key, label, author }) {
  return (await issues.open(label)).filter(
    (issue) => issue.pull_request === void 0 && sameName(issue.user?.login, author) && hasLabel(issue, label) && markOf(issue)?.key === key
  ).toSorted(older);
}
var hasLabel = ({ labels }, wanted) => labels.some((label) => sameName(typeof label === "string" ? label : label.name, wanted));
var sameName = (a, b) => a?.toLowerCase() === b.toLowerCase();
var MARK = /^<!-- helm-drift key=([0-9a-f]{64}) digest=([0-9a-f]{64}) -->\r?\n/;
function markOf({ body }) {
  const [, key, digest] = MARK.exec(body ?? "") ?? [];
  return key === void 0 || digest === void 0 ? void 0 : { key, digest };
}
function bodyOf({ key, digest, report, run }) {
  const mark = `<!-- helm-drift key=${key} digest=${digest} -->
`;
  const end = `
Seen by ${run}. This issue is kept by helm drift: it follows what is found, and closes when all is in contract.
`;
  const shown = cutAtLine(report, MOST_BYTES2, "The report is longer than an issue: the run has all of it.");
  return `${mark}
${shown}${end}`;
}

// src/action/verdict.ts
var import_node_crypto2 = require("node:crypto");

// src/model/plural.ts
function plural(count, noun, many = `${noun}s`) {
  return `${count} ${count === 1 ? noun : many}`;
}

// src/model/mask.ts
var MASK = /\*\*\* \(\d+ characters?, [0-9a-f]{8,64}\)/;
var WHOLE_MASK = new RegExp(`^${MASK.source}$`);

// node_modules/lossless-json/lib/esm/utils.js
function isInteger(value) {
  return INTEGER_REGEX.test(value);
}
var INTEGER_REGEX = /^-?[0-9]+$/;
function isNumber(value) {
  return NUMBER_REGEX.test(value);
}
var NUMBER_REGEX = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
function isSafeNumber(value, config2) {
  if (isInteger(value)) {
    return Number.isSafeInteger(Number.parseInt(value, 10));
  }
  const num = Number.parseFloat(value);
  if (Number.isInteger(num) && !Number.isSafeInteger(num)) {
    return false;
  }
  const parsed2 = String(num);
  if (value === parsed2) {
    return true;
  }
  const valueDigits = extractSignificantDigits(value);
  const parsedDigits = extractSignificantDigits(parsed2);
  if (valueDigits === parsedDigits) {
    return true;
  }
  if (config2?.approx === true) {
    const requiredDigits = 14;
    if (parsedDigits.length >= requiredDigits && valueDigits.startsWith(parsedDigits.substring(0, requiredDigits))) {
      return true;
    }
  }
  return false;
}
var UnsafeNumberReason = /* @__PURE__ */ (function(UnsafeNumberReason2) {
  UnsafeNumberReason2["underflow"] = "underflow";
  UnsafeNumberReason2["overflow"] = "overflow";
  UnsafeNumberReason2["truncate_integer"] = "truncate_integer";
  UnsafeNumberReason2["truncate_float"] = "truncate_float";
  return UnsafeNumberReason2;
})({});
function getUnsafeNumberReason(value) {
  if (isSafeNumber(value, {
    approx: false
  })) {
    return void 0;
  }
  if (isInteger(value)) {
    return UnsafeNumberReason.truncate_integer;
  }
  const num = Number.parseFloat(value);
  if (!Number.isFinite(num)) {
    return UnsafeNumberReason.overflow;
  }
  if (num === 0) {
    return UnsafeNumberReason.underflow;
  }
  return UnsafeNumberReason.truncate_float;
}
function extractSignificantDigits(value) {
  const {
    start: start2,
    end
  } = getSignificantDigitRange(value);
  const digits = value.substring(start2, end);
  const dot = digits.indexOf(".");
  if (dot === -1) {
    return digits;
  }
  return digits.substring(0, dot) + digits.substring(dot + 1);
}
function getSignificantDigitRange(value) {
  let start2 = 0;
  if (value[0] === "-") {
    start2++;
  }
  while (value[start2] === "0" || value[start2] === ".") {
    start2++;
  }
  let end = value.lastIndexOf("e");
  if (end === -1) {
    end = value.lastIndexOf("E");
  }
  if (end === -1) {
    end = value.length;
  }
  while ((value[end - 1] === "0" || value[end - 1] === ".") && end > start2) {
    end--;
  }
  return {
    start: start2,
    end
  };
}

// node_modules/lossless-json/lib/esm/LosslessNumber.js
var losslessNumberMarker = /* @__PURE__ */ Symbol.for("lossless-json.LosslessNumber");
var LosslessNumber = class {
  // numeric value as string
  value;
  /**
   * @deprecated Use the isLosslessNumber(value) function instead.
   *
   * Ordinary objects may also have an isLosslessNumber property, so this
   * field cannot reliably identify lossless numbers.
   */
  isLosslessNumber = true;
  get [losslessNumberMarker]() {
    return true;
  }
  constructor(value) {
    if (!isNumber(value)) {
      throw new Error(`Invalid number (value: "${value}")`);
    }
    this.value = value;
  }
  /**
   * Get the value of the LosslessNumber as number or bigint.
   *
   * - a number is returned for safe numbers and decimal values that only lose some insignificant digits
   * - a bigint is returned for big integer numbers
   * - an Error is thrown for values that will overflow or underflow
   *
   * Note that you can implement your own strategy for conversion by just getting the value as string
   * via .toString(), and using util functions like isInteger, isSafeNumber, getUnsafeNumberReason,
   * and toSafeNumberOrThrow to convert it to a numeric value.
   */
  valueOf() {
    const unsafeReason = getUnsafeNumberReason(this.value);
    if (unsafeReason === void 0 || unsafeReason === UnsafeNumberReason.truncate_float) {
      return Number.parseFloat(this.value);
    }
    if (isInteger(this.value)) {
      return BigInt(this.value);
    }
    throw new Error(`Cannot safely convert to number: the value '${this.value}' would ${unsafeReason} and become ${Number.parseFloat(this.value)}`);
  }
  /**
   * Get the value of the LosslessNumber as string.
   */
  toString() {
    return this.value;
  }
  // Note: we do NOT implement a .toJSON() method, and you should not implement
  // or use that, it cannot safely turn the numeric value in the string into
  // stringified JSON since it has to be parsed into a number first.
};
function isLosslessNumber(value) {
  return value !== null && typeof value === "object" && value[losslessNumberMarker] === true;
}

// node_modules/lossless-json/lib/esm/numberParsers.js
function parseLosslessNumber(value) {
  return new LosslessNumber(value);
}

// node_modules/lossless-json/lib/esm/revive.js
function revive(json, reviver) {
  return reviveValue({
    "": json
  }, "", json, reviver);
}
function reviveValue(context, key, value, reviver) {
  if (Array.isArray(value)) {
    return reviver.call(context, key, reviveArray(value, reviver));
  }
  if (value && typeof value === "object" && !isLosslessNumber(value)) {
    return reviver.call(context, key, reviveObject(value, reviver));
  }
  return reviver.call(context, key, value);
}
function reviveObject(object, reviver) {
  for (const key of Object.keys(object)) {
    const value = reviveValue(object, key, object[key], reviver);
    if (value !== void 0) {
      object[key] = value;
    } else {
      delete object[key];
    }
  }
  return object;
}
function reviveArray(array, reviver) {
  for (let i = 0; i < array.length; i++) {
    const value = reviveValue(array, String(i), array[i], reviver);
    if (value === void 0) {
      delete array[i];
    } else {
      array[i] = value;
    }
  }
  return array;
}

// node_modules/lossless-json/lib/esm/parse.js
function parse(text, reviver, options) {
  const optionsObj = typeof options === "function" ? {
    parseNumber: options
  } : options;
  const parseNumber = optionsObj?.parseNumber ?? parseLosslessNumber;
  const onDuplicateKey = optionsObj?.onDuplicateKey ?? throwDuplicateKey;
  let i = 0;
  const value = parseValue();
  expectValue(value);
  expectEndOfInput();
  return reviver ? revive(value, reviver) : value;
  function parseObject() {
    if (text.charCodeAt(i) === codeOpeningBrace) {
      i++;
      skipWhitespace();
      const object = {};
      let initial = true;
      while (i < text.length && text.charCodeAt(i) !== codeClosingBrace) {
        if (!initial) {
          eatComma();
          skipWhitespace();
        } else {
          initial = false;
        }
        const start2 = i;
        const key = parseString();
        if (key === void 0) {
          throwObjectKeyExpected();
          return;
        }
        skipWhitespace();
        eatColon();
        const value2 = parseValue();
        if (value2 === void 0) {
          throwObjectValueExpected();
          return;
        }
        if (Object.prototype.hasOwnProperty.call(object, key) && !isDeepEqual(value2, object[key])) {
          const returnedValue = onDuplicateKey({
            key,
            position: start2 + 1,
            oldValue: object[key],
            newValue: value2
          });
          if (returnedValue !== void 0) {
            setObjectKey(object, key, returnedValue);
          }
        } else {
          setObjectKey(object, key, value2);
        }
      }
      if (text.charCodeAt(i) !== codeClosingBrace) {
        throwObjectKeyOrEndExpected();
      }
      i++;
      return object;
    }
  }
  function parseArray() {
    if (text.charCodeAt(i) === codeOpeningBracket) {
      i++;
      skipWhitespace();
      const array = [];
      let initial = true;
      while (i < text.length && text.charCodeAt(i) !== codeClosingBracket) {
        if (!initial) {
          eatComma();
        } else {
          initial = false;
        }
        const value2 = parseValue();
        expectArrayItem(value2);
        array.push(value2);
      }
      if (text.charCodeAt(i) !== codeClosingBracket) {
        throwArrayItemOrEndExpected();
      }
      i++;
      return array;
    }
  }
  function parseValue() {
    skipWhitespace();
    const value2 = parseString() ?? parseNumeric() ?? parseObject() ?? parseArray() ?? parseKeyword("true", true) ?? parseKeyword("false", false) ?? parseKeyword("null", null);
    skipWhitespace();
    return value2;
  }
  function parseKeyword(name, value2) {
    if (text.slice(i, i + name.length) === name) {
      i += name.length;
      return value2;
    }
  }
  function skipWhitespace() {
    while (isWhitespace(text.charCodeAt(i))) {
      i++;
    }
  }
  function parseString() {
    if (text.charCodeAt(i) === codeDoubleQuote) {
      i++;
      let result = "";
      while (i < text.length && text.charCodeAt(i) !== codeDoubleQuote) {
        if (text.charCodeAt(i) === codeBackslash) {
          const char = text[i + 1];
          const escapeChar = escapeCharacters[char];
          if (escapeChar !== void 0) {
            result += escapeChar;
            i++;
          } else if (char === "u") {
            if (isHex(text.charCodeAt(i + 2)) && isHex(text.charCodeAt(i + 3)) && isHex(text.charCodeAt(i + 4)) && isHex(text.charCodeAt(i + 5))) {
              result += String.fromCharCode(Number.parseInt(text.slice(i + 2, i + 6), 16));
              i += 5;
            } else {
              throwInvalidUnicodeCharacter(i);
            }
          } else {
            throwInvalidEscapeCharacter(i);
          }
        } else {
          if (isValidStringCharacter(text.charCodeAt(i))) {
            result += text[i];
          } else {
            throwInvalidCharacter(text[i]);
          }
        }
        i++;
      }
      expectEndOfString();
      i++;
      return result;
    }
  }
  function parseNumeric() {
    const start2 = i;
    if (text.charCodeAt(i) === codeMinus) {
      i++;
      expectDigit(start2);
    }
    if (text.charCodeAt(i) === codeZero) {
      i++;
    } else if (isNonZeroDigit(text.charCodeAt(i))) {
      i++;
      while (isDigit(text.charCodeAt(i))) {
        i++;
      }
    } else {
      return void 0;
    }
    if (text.charCodeAt(i) === codeDot) {
      i++;
      expectDigit(start2);
      while (isDigit(text.charCodeAt(i))) {
        i++;
      }
    }
    if (text.charCodeAt(i) === codeLowercaseE || text.charCodeAt(i) === codeUppercaseE) {
      i++;
      if (text.charCodeAt(i) === codeMinus || text.charCodeAt(i) === codePlus) {
        i++;
      }
      expectDigit(start2);
      while (isDigit(text.charCodeAt(i))) {
        i++;
      }
    }
    if (i > start2) {
      return parseNumber(text.slice(start2, i));
    }
  }
  function eatComma() {
    if (text.charCodeAt(i) !== codeComma) {
      throw new SyntaxError(`Comma ',' expected after value ${gotAt()}`);
    }
    i++;
  }
  function eatColon() {
    if (text.charCodeAt(i) !== codeColon) {
      throw new SyntaxError(`Colon ':' expected after property name ${gotAt()}`);
    }
    i++;
  }
  function expectValue(value2) {
    if (value2 === void 0) {
      throw new SyntaxError(`JSON value expected ${gotAt()}`);
    }
  }
  function expectArrayItem(value2) {
    if (value2 === void 0) {
      throw new SyntaxError(`Array item expected ${gotAt()}`);
    }
  }
  function expectEndOfInput() {
    if (i < text.length) {
      throw new SyntaxError(`Expected end of input ${gotAt()}`);
    }
  }
  function expectDigit(start2) {
    if (!isDigit(text.charCodeAt(i))) {
      const numSoFar = text.slice(start2, i);
      throw new SyntaxError(`Invalid number '${numSoFar}', expecting a digit ${gotAt()}`);
    }
  }
  function expectEndOfString() {
    if (text.charCodeAt(i) !== codeDoubleQuote) {
      throw new SyntaxError(`End of string '"' expected ${gotAt()}`);
    }
  }
  function throwObjectKeyExpected() {
    throw new SyntaxError(`Quoted object key expected ${gotAt()}`);
  }
  function throwDuplicateKey({
    key,
    position
  }) {
    throw new SyntaxError(`Duplicate key '${key}' encountered at position ${position}`);
  }
  function throwObjectKeyOrEndExpected() {
    throw new SyntaxError(`Quoted object key or end of object '}' expected ${gotAt()}`);
  }
  function throwArrayItemOrEndExpected() {
    throw new SyntaxError(`Array item or end of array ']' expected ${gotAt()}`);
  }
  function throwInvalidCharacter(char) {
    throw new SyntaxError(`Invalid character '${char}' ${pos()}`);
  }
  function throwInvalidEscapeCharacter(start2) {
    const chars = text.slice(start2, start2 + 2);
    throw new SyntaxError(`Invalid escape character '${chars}' ${pos()}`);
  }
  function throwObjectValueExpected() {
    throw new SyntaxError(`Object value expected after ':' ${pos()}`);
  }
  function throwInvalidUnicodeCharacter(start2) {
    const chars = text.slice(start2, start2 + 6);
    throw new SyntaxError(`Invalid unicode character '${chars}' ${pos()}`);
  }
  function pos() {
    return `at position ${i}`;
  }
  function got() {
    return i < text.length ? `but got '${text[i]}'` : "but reached end of input";
  }
  function gotAt() {
    return `${got()} ${pos()}`;
  }
}
function setObjectKey(object, key, value) {
  if (key === "__proto__") {
    Object.defineProperty(object, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true
    });
  } else {
    object[key] = value;
  }
}
function isWhitespace(code) {
  return code === codeSpace || code === codeNewline || code === codeTab || code === codeReturn;
}
function isHex(code) {
  return code >= codeZero && code <= codeNine || code >= codeUppercaseA && code <= codeUppercaseF || code >= codeLowercaseA && code <= codeLowercaseF;
}
function isDigit(code) {
  return code >= codeZero && code <= codeNine;
}
function isNonZeroDigit(code) {
  return code >= codeOne && code <= codeNine;
}
function isValidStringCharacter(code) {
  return code >= 32 && code <= 1114111;
}
function isDeepEqual(a, b) {
  if (a === b) {
    return true;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isDeepEqual(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = [.../* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.every((key) => isDeepEqual(a[key], b[key]));
  }
  return false;
}
function isObject(value) {
  return typeof value === "object" && value !== null;
}
var escapeCharacters = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	"
  // note that \u is handled separately in parseString()
};
var codeBackslash = 92;
var codeOpeningBrace = 123;
var codeClosingBrace = 125;
var codeOpeningBracket = 91;
var codeClosingBracket = 93;
var codeSpace = 32;
var codeNewline = 10;
var codeTab = 9;
var codeReturn = 13;
var codeDoubleQuote = 34;
var codePlus = 43;
var codeMinus = 45;
var codeZero = 48;
var codeOne = 49;
var codeNine = 57;
var codeComma = 44;
var codeDot = 46;
var codeColon = 58;
var codeUppercaseA = 65;
var codeLowercaseA = 97;
var codeUppercaseE = 69;
var codeLowercaseE = 101;
var codeUppercaseF = 70;
var codeLowercaseF = 102;

// src/yaml/json.ts
var LONG = 16;
var INTEGER = /^-?\d+$/;
var ALL_ACTIVE = new RegExp(`[${ACTIVE}]`, "g");
function parseJsonExact(text) {
  if (!hasLongNumber(text)) return JSON.parse(text);
  return parse(text, null, {
    parseNumber: (digits) => {
      const value = Number(digits);
      if (!INTEGER.test(digits) || Number.isSafeInteger(value)) return value;
      const exact = BigInt(digits);
      return exact >= -(2n ** 63n) && exact < 2n ** 64n ? exact : value;
    }
  });
}
function hasLongNumber(text) {
  const isDigit2 = (at) => {
    const code = text.charCodeAt(at);
    return code >= 48 && code <= 57;
  };
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit2(at)) continue;
    let [from, to] = [at, at + 1];
    while (isDigit2(from - 1)) from -= 1;
    while (isDigit2(to)) to += 1;
    if (to - from >= LONG) return true;
  }
  return false;
}
function stringifyJson(value, indent = 0) {
  const marked = JSON.stringify(
    value,
    (_key, item) => typeof item === "bigint" ? `${item}` : item,
    indent
  );
  return marked.includes("\\u0001") ? marked.replace(/"\\u0001(-?\d+)\\u0001"/g, "$1") : marked;
}

// src/action/verdict.ts
var TITLE_LENGTH = 200;
function verdictOf(json, { keyed }) {
  const document = parseJsonExact(json);
  const reports = "reports" in document ? document.reports : [document];
  const facts = stringifyJson(reports.map(factsOf));
  const drift = reports.reduce((sum, { summary }) => sum + summary.drift, 0);
  const state = drift > 0 ? "variance-detected" : reports.every(isClean) ? "in-contract" : "incomplete";
  return {
    state,
    drift,
    title: inertName(titleOf(reports, drift, state)).slice(0, TITLE_LENGTH),
    digest: (0, import_node_crypto2.createHash)("sha256").update(keyed ? facts : withoutMasks(facts)).digest("hex")
  };
}
var isClean = ({ state }) => state === "in-contract";
var withoutMasks = (text) => text.replace(new RegExp(MASK.source, "g"), (mask) => mask.replace(/, [0-9a-f]+\)$/, ")"));
function factsOf({ release, state, findings, gaps }) {
  return {
    release: [release.namespace, release.name, release.revision ?? 0],
    state,
    findings: findings.filter(({ verdict }) => verdict === "drift").map(({ id, change, severity, desired, live, by }) => ({
      id,
      change,
      severity,
      desired,
      live,
      by: [by.manager, by.operation]
    })),
    gaps: gaps.map(({ reason, ref }) => ({ reason, ref }))
  };
}
function titleOf(reports, drift, state) {
  const [first] = reports;
  const where = first !== void 0 && reports.length === 1 ? `${first.release.name} in ${first.release.namespace}` : plural(reports.length, "release");
  if (state === "in-contract") return `In contract (${where})`;
  if (state === "incomplete") return `Incomplete: not everything could be seen (${where})`;
  const objects = new Set(
    reports.flatMap(
      ({ findings }) => findings.filter(({ verdict }) => verdict === "drift").map(({ ref }) => `${ref.kind}/${ref.namespace ?? ""}/${ref.name}`)
    )
  );
  return `Variance detected: ${drift} in ${plural(objects.size, "object")} (${where})`;
}

// src/action/action.ts
var SUMMARY_BYTES = 1e6;
var RUNNERS_LOGIN = "github-actions[bot]";
async function runAction(step) {
  try {
    return await checked(step);
  } catch (error) {
    const [what = "", ...more] = describeError(error, false).trim().split("\n");
    step.say(annotation("error", "helm drift", [what.replace(/^Error: /, ""), ...more].join("\n")));
    return EXIT.error;
  }
}
async function checked(step) {
  const { env, say: say2 } = step;
  const inputs = inputsOf(env);
  const cwd = (0, import_node_path.resolve)(required(env, "GITHUB_WORKSPACE"), inputs.folder);
  const folder = await step.folder(required(env, "RUNNER_TEMP"));
  const files = {
    github: (0, import_node_path.join)(folder, "annotations"),
    markdown: (0, import_node_path.join)(folder, "drift.md"),
    json: (0, import_node_path.join)(folder, "drift.json"),
    sarif: inputs.sarif === "" ? (0, import_node_path.join)(folder, "drift.sarif") : (0, import_node_path.resolve)(cwd, inputs.sarif)
  };
  const quiet = unobeyed(step.random());
  say2(quiet.begin);
  const { code, said } = await step.check(checkArguments(inputs, files), { env: environmentOfCheck(env), cwd }).finally(() => say2(quiet.end));
  if (!HAS_REPORT.has(code)) {
    say2(annotation("error", "helm drift", said.replace(/^Error: /, "").trim() || `it ended with exit code ${code}`));
    return code;
  }
  say2(await step.read(files.github));
  const report = await step.read(files.markdown);
  const verdict = verdictOf(await step.read(files.json), { keyed: Boolean(env["HELM_DRIFT_REDACTION_KEY"]) });
  await step.append(required(env, "GITHUB_STEP_SUMMARY"), cutAtLine(report, SUMMARY_BYTES, "The log has all of it."));
  const output = (values) => tell(step, values);
  await output({
    state: verdict.state,
    drift: `${verdict.drift}`,
    "exit-code": `${code}`,
    digest: verdict.digest,
    sarif: files.sarif,
    json: files.json
  });
  if (inputs.mode === "issue") {
    const { did, url } = await issueOf(step, inputs, { verdict, report });
    await output({ issue: url });
    say2(`Issue: ${did}${url === "" ? "" : `, ${url}`}
`);
  }
  return code;
}
var HAS_REPORT = /* @__PURE__ */ new Set([EXIT.clean, EXIT.drift, EXIT.incomplete]);
async function tell(step, values) {
  const delimiter = `helm-drift-${step.random()}`;
  const entries = Object.entries(values).map(([name, value]) => outputEntry(name, value, delimiter));
  await step.append(required(step.env, "GITHUB_OUTPUT"), entries.join(""));
}
async function issueOf({ env, fetch: fetch2, pause }, inputs, { verdict, report }) {
  const repository = required(env, "GITHUB_REPOSITORY");
  const issues = githubIssues({
    base: required(env, "GITHUB_API_URL"),
    repository,
    token: inputs.token,
    fetch: fetch2,
    pause
  });
  const author = inputs.author || (await issues.login() ?? RUNNERS_LOGIN);
  const { release, chart, namespace, allNamespaces, context, label } = inputs;
  const workflow = (env["GITHUB_WORKFLOW_REF"] ?? "").replace(/@.*$/, "");
  const asked = [release, chart, namespace, `${allNamespaces}`, context, inputs.issueKey];
  const run = `${env["GITHUB_SERVER_URL"] ?? "https://github.com"}/${repository}/actions/runs/${env["GITHUB_RUN_ID"] ?? ""}`;
  return keepIssue(issues, {
    ...verdict,
    key: issueKey([workflow, env["GITHUB_JOB"] ?? "", ...asked]),
    report,
    run,
    label,
    author
  });
}
function required(env, name) {
  const value = env[name];
  if (value) return value;
  throw new UserError(`${name} is not set`, "This runs as a step of GitHub Actions, whose runner sets it.");
}

// src/action/entry.ts
var SAID_BYTES = 4096;
var SIGNALS = ["SIGINT", "SIGTERM"];
var program = (0, import_node_path2.join)((0, import_node_path2.dirname)(process.argv[1] ?? ""), "helm-drift.cjs");
var say = (text) => void process.stdout.write(text);
var check = (args, { env, cwd }) => new Promise((resolve2, reject) => {
  const child = (0, import_node_child_process.spawn)(process.execPath, [program, ...args], { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.setEncoding("utf8").on("data", say);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    say(text);
    said = `${said}${text}`.slice(-SAID_BYTES);
  });
  const passOn = (name) => void child.kill(name);
  for (const name of SIGNALS) process.on(name, passOn);
  child.on(
    "error",
    (cause) => reject(
      new UserError(
        `the check cannot be started in ${cwd}: ${cause.message}`,
        "Name a folder of the workspace in working-directory, or leave it out.",
        { cause }
      )
    )
  );
  child.on("close", (code) => {
    for (const name of SIGNALS) process.off(name, passOn);
    resolve2({ code: code ?? 1, said });
  });
});
async function start() {
  process.exitCode = await runAction({
    env: process.env,
    say,
    check,
    read: (file) => (0, import_promises.readFile)(file, "utf8"),
    append: (file, text) => (0, import_promises.appendFile)(file, text),
    folder: (below) => (0, import_promises.mkdtemp)((0, import_node_path2.join)(below, "helm-drift-")),
    random: () => (0, import_node_crypto3.randomBytes)(16).toString("hex"),
    fetch,
    pause: async (milliseconds) => {
      await (0, import_promises2.setTimeout)(milliseconds);
    }
  });
}
void start();
