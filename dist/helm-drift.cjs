#!/usr/bin/env node
'use strict';
const __bundleUrl = require('node:url').pathToFileURL(__filename).href;
"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e2) {
    throw err = [e2], e2;
  }
};
var __commonJS = (cb, mod2) => function __require() {
  try {
    return mod2 || (0, cb[__getOwnPropNames(cb)[0]])((mod2 = { exports: {} }).exports, mod2), mod2.exports;
  } catch (e2) {
    throw mod2 = 0, e2;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod2, isNodeMode, target) => (target = mod2 != null ? __create(__getProtoOf(mod2)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod2 || !mod2.__esModule ? __defProp(target, "default", { value: mod2, enumerable: true }) : target,
  mod2
));

// src/cli/exit.ts
function exitCodeOf(reports) {
  if (reports.some(({ summary: summary2 }) => summary2.drift > 0)) return EXIT.drift;
  return reports.some(({ gaps }) => gaps.length > 0) ? EXIT.incomplete : EXIT.clean;
}
var EXIT;
var init_exit = __esm({
  "src/cli/exit.ts"() {
    "use strict";
    EXIT = {
      clean: 0,
      /** Nothing can be said. */
      error: 1,
      drift: 2,
      /** Some objects could not be verified, and the rest is clean. */
      incomplete: 3
    };
  }
});

// node_modules/leven/index.js
function leven(first, second, options) {
  if (first === second) {
    return 0;
  }
  const maxDistance = options?.maxDistance;
  const swap = first;
  if (first.length > second.length) {
    first = second;
    second = swap;
  }
  let firstLength = first.length;
  let secondLength = second.length;
  while (firstLength > 0 && first.charCodeAt(~-firstLength) === second.charCodeAt(~-secondLength)) {
    firstLength--;
    secondLength--;
  }
  let start2 = 0;
  while (start2 < firstLength && first.charCodeAt(start2) === second.charCodeAt(start2)) {
    start2++;
  }
  firstLength -= start2;
  secondLength -= start2;
  if (maxDistance !== void 0 && secondLength - firstLength > maxDistance) {
    return maxDistance;
  }
  if (firstLength === 0) {
    return maxDistance !== void 0 && secondLength > maxDistance ? maxDistance : secondLength;
  }
  let bCharacterCode;
  let result;
  let temporary;
  let temporary2;
  let index2 = 0;
  let index22 = 0;
  while (index2 < firstLength) {
    characterCodeCache[index2] = first.charCodeAt(start2 + index2);
    array[index2] = ++index2;
  }
  while (index22 < secondLength) {
    bCharacterCode = second.charCodeAt(start2 + index22);
    temporary = index22++;
    result = index22;
    for (index2 = 0; index2 < firstLength; index2++) {
      temporary2 = bCharacterCode === characterCodeCache[index2] ? temporary : temporary + 1;
      temporary = array[index2];
      result = array[index2] = temporary > result ? temporary2 > result ? result + 1 : temporary2 : temporary2 > temporary ? temporary + 1 : temporary2;
    }
    if (maxDistance !== void 0) {
      let rowMinimum = result;
      for (index2 = 0; index2 < firstLength; index2++) {
        if (array[index2] < rowMinimum) {
          rowMinimum = array[index2];
        }
      }
      if (rowMinimum > maxDistance) {
        return maxDistance;
      }
    }
  }
  array.length = firstLength;
  characterCodeCache.length = firstLength;
  return maxDistance !== void 0 && result > maxDistance ? maxDistance : result;
}
var array, characterCodeCache;
var init_leven = __esm({
  "node_modules/leven/index.js"() {
    array = [];
    characterCodeCache = [];
  }
});

// node_modules/cliui/build/lib/index.js
function addBorder(col, ts, style) {
  if (col.border) {
    if (/[.']-+[.']/.test(ts)) {
      return "";
    }
    if (ts.trim().length !== 0) {
      return style;
    }
    return "  ";
  }
  return "";
}
function _minWidth(col) {
  const padding = col.padding || [];
  const minWidth = 1 + (padding[left] || 0) + (padding[right] || 0);
  if (col.border) {
    return minWidth + 4;
  }
  return minWidth;
}
function getWindowWidth() {
  if (typeof process === "object" && process.stdout && process.stdout.columns) {
    return process.stdout.columns;
  }
  return 80;
}
function alignRight(str, width) {
  str = str.trim();
  const strWidth = mixin.stringWidth(str);
  if (strWidth < width) {
    return " ".repeat(width - strWidth) + str;
  }
  return str;
}
function alignCenter(str, width) {
  str = str.trim();
  const strWidth = mixin.stringWidth(str);
  if (strWidth >= width) {
    return str;
  }
  return " ".repeat(width - strWidth >> 1) + str;
}
function cliui(opts, _mixin) {
  mixin = _mixin;
  return new UI({
    width: (opts === null || opts === void 0 ? void 0 : opts.width) || getWindowWidth(),
    wrap: opts === null || opts === void 0 ? void 0 : opts.wrap
  });
}
var align, top, right, bottom, left, UI, mixin;
var init_lib = __esm({
  "node_modules/cliui/build/lib/index.js"() {
    "use strict";
    align = {
      right: alignRight,
      center: alignCenter
    };
    top = 0;
    right = 1;
    bottom = 2;
    left = 3;
    UI = class {
      constructor(opts) {
        var _a2;
        this.width = opts.width;
        this.wrap = (_a2 = opts.wrap) !== null && _a2 !== void 0 ? _a2 : true;
        this.rows = [];
      }
      span(...args) {
        const cols = this.div(...args);
        cols.span = true;
      }
      resetOutput() {
        this.rows = [];
      }
      div(...args) {
        if (args.length === 0) {
          this.div("");
        }
        if (this.wrap && this.shouldApplyLayoutDSL(...args) && typeof args[0] === "string") {
          return this.applyLayoutDSL(args[0]);
        }
        const cols = args.map((arg) => {
          if (typeof arg === "string") {
            return this.colFromString(arg);
          }
          return arg;
        });
        this.rows.push(cols);
        return cols;
      }
      shouldApplyLayoutDSL(...args) {
        return args.length === 1 && typeof args[0] === "string" && /[\t\n]/.test(args[0]);
      }
      applyLayoutDSL(str) {
        const rows = str.split("\n").map((row) => row.split("	"));
        let leftColumnWidth = 0;
        rows.forEach((columns) => {
          if (columns.length > 1 && mixin.stringWidth(columns[0]) > leftColumnWidth) {
            leftColumnWidth = Math.min(Math.floor(this.width * 0.5), mixin.stringWidth(columns[0]));
          }
        });
        rows.forEach((columns) => {
          this.div(...columns.map((r, i) => {
            return {
              text: r.trim(),
              padding: this.measurePadding(r),
              width: i === 0 && columns.length > 1 ? leftColumnWidth : void 0
            };
          }));
        });
        return this.rows[this.rows.length - 1];
      }
      colFromString(text) {
        return {
          text,
          padding: this.measurePadding(text)
        };
      }
      measurePadding(str) {
        const noAnsi = mixin.stripAnsi(str);
        return [0, noAnsi.match(/\s*$/)[0].length, 0, noAnsi.match(/^\s*/)[0].length];
      }
      toString() {
        const lines = [];
        this.rows.forEach((row) => {
          this.rowToString(row, lines);
        });
        return lines.filter((line) => !line.hidden).map((line) => line.text).join("\n");
      }
      rowToString(row, lines) {
        this.rasterize(row).forEach((rrow, r) => {
          let str = "";
          rrow.forEach((col, c) => {
            const { width } = row[c];
            const wrapWidth = this.negatePadding(row[c]);
            let ts = col;
            if (wrapWidth > mixin.stringWidth(col)) {
              ts += " ".repeat(wrapWidth - mixin.stringWidth(col));
            }
            if (row[c].align && row[c].align !== "left" && this.wrap) {
              const fn = align[row[c].align];
              ts = fn(ts, wrapWidth);
              if (mixin.stringWidth(ts) < wrapWidth) {
                ts += " ".repeat((width || 0) - mixin.stringWidth(ts) - 1);
              }
            }
            const padding = row[c].padding || [0, 0, 0, 0];
            if (padding[left]) {
              str += " ".repeat(padding[left]);
            }
            str += addBorder(row[c], ts, "| ");
            str += ts;
            str += addBorder(row[c], ts, " |");
            if (padding[right]) {
              str += " ".repeat(padding[right]);
            }
            if (r === 0 && lines.length > 0) {
              str = this.renderInline(str, lines[lines.length - 1]);
            }
          });
          lines.push({
            text: str.replace(/ +$/, ""),
            span: row.span
          });
        });
        return lines;
      }
      // if the full 'source' can render in
      // the target line, do so.
      renderInline(source, previousLine) {
        const match = source.match(/^ */);
        const leadingWhitespace = match ? match[0].length : 0;
        const target = previousLine.text;
        const targetTextWidth = mixin.stringWidth(target.trimRight());
        if (!previousLine.span) {
          return source;
        }
        if (!this.wrap) {
          previousLine.hidden = true;
          return target + source;
        }
        if (leadingWhitespace < targetTextWidth) {
          return source;
        }
        previousLine.hidden = true;
        return target.trimRight() + " ".repeat(leadingWhitespace - targetTextWidth) + source.trimLeft();
      }
      rasterize(row) {
        const rrows = [];
        const widths = this.columnWidths(row);
        let wrapped;
        row.forEach((col, c) => {
          col.width = widths[c];
          if (this.wrap) {
            wrapped = mixin.wrap(col.text, this.negatePadding(col), { hard: true }).split("\n");
          } else {
            wrapped = col.text.split("\n");
          }
          if (col.border) {
            wrapped.unshift("." + "-".repeat(this.negatePadding(col) + 2) + ".");
            wrapped.push("'" + "-".repeat(this.negatePadding(col) + 2) + "'");
          }
          if (col.padding) {
            wrapped.unshift(...new Array(col.padding[top] || 0).fill(""));
            wrapped.push(...new Array(col.padding[bottom] || 0).fill(""));
          }
          wrapped.forEach((str, r) => {
            if (!rrows[r]) {
              rrows.push([]);
            }
            const rrow = rrows[r];
            for (let i = 0; i < c; i++) {
              if (rrow[i] === void 0) {
                rrow.push("");
              }
            }
            rrow.push(str);
          });
        });
        return rrows;
      }
      negatePadding(col) {
        let wrapWidth = col.width || 0;
        if (col.padding) {
          wrapWidth -= (col.padding[left] || 0) + (col.padding[right] || 0);
        }
        if (col.border) {
          wrapWidth -= 4;
        }
        return wrapWidth;
      }
      columnWidths(row) {
        if (!this.wrap) {
          return row.map((col) => {
            return col.width || mixin.stringWidth(col.text);
          });
        }
        let unset = row.length;
        let remainingWidth = this.width;
        const widths = row.map((col) => {
          if (col.width) {
            unset--;
            remainingWidth -= col.width;
            return col.width;
          }
          return void 0;
        });
        const unsetWidth = unset ? Math.floor(remainingWidth / unset) : 0;
        return widths.map((w, i) => {
          if (w === void 0) {
            return Math.max(unsetWidth, _minWidth(row[i]));
          }
          return w;
        });
      }
    };
  }
});

// plain-width:string-width
var import_node_util, string_width_default;
var init_string_width = __esm({
  "plain-width:string-width"() {
    import_node_util = require("node:util");
    string_width_default = (text) => (0, import_node_util.stripVTControlCharacters)(text).length;
  }
});

// node_modules/ansi-regex/index.js
function ansiRegex({ onlyFirst = false } = {}) {
  return new RegExp(pattern, onlyFirst ? void 0 : "g");
}
var ST, stringControls, osc, controlString, linuxPalette, csi, escape, pattern;
var init_ansi_regex = __esm({
  "node_modules/ansi-regex/index.js"() {
    ST = String.raw`(?:\u001B\u005C|\u009C)`;
    stringControls = String.raw`\u0018\u001A\u001B\u0080-\u009F`;
    osc = String.raw`(?:\u001B\]|\u009D)[^\u0007${stringControls}]*(?:\u0007|${ST})`;
    controlString = String.raw`(?:\u001B[PX^_k]|[\u0090\u0098\u009E\u009F])[^${stringControls}]*${ST}`;
    linuxPalette = String.raw`\u001B\](?:P[\dA-Fa-f]{7}|R)(?:\u0007|${ST})?`;
    csi = String.raw`(?:\u001B\[|\u009B)[\u0030-\u003F]*[\u0020-\u002F]*[\u0040-\u007E]`;
    escape = String.raw`\u001B(?:[\u0020-\u002F]+[\u0030-\u007E]|[\dA-PR-TZcf-oq-uy=><~|}])`;
    pattern = `${linuxPalette}|${osc}|${controlString}|${csi}|${escape}`;
  }
});

// node_modules/strip-ansi/index.js
function stripAnsi(string) {
  if (typeof string !== "string") {
    throw new TypeError(`Expected a \`string\`, got \`${typeof string}\``);
  }
  if (!string.includes("\x1B") && !string.includes("")) {
    return string;
  }
  return string.replace(regex, "");
}
var regex;
var init_strip_ansi = __esm({
  "node_modules/strip-ansi/index.js"() {
    init_ansi_regex();
    regex = ansiRegex();
  }
});

// node_modules/ansi-styles/index.js
function assembleStyles() {
  const codes = /* @__PURE__ */ new Map();
  for (const [groupName, group] of Object.entries(styles)) {
    for (const [styleName, style] of Object.entries(group)) {
      styles[styleName] = {
        open: `\x1B[${style[0]}m`,
        close: `\x1B[${style[1]}m`
      };
      group[styleName] = styles[styleName];
      codes.set(style[0], style[1]);
    }
    Object.defineProperty(styles, groupName, {
      value: group,
      enumerable: false
    });
  }
  Object.defineProperty(styles, "codes", {
    value: codes,
    enumerable: false
  });
  styles.color.close = "\x1B[39m";
  styles.bgColor.close = "\x1B[49m";
  styles.color.ansi = wrapAnsi16();
  styles.color.ansi256 = wrapAnsi256();
  styles.color.ansi16m = wrapAnsi16m();
  styles.bgColor.ansi = wrapAnsi16(ANSI_BACKGROUND_OFFSET);
  styles.bgColor.ansi256 = wrapAnsi256(ANSI_BACKGROUND_OFFSET);
  styles.bgColor.ansi16m = wrapAnsi16m(ANSI_BACKGROUND_OFFSET);
  Object.defineProperties(styles, {
    rgbToAnsi256: {
      value(red, green, blue) {
        if (red === green && green === blue) {
          if (red < 8) {
            return 16;
          }
          if (red > 248) {
            return 231;
          }
          return Math.round((red - 8) / 247 * 24) + 232;
        }
        return 16 + 36 * Math.round(red / 255 * 5) + 6 * Math.round(green / 255 * 5) + Math.round(blue / 255 * 5);
      },
      enumerable: false
    },
    hexToRgb: {
      value(hex) {
        const matches3 = /[a-f\d]{6}|[a-f\d]{3}/i.exec(hex.toString(16));
        if (!matches3) {
          return [0, 0, 0];
        }
        let [colorString] = matches3;
        if (colorString.length === 3) {
          colorString = [...colorString].map((character) => character + character).join("");
        }
        const integer = Number.parseInt(colorString, 16);
        return [
          /* eslint-disable no-bitwise */
          integer >> 16 & 255,
          integer >> 8 & 255,
          integer & 255
          /* eslint-enable no-bitwise */
        ];
      },
      enumerable: false
    },
    hexToAnsi256: {
      value: (hex) => styles.rgbToAnsi256(...styles.hexToRgb(hex)),
      enumerable: false
    },
    ansi256ToAnsi: {
      value(code) {
        if (code < 8) {
          return 30 + code;
        }
        if (code < 16) {
          return 90 + (code - 8);
        }
        let red;
        let green;
        let blue;
        if (code >= 232) {
          red = ((code - 232) * 10 + 8) / 255;
          green = red;
          blue = red;
        } else {
          code -= 16;
          const remainder = code % 36;
          red = Math.floor(code / 36) / 5;
          green = Math.floor(remainder / 6) / 5;
          blue = remainder % 6 / 5;
        }
        const value = Math.max(red, green, blue) * 2;
        if (value === 0) {
          return 30;
        }
        let result = 30 + (Math.round(blue) << 2 | Math.round(green) << 1 | Math.round(red));
        if (value === 2) {
          result += 60;
        }
        return result;
      },
      enumerable: false
    },
    rgbToAnsi: {
      value: (red, green, blue) => styles.ansi256ToAnsi(styles.rgbToAnsi256(red, green, blue)),
      enumerable: false
    },
    hexToAnsi: {
      value: (hex) => styles.ansi256ToAnsi(styles.hexToAnsi256(hex)),
      enumerable: false
    }
  });
  return styles;
}
var ANSI_BACKGROUND_OFFSET, wrapAnsi16, wrapAnsi256, wrapAnsi16m, styles, modifierNames, foregroundColorNames, backgroundColorNames, colorNames, ansiStyles, ansi_styles_default;
var init_ansi_styles = __esm({
  "node_modules/ansi-styles/index.js"() {
    ANSI_BACKGROUND_OFFSET = 10;
    wrapAnsi16 = (offset = 0) => (code) => `\x1B[${code + offset}m`;
    wrapAnsi256 = (offset = 0) => (code) => `\x1B[${38 + offset};5;${code}m`;
    wrapAnsi16m = (offset = 0) => (red, green, blue) => `\x1B[${38 + offset};2;${red};${green};${blue}m`;
    styles = {
      modifier: {
        reset: [0, 0],
        // 21 isn't widely supported and 22 does the same thing
        bold: [1, 22],
        dim: [2, 22],
        italic: [3, 23],
        underline: [4, 24],
        overline: [53, 55],
        inverse: [7, 27],
        hidden: [8, 28],
        strikethrough: [9, 29]
      },
      color: {
        black: [30, 39],
        red: [31, 39],
        green: [32, 39],
        yellow: [33, 39],
        blue: [34, 39],
        magenta: [35, 39],
        cyan: [36, 39],
        white: [37, 39],
        // Bright color
        blackBright: [90, 39],
        gray: [90, 39],
        // Alias of `blackBright`
        grey: [90, 39],
        // Alias of `blackBright`
        redBright: [91, 39],
        greenBright: [92, 39],
        yellowBright: [93, 39],
        blueBright: [94, 39],
        magentaBright: [95, 39],
        cyanBright: [96, 39],
        whiteBright: [97, 39]
      },
      bgColor: {
        bgBlack: [40, 49],
        bgRed: [41, 49],
        bgGreen: [42, 49],
        bgYellow: [43, 49],
        bgBlue: [44, 49],
        bgMagenta: [45, 49],
        bgCyan: [46, 49],
        bgWhite: [47, 49],
        // Bright color
        bgBlackBright: [100, 49],
        bgGray: [100, 49],
        // Alias of `bgBlackBright`
        bgGrey: [100, 49],
        // Alias of `bgBlackBright`
        bgRedBright: [101, 49],
        bgGreenBright: [102, 49],
        bgYellowBright: [103, 49],
        bgBlueBright: [104, 49],
        bgMagentaBright: [105, 49],
        bgCyanBright: [106, 49],
        bgWhiteBright: [107, 49]
      }
    };
    modifierNames = Object.keys(styles.modifier);
    foregroundColorNames = Object.keys(styles.color);
    backgroundColorNames = Object.keys(styles.bgColor);
    colorNames = [...foregroundColorNames, ...backgroundColorNames];
    ansiStyles = assembleStyles();
    ansi_styles_default = ansiStyles;
  }
});

// node_modules/wrap-ansi/index.js
function wrapAnsi(string, columns, options) {
  return String(string).normalize().replaceAll("\r\n", "\n").split("\n").map((line) => exec(line, columns, options)).join("\n");
}
var ESCAPES, END_CODE, ANSI_ESCAPE_BELL, ANSI_CSI, ANSI_OSC, ANSI_SGR_TERMINATOR, ANSI_ESCAPE_LINK, wrapAnsiCode, wrapAnsiHyperlink, wordLengths, wrapWord, stringVisibleTrimSpacesRight, exec;
var init_wrap_ansi = __esm({
  "node_modules/wrap-ansi/index.js"() {
    init_string_width();
    init_strip_ansi();
    init_ansi_styles();
    ESCAPES = /* @__PURE__ */ new Set([
      "\x1B",
      ""
    ]);
    END_CODE = 39;
    ANSI_ESCAPE_BELL = "\x07";
    ANSI_CSI = "[";
    ANSI_OSC = "]";
    ANSI_SGR_TERMINATOR = "m";
    ANSI_ESCAPE_LINK = `${ANSI_OSC}8;;`;
    wrapAnsiCode = (code) => `${ESCAPES.values().next().value}${ANSI_CSI}${code}${ANSI_SGR_TERMINATOR}`;
    wrapAnsiHyperlink = (url) => `${ESCAPES.values().next().value}${ANSI_ESCAPE_LINK}${url}${ANSI_ESCAPE_BELL}`;
    wordLengths = (string) => string.split(" ").map((character) => string_width_default(character));
    wrapWord = (rows, word, columns) => {
      const characters = [...word];
      let isInsideEscape = false;
      let isInsideLinkEscape = false;
      let visible = string_width_default(stripAnsi(rows.at(-1)));
      for (const [index2, character] of characters.entries()) {
        const characterLength = string_width_default(character);
        if (visible + characterLength <= columns) {
          rows[rows.length - 1] += character;
        } else {
          rows.push(character);
          visible = 0;
        }
        if (ESCAPES.has(character)) {
          isInsideEscape = true;
          const ansiEscapeLinkCandidate = characters.slice(index2 + 1, index2 + 1 + ANSI_ESCAPE_LINK.length).join("");
          isInsideLinkEscape = ansiEscapeLinkCandidate === ANSI_ESCAPE_LINK;
        }
        if (isInsideEscape) {
          if (isInsideLinkEscape) {
            if (character === ANSI_ESCAPE_BELL) {
              isInsideEscape = false;
              isInsideLinkEscape = false;
            }
          } else if (character === ANSI_SGR_TERMINATOR) {
            isInsideEscape = false;
          }
          continue;
        }
        visible += characterLength;
        if (visible === columns && index2 < characters.length - 1) {
          rows.push("");
          visible = 0;
        }
      }
      if (!visible && rows.at(-1).length > 0 && rows.length > 1) {
        rows[rows.length - 2] += rows.pop();
      }
    };
    stringVisibleTrimSpacesRight = (string) => {
      const words = string.split(" ");
      let last = words.length;
      while (last > 0) {
        if (string_width_default(words[last - 1]) > 0) {
          break;
        }
        last--;
      }
      if (last === words.length) {
        return string;
      }
      return words.slice(0, last).join(" ") + words.slice(last).join("");
    };
    exec = (string, columns, options = {}) => {
      if (options.trim !== false && string.trim() === "") {
        return "";
      }
      let returnValue = "";
      let escapeCode;
      let escapeUrl;
      const lengths = wordLengths(string);
      let rows = [""];
      for (const [index2, word] of string.split(" ").entries()) {
        if (options.trim !== false) {
          rows[rows.length - 1] = rows.at(-1).trimStart();
        }
        let rowLength = string_width_default(rows.at(-1));
        if (index2 !== 0) {
          if (rowLength >= columns && (options.wordWrap === false || options.trim === false)) {
            rows.push("");
            rowLength = 0;
          }
          if (rowLength > 0 || options.trim === false) {
            rows[rows.length - 1] += " ";
            rowLength++;
          }
        }
        if (options.hard && lengths[index2] > columns) {
          const remainingColumns = columns - rowLength;
          const breaksStartingThisLine = 1 + Math.floor((lengths[index2] - remainingColumns - 1) / columns);
          const breaksStartingNextLine = Math.floor((lengths[index2] - 1) / columns);
          if (breaksStartingNextLine < breaksStartingThisLine) {
            rows.push("");
          }
          wrapWord(rows, word, columns);
          continue;
        }
        if (rowLength + lengths[index2] > columns && rowLength > 0 && lengths[index2] > 0) {
          if (options.wordWrap === false && rowLength < columns) {
            wrapWord(rows, word, columns);
            continue;
          }
          rows.push("");
        }
        if (rowLength + lengths[index2] > columns && options.wordWrap === false) {
          wrapWord(rows, word, columns);
          continue;
        }
        rows[rows.length - 1] += word;
      }
      if (options.trim !== false) {
        rows = rows.map((row) => stringVisibleTrimSpacesRight(row));
      }
      const preString = rows.join("\n");
      const pre = [...preString];
      let preStringIndex = 0;
      for (const [index2, character] of pre.entries()) {
        returnValue += character;
        if (ESCAPES.has(character)) {
          const { groups: groups2 } = new RegExp(`(?:\\${ANSI_CSI}(?<code>\\d+)m|\\${ANSI_ESCAPE_LINK}(?<uri>.*)${ANSI_ESCAPE_BELL})`).exec(preString.slice(preStringIndex)) || { groups: {} };
          if (groups2.code !== void 0) {
            const code2 = Number.parseFloat(groups2.code);
            escapeCode = code2 === END_CODE ? void 0 : code2;
          } else if (groups2.uri !== void 0) {
            escapeUrl = groups2.uri.length === 0 ? void 0 : groups2.uri;
          }
        }
        const code = ansi_styles_default.codes.get(Number(escapeCode));
        if (pre[index2 + 1] === "\n") {
          if (escapeUrl) {
            returnValue += wrapAnsiHyperlink("");
          }
          if (escapeCode && code) {
            returnValue += wrapAnsiCode(code);
          }
        } else if (character === "\n") {
          if (escapeCode && code) {
            returnValue += wrapAnsiCode(escapeCode);
          }
          if (escapeUrl) {
            returnValue += wrapAnsiHyperlink(escapeUrl);
          }
        }
        preStringIndex += character.length;
      }
      return returnValue;
    };
  }
});

// node_modules/cliui/index.mjs
function ui(opts) {
  return cliui(opts, {
    stringWidth: string_width_default,
    stripAnsi,
    wrap: wrapAnsi
  });
}
var init_cliui = __esm({
  "node_modules/cliui/index.mjs"() {
    init_lib();
    init_string_width();
    init_strip_ansi();
    init_wrap_ansi();
  }
});

// node_modules/escalade/sync/index.mjs
function sync_default(start2, callback) {
  let dir = (0, import_path.resolve)(".", start2);
  let tmp, stats = (0, import_fs.statSync)(dir);
  if (!stats.isDirectory()) {
    dir = (0, import_path.dirname)(dir);
  }
  while (true) {
    tmp = callback(dir, (0, import_fs.readdirSync)(dir));
    if (tmp) return (0, import_path.resolve)(dir, tmp);
    dir = (0, import_path.dirname)(tmp = dir);
    if (tmp === dir) break;
  }
}
var import_path, import_fs;
var init_sync = __esm({
  "node_modules/escalade/sync/index.mjs"() {
    import_path = require("path");
    import_fs = require("fs");
  }
});

// node_modules/yargs-parser/build/lib/string-utils.js
function camelCase(str) {
  const isCamelCase = str !== str.toLowerCase() && str !== str.toUpperCase();
  if (!isCamelCase) {
    str = str.toLowerCase();
  }
  if (str.indexOf("-") === -1 && str.indexOf("_") === -1) {
    return str;
  } else {
    let camelcase = "";
    let nextChrUpper = false;
    const leadingHyphens = str.match(/^-+/);
    for (let i = leadingHyphens ? leadingHyphens[0].length : 0; i < str.length; i++) {
      let chr = str.charAt(i);
      if (nextChrUpper) {
        nextChrUpper = false;
        chr = chr.toUpperCase();
      }
      if (i !== 0 && (chr === "-" || chr === "_")) {
        nextChrUpper = true;
      } else if (chr !== "-" && chr !== "_") {
        camelcase += chr;
      }
    }
    return camelcase;
  }
}
function decamelize(str, joinString) {
  const lowercase = str.toLowerCase();
  joinString = joinString || "-";
  let notCamelcase = "";
  for (let i = 0; i < str.length; i++) {
    const chrLower = lowercase.charAt(i);
    const chrString = str.charAt(i);
    if (chrLower !== chrString && i > 0) {
      notCamelcase += `${joinString}${lowercase.charAt(i)}`;
    } else {
      notCamelcase += chrString;
    }
  }
  return notCamelcase;
}
function looksLikeNumber(x) {
  if (x === null || x === void 0)
    return false;
  if (typeof x === "number")
    return true;
  if (/^0x[0-9a-f]+$/i.test(x))
    return true;
  if (/^0[^.]/.test(x))
    return false;
  return /^[-]?(?:\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?$/.test(x);
}
var init_string_utils = __esm({
  "node_modules/yargs-parser/build/lib/string-utils.js"() {
    /**
     * @license
     * Copyright (c) 2016, Contributors
     * SPDX-License-Identifier: ISC
     */
  }
});

// node_modules/yargs-parser/build/lib/tokenize-arg-string.js
function tokenizeArgString(argString) {
  if (Array.isArray(argString)) {
    return argString.map((e2) => typeof e2 !== "string" ? e2 + "" : e2);
  }
  argString = argString.trim();
  let i = 0;
  let prevC = null;
  let c = null;
  let opening = null;
  const args = [];
  for (let ii = 0; ii < argString.length; ii++) {
    prevC = c;
    c = argString.charAt(ii);
    if (c === " " && !opening) {
      if (!(prevC === " ")) {
        i++;
      }
      continue;
    }
    if (c === opening) {
      opening = null;
    } else if ((c === "'" || c === '"') && !opening) {
      opening = c;
    }
    if (!args[i])
      args[i] = "";
    args[i] += c;
  }
  return args;
}
var init_tokenize_arg_string = __esm({
  "node_modules/yargs-parser/build/lib/tokenize-arg-string.js"() {
    /**
     * @license
     * Copyright (c) 2016, Contributors
     * SPDX-License-Identifier: ISC
     */
  }
});

// node_modules/yargs-parser/build/lib/yargs-parser-types.js
var DefaultValuesForTypeKey;
var init_yargs_parser_types = __esm({
  "node_modules/yargs-parser/build/lib/yargs-parser-types.js"() {
    /**
     * @license
     * Copyright (c) 2016, Contributors
     * SPDX-License-Identifier: ISC
     */
    (function(DefaultValuesForTypeKey2) {
      DefaultValuesForTypeKey2["BOOLEAN"] = "boolean";
      DefaultValuesForTypeKey2["STRING"] = "string";
      DefaultValuesForTypeKey2["NUMBER"] = "number";
      DefaultValuesForTypeKey2["ARRAY"] = "array";
    })(DefaultValuesForTypeKey || (DefaultValuesForTypeKey = {}));
  }
});

// node_modules/yargs-parser/build/lib/yargs-parser.js
function combineAliases(aliases) {
  const aliasArrays = [];
  const combined = /* @__PURE__ */ Object.create(null);
  let change = true;
  Object.keys(aliases).forEach(function(key) {
    aliasArrays.push([].concat(aliases[key], key));
  });
  while (change) {
    change = false;
    for (let i = 0; i < aliasArrays.length; i++) {
      for (let ii = i + 1; ii < aliasArrays.length; ii++) {
        const intersect = aliasArrays[i].filter(function(v) {
          return aliasArrays[ii].indexOf(v) !== -1;
        });
        if (intersect.length) {
          aliasArrays[i] = aliasArrays[i].concat(aliasArrays[ii]);
          aliasArrays.splice(ii, 1);
          change = true;
          break;
        }
      }
    }
  }
  aliasArrays.forEach(function(aliasArray) {
    aliasArray = aliasArray.filter(function(v, i, self) {
      return self.indexOf(v) === i;
    });
    const lastAlias = aliasArray.pop();
    if (lastAlias !== void 0 && typeof lastAlias === "string") {
      combined[lastAlias] = aliasArray;
    }
  });
  return combined;
}
function increment(orig) {
  return orig !== void 0 ? orig + 1 : 1;
}
function sanitizeKey(key) {
  if (key === "__proto__")
    return "___proto___";
  return key;
}
function stripQuotes(val) {
  return typeof val === "string" && (val[0] === "'" || val[0] === '"') && val[val.length - 1] === val[0] ? val.substring(1, val.length - 1) : val;
}
var mixin2, YargsParser;
var init_yargs_parser = __esm({
  "node_modules/yargs-parser/build/lib/yargs-parser.js"() {
    init_tokenize_arg_string();
    init_yargs_parser_types();
    init_string_utils();
    /**
     * @license
     * Copyright (c) 2016, Contributors
     * SPDX-License-Identifier: ISC
     */
    YargsParser = class {
      constructor(_mixin) {
        mixin2 = _mixin;
      }
      parse(argsInput, options) {
        const opts = Object.assign({
          alias: void 0,
          array: void 0,
          boolean: void 0,
          config: void 0,
          configObjects: void 0,
          configuration: void 0,
          coerce: void 0,
          count: void 0,
          default: void 0,
          envPrefix: void 0,
          narg: void 0,
          normalize: void 0,
          string: void 0,
          number: void 0,
          __: void 0,
          key: void 0
        }, options);
        const args = tokenizeArgString(argsInput);
        const inputIsString = typeof argsInput === "string";
        const aliases = combineAliases(Object.assign(/* @__PURE__ */ Object.create(null), opts.alias));
        const configuration = Object.assign({
          "boolean-negation": true,
          "camel-case-expansion": true,
          "combine-arrays": false,
          "dot-notation": true,
          "duplicate-arguments-array": true,
          "flatten-duplicate-arrays": true,
          "greedy-arrays": true,
          "halt-at-non-option": false,
          "nargs-eats-options": false,
          "negation-prefix": "no-",
          "parse-numbers": true,
          "parse-positional-numbers": true,
          "populate--": false,
          "set-placeholder-key": false,
          "short-option-groups": true,
          "strip-aliased": false,
          "strip-dashed": false,
          "unknown-options-as-args": false
        }, opts.configuration);
        const defaults = Object.assign(/* @__PURE__ */ Object.create(null), opts.default);
        const configObjects = opts.configObjects || [];
        const envPrefix = opts.envPrefix;
        const notFlagsOption = configuration["populate--"];
        const notFlagsArgv = notFlagsOption ? "--" : "_";
        const newAliases = /* @__PURE__ */ Object.create(null);
        const defaulted = /* @__PURE__ */ Object.create(null);
        const __ = opts.__ || mixin2.format;
        const flags = {
          aliases: /* @__PURE__ */ Object.create(null),
          arrays: /* @__PURE__ */ Object.create(null),
          bools: /* @__PURE__ */ Object.create(null),
          strings: /* @__PURE__ */ Object.create(null),
          numbers: /* @__PURE__ */ Object.create(null),
          counts: /* @__PURE__ */ Object.create(null),
          normalize: /* @__PURE__ */ Object.create(null),
          configs: /* @__PURE__ */ Object.create(null),
          nargs: /* @__PURE__ */ Object.create(null),
          coercions: /* @__PURE__ */ Object.create(null),
          keys: []
        };
        const negative = /^-([0-9]+(\.[0-9]+)?|\.[0-9]+)$/;
        const negatedBoolean = new RegExp("^--" + configuration["negation-prefix"] + "(.+)");
        [].concat(opts.array || []).filter(Boolean).forEach(function(opt) {
          const key = typeof opt === "object" ? opt.key : opt;
          const assignment = Object.keys(opt).map(function(key2) {
            const arrayFlagKeys = {
              boolean: "bools",
              string: "strings",
              number: "numbers"
            };
            return arrayFlagKeys[key2];
          }).filter(Boolean).pop();
          if (assignment) {
            flags[assignment][key] = true;
          }
          flags.arrays[key] = true;
          flags.keys.push(key);
        });
        [].concat(opts.boolean || []).filter(Boolean).forEach(function(key) {
          flags.bools[key] = true;
          flags.keys.push(key);
        });
        [].concat(opts.string || []).filter(Boolean).forEach(function(key) {
          flags.strings[key] = true;
          flags.keys.push(key);
        });
        [].concat(opts.number || []).filter(Boolean).forEach(function(key) {
          flags.numbers[key] = true;
          flags.keys.push(key);
        });
        [].concat(opts.count || []).filter(Boolean).forEach(function(key) {
          flags.counts[key] = true;
          flags.keys.push(key);
        });
        [].concat(opts.normalize || []).filter(Boolean).forEach(function(key) {
          flags.normalize[key] = true;
          flags.keys.push(key);
        });
        if (typeof opts.narg === "object") {
          Object.entries(opts.narg).forEach(([key, value]) => {
            if (typeof value === "number") {
              flags.nargs[key] = value;
              flags.keys.push(key);
            }
          });
        }
        if (typeof opts.coerce === "object") {
          Object.entries(opts.coerce).forEach(([key, value]) => {
            if (typeof value === "function") {
              flags.coercions[key] = value;
              flags.keys.push(key);
            }
          });
        }
        if (typeof opts.config !== "undefined") {
          if (Array.isArray(opts.config) || typeof opts.config === "string") {
            ;
            [].concat(opts.config).filter(Boolean).forEach(function(key) {
              flags.configs[key] = true;
            });
          } else if (typeof opts.config === "object") {
            Object.entries(opts.config).forEach(([key, value]) => {
              if (typeof value === "boolean" || typeof value === "function") {
                flags.configs[key] = value;
              }
            });
          }
        }
        extendAliases(opts.key, aliases, opts.default, flags.arrays);
        Object.keys(defaults).forEach(function(key) {
          (flags.aliases[key] || []).forEach(function(alias) {
            defaults[alias] = defaults[key];
          });
        });
        let error = null;
        checkConfiguration();
        let notFlags = [];
        const argv = Object.assign(/* @__PURE__ */ Object.create(null), { _: [] });
        const argvReturn = {};
        for (let i = 0; i < args.length; i++) {
          const arg = args[i];
          const truncatedArg = arg.replace(/^-{3,}/, "---");
          let broken;
          let key;
          let letters;
          let m;
          let next;
          let value;
          if (arg !== "--" && /^-/.test(arg) && isUnknownOptionAsArg(arg)) {
            pushPositional(arg);
          } else if (truncatedArg.match(/^---+(=|$)/)) {
            pushPositional(arg);
            continue;
          } else if (arg.match(/^--.+=/) || !configuration["short-option-groups"] && arg.match(/^-.+=/)) {
            m = arg.match(/^--?([^=]+)=([\s\S]*)$/);
            if (m !== null && Array.isArray(m) && m.length >= 3) {
              if (checkAllAliases(m[1], flags.arrays)) {
                i = eatArray(i, m[1], args, m[2]);
              } else if (checkAllAliases(m[1], flags.nargs) !== false) {
                i = eatNargs(i, m[1], args, m[2]);
              } else {
                setArg(m[1], m[2], true);
              }
            }
          } else if (arg.match(negatedBoolean) && configuration["boolean-negation"]) {
            m = arg.match(negatedBoolean);
            if (m !== null && Array.isArray(m) && m.length >= 2) {
              key = m[1];
              setArg(key, checkAllAliases(key, flags.arrays) ? [false] : false);
            }
          } else if (arg.match(/^--.+/) || !configuration["short-option-groups"] && arg.match(/^-[^-]+/)) {
            m = arg.match(/^--?(.+)/);
            if (m !== null && Array.isArray(m) && m.length >= 2) {
              key = m[1];
              if (checkAllAliases(key, flags.arrays)) {
                i = eatArray(i, key, args);
              } else if (checkAllAliases(key, flags.nargs) !== false) {
                i = eatNargs(i, key, args);
              } else {
                next = args[i + 1];
                if (next !== void 0 && (!next.match(/^-/) || next.match(negative)) && !checkAllAliases(key, flags.bools) && !checkAllAliases(key, flags.counts)) {
                  setArg(key, next);
                  i++;
                } else if (/^(true|false)$/.test(next)) {
                  setArg(key, next);
                  i++;
                } else {
                  setArg(key, defaultValue(key));
                }
              }
            }
          } else if (arg.match(/^-.\..+=/)) {
            m = arg.match(/^-([^=]+)=([\s\S]*)$/);
            if (m !== null && Array.isArray(m) && m.length >= 3) {
              setArg(m[1], m[2]);
            }
          } else if (arg.match(/^-.\..+/) && !arg.match(negative)) {
            next = args[i + 1];
            m = arg.match(/^-(.\..+)/);
            if (m !== null && Array.isArray(m) && m.length >= 2) {
              key = m[1];
              if (next !== void 0 && !next.match(/^-/) && !checkAllAliases(key, flags.bools) && !checkAllAliases(key, flags.counts)) {
                setArg(key, next);
                i++;
              } else {
                setArg(key, defaultValue(key));
              }
            }
          } else if (arg.match(/^-[^-]+/) && !arg.match(negative)) {
            letters = arg.slice(1, -1).split("");
            broken = false;
            for (let j = 0; j < letters.length; j++) {
              next = arg.slice(j + 2);
              if (letters[j + 1] && letters[j + 1] === "=") {
                value = arg.slice(j + 3);
                key = letters[j];
                if (checkAllAliases(key, flags.arrays)) {
                  i = eatArray(i, key, args, value);
                } else if (checkAllAliases(key, flags.nargs) !== false) {
                  i = eatNargs(i, key, args, value);
                } else {
                  setArg(key, value);
                }
                broken = true;
                break;
              }
              if (next === "-") {
                setArg(letters[j], next);
                continue;
              }
              if (/[A-Za-z]/.test(letters[j]) && /^-?\d+(\.\d*)?(e-?\d+)?$/.test(next) && checkAllAliases(next, flags.bools) === false) {
                setArg(letters[j], next);
                broken = true;
                break;
              }
              if (letters[j + 1] && letters[j + 1].match(/\W/)) {
                setArg(letters[j], next);
                broken = true;
                break;
              } else {
                setArg(letters[j], defaultValue(letters[j]));
              }
            }
            key = arg.slice(-1)[0];
            if (!broken && key !== "-") {
              if (checkAllAliases(key, flags.arrays)) {
                i = eatArray(i, key, args);
              } else if (checkAllAliases(key, flags.nargs) !== false) {
                i = eatNargs(i, key, args);
              } else {
                next = args[i + 1];
                if (next !== void 0 && (!/^(-|--)[^-]/.test(next) || next.match(negative)) && !checkAllAliases(key, flags.bools) && !checkAllAliases(key, flags.counts)) {
                  setArg(key, next);
                  i++;
                } else if (/^(true|false)$/.test(next)) {
                  setArg(key, next);
                  i++;
                } else {
                  setArg(key, defaultValue(key));
                }
              }
            }
          } else if (arg.match(/^-[0-9]$/) && arg.match(negative) && checkAllAliases(arg.slice(1), flags.bools)) {
            key = arg.slice(1);
            setArg(key, defaultValue(key));
          } else if (arg === "--") {
            notFlags = args.slice(i + 1);
            break;
          } else if (configuration["halt-at-non-option"]) {
            notFlags = args.slice(i);
            break;
          } else {
            pushPositional(arg);
          }
        }
        applyEnvVars(argv, true);
        applyEnvVars(argv, false);
        setConfig(argv);
        setConfigObjects();
        applyDefaultsAndAliases(argv, flags.aliases, defaults, true);
        applyCoercions(argv);
        if (configuration["set-placeholder-key"])
          setPlaceholderKeys(argv);
        Object.keys(flags.counts).forEach(function(key) {
          if (!hasKey(argv, key.split(".")))
            setArg(key, 0);
        });
        if (notFlagsOption && notFlags.length)
          argv[notFlagsArgv] = [];
        notFlags.forEach(function(key) {
          argv[notFlagsArgv].push(key);
        });
        if (configuration["camel-case-expansion"] && configuration["strip-dashed"]) {
          Object.keys(argv).filter((key) => key !== "--" && key.includes("-")).forEach((key) => {
            delete argv[key];
          });
        }
        if (configuration["strip-aliased"]) {
          ;
          [].concat(...Object.keys(aliases).map((k) => aliases[k])).forEach((alias) => {
            if (configuration["camel-case-expansion"] && alias.includes("-")) {
              delete argv[alias.split(".").map((prop) => camelCase(prop)).join(".")];
            }
            delete argv[alias];
          });
        }
        function pushPositional(arg) {
          const maybeCoercedNumber = maybeCoerceNumber("_", arg);
          if (typeof maybeCoercedNumber === "string" || typeof maybeCoercedNumber === "number") {
            argv._.push(maybeCoercedNumber);
          }
        }
        function eatNargs(i, key, args2, argAfterEqualSign) {
          let ii;
          let toEat = checkAllAliases(key, flags.nargs);
          toEat = typeof toEat !== "number" || isNaN(toEat) ? 1 : toEat;
          if (toEat === 0) {
            if (!isUndefined(argAfterEqualSign)) {
              error = Error(__("Argument unexpected for: %s", key));
            }
            setArg(key, defaultValue(key));
            return i;
          }
          let available = isUndefined(argAfterEqualSign) ? 0 : 1;
          if (configuration["nargs-eats-options"]) {
            if (args2.length - (i + 1) + available < toEat) {
              error = Error(__("Not enough arguments following: %s", key));
            }
            available = toEat;
          } else {
            for (ii = i + 1; ii < args2.length; ii++) {
              if (!args2[ii].match(/^-[^0-9]/) || args2[ii].match(negative) || isUnknownOptionAsArg(args2[ii]))
                available++;
              else
                break;
            }
            if (available < toEat)
              error = Error(__("Not enough arguments following: %s", key));
          }
          let consumed = Math.min(available, toEat);
          if (!isUndefined(argAfterEqualSign) && consumed > 0) {
            setArg(key, argAfterEqualSign);
            consumed--;
          }
          for (ii = i + 1; ii < consumed + i + 1; ii++) {
            setArg(key, args2[ii]);
          }
          return i + consumed;
        }
        function eatArray(i, key, args2, argAfterEqualSign) {
          let argsToSet = [];
          let next = argAfterEqualSign || args2[i + 1];
          const nargsCount = checkAllAliases(key, flags.nargs);
          if (checkAllAliases(key, flags.bools) && !/^(true|false)$/.test(next)) {
            argsToSet.push(true);
          } else if (isUndefined(next) || isUndefined(argAfterEqualSign) && /^-/.test(next) && !negative.test(next) && !isUnknownOptionAsArg(next)) {
            if (defaults[key] !== void 0) {
              const defVal = defaults[key];
              argsToSet = Array.isArray(defVal) ? defVal : [defVal];
            }
          } else {
            if (!isUndefined(argAfterEqualSign)) {
              argsToSet.push(processValue(key, argAfterEqualSign, true));
            }
            for (let ii = i + 1; ii < args2.length; ii++) {
              if (!configuration["greedy-arrays"] && argsToSet.length > 0 || nargsCount && typeof nargsCount === "number" && argsToSet.length >= nargsCount)
                break;
              next = args2[ii];
              if (/^-/.test(next) && !negative.test(next) && !isUnknownOptionAsArg(next))
                break;
              i = ii;
              argsToSet.push(processValue(key, next, inputIsString));
            }
          }
          if (typeof nargsCount === "number" && (nargsCount && argsToSet.length < nargsCount || isNaN(nargsCount) && argsToSet.length === 0)) {
            error = Error(__("Not enough arguments following: %s", key));
          }
          setArg(key, argsToSet);
          return i;
        }
        function setArg(key, val, shouldStripQuotes = inputIsString) {
          if (/-/.test(key) && configuration["camel-case-expansion"]) {
            const alias = key.split(".").map(function(prop) {
              return camelCase(prop);
            }).join(".");
            addNewAlias(key, alias);
          }
          const value = processValue(key, val, shouldStripQuotes);
          const splitKey = key.split(".");
          setKey(argv, splitKey, value);
          if (flags.aliases[key]) {
            flags.aliases[key].forEach(function(x) {
              const keyProperties = x.split(".");
              setKey(argv, keyProperties, value);
            });
          }
          if (splitKey.length > 1 && configuration["dot-notation"]) {
            ;
            (flags.aliases[splitKey[0]] || []).forEach(function(x) {
              let keyProperties = x.split(".");
              const a = [].concat(splitKey);
              a.shift();
              keyProperties = keyProperties.concat(a);
              if (!(flags.aliases[key] || []).includes(keyProperties.join("."))) {
                setKey(argv, keyProperties, value);
              }
            });
          }
          if (checkAllAliases(key, flags.normalize) && !checkAllAliases(key, flags.arrays)) {
            const keys = [key].concat(flags.aliases[key] || []);
            keys.forEach(function(key2) {
              Object.defineProperty(argvReturn, key2, {
                enumerable: true,
                get() {
                  return val;
                },
                set(value2) {
                  val = typeof value2 === "string" ? mixin2.normalize(value2) : value2;
                }
              });
            });
          }
        }
        function addNewAlias(key, alias) {
          if (!(flags.aliases[key] && flags.aliases[key].length)) {
            flags.aliases[key] = [alias];
            newAliases[alias] = true;
          }
          if (!(flags.aliases[alias] && flags.aliases[alias].length)) {
            addNewAlias(alias, key);
          }
        }
        function processValue(key, val, shouldStripQuotes) {
          if (shouldStripQuotes) {
            val = stripQuotes(val);
          }
          if (checkAllAliases(key, flags.bools) || checkAllAliases(key, flags.counts)) {
            if (typeof val === "string")
              val = val === "true";
          }
          let value = Array.isArray(val) ? val.map(function(v) {
            return maybeCoerceNumber(key, v);
          }) : maybeCoerceNumber(key, val);
          if (checkAllAliases(key, flags.counts) && (isUndefined(value) || typeof value === "boolean")) {
            value = increment();
          }
          if (checkAllAliases(key, flags.normalize) && checkAllAliases(key, flags.arrays)) {
            if (Array.isArray(val))
              value = val.map((val2) => {
                return mixin2.normalize(val2);
              });
            else
              value = mixin2.normalize(val);
          }
          return value;
        }
        function maybeCoerceNumber(key, value) {
          if (!configuration["parse-positional-numbers"] && key === "_")
            return value;
          if (!checkAllAliases(key, flags.strings) && !checkAllAliases(key, flags.bools) && !Array.isArray(value)) {
            const shouldCoerceNumber = looksLikeNumber(value) && configuration["parse-numbers"] && Number.isSafeInteger(Math.floor(parseFloat(`${value}`)));
            if (shouldCoerceNumber || !isUndefined(value) && checkAllAliases(key, flags.numbers)) {
              value = Number(value);
            }
          }
          return value;
        }
        function setConfig(argv2) {
          const configLookup = /* @__PURE__ */ Object.create(null);
          applyDefaultsAndAliases(configLookup, flags.aliases, defaults);
          Object.keys(flags.configs).forEach(function(configKey) {
            const configPath = argv2[configKey] || configLookup[configKey];
            if (configPath) {
              try {
                let config2 = null;
                const resolvedConfigPath = mixin2.resolve(mixin2.cwd(), configPath);
                const resolveConfig = flags.configs[configKey];
                if (typeof resolveConfig === "function") {
                  try {
                    config2 = resolveConfig(resolvedConfigPath);
                  } catch (e2) {
                    config2 = e2;
                  }
                  if (config2 instanceof Error) {
                    error = config2;
                    return;
                  }
                } else {
                  config2 = mixin2.require(resolvedConfigPath);
                }
                setConfigObject(config2);
              } catch (ex) {
                if (ex.name === "PermissionDenied")
                  error = ex;
                else if (argv2[configKey])
                  error = Error(__("Invalid JSON config file: %s", configPath));
              }
            }
          });
        }
        function setConfigObject(config2, prev) {
          Object.keys(config2).forEach(function(key) {
            const value = config2[key];
            const fullKey = prev ? prev + "." + key : key;
            if (typeof value === "object" && value !== null && !Array.isArray(value) && configuration["dot-notation"]) {
              setConfigObject(value, fullKey);
            } else {
              if (!hasKey(argv, fullKey.split(".")) || checkAllAliases(fullKey, flags.arrays) && configuration["combine-arrays"]) {
                setArg(fullKey, value);
              }
            }
          });
        }
        function setConfigObjects() {
          if (typeof configObjects !== "undefined") {
            configObjects.forEach(function(configObject) {
              setConfigObject(configObject);
            });
          }
        }
        function applyEnvVars(argv2, configOnly) {
          if (typeof envPrefix === "undefined")
            return;
          const prefix = typeof envPrefix === "string" ? envPrefix : "";
          const env2 = mixin2.env();
          Object.keys(env2).forEach(function(envVar) {
            if (prefix === "" || envVar.lastIndexOf(prefix, 0) === 0) {
              const keys = envVar.split("__").map(function(key, i) {
                if (i === 0) {
                  key = key.substring(prefix.length);
                }
                return camelCase(key);
              });
              if ((configOnly && flags.configs[keys.join(".")] || !configOnly) && !hasKey(argv2, keys)) {
                setArg(keys.join("."), env2[envVar]);
              }
            }
          });
        }
        function applyCoercions(argv2) {
          let coerce;
          const applied = /* @__PURE__ */ new Set();
          Object.keys(argv2).forEach(function(key) {
            if (!applied.has(key)) {
              coerce = checkAllAliases(key, flags.coercions);
              if (typeof coerce === "function") {
                try {
                  const value = maybeCoerceNumber(key, coerce(argv2[key]));
                  [].concat(flags.aliases[key] || [], key).forEach((ali) => {
                    applied.add(ali);
                    argv2[ali] = value;
                  });
                } catch (err) {
                  error = err;
                }
              }
            }
          });
        }
        function setPlaceholderKeys(argv2) {
          flags.keys.forEach((key) => {
            if (~key.indexOf("."))
              return;
            if (typeof argv2[key] === "undefined")
              argv2[key] = void 0;
          });
          return argv2;
        }
        function applyDefaultsAndAliases(obj, aliases2, defaults2, canLog = false) {
          Object.keys(defaults2).forEach(function(key) {
            if (!hasKey(obj, key.split("."))) {
              setKey(obj, key.split("."), defaults2[key]);
              if (canLog)
                defaulted[key] = true;
              (aliases2[key] || []).forEach(function(x) {
                if (hasKey(obj, x.split(".")))
                  return;
                setKey(obj, x.split("."), defaults2[key]);
              });
            }
          });
        }
        function hasKey(obj, keys) {
          let o = obj;
          if (!configuration["dot-notation"])
            keys = [keys.join(".")];
          keys.slice(0, -1).forEach(function(key2) {
            o = o[key2] || {};
          });
          const key = keys[keys.length - 1];
          if (typeof o !== "object")
            return false;
          else
            return key in o;
        }
        function setKey(obj, keys, value) {
          let o = obj;
          if (!configuration["dot-notation"])
            keys = [keys.join(".")];
          keys.slice(0, -1).forEach(function(key2) {
            key2 = sanitizeKey(key2);
            if (typeof o === "object" && o[key2] === void 0) {
              o[key2] = {};
            }
            if (typeof o[key2] !== "object" || Array.isArray(o[key2])) {
              if (Array.isArray(o[key2])) {
                o[key2].push({});
              } else {
                o[key2] = [o[key2], {}];
              }
              o = o[key2][o[key2].length - 1];
            } else {
              o = o[key2];
            }
          });
          const key = sanitizeKey(keys[keys.length - 1]);
          const isTypeArray = checkAllAliases(keys.join("."), flags.arrays);
          const isValueArray = Array.isArray(value);
          let duplicate = configuration["duplicate-arguments-array"];
          if (!duplicate && checkAllAliases(key, flags.nargs)) {
            duplicate = true;
            if (!isUndefined(o[key]) && flags.nargs[key] === 1 || Array.isArray(o[key]) && o[key].length === flags.nargs[key]) {
              o[key] = void 0;
            }
          }
          if (value === increment()) {
            o[key] = increment(o[key]);
          } else if (Array.isArray(o[key])) {
            if (duplicate && isTypeArray && isValueArray) {
              o[key] = configuration["flatten-duplicate-arrays"] ? o[key].concat(value) : (Array.isArray(o[key][0]) ? o[key] : [o[key]]).concat([value]);
            } else if (!duplicate && Boolean(isTypeArray) === Boolean(isValueArray)) {
              o[key] = value;
            } else {
              o[key] = o[key].concat([value]);
            }
          } else if (o[key] === void 0 && isTypeArray) {
            o[key] = isValueArray ? value : [value];
          } else if (duplicate && !(o[key] === void 0 || checkAllAliases(key, flags.counts) || checkAllAliases(key, flags.bools))) {
            o[key] = [o[key], value];
          } else {
            o[key] = value;
          }
        }
        function extendAliases(...args2) {
          args2.forEach(function(obj) {
            Object.keys(obj || {}).forEach(function(key) {
              if (flags.aliases[key])
                return;
              flags.aliases[key] = [].concat(aliases[key] || []);
              flags.aliases[key].concat(key).forEach(function(x) {
                if (/-/.test(x) && configuration["camel-case-expansion"]) {
                  const c = camelCase(x);
                  if (c !== key && flags.aliases[key].indexOf(c) === -1) {
                    flags.aliases[key].push(c);
                    newAliases[c] = true;
                  }
                }
              });
              flags.aliases[key].concat(key).forEach(function(x) {
                if (x.length > 1 && /[A-Z]/.test(x) && configuration["camel-case-expansion"]) {
                  const c = decamelize(x, "-");
                  if (c !== key && flags.aliases[key].indexOf(c) === -1) {
                    flags.aliases[key].push(c);
                    newAliases[c] = true;
                  }
                }
              });
              flags.aliases[key].forEach(function(x) {
                flags.aliases[x] = [key].concat(flags.aliases[key].filter(function(y) {
                  return x !== y;
                }));
              });
            });
          });
        }
        function checkAllAliases(key, flag) {
          const toCheck = [].concat(flags.aliases[key] || [], key);
          const keys = Object.keys(flag);
          const setAlias = toCheck.find((key2) => keys.includes(key2));
          return setAlias ? flag[setAlias] : false;
        }
        function hasAnyFlag(key) {
          const flagsKeys = Object.keys(flags);
          const toCheck = [].concat(flagsKeys.map((k) => flags[k]));
          return toCheck.some(function(flag) {
            return Array.isArray(flag) ? flag.includes(key) : flag[key];
          });
        }
        function hasFlagsMatching(arg, ...patterns) {
          const toCheck = [].concat(...patterns);
          return toCheck.some(function(pattern2) {
            const match = arg.match(pattern2);
            return match && hasAnyFlag(match[1]);
          });
        }
        function hasAllShortFlags(arg) {
          if (arg.match(negative) || !arg.match(/^-[^-]+/)) {
            return false;
          }
          let hasAllFlags = true;
          let next;
          const letters = arg.slice(1).split("");
          for (let j = 0; j < letters.length; j++) {
            next = arg.slice(j + 2);
            if (!hasAnyFlag(letters[j])) {
              hasAllFlags = false;
              break;
            }
            if (letters[j + 1] && letters[j + 1] === "=" || next === "-" || /[A-Za-z]/.test(letters[j]) && /^-?\d+(\.\d*)?(e-?\d+)?$/.test(next) || letters[j + 1] && letters[j + 1].match(/\W/)) {
              break;
            }
          }
          return hasAllFlags;
        }
        function isUnknownOptionAsArg(arg) {
          return configuration["unknown-options-as-args"] && isUnknownOption(arg);
        }
        function isUnknownOption(arg) {
          arg = arg.replace(/^-{3,}/, "--");
          if (arg.match(negative)) {
            return false;
          }
          if (hasAllShortFlags(arg)) {
            return false;
          }
          const flagWithEquals = /^-+([^=]+?)=[\s\S]*$/;
          const normalFlag = /^-+([^=]+?)$/;
          const flagEndingInHyphen = /^-+([^=]+?)-$/;
          const flagEndingInDigits = /^-+([^=]+?\d+)$/;
          const flagEndingInNonWordCharacters = /^-+([^=]+?)\W+.*$/;
          return !hasFlagsMatching(arg, flagWithEquals, negatedBoolean, normalFlag, flagEndingInHyphen, flagEndingInDigits, flagEndingInNonWordCharacters);
        }
        function defaultValue(key) {
          if (!checkAllAliases(key, flags.bools) && !checkAllAliases(key, flags.counts) && `${key}` in defaults) {
            return defaults[key];
          } else {
            return defaultForType(guessType2(key));
          }
        }
        function defaultForType(type) {
          const def = {
            [DefaultValuesForTypeKey.BOOLEAN]: true,
            [DefaultValuesForTypeKey.STRING]: "",
            [DefaultValuesForTypeKey.NUMBER]: void 0,
            [DefaultValuesForTypeKey.ARRAY]: []
          };
          return def[type];
        }
        function guessType2(key) {
          let type = DefaultValuesForTypeKey.BOOLEAN;
          if (checkAllAliases(key, flags.strings))
            type = DefaultValuesForTypeKey.STRING;
          else if (checkAllAliases(key, flags.numbers))
            type = DefaultValuesForTypeKey.NUMBER;
          else if (checkAllAliases(key, flags.bools))
            type = DefaultValuesForTypeKey.BOOLEAN;
          else if (checkAllAliases(key, flags.arrays))
            type = DefaultValuesForTypeKey.ARRAY;
          return type;
        }
        function isUndefined(num) {
          return num === void 0;
        }
        function checkConfiguration() {
          Object.keys(flags.counts).find((key) => {
            if (checkAllAliases(key, flags.arrays)) {
              error = Error(__("Invalid configuration: %s, opts.count excludes opts.array.", key));
              return true;
            } else if (checkAllAliases(key, flags.nargs)) {
              error = Error(__("Invalid configuration: %s, opts.count excludes opts.narg.", key));
              return true;
            }
            return false;
          });
        }
        return {
          aliases: Object.assign({}, flags.aliases),
          argv: Object.assign(argvReturn, argv),
          configuration,
          defaulted: Object.assign({}, defaulted),
          error,
          newAliases: Object.assign({}, newAliases)
        };
      }
    };
  }
});

// node_modules/yargs-parser/build/lib/index.js
var import_util, import_path2, import_fs2, import_node_module, _a, _b, _c, minNodeVersion, nodeVersion, env, require2, parser, yargsParser, lib_default;
var init_lib2 = __esm({
  "node_modules/yargs-parser/build/lib/index.js"() {
    import_util = require("util");
    import_path2 = require("path");
    init_string_utils();
    init_yargs_parser();
    import_fs2 = require("fs");
    import_node_module = require("node:module");
    /**
     * @fileoverview Main entrypoint for libraries using yargs-parser in Node.js
     *
     * @license
     * Copyright (c) 2016, Contributors
     * SPDX-License-Identifier: ISC
     */
    minNodeVersion = process && process.env && process.env.YARGS_MIN_NODE_VERSION ? Number(process.env.YARGS_MIN_NODE_VERSION) : 20;
    nodeVersion = (_b = (_a = process === null || process === void 0 ? void 0 : process.versions) === null || _a === void 0 ? void 0 : _a.node) !== null && _b !== void 0 ? _b : (_c = process === null || process === void 0 ? void 0 : process.version) === null || _c === void 0 ? void 0 : _c.slice(1);
    if (nodeVersion) {
      const major = Number(nodeVersion.match(/^([^.]+)/)[1]);
      if (major < minNodeVersion) {
        throw Error(`yargs parser supports a minimum Node.js version of ${minNodeVersion}. Read our version support policy: https://github.com/yargs/yargs-parser#supported-nodejs-versions`);
      }
    }
    env = process ? process.env : {};
    require2 = import_node_module.createRequire ? (0, import_node_module.createRequire)(__bundleUrl) : void 0;
    parser = new YargsParser({
      cwd: process.cwd,
      env: () => {
        return env;
      },
      format: import_util.format,
      normalize: import_path2.normalize,
      resolve: import_path2.resolve,
      require: (path2) => {
        if (typeof require2 !== "undefined") {
          return require2(path2);
        } else if (path2.match(/\.json$/)) {
          return JSON.parse((0, import_fs2.readFileSync)(path2, "utf8"));
        } else {
          throw Error("only .json config files are supported in ESM");
        }
      }
    });
    yargsParser = function Parser(args, opts) {
      const result = parser.parse(args.slice(), opts);
      return result.argv;
    };
    yargsParser.detailed = function(args, opts) {
      return parser.parse(args.slice(), opts);
    };
    yargsParser.camelCase = camelCase;
    yargsParser.decamelize = decamelize;
    yargsParser.looksLikeNumber = looksLikeNumber;
    lib_default = yargsParser;
  }
});

// node_modules/yargs/build/lib/utils/process-argv.js
function getProcessArgvBinIndex() {
  if (isBundledElectronApp())
    return 0;
  return 1;
}
function isBundledElectronApp() {
  return isElectronApp() && !process.defaultApp;
}
function isElectronApp() {
  return !!process.versions.electron;
}
function getProcessArgvBin() {
  return process.argv[getProcessArgvBinIndex()];
}
var init_process_argv = __esm({
  "node_modules/yargs/build/lib/utils/process-argv.js"() {
  }
});

// node_modules/y18n/build/lib/platform-shims/node.js
var import_fs3, import_util2, import_path3, node_default;
var init_node = __esm({
  "node_modules/y18n/build/lib/platform-shims/node.js"() {
    import_fs3 = require("fs");
    import_util2 = require("util");
    import_path3 = require("path");
    node_default = {
      fs: {
        readFileSync: import_fs3.readFileSync,
        writeFile: import_fs3.writeFile
      },
      format: import_util2.format,
      resolve: import_path3.resolve,
      exists: (file) => {
        try {
          return (0, import_fs3.statSync)(file).isFile();
        } catch (err) {
          return false;
        }
      }
    };
  }
});

// node_modules/y18n/build/lib/index.js
function y18n(opts, _shim) {
  shim = _shim;
  const y18n3 = new Y18N(opts);
  return {
    __: y18n3.__.bind(y18n3),
    __n: y18n3.__n.bind(y18n3),
    setLocale: y18n3.setLocale.bind(y18n3),
    getLocale: y18n3.getLocale.bind(y18n3),
    updateLocale: y18n3.updateLocale.bind(y18n3),
    locale: y18n3.locale
  };
}
var shim, Y18N;
var init_lib3 = __esm({
  "node_modules/y18n/build/lib/index.js"() {
    Y18N = class {
      constructor(opts) {
        opts = opts || {};
        this.directory = opts.directory || "./locales";
        this.updateFiles = typeof opts.updateFiles === "boolean" ? opts.updateFiles : true;
        this.locale = opts.locale || "en";
        this.fallbackToLanguage = typeof opts.fallbackToLanguage === "boolean" ? opts.fallbackToLanguage : true;
        this.cache = /* @__PURE__ */ Object.create(null);
        this.writeQueue = [];
      }
      __(...args) {
        if (typeof arguments[0] !== "string") {
          return this._taggedLiteral(arguments[0], ...arguments);
        }
        const str = args.shift();
        let cb = function() {
        };
        if (typeof args[args.length - 1] === "function")
          cb = args.pop();
        cb = cb || function() {
        };
        if (!this.cache[this.locale])
          this._readLocaleFile();
        if (!this.cache[this.locale][str] && this.updateFiles) {
          this.cache[this.locale][str] = str;
          this._enqueueWrite({
            directory: this.directory,
            locale: this.locale,
            cb
          });
        } else {
          cb();
        }
        return shim.format.apply(shim.format, [this.cache[this.locale][str] || str].concat(args));
      }
      __n() {
        const args = Array.prototype.slice.call(arguments);
        const singular = args.shift();
        const plural2 = args.shift();
        const quantity = args.shift();
        let cb = function() {
        };
        if (typeof args[args.length - 1] === "function")
          cb = args.pop();
        if (!this.cache[this.locale])
          this._readLocaleFile();
        let str = quantity === 1 ? singular : plural2;
        if (this.cache[this.locale][singular]) {
          const entry = this.cache[this.locale][singular];
          str = entry[quantity === 1 ? "one" : "other"];
        }
        if (!this.cache[this.locale][singular] && this.updateFiles) {
          this.cache[this.locale][singular] = {
            one: singular,
            other: plural2
          };
          this._enqueueWrite({
            directory: this.directory,
            locale: this.locale,
            cb
          });
        } else {
          cb();
        }
        const values = [str];
        if (~str.indexOf("%d"))
          values.push(quantity);
        return shim.format.apply(shim.format, values.concat(args));
      }
      setLocale(locale) {
        this.locale = locale;
      }
      getLocale() {
        return this.locale;
      }
      updateLocale(obj) {
        if (!this.cache[this.locale])
          this._readLocaleFile();
        for (const key in obj) {
          if (Object.prototype.hasOwnProperty.call(obj, key)) {
            this.cache[this.locale][key] = obj[key];
          }
        }
      }
      _taggedLiteral(parts, ...args) {
        let str = "";
        parts.forEach(function(part, i) {
          const arg = args[i + 1];
          str += part;
          if (typeof arg !== "undefined") {
            str += "%s";
          }
        });
        return this.__.apply(this, [str].concat([].slice.call(args, 1)));
      }
      _enqueueWrite(work) {
        this.writeQueue.push(work);
        if (this.writeQueue.length === 1)
          this._processWriteQueue();
      }
      _processWriteQueue() {
        const _this = this;
        const work = this.writeQueue[0];
        const directory = work.directory;
        const locale = work.locale;
        const cb = work.cb;
        const languageFile = this._resolveLocaleFile(directory, locale);
        const serializedLocale = JSON.stringify(this.cache[locale], null, 2);
        shim.fs.writeFile(languageFile, serializedLocale, "utf-8", function(err) {
          _this.writeQueue.shift();
          if (_this.writeQueue.length > 0)
            _this._processWriteQueue();
          cb(err);
        });
      }
      _readLocaleFile() {
        let localeLookup = {};
        const languageFile = this._resolveLocaleFile(this.directory, this.locale);
        try {
          if (shim.fs.readFileSync) {
            localeLookup = JSON.parse(shim.fs.readFileSync(languageFile, "utf-8"));
          }
        } catch (err) {
          if (err instanceof SyntaxError) {
            err.message = "syntax error in " + languageFile;
          }
          if (err.code === "ENOENT")
            localeLookup = {};
          else
            throw err;
        }
        this.cache[this.locale] = localeLookup;
      }
      _resolveLocaleFile(directory, locale) {
        let file = shim.resolve(directory, "./", locale + ".json");
        if (this.fallbackToLanguage && !this._fileExistsSync(file) && ~locale.lastIndexOf("_")) {
          const languageFile = shim.resolve(directory, "./", locale.split("_")[0] + ".json");
          if (this._fileExistsSync(languageFile))
            file = languageFile;
        }
        return file;
      }
      _fileExistsSync(file) {
        return shim.exists(file);
      }
    };
  }
});

// node_modules/y18n/index.mjs
var y18n2, y18n_default;
var init_y18n = __esm({
  "node_modules/y18n/index.mjs"() {
    init_node();
    init_lib3();
    y18n2 = (opts) => {
      return y18n(opts, node_default);
    };
    y18n_default = y18n2;
  }
});

// node_modules/get-caller-file/index.js
var require_get_caller_file = __commonJS({
  "node_modules/get-caller-file/index.js"(exports2, module2) {
    "use strict";
    module2.exports = function getCallerFile2(position) {
      if (position === void 0) {
        position = 2;
      }
      if (position >= Error.stackTraceLimit) {
        throw new TypeError("getCallerFile(position) requires position be less then Error.stackTraceLimit but position was: `" + position + "` and Error.stackTraceLimit was: `" + Error.stackTraceLimit + "`");
      }
      var oldPrepareStackTrace = Error.prepareStackTrace;
      Error.prepareStackTrace = function(_, stack2) {
        return stack2;
      };
      var stack = new Error().stack;
      Error.prepareStackTrace = oldPrepareStackTrace;
      if (stack !== null && typeof stack === "object") {
        return stack[position] ? stack[position].getFileName() : void 0;
      }
    };
  }
});

// node_modules/yargs/lib/platform-shims/esm.mjs
var import_assert, import_util3, import_url, import_path4, import_node_module2, import_get_caller_file, import_node_fs, __dirname, mainFilename, require3, esm_default;
var init_esm = __esm({
  "node_modules/yargs/lib/platform-shims/esm.mjs"() {
    "use strict";
    import_assert = require("assert");
    init_cliui();
    init_sync();
    import_util3 = require("util");
    import_url = require("url");
    init_lib2();
    import_path4 = require("path");
    init_process_argv();
    init_string_width();
    init_y18n();
    import_node_module2 = require("node:module");
    import_get_caller_file = __toESM(require_get_caller_file(), 1);
    import_node_fs = require("node:fs");
    __dirname = (0, import_url.fileURLToPath)(__bundleUrl);
    mainFilename = __dirname.substring(0, __dirname.lastIndexOf("node_modules"));
    require3 = (0, import_node_module2.createRequire)(__bundleUrl);
    esm_default = {
      assert: {
        notStrictEqual: import_assert.notStrictEqual,
        strictEqual: import_assert.strictEqual
      },
      cliui: ui,
      findUp: sync_default,
      getEnv: (key) => {
        return process.env[key];
      },
      inspect: import_util3.inspect,
      getProcessArgvBin,
      mainFilename: mainFilename || process.cwd(),
      Parser: lib_default,
      path: {
        basename: import_path4.basename,
        dirname: import_path4.dirname,
        extname: import_path4.extname,
        relative: import_path4.relative,
        resolve: import_path4.resolve,
        join: import_path4.join
      },
      process: {
        argv: () => process.argv,
        cwd: process.cwd,
        emitWarning: (warning, type) => process.emitWarning(warning, type),
        execPath: () => process.execPath,
        exit: (code) => {
          process.exit(code);
        },
        nextTick: process.nextTick,
        stdColumns: typeof process.stdout.columns !== "undefined" ? process.stdout.columns : null
      },
      readFileSync: import_node_fs.readFileSync,
      readdirSync: import_node_fs.readdirSync,
      require: require3,
      getCallerFile: () => {
        const callerFile = (0, import_get_caller_file.default)(3);
        return callerFile.match(/^file:\/\//) ? (0, import_url.fileURLToPath)(callerFile) : callerFile;
      },
      stringWidth: string_width_default,
      y18n: y18n_default({
        directory: (0, import_path4.resolve)(__dirname, "../../../locales"),
        updateFiles: false
      })
    };
  }
});

// node_modules/yargs/build/lib/typings/common-types.js
function assertNotStrictEqual(actual, expected2, shim3, message) {
  shim3.assert.notStrictEqual(actual, expected2, message);
}
function assertSingleKey(actual, shim3) {
  shim3.assert.strictEqual(typeof actual, "string");
}
function objectKeys(object) {
  return Object.keys(object);
}
var init_common_types = __esm({
  "node_modules/yargs/build/lib/typings/common-types.js"() {
  }
});

// node_modules/yargs/build/lib/utils/is-promise.js
function isPromise(maybePromise) {
  return !!maybePromise && !!maybePromise.then && typeof maybePromise.then === "function";
}
var init_is_promise = __esm({
  "node_modules/yargs/build/lib/utils/is-promise.js"() {
  }
});

// node_modules/yargs/build/lib/yerror.js
var YError;
var init_yerror = __esm({
  "node_modules/yargs/build/lib/yerror.js"() {
    YError = class _YError extends Error {
      constructor(msg) {
        super(msg || "yargs error");
        this.name = "YError";
        if (Error.captureStackTrace) {
          Error.captureStackTrace(this, _YError);
        }
      }
    };
  }
});

// node_modules/yargs/build/lib/parse-command.js
function parseCommand(cmd) {
  const extraSpacesStrippedCommand = cmd.replace(/\s{2,}/g, " ");
  const splitCommand = extraSpacesStrippedCommand.split(/\s+(?![^[]*]|[^<]*>)/);
  const bregex = /\.*[\][<>]/g;
  const firstCommand = splitCommand.shift();
  if (!firstCommand)
    throw new Error(`No command found in: ${cmd}`);
  const parsedCommand = {
    cmd: firstCommand.replace(bregex, ""),
    demanded: [],
    optional: []
  };
  splitCommand.forEach((cmd2, i) => {
    let variadic = false;
    cmd2 = cmd2.replace(/\s/g, "");
    if (/\.+[\]>]/.test(cmd2) && i === splitCommand.length - 1)
      variadic = true;
    if (/^\[/.test(cmd2)) {
      parsedCommand.optional.push({
        cmd: cmd2.replace(bregex, "").split("|"),
        variadic
      });
    } else {
      parsedCommand.demanded.push({
        cmd: cmd2.replace(bregex, "").split("|"),
        variadic
      });
    }
  });
  return parsedCommand;
}
var init_parse_command = __esm({
  "node_modules/yargs/build/lib/parse-command.js"() {
  }
});

// node_modules/yargs/build/lib/argsert.js
function argsert(arg1, arg2, arg3) {
  function parseArgs() {
    return typeof arg1 === "object" ? [{ demanded: [], optional: [] }, arg1, arg2] : [
      parseCommand(`cmd ${arg1}`),
      arg2,
      arg3
    ];
  }
  try {
    let position = 0;
    const [parsed2, callerArguments, _length] = parseArgs();
    const args = [].slice.call(callerArguments);
    while (args.length && args[args.length - 1] === void 0)
      args.pop();
    const length = _length || args.length;
    if (length < parsed2.demanded.length) {
      throw new YError(`Not enough arguments provided. Expected ${parsed2.demanded.length} but received ${args.length}.`);
    }
    const totalCommands = parsed2.demanded.length + parsed2.optional.length;
    if (length > totalCommands) {
      throw new YError(`Too many arguments provided. Expected max ${totalCommands} but received ${length}.`);
    }
    parsed2.demanded.forEach((demanded) => {
      const arg = args.shift();
      const observedType = guessType(arg);
      const matchingTypes = demanded.cmd.filter((type) => type === observedType || type === "*");
      if (matchingTypes.length === 0)
        argumentTypeError(observedType, demanded.cmd, position);
      position += 1;
    });
    parsed2.optional.forEach((optional) => {
      if (args.length === 0)
        return;
      const arg = args.shift();
      const observedType = guessType(arg);
      const matchingTypes = optional.cmd.filter((type) => type === observedType || type === "*");
      if (matchingTypes.length === 0)
        argumentTypeError(observedType, optional.cmd, position);
      position += 1;
    });
  } catch (err) {
    console.warn(err.stack);
  }
}
function guessType(arg) {
  if (Array.isArray(arg)) {
    return "array";
  } else if (arg === null) {
    return "null";
  }
  return typeof arg;
}
function argumentTypeError(observedType, allowedTypes, position) {
  throw new YError(`Invalid ${positionName[position] || "manyith"} argument. Expected ${allowedTypes.join(" or ")} but received ${observedType}.`);
}
var positionName;
var init_argsert = __esm({
  "node_modules/yargs/build/lib/argsert.js"() {
    init_yerror();
    init_parse_command();
    positionName = ["first", "second", "third", "fourth", "fifth", "sixth"];
  }
});

// node_modules/yargs/build/lib/middleware.js
function commandMiddlewareFactory(commandMiddleware) {
  if (!commandMiddleware)
    return [];
  return commandMiddleware.map((middleware) => {
    middleware.applyBeforeValidation = false;
    return middleware;
  });
}
function applyMiddleware(argv, yargs, middlewares, beforeValidation) {
  return middlewares.reduce((acc, middleware) => {
    if (middleware.applyBeforeValidation !== beforeValidation) {
      return acc;
    }
    if (middleware.mutates) {
      if (middleware.applied)
        return acc;
      middleware.applied = true;
    }
    if (isPromise(acc)) {
      return acc.then((initialObj) => Promise.all([initialObj, middleware(initialObj, yargs)])).then(([initialObj, middlewareObj]) => Object.assign(initialObj, middlewareObj));
    } else {
      const result = middleware(acc, yargs);
      return isPromise(result) ? result.then((middlewareObj) => Object.assign(acc, middlewareObj)) : Object.assign(acc, result);
    }
  }, argv);
}
var GlobalMiddleware;
var init_middleware = __esm({
  "node_modules/yargs/build/lib/middleware.js"() {
    init_argsert();
    init_is_promise();
    GlobalMiddleware = class {
      constructor(yargs) {
        this.globalMiddleware = [];
        this.frozens = [];
        this.yargs = yargs;
      }
      addMiddleware(callback, applyBeforeValidation, global = true, mutates = false) {
        argsert("<array|function> [boolean] [boolean] [boolean]", [callback, applyBeforeValidation, global], arguments.length);
        if (Array.isArray(callback)) {
          for (let i = 0; i < callback.length; i++) {
            if (typeof callback[i] !== "function") {
              throw Error("middleware must be a function");
            }
            const m = callback[i];
            m.applyBeforeValidation = applyBeforeValidation;
            m.global = global;
          }
          Array.prototype.push.apply(this.globalMiddleware, callback);
        } else if (typeof callback === "function") {
          const m = callback;
          m.applyBeforeValidation = applyBeforeValidation;
          m.global = global;
          m.mutates = mutates;
          this.globalMiddleware.push(callback);
        }
        return this.yargs;
      }
      addCoerceMiddleware(callback, option) {
        const aliases = this.yargs.getAliases();
        this.globalMiddleware = this.globalMiddleware.filter((m) => {
          const toCheck = [...aliases[option] || [], option];
          if (!m.option)
            return true;
          else
            return !toCheck.includes(m.option);
        });
        callback.option = option;
        return this.addMiddleware(callback, true, true, true);
      }
      getMiddleware() {
        return this.globalMiddleware;
      }
      freeze() {
        this.frozens.push([...this.globalMiddleware]);
      }
      unfreeze() {
        const frozen = this.frozens.pop();
        if (frozen !== void 0)
          this.globalMiddleware = frozen;
      }
      reset() {
        this.globalMiddleware = this.globalMiddleware.filter((m) => m.global);
      }
    };
  }
});

// node_modules/yargs/build/lib/utils/maybe-async-result.js
function maybeAsyncResult(getResult, resultHandler, errorHandler2 = (err) => {
  throw err;
}) {
  try {
    const result = isFunction(getResult) ? getResult() : getResult;
    return isPromise(result) ? result.then((result2) => resultHandler(result2)) : resultHandler(result);
  } catch (err) {
    return errorHandler2(err);
  }
}
function isFunction(arg) {
  return typeof arg === "function";
}
var init_maybe_async_result = __esm({
  "node_modules/yargs/build/lib/utils/maybe-async-result.js"() {
    init_is_promise();
  }
});

// node_modules/yargs/build/lib/command.js
function command(usage2, validation2, globalMiddleware, shim3) {
  return new CommandInstance(usage2, validation2, globalMiddleware, shim3);
}
function isCommandBuilderDefinition(builder) {
  return typeof builder === "object" && !!builder.builder && typeof builder.handler === "function";
}
function isCommandAndAliases(cmd) {
  return cmd.every((c) => typeof c === "string");
}
function isCommandBuilderCallback(builder) {
  return typeof builder === "function";
}
function isCommandBuilderOptionDefinitions(builder) {
  return typeof builder === "object";
}
function isCommandHandlerDefinition(cmd) {
  return typeof cmd === "object" && !Array.isArray(cmd);
}
var DEFAULT_MARKER, CommandInstance;
var init_command = __esm({
  "node_modules/yargs/build/lib/command.js"() {
    init_common_types();
    init_is_promise();
    init_middleware();
    init_parse_command();
    init_yargs_factory();
    init_maybe_async_result();
    DEFAULT_MARKER = /(^\*)|(^\$0)/;
    CommandInstance = class {
      constructor(usage2, validation2, globalMiddleware, shim3) {
        this.requireCache = /* @__PURE__ */ new Set();
        this.handlers = {};
        this.aliasMap = {};
        this.frozens = [];
        this.shim = shim3;
        this.usage = usage2;
        this.globalMiddleware = globalMiddleware;
        this.validation = validation2;
      }
      addDirectory(dir, req, callerFile, opts) {
        opts = opts || {};
        this.requireCache.add(callerFile);
        const fullDirPath = this.shim.path.resolve(this.shim.path.dirname(callerFile), dir);
        const files = this.shim.readdirSync(fullDirPath, {
          recursive: opts.recurse ? true : false
        });
        if (!Array.isArray(opts.extensions))
          opts.extensions = ["js"];
        const visit = typeof opts.visit === "function" ? opts.visit : (o) => o;
        for (const fileb of files) {
          const file = fileb.toString();
          if (opts.exclude) {
            let exclude = false;
            if (typeof opts.exclude === "function") {
              exclude = opts.exclude(file);
            } else {
              exclude = opts.exclude.test(file);
            }
            if (exclude)
              continue;
          }
          if (opts.include) {
            let include = false;
            if (typeof opts.include === "function") {
              include = opts.include(file);
            } else {
              include = opts.include.test(file);
            }
            if (!include)
              continue;
          }
          let supportedExtension = false;
          for (const ext of opts.extensions) {
            if (file.endsWith(ext))
              supportedExtension = true;
          }
          if (supportedExtension) {
            const joined = this.shim.path.join(fullDirPath, file);
            const module2 = req(joined);
            const extendableModule = Object.create(null, Object.getOwnPropertyDescriptors({ ...module2 }));
            const visited = visit(extendableModule, joined, file);
            if (visited) {
              if (this.requireCache.has(joined))
                continue;
              else
                this.requireCache.add(joined);
              if (!extendableModule.command) {
                extendableModule.command = this.shim.path.basename(joined, this.shim.path.extname(joined));
              }
              this.addHandler(extendableModule);
            }
          }
        }
      }
      addHandler(cmd, description, builder, handler, commandMiddleware, deprecated) {
        let aliases = [];
        const middlewares = commandMiddlewareFactory(commandMiddleware);
        handler = handler || (() => {
        });
        if (Array.isArray(cmd)) {
          if (isCommandAndAliases(cmd)) {
            [cmd, ...aliases] = cmd;
          } else {
            for (const command2 of cmd) {
              this.addHandler(command2);
            }
          }
        } else if (isCommandHandlerDefinition(cmd)) {
          let command2 = Array.isArray(cmd.command) || typeof cmd.command === "string" ? cmd.command : null;
          if (command2 === null) {
            throw new Error(`No command name given for module: ${this.shim.inspect(cmd)}`);
          }
          if (cmd.aliases)
            command2 = [].concat(command2).concat(cmd.aliases);
          this.addHandler(command2, this.extractDesc(cmd), cmd.builder, cmd.handler, cmd.middlewares, cmd.deprecated);
          return;
        } else if (isCommandBuilderDefinition(builder)) {
          this.addHandler([cmd].concat(aliases), description, builder.builder, builder.handler, builder.middlewares, builder.deprecated);
          return;
        }
        if (typeof cmd === "string") {
          const parsedCommand = parseCommand(cmd);
          aliases = aliases.map((alias) => parseCommand(alias).cmd);
          let isDefault = false;
          const parsedAliases = [parsedCommand.cmd].concat(aliases).filter((c) => {
            if (DEFAULT_MARKER.test(c)) {
              isDefault = true;
              return false;
            }
            return true;
          });
          if (parsedAliases.length === 0 && isDefault)
            parsedAliases.push("$0");
          if (isDefault) {
            parsedCommand.cmd = parsedAliases[0];
            aliases = parsedAliases.slice(1);
            cmd = cmd.replace(DEFAULT_MARKER, parsedCommand.cmd);
          }
          aliases.forEach((alias) => {
            this.aliasMap[alias] = parsedCommand.cmd;
          });
          if (description !== false) {
            this.usage.command(cmd, description, isDefault, aliases, deprecated);
          }
          this.handlers[parsedCommand.cmd] = {
            original: cmd,
            description,
            handler,
            builder: builder || {},
            middlewares,
            deprecated,
            demanded: parsedCommand.demanded,
            optional: parsedCommand.optional
          };
          if (isDefault)
            this.defaultCommand = this.handlers[parsedCommand.cmd];
        }
      }
      getCommandHandlers() {
        return this.handlers;
      }
      getCommands() {
        return Object.keys(this.handlers).concat(Object.keys(this.aliasMap));
      }
      hasDefaultCommand() {
        return !!this.defaultCommand;
      }
      runCommand(command2, yargs, parsed2, commandIndex, helpOnly, helpOrVersionSet) {
        const commandHandler = this.handlers[command2] || this.handlers[this.aliasMap[command2]] || this.defaultCommand;
        const currentContext = yargs.getInternalMethods().getContext();
        const parentCommands = currentContext.commands.slice();
        const isDefaultCommand = !command2;
        if (command2) {
          currentContext.commands.push(command2);
          currentContext.fullCommands.push(commandHandler.original);
        }
        const builderResult = this.applyBuilderUpdateUsageAndParse(isDefaultCommand, commandHandler, yargs, parsed2.aliases, parentCommands, commandIndex, helpOnly, helpOrVersionSet);
        return isPromise(builderResult) ? builderResult.then((result) => this.applyMiddlewareAndGetResult(isDefaultCommand, commandHandler, result.innerArgv, currentContext, helpOnly, result.aliases, yargs)) : this.applyMiddlewareAndGetResult(isDefaultCommand, commandHandler, builderResult.innerArgv, currentContext, helpOnly, builderResult.aliases, yargs);
      }
      applyBuilderUpdateUsageAndParse(isDefaultCommand, commandHandler, yargs, aliases, parentCommands, commandIndex, helpOnly, helpOrVersionSet) {
        const builder = commandHandler.builder;
        let innerYargs = yargs;
        if (isCommandBuilderCallback(builder)) {
          yargs.getInternalMethods().getUsageInstance().freeze();
          const builderOutput = builder(yargs.getInternalMethods().reset(aliases), helpOrVersionSet);
          if (isPromise(builderOutput)) {
            return builderOutput.then((output) => {
              innerYargs = isYargsInstance(output) ? output : yargs;
              return this.parseAndUpdateUsage(isDefaultCommand, commandHandler, innerYargs, parentCommands, commandIndex, helpOnly);
            });
          }
        } else if (isCommandBuilderOptionDefinitions(builder)) {
          yargs.getInternalMethods().getUsageInstance().freeze();
          innerYargs = yargs.getInternalMethods().reset(aliases);
          Object.keys(commandHandler.builder).forEach((key) => {
            innerYargs.option(key, builder[key]);
          });
        }
        return this.parseAndUpdateUsage(isDefaultCommand, commandHandler, innerYargs, parentCommands, commandIndex, helpOnly);
      }
      parseAndUpdateUsage(isDefaultCommand, commandHandler, innerYargs, parentCommands, commandIndex, helpOnly) {
        if (isDefaultCommand)
          innerYargs.getInternalMethods().getUsageInstance().unfreeze(true);
        if (this.shouldUpdateUsage(innerYargs)) {
          innerYargs.getInternalMethods().getUsageInstance().usage(this.usageFromParentCommandsCommandHandler(parentCommands, commandHandler), commandHandler.description);
        }
        const innerArgv = innerYargs.getInternalMethods().runYargsParserAndExecuteCommands(null, void 0, true, commandIndex, helpOnly);
        return isPromise(innerArgv) ? innerArgv.then((argv) => ({
          aliases: innerYargs.parsed.aliases,
          innerArgv: argv
        })) : {
          aliases: innerYargs.parsed.aliases,
          innerArgv
        };
      }
      shouldUpdateUsage(yargs) {
        return !yargs.getInternalMethods().getUsageInstance().getUsageDisabled() && yargs.getInternalMethods().getUsageInstance().getUsage().length === 0;
      }
      usageFromParentCommandsCommandHandler(parentCommands, commandHandler) {
        const c = DEFAULT_MARKER.test(commandHandler.original) ? commandHandler.original.replace(DEFAULT_MARKER, "").trim() : commandHandler.original;
        const pc = parentCommands.filter((c2) => {
          return !DEFAULT_MARKER.test(c2);
        });
        pc.push(c);
        return `$0 ${pc.join(" ")}`;
      }
      handleValidationAndGetResult(isDefaultCommand, commandHandler, innerArgv, currentContext, aliases, yargs, middlewares, positionalMap) {
        if (!yargs.getInternalMethods().getHasOutput()) {
          const validation2 = yargs.getInternalMethods().runValidation(aliases, positionalMap, yargs.parsed.error, isDefaultCommand);
          innerArgv = maybeAsyncResult(innerArgv, (result) => {
            validation2(result);
            return result;
          });
        }
        if (commandHandler.handler && !yargs.getInternalMethods().getHasOutput()) {
          yargs.getInternalMethods().setHasOutput();
          const populateDoubleDash = !!yargs.getOptions().configuration["populate--"];
          yargs.getInternalMethods().postProcess(innerArgv, populateDoubleDash, false, false);
          innerArgv = applyMiddleware(innerArgv, yargs, middlewares, false);
          innerArgv = maybeAsyncResult(innerArgv, (result) => {
            const handlerResult = commandHandler.handler(result);
            return isPromise(handlerResult) ? handlerResult.then(() => result) : result;
          });
          if (!isDefaultCommand) {
            yargs.getInternalMethods().getUsageInstance().cacheHelpMessage();
          }
          if (isPromise(innerArgv) && !yargs.getInternalMethods().hasParseCallback()) {
            innerArgv.catch((error) => {
              try {
                yargs.getInternalMethods().getUsageInstance().fail(null, error);
              } catch (_err) {
              }
            });
          }
        }
        if (!isDefaultCommand) {
          currentContext.commands.pop();
          currentContext.fullCommands.pop();
        }
        return innerArgv;
      }
      applyMiddlewareAndGetResult(isDefaultCommand, commandHandler, innerArgv, currentContext, helpOnly, aliases, yargs) {
        let positionalMap = {};
        if (helpOnly)
          return innerArgv;
        if (!yargs.getInternalMethods().getHasOutput()) {
          positionalMap = this.populatePositionals(commandHandler, innerArgv, currentContext, yargs);
        }
        const middlewares = this.globalMiddleware.getMiddleware().slice(0).concat(commandHandler.middlewares);
        const maybePromiseArgv = applyMiddleware(innerArgv, yargs, middlewares, true);
        return isPromise(maybePromiseArgv) ? maybePromiseArgv.then((resolvedInnerArgv) => this.handleValidationAndGetResult(isDefaultCommand, commandHandler, resolvedInnerArgv, currentContext, aliases, yargs, middlewares, positionalMap)) : this.handleValidationAndGetResult(isDefaultCommand, commandHandler, maybePromiseArgv, currentContext, aliases, yargs, middlewares, positionalMap);
      }
      populatePositionals(commandHandler, argv, context, yargs) {
        argv._ = argv._.slice(context.commands.length);
        const demanded = commandHandler.demanded.slice(0);
        const optional = commandHandler.optional.slice(0);
        const positionalMap = {};
        this.validation.positionalCount(demanded.length, argv._.length);
        while (demanded.length) {
          const demand = demanded.shift();
          this.populatePositional(demand, argv, positionalMap);
        }
        while (optional.length) {
          const maybe = optional.shift();
          this.populatePositional(maybe, argv, positionalMap);
        }
        argv._ = context.commands.concat(argv._.map((a) => "" + a));
        this.postProcessPositionals(argv, positionalMap, this.cmdToParseOptions(commandHandler.original), yargs);
        return positionalMap;
      }
      populatePositional(positional, argv, positionalMap) {
        const cmd = positional.cmd[0];
        if (positional.variadic) {
          positionalMap[cmd] = argv._.splice(0).map(String);
        } else {
          if (argv._.length)
            positionalMap[cmd] = [String(argv._.shift())];
        }
      }
      cmdToParseOptions(cmdString) {
        const parseOptions = {
          array: [],
          default: {},
          alias: {},
          demand: {}
        };
        const parsed2 = parseCommand(cmdString);
        parsed2.demanded.forEach((d) => {
          const [cmd, ...aliases] = d.cmd;
          if (d.variadic) {
            parseOptions.array.push(cmd);
            parseOptions.default[cmd] = [];
          }
          parseOptions.alias[cmd] = aliases;
          parseOptions.demand[cmd] = true;
        });
        parsed2.optional.forEach((o) => {
          const [cmd, ...aliases] = o.cmd;
          if (o.variadic) {
            parseOptions.array.push(cmd);
            parseOptions.default[cmd] = [];
          }
          parseOptions.alias[cmd] = aliases;
        });
        return parseOptions;
      }
      postProcessPositionals(argv, positionalMap, parseOptions, yargs) {
        const options = Object.assign({}, yargs.getOptions());
        options.default = Object.assign(parseOptions.default, options.default);
        for (const key of Object.keys(parseOptions.alias)) {
          options.alias[key] = (options.alias[key] || []).concat(parseOptions.alias[key]);
        }
        options.array = options.array.concat(parseOptions.array);
        options.config = {};
        const unparsed = [];
        Object.keys(positionalMap).forEach((key) => {
          positionalMap[key].map((value) => {
            if (options.configuration["unknown-options-as-args"])
              options.key[key] = true;
            unparsed.push(`--${key}`);
            unparsed.push(value);
          });
        });
        if (!unparsed.length)
          return;
        const config2 = Object.assign({}, options.configuration, {
          "populate--": false
        });
        const parsed2 = this.shim.Parser.detailed(unparsed, Object.assign({}, options, {
          configuration: config2
        }));
        if (parsed2.error) {
          yargs.getInternalMethods().getUsageInstance().fail(parsed2.error.message, parsed2.error);
        } else {
          const positionalKeys = Object.keys(positionalMap);
          Object.keys(positionalMap).forEach((key) => {
            positionalKeys.push(...parsed2.aliases[key]);
          });
          Object.keys(parsed2.argv).forEach((key) => {
            if (positionalKeys.includes(key)) {
              if (!positionalMap[key])
                positionalMap[key] = parsed2.argv[key];
              if (!this.isInConfigs(yargs, key) && !this.isDefaulted(yargs, key) && Object.prototype.hasOwnProperty.call(argv, key) && Object.prototype.hasOwnProperty.call(parsed2.argv, key) && (Array.isArray(argv[key]) || Array.isArray(parsed2.argv[key]))) {
                argv[key] = [].concat(argv[key], parsed2.argv[key]);
              } else {
                argv[key] = parsed2.argv[key];
              }
            }
          });
        }
      }
      isDefaulted(yargs, key) {
        const { default: defaults } = yargs.getOptions();
        return Object.prototype.hasOwnProperty.call(defaults, key) || Object.prototype.hasOwnProperty.call(defaults, this.shim.Parser.camelCase(key));
      }
      isInConfigs(yargs, key) {
        const { configObjects } = yargs.getOptions();
        return configObjects.some((c) => Object.prototype.hasOwnProperty.call(c, key)) || configObjects.some((c) => Object.prototype.hasOwnProperty.call(c, this.shim.Parser.camelCase(key)));
      }
      runDefaultBuilderOn(yargs) {
        if (!this.defaultCommand)
          return;
        if (this.shouldUpdateUsage(yargs)) {
          const commandString = DEFAULT_MARKER.test(this.defaultCommand.original) ? this.defaultCommand.original : this.defaultCommand.original.replace(/^[^[\]<>]*/, "$0 ");
          yargs.getInternalMethods().getUsageInstance().usage(commandString, this.defaultCommand.description);
        }
        const builder = this.defaultCommand.builder;
        if (isCommandBuilderCallback(builder)) {
          return builder(yargs, true);
        } else if (!isCommandBuilderDefinition(builder)) {
          Object.keys(builder).forEach((key) => {
            yargs.option(key, builder[key]);
          });
        }
        return void 0;
      }
      extractDesc({ describe, description, desc }) {
        for (const test of [describe, description, desc]) {
          if (typeof test === "string" || test === false)
            return test;
          assertNotStrictEqual(test, true, this.shim);
        }
        return false;
      }
      freeze() {
        this.frozens.push({
          handlers: this.handlers,
          aliasMap: this.aliasMap,
          defaultCommand: this.defaultCommand
        });
      }
      unfreeze() {
        const frozen = this.frozens.pop();
        assertNotStrictEqual(frozen, void 0, this.shim);
        ({
          handlers: this.handlers,
          aliasMap: this.aliasMap,
          defaultCommand: this.defaultCommand
        } = frozen);
      }
      reset() {
        this.handlers = {};
        this.aliasMap = {};
        this.defaultCommand = void 0;
        this.requireCache = /* @__PURE__ */ new Set();
        return this;
      }
    };
  }
});

// node_modules/yargs/build/lib/utils/obj-filter.js
function objFilter(original = {}, filter = () => true) {
  const obj = {};
  objectKeys(original).forEach((key) => {
    if (filter(key, original[key])) {
      obj[key] = original[key];
    }
  });
  return obj;
}
var init_obj_filter = __esm({
  "node_modules/yargs/build/lib/utils/obj-filter.js"() {
    init_common_types();
  }
});

// node_modules/yargs/build/lib/utils/set-blocking.js
function setBlocking(blocking) {
  if (typeof process === "undefined")
    return;
  [process.stdout, process.stderr].forEach((_stream) => {
    const stream = _stream;
    if (stream._handle && stream.isTTY && typeof stream._handle.setBlocking === "function") {
      stream._handle.setBlocking(blocking);
    }
  });
}
var init_set_blocking = __esm({
  "node_modules/yargs/build/lib/utils/set-blocking.js"() {
  }
});

// node_modules/yargs/build/lib/usage.js
function isBoolean(fail) {
  return typeof fail === "boolean";
}
function usage(yargs, shim3) {
  const __ = shim3.y18n.__;
  const self = {};
  const fails = [];
  self.failFn = function failFn(f) {
    fails.push(f);
  };
  let failMessage = null;
  let globalFailMessage = null;
  let showHelpOnFail = true;
  self.showHelpOnFail = function showHelpOnFailFn(arg1 = true, arg2) {
    const [enabled, message] = typeof arg1 === "string" ? [true, arg1] : [arg1, arg2];
    if (yargs.getInternalMethods().isGlobalContext()) {
      globalFailMessage = message;
    }
    failMessage = message;
    showHelpOnFail = enabled;
    return self;
  };
  let failureOutput = false;
  self.fail = function fail(msg, err) {
    const logger = yargs.getInternalMethods().getLoggerInstance();
    if (fails.length) {
      for (let i = fails.length - 1; i >= 0; --i) {
        const fail2 = fails[i];
        if (isBoolean(fail2)) {
          if (err)
            throw err;
          else if (msg)
            throw Error(msg);
        } else {
          fail2(msg, err, self);
        }
      }
    } else {
      if (yargs.getExitProcess())
        setBlocking(true);
      if (!failureOutput) {
        failureOutput = true;
        if (showHelpOnFail) {
          yargs.showHelp("error");
          logger.error();
        }
        if (msg || err)
          logger.error(msg || err);
        const globalOrCommandFailMessage = failMessage || globalFailMessage;
        if (globalOrCommandFailMessage) {
          if (msg || err)
            logger.error("");
          logger.error(globalOrCommandFailMessage);
        }
      }
      err = err || new YError(msg);
      if (yargs.getExitProcess()) {
        return yargs.exit(1);
      } else if (yargs.getInternalMethods().hasParseCallback()) {
        return yargs.exit(1, err);
      } else {
        throw err;
      }
    }
  };
  let usages = [];
  let usageDisabled = false;
  self.usage = (msg, description) => {
    if (msg === null) {
      usageDisabled = true;
      usages = [];
      return self;
    }
    usageDisabled = false;
    usages.push([msg, description || ""]);
    return self;
  };
  self.getUsage = () => {
    return usages;
  };
  self.getUsageDisabled = () => {
    return usageDisabled;
  };
  self.getPositionalGroupName = () => {
    return __("Positionals:");
  };
  let examples = [];
  self.example = (cmd, description) => {
    examples.push([cmd, description || ""]);
  };
  let commands = [];
  self.command = function command2(cmd, description, isDefault, aliases, deprecated = false) {
    if (isDefault) {
      commands = commands.map((cmdArray) => {
        cmdArray[2] = false;
        return cmdArray;
      });
    }
    commands.push([cmd, description || "", isDefault, aliases, deprecated]);
  };
  self.getCommands = () => commands;
  let descriptions = {};
  self.describe = function describe(keyOrKeys, desc) {
    if (Array.isArray(keyOrKeys)) {
      keyOrKeys.forEach((k) => {
        self.describe(k, desc);
      });
    } else if (typeof keyOrKeys === "object") {
      Object.keys(keyOrKeys).forEach((k) => {
        self.describe(k, keyOrKeys[k]);
      });
    } else {
      descriptions[keyOrKeys] = desc;
    }
  };
  self.getDescriptions = () => descriptions;
  let epilogs = [];
  self.epilog = (msg) => {
    epilogs.push(msg);
  };
  let wrapSet = false;
  let wrap2;
  self.wrap = (cols) => {
    wrapSet = true;
    wrap2 = cols;
  };
  self.getWrap = () => {
    if (shim3.getEnv("YARGS_DISABLE_WRAP")) {
      return null;
    }
    if (!wrapSet) {
      wrap2 = windowWidth();
      wrapSet = true;
    }
    return wrap2;
  };
  const deferY18nLookupPrefix = "__yargsString__:";
  self.deferY18nLookup = (str) => deferY18nLookupPrefix + str;
  self.help = function help() {
    if (cachedHelpMessage)
      return cachedHelpMessage;
    normalizeAliases();
    const base$0 = yargs.customScriptName ? yargs.$0 : shim3.path.basename(yargs.$0);
    const demandedOptions = yargs.getDemandedOptions();
    const demandedCommands = yargs.getDemandedCommands();
    const deprecatedOptions = yargs.getDeprecatedOptions();
    const groups2 = yargs.getGroups();
    const options = yargs.getOptions();
    let keys = [];
    keys = keys.concat(Object.keys(descriptions));
    keys = keys.concat(Object.keys(demandedOptions));
    keys = keys.concat(Object.keys(demandedCommands));
    keys = keys.concat(Object.keys(options.default));
    keys = keys.filter(filterHiddenOptions);
    keys = Object.keys(keys.reduce((acc, key) => {
      if (key !== "_")
        acc[key] = true;
      return acc;
    }, {}));
    const theWrap = self.getWrap();
    const ui2 = shim3.cliui({
      width: theWrap,
      wrap: !!theWrap
    });
    if (!usageDisabled) {
      if (usages.length) {
        usages.forEach((usage2) => {
          ui2.div({ text: `${usage2[0].replace(/\$0/g, base$0)}` });
          if (usage2[1]) {
            ui2.div({ text: `${usage2[1]}`, padding: [1, 0, 0, 0] });
          }
        });
        ui2.div();
      } else if (commands.length) {
        let u = null;
        if (demandedCommands._) {
          u = `${base$0} <${__("command")}>
`;
        } else {
          u = `${base$0} [${__("command")}]
`;
        }
        ui2.div(`${u}`);
      }
    }
    if (commands.length > 1 || commands.length === 1 && !commands[0][2]) {
      ui2.div(__("Commands:"));
      const context = yargs.getInternalMethods().getContext();
      const parentCommands = context.commands.length ? `${context.commands.join(" ")} ` : "";
      if (yargs.getInternalMethods().getParserConfiguration()["sort-commands"] === true) {
        commands = commands.sort((a, b) => a[0].localeCompare(b[0]));
      }
      const prefix = base$0 ? `${base$0} ` : "";
      commands.forEach((command2) => {
        const commandString = `${prefix}${parentCommands}${command2[0].replace(/^\$0 ?/, "")}`;
        ui2.span({
          text: commandString,
          padding: [0, 2, 0, 2],
          width: maxWidth(commands, theWrap, `${base$0}${parentCommands}`) + 4
        }, { text: command2[1] });
        const hints = [];
        if (command2[2])
          hints.push(`[${__("default")}]`);
        if (command2[3] && command2[3].length) {
          hints.push(`[${__("aliases:")} ${command2[3].join(", ")}]`);
        }
        if (command2[4]) {
          if (typeof command2[4] === "string") {
            hints.push(`[${__("deprecated: %s", command2[4])}]`);
          } else {
            hints.push(`[${__("deprecated")}]`);
          }
        }
        if (hints.length) {
          ui2.div({
            text: hints.join(" "),
            padding: [0, 0, 0, 2],
            align: "right"
          });
        } else {
          ui2.div();
        }
      });
      ui2.div();
    }
    const aliasKeys = (Object.keys(options.alias) || []).concat(Object.keys(yargs.parsed.newAliases) || []);
    keys = keys.filter((key) => !yargs.parsed.newAliases[key] && aliasKeys.every((alias) => (options.alias[alias] || []).indexOf(key) === -1));
    const defaultGroup = __("Options:");
    if (!groups2[defaultGroup])
      groups2[defaultGroup] = [];
    addUngroupedKeys(keys, options.alias, groups2, defaultGroup);
    const isLongSwitch = (sw) => /^--/.test(getText(sw));
    const displayedGroups = Object.keys(groups2).filter((groupName) => groups2[groupName].length > 0).map((groupName) => {
      const normalizedKeys = groups2[groupName].filter(filterHiddenOptions).map((key) => {
        if (aliasKeys.includes(key))
          return key;
        for (let i = 0, aliasKey; (aliasKey = aliasKeys[i]) !== void 0; i++) {
          if ((options.alias[aliasKey] || []).includes(key))
            return aliasKey;
        }
        return key;
      });
      return { groupName, normalizedKeys };
    }).filter(({ normalizedKeys }) => normalizedKeys.length > 0).map(({ groupName, normalizedKeys }) => {
      const switches = normalizedKeys.reduce((acc, key) => {
        acc[key] = [key].concat(options.alias[key] || []).map((sw) => {
          if (groupName === self.getPositionalGroupName())
            return sw;
          else {
            return (/^[0-9]$/.test(sw) ? options.boolean.includes(key) ? "-" : "--" : sw.length > 1 ? "--" : "-") + sw;
          }
        }).sort((sw1, sw2) => isLongSwitch(sw1) === isLongSwitch(sw2) ? 0 : isLongSwitch(sw1) ? 1 : -1).join(", ");
        return acc;
      }, {});
      return { groupName, normalizedKeys, switches };
    });
    const shortSwitchesUsed = displayedGroups.filter(({ groupName }) => groupName !== self.getPositionalGroupName()).some(({ normalizedKeys, switches }) => !normalizedKeys.every((key) => isLongSwitch(switches[key])));
    if (shortSwitchesUsed) {
      displayedGroups.filter(({ groupName }) => groupName !== self.getPositionalGroupName()).forEach(({ normalizedKeys, switches }) => {
        normalizedKeys.forEach((key) => {
          if (isLongSwitch(switches[key])) {
            switches[key] = addIndentation(switches[key], "-x, ".length);
          }
        });
      });
    }
    displayedGroups.forEach(({ groupName, normalizedKeys, switches }) => {
      ui2.div(groupName);
      normalizedKeys.forEach((key) => {
        const kswitch = switches[key];
        let desc = descriptions[key] || "";
        let type = null;
        if (desc.includes(deferY18nLookupPrefix))
          desc = __(desc.substring(deferY18nLookupPrefix.length));
        if (options.boolean.includes(key))
          type = `[${__("boolean")}]`;
        if (options.count.includes(key))
          type = `[${__("count")}]`;
        if (options.string.includes(key))
          type = `[${__("string")}]`;
        if (options.normalize.includes(key))
          type = `[${__("string")}]`;
        if (options.array.includes(key))
          type = `[${__("array")}]`;
        if (options.number.includes(key))
          type = `[${__("number")}]`;
        const deprecatedExtra = (deprecated) => typeof deprecated === "string" ? `[${__("deprecated: %s", deprecated)}]` : `[${__("deprecated")}]`;
        const extra = [
          key in deprecatedOptions ? deprecatedExtra(deprecatedOptions[key]) : null,
          type,
          key in demandedOptions ? `[${__("required")}]` : null,
          options.choices && options.choices[key] ? `[${__("choices:")} ${self.stringifiedValues(options.choices[key])}]` : null,
          defaultString(options.default[key], options.defaultDescription[key])
        ].filter(Boolean).join(" ");
        ui2.span({
          text: getText(kswitch),
          padding: [0, 2, 0, 2 + getIndentation(kswitch)],
          width: maxWidth(switches, theWrap) + 4
        }, desc);
        const shouldHideOptionExtras = yargs.getInternalMethods().getUsageConfiguration()["hide-types"] === true;
        if (extra && !shouldHideOptionExtras)
          ui2.div({ text: extra, padding: [0, 0, 0, 2], align: "right" });
        else
          ui2.div();
      });
      ui2.div();
    });
    if (examples.length) {
      ui2.div(__("Examples:"));
      examples.forEach((example) => {
        example[0] = example[0].replace(/\$0/g, base$0);
      });
      examples.forEach((example) => {
        if (example[1] === "") {
          ui2.div({
            text: example[0],
            padding: [0, 2, 0, 2]
          });
        } else {
          ui2.div({
            text: example[0],
            padding: [0, 2, 0, 2],
            width: maxWidth(examples, theWrap) + 4
          }, {
            text: example[1]
          });
        }
      });
      ui2.div();
    }
    if (epilogs.length > 0) {
      const e2 = epilogs.map((epilog) => epilog.replace(/\$0/g, base$0)).join("\n");
      ui2.div(`${e2}
`);
    }
    return ui2.toString().replace(/\s*$/, "");
  };
  function maxWidth(table, theWrap, modifier) {
    let width = 0;
    if (!Array.isArray(table)) {
      table = Object.values(table).map((v) => [v]);
    }
    table.forEach((v) => {
      width = Math.max(shim3.stringWidth(modifier ? `${modifier} ${getText(v[0])}` : getText(v[0])) + getIndentation(v[0]), width);
    });
    if (theWrap)
      width = Math.min(width, parseInt((theWrap * 0.5).toString(), 10));
    return width;
  }
  function normalizeAliases() {
    const demandedOptions = yargs.getDemandedOptions();
    const options = yargs.getOptions();
    (Object.keys(options.alias) || []).forEach((key) => {
      options.alias[key].forEach((alias) => {
        if (descriptions[alias])
          self.describe(key, descriptions[alias]);
        if (alias in demandedOptions)
          yargs.demandOption(key, demandedOptions[alias]);
        if (options.boolean.includes(alias))
          yargs.boolean(key);
        if (options.count.includes(alias))
          yargs.count(key);
        if (options.string.includes(alias))
          yargs.string(key);
        if (options.normalize.includes(alias))
          yargs.normalize(key);
        if (options.array.includes(alias))
          yargs.array(key);
        if (options.number.includes(alias))
          yargs.number(key);
      });
    });
  }
  let cachedHelpMessage;
  self.cacheHelpMessage = function() {
    cachedHelpMessage = this.help();
  };
  self.clearCachedHelpMessage = function() {
    cachedHelpMessage = void 0;
  };
  self.hasCachedHelpMessage = function() {
    return !!cachedHelpMessage;
  };
  function addUngroupedKeys(keys, aliases, groups2, defaultGroup) {
    let groupedKeys = [];
    let toCheck = null;
    Object.keys(groups2).forEach((group) => {
      groupedKeys = groupedKeys.concat(groups2[group]);
    });
    keys.forEach((key) => {
      toCheck = [key].concat(aliases[key]);
      if (!toCheck.some((k) => groupedKeys.indexOf(k) !== -1)) {
        groups2[defaultGroup].push(key);
      }
    });
    return groupedKeys;
  }
  function filterHiddenOptions(key) {
    return yargs.getOptions().hiddenOptions.indexOf(key) < 0 || yargs.parsed.argv[yargs.getOptions().showHiddenOpt];
  }
  self.showHelp = (level) => {
    const logger = yargs.getInternalMethods().getLoggerInstance();
    if (!level)
      level = "error";
    const emit = typeof level === "function" ? level : logger[level];
    emit(self.help());
  };
  self.functionDescription = (fn) => {
    const description = fn.name ? shim3.Parser.decamelize(fn.name, "-") : __("generated-value");
    return ["(", description, ")"].join("");
  };
  self.stringifiedValues = function stringifiedValues(values, separator) {
    let string = "";
    const sep = separator || ", ";
    const array2 = [].concat(values);
    if (!values || !array2.length)
      return string;
    array2.forEach((value) => {
      if (string.length)
        string += sep;
      string += JSON.stringify(value);
    });
    return string;
  };
  function defaultString(value, defaultDescription) {
    let string = `[${__("default:")} `;
    if (value === void 0 && !defaultDescription)
      return null;
    if (defaultDescription) {
      string += defaultDescription;
    } else {
      switch (typeof value) {
        case "string":
          string += `"${value}"`;
          break;
        case "object":
          string += JSON.stringify(value);
          break;
        default:
          string += value;
      }
    }
    return `${string}]`;
  }
  function windowWidth() {
    const maxWidth2 = 80;
    if (shim3.process.stdColumns) {
      return Math.min(maxWidth2, shim3.process.stdColumns);
    } else {
      return maxWidth2;
    }
  }
  let version = null;
  self.version = (ver) => {
    version = ver;
  };
  self.showVersion = (level) => {
    const logger = yargs.getInternalMethods().getLoggerInstance();
    if (!level)
      level = "error";
    const emit = typeof level === "function" ? level : logger[level];
    emit(version);
  };
  self.reset = function reset(localLookup) {
    failMessage = null;
    failureOutput = false;
    usages = [];
    usageDisabled = false;
    epilogs = [];
    examples = [];
    commands = [];
    descriptions = objFilter(descriptions, (k) => !localLookup[k]);
    return self;
  };
  const frozens = [];
  self.freeze = function freeze() {
    frozens.push({
      failMessage,
      failureOutput,
      usages,
      usageDisabled,
      epilogs,
      examples,
      commands,
      descriptions
    });
  };
  self.unfreeze = function unfreeze(defaultCommand = false) {
    const frozen = frozens.pop();
    if (!frozen)
      return;
    if (defaultCommand) {
      descriptions = { ...frozen.descriptions, ...descriptions };
      commands = [...frozen.commands, ...commands];
      usages = [...frozen.usages, ...usages];
      examples = [...frozen.examples, ...examples];
      epilogs = [...frozen.epilogs, ...epilogs];
    } else {
      ({
        failMessage,
        failureOutput,
        usages,
        usageDisabled,
        epilogs,
        examples,
        commands,
        descriptions
      } = frozen);
    }
  };
  return self;
}
function isIndentedText(text) {
  return typeof text === "object";
}
function addIndentation(text, indent) {
  return isIndentedText(text) ? { text: text.text, indentation: text.indentation + indent } : { text, indentation: indent };
}
function getIndentation(text) {
  return isIndentedText(text) ? text.indentation : 0;
}
function getText(text) {
  return isIndentedText(text) ? text.text : text;
}
var init_usage = __esm({
  "node_modules/yargs/build/lib/usage.js"() {
    init_obj_filter();
    init_yerror();
    init_set_blocking();
  }
});

// node_modules/yargs/build/lib/completion-templates.js
var completionShTemplate, completionZshTemplate, completionFishTemplate;
var init_completion_templates = __esm({
  "node_modules/yargs/build/lib/completion-templates.js"() {
    completionShTemplate = `###-begin-{{app_name}}-completions-###
#
# yargs command completion script
#
# Installation: {{app_path}} {{completion_command}} >> ~/.bashrc
#    or {{app_path}} {{completion_command}} >> ~/.bash_profile on OSX.
#
_{{app_name}}_yargs_completions()
{
    local cur_word args type_list

    cur_word="\${COMP_WORDS[COMP_CWORD]}"
    args=("\${COMP_WORDS[@]}")

    # ask yargs to generate completions.
    # see https://stackoverflow.com/a/40944195/7080036 for the spaces-handling awk
    mapfile -t type_list < <({{app_path}} --get-yargs-completions "\${args[@]}")
    mapfile -t COMPREPLY < <(compgen -W "$( printf '%q ' "\${type_list[@]}" )" -- "\${cur_word}" |
        awk '/ / { print "\\""$0"\\"" } /^[^ ]+$/ { print $0 }')

    # if no match was found, fall back to filename completion
    if [ \${#COMPREPLY[@]} -eq 0 ]; then
      COMPREPLY=()
    fi

    return 0
}
complete -o bashdefault -o default -F _{{app_name}}_yargs_completions {{app_name}}
###-end-{{app_name}}-completions-###
`;
    completionZshTemplate = `#compdef {{app_name}}
###-begin-{{app_name}}-completions-###
#
# yargs command completion script
#
# Installation: {{app_path}} {{completion_command}} >> ~/.zshrc
#    or {{app_path}} {{completion_command}} >> ~/.zprofile on OSX.
#
_{{app_name}}_yargs_completions()
{
  local reply
  local si=$IFS
  IFS=$'
' reply=($(COMP_CWORD="$((CURRENT-1))" COMP_LINE="$BUFFER" COMP_POINT="$CURSOR" {{app_path}} --get-yargs-completions "\${words[@]}"))
  IFS=$si
  if [[ \${#reply} -gt 0 ]]; then
    _describe 'values' reply
  else
    _default
  fi
}
if [[ "\${zsh_eval_context[-1]}" == "loadautofunc" ]]; then
  _{{app_name}}_yargs_completions "$@"
else
  compdef _{{app_name}}_yargs_completions {{app_name}}
fi
###-end-{{app_name}}-completions-###
`;
    completionFishTemplate = `###-begin-{{app_name}}-completions-###
#
# yargs command completion script
#
# Installation: {{app_path}} {{completion_command}} > ~/.config/fish/completions/{{app_name}}.fish
#
complete -f -c {{app_name}} -a '({{app_path}} --get-yargs-completions (commandline -o)[2..-1])'
###-end-{{app_name}}-completions-###
`;
  }
});

// node_modules/yargs/build/lib/completion.js
function completion(yargs, usage2, command2, shim3) {
  return new Completion(yargs, usage2, command2, shim3);
}
function isSyncCompletionFunction(completionFunction) {
  return completionFunction.length < 3;
}
function isFallbackCompletionFunction(completionFunction) {
  return completionFunction.length > 3;
}
var Completion;
var init_completion = __esm({
  "node_modules/yargs/build/lib/completion.js"() {
    init_command();
    init_common_types();
    init_completion_templates();
    init_is_promise();
    init_parse_command();
    Completion = class {
      constructor(yargs, usage2, command2, shim3) {
        var _a2, _b2, _c2, _d, _e;
        this.yargs = yargs;
        this.usage = usage2;
        this.command = command2;
        this.shim = shim3;
        this.completionKey = "get-yargs-completions";
        this.aliases = null;
        this.customCompletionFunction = null;
        this.indexAfterLastReset = 0;
        this.zshShell = (_c2 = ((_a2 = this.shim.getEnv("SHELL")) === null || _a2 === void 0 ? void 0 : _a2.includes("zsh")) || ((_b2 = this.shim.getEnv("ZSH_NAME")) === null || _b2 === void 0 ? void 0 : _b2.includes("zsh"))) !== null && _c2 !== void 0 ? _c2 : false;
        this.fishShell = (_e = (_d = this.shim.getEnv("SHELL")) === null || _d === void 0 ? void 0 : _d.includes("fish")) !== null && _e !== void 0 ? _e : false;
      }
      defaultCompletion(args, argv, current, done) {
        const handlers = this.command.getCommandHandlers();
        for (let i = 0, ii = args.length; i < ii; ++i) {
          if (handlers[args[i]] && handlers[args[i]].builder) {
            const builder = handlers[args[i]].builder;
            if (isCommandBuilderCallback(builder)) {
              this.indexAfterLastReset = i + 1;
              const y = this.yargs.getInternalMethods().reset();
              builder(y, true);
              return y.argv;
            }
          }
        }
        const completions = [];
        this.commandCompletions(completions, args, current);
        this.optionCompletions(completions, args, argv, current);
        this.choicesFromOptionsCompletions(completions, args, argv, current);
        this.choicesFromPositionalsCompletions(completions, args, argv, current);
        done(null, completions);
      }
      commandCompletions(completions, args, current) {
        const parentCommands = this.yargs.getInternalMethods().getContext().commands;
        if (!current.match(/^-/) && parentCommands[parentCommands.length - 1] !== current && !this.previousArgHasChoices(args)) {
          this.usage.getCommands().forEach((usageCommand) => {
            const commandName = parseCommand(usageCommand[0]).cmd;
            if (args.indexOf(commandName) === -1) {
              const desc = usageCommand[1] || "";
              if (this.fishShell) {
                completions.push(commandName + "	" + desc);
              } else if (this.zshShell) {
                completions.push(commandName.replace(/:/g, "\\:") + ":" + desc);
              } else {
                completions.push(commandName);
              }
            }
          });
        }
      }
      optionCompletions(completions, args, argv, current) {
        if ((current.match(/^-/) || current === "" && completions.length === 0) && !this.previousArgHasChoices(args)) {
          const options = this.yargs.getOptions();
          const positionalKeys = this.yargs.getGroups()[this.usage.getPositionalGroupName()] || [];
          Object.keys(options.key).forEach((key) => {
            const negable = !!options.configuration["boolean-negation"] && options.boolean.includes(key);
            const isPositionalKey = positionalKeys.includes(key);
            if (!isPositionalKey && !options.hiddenOptions.includes(key) && !this.argsContainKey(args, key, negable)) {
              this.completeOptionKey(key, completions, current, negable && !!options.default[key]);
            }
          });
        }
      }
      choicesFromOptionsCompletions(completions, args, argv, current) {
        if (this.previousArgHasChoices(args)) {
          const choices = this.getPreviousArgChoices(args);
          if (choices && choices.length > 0) {
            if (this.fishShell) {
              completions.push(...choices);
            } else {
              completions.push(...choices.map((c) => c.replace(/:/g, "\\:")));
            }
          }
        }
      }
      choicesFromPositionalsCompletions(completions, args, argv, current) {
        if (current === "" && completions.length > 0 && this.previousArgHasChoices(args)) {
          return;
        }
        const positionalKeys = this.yargs.getGroups()[this.usage.getPositionalGroupName()] || [];
        const offset = Math.max(this.indexAfterLastReset, this.yargs.getInternalMethods().getContext().commands.length + 1);
        const positionalKey = positionalKeys[argv._.length - offset - 1];
        if (!positionalKey) {
          return;
        }
        const choices = this.yargs.getOptions().choices[positionalKey] || [];
        for (const choice of choices) {
          if (choice.startsWith(current)) {
            if (this.fishShell) {
              completions.push(choice);
            } else {
              completions.push(choice.replace(/:/g, "\\:"));
            }
          }
        }
      }
      getPreviousArgChoices(args) {
        if (args.length < 1)
          return;
        let previousArg = args[args.length - 1];
        let filter = "";
        if (!previousArg.startsWith("-") && args.length > 1) {
          filter = previousArg;
          previousArg = args[args.length - 2];
        }
        if (!previousArg.startsWith("-"))
          return;
        const previousArgKey = previousArg.replace(/^-+/, "");
        const options = this.yargs.getOptions();
        const possibleAliases = [
          previousArgKey,
          ...this.yargs.getAliases()[previousArgKey] || []
        ];
        let choices;
        for (const possibleAlias of possibleAliases) {
          if (Object.prototype.hasOwnProperty.call(options.key, possibleAlias) && Array.isArray(options.choices[possibleAlias])) {
            choices = options.choices[possibleAlias];
            break;
          }
        }
        if (choices) {
          return choices.filter((choice) => !filter || choice.startsWith(filter));
        }
      }
      previousArgHasChoices(args) {
        const choices = this.getPreviousArgChoices(args);
        return choices !== void 0 && choices.length > 0;
      }
      argsContainKey(args, key, negable) {
        const argsContains = (s) => args.indexOf((/^[^0-9]$/.test(s) ? "-" : "--") + s) !== -1;
        if (argsContains(key))
          return true;
        if (negable && argsContains(`no-${key}`))
          return true;
        if (this.aliases) {
          for (const alias of this.aliases[key]) {
            if (argsContains(alias))
              return true;
          }
        }
        return false;
      }
      completeOptionKey(key, completions, current, negable) {
        var _a2, _b2, _c2, _d;
        let keyWithDesc = key;
        if (this.zshShell || this.fishShell) {
          const descs = this.usage.getDescriptions();
          const aliasKey = (_b2 = (_a2 = this === null || this === void 0 ? void 0 : this.aliases) === null || _a2 === void 0 ? void 0 : _a2[key]) === null || _b2 === void 0 ? void 0 : _b2.find((alias) => {
            const desc2 = descs[alias];
            return typeof desc2 === "string" && desc2.length > 0;
          });
          const descFromAlias = aliasKey ? descs[aliasKey] : void 0;
          const desc = (_d = (_c2 = descs[key]) !== null && _c2 !== void 0 ? _c2 : descFromAlias) !== null && _d !== void 0 ? _d : "";
          const cleanedDesc = desc.replace("__yargsString__:", "").replace(/(\r\n|\n|\r)/gm, " ");
          if (this.fishShell) {
            keyWithDesc = `${key}	${cleanedDesc}`;
          } else {
            keyWithDesc = `${key.replace(/:/g, "\\:")}:${cleanedDesc}`;
          }
        }
        const startsByTwoDashes = (s) => /^--/.test(s);
        const isShortOption = (s) => /^[^0-9]$/.test(s);
        const dashes = !startsByTwoDashes(current) && isShortOption(key) ? "-" : "--";
        completions.push(dashes + keyWithDesc);
        if (negable) {
          completions.push(dashes + "no-" + keyWithDesc);
        }
      }
      customCompletion(args, argv, current, done) {
        assertNotStrictEqual(this.customCompletionFunction, null, this.shim);
        if (isSyncCompletionFunction(this.customCompletionFunction)) {
          const result = this.customCompletionFunction(current, argv);
          if (isPromise(result)) {
            return result.then((list2) => {
              this.shim.process.nextTick(() => {
                done(null, list2);
              });
            }).catch((err) => {
              this.shim.process.nextTick(() => {
                done(err, void 0);
              });
            });
          }
          return done(null, result);
        } else if (isFallbackCompletionFunction(this.customCompletionFunction)) {
          return this.customCompletionFunction(current, argv, (onCompleted = done) => this.defaultCompletion(args, argv, current, onCompleted), (completions) => {
            done(null, completions);
          });
        } else {
          return this.customCompletionFunction(current, argv, (completions) => {
            done(null, completions);
          });
        }
      }
      getCompletion(args, done) {
        const current = args.length ? args[args.length - 1] : "";
        const argv = this.yargs.parse(args, true);
        const completionFunction = this.customCompletionFunction ? (argv2) => this.customCompletion(args, argv2, current, done) : (argv2) => this.defaultCompletion(args, argv2, current, done);
        return isPromise(argv) ? argv.then(completionFunction) : completionFunction(argv);
      }
      generateCompletionScript($0, cmd) {
        let script;
        if (this.zshShell) {
          script = completionZshTemplate;
        } else if (this.fishShell) {
          script = completionFishTemplate;
        } else {
          script = completionShTemplate;
        }
        const name = this.shim.path.basename($0);
        if ($0.match(/\.js$/))
          $0 = `./${$0}`;
        script = script.replace(/{{app_name}}/g, name);
        script = script.replace(/{{completion_command}}/g, cmd);
        return script.replace(/{{app_path}}/g, $0);
      }
      registerFunction(fn) {
        this.customCompletionFunction = fn;
      }
      setParsed(parsed2) {
        this.aliases = parsed2.aliases;
      }
    };
  }
});

// node_modules/yargs/build/lib/utils/levenshtein.js
function levenshtein(a, b) {
  if (a.length === 0)
    return b.length;
  if (b.length === 0)
    return a.length;
  const matrix = [];
  let i;
  for (i = 0; i <= b.length; i++) {
    matrix[i] = [i];
  }
  let j;
  for (j = 0; j <= a.length; j++) {
    matrix[0][j] = j;
  }
  for (i = 1; i <= b.length; i++) {
    for (j = 1; j <= a.length; j++) {
      if (b.charAt(i - 1) === a.charAt(j - 1)) {
        matrix[i][j] = matrix[i - 1][j - 1];
      } else {
        if (i > 1 && j > 1 && b.charAt(i - 2) === a.charAt(j - 1) && b.charAt(i - 1) === a.charAt(j - 2)) {
          matrix[i][j] = matrix[i - 2][j - 2] + 1;
        } else {
          matrix[i][j] = Math.min(matrix[i - 1][j - 1] + 1, Math.min(matrix[i][j - 1] + 1, matrix[i - 1][j] + 1));
        }
      }
    }
  }
  return matrix[b.length][a.length];
}
var init_levenshtein = __esm({
  "node_modules/yargs/build/lib/utils/levenshtein.js"() {
  }
});

// node_modules/yargs/build/lib/validation.js
function validation(yargs, usage2, shim3) {
  const __ = shim3.y18n.__;
  const __n = shim3.y18n.__n;
  const self = {};
  self.nonOptionCount = function nonOptionCount(argv) {
    const demandedCommands = yargs.getDemandedCommands();
    const positionalCount = argv._.length + (argv["--"] ? argv["--"].length : 0);
    const _s = positionalCount - yargs.getInternalMethods().getContext().commands.length;
    if (demandedCommands._ && (_s < demandedCommands._.min || _s > demandedCommands._.max)) {
      if (_s < demandedCommands._.min) {
        if (demandedCommands._.minMsg !== void 0) {
          usage2.fail(demandedCommands._.minMsg ? demandedCommands._.minMsg.replace(/\$0/g, _s.toString()).replace(/\$1/, demandedCommands._.min.toString()) : null);
        } else {
          usage2.fail(__n("Not enough non-option arguments: got %s, need at least %s", "Not enough non-option arguments: got %s, need at least %s", _s, _s.toString(), demandedCommands._.min.toString()));
        }
      } else if (_s > demandedCommands._.max) {
        if (demandedCommands._.maxMsg !== void 0) {
          usage2.fail(demandedCommands._.maxMsg ? demandedCommands._.maxMsg.replace(/\$0/g, _s.toString()).replace(/\$1/, demandedCommands._.max.toString()) : null);
        } else {
          usage2.fail(__n("Too many non-option arguments: got %s, maximum of %s", "Too many non-option arguments: got %s, maximum of %s", _s, _s.toString(), demandedCommands._.max.toString()));
        }
      }
    }
  };
  self.positionalCount = function positionalCount(required, observed) {
    if (observed < required) {
      usage2.fail(__n("Not enough non-option arguments: got %s, need at least %s", "Not enough non-option arguments: got %s, need at least %s", observed, observed + "", required + ""));
    }
  };
  self.requiredArguments = function requiredArguments(argv, demandedOptions) {
    let missing = null;
    for (const key of Object.keys(demandedOptions)) {
      if (!Object.prototype.hasOwnProperty.call(argv, key) || typeof argv[key] === "undefined") {
        missing = missing || {};
        missing[key] = demandedOptions[key];
      }
    }
    if (missing) {
      const customMsgs = [];
      for (const key of Object.keys(missing)) {
        const msg = missing[key];
        if (msg && customMsgs.indexOf(msg) < 0) {
          customMsgs.push(msg);
        }
      }
      const customMsg = customMsgs.length ? `
${customMsgs.join("\n")}` : "";
      usage2.fail(__n("Missing required argument: %s", "Missing required arguments: %s", Object.keys(missing).length, Object.keys(missing).join(", ") + customMsg));
    }
  };
  self.unknownArguments = function unknownArguments(argv, aliases, positionalMap, isDefaultCommand, checkPositionals = true) {
    var _a2;
    const commandKeys = yargs.getInternalMethods().getCommandInstance().getCommands();
    const unknown = [];
    const currentContext = yargs.getInternalMethods().getContext();
    Object.keys(argv).forEach((key) => {
      if (!specialKeys.includes(key) && !Object.prototype.hasOwnProperty.call(positionalMap, key) && !Object.prototype.hasOwnProperty.call(yargs.getInternalMethods().getParseContext(), key) && !self.isValidAndSomeAliasIsNotNew(key, aliases)) {
        unknown.push(key);
      }
    });
    if (checkPositionals && (currentContext.commands.length > 0 || commandKeys.length > 0 || isDefaultCommand)) {
      argv._.slice(currentContext.commands.length).forEach((key) => {
        if (!commandKeys.includes("" + key)) {
          unknown.push("" + key);
        }
      });
    }
    if (checkPositionals) {
      const demandedCommands = yargs.getDemandedCommands();
      const maxNonOptDemanded = ((_a2 = demandedCommands._) === null || _a2 === void 0 ? void 0 : _a2.max) || 0;
      const expected2 = currentContext.commands.length + maxNonOptDemanded;
      if (expected2 < argv._.length) {
        argv._.slice(expected2).forEach((key) => {
          key = String(key);
          if (!currentContext.commands.includes(key) && !unknown.includes(key)) {
            unknown.push(key);
          }
        });
      }
    }
    if (unknown.length) {
      usage2.fail(__n("Unknown argument: %s", "Unknown arguments: %s", unknown.length, unknown.map((s) => s.trim() ? s : `"${s}"`).join(", ")));
    }
  };
  self.unknownCommands = function unknownCommands(argv) {
    const commandKeys = yargs.getInternalMethods().getCommandInstance().getCommands();
    const unknown = [];
    const currentContext = yargs.getInternalMethods().getContext();
    if (currentContext.commands.length > 0 || commandKeys.length > 0) {
      argv._.slice(currentContext.commands.length).forEach((key) => {
        if (!commandKeys.includes("" + key)) {
          unknown.push("" + key);
        }
      });
    }
    if (unknown.length > 0) {
      usage2.fail(__n("Unknown command: %s", "Unknown commands: %s", unknown.length, unknown.join(", ")));
      return true;
    } else {
      return false;
    }
  };
  self.isValidAndSomeAliasIsNotNew = function isValidAndSomeAliasIsNotNew(key, aliases) {
    if (!Object.prototype.hasOwnProperty.call(aliases, key)) {
      return false;
    }
    const newAliases = yargs.parsed.newAliases;
    return [key, ...aliases[key]].some((a) => !Object.prototype.hasOwnProperty.call(newAliases, a) || !newAliases[key]);
  };
  self.limitedChoices = function limitedChoices(argv) {
    const options = yargs.getOptions();
    const invalid = {};
    if (!Object.keys(options.choices).length)
      return;
    Object.keys(argv).forEach((key) => {
      if (specialKeys.indexOf(key) === -1 && Object.prototype.hasOwnProperty.call(options.choices, key)) {
        [].concat(argv[key]).forEach((value) => {
          if (options.choices[key].indexOf(value) === -1 && value !== void 0) {
            invalid[key] = (invalid[key] || []).concat(value);
          }
        });
      }
    });
    const invalidKeys = Object.keys(invalid);
    if (!invalidKeys.length)
      return;
    let msg = __("Invalid values:");
    invalidKeys.forEach((key) => {
      msg += `
  ${__("Argument: %s, Given: %s, Choices: %s", key, usage2.stringifiedValues(invalid[key]), usage2.stringifiedValues(options.choices[key]))}`;
    });
    usage2.fail(msg);
  };
  let implied = {};
  self.implies = function implies(key, value) {
    argsert("<string|object> [array|number|string]", [key, value], arguments.length);
    if (typeof key === "object") {
      Object.keys(key).forEach((k) => {
        self.implies(k, key[k]);
      });
    } else {
      yargs.global(key);
      if (!implied[key]) {
        implied[key] = [];
      }
      if (Array.isArray(value)) {
        value.forEach((i) => self.implies(key, i));
      } else {
        assertNotStrictEqual(value, void 0, shim3);
        implied[key].push(value);
      }
    }
  };
  self.getImplied = function getImplied() {
    return implied;
  };
  function keyExists(argv, val) {
    const num = Number(val);
    val = isNaN(num) ? val : num;
    if (typeof val === "number") {
      val = argv._.length >= val;
    } else if (val.match(/^--no-.+/)) {
      val = val.match(/^--no-(.+)/)[1];
      val = !Object.prototype.hasOwnProperty.call(argv, val);
    } else {
      val = Object.prototype.hasOwnProperty.call(argv, val);
    }
    return val;
  }
  self.implications = function implications(argv) {
    const implyFail = [];
    Object.keys(implied).forEach((key) => {
      const origKey = key;
      (implied[key] || []).forEach((value) => {
        let key2 = origKey;
        const origValue = value;
        key2 = keyExists(argv, key2);
        value = keyExists(argv, value);
        if (key2 && !value) {
          implyFail.push(` ${origKey} -> ${origValue}`);
        }
      });
    });
    if (implyFail.length) {
      let msg = `${__("Implications failed:")}
`;
      implyFail.forEach((value) => {
        msg += value;
      });
      usage2.fail(msg);
    }
  };
  let conflicting = {};
  self.conflicts = function conflicts(key, value) {
    argsert("<string|object> [array|string]", [key, value], arguments.length);
    if (typeof key === "object") {
      Object.keys(key).forEach((k) => {
        self.conflicts(k, key[k]);
      });
    } else {
      yargs.global(key);
      if (!conflicting[key]) {
        conflicting[key] = [];
      }
      if (Array.isArray(value)) {
        value.forEach((i) => self.conflicts(key, i));
      } else {
        conflicting[key].push(value);
      }
    }
  };
  self.getConflicting = () => conflicting;
  self.conflicting = function conflictingFn(argv) {
    Object.keys(argv).forEach((key) => {
      if (conflicting[key]) {
        conflicting[key].forEach((value) => {
          if (value && argv[key] !== void 0 && argv[value] !== void 0) {
            usage2.fail(__("Arguments %s and %s are mutually exclusive", key, value));
          }
        });
      }
    });
    if (yargs.getInternalMethods().getParserConfiguration()["strip-dashed"]) {
      Object.keys(conflicting).forEach((key) => {
        conflicting[key].forEach((value) => {
          if (value && argv[shim3.Parser.camelCase(key)] !== void 0 && argv[shim3.Parser.camelCase(value)] !== void 0) {
            usage2.fail(__("Arguments %s and %s are mutually exclusive", key, value));
          }
        });
      });
    }
  };
  self.recommendCommands = function recommendCommands(cmd, potentialCommands) {
    const threshold = 3;
    potentialCommands = potentialCommands.sort((a, b) => b.length - a.length);
    let recommended = null;
    let bestDistance = Infinity;
    for (let i = 0, candidate; (candidate = potentialCommands[i]) !== void 0; i++) {
      const d = levenshtein(cmd, candidate);
      if (d <= threshold && d < bestDistance) {
        bestDistance = d;
        recommended = candidate;
      }
    }
    if (recommended)
      usage2.fail(__("Did you mean %s?", recommended));
  };
  self.reset = function reset(localLookup) {
    implied = objFilter(implied, (k) => !localLookup[k]);
    conflicting = objFilter(conflicting, (k) => !localLookup[k]);
    return self;
  };
  const frozens = [];
  self.freeze = function freeze() {
    frozens.push({
      implied,
      conflicting
    });
  };
  self.unfreeze = function unfreeze() {
    const frozen = frozens.pop();
    assertNotStrictEqual(frozen, void 0, shim3);
    ({ implied, conflicting } = frozen);
  };
  return self;
}
var specialKeys;
var init_validation = __esm({
  "node_modules/yargs/build/lib/validation.js"() {
    init_argsert();
    init_common_types();
    init_levenshtein();
    init_obj_filter();
    specialKeys = ["$0", "--", "_"];
  }
});

// node_modules/yargs/build/lib/utils/apply-extends.js
function applyExtends(config2, cwd, mergeExtends, _shim) {
  shim2 = _shim;
  let defaultConfig = {};
  if (Object.prototype.hasOwnProperty.call(config2, "extends")) {
    if (typeof config2.extends !== "string")
      return defaultConfig;
    const isPath = /\.json|\..*rc$/.test(config2.extends);
    let pathToDefault = null;
    if (!isPath) {
      try {
        pathToDefault = import_meta.resolve(config2.extends);
      } catch (_err) {
        return config2;
      }
    } else {
      pathToDefault = getPathToDefaultConfig(cwd, config2.extends);
    }
    checkForCircularExtends(pathToDefault);
    previouslyVisitedConfigs.push(pathToDefault);
    defaultConfig = isPath ? JSON.parse(shim2.readFileSync(pathToDefault, "utf8")) : _shim.require(config2.extends);
    delete config2.extends;
    defaultConfig = applyExtends(defaultConfig, shim2.path.dirname(pathToDefault), mergeExtends, shim2);
  }
  previouslyVisitedConfigs = [];
  return mergeExtends ? mergeDeep(defaultConfig, config2) : Object.assign({}, defaultConfig, config2);
}
function checkForCircularExtends(cfgPath) {
  if (previouslyVisitedConfigs.indexOf(cfgPath) > -1) {
    throw new YError(`Circular extended configurations: '${cfgPath}'.`);
  }
}
function getPathToDefaultConfig(cwd, pathToExtend) {
  return shim2.path.resolve(cwd, pathToExtend);
}
function mergeDeep(config1, config2) {
  const target = {};
  function isObject3(obj) {
    return obj && typeof obj === "object" && !Array.isArray(obj);
  }
  Object.assign(target, config1);
  for (const key of Object.keys(config2)) {
    if (key === "__proto__")
      continue;
    if (isObject3(config2[key]) && isObject3(target[key])) {
      target[key] = mergeDeep(config1[key], config2[key]);
    } else {
      target[key] = config2[key];
    }
  }
  return target;
}
var import_meta, previouslyVisitedConfigs, shim2;
var init_apply_extends = __esm({
  "node_modules/yargs/build/lib/utils/apply-extends.js"() {
    init_yerror();
    import_meta = {};
    previouslyVisitedConfigs = [];
  }
});

// node_modules/yargs/build/lib/yargs-factory.js
function YargsFactory(_shim) {
  return (processArgs = [], cwd = _shim.process.cwd(), parentRequire) => {
    const yargs = new YargsInstance(processArgs, cwd, parentRequire, _shim);
    Object.defineProperty(yargs, "argv", {
      get: () => {
        return yargs.parse();
      },
      enumerable: true
    });
    yargs.help();
    yargs.version();
    return yargs;
  };
}
function isYargsInstance(y) {
  return !!y && typeof y.getInternalMethods === "function";
}
var __classPrivateFieldSet, __classPrivateFieldGet, _YargsInstance_command, _YargsInstance_cwd, _YargsInstance_context, _YargsInstance_completion, _YargsInstance_completionCommand, _YargsInstance_defaultShowHiddenOpt, _YargsInstance_exitError, _YargsInstance_detectLocale, _YargsInstance_emittedWarnings, _YargsInstance_exitProcess, _YargsInstance_frozens, _YargsInstance_globalMiddleware, _YargsInstance_groups, _YargsInstance_hasOutput, _YargsInstance_helpOpt, _YargsInstance_isGlobalContext, _YargsInstance_logger, _YargsInstance_output, _YargsInstance_options, _YargsInstance_parentRequire, _YargsInstance_parserConfig, _YargsInstance_parseFn, _YargsInstance_parseContext, _YargsInstance_pkgs, _YargsInstance_preservedGroups, _YargsInstance_processArgs, _YargsInstance_recommendCommands, _YargsInstance_shim, _YargsInstance_strict, _YargsInstance_strictCommands, _YargsInstance_strictOptions, _YargsInstance_usage, _YargsInstance_usageConfig, _YargsInstance_versionOpt, _YargsInstance_validation, kCopyDoubleDash, kCreateLogger, kDeleteFromParserHintObject, kEmitWarning, kFreeze, kGetDollarZero, kGetParserConfiguration, kGetUsageConfiguration, kGuessLocale, kGuessVersion, kParsePositionalNumbers, kPkgUp, kPopulateParserHintArray, kPopulateParserHintSingleValueDictionary, kPopulateParserHintArrayDictionary, kPopulateParserHintDictionary, kSanitizeKey, kSetKey, kUnfreeze, kValidateAsync, kGetCommandInstance, kGetContext, kGetHasOutput, kGetLoggerInstance, kGetParseContext, kGetUsageInstance, kGetValidationInstance, kHasParseCallback, kIsGlobalContext, kPostProcess, kRebase, kReset, kRunYargsParserAndExecuteCommands, kRunValidation, kSetHasOutput, kTrackManuallySetKeys, DEFAULT_LOCALE, YargsInstance;
var init_yargs_factory = __esm({
  "node_modules/yargs/build/lib/yargs-factory.js"() {
    init_command();
    init_common_types();
    init_yerror();
    init_usage();
    init_argsert();
    init_completion();
    init_validation();
    init_obj_filter();
    init_apply_extends();
    init_middleware();
    init_is_promise();
    init_maybe_async_result();
    init_set_blocking();
    __classPrivateFieldSet = function(receiver, state, value, kind, f) {
      if (kind === "m") throw new TypeError("Private method is not writable");
      if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a setter");
      if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
      return kind === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value), value;
    };
    __classPrivateFieldGet = function(receiver, state, kind, f) {
      if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
      if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
      return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
    };
    kCopyDoubleDash = /* @__PURE__ */ Symbol("copyDoubleDash");
    kCreateLogger = /* @__PURE__ */ Symbol("copyDoubleDash");
    kDeleteFromParserHintObject = /* @__PURE__ */ Symbol("deleteFromParserHintObject");
    kEmitWarning = /* @__PURE__ */ Symbol("emitWarning");
    kFreeze = /* @__PURE__ */ Symbol("freeze");
    kGetDollarZero = /* @__PURE__ */ Symbol("getDollarZero");
    kGetParserConfiguration = /* @__PURE__ */ Symbol("getParserConfiguration");
    kGetUsageConfiguration = /* @__PURE__ */ Symbol("getUsageConfiguration");
    kGuessLocale = /* @__PURE__ */ Symbol("guessLocale");
    kGuessVersion = /* @__PURE__ */ Symbol("guessVersion");
    kParsePositionalNumbers = /* @__PURE__ */ Symbol("parsePositionalNumbers");
    kPkgUp = /* @__PURE__ */ Symbol("pkgUp");
    kPopulateParserHintArray = /* @__PURE__ */ Symbol("populateParserHintArray");
    kPopulateParserHintSingleValueDictionary = /* @__PURE__ */ Symbol("populateParserHintSingleValueDictionary");
    kPopulateParserHintArrayDictionary = /* @__PURE__ */ Symbol("populateParserHintArrayDictionary");
    kPopulateParserHintDictionary = /* @__PURE__ */ Symbol("populateParserHintDictionary");
    kSanitizeKey = /* @__PURE__ */ Symbol("sanitizeKey");
    kSetKey = /* @__PURE__ */ Symbol("setKey");
    kUnfreeze = /* @__PURE__ */ Symbol("unfreeze");
    kValidateAsync = /* @__PURE__ */ Symbol("validateAsync");
    kGetCommandInstance = /* @__PURE__ */ Symbol("getCommandInstance");
    kGetContext = /* @__PURE__ */ Symbol("getContext");
    kGetHasOutput = /* @__PURE__ */ Symbol("getHasOutput");
    kGetLoggerInstance = /* @__PURE__ */ Symbol("getLoggerInstance");
    kGetParseContext = /* @__PURE__ */ Symbol("getParseContext");
    kGetUsageInstance = /* @__PURE__ */ Symbol("getUsageInstance");
    kGetValidationInstance = /* @__PURE__ */ Symbol("getValidationInstance");
    kHasParseCallback = /* @__PURE__ */ Symbol("hasParseCallback");
    kIsGlobalContext = /* @__PURE__ */ Symbol("isGlobalContext");
    kPostProcess = /* @__PURE__ */ Symbol("postProcess");
    kRebase = /* @__PURE__ */ Symbol("rebase");
    kReset = /* @__PURE__ */ Symbol("reset");
    kRunYargsParserAndExecuteCommands = /* @__PURE__ */ Symbol("runYargsParserAndExecuteCommands");
    kRunValidation = /* @__PURE__ */ Symbol("runValidation");
    kSetHasOutput = /* @__PURE__ */ Symbol("setHasOutput");
    kTrackManuallySetKeys = /* @__PURE__ */ Symbol("kTrackManuallySetKeys");
    DEFAULT_LOCALE = "en_US";
    YargsInstance = class {
      constructor(processArgs = [], cwd, parentRequire, shim3) {
        this.customScriptName = false;
        this.parsed = false;
        _YargsInstance_command.set(this, void 0);
        _YargsInstance_cwd.set(this, void 0);
        _YargsInstance_context.set(this, { commands: [], fullCommands: [] });
        _YargsInstance_completion.set(this, null);
        _YargsInstance_completionCommand.set(this, null);
        _YargsInstance_defaultShowHiddenOpt.set(this, "show-hidden");
        _YargsInstance_exitError.set(this, null);
        _YargsInstance_detectLocale.set(this, true);
        _YargsInstance_emittedWarnings.set(this, {});
        _YargsInstance_exitProcess.set(this, true);
        _YargsInstance_frozens.set(this, []);
        _YargsInstance_globalMiddleware.set(this, void 0);
        _YargsInstance_groups.set(this, {});
        _YargsInstance_hasOutput.set(this, false);
        _YargsInstance_helpOpt.set(this, null);
        _YargsInstance_isGlobalContext.set(this, true);
        _YargsInstance_logger.set(this, void 0);
        _YargsInstance_output.set(this, "");
        _YargsInstance_options.set(this, void 0);
        _YargsInstance_parentRequire.set(this, void 0);
        _YargsInstance_parserConfig.set(this, {});
        _YargsInstance_parseFn.set(this, null);
        _YargsInstance_parseContext.set(this, null);
        _YargsInstance_pkgs.set(this, {});
        _YargsInstance_preservedGroups.set(this, {});
        _YargsInstance_processArgs.set(this, void 0);
        _YargsInstance_recommendCommands.set(this, false);
        _YargsInstance_shim.set(this, void 0);
        _YargsInstance_strict.set(this, false);
        _YargsInstance_strictCommands.set(this, false);
        _YargsInstance_strictOptions.set(this, false);
        _YargsInstance_usage.set(this, void 0);
        _YargsInstance_usageConfig.set(this, {});
        _YargsInstance_versionOpt.set(this, null);
        _YargsInstance_validation.set(this, void 0);
        __classPrivateFieldSet(this, _YargsInstance_shim, shim3, "f");
        __classPrivateFieldSet(this, _YargsInstance_processArgs, processArgs, "f");
        __classPrivateFieldSet(this, _YargsInstance_cwd, cwd, "f");
        __classPrivateFieldSet(this, _YargsInstance_parentRequire, parentRequire, "f");
        __classPrivateFieldSet(this, _YargsInstance_globalMiddleware, new GlobalMiddleware(this), "f");
        this.$0 = this[kGetDollarZero]();
        this[kReset]();
        __classPrivateFieldSet(this, _YargsInstance_command, __classPrivateFieldGet(this, _YargsInstance_command, "f"), "f");
        __classPrivateFieldSet(this, _YargsInstance_usage, __classPrivateFieldGet(this, _YargsInstance_usage, "f"), "f");
        __classPrivateFieldSet(this, _YargsInstance_validation, __classPrivateFieldGet(this, _YargsInstance_validation, "f"), "f");
        __classPrivateFieldSet(this, _YargsInstance_options, __classPrivateFieldGet(this, _YargsInstance_options, "f"), "f");
        __classPrivateFieldGet(this, _YargsInstance_options, "f").showHiddenOpt = __classPrivateFieldGet(this, _YargsInstance_defaultShowHiddenOpt, "f");
        __classPrivateFieldSet(this, _YargsInstance_logger, this[kCreateLogger](), "f");
        __classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.setLocale(DEFAULT_LOCALE);
      }
      addHelpOpt(opt, msg) {
        const defaultHelpOpt = "help";
        argsert("[string|boolean] [string]", [opt, msg], arguments.length);
        if (__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f")) {
          this[kDeleteFromParserHintObject](__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f"));
          __classPrivateFieldSet(this, _YargsInstance_helpOpt, null, "f");
        }
        if (opt === false && msg === void 0)
          return this;
        __classPrivateFieldSet(this, _YargsInstance_helpOpt, typeof opt === "string" ? opt : defaultHelpOpt, "f");
        this.boolean(__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f"));
        this.describe(__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f"), msg || __classPrivateFieldGet(this, _YargsInstance_usage, "f").deferY18nLookup("Show help"));
        return this;
      }
      help(opt, msg) {
        return this.addHelpOpt(opt, msg);
      }
      addShowHiddenOpt(opt, msg) {
        argsert("[string|boolean] [string]", [opt, msg], arguments.length);
        if (opt === false && msg === void 0)
          return this;
        const showHiddenOpt = typeof opt === "string" ? opt : __classPrivateFieldGet(this, _YargsInstance_defaultShowHiddenOpt, "f");
        this.boolean(showHiddenOpt);
        this.describe(showHiddenOpt, msg || __classPrivateFieldGet(this, _YargsInstance_usage, "f").deferY18nLookup("Show hidden options"));
        __classPrivateFieldGet(this, _YargsInstance_options, "f").showHiddenOpt = showHiddenOpt;
        return this;
      }
      showHidden(opt, msg) {
        return this.addShowHiddenOpt(opt, msg);
      }
      alias(key, value) {
        argsert("<object|string|array> [string|array]", [key, value], arguments.length);
        this[kPopulateParserHintArrayDictionary](this.alias.bind(this), "alias", key, value);
        return this;
      }
      array(keys) {
        argsert("<array|string>", [keys], arguments.length);
        this[kPopulateParserHintArray]("array", keys);
        this[kTrackManuallySetKeys](keys);
        return this;
      }
      boolean(keys) {
        argsert("<array|string>", [keys], arguments.length);
        this[kPopulateParserHintArray]("boolean", keys);
        this[kTrackManuallySetKeys](keys);
        return this;
      }
      check(f, global) {
        argsert("<function> [boolean]", [f, global], arguments.length);
        this.middleware((argv, _yargs) => {
          return maybeAsyncResult(() => {
            return f(argv, _yargs.getOptions());
          }, (result) => {
            if (!result) {
              __classPrivateFieldGet(this, _YargsInstance_usage, "f").fail(__classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.__("Argument check failed: %s", f.toString()));
            } else if (typeof result === "string" || result instanceof Error) {
              __classPrivateFieldGet(this, _YargsInstance_usage, "f").fail(result.toString(), result);
            }
            return argv;
          }, (err) => {
            __classPrivateFieldGet(this, _YargsInstance_usage, "f").fail(err.message ? err.message : err.toString(), err);
            return argv;
          });
        }, false, global);
        return this;
      }
      choices(key, value) {
        argsert("<object|string|array> [string|array]", [key, value], arguments.length);
        this[kPopulateParserHintArrayDictionary](this.choices.bind(this), "choices", key, value);
        return this;
      }
      coerce(keys, value) {
        argsert("<object|string|array> [function]", [keys, value], arguments.length);
        if (Array.isArray(keys)) {
          if (!value) {
            throw new YError("coerce callback must be provided");
          }
          for (const key of keys) {
            this.coerce(key, value);
          }
          return this;
        } else if (typeof keys === "object") {
          for (const key of Object.keys(keys)) {
            this.coerce(key, keys[key]);
          }
          return this;
        }
        if (!value) {
          throw new YError("coerce callback must be provided");
        }
        const coerceKey = keys;
        __classPrivateFieldGet(this, _YargsInstance_options, "f").key[coerceKey] = true;
        __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").addCoerceMiddleware((argv, yargs) => {
          var _a2;
          const coerceKeyAliases = (_a2 = yargs.getAliases()[coerceKey]) !== null && _a2 !== void 0 ? _a2 : [];
          const argvKeys = [coerceKey, ...coerceKeyAliases].filter((key) => Object.prototype.hasOwnProperty.call(argv, key));
          if (argvKeys.length === 0) {
            return argv;
          }
          return maybeAsyncResult(() => {
            return value(argv[argvKeys[0]]);
          }, (result) => {
            argvKeys.forEach((key) => {
              argv[key] = result;
            });
            return argv;
          }, (err) => {
            throw new YError(err.message);
          });
        }, coerceKey);
        return this;
      }
      conflicts(key1, key2) {
        argsert("<string|object> [string|array]", [key1, key2], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_validation, "f").conflicts(key1, key2);
        return this;
      }
      config(key = "config", msg, parseFn) {
        argsert("[object|string] [string|function] [function]", [key, msg, parseFn], arguments.length);
        if (typeof key === "object" && !Array.isArray(key)) {
          key = applyExtends(key, __classPrivateFieldGet(this, _YargsInstance_cwd, "f"), this[kGetParserConfiguration]()["deep-merge-config"] || false, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          __classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects = (__classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects || []).concat(key);
          return this;
        }
        if (typeof msg === "function") {
          parseFn = msg;
          msg = void 0;
        }
        this.describe(key, msg || __classPrivateFieldGet(this, _YargsInstance_usage, "f").deferY18nLookup("Path to JSON config file"));
        (Array.isArray(key) ? key : [key]).forEach((k) => {
          __classPrivateFieldGet(this, _YargsInstance_options, "f").config[k] = parseFn || true;
        });
        return this;
      }
      completion(cmd, desc, fn) {
        argsert("[string] [string|boolean|function] [function]", [cmd, desc, fn], arguments.length);
        if (typeof desc === "function") {
          fn = desc;
          desc = void 0;
        }
        __classPrivateFieldSet(this, _YargsInstance_completionCommand, cmd || __classPrivateFieldGet(this, _YargsInstance_completionCommand, "f") || "completion", "f");
        if (!desc && desc !== false) {
          desc = "generate completion script";
        }
        this.command(__classPrivateFieldGet(this, _YargsInstance_completionCommand, "f"), desc);
        if (fn)
          __classPrivateFieldGet(this, _YargsInstance_completion, "f").registerFunction(fn);
        return this;
      }
      command(cmd, description, builder, handler, middlewares, deprecated) {
        argsert("<string|array|object> [string|boolean] [function|object] [function] [array] [boolean|string]", [cmd, description, builder, handler, middlewares, deprecated], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_command, "f").addHandler(cmd, description, builder, handler, middlewares, deprecated);
        return this;
      }
      commands(cmd, description, builder, handler, middlewares, deprecated) {
        return this.command(cmd, description, builder, handler, middlewares, deprecated);
      }
      commandDir(dir, opts) {
        argsert("<string> [object]", [dir, opts], arguments.length);
        const req = __classPrivateFieldGet(this, _YargsInstance_parentRequire, "f") || __classPrivateFieldGet(this, _YargsInstance_shim, "f").require;
        __classPrivateFieldGet(this, _YargsInstance_command, "f").addDirectory(dir, req, __classPrivateFieldGet(this, _YargsInstance_shim, "f").getCallerFile(), opts);
        return this;
      }
      count(keys) {
        argsert("<array|string>", [keys], arguments.length);
        this[kPopulateParserHintArray]("count", keys);
        this[kTrackManuallySetKeys](keys);
        return this;
      }
      default(key, value, defaultDescription) {
        argsert("<object|string|array> [*] [string]", [key, value, defaultDescription], arguments.length);
        if (defaultDescription) {
          assertSingleKey(key, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          __classPrivateFieldGet(this, _YargsInstance_options, "f").defaultDescription[key] = defaultDescription;
        }
        if (typeof value === "function") {
          assertSingleKey(key, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          if (!__classPrivateFieldGet(this, _YargsInstance_options, "f").defaultDescription[key])
            __classPrivateFieldGet(this, _YargsInstance_options, "f").defaultDescription[key] = __classPrivateFieldGet(this, _YargsInstance_usage, "f").functionDescription(value);
          value = value.call();
        }
        this[kPopulateParserHintSingleValueDictionary](this.default.bind(this), "default", key, value);
        return this;
      }
      defaults(key, value, defaultDescription) {
        return this.default(key, value, defaultDescription);
      }
      demandCommand(min = 1, max, minMsg, maxMsg) {
        argsert("[number] [number|string] [string|null|undefined] [string|null|undefined]", [min, max, minMsg, maxMsg], arguments.length);
        if (typeof max !== "number") {
          minMsg = max;
          max = Infinity;
        }
        this.global("_", false);
        __classPrivateFieldGet(this, _YargsInstance_options, "f").demandedCommands._ = {
          min,
          max,
          minMsg,
          maxMsg
        };
        return this;
      }
      demand(keys, max, msg) {
        if (Array.isArray(max)) {
          max.forEach((key) => {
            assertNotStrictEqual(msg, true, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
            this.demandOption(key, msg);
          });
          max = Infinity;
        } else if (typeof max !== "number") {
          msg = max;
          max = Infinity;
        }
        if (typeof keys === "number") {
          assertNotStrictEqual(msg, true, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          this.demandCommand(keys, max, msg, msg);
        } else if (Array.isArray(keys)) {
          keys.forEach((key) => {
            assertNotStrictEqual(msg, true, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
            this.demandOption(key, msg);
          });
        } else {
          if (typeof msg === "string") {
            this.demandOption(keys, msg);
          } else if (msg === true || typeof msg === "undefined") {
            this.demandOption(keys);
          }
        }
        return this;
      }
      demandOption(keys, msg) {
        argsert("<object|string|array> [string]", [keys, msg], arguments.length);
        this[kPopulateParserHintSingleValueDictionary](this.demandOption.bind(this), "demandedOptions", keys, msg);
        return this;
      }
      deprecateOption(option, message) {
        argsert("<string> [string|boolean]", [option, message], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_options, "f").deprecatedOptions[option] = message;
        return this;
      }
      describe(keys, description) {
        argsert("<object|string|array> [string]", [keys, description], arguments.length);
        this[kSetKey](keys, true);
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").describe(keys, description);
        return this;
      }
      detectLocale(detect) {
        argsert("<boolean>", [detect], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_detectLocale, detect, "f");
        return this;
      }
      env(prefix) {
        argsert("[string|boolean]", [prefix], arguments.length);
        if (prefix === false)
          delete __classPrivateFieldGet(this, _YargsInstance_options, "f").envPrefix;
        else
          __classPrivateFieldGet(this, _YargsInstance_options, "f").envPrefix = prefix || "";
        return this;
      }
      epilogue(msg) {
        argsert("<string>", [msg], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").epilog(msg);
        return this;
      }
      epilog(msg) {
        return this.epilogue(msg);
      }
      example(cmd, description) {
        argsert("<string|array> [string]", [cmd, description], arguments.length);
        if (Array.isArray(cmd)) {
          cmd.forEach((exampleParams) => this.example(...exampleParams));
        } else {
          __classPrivateFieldGet(this, _YargsInstance_usage, "f").example(cmd, description);
        }
        return this;
      }
      exit(code, err) {
        __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
        __classPrivateFieldSet(this, _YargsInstance_exitError, err, "f");
        if (__classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"))
          __classPrivateFieldGet(this, _YargsInstance_shim, "f").process.exit(code);
      }
      exitProcess(enabled = true) {
        argsert("[boolean]", [enabled], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_exitProcess, enabled, "f");
        return this;
      }
      fail(f) {
        argsert("<function|boolean>", [f], arguments.length);
        if (typeof f === "boolean" && f !== false) {
          throw new YError("Invalid first argument. Expected function or boolean 'false'");
        }
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").failFn(f);
        return this;
      }
      getAliases() {
        return this.parsed ? this.parsed.aliases : {};
      }
      async getCompletion(args, done) {
        argsert("<array> [function]", [args, done], arguments.length);
        if (!done) {
          return new Promise((resolve6, reject) => {
            __classPrivateFieldGet(this, _YargsInstance_completion, "f").getCompletion(args, (err, completions) => {
              if (err)
                reject(err);
              else
                resolve6(completions);
            });
          });
        } else {
          return __classPrivateFieldGet(this, _YargsInstance_completion, "f").getCompletion(args, done);
        }
      }
      getDemandedOptions() {
        argsert([], 0);
        return __classPrivateFieldGet(this, _YargsInstance_options, "f").demandedOptions;
      }
      getDemandedCommands() {
        argsert([], 0);
        return __classPrivateFieldGet(this, _YargsInstance_options, "f").demandedCommands;
      }
      getDeprecatedOptions() {
        argsert([], 0);
        return __classPrivateFieldGet(this, _YargsInstance_options, "f").deprecatedOptions;
      }
      getDetectLocale() {
        return __classPrivateFieldGet(this, _YargsInstance_detectLocale, "f");
      }
      getExitProcess() {
        return __classPrivateFieldGet(this, _YargsInstance_exitProcess, "f");
      }
      getGroups() {
        return Object.assign({}, __classPrivateFieldGet(this, _YargsInstance_groups, "f"), __classPrivateFieldGet(this, _YargsInstance_preservedGroups, "f"));
      }
      getHelp() {
        __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
        if (!__classPrivateFieldGet(this, _YargsInstance_usage, "f").hasCachedHelpMessage()) {
          if (!this.parsed) {
            const parse3 = this[kRunYargsParserAndExecuteCommands](__classPrivateFieldGet(this, _YargsInstance_processArgs, "f"), void 0, void 0, 0, true);
            if (isPromise(parse3)) {
              return parse3.then(() => {
                return __classPrivateFieldGet(this, _YargsInstance_usage, "f").help();
              });
            }
          }
          const builderResponse = __classPrivateFieldGet(this, _YargsInstance_command, "f").runDefaultBuilderOn(this);
          if (isPromise(builderResponse)) {
            return builderResponse.then(() => {
              return __classPrivateFieldGet(this, _YargsInstance_usage, "f").help();
            });
          }
        }
        return Promise.resolve(__classPrivateFieldGet(this, _YargsInstance_usage, "f").help());
      }
      getOptions() {
        return __classPrivateFieldGet(this, _YargsInstance_options, "f");
      }
      getStrict() {
        return __classPrivateFieldGet(this, _YargsInstance_strict, "f");
      }
      getStrictCommands() {
        return __classPrivateFieldGet(this, _YargsInstance_strictCommands, "f");
      }
      getStrictOptions() {
        return __classPrivateFieldGet(this, _YargsInstance_strictOptions, "f");
      }
      global(globals, global) {
        argsert("<string|array> [boolean]", [globals, global], arguments.length);
        globals = [].concat(globals);
        if (global !== false) {
          __classPrivateFieldGet(this, _YargsInstance_options, "f").local = __classPrivateFieldGet(this, _YargsInstance_options, "f").local.filter((l) => globals.indexOf(l) === -1);
        } else {
          globals.forEach((g) => {
            if (!__classPrivateFieldGet(this, _YargsInstance_options, "f").local.includes(g))
              __classPrivateFieldGet(this, _YargsInstance_options, "f").local.push(g);
          });
        }
        return this;
      }
      group(opts, groupName) {
        argsert("<string|array> <string>", [opts, groupName], arguments.length);
        const existing = __classPrivateFieldGet(this, _YargsInstance_preservedGroups, "f")[groupName] || __classPrivateFieldGet(this, _YargsInstance_groups, "f")[groupName];
        if (__classPrivateFieldGet(this, _YargsInstance_preservedGroups, "f")[groupName]) {
          delete __classPrivateFieldGet(this, _YargsInstance_preservedGroups, "f")[groupName];
        }
        const seen = {};
        __classPrivateFieldGet(this, _YargsInstance_groups, "f")[groupName] = (existing || []).concat(opts).filter((key) => {
          if (seen[key])
            return false;
          return seen[key] = true;
        });
        return this;
      }
      hide(key) {
        argsert("<string>", [key], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_options, "f").hiddenOptions.push(key);
        return this;
      }
      implies(key, value) {
        argsert("<string|object> [number|string|array]", [key, value], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_validation, "f").implies(key, value);
        return this;
      }
      locale(locale) {
        argsert("[string]", [locale], arguments.length);
        if (locale === void 0) {
          this[kGuessLocale]();
          return __classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.getLocale();
        }
        __classPrivateFieldSet(this, _YargsInstance_detectLocale, false, "f");
        __classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.setLocale(locale);
        return this;
      }
      middleware(callback, applyBeforeValidation, global) {
        return __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").addMiddleware(callback, !!applyBeforeValidation, global);
      }
      nargs(key, value) {
        argsert("<string|object|array> [number]", [key, value], arguments.length);
        this[kPopulateParserHintSingleValueDictionary](this.nargs.bind(this), "narg", key, value);
        return this;
      }
      normalize(keys) {
        argsert("<array|string>", [keys], arguments.length);
        this[kPopulateParserHintArray]("normalize", keys);
        return this;
      }
      number(keys) {
        argsert("<array|string>", [keys], arguments.length);
        this[kPopulateParserHintArray]("number", keys);
        this[kTrackManuallySetKeys](keys);
        return this;
      }
      option(key, opt) {
        argsert("<string|object> [object]", [key, opt], arguments.length);
        if (typeof key === "object") {
          Object.keys(key).forEach((k) => {
            this.options(k, key[k]);
          });
        } else {
          if (typeof opt !== "object") {
            opt = {};
          }
          this[kTrackManuallySetKeys](key);
          if (__classPrivateFieldGet(this, _YargsInstance_versionOpt, "f") && (key === "version" || (opt === null || opt === void 0 ? void 0 : opt.alias) === "version")) {
            this[kEmitWarning]([
              '"version" is a reserved word.',
              "Please do one of the following:",
              '- Disable version with `yargs.version(false)` if using "version" as an option',
              "- Use the built-in `yargs.version` method instead (if applicable)",
              "- Use a different option key",
              "https://yargs.js.org/docs/#api-reference-version"
            ].join("\n"), void 0, "versionWarning");
          }
          __classPrivateFieldGet(this, _YargsInstance_options, "f").key[key] = true;
          if (opt.alias)
            this.alias(key, opt.alias);
          const deprecate = opt.deprecate || opt.deprecated;
          if (deprecate) {
            this.deprecateOption(key, deprecate);
          }
          const demand = opt.demand || opt.required || opt.require;
          if (demand) {
            this.demand(key, demand);
          }
          if (opt.demandOption) {
            this.demandOption(key, typeof opt.demandOption === "string" ? opt.demandOption : void 0);
          }
          if (opt.conflicts) {
            this.conflicts(key, opt.conflicts);
          }
          if ("default" in opt) {
            this.default(key, opt.default);
          }
          if (opt.implies !== void 0) {
            this.implies(key, opt.implies);
          }
          if (opt.nargs !== void 0) {
            this.nargs(key, opt.nargs);
          }
          if (opt.config) {
            this.config(key, opt.configParser);
          }
          if (opt.normalize) {
            this.normalize(key);
          }
          if (opt.choices) {
            this.choices(key, opt.choices);
          }
          if (opt.coerce) {
            this.coerce(key, opt.coerce);
          }
          if (opt.group) {
            this.group(key, opt.group);
          }
          if (opt.boolean || opt.type === "boolean") {
            this.boolean(key);
            if (opt.alias)
              this.boolean(opt.alias);
          }
          if (opt.array || opt.type === "array") {
            this.array(key);
            if (opt.alias)
              this.array(opt.alias);
          }
          if (opt.number || opt.type === "number") {
            this.number(key);
            if (opt.alias)
              this.number(opt.alias);
          }
          if (opt.string || opt.type === "string") {
            this.string(key);
            if (opt.alias)
              this.string(opt.alias);
          }
          if (opt.count || opt.type === "count") {
            this.count(key);
          }
          if (typeof opt.global === "boolean") {
            this.global(key, opt.global);
          }
          if (opt.defaultDescription) {
            __classPrivateFieldGet(this, _YargsInstance_options, "f").defaultDescription[key] = opt.defaultDescription;
          }
          if (opt.skipValidation) {
            this.skipValidation(key);
          }
          const desc = opt.describe || opt.description || opt.desc;
          const descriptions = __classPrivateFieldGet(this, _YargsInstance_usage, "f").getDescriptions();
          if (!Object.prototype.hasOwnProperty.call(descriptions, key) || typeof desc === "string") {
            this.describe(key, desc);
          }
          if (opt.hidden) {
            this.hide(key);
          }
          if (opt.requiresArg) {
            this.requiresArg(key);
          }
        }
        return this;
      }
      options(key, opt) {
        return this.option(key, opt);
      }
      parse(args, shortCircuit, _parseFn) {
        argsert("[string|array] [function|boolean|object] [function]", [args, shortCircuit, _parseFn], arguments.length);
        this[kFreeze]();
        if (typeof args === "undefined") {
          args = __classPrivateFieldGet(this, _YargsInstance_processArgs, "f");
        }
        if (typeof shortCircuit === "object") {
          __classPrivateFieldSet(this, _YargsInstance_parseContext, shortCircuit, "f");
          shortCircuit = _parseFn;
        }
        if (typeof shortCircuit === "function") {
          __classPrivateFieldSet(this, _YargsInstance_parseFn, shortCircuit, "f");
          shortCircuit = false;
        }
        if (!shortCircuit)
          __classPrivateFieldSet(this, _YargsInstance_processArgs, args, "f");
        if (__classPrivateFieldGet(this, _YargsInstance_parseFn, "f"))
          __classPrivateFieldSet(this, _YargsInstance_exitProcess, false, "f");
        const parsed2 = this[kRunYargsParserAndExecuteCommands](args, !!shortCircuit);
        const tmpParsed = this.parsed;
        __classPrivateFieldGet(this, _YargsInstance_completion, "f").setParsed(this.parsed);
        if (isPromise(parsed2)) {
          return parsed2.then((argv) => {
            if (__classPrivateFieldGet(this, _YargsInstance_parseFn, "f"))
              __classPrivateFieldGet(this, _YargsInstance_parseFn, "f").call(this, __classPrivateFieldGet(this, _YargsInstance_exitError, "f"), argv, __classPrivateFieldGet(this, _YargsInstance_output, "f"));
            return argv;
          }).catch((err) => {
            if (__classPrivateFieldGet(this, _YargsInstance_parseFn, "f")) {
              __classPrivateFieldGet(this, _YargsInstance_parseFn, "f")(err, this.parsed.argv, __classPrivateFieldGet(this, _YargsInstance_output, "f"));
            }
            throw err;
          }).finally(() => {
            this[kUnfreeze]();
            this.parsed = tmpParsed;
          });
        } else {
          if (__classPrivateFieldGet(this, _YargsInstance_parseFn, "f"))
            __classPrivateFieldGet(this, _YargsInstance_parseFn, "f").call(this, __classPrivateFieldGet(this, _YargsInstance_exitError, "f"), parsed2, __classPrivateFieldGet(this, _YargsInstance_output, "f"));
          this[kUnfreeze]();
          this.parsed = tmpParsed;
        }
        return parsed2;
      }
      parseAsync(args, shortCircuit, _parseFn) {
        const maybePromise = this.parse(args, shortCircuit, _parseFn);
        return !isPromise(maybePromise) ? Promise.resolve(maybePromise) : maybePromise;
      }
      parseSync(args, shortCircuit, _parseFn) {
        const maybePromise = this.parse(args, shortCircuit, _parseFn);
        if (isPromise(maybePromise)) {
          throw new YError(".parseSync() must not be used with asynchronous builders, handlers, or middleware");
        }
        return maybePromise;
      }
      parserConfiguration(config2) {
        argsert("<object>", [config2], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_parserConfig, config2, "f");
        return this;
      }
      pkgConf(key, rootPath) {
        argsert("<string> [string]", [key, rootPath], arguments.length);
        let conf = null;
        const obj = this[kPkgUp](rootPath || __classPrivateFieldGet(this, _YargsInstance_cwd, "f"));
        if (obj[key] && typeof obj[key] === "object") {
          conf = applyExtends(obj[key], rootPath || __classPrivateFieldGet(this, _YargsInstance_cwd, "f"), this[kGetParserConfiguration]()["deep-merge-config"] || false, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          __classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects = (__classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects || []).concat(conf);
        }
        return this;
      }
      positional(key, opts) {
        argsert("<string> <object>", [key, opts], arguments.length);
        const supportedOpts = [
          "default",
          "defaultDescription",
          "implies",
          "normalize",
          "choices",
          "conflicts",
          "coerce",
          "type",
          "describe",
          "desc",
          "description",
          "alias"
        ];
        opts = objFilter(opts, (k, v) => {
          if (k === "type" && !["string", "number", "boolean"].includes(v))
            return false;
          return supportedOpts.includes(k);
        });
        const fullCommand = __classPrivateFieldGet(this, _YargsInstance_context, "f").fullCommands[__classPrivateFieldGet(this, _YargsInstance_context, "f").fullCommands.length - 1];
        const parseOptions = fullCommand ? __classPrivateFieldGet(this, _YargsInstance_command, "f").cmdToParseOptions(fullCommand) : {
          array: [],
          alias: {},
          default: {},
          demand: {}
        };
        objectKeys(parseOptions).forEach((pk) => {
          const parseOption = parseOptions[pk];
          if (Array.isArray(parseOption)) {
            if (parseOption.indexOf(key) !== -1)
              opts[pk] = true;
          } else {
            if (parseOption[key] && !(pk in opts))
              opts[pk] = parseOption[key];
          }
        });
        this.group(key, __classPrivateFieldGet(this, _YargsInstance_usage, "f").getPositionalGroupName());
        return this.option(key, opts);
      }
      recommendCommands(recommend = true) {
        argsert("[boolean]", [recommend], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_recommendCommands, recommend, "f");
        return this;
      }
      required(keys, max, msg) {
        return this.demand(keys, max, msg);
      }
      require(keys, max, msg) {
        return this.demand(keys, max, msg);
      }
      requiresArg(keys) {
        argsert("<array|string|object> [number]", [keys], arguments.length);
        if (typeof keys === "string" && __classPrivateFieldGet(this, _YargsInstance_options, "f").narg[keys]) {
          return this;
        } else {
          this[kPopulateParserHintSingleValueDictionary](this.requiresArg.bind(this), "narg", keys, NaN);
        }
        return this;
      }
      showCompletionScript($0, cmd) {
        argsert("[string] [string]", [$0, cmd], arguments.length);
        $0 = $0 || this.$0;
        __classPrivateFieldGet(this, _YargsInstance_logger, "f").log(__classPrivateFieldGet(this, _YargsInstance_completion, "f").generateCompletionScript($0, cmd || __classPrivateFieldGet(this, _YargsInstance_completionCommand, "f") || "completion"));
        return this;
      }
      showHelp(level) {
        argsert("[string|function]", [level], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
        if (!__classPrivateFieldGet(this, _YargsInstance_usage, "f").hasCachedHelpMessage()) {
          if (!this.parsed) {
            const parse3 = this[kRunYargsParserAndExecuteCommands](__classPrivateFieldGet(this, _YargsInstance_processArgs, "f"), void 0, void 0, 0, true);
            if (isPromise(parse3)) {
              parse3.then(() => {
                __classPrivateFieldGet(this, _YargsInstance_usage, "f").showHelp(level);
              });
              return this;
            }
          }
          const builderResponse = __classPrivateFieldGet(this, _YargsInstance_command, "f").runDefaultBuilderOn(this);
          if (isPromise(builderResponse)) {
            builderResponse.then(() => {
              __classPrivateFieldGet(this, _YargsInstance_usage, "f").showHelp(level);
            });
            return this;
          }
        }
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").showHelp(level);
        return this;
      }
      scriptName(scriptName) {
        this.customScriptName = true;
        this.$0 = scriptName;
        return this;
      }
      showHelpOnFail(enabled, message) {
        argsert("[boolean|string] [string]", [enabled, message], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").showHelpOnFail(enabled, message);
        return this;
      }
      showVersion(level) {
        argsert("[string|function]", [level], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").showVersion(level);
        return this;
      }
      skipValidation(keys) {
        argsert("<array|string>", [keys], arguments.length);
        this[kPopulateParserHintArray]("skipValidation", keys);
        return this;
      }
      strict(enabled) {
        argsert("[boolean]", [enabled], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_strict, enabled !== false, "f");
        return this;
      }
      strictCommands(enabled) {
        argsert("[boolean]", [enabled], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_strictCommands, enabled !== false, "f");
        return this;
      }
      strictOptions(enabled) {
        argsert("[boolean]", [enabled], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_strictOptions, enabled !== false, "f");
        return this;
      }
      string(keys) {
        argsert("<array|string>", [keys], arguments.length);
        this[kPopulateParserHintArray]("string", keys);
        this[kTrackManuallySetKeys](keys);
        return this;
      }
      terminalWidth() {
        argsert([], 0);
        return __classPrivateFieldGet(this, _YargsInstance_shim, "f").process.stdColumns;
      }
      updateLocale(obj) {
        return this.updateStrings(obj);
      }
      updateStrings(obj) {
        argsert("<object>", [obj], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_detectLocale, false, "f");
        __classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.updateLocale(obj);
        return this;
      }
      usage(msg, description, builder, handler) {
        argsert("<string|null|undefined> [string|boolean] [function|object] [function]", [msg, description, builder, handler], arguments.length);
        if (description !== void 0) {
          assertNotStrictEqual(msg, null, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          if ((msg || "").match(/^\$0( |$)/)) {
            return this.command(msg, description, builder, handler);
          } else {
            throw new YError(".usage() description must start with $0 if being used as alias for .command()");
          }
        } else {
          __classPrivateFieldGet(this, _YargsInstance_usage, "f").usage(msg);
          return this;
        }
      }
      usageConfiguration(config2) {
        argsert("<object>", [config2], arguments.length);
        __classPrivateFieldSet(this, _YargsInstance_usageConfig, config2, "f");
        return this;
      }
      version(opt, msg, ver) {
        const defaultVersionOpt = "version";
        argsert("[boolean|string] [string] [string]", [opt, msg, ver], arguments.length);
        if (__classPrivateFieldGet(this, _YargsInstance_versionOpt, "f")) {
          this[kDeleteFromParserHintObject](__classPrivateFieldGet(this, _YargsInstance_versionOpt, "f"));
          __classPrivateFieldGet(this, _YargsInstance_usage, "f").version(void 0);
          __classPrivateFieldSet(this, _YargsInstance_versionOpt, null, "f");
        }
        if (arguments.length === 0) {
          ver = this[kGuessVersion]();
          opt = defaultVersionOpt;
        } else if (arguments.length === 1) {
          if (opt === false) {
            return this;
          }
          ver = opt;
          opt = defaultVersionOpt;
        } else if (arguments.length === 2) {
          ver = msg;
          msg = void 0;
        }
        __classPrivateFieldSet(this, _YargsInstance_versionOpt, typeof opt === "string" ? opt : defaultVersionOpt, "f");
        msg = msg || __classPrivateFieldGet(this, _YargsInstance_usage, "f").deferY18nLookup("Show version number");
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").version(ver || void 0);
        this.boolean(__classPrivateFieldGet(this, _YargsInstance_versionOpt, "f"));
        this.describe(__classPrivateFieldGet(this, _YargsInstance_versionOpt, "f"), msg);
        return this;
      }
      wrap(cols) {
        argsert("<number|null|undefined>", [cols], arguments.length);
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").wrap(cols);
        return this;
      }
      [(_YargsInstance_command = /* @__PURE__ */ new WeakMap(), _YargsInstance_cwd = /* @__PURE__ */ new WeakMap(), _YargsInstance_context = /* @__PURE__ */ new WeakMap(), _YargsInstance_completion = /* @__PURE__ */ new WeakMap(), _YargsInstance_completionCommand = /* @__PURE__ */ new WeakMap(), _YargsInstance_defaultShowHiddenOpt = /* @__PURE__ */ new WeakMap(), _YargsInstance_exitError = /* @__PURE__ */ new WeakMap(), _YargsInstance_detectLocale = /* @__PURE__ */ new WeakMap(), _YargsInstance_emittedWarnings = /* @__PURE__ */ new WeakMap(), _YargsInstance_exitProcess = /* @__PURE__ */ new WeakMap(), _YargsInstance_frozens = /* @__PURE__ */ new WeakMap(), _YargsInstance_globalMiddleware = /* @__PURE__ */ new WeakMap(), _YargsInstance_groups = /* @__PURE__ */ new WeakMap(), _YargsInstance_hasOutput = /* @__PURE__ */ new WeakMap(), _YargsInstance_helpOpt = /* @__PURE__ */ new WeakMap(), _YargsInstance_isGlobalContext = /* @__PURE__ */ new WeakMap(), _YargsInstance_logger = /* @__PURE__ */ new WeakMap(), _YargsInstance_output = /* @__PURE__ */ new WeakMap(), _YargsInstance_options = /* @__PURE__ */ new WeakMap(), _YargsInstance_parentRequire = /* @__PURE__ */ new WeakMap(), _YargsInstance_parserConfig = /* @__PURE__ */ new WeakMap(), _YargsInstance_parseFn = /* @__PURE__ */ new WeakMap(), _YargsInstance_parseContext = /* @__PURE__ */ new WeakMap(), _YargsInstance_pkgs = /* @__PURE__ */ new WeakMap(), _YargsInstance_preservedGroups = /* @__PURE__ */ new WeakMap(), _YargsInstance_processArgs = /* @__PURE__ */ new WeakMap(), _YargsInstance_recommendCommands = /* @__PURE__ */ new WeakMap(), _YargsInstance_shim = /* @__PURE__ */ new WeakMap(), _YargsInstance_strict = /* @__PURE__ */ new WeakMap(), _YargsInstance_strictCommands = /* @__PURE__ */ new WeakMap(), _YargsInstance_strictOptions = /* @__PURE__ */ new WeakMap(), _YargsInstance_usage = /* @__PURE__ */ new WeakMap(), _YargsInstance_usageConfig = /* @__PURE__ */ new WeakMap(), _YargsInstance_versionOpt = /* @__PURE__ */ new WeakMap(), _YargsInstance_validation = /* @__PURE__ */ new WeakMap(), kCopyDoubleDash)](argv) {
        if (!argv._ || !argv["--"])
          return argv;
        argv._.push.apply(argv._, argv["--"]);
        try {
          delete argv["--"];
        } catch (_err) {
        }
        return argv;
      }
      [kCreateLogger]() {
        return {
          log: (...args) => {
            if (!this[kHasParseCallback]())
              console.log(...args);
            __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
            if (__classPrivateFieldGet(this, _YargsInstance_output, "f").length)
              __classPrivateFieldSet(this, _YargsInstance_output, __classPrivateFieldGet(this, _YargsInstance_output, "f") + "\n", "f");
            __classPrivateFieldSet(this, _YargsInstance_output, __classPrivateFieldGet(this, _YargsInstance_output, "f") + args.join(" "), "f");
          },
          error: (...args) => {
            if (!this[kHasParseCallback]())
              console.error(...args);
            __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
            if (__classPrivateFieldGet(this, _YargsInstance_output, "f").length)
              __classPrivateFieldSet(this, _YargsInstance_output, __classPrivateFieldGet(this, _YargsInstance_output, "f") + "\n", "f");
            __classPrivateFieldSet(this, _YargsInstance_output, __classPrivateFieldGet(this, _YargsInstance_output, "f") + args.join(" "), "f");
          }
        };
      }
      [kDeleteFromParserHintObject](optionKey) {
        objectKeys(__classPrivateFieldGet(this, _YargsInstance_options, "f")).forEach((hintKey) => {
          if (/* @__PURE__ */ ((key) => key === "configObjects")(hintKey))
            return;
          const hint = __classPrivateFieldGet(this, _YargsInstance_options, "f")[hintKey];
          if (Array.isArray(hint)) {
            if (hint.includes(optionKey))
              hint.splice(hint.indexOf(optionKey), 1);
          } else if (typeof hint === "object") {
            delete hint[optionKey];
          }
        });
        delete __classPrivateFieldGet(this, _YargsInstance_usage, "f").getDescriptions()[optionKey];
      }
      [kEmitWarning](warning, type, deduplicationId) {
        if (!__classPrivateFieldGet(this, _YargsInstance_emittedWarnings, "f")[deduplicationId]) {
          __classPrivateFieldGet(this, _YargsInstance_shim, "f").process.emitWarning(warning, type);
          __classPrivateFieldGet(this, _YargsInstance_emittedWarnings, "f")[deduplicationId] = true;
        }
      }
      [kFreeze]() {
        __classPrivateFieldGet(this, _YargsInstance_frozens, "f").push({
          options: __classPrivateFieldGet(this, _YargsInstance_options, "f"),
          configObjects: __classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects.slice(0),
          exitProcess: __classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"),
          groups: __classPrivateFieldGet(this, _YargsInstance_groups, "f"),
          strict: __classPrivateFieldGet(this, _YargsInstance_strict, "f"),
          strictCommands: __classPrivateFieldGet(this, _YargsInstance_strictCommands, "f"),
          strictOptions: __classPrivateFieldGet(this, _YargsInstance_strictOptions, "f"),
          completionCommand: __classPrivateFieldGet(this, _YargsInstance_completionCommand, "f"),
          output: __classPrivateFieldGet(this, _YargsInstance_output, "f"),
          exitError: __classPrivateFieldGet(this, _YargsInstance_exitError, "f"),
          hasOutput: __classPrivateFieldGet(this, _YargsInstance_hasOutput, "f"),
          parsed: this.parsed,
          parseFn: __classPrivateFieldGet(this, _YargsInstance_parseFn, "f"),
          parseContext: __classPrivateFieldGet(this, _YargsInstance_parseContext, "f")
        });
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").freeze();
        __classPrivateFieldGet(this, _YargsInstance_validation, "f").freeze();
        __classPrivateFieldGet(this, _YargsInstance_command, "f").freeze();
        __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").freeze();
      }
      [kGetDollarZero]() {
        let $0 = "";
        let default$0;
        if (/\b(node|iojs|electron|bun)(\.exe)?$/.test(__classPrivateFieldGet(this, _YargsInstance_shim, "f").process.argv()[0])) {
          default$0 = __classPrivateFieldGet(this, _YargsInstance_shim, "f").process.argv().slice(1, 2);
        } else {
          default$0 = __classPrivateFieldGet(this, _YargsInstance_shim, "f").process.argv().slice(0, 1);
        }
        $0 = default$0.map((x) => {
          const b = this[kRebase](__classPrivateFieldGet(this, _YargsInstance_cwd, "f"), x);
          return x.match(/^(\/|([a-zA-Z]:)?\\)/) && b.length < x.length ? b : x;
        }).join(" ").trim();
        if (__classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("_") && __classPrivateFieldGet(this, _YargsInstance_shim, "f").getProcessArgvBin() === __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("_")) {
          $0 = __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("_").replace(`${__classPrivateFieldGet(this, _YargsInstance_shim, "f").path.dirname(__classPrivateFieldGet(this, _YargsInstance_shim, "f").process.execPath())}/`, "");
        }
        return $0;
      }
      [kGetParserConfiguration]() {
        return __classPrivateFieldGet(this, _YargsInstance_parserConfig, "f");
      }
      [kGetUsageConfiguration]() {
        return __classPrivateFieldGet(this, _YargsInstance_usageConfig, "f");
      }
      [kGuessLocale]() {
        if (!__classPrivateFieldGet(this, _YargsInstance_detectLocale, "f"))
          return;
        const locale = __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("LC_ALL") || __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("LC_MESSAGES") || __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("LANG") || __classPrivateFieldGet(this, _YargsInstance_shim, "f").getEnv("LANGUAGE") || "en_US";
        this.locale(locale.replace(/[.:].*/, ""));
      }
      [kGuessVersion]() {
        const obj = this[kPkgUp]();
        return obj.version || "unknown";
      }
      [kParsePositionalNumbers](argv) {
        const args = argv["--"] ? argv["--"] : argv._;
        for (let i = 0, arg; (arg = args[i]) !== void 0; i++) {
          if (__classPrivateFieldGet(this, _YargsInstance_shim, "f").Parser.looksLikeNumber(arg) && Number.isSafeInteger(Math.floor(parseFloat(`${arg}`)))) {
            args[i] = Number(arg);
          }
        }
        return argv;
      }
      [kPkgUp](rootPath) {
        const npath = rootPath || "*";
        if (__classPrivateFieldGet(this, _YargsInstance_pkgs, "f")[npath])
          return __classPrivateFieldGet(this, _YargsInstance_pkgs, "f")[npath];
        let obj = {};
        try {
          let startDir = rootPath || __classPrivateFieldGet(this, _YargsInstance_shim, "f").mainFilename;
          if (__classPrivateFieldGet(this, _YargsInstance_shim, "f").path.extname(startDir)) {
            startDir = __classPrivateFieldGet(this, _YargsInstance_shim, "f").path.dirname(startDir);
          }
          const pkgJsonPath = __classPrivateFieldGet(this, _YargsInstance_shim, "f").findUp(startDir, (dir, names) => {
            if (names.includes("package.json")) {
              return "package.json";
            } else {
              return void 0;
            }
          });
          assertNotStrictEqual(pkgJsonPath, void 0, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
          obj = JSON.parse(__classPrivateFieldGet(this, _YargsInstance_shim, "f").readFileSync(pkgJsonPath, "utf8"));
        } catch (_noop) {
        }
        __classPrivateFieldGet(this, _YargsInstance_pkgs, "f")[npath] = obj || {};
        return __classPrivateFieldGet(this, _YargsInstance_pkgs, "f")[npath];
      }
      [kPopulateParserHintArray](type, keys) {
        keys = [].concat(keys);
        keys.forEach((key) => {
          key = this[kSanitizeKey](key);
          __classPrivateFieldGet(this, _YargsInstance_options, "f")[type].push(key);
        });
      }
      [kPopulateParserHintSingleValueDictionary](builder, type, key, value) {
        this[kPopulateParserHintDictionary](builder, type, key, value, (type2, key2, value2) => {
          __classPrivateFieldGet(this, _YargsInstance_options, "f")[type2][key2] = value2;
        });
      }
      [kPopulateParserHintArrayDictionary](builder, type, key, value) {
        this[kPopulateParserHintDictionary](builder, type, key, value, (type2, key2, value2) => {
          __classPrivateFieldGet(this, _YargsInstance_options, "f")[type2][key2] = (__classPrivateFieldGet(this, _YargsInstance_options, "f")[type2][key2] || []).concat(value2);
        });
      }
      [kPopulateParserHintDictionary](builder, type, key, value, singleKeyHandler) {
        if (Array.isArray(key)) {
          key.forEach((k) => {
            builder(k, value);
          });
        } else if (/* @__PURE__ */ ((key2) => typeof key2 === "object")(key)) {
          for (const k of objectKeys(key)) {
            builder(k, key[k]);
          }
        } else {
          singleKeyHandler(type, this[kSanitizeKey](key), value);
        }
      }
      [kSanitizeKey](key) {
        if (key === "__proto__")
          return "___proto___";
        return key;
      }
      [kSetKey](key, set) {
        this[kPopulateParserHintSingleValueDictionary](this[kSetKey].bind(this), "key", key, set);
        return this;
      }
      [kUnfreeze]() {
        var _a2, _b2, _c2, _d, _e, _f, _g, _h, _j, _k, _l, _m;
        const frozen = __classPrivateFieldGet(this, _YargsInstance_frozens, "f").pop();
        assertNotStrictEqual(frozen, void 0, __classPrivateFieldGet(this, _YargsInstance_shim, "f"));
        let configObjects;
        _a2 = this, _b2 = this, _c2 = this, _d = this, _e = this, _f = this, _g = this, _h = this, _j = this, _k = this, _l = this, _m = this, {
          options: { set value(_o) {
            __classPrivateFieldSet(_a2, _YargsInstance_options, _o, "f");
          } }.value,
          configObjects,
          exitProcess: { set value(_o) {
            __classPrivateFieldSet(_b2, _YargsInstance_exitProcess, _o, "f");
          } }.value,
          groups: { set value(_o) {
            __classPrivateFieldSet(_c2, _YargsInstance_groups, _o, "f");
          } }.value,
          output: { set value(_o) {
            __classPrivateFieldSet(_d, _YargsInstance_output, _o, "f");
          } }.value,
          exitError: { set value(_o) {
            __classPrivateFieldSet(_e, _YargsInstance_exitError, _o, "f");
          } }.value,
          hasOutput: { set value(_o) {
            __classPrivateFieldSet(_f, _YargsInstance_hasOutput, _o, "f");
          } }.value,
          parsed: this.parsed,
          strict: { set value(_o) {
            __classPrivateFieldSet(_g, _YargsInstance_strict, _o, "f");
          } }.value,
          strictCommands: { set value(_o) {
            __classPrivateFieldSet(_h, _YargsInstance_strictCommands, _o, "f");
          } }.value,
          strictOptions: { set value(_o) {
            __classPrivateFieldSet(_j, _YargsInstance_strictOptions, _o, "f");
          } }.value,
          completionCommand: { set value(_o) {
            __classPrivateFieldSet(_k, _YargsInstance_completionCommand, _o, "f");
          } }.value,
          parseFn: { set value(_o) {
            __classPrivateFieldSet(_l, _YargsInstance_parseFn, _o, "f");
          } }.value,
          parseContext: { set value(_o) {
            __classPrivateFieldSet(_m, _YargsInstance_parseContext, _o, "f");
          } }.value
        } = frozen;
        __classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects = configObjects;
        __classPrivateFieldGet(this, _YargsInstance_usage, "f").unfreeze();
        __classPrivateFieldGet(this, _YargsInstance_validation, "f").unfreeze();
        __classPrivateFieldGet(this, _YargsInstance_command, "f").unfreeze();
        __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").unfreeze();
      }
      [kValidateAsync](validation2, argv) {
        return maybeAsyncResult(argv, (result) => {
          validation2(result);
          return result;
        });
      }
      getInternalMethods() {
        return {
          getCommandInstance: this[kGetCommandInstance].bind(this),
          getContext: this[kGetContext].bind(this),
          getHasOutput: this[kGetHasOutput].bind(this),
          getLoggerInstance: this[kGetLoggerInstance].bind(this),
          getParseContext: this[kGetParseContext].bind(this),
          getParserConfiguration: this[kGetParserConfiguration].bind(this),
          getUsageConfiguration: this[kGetUsageConfiguration].bind(this),
          getUsageInstance: this[kGetUsageInstance].bind(this),
          getValidationInstance: this[kGetValidationInstance].bind(this),
          hasParseCallback: this[kHasParseCallback].bind(this),
          isGlobalContext: this[kIsGlobalContext].bind(this),
          postProcess: this[kPostProcess].bind(this),
          reset: this[kReset].bind(this),
          runValidation: this[kRunValidation].bind(this),
          runYargsParserAndExecuteCommands: this[kRunYargsParserAndExecuteCommands].bind(this),
          setHasOutput: this[kSetHasOutput].bind(this)
        };
      }
      [kGetCommandInstance]() {
        return __classPrivateFieldGet(this, _YargsInstance_command, "f");
      }
      [kGetContext]() {
        return __classPrivateFieldGet(this, _YargsInstance_context, "f");
      }
      [kGetHasOutput]() {
        return __classPrivateFieldGet(this, _YargsInstance_hasOutput, "f");
      }
      [kGetLoggerInstance]() {
        return __classPrivateFieldGet(this, _YargsInstance_logger, "f");
      }
      [kGetParseContext]() {
        return __classPrivateFieldGet(this, _YargsInstance_parseContext, "f") || {};
      }
      [kGetUsageInstance]() {
        return __classPrivateFieldGet(this, _YargsInstance_usage, "f");
      }
      [kGetValidationInstance]() {
        return __classPrivateFieldGet(this, _YargsInstance_validation, "f");
      }
      [kHasParseCallback]() {
        return !!__classPrivateFieldGet(this, _YargsInstance_parseFn, "f");
      }
      [kIsGlobalContext]() {
        return __classPrivateFieldGet(this, _YargsInstance_isGlobalContext, "f");
      }
      [kPostProcess](argv, populateDoubleDash, calledFromCommand, runGlobalMiddleware) {
        if (calledFromCommand)
          return argv;
        if (isPromise(argv))
          return argv;
        if (!populateDoubleDash) {
          argv = this[kCopyDoubleDash](argv);
        }
        const parsePositionalNumbers = this[kGetParserConfiguration]()["parse-positional-numbers"] || this[kGetParserConfiguration]()["parse-positional-numbers"] === void 0;
        if (parsePositionalNumbers) {
          argv = this[kParsePositionalNumbers](argv);
        }
        if (runGlobalMiddleware) {
          argv = applyMiddleware(argv, this, __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").getMiddleware(), false);
        }
        return argv;
      }
      [kReset](aliases = {}) {
        __classPrivateFieldSet(this, _YargsInstance_options, __classPrivateFieldGet(this, _YargsInstance_options, "f") || {}, "f");
        const tmpOptions = {};
        tmpOptions.local = __classPrivateFieldGet(this, _YargsInstance_options, "f").local || [];
        tmpOptions.configObjects = __classPrivateFieldGet(this, _YargsInstance_options, "f").configObjects || [];
        const localLookup = {};
        tmpOptions.local.forEach((l) => {
          localLookup[l] = true;
          (aliases[l] || []).forEach((a) => {
            localLookup[a] = true;
          });
        });
        Object.assign(__classPrivateFieldGet(this, _YargsInstance_preservedGroups, "f"), Object.keys(__classPrivateFieldGet(this, _YargsInstance_groups, "f")).reduce((acc, groupName) => {
          const keys = __classPrivateFieldGet(this, _YargsInstance_groups, "f")[groupName].filter((key) => !(key in localLookup));
          if (keys.length > 0) {
            acc[groupName] = keys;
          }
          return acc;
        }, {}));
        __classPrivateFieldSet(this, _YargsInstance_groups, {}, "f");
        const arrayOptions = [
          "array",
          "boolean",
          "string",
          "skipValidation",
          "count",
          "normalize",
          "number",
          "hiddenOptions"
        ];
        const objectOptions = [
          "narg",
          "key",
          "alias",
          "default",
          "defaultDescription",
          "config",
          "choices",
          "demandedOptions",
          "demandedCommands",
          "deprecatedOptions"
        ];
        arrayOptions.forEach((k) => {
          tmpOptions[k] = (__classPrivateFieldGet(this, _YargsInstance_options, "f")[k] || []).filter((k2) => !localLookup[k2]);
        });
        objectOptions.forEach((k) => {
          tmpOptions[k] = objFilter(__classPrivateFieldGet(this, _YargsInstance_options, "f")[k], (k2) => !localLookup[k2]);
        });
        tmpOptions.envPrefix = __classPrivateFieldGet(this, _YargsInstance_options, "f").envPrefix;
        __classPrivateFieldSet(this, _YargsInstance_options, tmpOptions, "f");
        __classPrivateFieldSet(this, _YargsInstance_usage, __classPrivateFieldGet(this, _YargsInstance_usage, "f") ? __classPrivateFieldGet(this, _YargsInstance_usage, "f").reset(localLookup) : usage(this, __classPrivateFieldGet(this, _YargsInstance_shim, "f")), "f");
        __classPrivateFieldSet(this, _YargsInstance_validation, __classPrivateFieldGet(this, _YargsInstance_validation, "f") ? __classPrivateFieldGet(this, _YargsInstance_validation, "f").reset(localLookup) : validation(this, __classPrivateFieldGet(this, _YargsInstance_usage, "f"), __classPrivateFieldGet(this, _YargsInstance_shim, "f")), "f");
        __classPrivateFieldSet(this, _YargsInstance_command, __classPrivateFieldGet(this, _YargsInstance_command, "f") ? __classPrivateFieldGet(this, _YargsInstance_command, "f").reset() : command(__classPrivateFieldGet(this, _YargsInstance_usage, "f"), __classPrivateFieldGet(this, _YargsInstance_validation, "f"), __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f"), __classPrivateFieldGet(this, _YargsInstance_shim, "f")), "f");
        if (!__classPrivateFieldGet(this, _YargsInstance_completion, "f"))
          __classPrivateFieldSet(this, _YargsInstance_completion, completion(this, __classPrivateFieldGet(this, _YargsInstance_usage, "f"), __classPrivateFieldGet(this, _YargsInstance_command, "f"), __classPrivateFieldGet(this, _YargsInstance_shim, "f")), "f");
        __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").reset();
        __classPrivateFieldSet(this, _YargsInstance_completionCommand, null, "f");
        __classPrivateFieldSet(this, _YargsInstance_output, "", "f");
        __classPrivateFieldSet(this, _YargsInstance_exitError, null, "f");
        __classPrivateFieldSet(this, _YargsInstance_hasOutput, false, "f");
        this.parsed = false;
        return this;
      }
      [kRebase](base, dir) {
        return __classPrivateFieldGet(this, _YargsInstance_shim, "f").path.relative(base, dir);
      }
      [kRunYargsParserAndExecuteCommands](args, shortCircuit, calledFromCommand, commandIndex = 0, helpOnly = false) {
        var _a2, _b2, _c2, _d;
        let skipValidation = !!calledFromCommand || helpOnly;
        args = args || __classPrivateFieldGet(this, _YargsInstance_processArgs, "f");
        __classPrivateFieldGet(this, _YargsInstance_options, "f").__ = __classPrivateFieldGet(this, _YargsInstance_shim, "f").y18n.__;
        __classPrivateFieldGet(this, _YargsInstance_options, "f").configuration = this[kGetParserConfiguration]();
        const populateDoubleDash = !!__classPrivateFieldGet(this, _YargsInstance_options, "f").configuration["populate--"];
        const config2 = Object.assign({}, __classPrivateFieldGet(this, _YargsInstance_options, "f").configuration, {
          "populate--": true
        });
        const parsed2 = __classPrivateFieldGet(this, _YargsInstance_shim, "f").Parser.detailed(args, Object.assign({}, __classPrivateFieldGet(this, _YargsInstance_options, "f"), {
          configuration: { "parse-positional-numbers": false, ...config2 }
        }));
        const argv = Object.assign(parsed2.argv, __classPrivateFieldGet(this, _YargsInstance_parseContext, "f"));
        let argvPromise = void 0;
        const aliases = parsed2.aliases;
        let helpOptSet = false;
        let versionOptSet = false;
        Object.keys(argv).forEach((key) => {
          if (key === __classPrivateFieldGet(this, _YargsInstance_helpOpt, "f") && argv[key]) {
            helpOptSet = true;
          } else if (key === __classPrivateFieldGet(this, _YargsInstance_versionOpt, "f") && argv[key]) {
            versionOptSet = true;
          }
        });
        argv.$0 = this.$0;
        this.parsed = parsed2;
        if (commandIndex === 0) {
          __classPrivateFieldGet(this, _YargsInstance_usage, "f").clearCachedHelpMessage();
        }
        try {
          this[kGuessLocale]();
          if (shortCircuit) {
            return this[kPostProcess](argv, populateDoubleDash, !!calledFromCommand, false);
          }
          if (__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f")) {
            const helpCmds = [__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f")].concat(aliases[__classPrivateFieldGet(this, _YargsInstance_helpOpt, "f")] || []).filter((k) => k.length > 1);
            if (helpCmds.includes("" + argv._[argv._.length - 1])) {
              argv._.pop();
              helpOptSet = true;
            }
          }
          __classPrivateFieldSet(this, _YargsInstance_isGlobalContext, false, "f");
          const handlerKeys = __classPrivateFieldGet(this, _YargsInstance_command, "f").getCommands();
          const requestCompletions = ((_a2 = __classPrivateFieldGet(this, _YargsInstance_completion, "f")) === null || _a2 === void 0 ? void 0 : _a2.completionKey) ? [
            (_b2 = __classPrivateFieldGet(this, _YargsInstance_completion, "f")) === null || _b2 === void 0 ? void 0 : _b2.completionKey,
            ...(_d = this.getAliases()[(_c2 = __classPrivateFieldGet(this, _YargsInstance_completion, "f")) === null || _c2 === void 0 ? void 0 : _c2.completionKey]) !== null && _d !== void 0 ? _d : []
          ].some((key) => Object.prototype.hasOwnProperty.call(argv, key)) : false;
          const skipRecommendation = helpOptSet || requestCompletions || helpOnly;
          if (argv._.length) {
            if (handlerKeys.length) {
              let firstUnknownCommand;
              for (let i = commandIndex || 0, cmd; argv._[i] !== void 0; i++) {
                cmd = String(argv._[i]);
                if (handlerKeys.includes(cmd) && cmd !== __classPrivateFieldGet(this, _YargsInstance_completionCommand, "f")) {
                  const innerArgv = __classPrivateFieldGet(this, _YargsInstance_command, "f").runCommand(cmd, this, parsed2, i + 1, helpOnly, helpOptSet || versionOptSet || helpOnly);
                  return this[kPostProcess](innerArgv, populateDoubleDash, !!calledFromCommand, false);
                } else if (!firstUnknownCommand && cmd !== __classPrivateFieldGet(this, _YargsInstance_completionCommand, "f")) {
                  firstUnknownCommand = cmd;
                  break;
                }
              }
              if (!__classPrivateFieldGet(this, _YargsInstance_command, "f").hasDefaultCommand() && __classPrivateFieldGet(this, _YargsInstance_recommendCommands, "f") && firstUnknownCommand && !skipRecommendation) {
                __classPrivateFieldGet(this, _YargsInstance_validation, "f").recommendCommands(firstUnknownCommand, handlerKeys);
              }
            }
            if (__classPrivateFieldGet(this, _YargsInstance_completionCommand, "f") && argv._.includes(__classPrivateFieldGet(this, _YargsInstance_completionCommand, "f")) && !requestCompletions) {
              if (__classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"))
                setBlocking(true);
              this.showCompletionScript();
              this.exit(0);
            }
          }
          if (__classPrivateFieldGet(this, _YargsInstance_command, "f").hasDefaultCommand() && !skipRecommendation) {
            const innerArgv = __classPrivateFieldGet(this, _YargsInstance_command, "f").runCommand(null, this, parsed2, 0, helpOnly, helpOptSet || versionOptSet || helpOnly);
            return this[kPostProcess](innerArgv, populateDoubleDash, !!calledFromCommand, false);
          }
          if (requestCompletions) {
            if (__classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"))
              setBlocking(true);
            args = [].concat(args);
            const completionArgs = args.slice(args.indexOf(`--${__classPrivateFieldGet(this, _YargsInstance_completion, "f").completionKey}`) + 1);
            __classPrivateFieldGet(this, _YargsInstance_completion, "f").getCompletion(completionArgs, (err, completions) => {
              if (err)
                throw new YError(err.message);
              (completions || []).forEach((completion2) => {
                __classPrivateFieldGet(this, _YargsInstance_logger, "f").log(completion2);
              });
              this.exit(0);
            });
            return this[kPostProcess](argv, !populateDoubleDash, !!calledFromCommand, false);
          }
          if (!__classPrivateFieldGet(this, _YargsInstance_hasOutput, "f")) {
            if (helpOptSet) {
              if (__classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"))
                setBlocking(true);
              skipValidation = true;
              this.showHelp((message) => {
                __classPrivateFieldGet(this, _YargsInstance_logger, "f").log(message);
                this.exit(0);
              });
            } else if (versionOptSet) {
              if (__classPrivateFieldGet(this, _YargsInstance_exitProcess, "f"))
                setBlocking(true);
              skipValidation = true;
              __classPrivateFieldGet(this, _YargsInstance_usage, "f").showVersion("log");
              this.exit(0);
            }
          }
          if (!skipValidation && __classPrivateFieldGet(this, _YargsInstance_options, "f").skipValidation.length > 0) {
            skipValidation = Object.keys(argv).some((key) => __classPrivateFieldGet(this, _YargsInstance_options, "f").skipValidation.indexOf(key) >= 0 && argv[key] === true);
          }
          if (!skipValidation) {
            if (parsed2.error)
              throw new YError(parsed2.error.message);
            if (!requestCompletions) {
              const validation2 = this[kRunValidation](aliases, {}, parsed2.error);
              if (!calledFromCommand) {
                argvPromise = applyMiddleware(argv, this, __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").getMiddleware(), true);
              }
              argvPromise = this[kValidateAsync](validation2, argvPromise !== null && argvPromise !== void 0 ? argvPromise : argv);
              if (isPromise(argvPromise) && !calledFromCommand) {
                argvPromise = argvPromise.then(() => {
                  return applyMiddleware(argv, this, __classPrivateFieldGet(this, _YargsInstance_globalMiddleware, "f").getMiddleware(), false);
                });
              }
            }
          }
        } catch (err) {
          if (err instanceof YError)
            __classPrivateFieldGet(this, _YargsInstance_usage, "f").fail(err.message, err);
          else
            throw err;
        }
        return this[kPostProcess](argvPromise !== null && argvPromise !== void 0 ? argvPromise : argv, populateDoubleDash, !!calledFromCommand, true);
      }
      [kRunValidation](aliases, positionalMap, parseErrors, isDefaultCommand) {
        const demandedOptions = { ...this.getDemandedOptions() };
        return (argv) => {
          if (parseErrors)
            throw new YError(parseErrors.message);
          __classPrivateFieldGet(this, _YargsInstance_validation, "f").nonOptionCount(argv);
          __classPrivateFieldGet(this, _YargsInstance_validation, "f").requiredArguments(argv, demandedOptions);
          let failedStrictCommands = false;
          if (__classPrivateFieldGet(this, _YargsInstance_strictCommands, "f")) {
            failedStrictCommands = __classPrivateFieldGet(this, _YargsInstance_validation, "f").unknownCommands(argv);
          }
          if (__classPrivateFieldGet(this, _YargsInstance_strict, "f") && !failedStrictCommands) {
            __classPrivateFieldGet(this, _YargsInstance_validation, "f").unknownArguments(argv, aliases, positionalMap, !!isDefaultCommand);
          } else if (__classPrivateFieldGet(this, _YargsInstance_strictOptions, "f")) {
            __classPrivateFieldGet(this, _YargsInstance_validation, "f").unknownArguments(argv, aliases, {}, false, false);
          }
          __classPrivateFieldGet(this, _YargsInstance_validation, "f").limitedChoices(argv);
          __classPrivateFieldGet(this, _YargsInstance_validation, "f").implications(argv);
          __classPrivateFieldGet(this, _YargsInstance_validation, "f").conflicting(argv);
        };
      }
      [kSetHasOutput]() {
        __classPrivateFieldSet(this, _YargsInstance_hasOutput, true, "f");
      }
      [kTrackManuallySetKeys](keys) {
        if (typeof keys === "string") {
          __classPrivateFieldGet(this, _YargsInstance_options, "f").key[keys] = true;
        } else {
          for (const k of keys) {
            __classPrivateFieldGet(this, _YargsInstance_options, "f").key[k] = true;
          }
        }
      }
    };
  }
});

// node_modules/yargs/index.mjs
var Yargs, yargs_default;
var init_yargs = __esm({
  "node_modules/yargs/index.mjs"() {
    "use strict";
    init_esm();
    init_yargs_factory();
    Yargs = YargsFactory(esm_default);
    yargs_default = Yargs;
  }
});

// src/model/errors.ts
var UserError;
var init_errors = __esm({
  "src/model/errors.ts"() {
    "use strict";
    UserError = class extends Error {
      hint;
      constructor(message, hint, options) {
        super(message, options);
        this.name = "UserError";
        this.hint = hint;
      }
    };
  }
});

// src/model/report.ts
function stateOf(report) {
  if (report.summary.drift > 0) return "variance-detected";
  return report.gaps.length > 0 ? "incomplete" : "in-contract";
}
var SEVERITIES;
var init_report = __esm({
  "src/model/report.ts"() {
    "use strict";
    SEVERITIES = ["low", "medium", "high", "critical"];
  }
});

// src/model/json.ts
function textOf(value) {
  return typeof value === "string" ? value : "";
}
function scalarText(value) {
  if (value === void 0 || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
var init_json = __esm({
  "src/model/json.ts"() {
    "use strict";
  }
});

// src/model/path.ts
function formatPath(path2) {
  let text = "";
  for (const segment of path2) {
    if ("field" in segment) {
      if (!PLAIN_FIELD.test(segment.field)) text += `[${JSON.stringify(segment.field)}]`;
      else text += text === "" ? segment.field : `.${segment.field}`;
    } else if ("index" in segment) {
      text += `[${segment.index}]`;
    } else {
      const keys = Object.entries(segment.select).map(([key, value]) => `${key}=${String(value)}`);
      text += `[${keys.join(",")}]${segment.nth > 0 ? `[${segment.nth}]` : ""}`;
    }
  }
  return text;
}
function valueAt(value, path2) {
  let here = value;
  for (const segment of path2) {
    if (here === null || typeof here !== "object") return void 0;
    if ("field" in segment) {
      here = Array.isArray(here) ? void 0 : ownValue(here, segment.field);
    } else if ("index" in segment) {
      here = Array.isArray(here) ? here[segment.index] : void 0;
    } else {
      here = Array.isArray(here) ? selected(here, segment.select, segment.nth) : void 0;
    }
  }
  return here;
}
function ownValue(object, field) {
  return Object.hasOwn(object, field) ? object[field] : void 0;
}
function selected(items, select, nth) {
  const matches3 = items.filter((item) => {
    if (item === null || typeof item !== "object") return scalarText(item) === scalarText(select[""]);
    return Object.entries(select).every(
      ([key, value]) => scalarText(item[key] ?? value) === scalarText(value)
    );
  });
  return matches3[nth];
}
var PLAIN_FIELD;
var init_path = __esm({
  "src/model/path.ts"() {
    "use strict";
    init_json();
    PLAIN_FIELD = /^[A-Za-z_$][\w$-]*$/;
  }
});

// node_modules/lossless-json/lib/esm/config.js
var init_config = __esm({
  "node_modules/lossless-json/lib/esm/config.js"() {
  }
});

// node_modules/lossless-json/lib/esm/utils.js
function isInteger(value) {
  return INTEGER_REGEX.test(value);
}
function isNumber(value) {
  return NUMBER_REGEX.test(value);
}
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
var INTEGER_REGEX, NUMBER_REGEX, UnsafeNumberReason;
var init_utils = __esm({
  "node_modules/lossless-json/lib/esm/utils.js"() {
    INTEGER_REGEX = /^-?[0-9]+$/;
    NUMBER_REGEX = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
    UnsafeNumberReason = /* @__PURE__ */ (function(UnsafeNumberReason2) {
      UnsafeNumberReason2["underflow"] = "underflow";
      UnsafeNumberReason2["overflow"] = "overflow";
      UnsafeNumberReason2["truncate_integer"] = "truncate_integer";
      UnsafeNumberReason2["truncate_float"] = "truncate_float";
      return UnsafeNumberReason2;
    })({});
  }
});

// node_modules/lossless-json/lib/esm/LosslessNumber.js
function isLosslessNumber(value) {
  return value !== null && typeof value === "object" && value[losslessNumberMarker] === true;
}
var losslessNumberMarker, LosslessNumber;
var init_LosslessNumber = __esm({
  "node_modules/lossless-json/lib/esm/LosslessNumber.js"() {
    init_utils();
    losslessNumberMarker = /* @__PURE__ */ Symbol.for("lossless-json.LosslessNumber");
    LosslessNumber = class {
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
  }
});

// node_modules/lossless-json/lib/esm/numberParsers.js
function parseLosslessNumber(value) {
  return new LosslessNumber(value);
}
var init_numberParsers = __esm({
  "node_modules/lossless-json/lib/esm/numberParsers.js"() {
    init_LosslessNumber();
    init_utils();
  }
});

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
function reviveArray(array2, reviver) {
  for (let i = 0; i < array2.length; i++) {
    const value = reviveValue(array2, String(i), array2[i], reviver);
    if (value === void 0) {
      delete array2[i];
    } else {
      array2[i] = value;
    }
  }
  return array2;
}
var init_revive = __esm({
  "node_modules/lossless-json/lib/esm/revive.js"() {
    init_LosslessNumber();
  }
});

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
      const array2 = [];
      let initial = true;
      while (i < text.length && text.charCodeAt(i) !== codeClosingBracket) {
        if (!initial) {
          eatComma();
        } else {
          initial = false;
        }
        const value2 = parseValue();
        expectArrayItem(value2);
        array2.push(value2);
      }
      if (text.charCodeAt(i) !== codeClosingBracket) {
        throwArrayItemOrEndExpected();
      }
      i++;
      return array2;
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
    return a.length === b.length && a.every((item, index2) => isDeepEqual(item, b[index2]));
  }
  if (isObject2(a) && isObject2(b)) {
    const keys = [.../* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.every((key) => isDeepEqual(a[key], b[key]));
  }
  return false;
}
function isObject2(value) {
  return typeof value === "object" && value !== null;
}
var escapeCharacters, codeBackslash, codeOpeningBrace, codeClosingBrace, codeOpeningBracket, codeClosingBracket, codeSpace, codeNewline, codeTab, codeReturn, codeDoubleQuote, codePlus, codeMinus, codeZero, codeOne, codeNine, codeComma, codeDot, codeColon, codeUppercaseA, codeLowercaseA, codeUppercaseE, codeLowercaseE, codeUppercaseF, codeLowercaseF;
var init_parse = __esm({
  "node_modules/lossless-json/lib/esm/parse.js"() {
    init_numberParsers();
    init_revive();
    escapeCharacters = {
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
    codeBackslash = 92;
    codeOpeningBrace = 123;
    codeClosingBrace = 125;
    codeOpeningBracket = 91;
    codeClosingBracket = 93;
    codeSpace = 32;
    codeNewline = 10;
    codeTab = 9;
    codeReturn = 13;
    codeDoubleQuote = 34;
    codePlus = 43;
    codeMinus = 45;
    codeZero = 48;
    codeOne = 49;
    codeNine = 57;
    codeComma = 44;
    codeDot = 46;
    codeColon = 58;
    codeUppercaseA = 65;
    codeLowercaseA = 97;
    codeUppercaseE = 69;
    codeLowercaseE = 101;
    codeUppercaseF = 70;
    codeLowercaseF = 102;
  }
});

// node_modules/lossless-json/lib/esm/reviveDate.js
var init_reviveDate = __esm({
  "node_modules/lossless-json/lib/esm/reviveDate.js"() {
  }
});

// node_modules/lossless-json/lib/esm/stringify.js
var init_stringify = __esm({
  "node_modules/lossless-json/lib/esm/stringify.js"() {
    init_LosslessNumber();
    init_utils();
  }
});

// node_modules/lossless-json/lib/esm/types.js
var init_types = __esm({
  "node_modules/lossless-json/lib/esm/types.js"() {
  }
});

// node_modules/lossless-json/lib/esm/index.js
var init_esm2 = __esm({
  "node_modules/lossless-json/lib/esm/index.js"() {
    init_config();
    init_LosslessNumber();
    init_numberParsers();
    init_parse();
    init_reviveDate();
    init_stringify();
    init_types();
    init_utils();
  }
});

// src/yaml/json.ts
function parseJsonExact(text) {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text);
  return parse(text, null, {
    parseNumber: (digits) => {
      const value = Number(digits);
      if (!INTEGER.test(digits) || Number.isSafeInteger(value)) return value;
      const exact = BigInt(digits);
      return exact >= -(2n ** 63n) && exact < 2n ** 64n ? exact : value;
    }
  });
}
function stringifyJson(value, indent = 0) {
  const marked = JSON.stringify(
    value,
    (_key, item) => typeof item === "bigint" ? `${item}` : item,
    indent
  );
  return marked.includes("\\u0001") ? marked.replace(/"\\u0001(-?\d+)\\u0001"/g, "$1") : marked;
}
var LONG_NUMBER, INTEGER;
var init_json2 = __esm({
  "src/yaml/json.ts"() {
    "use strict";
    init_esm2();
    LONG_NUMBER = /\d{16,}/;
    INTEGER = /^-?\d+$/;
  }
});

// src/report/redact.ts
function redacted(report) {
  return { ...report, findings: report.findings.map(redactFinding) };
}
function redactFinding(finding) {
  if (!isSecret(finding)) return { ...finding, ...mapped(finding, withoutSecrets) };
  return { ...finding, ...mapped(finding, maskAll), controlPath: withoutImpact(finding) };
}
function withoutImpact({ controlPath: { title, group } }) {
  return { title, group };
}
function mapped({ desired, live }, change) {
  return {
    ...desired === void 0 ? {} : { desired: change(desired) },
    ...live === void 0 ? {} : { live: change(live) }
  };
}
function isSecret({ ref, path: path2 }) {
  const fields = path2.flatMap(
    (segment) => "field" in segment ? [segment.field] : Object.values("select" in segment ? segment.select : {}).map(String)
  );
  if (ref.group === "" && ref.kind === "Secret" && (fields[0] === "data" || fields[0] === "stringData")) return true;
  if (fields.at(-1) === "kubectl.kubernetes.io/last-applied-configuration") return true;
  const env2 = fields.lastIndexOf("env");
  return fields.some((field, index2) => index2 > env2 && env2 >= 0 && TELLING.test(field));
}
function withoutSecrets(value) {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  const { name } = value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (item === void 0) return [key, item];
      const telling = TELLING.test(key) || key.endsWith("last-applied-configuration") || key === "value" && typeof name === "string" && TELLING.test(name);
      return [key, telling && typeof item === "string" ? mask(item) : withoutSecrets(item)];
    })
  );
}
function maskAll(value) {
  if (Array.isArray(value)) return value.map(maskAll);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskAll(item ?? null)]));
  return mask(typeof value === "string" ? value : stringifyJson(value));
}
function mask(value) {
  return `*** (${value.length} characters, ${(0, import_node_crypto.createHmac)("sha256", RUN_KEY).update(value).digest("hex").slice(0, 8)})`;
}
var import_node_crypto, RUN_KEY, TELLING;
var init_redact = __esm({
  "src/report/redact.ts"() {
    "use strict";
    import_node_crypto = require("node:crypto");
    init_json();
    init_json2();
    RUN_KEY = (0, import_node_crypto.randomBytes)(32);
    TELLING = /passw(or)?d|passphrase|secret|token|api_?-?key|private_?-?key|credential|authorization|connection_?string/i;
  }
});

// src/report/json.ts
function jsonReport(reports, { many }) {
  const documents = reports.map(document2);
  const whole = many ? { schemaVersion: "1", kind: "DriftReportList", reports: documents } : documents[0];
  return `${stringifyJson(whole, 2)}
`;
}
function document2(report) {
  const { schemaVersion, findings, ...rest } = redacted(report);
  return {
    schemaVersion,
    kind: "DriftReport",
    state: stateOf(report),
    ...rest,
    findings: findings.map(({ path: path2, ...finding }) => ({ ...finding, path: formatPath(path2), segments: path2 }))
  };
}
var init_json3 = __esm({
  "src/report/json.ts"() {
    "use strict";
    init_report();
    init_path();
    init_json2();
    init_redact();
  }
});

// node_modules/kleur/index.mjs
function run(arr, str) {
  let i = 0, tmp, beg = "", end = "";
  for (; i < arr.length; i++) {
    tmp = arr[i];
    beg += tmp.open;
    end += tmp.close;
    if (!!~str.indexOf(tmp.close)) {
      str = str.replace(tmp.rgx, tmp.close + tmp.open);
    }
  }
  return beg + str + end;
}
function chain(has, keys) {
  let ctx = { has, keys };
  ctx.reset = $.reset.bind(ctx);
  ctx.bold = $.bold.bind(ctx);
  ctx.dim = $.dim.bind(ctx);
  ctx.italic = $.italic.bind(ctx);
  ctx.underline = $.underline.bind(ctx);
  ctx.inverse = $.inverse.bind(ctx);
  ctx.hidden = $.hidden.bind(ctx);
  ctx.strikethrough = $.strikethrough.bind(ctx);
  ctx.black = $.black.bind(ctx);
  ctx.red = $.red.bind(ctx);
  ctx.green = $.green.bind(ctx);
  ctx.yellow = $.yellow.bind(ctx);
  ctx.blue = $.blue.bind(ctx);
  ctx.magenta = $.magenta.bind(ctx);
  ctx.cyan = $.cyan.bind(ctx);
  ctx.white = $.white.bind(ctx);
  ctx.gray = $.gray.bind(ctx);
  ctx.grey = $.grey.bind(ctx);
  ctx.bgBlack = $.bgBlack.bind(ctx);
  ctx.bgRed = $.bgRed.bind(ctx);
  ctx.bgGreen = $.bgGreen.bind(ctx);
  ctx.bgYellow = $.bgYellow.bind(ctx);
  ctx.bgBlue = $.bgBlue.bind(ctx);
  ctx.bgMagenta = $.bgMagenta.bind(ctx);
  ctx.bgCyan = $.bgCyan.bind(ctx);
  ctx.bgWhite = $.bgWhite.bind(ctx);
  return ctx;
}
function init(open, close) {
  let blk = {
    open: `\x1B[${open}m`,
    close: `\x1B[${close}m`,
    rgx: new RegExp(`\\x1b\\[${close}m`, "g")
  };
  return function(txt) {
    if (this !== void 0 && this.has !== void 0) {
      !!~this.has.indexOf(open) || (this.has.push(open), this.keys.push(blk));
      return txt === void 0 ? this : $.enabled ? run(this.keys, txt + "") : txt + "";
    }
    return txt === void 0 ? chain([open], [blk]) : $.enabled ? run([blk], txt + "") : txt + "";
  };
}
var FORCE_COLOR, NODE_DISABLE_COLORS, NO_COLOR, TERM, isTTY, $, kleur_default;
var init_kleur = __esm({
  "node_modules/kleur/index.mjs"() {
    "use strict";
    isTTY = true;
    if (typeof process !== "undefined") {
      ({ FORCE_COLOR, NODE_DISABLE_COLORS, NO_COLOR, TERM } = process.env || {});
      isTTY = process.stdout && process.stdout.isTTY;
    }
    $ = {
      enabled: !NODE_DISABLE_COLORS && NO_COLOR == null && TERM !== "dumb" && (FORCE_COLOR != null && FORCE_COLOR !== "0" || isTTY),
      // modifiers
      reset: init(0, 0),
      bold: init(1, 22),
      dim: init(2, 22),
      italic: init(3, 23),
      underline: init(4, 24),
      inverse: init(7, 27),
      hidden: init(8, 28),
      strikethrough: init(9, 29),
      // colors
      black: init(30, 39),
      red: init(31, 39),
      green: init(32, 39),
      yellow: init(33, 39),
      blue: init(34, 39),
      magenta: init(35, 39),
      cyan: init(36, 39),
      white: init(37, 39),
      gray: init(90, 39),
      grey: init(90, 39),
      // background colors
      bgBlack: init(40, 49),
      bgRed: init(41, 49),
      bgGreen: init(42, 49),
      bgYellow: init(43, 49),
      bgBlue: init(44, 49),
      bgMagenta: init(45, 49),
      bgCyan: init(46, 49),
      bgWhite: init(47, 49)
    };
    kleur_default = $;
  }
});

// src/report/paint.ts
function paintFor(color) {
  kleur_default.enabled = color;
  const styles2 = {
    critical: (text) => kleur_default.bold().magenta(text),
    high: (text) => kleur_default.bold().yellow(text),
    medium: (text) => kleur_default.yellow(text),
    low: (text) => kleur_default.dim(text)
  };
  return {
    bold: (text) => kleur_default.bold(text),
    dim: (text) => kleur_default.dim(text),
    path: (text) => kleur_default.cyan(text),
    good: (text) => kleur_default.green(text),
    warn: (text) => kleur_default.yellow(text),
    bad: (text) => kleur_default.bold().magenta(text),
    severity: (severity) => styles2[severity]
  };
}
var init_paint = __esm({
  "src/report/paint.ts"() {
    "use strict";
    init_kleur();
  }
});

// src/model/refs.ts
function refKey(ref) {
  return `${ref.group}/${ref.kind}/${ref.namespace ?? ""}/${ref.name}`;
}
function refLabel(ref) {
  return `${ref.kind}/${ref.name}`;
}
function parseApiVersion(apiVersion) {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? { group: "", version: apiVersion } : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}
var init_refs = __esm({
  "src/model/refs.ts"() {
    "use strict";
  }
});

// src/report/words.ts
function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
function agoOf(time, now) {
  const seconds = (now.getTime() - Date.parse(time)) / 1e3;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${unit}${count === 1 || unit === "min" ? "" : "s"} ago`;
  }
  return Number.isNaN(seconds) ? time : "just now";
}
var UNITS;
var init_words = __esm({
  "src/report/words.ts"() {
    "use strict";
    UNITS = [
      ["day", 86400],
      ["hour", 3600],
      ["min", 60]
    ];
  }
});

// src/report/text.ts
function textReport(reports, context) {
  const paint = paintFor(context.color);
  const texts = reports.map((report) => oneRelease(redacted(report), context, paint));
  if (!context.many) return texts.join("\n");
  const drifted = reports.filter((report) => stateOf(report) === "variance-detected").length;
  const incomplete = reports.filter((report) => stateOf(report) === "incomplete").length;
  const rest = reports.length - drifted - incomplete;
  const total = `${plural(reports.length, "release")}: ${rest} in contract, ${drifted} drifted, ${incomplete} incomplete, ${context.seconds.toFixed(2)} s`;
  return `${texts.join("")}${paint.bold(total)}
`;
}
function oneRelease(report, context, paint) {
  const state = stateOf(report);
  const shown = report.findings.filter(({ verdict }) => verdict === "drift" || context.showIgnored);
  const title = `${report.release.name} in ${report.release.namespace}`;
  if (state === "in-contract" && report.notes.length === 0 && shown.length === 0) {
    const ignored = report.summary.ignored > 0 ? `, ${report.summary.ignored} ignored (--show-ignored)` : "";
    const time = context.many ? "" : `, ${context.seconds.toFixed(2)} s`;
    return `${paint.good("✓")} ${paint.bold(title)}${revisionText(report)}: in contract, ${plural(report.summary.compared, "object")} compared${ignored}${time}
`;
  }
  const lines = [
    `${paint.bold(title)}${origin(report, context.now)}`,
    headline(report, paint),
    ...report.notes.map((note) => paint.dim(`Note: ${note}`))
  ];
  for (const group of byObject(shown)) lines.push("", ...objectLines(group, context, paint));
  if (report.gaps.length > 0) lines.push("", ...gapLines(report, paint));
  if (!context.many) lines.push("", paint.dim(summary(report, context)));
  return `${lines.join("\n")}
${context.many ? "\n" : ""}`;
}
function revisionText({ release }) {
  return release.revision === void 0 ? "" : `, revision ${release.revision}`;
}
function origin(report, now) {
  const { release, from, evidence } = report;
  const age = release.deployedAt === void 0 ? "" : ` of ${agoOf(release.deployedAt, now)}`;
  const baseline = {
    release: () => `, revision ${release.revision}${age}`,
    chart: () => `, chart ${from.chart}`,
    file: () => `, baseline ${from.file}`,
    git: () => `, chart ${from.chart} at ${from.ref} (${from.commit.slice(0, 12)})`
  }[from.kind]();
  return `${baseline}, ${evidence.kind === "cluster" ? `cluster ${evidence.cluster.name}` : `live from ${evidence.file}`}`;
}
function headline(report, paint) {
  const { drift, objects } = report.summary;
  const drifted = new Set(report.findings.filter(({ verdict }) => verdict === "drift").map(({ ref }) => refKey(ref))).size;
  const unseen2 = report.gaps.length > 0 ? `; ${plural(report.gaps.length, "object")} could not be verified` : "";
  switch (stateOf(report)) {
    case "variance-detected":
      return paint.bad(`Variance detected: ${drift} in ${drifted} of ${plural(objects, "object")}${unseen2}`);
    case "incomplete":
      return paint.warn(
        report.summary.objects === 0 ? "Incomplete: this release could not be checked" : `Incomplete: ${report.gaps.length} of ${plural(objects, "object")} could not be verified, the rest is in contract`
      );
    case "in-contract":
      return paint.good(`In contract: ${plural(report.summary.compared, "object")} compared`);
  }
}
function byObject(findings) {
  const groups2 = /* @__PURE__ */ new Map();
  for (const finding of findings)
    groups2.set(refKey(finding.ref), [...groups2.get(refKey(finding.ref)) ?? [], finding]);
  const rank = { critical: 0, high: 1, medium: 2, low: 3 };
  const worst = (group) => Math.min(...group.map(({ severity }) => rank[severity]));
  return [...groups2.values()].toSorted((a, b) => worst(a) - worst(b));
}
function objectLines(findings, context, paint) {
  const first = findings[0];
  const width = Math.min(Math.max(context.width, MIN_WIDTH), MAX_WIDTH);
  const place = first.ref.namespace === void 0 ? " (cluster-scoped)" : "";
  const label = `${refLabel(first.ref)}${place}`;
  const groups2 = [...new Set(findings.map(({ controlPath }) => controlPath.group))].join(", ");
  const head = `${paint.bold(label)}${" ".repeat(Math.max(2, width - label.length - groups2.length))}${paint.dim(groups2)}`;
  const titleWidth = Math.min(24, Math.max(...findings.map(({ controlPath }) => controlPath.title.length)));
  return [head, ...findings.flatMap((finding) => findingLines(finding, { titleWidth, width, paint, now: context.now }))];
}
function findingLines(finding, { titleWidth, width, paint, now }) {
  const { severity, controlPath, path: path2, verdict } = finding;
  const mark = verdict === "drift" ? paint.severity(severity)(severity.padEnd(8)) : paint.dim(verdict.padEnd(8));
  const left2 = `  ${" ".repeat(8)}  ${controlPath.title.padEnd(titleWidth)}  ${formatPath(path2)}`;
  const values = valuesText(finding);
  const start2 = `  ${mark}  ${controlPath.title.padEnd(titleWidth)}  ${paint.path(formatPath(path2))}`.trimEnd();
  const gap = width - left2.trimEnd().length - values.length;
  const lines = gap >= 2 ? [`${start2}${" ".repeat(gap)}${paint.bold(values)}`] : [
    start2,
    ...wrap(values, width - 12).map(
      (line) => `${" ".repeat(Math.max(12, width - line.length))}${paint.bold(line)}`
    )
  ];
  const told = [
    verdict === "drift" ? controlPath.impact : `Ignored: ${finding.why?.text} (${finding.why?.code}).`,
    byText(finding, now)
  ].filter((part) => part !== void 0);
  return [...lines, ...wrap(told.join(" "), width - 12).map((line) => `            ${paint.dim(line)}`)];
}
function valuesText({ change, desired, live }) {
  switch (change) {
    case "missing":
      return "missing";
    case "extra":
      return "not declared";
    case "added":
      return `+ ${valueText(live)}`;
    case "removed":
      return `− ${valueText(desired)}`;
    case "changed":
      return `${valueText(desired)} → ${valueText(live)}`;
  }
}
function valueText(value) {
  const text = typeof value === "string" && value !== "" && value === value.trim() ? value : stringifyJson(value);
  const safe = text.replaceAll("\n", "⏎").replace(/[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "�");
  return safe.length > 160 ? `${safe.slice(0, 150)}… (${safe.length} characters)` : safe;
}
function byText({ by }, now) {
  if (by === void 0) return void 0;
  const through = by.subresource === void 0 ? "" : ` (${by.subresource})`;
  const when = by.time === void 0 ? "" : `, ${agoOf(by.time, now)}`;
  return `${by.certainty === "likely" ? "Likely by" : "By"} ${by.manager}${through}${when}.`;
}
function gapLines({ gaps }, paint) {
  const more = gaps.length - GAPS_SHOWN;
  return [
    paint.warn("Could not be verified"),
    ...gaps.slice(0, GAPS_SHOWN).map(({ reason: reason2, message }) => `  ? ${reason2.padEnd(16)}  ${message}`),
    ...more > 0 ? [`    and ${more} more (-o json lists them all)`] : []
  ];
}
function summary({ summary: { compared, ignored, accepted } }, { seconds, showIgnored }) {
  const parts = [`${plural(compared, "object")} compared`];
  if (accepted > 0) parts.push(`${accepted} accepted`);
  if (ignored > 0) parts.push(`${ignored} ignored${showIgnored ? "" : " (--show-ignored)"}`);
  return `${parts.join(", ")}, ${seconds.toFixed(2)} s`;
}
function wrap(text, width) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}
var GAPS_SHOWN, MIN_WIDTH, MAX_WIDTH;
var init_text = __esm({
  "src/report/text.ts"() {
    "use strict";
    init_paint();
    init_path();
    init_refs();
    init_report();
    init_json2();
    init_words();
    init_redact();
    GAPS_SHOWN = 5;
    MIN_WIDTH = 60;
    MAX_WIDTH = 120;
  }
});

// src/report/reporters.ts
var REPORTERS;
var init_reporters = __esm({
  "src/report/reporters.ts"() {
    "use strict";
    init_json3();
    init_text();
    REPORTERS = { text: textReport, json: jsonReport };
  }
});

// src/cli/flags.ts
function valuesArgs(args) {
  return [
    ...REPEATED.flatMap(
      (flag) => (args[flag] ?? []).map((value) => `--${flag}=${value}`)
    ),
    ...SINGLE.flatMap((flag) => typeof args[flag] === "string" ? [`--${flag}=${args[flag]}`] : []),
    ...SWITCHES.flatMap((flag) => args[flag] === true ? [`--${flag}`] : [])
  ];
}
var CONNECTION_FLAGS, LEAKING_FLAGS, OUTPUT_FLAGS, VALUES_FLAGS, REPEATED, SINGLE, SWITCHES;
var init_flags = __esm({
  "src/cli/flags.ts"() {
    "use strict";
    CONNECTION_FLAGS = {
      namespace: { alias: "n", type: "string", describe: "namespace of the release", group: "Cluster:" },
      kubeconfig: { type: "string", describe: "path to the kubeconfig file", group: "Cluster:" },
      "kube-context": { type: "string", describe: "name of the kubeconfig context", group: "Cluster:" },
      "kube-token": { type: "string", hidden: true },
      "kube-as-user": { type: "string", hidden: true },
      "kube-as-group": { type: "string", array: true, nargs: 1, hidden: true },
      "kube-apiserver": { type: "string", hidden: true },
      "kube-ca-file": { type: "string", hidden: true },
      "kube-insecure-skip-tls-verify": { type: "boolean", hidden: true },
      "kube-tls-server-name": { type: "string", hidden: true },
      debug: { type: "boolean", hidden: true }
    };
    LEAKING_FLAGS = {
      "burst-limit": { type: "number", hidden: true },
      qps: { type: "number", hidden: true },
      "content-cache": { type: "string", hidden: true },
      "registry-config": { type: "string", hidden: true },
      "repository-cache": { type: "string", hidden: true },
      "repository-config": { type: "string", hidden: true }
    };
    OUTPUT_FLAGS = {
      output: {
        alias: "o",
        type: "string",
        choices: ["text", "json"],
        default: "text",
        describe: "format of the report",
        group: "Report:"
      },
      color: {
        type: "string",
        choices: ["auto", "always", "never"],
        default: "auto",
        describe: "colour in the report",
        group: "Report:"
      },
      "show-ignored": {
        type: "boolean",
        default: false,
        describe: "list what was ignored too, each with its reason",
        group: "Report:"
      }
    };
    VALUES_FLAGS = {
      values: { alias: "f", type: "string", array: true, nargs: 1, describe: "values file (repeatable)", group: "Chart:" },
      set: { type: "string", array: true, nargs: 1, describe: "set a value (repeatable)", group: "Chart:" },
      "set-string": { type: "string", array: true, nargs: 1, describe: "set a string (repeatable)", group: "Chart:" },
      "set-file": {
        type: "string",
        array: true,
        nargs: 1,
        describe: "set a value from a file (repeatable)",
        group: "Chart:"
      },
      "set-json": { type: "string", array: true, nargs: 1, describe: "set a JSON value (repeatable)", group: "Chart:" },
      "set-literal": {
        type: "string",
        array: true,
        nargs: 1,
        describe: "set a literal string (repeatable)",
        group: "Chart:"
      },
      version: { type: "string", describe: "version of the chart", group: "Chart:" },
      repo: { type: "string", describe: "URL of the chart's repository", group: "Chart:" },
      devel: { type: "boolean", describe: "development versions of the chart too", group: "Chart:" },
      "dependency-update": { type: "boolean", describe: "update the chart's dependencies first", group: "Chart:" }
    };
    REPEATED = ["values", "set", "set-string", "set-file", "set-json", "set-literal"];
    SINGLE = ["version", "repo"];
    SWITCHES = ["devel", "dependency-update"];
  }
});

// src/cli/progress.ts
function progressOn(stderr, env2) {
  if (stderr.isTTY !== true || env2["TERM"] === "dumb" || env2["CI"] === "true") return { say: () => {
  }, done: () => {
  } };
  let shown = false;
  return {
    say(text) {
      stderr.write(`\r\x1B[2K${text}`);
      shown = true;
    },
    done() {
      if (shown) stderr.write("\r\x1B[2K");
      shown = false;
    }
  };
}
var init_progress = __esm({
  "src/cli/progress.ts"() {
    "use strict";
  }
});

// src/cli/settings.ts
function resolveSettings(args, env2) {
  const flag = (name) => {
    const value = args[name];
    const last = Array.isArray(value) ? value.at(-1) : value;
    return typeof last === "string" && last !== "" ? last : void 0;
  };
  const variable = (name) => env2[name] || void 0;
  const groups2 = args["kube-as-group"] ?? variable("HELM_KUBEASGROUPS")?.split(",").filter(Boolean);
  const connection = {
    kubeconfig: flag("kubeconfig") ?? variable("KUBECONFIG"),
    context: flag("kube-context") ?? variable("HELM_KUBECONTEXT"),
    token: flag("kube-token") ?? variable("HELM_KUBETOKEN"),
    asUser: flag("kube-as-user") ?? variable("HELM_KUBEASUSER"),
    asGroups: groups2,
    apiServer: flag("kube-apiserver") ?? variable("HELM_KUBEAPISERVER"),
    caFile: flag("kube-ca-file") ?? variable("HELM_KUBECAFILE"),
    insecure: switchOf(args["kube-insecure-skip-tls-verify"]) ?? truth(variable("HELM_KUBEINSECURE_SKIP_TLS_VERIFY")),
    tlsServerName: flag("kube-tls-server-name") ?? variable("HELM_KUBETLS_SERVER_NAME")
  };
  return {
    namespace: flag("namespace") ?? variable("HELM_NAMESPACE"),
    connection: Object.fromEntries(Object.entries(connection).filter(([, value]) => value !== void 0)),
    helmBin: variable("HELM_BIN") ?? "helm",
    driver: (variable("HELM_DRIVER") ?? "secret").toLowerCase()
  };
}
function switchOf(value) {
  return typeof value === "boolean" ? value : void 0;
}
function truth(value) {
  if (value === void 0) return void 0;
  return ["1", "t", "T", "TRUE", "true", "True"].includes(value) ? true : void 0;
}
var init_settings = __esm({
  "src/cli/settings.ts"() {
    "use strict";
  }
});

// src/check/align/align.ts
function align2(intent, live, gaps) {
  const byKey = new Map(live.map((entry) => [refKey(entry.ref), entry]));
  const unseen2 = new Set(gaps.flatMap(({ ref }) => ref === void 0 ? [] : [refKey(ref)]));
  const paired = [];
  const missing = [];
  const unverifiable = [];
  for (const entry of intent) {
    const key = refKey(entry.ref);
    const twin2 = byKey.get(key);
    if (twin2 !== void 0) paired.push({ intent: entry, live: twin2 });
    else if (unseen2.has(key)) unverifiable.push(entry);
    else missing.push(entry);
  }
  return { paired, missing, unverifiable };
}
var init_align = __esm({
  "src/check/align/align.ts"() {
    "use strict";
    init_refs();
  }
});

// node_modules/deep-diff/index.js
var require_deep_diff = __commonJS({
  "node_modules/deep-diff/index.js"(exports2, module2) {
    (function(root, factory) {
      var deepDiff2 = factory(root);
      if (typeof define === "function" && define.amd) {
        define("DeepDiff", function() {
          return deepDiff2;
        });
      } else if (typeof exports2 === "object" || typeof navigator === "object" && navigator.product.match(/ReactNative/i)) {
        module2.exports = deepDiff2;
      } else {
        var _deepdiff = root.DeepDiff;
        deepDiff2.noConflict = function() {
          if (root.DeepDiff === deepDiff2) {
            root.DeepDiff = _deepdiff;
          }
          return deepDiff2;
        };
        root.DeepDiff = deepDiff2;
      }
    })(exports2, function(root) {
      var validKinds = ["N", "E", "A", "D"];
      function inherits(ctor, superCtor) {
        ctor.super_ = superCtor;
        ctor.prototype = Object.create(superCtor.prototype, {
          constructor: {
            value: ctor,
            enumerable: false,
            writable: true,
            configurable: true
          }
        });
      }
      function Diff(kind, path2) {
        Object.defineProperty(this, "kind", {
          value: kind,
          enumerable: true
        });
        if (path2 && path2.length) {
          Object.defineProperty(this, "path", {
            value: path2,
            enumerable: true
          });
        }
      }
      function DiffEdit(path2, origin2, value) {
        DiffEdit.super_.call(this, "E", path2);
        Object.defineProperty(this, "lhs", {
          value: origin2,
          enumerable: true
        });
        Object.defineProperty(this, "rhs", {
          value,
          enumerable: true
        });
      }
      inherits(DiffEdit, Diff);
      function DiffNew(path2, value) {
        DiffNew.super_.call(this, "N", path2);
        Object.defineProperty(this, "rhs", {
          value,
          enumerable: true
        });
      }
      inherits(DiffNew, Diff);
      function DiffDeleted(path2, value) {
        DiffDeleted.super_.call(this, "D", path2);
        Object.defineProperty(this, "lhs", {
          value,
          enumerable: true
        });
      }
      inherits(DiffDeleted, Diff);
      function DiffArray(path2, index2, item) {
        DiffArray.super_.call(this, "A", path2);
        Object.defineProperty(this, "index", {
          value: index2,
          enumerable: true
        });
        Object.defineProperty(this, "item", {
          value: item,
          enumerable: true
        });
      }
      inherits(DiffArray, Diff);
      function arrayRemove(arr, from, to) {
        var rest = arr.slice((to || from) + 1 || arr.length);
        arr.length = from < 0 ? arr.length + from : from;
        arr.push.apply(arr, rest);
        return arr;
      }
      function realTypeOf(subject) {
        var type = typeof subject;
        if (type !== "object") {
          return type;
        }
        if (subject === Math) {
          return "math";
        } else if (subject === null) {
          return "null";
        } else if (Array.isArray(subject)) {
          return "array";
        } else if (Object.prototype.toString.call(subject) === "[object Date]") {
          return "date";
        } else if (typeof subject.toString === "function" && /^\/.*\//.test(subject.toString())) {
          return "regexp";
        }
        return "object";
      }
      function hashThisString(string) {
        var hash = 0;
        if (string.length === 0) {
          return hash;
        }
        for (var i = 0; i < string.length; i++) {
          var char = string.charCodeAt(i);
          hash = (hash << 5) - hash + char;
          hash = hash & hash;
        }
        return hash;
      }
      function getOrderIndependentHash(object) {
        var accum = 0;
        var type = realTypeOf(object);
        if (type === "array") {
          object.forEach(function(item) {
            accum += getOrderIndependentHash(item);
          });
          var arrayString = "[type: array, hash: " + accum + "]";
          return accum + hashThisString(arrayString);
        }
        if (type === "object") {
          for (var key in object) {
            if (object.hasOwnProperty(key)) {
              var keyValueString = "[ type: object, key: " + key + ", value hash: " + getOrderIndependentHash(object[key]) + "]";
              accum += hashThisString(keyValueString);
            }
          }
          return accum;
        }
        var stringToHash = "[ type: " + type + " ; value: " + object + "]";
        return accum + hashThisString(stringToHash);
      }
      function deepDiff2(lhs, rhs, changes, prefilter, path2, key, stack, orderIndependent) {
        changes = changes || [];
        path2 = path2 || [];
        stack = stack || [];
        var currentPath = path2.slice(0);
        if (typeof key !== "undefined" && key !== null) {
          if (prefilter) {
            if (typeof prefilter === "function" && prefilter(currentPath, key)) {
              return;
            } else if (typeof prefilter === "object") {
              if (prefilter.prefilter && prefilter.prefilter(currentPath, key)) {
                return;
              }
              if (prefilter.normalize) {
                var alt = prefilter.normalize(currentPath, key, lhs, rhs);
                if (alt) {
                  lhs = alt[0];
                  rhs = alt[1];
                }
              }
            }
          }
          currentPath.push(key);
        }
        if (realTypeOf(lhs) === "regexp" && realTypeOf(rhs) === "regexp") {
          lhs = lhs.toString();
          rhs = rhs.toString();
        }
        var ltype = typeof lhs;
        var rtype = typeof rhs;
        var i, j, k, other;
        var ldefined = ltype !== "undefined" || stack && stack.length > 0 && stack[stack.length - 1].lhs && Object.getOwnPropertyDescriptor(stack[stack.length - 1].lhs, key);
        var rdefined = rtype !== "undefined" || stack && stack.length > 0 && stack[stack.length - 1].rhs && Object.getOwnPropertyDescriptor(stack[stack.length - 1].rhs, key);
        if (!ldefined && rdefined) {
          changes.push(new DiffNew(currentPath, rhs));
        } else if (!rdefined && ldefined) {
          changes.push(new DiffDeleted(currentPath, lhs));
        } else if (realTypeOf(lhs) !== realTypeOf(rhs)) {
          changes.push(new DiffEdit(currentPath, lhs, rhs));
        } else if (realTypeOf(lhs) === "date" && lhs - rhs !== 0) {
          changes.push(new DiffEdit(currentPath, lhs, rhs));
        } else if (ltype === "object" && lhs !== null && rhs !== null) {
          for (i = stack.length - 1; i > -1; --i) {
            if (stack[i].lhs === lhs) {
              other = true;
              break;
            }
          }
          if (!other) {
            stack.push({ lhs, rhs });
            if (Array.isArray(lhs)) {
              if (orderIndependent) {
                lhs.sort(function(a, b) {
                  return getOrderIndependentHash(a) - getOrderIndependentHash(b);
                });
                rhs.sort(function(a, b) {
                  return getOrderIndependentHash(a) - getOrderIndependentHash(b);
                });
              }
              i = rhs.length - 1;
              j = lhs.length - 1;
              while (i > j) {
                changes.push(new DiffArray(currentPath, i, new DiffNew(void 0, rhs[i--])));
              }
              while (j > i) {
                changes.push(new DiffArray(currentPath, j, new DiffDeleted(void 0, lhs[j--])));
              }
              for (; i >= 0; --i) {
                deepDiff2(lhs[i], rhs[i], changes, prefilter, currentPath, i, stack, orderIndependent);
              }
            } else {
              var akeys = Object.keys(lhs);
              var pkeys = Object.keys(rhs);
              for (i = 0; i < akeys.length; ++i) {
                k = akeys[i];
                other = pkeys.indexOf(k);
                if (other >= 0) {
                  deepDiff2(lhs[k], rhs[k], changes, prefilter, currentPath, k, stack, orderIndependent);
                  pkeys[other] = null;
                } else {
                  deepDiff2(lhs[k], void 0, changes, prefilter, currentPath, k, stack, orderIndependent);
                }
              }
              for (i = 0; i < pkeys.length; ++i) {
                k = pkeys[i];
                if (k) {
                  deepDiff2(void 0, rhs[k], changes, prefilter, currentPath, k, stack, orderIndependent);
                }
              }
            }
            stack.length = stack.length - 1;
          } else if (lhs !== rhs) {
            changes.push(new DiffEdit(currentPath, lhs, rhs));
          }
        } else if (lhs !== rhs) {
          if (!(ltype === "number" && isNaN(lhs) && isNaN(rhs))) {
            changes.push(new DiffEdit(currentPath, lhs, rhs));
          }
        }
      }
      function observableDiff(lhs, rhs, observer, prefilter, orderIndependent) {
        var changes = [];
        deepDiff2(lhs, rhs, changes, prefilter, null, null, null, orderIndependent);
        if (observer) {
          for (var i = 0; i < changes.length; ++i) {
            observer(changes[i]);
          }
        }
        return changes;
      }
      function orderIndependentDeepDiff(lhs, rhs, changes, prefilter, path2, key, stack) {
        return deepDiff2(lhs, rhs, changes, prefilter, path2, key, stack, true);
      }
      function accumulateDiff(lhs, rhs, prefilter, accum) {
        var observer = accum ? function(difference) {
          if (difference) {
            accum.push(difference);
          }
        } : void 0;
        var changes = observableDiff(lhs, rhs, observer, prefilter);
        return accum ? accum : changes.length ? changes : void 0;
      }
      function accumulateOrderIndependentDiff(lhs, rhs, prefilter, accum) {
        var observer = accum ? function(difference) {
          if (difference) {
            accum.push(difference);
          }
        } : void 0;
        var changes = observableDiff(lhs, rhs, observer, prefilter, true);
        return accum ? accum : changes.length ? changes : void 0;
      }
      function applyArrayChange(arr, index2, change) {
        if (change.path && change.path.length) {
          var it = arr[index2], i, u = change.path.length - 1;
          for (i = 0; i < u; i++) {
            it = it[change.path[i]];
          }
          switch (change.kind) {
            case "A":
              applyArrayChange(it[change.path[i]], change.index, change.item);
              break;
            case "D":
              delete it[change.path[i]];
              break;
            case "E":
            case "N":
              it[change.path[i]] = change.rhs;
              break;
          }
        } else {
          switch (change.kind) {
            case "A":
              applyArrayChange(arr[index2], change.index, change.item);
              break;
            case "D":
              arr = arrayRemove(arr, index2);
              break;
            case "E":
            case "N":
              arr[index2] = change.rhs;
              break;
          }
        }
        return arr;
      }
      function applyChange(target, source, change) {
        if (typeof change === "undefined" && source && ~validKinds.indexOf(source.kind)) {
          change = source;
        }
        if (target && change && change.kind) {
          var it = target, i = -1, last = change.path ? change.path.length - 1 : 0;
          while (++i < last) {
            if (typeof it[change.path[i]] === "undefined") {
              it[change.path[i]] = typeof change.path[i + 1] !== "undefined" && typeof change.path[i + 1] === "number" ? [] : {};
            }
            it = it[change.path[i]];
          }
          switch (change.kind) {
            case "A":
              if (change.path && typeof it[change.path[i]] === "undefined") {
                it[change.path[i]] = [];
              }
              applyArrayChange(change.path ? it[change.path[i]] : it, change.index, change.item);
              break;
            case "D":
              delete it[change.path[i]];
              break;
            case "E":
            case "N":
              it[change.path[i]] = change.rhs;
              break;
          }
        }
      }
      function revertArrayChange(arr, index2, change) {
        if (change.path && change.path.length) {
          var it = arr[index2], i, u = change.path.length - 1;
          for (i = 0; i < u; i++) {
            it = it[change.path[i]];
          }
          switch (change.kind) {
            case "A":
              revertArrayChange(it[change.path[i]], change.index, change.item);
              break;
            case "D":
              it[change.path[i]] = change.lhs;
              break;
            case "E":
              it[change.path[i]] = change.lhs;
              break;
            case "N":
              delete it[change.path[i]];
              break;
          }
        } else {
          switch (change.kind) {
            case "A":
              revertArrayChange(arr[index2], change.index, change.item);
              break;
            case "D":
              arr[index2] = change.lhs;
              break;
            case "E":
              arr[index2] = change.lhs;
              break;
            case "N":
              arr = arrayRemove(arr, index2);
              break;
          }
        }
        return arr;
      }
      function revertChange(target, source, change) {
        if (target && source && change && change.kind) {
          var it = target, i, u;
          u = change.path.length - 1;
          for (i = 0; i < u; i++) {
            if (typeof it[change.path[i]] === "undefined") {
              it[change.path[i]] = {};
            }
            it = it[change.path[i]];
          }
          switch (change.kind) {
            case "A":
              revertArrayChange(it[change.path[i]], change.index, change.item);
              break;
            case "D":
              it[change.path[i]] = change.lhs;
              break;
            case "E":
              it[change.path[i]] = change.lhs;
              break;
            case "N":
              delete it[change.path[i]];
              break;
          }
        }
      }
      function applyDiff(target, source, filter) {
        if (target && source) {
          var onChange = function(change) {
            if (!filter || filter(target, source, change)) {
              applyChange(target, source, change);
            }
          };
          observableDiff(target, source, onChange);
        }
      }
      Object.defineProperties(accumulateDiff, {
        diff: {
          value: accumulateDiff,
          enumerable: true
        },
        orderIndependentDiff: {
          value: accumulateOrderIndependentDiff,
          enumerable: true
        },
        observableDiff: {
          value: observableDiff,
          enumerable: true
        },
        orderIndependentObservableDiff: {
          value: orderIndependentDeepDiff,
          enumerable: true
        },
        orderIndepHash: {
          value: getOrderIndependentHash,
          enumerable: true
        },
        applyDiff: {
          value: applyDiff,
          enumerable: true
        },
        applyChange: {
          value: applyChange,
          enumerable: true
        },
        revertChange: {
          value: revertChange,
          enumerable: true
        },
        isConflict: {
          value: function() {
            return typeof $conflict !== "undefined";
          },
          enumerable: true
        }
      });
      accumulateDiff.DeepDiff = accumulateDiff;
      if (root) {
        root.DeepDiff = accumulateDiff;
      }
      return accumulateDiff;
    });
  }
});

// src/check/normalize/desired.ts
function expected(object, ref) {
  const body = {};
  for (const [key, value] of Object.entries(object)) {
    if (key === "apiVersion" || key === "kind" || key === "status" || value === void 0) continue;
    body[key] = key === "metadata" ? expectedMetadata(value) : value;
  }
  return withoutEmpty(ref.group === "" && ref.kind === "Secret" ? foldStringData(body) : body);
}
function expectedMetadata(metadata) {
  if (!isObject(metadata)) return {};
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !SERVER_METADATA.has(key)));
}
function foldStringData({ stringData, ...secret }) {
  if (!isObject(stringData)) return secret;
  const encoded = Object.entries(stringData).map(([key, value]) => [key, encode(value)]);
  return { ...secret, data: { ...isObject(secret["data"]) ? secret["data"] : {}, ...Object.fromEntries(encoded) } };
}
function encode(value) {
  return typeof value === "string" ? Buffer.from(value, "utf8").toString("base64") : value ?? null;
}
function withoutEmpty(value) {
  if (value === null) return void 0;
  if (Array.isArray(value)) {
    if (value.length === 0) return void 0;
    return value.map((item) => isObject(item) ? withoutEmpty(item) ?? {} : item);
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, item === void 0 ? void 0 : withoutEmpty(item)]
  );
  const kept = entries.filter(([, item]) => item !== void 0);
  return kept.length === 0 ? void 0 : Object.fromEntries(kept);
}
var SERVER_METADATA;
var init_desired = __esm({
  "src/check/normalize/desired.ts"() {
    "use strict";
    init_json();
    SERVER_METADATA = /* @__PURE__ */ new Set([
      "name",
      "namespace",
      "generateName",
      "uid",
      "resourceVersion",
      "generation",
      "creationTimestamp",
      "deletionTimestamp",
      "managedFields",
      "selfLink"
    ]);
  }
});

// src/check/normalize/unordered.ts
function isUnordered(where) {
  return ROOTED.has(where) || ANYWHERE.some((path2) => where.endsWith(path2));
}
var UNORDERED, ROOTED, ANYWHERE;
var init_unordered = __esm({
  "src/check/normalize/unordered.ts"() {
    "use strict";
    UNORDERED = [
      // RBAC: rules are a union, and so are the lists in a rule.
      "rules",
      "rules.apiGroups",
      "rules.resources",
      "rules.resourceNames",
      "rules.verbs",
      "rules.nonResourceURLs",
      "subjects",
      // Admission webhooks' rules, likewise a union.
      "webhooks.rules",
      "webhooks.rules.apiGroups",
      "webhooks.rules.apiVersions",
      "webhooks.rules.operations",
      "webhooks.rules.resources",
      // The HPA's conversion between versions reorders its metrics.
      "spec.metrics",
      // NetworkPolicy: peers, ports and rules are unions.
      "spec.ingress",
      "spec.ingress.from",
      "spec.ingress.ports",
      "spec.egress",
      "spec.egress.to",
      "spec.egress.ports",
      "spec.policyTypes",
      // Pods.
      "….tolerations",
      "….capabilities.add",
      "….capabilities.drop",
      "….matchExpressions",
      "….matchExpressions.values",
      "….supplementalGroups",
      // Claims and ingress hosts.
      "….accessModes",
      "spec.tls",
      "spec.tls.hosts",
      "spec.loadBalancerSourceRanges",
      "spec.externalIPs"
    ];
    ROOTED = new Set(UNORDERED);
    ANYWHERE = UNORDERED.filter((path2) => path2.startsWith("….")).map((path2) => path2.slice(1));
  }
});

// src/check/normalize/align-items.ts
function alignItems(desired, live, shape, where, differ) {
  if (shape.kind === "list" && shape.merge === "map" && [...desired, ...live].every(isObject)) {
    return byKeys(desired, live, shape);
  }
  const scalars = [...desired, ...live].every((item) => item === null || typeof item !== "object");
  if (scalars) {
    if (shape.kind === "list" && shape.merge === "set") return byValue(desired, live, false);
    return isUnordered(where) ? byValue(desired, live, true) : "whole";
  }
  if (shape.kind !== "list" && isNamed(desired) && isNamed(live)) {
    return byKeys(desired, live, { keys: ["name"], items: { kind: "unknown" } }, true);
  }
  if (isUnordered(where)) return byBestMatch(desired, live, differ);
  return desired.length === live.length ? desired.map((item, index2) => ({ step: { segment: { index: index2 } }, desired: item, live: live[index2] })) : "whole";
}
function byKeys(desired, live, shape, whole = false) {
  const left2 = keyed(desired, shape);
  const right2 = keyed(live, shape);
  const twins = new Map(right2.map((item) => [item.id, item]));
  const pairs = [];
  const lonely = [];
  for (const item of left2) {
    const twin2 = twins.get(item.id);
    if (twin2 === void 0) lonely.push(item);
    else {
      twins.delete(item.id);
      pairs.push({ step: { segment: display(item, left2) }, desired: item.value, live: twin2.value });
    }
  }
  const rest = [...twins.values()];
  for (const item of lonely) {
    const twin2 = renumbered(item, lonely, rest, shape);
    const segment = display(item, left2);
    if (twin2 === void 0) pairs.push({ step: { segment }, desired: item.value });
    else {
      rest.splice(rest.indexOf(twin2), 1);
      pairs.push({ step: { segment, live: { select: twin2.select, nth: twin2.nth } }, desired: item.value, live: twin2.value });
    }
  }
  if (whole)
    pairs.push(
      ...rest.map((item) => ({ step: { segment: display(item, right2), extra: true }, live: item.value }))
    );
  return pairs;
}
function keyed(items, { keys, items: shape }) {
  const seen = /* @__PURE__ */ new Map();
  return items.map((value) => {
    const select = selectOf(value, keys, shape);
    const text = JSON.stringify(select);
    const nth = seen.get(text) ?? 0;
    seen.set(text, nth + 1);
    return { value, select, nth, id: `${text}#${nth}` };
  });
}
function selectOf(item, keys, shape) {
  const entries = keys.flatMap((key) => {
    const inner = shape.kind === "object" ? shape.field(key) : void 0;
    const value = item[key] ?? (inner?.kind === "scalar" ? inner.fallback : void 0);
    return value === void 0 || value === null || typeof value === "object" ? [] : [[key, typeof value === "bigint" ? Number(value) : value]];
  });
  return Object.fromEntries(entries);
}
function display(item, all) {
  const { name } = item.value;
  const unique = typeof name === "string" && all.filter(({ value }) => value["name"] === name).length === 1;
  return unique ? { select: { name }, nth: 0 } : { select: item.select, nth: item.nth };
}
function renumbered(item, lonely, rest, { keys }) {
  if (keys.includes("name")) return void 0;
  const { name } = item.value;
  if (typeof name === "string") return rest.find(({ value }) => value["name"] === name);
  return lonely.length === 1 && rest.length === 1 ? rest[0] : void 0;
}
function byValue(desired, live, whole) {
  const there = new Set(live.map(scalarText));
  const wanted = new Set(desired.map(scalarText));
  const step2 = (value, extra) => ({
    segment: { select: { "": scalarText(value) }, nth: 0 },
    ...extra ? { extra: true } : {}
  });
  return [
    ...desired.map((value) => ({
      step: step2(value, false),
      desired: value,
      ...there.has(scalarText(value)) ? { live: value } : {}
    })),
    ...whole ? live.filter((value) => !wanted.has(scalarText(value))).map((value) => ({ step: step2(value, true), live: value })) : []
  ];
}
function byBestMatch(desired, live, differ) {
  const rest = live.map((value, index2) => ({ value, index: index2 }));
  const take = (found) => found < 0 ? void 0 : rest.splice(found, 1)[0];
  const exact = desired.map((value, index2) => {
    const here = rest.findIndex((twin2) => twin2.index === index2 && !differ(value, twin2.value));
    return take(here >= 0 ? here : rest.findIndex((twin2) => !differ(value, twin2.value)));
  });
  const pairs = desired.map((value, index2) => {
    const twin2 = exact[index2] ?? take(closest(value, index2, rest));
    return {
      step: { segment: { index: index2 }, ...twin2 === void 0 || twin2.index === index2 ? {} : { live: { index: twin2.index } } },
      desired: value,
      ...twin2 === void 0 ? {} : { live: twin2.value }
    };
  });
  return [...pairs, ...rest.map(({ value, index: index2 }) => ({ step: { segment: { index: index2 }, extra: true }, live: value }))];
}
function closest(value, index2, rest) {
  const leaves = scalarLeaves(value);
  let best = -1;
  let bestScore = 0;
  rest.forEach((twin2, at) => {
    const common = [...scalarLeaves(twin2.value)].filter((leaf) => leaves.has(leaf)).length;
    const score = common + (twin2.index === index2 ? 0.5 : 0);
    if (score > bestScore) [best, bestScore] = [at, score];
  });
  return best;
}
function scalarLeaves(value, path2 = "", into = /* @__PURE__ */ new Set()) {
  if (Array.isArray(value)) for (const item of value) scalarLeaves(item, `${path2}[]`, into);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) scalarLeaves(item ?? null, `${path2}.${key}`, into);
  else into.add(`${path2}=${scalarText(value)}`);
  return into;
}
function isNamed(items) {
  const names = items.map((item) => isObject(item) ? item["name"] : void 0);
  return names.every((name) => typeof name === "string") && new Set(names).size === names.length;
}
var init_align_items = __esm({
  "src/check/normalize/align-items.ts"() {
    "use strict";
    init_json();
    init_unordered();
  }
});

// src/check/normalize/scalars/duration.ts
function canonicalDuration(text) {
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  PART.lastIndex = sign.length;
  let total = 0n;
  let at = sign.length;
  for (let part = PART.exec(text); part !== null; part = PART.exec(text)) {
    const [all, number = "", unit = ""] = part;
    const [whole = "", fraction = ""] = number.split(".");
    const scale = UNITS2[unit];
    total += BigInt(whole || "0") * scale + BigInt(fraction || "0") * scale / 10n ** BigInt(fraction.length);
    at += all.length;
  }
  if (at !== text.length || at === sign.length) return void 0;
  return `ns:${sign === "-" ? -total : total}`;
}
var UNITS2, PART;
var init_duration = __esm({
  "src/check/normalize/scalars/duration.ts"() {
    "use strict";
    UNITS2 = {
      ns: 1n,
      us: 1000n,
      "µs": 1000n,
      "μs": 1000n,
      ms: 1000000n,
      s: 1000000000n,
      m: 60000000000n,
      h: 3600000000000n
    };
    PART = /(\d+\.?\d*|\.\d+)(ns|us|\u00B5s|\u03BCs|ms|s|m|h)/y;
  }
});

// src/check/normalize/scalars/quantity.ts
function canonicalQuantity(value) {
  const match = QUANTITY.exec(String(value));
  if (match === null) return void 0;
  const [, sign, number = "", suffix = ""] = match;
  const [whole = "", fraction = ""] = number.split(".");
  const digits = BigInt(`${whole}${fraction}` || "0");
  const power = /^[eE]./.test(suffix) ? Number(suffix.slice(1)) : DECIMAL[suffix] ?? 0;
  const scaled = digits << BigInt(BINARY[suffix] ?? 0);
  const exponent = power - fraction.length + 9;
  const nano = exponent >= 0 ? scaled * 10n ** BigInt(exponent) : roundedUp(scaled, 10n ** BigInt(-exponent));
  return `${sign === "-" && nano !== 0n ? "-" : ""}${nano}n`;
}
function roundedUp(value, divisor) {
  return (value + divisor - 1n) / divisor;
}
var BINARY, DECIMAL, QUANTITY;
var init_quantity = __esm({
  "src/check/normalize/scalars/quantity.ts"() {
    "use strict";
    BINARY = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
    DECIMAL = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
    QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d{1,3})?$/;
  }
});

// src/check/normalize/scalar.ts
function canonicalScalar(value, shape) {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}n`;
  if (typeof value !== "string" && typeof value !== "number") return value;
  if (shape.kind !== "scalar") return guessed(value);
  switch (shape.scalar) {
    case "quantity":
      return canonicalQuantity(value) ?? value;
    case "duration":
      return typeof value === "string" ? canonicalDuration(value) ?? value : value;
    case "int-or-string":
      return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : guessed(value);
    default:
      return shape.scalar === "string" ? value : guessed(value);
  }
}
function guessed(value) {
  if (typeof value !== "string") return value;
  return canonicalDuration(value) ?? (UNIT_QUANTITY.test(value) ? canonicalQuantity(value) : void 0) ?? value;
}
var UNIT_QUANTITY;
var init_scalar = __esm({
  "src/check/normalize/scalar.ts"() {
    "use strict";
    init_duration();
    init_quantity();
    UNIT_QUANTITY = /^\d+(\.\d+)?([numkMGTPE]|[KMGTPE]i)$/;
  }
});

// src/check/normalize/shape.ts
function fieldShape(shape, name) {
  return shape.kind === "object" ? shape.field(name) : UNKNOWN;
}
function shapeAt(shape, path2) {
  return path2.reduce((here, segment) => {
    if ("field" in segment) return fieldShape(here, segment.field);
    return here.kind === "list" ? here.items : UNKNOWN;
  }, shape);
}
var UNKNOWN;
var init_shape = __esm({
  "src/check/normalize/shape.ts"() {
    "use strict";
    UNKNOWN = { kind: "unknown" };
  }
});

// src/check/normalize/project.ts
function encodeStep(step2) {
  return "field" in step2.segment && step2.live === void 0 ? `.${step2.segment.field}` : JSON.stringify(step2);
}
function decodeStep(key) {
  return key.startsWith(".") ? { segment: { field: key.slice(1) } } : JSON.parse(key);
}
function projectPair(desired, live, shape, where) {
  if (isObject(desired) && isObject(live)) return projectObjects(desired, live, shape, where);
  if (Array.isArray(desired) && Array.isArray(live))
    return projectLists(desired, live, shape, where);
  return { desired: projectAlone(desired, shape), live: projectAlone(live, shape) };
}
function projectObjects(desired, live, shape, where) {
  const sides = { desired: {}, live: {} };
  for (const [field, value] of Object.entries(desired)) {
    const key = encodeStep({ segment: { field } });
    const twin2 = Object.hasOwn(live, field) ? live[field] : void 0;
    const inner = fieldShape(shape, field);
    const below = where === "" ? field : `${where}.${field}`;
    if ((twin2 === void 0 || twin2 === null) && isObject(value) && Object.keys(value).length === 1) {
      sides.desired[key] = projectObjects(value, {}, inner, below).desired;
      sides.live[key] = {};
    } else if (twin2 === void 0 || twin2 === null) {
      sides.desired[key] = projectAlone(value, inner);
    } else {
      const both = projectPair(value, twin2, inner, below);
      sides.desired[key] = both.desired;
      sides.live[key] = both.live;
    }
  }
  return sides;
}
function projectLists(desired, live, shape, where) {
  const items = shape.kind === "list" ? shape.items : UNKNOWN;
  const differ = (a, b) => {
    const both = projectPair(a, b, items, where);
    return !covers(both.live, both.desired);
  };
  const pairs = alignItems(desired, live, shape, where, differ);
  if (pairs === "whole") return { desired: projectAlone(desired, shape), live: projectAlone(live, shape) };
  const sides = { desired: {}, live: {} };
  for (const pair of pairs) {
    const key = encodeStep(pair.step);
    if (pair.desired !== void 0 && pair.live !== void 0) {
      const both = projectPair(pair.desired, pair.live, items, where);
      sides.desired[key] = both.desired;
      sides.live[key] = both.live;
    } else if (pair.desired !== void 0) sides.desired[key] = projectAlone(pair.desired, items);
    else if (pair.live !== void 0) sides.live[key] = projectAlone(pair.live, items);
  }
  return sides;
}
function projectAlone(value, shape) {
  if (value === void 0 || value === null) return null;
  if (typeof value !== "object") return canonicalScalar(value, shape);
  return JSON.stringify(value, (_key, item) => typeof item === "bigint" ? `${item}n` : item);
}
function covers(live, desired) {
  if (typeof desired !== "object" || desired === null || typeof live !== "object" || live === null)
    return live === desired;
  const surplus2 = Object.keys(live).some((key) => !Object.hasOwn(desired, key));
  return !surplus2 && Object.entries(desired).every(([key, value]) => Object.hasOwn(live, key) && covers(live[key], value));
}
var init_project = __esm({
  "src/check/normalize/project.ts"() {
    "use strict";
    init_json();
    init_align_items();
    init_scalar();
    init_shape();
  }
});

// src/check/compare/controllers.ts
function isController({ manager, subresource }) {
  return subresource === "status" || CONTROLLERS.some((known) => known.test(manager));
}
var CONTROLLERS;
var init_controllers = __esm({
  "src/check/compare/controllers.ts"() {
    "use strict";
    CONTROLLERS = [
      /^kube-controller-manager$/,
      /^kube-scheduler$/,
      /^kube-apiserver$/,
      /^kubelet$/,
      /^kubelite$/,
      /^k3s$/,
      /^cloud-controller-manager$/,
      /^(aws|azure|gce|gke)-cloud-controller-manager$/,
      /^cluster-autoscaler$/,
      /^vpa-(recommender|updater|admission-controller)$/,
      /^keda(-operator)?$/,
      /^(cainjector|cert-manager-cainjector)$/
    ];
  }
});

// src/check/compare/managed-fields.ts
function managedEntries(live) {
  const metadata = isObject(live["metadata"]) ? live["metadata"] : {};
  const entries = Array.isArray(metadata["managedFields"]) ? metadata["managedFields"] : [];
  return entries.filter(isObject).flatMap((entry) => {
    const { manager, operation, subresource, time, fieldsV1 } = entry;
    if (typeof manager !== "string" || !isObject(fieldsV1)) return [];
    return [
      {
        manager,
        operation: textOf(operation),
        ...typeof subresource === "string" && subresource !== "" ? { subresource } : {},
        ...typeof time === "string" ? { time } : {},
        fields: fieldsV1
      }
    ];
  });
}
function isHelm({ manager, subresource, fields }) {
  if (subresource !== void 0) return false;
  return manager === "helm" || !manager.startsWith("kubectl") && stampsOwnership(fields);
}
function stampsOwnership(fields) {
  const metadata = fields["f:metadata"];
  const annotations = isObject(metadata) ? metadata["f:annotations"] : void 0;
  return isObject(annotations) && annotations["f:meta.helm.sh/release-name"] !== void 0;
}
function attribute(entries, path2, live) {
  const owners = entries.filter((entry) => owns(entry.fields, path2, live));
  const foreign = newest(owners.filter((entry) => !isHelm(entry)));
  if (foreign !== void 0) return attribution(foreign, "exact");
  const own = newest(owners);
  if (own !== void 0) return attribution(own, "exact");
  const helm = newest(entries.filter(isHelm));
  const later = newest(
    entries.filter(
      (entry) => !isHelm(entry) && entry.subresource !== "status" && (helm?.time === void 0 || (entry.time ?? "") >= helm.time)
    )
  );
  return later === void 0 ? void 0 : attribution(later, "likely");
}
function attribution({ manager, operation, subresource, time }, certainty) {
  return {
    manager,
    operation,
    ...subresource === void 0 ? {} : { subresource },
    ...time === void 0 ? {} : { time },
    certainty
  };
}
function newest(entries) {
  return entries.reduce(
    (best, entry) => best === void 0 || (entry.time ?? "") > (best.time ?? "") ? entry : best,
    void 0
  );
}
function owns(fields, path2, live) {
  let here = fields;
  let value = live;
  for (const segment of path2) {
    const key = fieldKey(here, segment, value);
    if (key === void 0) return Object.keys(here).length === 0;
    here = isObject(here[key]) ? here[key] : {};
    value = childOf(value, segment);
  }
  return true;
}
function fieldKey(fields, segment, list2) {
  if ("field" in segment) return Object.hasOwn(fields, `f:${segment.field}`) ? `f:${segment.field}` : void 0;
  if ("index" in segment) return Object.hasOwn(fields, `i:${segment.index}`) ? `i:${segment.index}` : void 0;
  const value = segment.select[""];
  if (value !== void 0)
    return Object.keys(fields).find((key) => key.startsWith("v:") && key === `v:${JSON.stringify(value)}`);
  const item = childOf(list2, segment);
  return Object.keys(fields).find((key) => key.startsWith("k:") && isObject(item) && matches(key, item));
}
function matches(key, item) {
  const keys = JSON.parse(key.slice(2));
  return Object.entries(keys).every(
    ([name, value]) => item[name] === value || item[name] === void 0 && name === "protocol"
  );
}
function childOf(value, segment) {
  if ("field" in segment) return isObject(value) ? value[segment.field] : void 0;
  if (!Array.isArray(value)) return void 0;
  const items = value;
  if ("index" in segment) return items[segment.index];
  const wanted = Object.entries(segment.select);
  return items.filter(
    (item) => isObject(item) && wanted.every(([key, entry]) => scalarText(item[key] ?? entry) === scalarText(entry))
  )[segment.nth];
}
var init_managed_fields = __esm({
  "src/check/compare/managed-fields.ts"() {
    "use strict";
    init_json();
  }
});

// src/check/compare/added.ts
function addedFields(entries, desired, live, shape, renumbered2) {
  const found = /* @__PURE__ */ new Map();
  for (const entry of entries) {
    if (isHelm(entry) || isController(entry)) continue;
    for (const { path: path2, value } of undeclared(entry.fields, desired, live, shape, [], renumbered2)) {
      const { manager, operation, subresource, time } = entry;
      const by = {
        manager,
        operation,
        ...subresource === void 0 ? {} : { subresource },
        ...time === void 0 ? {} : { time },
        certainty: "exact"
      };
      const key = pathKey(path2);
      const earlier = found.get(key);
      if (earlier === void 0 || (earlier.by?.time ?? "") < (time ?? ""))
        found.set(key, { path: path2, change: "added", live: value, by });
    }
  }
  return [...found.values()];
}
function* undeclared(fields, desired, live, shape, path2, renumbered2) {
  for (const [key, below] of Object.entries(fields)) {
    if (key === "." || !isObject(below)) continue;
    const child = step(key, live, shape);
    if (child === void 0 || child.value === void 0 || isServerField(path2, child.segment)) continue;
    const here = [...path2, child.segment];
    const wanted = desired === void 0 ? void 0 : twin(desired, child, shape) ?? renumbered2.get(pathKey(here));
    const isLeaf = Object.keys(below).length === 0;
    if (wanted === void 0 && (isLeaf || "." in below)) yield { path: here, value: child.value };
    else if (isLeaf && isAtomic(child.shape) && isObject(wanted) && isObject(child.value))
      yield* surplus(wanted, child.value, here);
    else if (!isLeaf) yield* undeclared(below, wanted, child.value, child.shape, here, renumbered2);
  }
}
function isAtomic(shape) {
  return shape.kind === "unknown" || shape.kind === "object" && shape.atomic === true;
}
function* surplus(wanted, live, path2) {
  for (const [field, value] of Object.entries(live)) {
    const here = [...path2, { field }];
    const declared = Object.hasOwn(wanted, field) ? wanted[field] : void 0;
    const last = path2.at(-1);
    const place = `${last !== void 0 && "field" in last ? last.field : ""}.${field}`;
    if (declared === void 0 && value !== void 0 && value !== null && ATOMIC_DEFAULTS[place] !== value)
      yield { path: here, value };
    else if (isObject(declared) && isObject(value)) yield* surplus(declared, value, here);
  }
}
function step(key, live, shape) {
  const items = shape.kind === "list" ? shape.items : UNKNOWN;
  if (key.startsWith("f:")) {
    const field = key.slice(2);
    return {
      segment: { field },
      value: isObject(live) && Object.hasOwn(live, field) ? live[field] : void 0,
      shape: fieldShape(shape, field)
    };
  }
  if (!Array.isArray(live)) return void 0;
  const list2 = live;
  if (key.startsWith("v:")) {
    const value = JSON.parse(key.slice(2));
    return { segment: { select: { "": value }, nth: 0 }, value: list2.includes(value) ? value : void 0, shape: items };
  }
  if (!key.startsWith("k:")) return void 0;
  const select = JSON.parse(key.slice(2));
  return {
    segment: { select, nth: 0 },
    value: list2.find((item) => isObject(item) && hasKeys(item, select, items)),
    shape: items
  };
}
function twin(desired, { segment }, shape) {
  if ("field" in segment)
    return isObject(desired) && Object.hasOwn(desired, segment.field) ? desired[segment.field] : void 0;
  if (!("select" in segment) || !Array.isArray(desired)) return void 0;
  const value = segment.select[""];
  const list2 = desired;
  if (value !== void 0) return list2.find((item) => scalarText(item) === scalarText(value));
  const items = shape.kind === "list" ? shape.items : UNKNOWN;
  return list2.find((item) => isObject(item) && hasKeys(item, segment.select, items));
}
function pathKey(path2) {
  return JSON.stringify(
    path2.map(
      (segment) => "select" in segment ? Object.entries(segment.select).toSorted(([a], [b]) => a < b ? -1 : 1) : segment
    )
  );
}
function hasKeys(item, select, items) {
  const own = selectOf(item, Object.keys(select), items);
  return Object.entries(select).every(([key, value]) => own[key] === value);
}
function isServerField(path2, segment) {
  if (!("field" in segment)) return false;
  if (path2.length === 0)
    return segment.field === "status" || segment.field === "apiVersion" || segment.field === "kind";
  return path2.length === 1 && "field" in path2[0] && path2[0].field === "metadata" && ["ownerReferences", "finalizers", "generateName"].includes(segment.field);
}
var ATOMIC_DEFAULTS;
var init_added = __esm({
  "src/check/compare/added.ts"() {
    "use strict";
    init_json();
    init_align_items();
    init_shape();
    init_controllers();
    init_managed_fields();
    ATOMIC_DEFAULTS = { "fieldRef.apiVersion": "v1", "resourceFieldRef.divisor": "0" };
  }
});

// src/check/compare/compare.ts
function compareAll({ paired, missing }, shapeOf) {
  return [
    ...missing.map(({ ref }) => ({ ref, path: [], change: "missing", method: "structure" })),
    ...paired.flatMap((pair) => comparePair(pair, shapeOf))
  ];
}
function comparePair({ intent, live }, shapeOf) {
  const { ref } = intent;
  const { group, version } = parseApiVersion(intent.apiVersion);
  const shape = shapeOf(group, version, ref.kind);
  const desired = expected(intent.object, ref);
  const entries = managedEntries(live.object);
  const projection = projectPair(desired, live.object, shape, "");
  const differences = (import_deep_diff.default.diff(projection.desired, projection.live) ?? []).map(
    ({ path: path2 = [] }) => path2.map(decodeStep)
  );
  const declared = differences.flatMap((steps) => {
    const variance = declaredVariance(steps, desired, live.object, shape);
    if (variance === void 0) return [];
    const by = attribute(entries, livePath(steps), live.object);
    return [{ ref, ...variance, ...by === void 0 ? {} : { by }, method: "structure" }];
  });
  const additions = addedFields(entries, desired, live.object, shape, renumberedItems(differences, desired));
  const added = additions.map((addition) => ({ ref, ...addition, method: "managed-fields" }));
  return [...declared, ...added];
}
function declaredVariance(steps, desired, live, shape) {
  const path2 = steps.map(({ segment }) => segment);
  const is = valueAt(live, livePath(steps));
  if (steps.some(({ extra }) => extra === true)) return is === void 0 ? void 0 : { path: path2, change: "added", live: is };
  const wanted = valueAt(desired, path2);
  if (wanted === void 0) return void 0;
  if (is === void 0 || is === null)
    return isDropped(wanted, shapeAt(shape, path2)) ? void 0 : { path: path2, change: "removed", desired: wanted };
  return { path: path2, change: "changed", desired: wanted, live: is };
}
function renumberedItems(differences, desired) {
  const items = /* @__PURE__ */ new Map();
  for (const steps of differences) {
    const at = steps.findIndex(({ live }) => live !== void 0);
    if (at < 0) continue;
    const item = valueAt(
      desired,
      steps.slice(0, at + 1).map(({ segment }) => segment)
    );
    if (item !== void 0) items.set(pathKey(livePath(steps.slice(0, at + 1))), item);
  }
  return items;
}
function livePath(steps) {
  return steps.map(({ segment, live }) => live ?? segment);
}
function isDropped(value, shape) {
  if (value === null) return true;
  if (isObject(value))
    return Object.entries(value).every(
      ([field, item]) => item === void 0 || isDropped(item, fieldShape(shape, field))
    );
  return shape.kind === "scalar" && shape.dropsZero && (value === false || value === 0 || value === "");
}
var import_deep_diff;
var init_compare = __esm({
  "src/check/compare/compare.ts"() {
    "use strict";
    import_deep_diff = __toESM(require_deep_diff(), 1);
    init_json();
    init_path();
    init_refs();
    init_desired();
    init_project();
    init_shape();
    init_added();
    init_managed_fields();
  }
});

// node_modules/js-yaml/dist/js-yaml.mjs
function defineScalarTag(tagName, options) {
  return {
    tagName,
    nodeKind: "scalar",
    implicit: options.implicit ?? false,
    matchByTagPrefix: options.matchByTagPrefix ?? false,
    implicitFirstChars: options.implicitFirstChars ?? null,
    resolve: options.resolve,
    identify: options.identify,
    represent: options.represent ?? ((data) => String(data)),
    representTagName: options.representTagName ?? (() => tagName)
  };
}
function defineSequenceTag(tagName, options) {
  const carrierIsResult = options.finalize === void 0;
  return {
    tagName,
    nodeKind: "sequence",
    implicit: false,
    matchByTagPrefix: options.matchByTagPrefix ?? false,
    create: options.create,
    addItem: options.addItem,
    finalize: options.finalize ?? ((carrier) => carrier),
    carrierIsResult,
    identify: options.identify,
    represent: options.represent ?? ((data) => data),
    representTagName: options.representTagName ?? (() => tagName)
  };
}
function defineMappingTag(tagName, options) {
  const carrierIsResult = options.finalize === void 0;
  return {
    tagName,
    nodeKind: "mapping",
    implicit: false,
    matchByTagPrefix: options.matchByTagPrefix ?? false,
    create: options.create,
    addPair: options.addPair,
    has: options.has,
    keys: options.keys,
    get: options.get,
    finalize: options.finalize ?? ((carrier) => carrier),
    carrierIsResult,
    identify: options.identify,
    represent: options.represent ?? ((data) => data),
    representTagName: options.representTagName ?? (() => tagName)
  };
}
function parseYamlInteger$2(source) {
  let value = source;
  let sign = 1;
  if (value[0] === "-" || value[0] === "+") {
    if (value[0] === "-") sign = -1;
    value = value.slice(1);
  }
  if (value.startsWith("0b")) return sign * parseInt(value.slice(2), 2);
  if (value.startsWith("0o")) return sign * parseInt(value.slice(2), 8);
  if (value.startsWith("0x")) return sign * parseInt(value.slice(2), 16);
  return sign * parseInt(value, 10);
}
function resolveYamlInteger$2(source, isExplicit) {
  if (isExplicit) {
    if (!YAML_INTEGER_EXPLICIT_PATTERN$1.test(source)) return NOT_RESOLVED;
  } else if (!YAML_INTEGER_IMPLICIT_PATTERN$1.test(source)) return NOT_RESOLVED;
  const result = parseYamlInteger$2(source);
  return Number.isFinite(result) ? result : NOT_RESOLVED;
}
function parseYamlInteger$1(source) {
  let value = source;
  let sign = 1;
  if (value[0] === "-" || value[0] === "+") {
    if (value[0] === "-") sign = -1;
    value = value.slice(1);
  }
  if (value.startsWith("0b")) return sign * parseInt(value.slice(2), 2);
  if (value.startsWith("0o")) return sign * parseInt(value.slice(2), 8);
  if (value.startsWith("0x")) return sign * parseInt(value.slice(2), 16);
  return sign * parseInt(value, 10);
}
function resolveYamlInteger$1(source, isExplicit) {
  if (isExplicit) {
    if (!YAML_INTEGER_EXPLICIT_PATTERN.test(source)) return NOT_RESOLVED;
  } else if (!YAML_INTEGER_IMPLICIT_PATTERN.test(source)) return NOT_RESOLVED;
  const result = parseYamlInteger$1(source);
  return Number.isFinite(result) ? result : NOT_RESOLVED;
}
function parseYamlInteger(source) {
  let value = source.replace(/_/g, "");
  let sign = 1;
  if (value[0] === "-" || value[0] === "+") {
    if (value[0] === "-") sign = -1;
    value = value.slice(1);
  }
  if (value.startsWith("0b")) return sign * parseInt(value.slice(2), 2);
  if (value.startsWith("0x")) return sign * parseInt(value.slice(2), 16);
  if (value.includes(":")) {
    let result = 0;
    for (const part of value.split(":")) result = result * 60 + Number(part);
    return sign * result;
  }
  if (value !== "0" && value[0] === "0") return sign * parseInt(value, 8);
  return sign * parseInt(value, 10);
}
function resolveYamlInteger(source) {
  if (!YAML_INTEGER_PATTERN.test(source)) return NOT_RESOLVED;
  const result = parseYamlInteger(source);
  return Number.isFinite(result) ? result : NOT_RESOLVED;
}
function resolveYamlFloat$2(source) {
  if (!YAML_FLOAT_PATTERN$1.test(source)) return NOT_RESOLVED;
  let value = source.toLowerCase();
  const sign = value[0] === "-" ? -1 : 1;
  if ("+-".includes(value[0])) value = value.slice(1);
  if (value === ".inf") return sign === 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (value === ".nan") return NaN;
  const result = sign * parseFloat(value);
  if (Number.isFinite(result) || YAML_FLOAT_SPECIAL_PATTERN$1.test(source)) return result;
  return NOT_RESOLVED;
}
function representYamlFloat$2(object) {
  if (isNaN(object)) return ".nan";
  if (object === Number.POSITIVE_INFINITY) return ".inf";
  if (object === Number.NEGATIVE_INFINITY) return "-.inf";
  if (Object.is(object, -0)) return "-0.0";
  const result = object.toString(10);
  return /^[-+]?[0-9]+e/.test(result) ? result.replace("e", ".e") : result;
}
function resolveYamlFloat$1(source, isExplicit) {
  if (isExplicit) {
    if (!YAML_FLOAT_EXPLICIT_PATTERN.test(source)) return NOT_RESOLVED;
    let value = source.toLowerCase();
    const sign = value[0] === "-" ? -1 : 1;
    if ("+-".includes(value[0])) value = value.slice(1);
    if (value === ".inf") return sign === 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    if (value === ".nan") return NaN;
    const result2 = sign * parseFloat(value);
    return Number.isFinite(result2) ? result2 : NOT_RESOLVED;
  }
  if (!YAML_FLOAT_IMPLICIT_PATTERN.test(source)) return NOT_RESOLVED;
  const result = Number(source);
  if (Number.isFinite(result)) return result;
  return NOT_RESOLVED;
}
function representYamlFloat$1(object) {
  if (isNaN(object)) return ".nan";
  if (object === Number.POSITIVE_INFINITY) return ".inf";
  if (object === Number.NEGATIVE_INFINITY) return "-.inf";
  if (Object.is(object, -0)) return "-0.0";
  const result = object.toString(10);
  return /^[-+]?[0-9]+e/.test(result) ? result.replace("e", ".e") : result;
}
function resolveYamlFloat(source) {
  if (!YAML_FLOAT_PATTERN.test(source)) return NOT_RESOLVED;
  let value = source.toLowerCase().replace(/_/g, "");
  const sign = value[0] === "-" ? -1 : 1;
  if ("+-".includes(value[0])) value = value.slice(1);
  if (value === ".inf") return sign === 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (value === ".nan") return NaN;
  let result = 0;
  if (value.includes(":")) {
    for (const part of value.split(":")) result = result * 60 + Number(part);
    result *= sign;
  } else result = sign * parseFloat(value);
  if (Number.isFinite(result) || YAML_FLOAT_SPECIAL_PATTERN.test(source)) return result;
  return NOT_RESOLVED;
}
function representYamlFloat(object) {
  if (isNaN(object)) return ".nan";
  if (object === Number.POSITIVE_INFINITY) return ".inf";
  if (object === Number.NEGATIVE_INFINITY) return "-.inf";
  if (Object.is(object, -0)) return "-0.0";
  const result = object.toString(10);
  return /^[-+]?[0-9]+e/.test(result) ? result.replace("e", ".e") : result;
}
function resolveYamlBinary(source) {
  const input = source.replace(/\s/g, "");
  if (input.length % 4 !== 0 || !BASE64_PATTERN.test(input)) return NOT_RESOLVED;
  const binary = atob(input);
  const result = new Uint8Array(binary.length);
  for (let index2 = 0; index2 < binary.length; index2++) result[index2] = binary.charCodeAt(index2);
  return result;
}
function representYamlBinary(object) {
  let binary = "";
  for (let index2 = 0; index2 < object.length; index2++) binary += String.fromCharCode(object[index2]);
  return btoa(binary);
}
function makeUtcDate(year, month, day, hour = 0, minute = 0, second = 0, fraction = 0) {
  const date = new Date(Date.UTC(year, month, day, hour, minute, second, fraction));
  date.setUTCFullYear(year, month, day);
  return date;
}
function resolveYamlTimestamp(source) {
  let match = YAML_DATE_REGEXP.exec(source);
  if (match === null) match = YAML_TIMESTAMP_REGEXP.exec(source);
  if (match === null) return NOT_RESOLVED;
  const year = +match[1];
  const month = +match[2] - 1;
  const day = +match[3];
  if (!match[4]) {
    const date2 = makeUtcDate(year, month, day);
    if (date2.getUTCFullYear() !== year || date2.getUTCMonth() !== month || date2.getUTCDate() !== day) return NOT_RESOLVED;
    return date2;
  }
  const hour = +match[4];
  const minute = +match[5];
  const second = +match[6];
  let fraction = 0;
  if (hour > 23 || minute > 59 || second > 59) return NOT_RESOLVED;
  if (match[7]) {
    let value = match[7].slice(0, 3);
    while (value.length < 3) value += "0";
    fraction = +value;
  }
  const date = makeUtcDate(year, month, day, hour, minute, second, fraction);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month || date.getUTCDate() !== day) return NOT_RESOLVED;
  if (match[9]) {
    const offsetHour = +match[10];
    const offsetMinute = +(match[11] || 0);
    if (offsetHour > 23 || offsetMinute > 59) return NOT_RESOLVED;
    const offset = (offsetHour * 60 + offsetMinute) * 6e4;
    date.setTime(date.getTime() - (match[9] === "-" ? -offset : offset));
  }
  return date;
}
function isPlainObject(data) {
  if (data === null || typeof data !== "object" || Array.isArray(data)) return false;
  const prototype = Object.getPrototypeOf(data);
  return prototype === null || prototype === Object.prototype;
}
function pick(object, keys) {
  const result = {};
  for (const key of keys) if (object[key] !== void 0) result[key] = object[key];
  return result;
}
function createTagDefinitionMap() {
  return {
    scalar: /* @__PURE__ */ Object.create(null),
    sequence: /* @__PURE__ */ Object.create(null),
    mapping: /* @__PURE__ */ Object.create(null)
  };
}
function createTagDefinitionListMap() {
  return {
    scalar: [],
    sequence: [],
    mapping: []
  };
}
function compileTags(tags) {
  const result = [];
  for (const tag of tags) {
    let index2 = result.length;
    for (let previousIndex = 0; previousIndex < result.length; previousIndex++) {
      const previous = result[previousIndex];
      if (previous.nodeKind === tag.nodeKind && previous.tagName === tag.tagName && previous.matchByTagPrefix === tag.matchByTagPrefix) {
        index2 = previousIndex;
        break;
      }
    }
    result[index2] = tag;
  }
  return result;
}
function normalizeKey(key) {
  if (Array.isArray(key)) {
    const array2 = Array.prototype.slice.call(key);
    for (let index2 = 0; index2 < array2.length; index2++) {
      if (Array.isArray(array2[index2])) return null;
      if (typeof array2[index2] === "object" && Object.prototype.toString.call(array2[index2]) === "[object Object]") array2[index2] = "[object Object]";
    }
    return String(array2);
  }
  if (typeof key === "object" && Object.prototype.toString.call(key) === "[object Object]") return "[object Object]";
  return String(key);
}
function getLine(buffer, lineStart, lineEnd, position, maxLineLength) {
  let head = "";
  let tail = "";
  const maxHalfLength = Math.floor(maxLineLength / 2) - 1;
  if (position - lineStart > maxHalfLength) {
    head = " ... ";
    lineStart = position - maxHalfLength + head.length;
  }
  if (lineEnd - position > maxHalfLength) {
    tail = " ...";
    lineEnd = position + maxHalfLength - tail.length;
  }
  return {
    str: head + buffer.slice(lineStart, lineEnd).replace(/\t/g, "→") + tail,
    pos: position - lineStart + head.length
  };
}
function padStart(string, max) {
  return " ".repeat(Math.max(max - string.length, 0)) + string;
}
function makeSnippet(mark, options) {
  if (!mark.buffer) return null;
  const opts = {
    ...DEFAULT_SNIPPET_OPTIONS,
    ...options
  };
  const re = /\r?\n|\r|\0/g;
  const lineStarts = [0];
  const lineEnds = [];
  let match;
  let foundLineNo = -1;
  while (match = re.exec(mark.buffer)) {
    lineEnds.push(match.index);
    lineStarts.push(match.index + match[0].length);
    if (mark.position <= match.index && foundLineNo < 0) foundLineNo = lineStarts.length - 2;
  }
  if (foundLineNo < 0) foundLineNo = lineStarts.length - 1;
  let result = "";
  const lineNoLength = Math.min(mark.line + opts.linesAfter, lineEnds.length).toString().length;
  const maxLineLength = opts.maxLength - (opts.indent + lineNoLength + 3);
  for (let i = 1; i <= opts.linesBefore; i++) {
    if (foundLineNo - i < 0) break;
    const line2 = getLine(mark.buffer, lineStarts[foundLineNo - i], lineEnds[foundLineNo - i], mark.position - (lineStarts[foundLineNo] - lineStarts[foundLineNo - i]), maxLineLength);
    result = `${" ".repeat(opts.indent)}${padStart((mark.line - i + 1).toString(), lineNoLength)} | ${line2.str}
${result}`;
  }
  const line = getLine(mark.buffer, lineStarts[foundLineNo], lineEnds[foundLineNo], mark.position, maxLineLength);
  result += `${" ".repeat(opts.indent)}${padStart((mark.line + 1).toString(), lineNoLength)} | ${line.str}
`;
  result += `${"-".repeat(opts.indent + lineNoLength + 3 + line.pos)}^
`;
  for (let i = 1; i <= opts.linesAfter; i++) {
    if (foundLineNo + i >= lineEnds.length) break;
    const line2 = getLine(mark.buffer, lineStarts[foundLineNo + i], lineEnds[foundLineNo + i], mark.position - (lineStarts[foundLineNo] - lineStarts[foundLineNo + i]), maxLineLength);
    result += `${" ".repeat(opts.indent)}${padStart((mark.line + i + 1).toString(), lineNoLength)} | ${line2.str}
`;
  }
  return result.replace(/\n$/, "");
}
function formatError(exception, compact) {
  let where = "";
  if (!exception.mark) return exception.reason;
  if (exception.mark.name) where += `in "${exception.mark.name}" `;
  where += `(${exception.mark.line + 1}:${exception.mark.column + 1})`;
  if (!compact && exception.mark.snippet) where += `

${exception.mark.snippet}`;
  return `${exception.reason} ${where}`;
}
function simpleEscapeSequence(c) {
  switch (c) {
    case 48:
      return "\0";
    case 97:
      return "\x07";
    case 98:
      return "\b";
    case 116:
      return "	";
    case 9:
      return "	";
    case 110:
      return "\n";
    case 118:
      return "\v";
    case 102:
      return "\f";
    case 114:
      return "\r";
    case 101:
      return "\x1B";
    case 32:
      return " ";
    case 34:
      return '"';
    case 47:
      return "/";
    case 92:
      return "\\";
    case 78:
      return "";
    case 95:
      return " ";
    case 76:
      return "\u2028";
    case 80:
      return "\u2029";
    default:
      return "";
  }
}
function charFromCodepoint(c) {
  if (c <= 65535) return String.fromCharCode(c);
  return String.fromCharCode((c - 65536 >> 10) + 55296, (c - 65536 & 1023) + 56320);
}
function fromHexCode$1(c) {
  if (c >= 48 && c <= 57) return c - 48;
  return (c | 32) - 97 + 10;
}
function escapedHexLen$1(c) {
  if (c === 120) return 2;
  if (c === 117) return 4;
  return 8;
}
function skipFoldedBreaks(input, position, end) {
  let breaks = 0;
  while (position < end) {
    const ch = input.charCodeAt(position);
    if (ch === 10) {
      breaks++;
      position++;
    } else if (ch === 13) {
      breaks++;
      position++;
      if (input.charCodeAt(position) === 10) position++;
    } else if (ch === 32 || ch === 9) position++;
    else break;
  }
  return {
    position,
    breaks
  };
}
function foldedBreaks(count) {
  if (count === 1) return " ";
  return "\n".repeat(count - 1);
}
function getPlainValue(input, start2, end) {
  let result = "";
  let position = start2;
  let captureStart = start2;
  let captureEnd = start2;
  while (position < end) {
    const ch = input.charCodeAt(position);
    if (ch === 10 || ch === 13) {
      result += input.slice(captureStart, captureEnd);
      const fold = skipFoldedBreaks(input, position, end);
      result += foldedBreaks(fold.breaks);
      position = captureStart = captureEnd = fold.position;
    } else {
      position++;
      if (ch !== 32 && ch !== 9) captureEnd = position;
    }
  }
  return result + input.slice(captureStart, captureEnd);
}
function getSingleQuotedValue(input, start2, end) {
  let result = "";
  let position = start2;
  let captureStart = start2;
  let captureEnd = start2;
  while (position < end) {
    const ch = input.charCodeAt(position);
    if (ch === 39) {
      result += input.slice(captureStart, position) + "'";
      position += 2;
      captureStart = captureEnd = position;
    } else if (ch === 10 || ch === 13) {
      result += input.slice(captureStart, captureEnd);
      const fold = skipFoldedBreaks(input, position, end);
      result += foldedBreaks(fold.breaks);
      position = captureStart = captureEnd = fold.position;
    } else {
      position++;
      if (ch !== 32 && ch !== 9) captureEnd = position;
    }
  }
  return result + input.slice(captureStart, end);
}
function getDoubleQuotedValue(input, start2, end) {
  let result = "";
  let position = start2;
  let captureStart = start2;
  let captureEnd = start2;
  while (position < end) {
    const ch = input.charCodeAt(position);
    if (ch === 92) {
      result += input.slice(captureStart, position);
      position++;
      const escaped = input.charCodeAt(position);
      if (escaped === 10 || escaped === 13) position = skipFoldedBreaks(input, position, end).position;
      else if (escaped < 256 && simpleEscapeCheck[escaped]) {
        result += simpleEscapeMap[escaped];
        position++;
      } else {
        let hexLength = escapedHexLen$1(escaped);
        let hexResult = 0;
        for (; hexLength > 0; hexLength--) {
          position++;
          const digit = fromHexCode$1(input.charCodeAt(position));
          hexResult = (hexResult << 4) + digit;
        }
        result += charFromCodepoint(hexResult);
        position++;
      }
      captureStart = captureEnd = position;
    } else if (ch === 10 || ch === 13) {
      result += input.slice(captureStart, captureEnd);
      const fold = skipFoldedBreaks(input, position, end);
      result += foldedBreaks(fold.breaks);
      position = captureStart = captureEnd = fold.position;
    } else {
      position++;
      if (ch !== 32 && ch !== 9) captureEnd = position;
    }
  }
  return result + input.slice(captureStart, end);
}
function getBlockValue(input, start2, end, indent, chomping, folded) {
  const textIndent = indent < 0 ? 0 : indent;
  const region = input.slice(start2, end).replace(/\r\n?/g, "\n");
  const lines = region === "" ? [] : (region.endsWith("\n") ? region.slice(0, -1) : region).split("\n");
  let result = "";
  let didReadContent = false;
  let emptyLines = 0;
  let atMoreIndented = false;
  for (const line of lines) {
    let column = 0;
    while (column < textIndent && line.charCodeAt(column) === 32) column++;
    if (indent < 0 || column >= line.length) {
      emptyLines++;
      continue;
    }
    const content = line.slice(textIndent);
    const first = content.charCodeAt(0);
    if (folded) {
      if (first === 32 || first === 9) {
        atMoreIndented = true;
        result += "\n".repeat(didReadContent ? 1 + emptyLines : emptyLines);
      } else if (atMoreIndented) {
        atMoreIndented = false;
        result += "\n".repeat(emptyLines + 1);
      } else if (emptyLines === 0) {
        if (didReadContent) result += " ";
      } else result += "\n".repeat(emptyLines);
    } else result += "\n".repeat(didReadContent ? 1 + emptyLines : emptyLines);
    result += content;
    didReadContent = true;
    emptyLines = 0;
  }
  if (chomping === CHOMPING_MODE.KEEP) result += "\n".repeat(didReadContent ? 1 + emptyLines : emptyLines);
  else if (chomping !== CHOMPING_MODE.STRIP) {
    if (didReadContent) result += "\n";
  }
  return result;
}
function getScalarValue(input, scalar) {
  if (scalar.valueStart === NO_RANGE$3) return "";
  const { valueStart, valueEnd } = scalar;
  if (scalar.fast) return input.slice(valueStart, valueEnd);
  switch (scalar.style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
      return getSingleQuotedValue(input, valueStart, valueEnd);
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return getDoubleQuotedValue(input, valueStart, valueEnd);
    case SCALAR_STYLE.LITERAL_BLOCK:
      return getBlockValue(input, valueStart, valueEnd, scalar.indent, scalar.chomping, false);
    case SCALAR_STYLE.FOLDED_BLOCK:
      return getBlockValue(input, valueStart, valueEnd, scalar.indent, scalar.chomping, true);
    default:
      return getPlainValue(input, valueStart, valueEnd);
  }
}
function tagPercentDecode(source) {
  let result = "";
  let index2 = 0;
  while (index2 < source.length) {
    if (source.charCodeAt(index2) !== 37) {
      result += source[index2++];
      continue;
    }
    let ch = parseInt(source.slice(index2 + 1, index2 + 3), 16);
    index2 += 3;
    if (ch >= 192) {
      let remaining = ch < 224 ? 1 : ch < 240 ? 2 : 3;
      ch &= (1 << 6 - remaining) - 1;
      while (remaining-- > 0) {
        ch = ch << 6 | parseInt(source.slice(index2 + 1, index2 + 3), 16) & 63;
        index2 += 3;
      }
    }
    if (ch < 65536) result += String.fromCharCode(ch);
    else {
      ch -= 65536;
      result += String.fromCharCode(55296 | ch >> 10, 56320 | ch & 1023);
    }
  }
  return result;
}
function tagNameFull(rawTag, tagHandlers) {
  if (rawTag.startsWith("!<") && rawTag.endsWith(">")) return tagPercentDecode(rawTag.slice(2, -1));
  const handleEnd = rawTag.indexOf("!", 1);
  const handle = handleEnd === -1 ? "!" : rawTag.slice(0, handleEnd + 1);
  return tagPercentDecode(tagHandlers?.[handle] ?? DEFAULT_TAG_HANDLERS[handle] ?? handle) + tagPercentDecode(rawTag.slice(handle.length));
}
function eventPosition$1(event) {
  if ("tagStart" in event && event.tagStart !== NO_RANGE$2) return event.tagStart;
  if ("anchorStart" in event && event.anchorStart !== NO_RANGE$2) return event.anchorStart;
  if ("valueStart" in event && event.valueStart !== NO_RANGE$2) return event.valueStart;
  if ("start" in event) return event.start;
  return 0;
}
function throwError$1(state, message) {
  YAMLException.throwAt(state.source, state.position, message, state.filename);
}
function finalizeCollection(state, position, tag, carrier) {
  try {
    return tag.finalize(carrier);
  } catch (error) {
    if (error instanceof YAMLException) throw error;
    YAMLException.throwAt(state.source, position, error instanceof Error ? error.message : String(error), state.filename);
  }
}
function constructScalar(state, event) {
  const source = getScalarValue(state.source, event);
  const rawTag = event.tagStart === NO_RANGE$2 ? "" : state.source.slice(event.tagStart, event.tagEnd);
  const strTag3 = state.schema.defaultScalarTag;
  if (rawTag !== "") {
    if (rawTag === "!") return {
      value: source,
      tag: strTag3
    };
    const tagName = tagNameFull(rawTag, state.tagHandlers);
    const scalarTag = state.schema.lookupScalarTag(tagName);
    if (scalarTag) {
      const result = scalarTag.resolve(source, true, tagName);
      if (result === NOT_RESOLVED) throwError$1(state, `cannot resolve a node with !<${tagName}> explicit tag`);
      return {
        value: result,
        tag: scalarTag
      };
    }
    const collectionTagDef = state.schema.lookupMappingTag(tagName) ?? state.schema.lookupSequenceTag(tagName);
    if (collectionTagDef) {
      if (source !== "") throwError$1(state, `cannot resolve a node with !<${tagName}> explicit tag`);
      const carrier = collectionTagDef.create(tagName);
      return {
        value: collectionTagDef.carrierIsResult ? carrier : finalizeCollection(state, state.position, collectionTagDef, carrier),
        tag: collectionTagDef
      };
    }
    throwError$1(state, `unknown scalar tag !<${tagName}>`);
  }
  if (event.style === SCALAR_STYLE.PLAIN) return state.schema.resolveImplicitScalarTag(source);
  return {
    value: strTag3.resolve(source, false, strTag3.tagName),
    tag: strTag3
  };
}
function collectionTagName(state, event, defaultTagName) {
  const rawTag = event.tagStart === NO_RANGE$2 ? "" : state.source.slice(event.tagStart, event.tagEnd);
  return rawTag === "" || rawTag === "!" ? defaultTagName : tagNameFull(rawTag, state.tagHandlers);
}
function isMappingTag(tag) {
  return tag.nodeKind === "mapping";
}
function chargeMergeWork(state) {
  state.totalMergeKeys++;
  if (state.maxTotalMergeKeys !== -1 && state.totalMergeKeys > state.maxTotalMergeKeys) throwError$1(state, `merge keys exceeded maxTotalMergeKeys (${state.maxTotalMergeKeys})`);
}
function mergeKeys(state, frame, source, sourceTag) {
  chargeMergeWork(state);
  for (const sourceKey of sourceTag.keys(source)) {
    chargeMergeWork(state);
    if (frame.tag.has(frame.value, sourceKey)) continue;
    const err = frame.tag.addPair(frame.value, sourceKey, sourceTag.get(source, sourceKey));
    if (err) throwError$1(state, err);
    frame.overridable ??= /* @__PURE__ */ new Set();
    frame.overridable.add(sourceKey);
  }
}
function mergeSource(state, frame, source, sourceTag) {
  state.position = frame.keyPosition;
  if (isMappingTag(sourceTag)) mergeKeys(state, frame, source, sourceTag);
  else if (sourceTag.nodeKind === "sequence" && Array.isArray(source)) {
    if (source.length > 100) throwError$1(state, "abnormal merge sequence size");
    for (const element of source) {
      const elementTag = state.nodeTags.get(element);
      if (!elementTag) throwError$1(state, "cannot merge mappings; the provided source object is unacceptable");
      mergeKeys(state, frame, element, elementTag);
    }
  } else throwError$1(state, "cannot merge mappings; the provided source object is unacceptable");
}
function addMappingValue(state, frame, key, value, tag) {
  state.position = frame.keyPosition;
  if (frame.keyIsMerge) {
    mergeSource(state, frame, value, tag);
    return;
  }
  if (!state.json && frame.tag.has(frame.value, key) && !frame.overridable?.has(key)) throwError$1(state, "duplicated mapping key");
  const err = frame.tag.addPair(frame.value, key, value);
  if (err) throwError$1(state, err);
  frame.overridable?.delete(key);
}
function addValue(state, value, tag) {
  const frame = state.frames[state.frames.length - 1];
  if (frame.kind === "document") {
    frame.value = value;
    frame.hasValue = true;
  } else if (frame.kind === "sequence") {
    if (isMappingTag(tag)) state.nodeTags.set(value, tag);
    const err = frame.tag.addItem(frame.value, value, frame.index++);
    if (err) throwError$1(state, err);
  } else if (frame.hasKey) {
    const key = frame.key;
    frame.key = void 0;
    frame.hasKey = false;
    addMappingValue(state, frame, key, value, tag);
  } else {
    frame.key = value;
    frame.keyPosition = state.position;
    frame.hasKey = true;
    frame.keyIsMerge = tag.tagName === MERGE_TAG_NAME;
  }
}
function storeAnchor(state, event, value, tag, isValueFinal) {
  if (event.anchorStart !== NO_RANGE$2) {
    const anchor = {
      value,
      tag,
      isValueFinal
    };
    state.anchors.set(state.source.slice(event.anchorStart, event.anchorEnd), anchor);
    return anchor;
  }
  return null;
}
function constructFromEvents(events, options) {
  const state = {
    ...DEFAULT_CONSTRUCTOR_OPTIONS,
    ...options,
    events,
    documents: [],
    eventIndex: 0,
    position: 0,
    frames: [],
    anchors: /* @__PURE__ */ new Map(),
    nodeTags: /* @__PURE__ */ new Map(),
    tagHandlers: /* @__PURE__ */ Object.create(null),
    totalMergeKeys: 0,
    aliasCount: 0
  };
  while (state.eventIndex < state.events.length) {
    const event = state.events[state.eventIndex++];
    state.position = eventPosition$1(event);
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        state.anchors = /* @__PURE__ */ new Map();
        state.nodeTags = /* @__PURE__ */ new Map();
        state.aliasCount = 0;
        state.tagHandlers = /* @__PURE__ */ Object.create(null);
        for (const directive of event.directives) if (directive.kind === "tag") state.tagHandlers[directive.handle] = directive.prefix;
        state.frames.push({
          kind: "document",
          position: state.position,
          value: void 0,
          hasValue: false
        });
        break;
      case EVENT_ID.SCALAR: {
        const { value, tag } = constructScalar(state, event);
        storeAnchor(state, event, value, tag, true);
        addValue(state, value, tag);
        break;
      }
      case EVENT_ID.SEQUENCE: {
        const tagName = collectionTagName(state, event, "tag:yaml.org,2002:seq");
        const tag = state.schema.lookupSequenceTag(tagName);
        if (!tag) throwError$1(state, `unknown sequence tag !<${tagName}>`);
        const value = tag.create(tagName);
        const anchor = storeAnchor(state, event, value, tag, tag.carrierIsResult);
        state.frames.push({
          kind: "sequence",
          position: state.position,
          value,
          tag,
          anchor,
          index: 0
        });
        break;
      }
      case EVENT_ID.MAPPING: {
        const tagName = collectionTagName(state, event, "tag:yaml.org,2002:map");
        const tag = state.schema.lookupMappingTag(tagName);
        if (!tag) throwError$1(state, `unknown mapping tag !<${tagName}>`);
        const value = tag.create(tagName);
        const anchor = storeAnchor(state, event, value, tag, tag.carrierIsResult);
        state.frames.push({
          kind: "mapping",
          position: state.position,
          value,
          tag,
          anchor,
          key: void 0,
          keyPosition: state.position,
          hasKey: false,
          keyIsMerge: false,
          overridable: null
        });
        break;
      }
      case EVENT_ID.ALIAS: {
        if (state.maxAliases !== -1 && ++state.aliasCount > state.maxAliases) throwError$1(state, `aliases exceeded maxAliases (${state.maxAliases})`);
        const name = state.source.slice(event.anchorStart, event.anchorEnd);
        const anchor = state.anchors.get(name);
        if (!anchor) throwError$1(state, `unidentified alias "${name}"`);
        if (!anchor.isValueFinal) throwError$1(state, `recursive alias "${name}" is not supported for tag ${anchor.tag.tagName} because it uses finalize()`);
        addValue(state, anchor.value, anchor.tag);
        break;
      }
      case EVENT_ID.POP: {
        const frame = state.frames.pop();
        if (frame.kind === "mapping" && frame.hasKey) {
          state.position = frame.keyPosition;
          throwError$1(state, "incomplete mapping pair in event stream");
        }
        if (frame.kind === "document") state.documents.push(frame.value);
        else {
          const value = frame.tag.carrierIsResult ? frame.value : finalizeCollection(state, frame.position, frame.tag, frame.value);
          if (frame.anchor) {
            frame.anchor.value = value;
            frame.anchor.isValueFinal = true;
          }
          addValue(state, value, frame.tag);
        }
        break;
      }
    }
  }
  return state.documents;
}
function addDocumentEvent(state, explicitStart, explicitEnd) {
  state.events.push({
    type: EVENT_ID.DOCUMENT,
    explicitStart,
    explicitEnd,
    directives: state.directives
  });
}
function addSequenceEvent(state, start2, anchorStart, anchorEnd, tagStart, tagEnd, style) {
  state.events.push({
    type: EVENT_ID.SEQUENCE,
    start: start2,
    anchorStart,
    anchorEnd,
    tagStart,
    tagEnd,
    style
  });
}
function addMappingEvent(state, start2, anchorStart, anchorEnd, tagStart, tagEnd, style) {
  state.events.push({
    type: EVENT_ID.MAPPING,
    start: start2,
    anchorStart,
    anchorEnd,
    tagStart,
    tagEnd,
    style
  });
}
function insertFlowPairMappingEvent(state, snapshot) {
  state.events.splice(snapshot.eventsLength, 0, {
    type: EVENT_ID.MAPPING,
    start: snapshot.position,
    anchorStart: NO_RANGE$1,
    anchorEnd: NO_RANGE$1,
    tagStart: NO_RANGE$1,
    tagEnd: NO_RANGE$1,
    style: COLLECTION_STYLE.FLOW
  });
}
function addScalarEvent(state, valueStart, valueEnd, anchorStart, anchorEnd, tagStart, tagEnd, style, chomping = CHOMPING_MODE.CLIP, indent = -1, fast = false) {
  state.events.push({
    type: EVENT_ID.SCALAR,
    valueStart,
    valueEnd,
    anchorStart,
    anchorEnd,
    tagStart,
    tagEnd,
    style,
    chomping,
    indent,
    fast
  });
}
function addAliasEvent(state, anchorStart, anchorEnd) {
  state.events.push({
    type: EVENT_ID.ALIAS,
    anchorStart,
    anchorEnd
  });
}
function addPopEvent(state) {
  state.events.push({ type: EVENT_ID.POP });
}
function addEmptyScalarEvent(state) {
  addScalarEvent(state, NO_RANGE$1, NO_RANGE$1, NO_RANGE$1, NO_RANGE$1, NO_RANGE$1, NO_RANGE$1, SCALAR_STYLE.PLAIN);
}
function emptyProperties() {
  return {
    anchorStart: NO_RANGE$1,
    anchorEnd: NO_RANGE$1,
    tagStart: NO_RANGE$1,
    tagEnd: NO_RANGE$1
  };
}
function snapshotState(state) {
  return {
    position: state.position,
    line: state.line,
    lineStart: state.lineStart,
    lineIndent: state.lineIndent,
    firstTabInLine: state.firstTabInLine,
    eventsLength: state.events.length
  };
}
function restoreState(state, snapshot) {
  state.position = snapshot.position;
  state.line = snapshot.line;
  state.lineStart = snapshot.lineStart;
  state.lineIndent = snapshot.lineIndent;
  state.firstTabInLine = snapshot.firstTabInLine;
  state.events.length = snapshot.eventsLength;
}
function throwError(state, message) {
  YAMLException.throwAt(state.input.slice(0, state.length), state.position, message, state.filename);
}
function isEol(c) {
  return c === 10 || c === 13;
}
function isWhiteSpace(c) {
  return c === 9 || c === 32;
}
function isWsOrEol(c) {
  return isWhiteSpace(c) || isEol(c);
}
function isWsOrEolOrEnd(c) {
  return c === 0 || isWsOrEol(c);
}
function isFlowIndicator(c) {
  return c === 44 || c === 91 || c === 93 || c === 123 || c === 125;
}
function fromDecimalCode(c) {
  return c >= 48 && c <= 57 ? c - 48 : -1;
}
function fromHexCode(c) {
  if (c >= 48 && c <= 57) return c - 48;
  const lc = c | 32;
  if (lc >= 97 && lc <= 102) return lc - 97 + 10;
  return -1;
}
function escapedHexLen(c) {
  if (c === 120) return 2;
  if (c === 117) return 4;
  if (c === 85) return 8;
  return 0;
}
function isSimpleEscape(c) {
  return c === 48 || c === 97 || c === 98 || c === 116 || c === 9 || c === 110 || c === 118 || c === 102 || c === 114 || c === 101 || c === 32 || c === 34 || c === 47 || c === 92 || c === 78 || c === 95 || c === 76 || c === 80;
}
function consumeLineBreak(state) {
  if (state.input.charCodeAt(state.position) === 10) state.position++;
  else {
    state.position++;
    if (state.input.charCodeAt(state.position) === 10) state.position++;
  }
  state.line++;
  state.lineStart = state.position;
  state.lineIndent = 0;
  state.firstTabInLine = -1;
}
function skipSeparationSpace(state, allowComments) {
  let lineBreaks = 0;
  let ch = state.input.charCodeAt(state.position);
  let hasSeparation = state.position === state.lineStart || isWsOrEol(state.input.charCodeAt(state.position - 1));
  while (ch !== 0) {
    while (isWhiteSpace(ch)) {
      hasSeparation = true;
      if (ch === 9 && state.firstTabInLine === -1) state.firstTabInLine = state.position;
      ch = state.input.charCodeAt(++state.position);
    }
    if (allowComments && hasSeparation && ch === 35) do
      ch = state.input.charCodeAt(++state.position);
    while (!isEol(ch) && ch !== 0);
    if (!isEol(ch)) break;
    consumeLineBreak(state);
    lineBreaks++;
    hasSeparation = true;
    ch = state.input.charCodeAt(state.position);
    while (ch === 32) {
      state.lineIndent++;
      ch = state.input.charCodeAt(++state.position);
    }
  }
  return lineBreaks;
}
function testDocumentSeparator(state, position = state.position) {
  const ch = state.input.charCodeAt(position);
  if ((ch === 45 || ch === 46) && ch === state.input.charCodeAt(position + 1) && ch === state.input.charCodeAt(position + 2)) {
    const following = state.input.charCodeAt(position + 3);
    return following === 0 || isWsOrEol(following);
  }
  return false;
}
function skipByteOrderMark(state) {
  if (state.position === state.lineStart && state.input.charCodeAt(state.position) === 65279) {
    state.position++;
    state.lineStart = state.position;
  }
}
function testDocumentBoundary(state) {
  if (state.position !== state.lineStart) return false;
  if (testDocumentSeparator(state)) return true;
  if (state.input.charCodeAt(state.position) !== 65279) return false;
  const snapshot = snapshotState(state);
  skipByteOrderMark(state);
  skipSeparationSpace(state, true);
  const ch = state.input.charCodeAt(state.position);
  const result = state.position === state.lineStart && (ch === 37 || ch === 45 && testDocumentSeparator(state));
  restoreState(state, snapshot);
  return result;
}
function skipUntilLineEnd(state) {
  let ch = state.input.charCodeAt(state.position);
  while (ch !== 0 && !isEol(ch)) ch = state.input.charCodeAt(++state.position);
}
function checkPrintable(state, start2, end) {
  const match = PATTERN_NON_PRINTABLE.exec(state.input.slice(start2, end));
  if (match !== null) {
    state.position = start2 + match.index + match[0].length - 1;
    throwError(state, "the stream contains non-printable characters");
  }
}
function readTagProperty(state, props2, inFlow) {
  if (state.input.charCodeAt(state.position) !== 33) return false;
  if (props2.tagStart !== NO_RANGE$1) throwError(state, "duplication of a tag property");
  const start2 = state.position;
  let isVerbatim = false;
  let isNamed2 = false;
  let tagHandle = "!";
  let ch = state.input.charCodeAt(++state.position);
  if (ch === 60) {
    isVerbatim = true;
    ch = state.input.charCodeAt(++state.position);
  } else if (ch === 33) {
    isNamed2 = true;
    tagHandle = "!!";
    ch = state.input.charCodeAt(++state.position);
  }
  let suffixStart = state.position;
  let tagName;
  if (isVerbatim) {
    while (ch !== 0 && ch !== 62) ch = state.input.charCodeAt(++state.position);
    if (ch !== 62) throwError(state, "unexpected end of the stream within a verbatim tag");
    tagName = state.input.slice(suffixStart, state.position);
    state.position++;
  } else {
    while (ch !== 0 && !isWsOrEol(ch) && !(inFlow && isFlowIndicator(ch))) {
      if (ch === 33) {
        if (!isNamed2) {
          tagHandle = state.input.slice(suffixStart - 1, state.position + 1);
          if (!PATTERN_TAG_HANDLE.test(tagHandle)) throwError(state, "named tag handle cannot contain such characters");
          isNamed2 = true;
          suffixStart = state.position + 1;
        } else throwError(state, "tag suffix cannot contain exclamation marks");
      }
      ch = state.input.charCodeAt(++state.position);
    }
    tagName = state.input.slice(suffixStart, state.position);
    if (PATTERN_FLOW_INDICATORS.test(tagName)) throwError(state, "tag suffix cannot contain flow indicator characters");
  }
  if (tagName && !(isVerbatim ? PATTERN_TAG_URI.test(tagName) : PATTERN_TAG_SUFFIX.test(tagName))) throwError(state, `tag name cannot contain such characters: ${tagName}`);
  if (!isVerbatim && tagHandle !== "!" && tagHandle !== "!!" && !HAS_OWN.call(state.tagHandlers, tagHandle)) throwError(state, `undeclared tag handle "${tagHandle}"`);
  props2.tagStart = start2;
  props2.tagEnd = state.position;
  return true;
}
function readAnchorProperty(state, props2) {
  if (state.input.charCodeAt(state.position) !== 38) return false;
  if (props2.anchorStart !== NO_RANGE$1) throwError(state, "duplication of an anchor property");
  state.position++;
  const start2 = state.position;
  while (state.input.charCodeAt(state.position) !== 0 && !isWsOrEol(state.input.charCodeAt(state.position)) && !isFlowIndicator(state.input.charCodeAt(state.position))) state.position++;
  if (state.position === start2) throwError(state, "name of an anchor node must contain at least one character");
  props2.anchorStart = start2;
  props2.anchorEnd = state.position;
  return true;
}
function readAlias(state, props2) {
  if (state.input.charCodeAt(state.position) !== 42) return false;
  if (props2.anchorStart !== NO_RANGE$1 || props2.tagStart !== NO_RANGE$1) throwError(state, "alias node should not have any properties");
  state.position++;
  const start2 = state.position;
  while (state.input.charCodeAt(state.position) !== 0 && !isWsOrEol(state.input.charCodeAt(state.position)) && !isFlowIndicator(state.input.charCodeAt(state.position))) state.position++;
  if (state.position === start2) throwError(state, "name of an alias node must contain at least one character");
  addAliasEvent(state, start2, state.position);
  return true;
}
function readFlowScalarBreak(state, nodeIndent) {
  skipSeparationSpace(state, false);
  if (state.lineIndent < nodeIndent) throwError(state, "deficient indentation");
}
function readSingleQuotedScalar(state, nodeIndent, props2) {
  if (state.input.charCodeAt(state.position) !== 39) return false;
  state.position++;
  const start2 = state.position;
  let simple = true;
  while (state.input.charCodeAt(state.position) !== 0) {
    const ch = state.input.charCodeAt(state.position);
    if (ch === 39) {
      if (state.input.charCodeAt(state.position + 1) === 39) {
        simple = false;
        state.position += 2;
        continue;
      }
      const end = state.position;
      state.position++;
      addScalarEvent(state, start2, end, props2.anchorStart, props2.anchorEnd, props2.tagStart, props2.tagEnd, SCALAR_STYLE.SINGLE_QUOTED, CHOMPING_MODE.CLIP, -1, simple);
      return true;
    }
    if (isEol(ch)) {
      simple = false;
      readFlowScalarBreak(state, nodeIndent);
    } else if (state.position === state.lineStart && testDocumentSeparator(state)) throwError(state, "unexpected end of the document within a single quoted scalar");
    else if (ch !== 9 && ch < 32) throwError(state, "expected valid JSON character");
    else state.position++;
  }
  throwError(state, "unexpected end of the stream within a single quoted scalar");
}
function readDoubleQuotedScalar(state, nodeIndent, props2) {
  if (state.input.charCodeAt(state.position) !== 34) return false;
  state.position++;
  const start2 = state.position;
  let simple = true;
  while (state.input.charCodeAt(state.position) !== 0) {
    const ch = state.input.charCodeAt(state.position);
    if (ch === 34) {
      const end = state.position;
      state.position++;
      addScalarEvent(state, start2, end, props2.anchorStart, props2.anchorEnd, props2.tagStart, props2.tagEnd, SCALAR_STYLE.DOUBLE_QUOTED, CHOMPING_MODE.CLIP, -1, simple);
      return true;
    }
    if (ch === 92) {
      simple = false;
      const escaped = state.input.charCodeAt(++state.position);
      if (isEol(escaped)) readFlowScalarBreak(state, nodeIndent);
      else if (isSimpleEscape(escaped)) state.position++;
      else {
        let hexLength = escapedHexLen(escaped);
        if (hexLength === 0) throwError(state, "unknown escape sequence");
        while (hexLength-- > 0) {
          state.position++;
          if (fromHexCode(state.input.charCodeAt(state.position)) < 0) throwError(state, "expected hexadecimal character");
        }
        state.position++;
      }
    } else if (isEol(ch)) {
      simple = false;
      readFlowScalarBreak(state, nodeIndent);
    } else if (state.position === state.lineStart && testDocumentSeparator(state)) throwError(state, "unexpected end of the document within a double quoted scalar");
    else if (ch !== 9 && ch < 32) throwError(state, "expected valid JSON character");
    else state.position++;
  }
  throwError(state, "unexpected end of the stream within a double quoted scalar");
}
function readBlockScalar(state, parentIndent, props2) {
  const ch = state.input.charCodeAt(state.position);
  let chomping = CHOMPING_MODE.CLIP;
  let indent = -1;
  let detectedIndent = false;
  if (ch !== 124 && ch !== 62) return false;
  const style = ch === 124 ? SCALAR_STYLE.LITERAL_BLOCK : SCALAR_STYLE.FOLDED_BLOCK;
  state.position++;
  while (state.input.charCodeAt(state.position) !== 0) {
    const current = state.input.charCodeAt(state.position);
    const digit = fromDecimalCode(current);
    if (current === 43 || current === 45) {
      if (chomping !== CHOMPING_MODE.CLIP) throwError(state, "repeat of a chomping mode identifier");
      chomping = current === 43 ? CHOMPING_MODE.KEEP : CHOMPING_MODE.STRIP;
      state.position++;
    } else if (digit >= 0) {
      if (digit === 0) throwError(state, "bad explicit indentation width of a block scalar; it cannot be less than one");
      if (detectedIndent) throwError(state, "repeat of an indentation width identifier");
      indent = parentIndent + digit - 1;
      detectedIndent = true;
      state.position++;
    } else break;
  }
  let hadWhitespace = false;
  while (isWhiteSpace(state.input.charCodeAt(state.position))) {
    hadWhitespace = true;
    state.position++;
  }
  if (hadWhitespace && state.input.charCodeAt(state.position) === 35) skipUntilLineEnd(state);
  if (isEol(state.input.charCodeAt(state.position))) consumeLineBreak(state);
  else if (state.input.charCodeAt(state.position) !== 0) throwError(state, "a line break is expected");
  let contentIndent = detectedIndent ? indent : -1;
  let maxLeadingIndent = 0;
  const valueStart = state.position;
  let valueEnd = state.position;
  while (state.input.charCodeAt(state.position) !== 0) {
    const linePosition = state.position;
    let column = 0;
    while (state.input.charCodeAt(linePosition + column) === 32) column++;
    const first = state.input.charCodeAt(linePosition + column);
    if (first === 0) {
      if (contentIndent >= 0) {
        if (column > contentIndent) valueEnd = linePosition + column;
      } else if (column > 0) valueEnd = linePosition + column;
      break;
    }
    if (testDocumentBoundary(state)) break;
    if (!detectedIndent && contentIndent === -1 && isEol(first)) maxLeadingIndent = Math.max(maxLeadingIndent, column);
    if (!detectedIndent && contentIndent === -1 && !isEol(first)) {
      if (first === 9 && column < parentIndent) {
        state.position = linePosition + column;
        throwError(state, "tab characters must not be used in indentation");
      }
      if (column >= parentIndent && column < maxLeadingIndent) {
        state.position = linePosition + column;
        throwError(state, "bad indentation of a mapping entry");
      }
    }
    if (contentIndent === -1 && first !== 0 && !isEol(first) && column < parentIndent) {
      state.lineIndent = column;
      state.position = linePosition + column;
      break;
    }
    if (!detectedIndent && first !== 0 && !isEol(first) && contentIndent === -1) contentIndent = column;
    const requiredIndent = contentIndent === -1 ? parentIndent + 1 : contentIndent;
    if (first !== 0 && !isEol(first) && column < requiredIndent) {
      state.lineIndent = column;
      state.position = linePosition + column;
      break;
    }
    skipUntilLineEnd(state);
    valueEnd = state.position;
    if (isEol(state.input.charCodeAt(state.position))) {
      consumeLineBreak(state);
      valueEnd = state.position;
    }
  }
  checkPrintable(state, valueStart, valueEnd);
  addScalarEvent(state, valueStart, valueEnd, props2.anchorStart, props2.anchorEnd, props2.tagStart, props2.tagEnd, style, chomping, contentIndent);
  return true;
}
function canStartPlainScalar(state, nodeContext) {
  const ch = state.input.charCodeAt(state.position);
  const inFlow = nodeContext === CONTEXT_FLOW_IN;
  if (ch === 0 || isWsOrEol(ch) || ch === 35 || ch === 38 || ch === 42 || ch === 33 || ch === 124 || ch === 62 || ch === 39 || ch === 34 || ch === 37 || ch === 64 || ch === 96 || isFlowIndicator(ch)) return false;
  if (ch === 63 || ch === 45) {
    const following = state.input.charCodeAt(state.position + 1);
    if (isWsOrEolOrEnd(following) || inFlow && isFlowIndicator(following)) return false;
  }
  return true;
}
function readPlainScalar(state, nodeIndent, nodeContext, props2) {
  if (!canStartPlainScalar(state, nodeContext)) return false;
  const start2 = state.position;
  let end = state.position;
  let ch = state.input.charCodeAt(state.position);
  const inFlow = nodeContext === CONTEXT_FLOW_IN;
  let multiline = false;
  while (ch !== 0) {
    if (testDocumentBoundary(state)) break;
    if (ch === 58) {
      const following = state.input.charCodeAt(state.position + 1);
      if (isWsOrEolOrEnd(following) || inFlow && isFlowIndicator(following)) break;
    } else if (ch === 35) {
      if (isWsOrEol(state.input.charCodeAt(state.position - 1))) break;
    } else if (inFlow && isFlowIndicator(ch)) break;
    else if (isEol(ch)) {
      const savedPosition = state.position;
      const savedLine = state.line;
      const savedLineStart = state.lineStart;
      const savedLineIndent = state.lineIndent;
      skipSeparationSpace(state, false);
      if (state.lineIndent >= nodeIndent) {
        multiline = true;
        ch = state.input.charCodeAt(state.position);
        continue;
      }
      state.position = savedPosition;
      state.line = savedLine;
      state.lineStart = savedLineStart;
      state.lineIndent = savedLineIndent;
      break;
    }
    if (!isWhiteSpace(ch)) end = state.position + 1;
    ch = state.input.charCodeAt(++state.position);
  }
  if (end === start2) return false;
  checkPrintable(state, start2, end);
  addScalarEvent(state, start2, end, props2.anchorStart, props2.anchorEnd, props2.tagStart, props2.tagEnd, SCALAR_STYLE.PLAIN, CHOMPING_MODE.CLIP, -1, !multiline);
  return true;
}
function skipFlowSeparationSpace(state, nodeIndent) {
  const startLine = state.line;
  skipSeparationSpace(state, true);
  if (state.line > startLine && state.lineIndent < nodeIndent || state.firstTabInLine !== -1 && state.lineIndent < nodeIndent) throwError(state, "deficient indentation");
}
function readFlowCollection(state, nodeIndent, props2) {
  const ch = state.input.charCodeAt(state.position);
  const isMapping = ch === 123;
  const start2 = state.position;
  let readNext = true;
  if (ch !== 91 && ch !== 123) return false;
  const terminator = isMapping ? 125 : 93;
  if (isMapping) addMappingEvent(state, start2, props2.anchorStart, props2.anchorEnd, props2.tagStart, props2.tagEnd, COLLECTION_STYLE.FLOW);
  else addSequenceEvent(state, start2, props2.anchorStart, props2.anchorEnd, props2.tagStart, props2.tagEnd, COLLECTION_STYLE.FLOW);
  state.position++;
  while (state.input.charCodeAt(state.position) !== 0) {
    skipFlowSeparationSpace(state, nodeIndent);
    let ch2 = state.input.charCodeAt(state.position);
    if (ch2 === terminator) {
      state.position++;
      addPopEvent(state);
      return true;
    } else if (!readNext) throwError(state, "missed comma between flow collection entries");
    else if (ch2 === 44) throwError(state, "expected the node content, but found ','");
    let isPair = false;
    let isExplicitPair = false;
    if (ch2 === 63 && isWsOrEol(state.input.charCodeAt(state.position + 1))) {
      isPair = isExplicitPair = true;
      state.position += 1;
      skipFlowSeparationSpace(state, nodeIndent);
    }
    const entryLine = state.line;
    const entryStart = snapshotState(state);
    const keyWasRead = parseNode(state, nodeIndent, CONTEXT_FLOW_IN, false, true);
    skipFlowSeparationSpace(state, nodeIndent);
    ch2 = state.input.charCodeAt(state.position);
    if ((isMapping || isExplicitPair || state.line === entryLine) && ch2 === 58) {
      isPair = true;
      state.position++;
      skipFlowSeparationSpace(state, nodeIndent);
      if (!isMapping) {
        insertFlowPairMappingEvent(state, entryStart);
        if (!keyWasRead) addEmptyScalarEvent(state);
      } else if (!keyWasRead) addEmptyScalarEvent(state);
      if (!parseNode(state, nodeIndent, CONTEXT_FLOW_IN, false, true)) addEmptyScalarEvent(state);
      skipFlowSeparationSpace(state, nodeIndent);
      if (!isMapping) addPopEvent(state);
    } else if (isMapping && isPair) {
      if (!keyWasRead) addEmptyScalarEvent(state);
      addEmptyScalarEvent(state);
    } else if (isMapping) addEmptyScalarEvent(state);
    else if (isPair) {
      insertFlowPairMappingEvent(state, entryStart);
      if (!keyWasRead) addEmptyScalarEvent(state);
      addEmptyScalarEvent(state);
      addPopEvent(state);
    }
    ch2 = state.input.charCodeAt(state.position);
    if (ch2 === 44) {
      readNext = true;
      state.position++;
    } else readNext = false;
  }
  throwError(state, "unexpected end of the stream within a flow collection");
}
function readBlockSequence(state, nodeIndent, props2) {
  if (state.firstTabInLine !== -1 || state.input.charCodeAt(state.position) !== 45 || !isWsOrEolOrEnd(state.input.charCodeAt(state.position + 1))) return false;
  addSequenceEvent(state, state.position, props2.anchorStart, props2.anchorEnd, props2.tagStart, props2.tagEnd, COLLECTION_STYLE.BLOCK);
  while (state.input.charCodeAt(state.position) === 45 && isWsOrEolOrEnd(state.input.charCodeAt(state.position + 1))) {
    if (state.firstTabInLine !== -1) {
      state.position = state.firstTabInLine;
      throwError(state, "tab characters must not be used in indentation");
    }
    const entryLine = state.line;
    state.position++;
    const hadBreak = skipSeparationSpace(state, true) > 0;
    if (state.firstTabInLine !== -1 && state.input.charCodeAt(state.position) === 45 && isWsOrEolOrEnd(state.input.charCodeAt(state.position + 1))) throwError(state, "bad indentation of a sequence entry");
    if (hadBreak && state.lineIndent <= nodeIndent) addEmptyScalarEvent(state);
    else parseNode(state, nodeIndent, CONTEXT_BLOCK_IN, false, true);
    skipSeparationSpace(state, true);
    if (state.lineIndent < nodeIndent || state.position >= state.length) break;
    if (state.lineIndent > nodeIndent) throwError(state, "bad indentation of a sequence entry");
    if (state.line === entryLine && state.input.charCodeAt(state.position) === 45 && isWsOrEolOrEnd(state.input.charCodeAt(state.position + 1))) throwError(state, "bad indentation of a sequence entry");
  }
  addPopEvent(state);
  return true;
}
function readBlockMapping(state, nodeIndent, flowIndent, props2) {
  let atExplicitKey = false;
  let detected = false;
  let mappingOpened = false;
  let pendingExplicitKey = false;
  if (state.firstTabInLine !== -1) return false;
  let ch = state.input.charCodeAt(state.position);
  while (ch !== 0) {
    if (!atExplicitKey && state.firstTabInLine !== -1) {
      state.position = state.firstTabInLine;
      throwError(state, "tab characters must not be used in indentation");
    }
    const following = state.input.charCodeAt(state.position + 1);
    const entryLine = state.line;
    if ((ch === 63 || ch === 58) && isWsOrEolOrEnd(following)) {
      if (!mappingOpened) {
        addMappingEvent(state, state.position, props2.anchorStart, props2.anchorEnd, props2.tagStart, props2.tagEnd, COLLECTION_STYLE.BLOCK);
        mappingOpened = true;
      }
      if (ch === 63) {
        if (atExplicitKey) addEmptyScalarEvent(state);
        detected = true;
        atExplicitKey = true;
      } else if (atExplicitKey) atExplicitKey = false;
      else {
        addEmptyScalarEvent(state);
        detected = true;
        atExplicitKey = false;
      }
      state.position += 1;
      pendingExplicitKey = true;
    } else {
      if (atExplicitKey) {
        addEmptyScalarEvent(state);
        atExplicitKey = false;
      }
      const beforeKey = snapshotState(state);
      if (!parseNode(state, flowIndent, CONTEXT_FLOW_OUT, false, true)) break;
      if (state.line === entryLine) {
        ch = state.input.charCodeAt(state.position);
        while (isWhiteSpace(ch)) ch = state.input.charCodeAt(++state.position);
        if (ch === 58) {
          ch = state.input.charCodeAt(++state.position);
          if (!isWsOrEolOrEnd(ch)) throwError(state, "a whitespace character is expected after the key-value separator within a block mapping");
          if (!mappingOpened) {
            state.events.splice(beforeKey.eventsLength, 0, {
              type: EVENT_ID.MAPPING,
              start: beforeKey.position,
              anchorStart: props2.anchorStart,
              anchorEnd: props2.anchorEnd,
              tagStart: props2.tagStart,
              tagEnd: props2.tagEnd,
              style: COLLECTION_STYLE.BLOCK
            });
            mappingOpened = true;
          }
          detected = true;
          atExplicitKey = false;
          pendingExplicitKey = false;
        } else if (detected) throwError(state, "expected ':' after a mapping key");
        else {
          if (props2.anchorStart !== NO_RANGE$1 || props2.tagStart !== NO_RANGE$1) {
            restoreState(state, beforeKey);
            return false;
          }
          return true;
        }
      } else if (detected) throwError(state, "can not read a block mapping entry; a multiline key may not be an implicit key");
      else {
        if (props2.anchorStart !== NO_RANGE$1 || props2.tagStart !== NO_RANGE$1) {
          restoreState(state, beforeKey);
          return false;
        }
        return true;
      }
    }
    if (parseNode(state, nodeIndent, CONTEXT_BLOCK_OUT, true, pendingExplicitKey)) pendingExplicitKey = false;
    if (!atExplicitKey) {
      if (pendingExplicitKey) {
        addEmptyScalarEvent(state);
        pendingExplicitKey = false;
      }
    }
    skipSeparationSpace(state, true);
    ch = state.input.charCodeAt(state.position);
    if ((state.line === entryLine || state.lineIndent > nodeIndent) && ch !== 0) throwError(state, "bad indentation of a mapping entry");
    else if (state.lineIndent < nodeIndent) break;
  }
  if (!detected) return false;
  if (atExplicitKey) addEmptyScalarEvent(state);
  if (mappingOpened) addPopEvent(state);
  return true;
}
function parseNode(state, parentIndent, nodeContext, allowToSeek, allowCompact, allowPropertyMapping = true) {
  if (state.depth >= state.maxDepth) throwError(state, `nesting exceeded maxDepth (${state.maxDepth})`);
  state.depth++;
  let indentStatus = 1;
  let atNewLine = false;
  let hasContent = false;
  let propertyStart = null;
  const props2 = emptyProperties();
  let allowBlockScalars = nodeContext === CONTEXT_BLOCK_OUT || nodeContext === CONTEXT_BLOCK_IN;
  let allowBlockCollections = allowBlockScalars;
  const allowBlockStyles = allowBlockScalars;
  if (allowToSeek && skipSeparationSpace(state, true)) {
    atNewLine = true;
    if (state.lineIndent > parentIndent) indentStatus = 1;
    else if (state.lineIndent === parentIndent) indentStatus = 0;
    else indentStatus = -1;
  }
  if (indentStatus === 1) while (true) {
    const ch = state.input.charCodeAt(state.position);
    const propertyState = snapshotState(state);
    if (atNewLine && indentStatus !== 1 && (ch === 33 || ch === 38)) break;
    if (atNewLine && allowBlockStyles && (props2.tagStart !== NO_RANGE$1 || props2.anchorStart !== NO_RANGE$1) && (ch === 33 || ch === 38)) {
      const fallbackState = snapshotState(state);
      const flowIndent = parentIndent + 1;
      if (readBlockMapping(state, state.position - state.lineStart, flowIndent, props2) && state.events[fallbackState.eventsLength]?.type === EVENT_ID.MAPPING) {
        state.depth--;
        return true;
      }
      restoreState(state, fallbackState);
    }
    if (atNewLine && (ch === 33 && props2.tagStart !== NO_RANGE$1 || ch === 38 && props2.anchorStart !== NO_RANGE$1)) break;
    if (!readTagProperty(state, props2, nodeContext === CONTEXT_FLOW_IN) && !readAnchorProperty(state, props2)) break;
    if (propertyStart === null) propertyStart = propertyState;
    if (skipSeparationSpace(state, true)) {
      atNewLine = true;
      allowBlockCollections = allowBlockStyles;
      if (state.lineIndent > parentIndent) indentStatus = 1;
      else if (state.lineIndent === parentIndent) indentStatus = 0;
      else indentStatus = -1;
    } else allowBlockCollections = false;
  }
  if (allowBlockCollections) allowBlockCollections = atNewLine || allowCompact;
  if (indentStatus === 1 || nodeContext === CONTEXT_BLOCK_OUT) {
    const flowIndent = nodeContext === CONTEXT_FLOW_IN || nodeContext === CONTEXT_FLOW_OUT ? parentIndent : parentIndent + 1;
    const blockIndent = state.position - state.lineStart;
    if (indentStatus === 1) {
      if (allowBlockCollections && (readBlockSequence(state, blockIndent, props2) || readBlockMapping(state, blockIndent, flowIndent, props2)) || readFlowCollection(state, flowIndent, props2)) hasContent = true;
      else {
        const ch = state.input.charCodeAt(state.position);
        if (propertyStart !== null && allowPropertyMapping && allowBlockStyles && !allowBlockCollections && ch !== 124 && ch !== 62) {
          const fallbackState = snapshotState(state);
          const propertyIndent = propertyStart.position - propertyStart.lineStart;
          restoreState(state, propertyStart);
          if (readBlockMapping(state, propertyIndent, flowIndent, emptyProperties()) && state.events[fallbackState.eventsLength]?.type === EVENT_ID.MAPPING) hasContent = true;
          else restoreState(state, fallbackState);
        }
        if (!hasContent && (allowBlockScalars && readBlockScalar(state, flowIndent, props2) || readSingleQuotedScalar(state, flowIndent, props2) || readDoubleQuotedScalar(state, flowIndent, props2) || readAlias(state, props2) || readPlainScalar(state, flowIndent, nodeContext, props2))) hasContent = true;
      }
    } else if (indentStatus === 0) hasContent = allowBlockCollections && readBlockSequence(state, blockIndent, props2);
  }
  allowBlockScalars = allowBlockScalars && !hasContent;
  if (!hasContent && (props2.anchorStart !== NO_RANGE$1 || props2.tagStart !== NO_RANGE$1 || allowBlockScalars)) {
    addScalarEvent(state, NO_RANGE$1, NO_RANGE$1, props2.anchorStart, props2.anchorEnd, props2.tagStart, props2.tagEnd, SCALAR_STYLE.PLAIN);
    hasContent = true;
  }
  state.depth--;
  return hasContent || props2.anchorStart !== NO_RANGE$1 || props2.tagStart !== NO_RANGE$1;
}
function readDirective(state) {
  if (state.lineIndent > 0 || state.input.charCodeAt(state.position) !== 37) return false;
  state.position++;
  const nameStart = state.position;
  while (state.input.charCodeAt(state.position) !== 0 && !isWsOrEol(state.input.charCodeAt(state.position))) state.position++;
  const name = state.input.slice(nameStart, state.position);
  const args = [];
  if (name.length === 0) throwError(state, "directive name must not be less than one character in length");
  while (state.input.charCodeAt(state.position) !== 0 && !isEol(state.input.charCodeAt(state.position))) {
    while (isWhiteSpace(state.input.charCodeAt(state.position))) state.position++;
    if (state.input.charCodeAt(state.position) === 35 || isEol(state.input.charCodeAt(state.position)) || state.input.charCodeAt(state.position) === 0) break;
    const start2 = state.position;
    while (state.input.charCodeAt(state.position) !== 0 && !isWsOrEol(state.input.charCodeAt(state.position))) state.position++;
    args.push(state.input.slice(start2, state.position));
  }
  if (isEol(state.input.charCodeAt(state.position))) consumeLineBreak(state);
  if (name === "YAML") {
    if (state.directives.some((directive) => directive.kind === "yaml")) throwError(state, "duplication of %YAML directive");
    if (args.length !== 1) throwError(state, "YAML directive accepts exactly one argument");
    const match = /^([0-9]+)\.([0-9]+)$/.exec(args[0]);
    if (match === null) throwError(state, "ill-formed argument of the YAML directive");
    if (parseInt(match[1], 10) !== 1) throwError(state, "unacceptable YAML version of the document");
    state.directives.push({
      kind: "yaml",
      version: args[0]
    });
  } else if (name === "TAG") {
    if (args.length !== 2) throwError(state, "TAG directive accepts exactly two arguments");
    const [handle, prefix] = args;
    if (!PATTERN_TAG_HANDLE.test(handle)) throwError(state, "ill-formed tag handle (first argument) of the TAG directive");
    if (HAS_OWN.call(state.tagHandlers, handle)) throwError(state, `there is a previously declared suffix for "${handle}" tag handle`);
    if (!PATTERN_TAG_PREFIX.test(prefix)) throwError(state, "ill-formed tag prefix (second argument) of the TAG directive");
    state.tagHandlers[handle] = prefix;
    state.directives.push({
      kind: "tag",
      handle,
      prefix
    });
  }
  return true;
}
function readDocument(state) {
  state.directives = [];
  state.tagHandlers = /* @__PURE__ */ Object.create(null);
  let hasDirectives = false;
  skipSeparationSpace(state, true);
  while (readDirective(state)) {
    hasDirectives = true;
    skipSeparationSpace(state, true);
  }
  let explicitStart = false;
  let explicitEnd = false;
  let allowCompact = true;
  if (state.lineIndent === 0 && state.input.charCodeAt(state.position) === 45 && state.input.charCodeAt(state.position + 1) === 45 && state.input.charCodeAt(state.position + 2) === 45 && isWsOrEolOrEnd(state.input.charCodeAt(state.position + 3))) {
    explicitStart = true;
    const markerLine = state.line;
    state.position += 3;
    skipSeparationSpace(state, true);
    allowCompact = state.line > markerLine;
  } else if (hasDirectives) throwError(state, "directives end mark is expected");
  const documentEventIndex = state.events.length;
  if (!explicitStart && state.position === state.lineStart && state.input.charCodeAt(state.position) === 46 && testDocumentSeparator(state)) {
    state.position += 3;
    skipSeparationSpace(state, true);
    return;
  }
  addDocumentEvent(state, explicitStart, false);
  if (!parseNode(state, state.lineIndent - 1, CONTEXT_BLOCK_OUT, false, allowCompact, allowCompact)) addEmptyScalarEvent(state);
  skipSeparationSpace(state, true);
  if (state.position === state.lineStart && testDocumentSeparator(state)) {
    explicitEnd = state.input.charCodeAt(state.position) === 46;
    if (explicitEnd) {
      const markerLine = state.line;
      state.position += 3;
      skipSeparationSpace(state, true);
      if (state.line === markerLine && state.position < state.length) throwError(state, "end of the stream or a document separator is expected");
    }
  }
  const documentEvent = state.events[documentEventIndex];
  if (documentEvent?.type === EVENT_ID.DOCUMENT) documentEvent.explicitEnd = explicitEnd;
  addPopEvent(state);
  if (!explicitEnd && state.position < state.length && !testDocumentBoundary(state)) throwError(state, "end of the stream or a document separator is expected");
}
function parseEvents(input, options) {
  const length = input.length;
  const state = {
    ...DEFAULT_PARSER_OPTIONS,
    ...options,
    input: `${input}\0`,
    length,
    position: 0,
    line: 0,
    lineStart: 0,
    lineIndent: 0,
    firstTabInLine: -1,
    depth: 0,
    directives: [],
    tagHandlers: /* @__PURE__ */ Object.create(null),
    events: []
  };
  const nullpos = input.indexOf("\0");
  if (nullpos !== -1) YAMLException.throwAt(input, nullpos, "null byte is not allowed in input", state.filename);
  while (state.position < state.length) {
    skipByteOrderMark(state);
    skipSeparationSpace(state, true);
    if (state.position >= state.length) break;
    const documentStart = state.position;
    readDocument(state);
    if (state.position === documentStart)
      throwError(state, "can not read a document");
  }
  return state.events;
}
function loadDocuments(input, options = {}) {
  const opts = {
    ...DEFAULT_LOAD_OPTIONS,
    ...options
  };
  const source = String(input);
  const PARSER_OPT_KEYS = Object.keys(DEFAULT_PARSER_OPTIONS);
  const CONSTRUCTOR_OPT_KEYS = Object.keys(DEFAULT_CONSTRUCTOR_OPTIONS);
  return constructFromEvents(parseEvents(source, pick(opts, PARSER_OPT_KEYS)), {
    ...pick(opts, CONSTRUCTOR_OPT_KEYS),
    source
  });
}
function load(input, options) {
  const documents = loadDocuments(input, options);
  if (documents.length === 0) throw new YAMLException("expected a document, but the input is empty");
  if (documents.length === 1) return documents[0];
  throw new YAMLException("expected a single document in the stream, but found more");
}
function hasBit(mask2, bit) {
  return (mask2 & 1 << bit) !== 0;
}
function _preferredQuotedStyle(layout) {
  if (layout.presenterOptions.quoteStyle === "single" && hasBit(layout.allowedStylesMask, SCALAR_STYLE.SINGLE_QUOTED)) return SCALAR_STYLE.SINGLE_QUOTED;
  return SCALAR_STYLE.DOUBLE_QUOTED;
}
function applyQuoteFlowKeysOption(layout) {
  if (!layout.presenterOptions.quoteFlowKeys) return;
  if (!layout.isKey || !layout.flowOnly || layout.style !== SCALAR_STYLE.PLAIN) return;
  layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
}
function doubleQuoteForInvisibles(layout) {
  if (layout.style === SCALAR_STYLE.PLAIN && /[\t\x7F-\xA0\u2028\u2029\uFEFF\uFFFE\uFFFF]/.test(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
}
function doubleQuoteWhitespaceOnly(layout) {
  if (layout.style === SCALAR_STYLE.PLAIN && /^\s+$/.test(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
}
function applyForceQuotesOption(layout) {
  if (!layout.presenterOptions.forceQuotes) return;
  if (layout.isKey || layout.style !== SCALAR_STYLE.PLAIN) return;
  if (layout.node.tag !== layout.presenterOptions.schema.defaultScalarTag.tagName) return;
  layout.style = layout.node.value.includes("\n") ? SCALAR_STYLE.DOUBLE_QUOTED : _preferredQuotedStyle(layout);
}
function tryLongOrMultilineAsBlock(layout) {
  if (layout.style !== SCALAR_STYLE.PLAIN || layout.isKey) return;
  const value = layout.node.value;
  const multiline = value.indexOf("\n") !== -1;
  if (!hasBit(layout.allowedStylesMask, SCALAR_STYLE.LITERAL_BLOCK)) {
    if (multiline) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
    return;
  }
  const w = layout.presenterOptions.lineWidth;
  if (w === -1) {
    if (multiline) layout.style = SCALAR_STYLE.LITERAL_BLOCK;
    return;
  }
  const availableWidth = Math.max(Math.min(w, 40), w - layout.shiftOfContent);
  let position = 0;
  let shouldFold = false;
  while (position <= value.length) {
    let lineEnd = value.length;
    const nextLineBreak = value.indexOf("\n", position);
    if (nextLineBreak !== -1) lineEnd = nextLineBreak;
    const line = value.slice(position, lineEnd);
    if (line.length > availableWidth && line[0] !== " " && / [^ \t]/.test(line)) shouldFold = true;
    if (nextLineBreak === -1) break;
    position = nextLineBreak + 1;
  }
  if (shouldFold) layout.style = SCALAR_STYLE.FOLDED_BLOCK;
  else if (multiline) layout.style = SCALAR_STYLE.LITERAL_BLOCK;
}
function quoteInvalidPlain(layout) {
  if (layout.style === SCALAR_STYLE.PLAIN && !hasBit(layout.allowedStylesMask, SCALAR_STYLE.PLAIN)) layout.style = _preferredQuotedStyle(layout);
}
function fallbackToDoubleQuoted(layout) {
  if (!hasBit(layout.allowedStylesMask, layout.style)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
}
var NOT_RESOLVED, strTag, NULL_VALUES$1, nullCoreTag, nullJsonTag, NULL_VALUES, nullYaml11Tag, TRUE_VALUES$2, FALSE_VALUES$2, boolCoreTag, TRUE_VALUES$1, FALSE_VALUES$1, boolJsonTag, TRUE_VALUES, FALSE_VALUES, boolYaml11Tag, YAML_INTEGER_IMPLICIT_PATTERN$1, YAML_INTEGER_EXPLICIT_PATTERN$1, intCoreTag, YAML_INTEGER_IMPLICIT_PATTERN, YAML_INTEGER_EXPLICIT_PATTERN, intJsonTag, YAML_INTEGER_PATTERN, intYaml11Tag, YAML_FLOAT_PATTERN$1, YAML_FLOAT_SPECIAL_PATTERN$1, floatCoreTag, YAML_FLOAT_IMPLICIT_PATTERN, YAML_FLOAT_EXPLICIT_PATTERN, floatJsonTag, YAML_FLOAT_PATTERN, YAML_FLOAT_SPECIAL_PATTERN, floatYaml11Tag, mergeTag, BASE64_PATTERN, binaryTag, YAML_DATE_REGEXP, YAML_TIMESTAMP_REGEXP, timestampTag, seqTag, omapTag, pairsTag, mapTag, setTag, Schema, FAILSAFE_SCHEMA, JSON_SCHEMA, CORE_SCHEMA, YAML11_SCHEMA, DUMP_SCHEMA, realMapTag, legacyMapTag, DEFAULT_SNIPPET_OPTIONS, YAMLException, EVENT_ID, SCALAR_STYLE, COLLECTION_STYLE, CHOMPING_MODE, NO_RANGE$3, simpleEscapeCheck, simpleEscapeMap, DEFAULT_TAG_HANDLERS, TAG_SUFFIX_CHARS, TAG_URI_CHARS, NO_RANGE$2, MERGE_TAG_NAME, DEFAULT_CONSTRUCTOR_OPTIONS, NO_RANGE$1, HAS_OWN, CONTEXT_FLOW_IN, CONTEXT_FLOW_OUT, CONTEXT_BLOCK_IN, CONTEXT_BLOCK_OUT, PATTERN_NON_PRINTABLE, PATTERN_FLOW_INDICATORS, PATTERN_TAG_HANDLE, NS_URI_CHAR, NS_TAG_CHAR, PATTERN_TAG_URI, PATTERN_TAG_SUFFIX, PATTERN_TAG_PREFIX, DEFAULT_PARSER_OPTIONS, DEFAULT_LOAD_OPTIONS, DEFAULT_SCALAR_STYLE_RULES, SRC_C_PRINTABLE, SRC_B_CHAR, SRC_C_BYTE_ORDER_MARK, SRC_S_WHITE, SRC_NB_CHAR, SRC_NS_CHAR, SRC_NB_JSON, SRC_C_INDICATOR, SRC_C_FLOW_INDICATOR, SRC_NS_PLAIN_SAFE_FLOW_OUT, SRC_NS_PLAIN_SAFE_FLOW_IN, SRC_NS_PLAIN_FIRST_FLOW_OUT, SRC_NS_PLAIN_FIRST_FLOW_IN, SRC_NS_PLAIN_CHAR_FLOW_OUT, SRC_NS_PLAIN_CHAR_FLOW_IN, SRC_NB_NS_PLAIN_IN_LINE_FLOW_OUT, SRC_NB_NS_PLAIN_IN_LINE_FLOW_IN, SRC_NS_PLAIN_ONE_LINE_FLOW_OUT, SRC_NS_PLAIN_ONE_LINE_FLOW_IN, SRC_NS_PLAIN_ONE_LINE_BLOCK_KEY, SRC_NS_PLAIN_ONE_LINE_FLOW_KEY, SRC_S_NS_PLAIN_NEXT_LINE_FLOW_OUT, SRC_S_NS_PLAIN_NEXT_LINE_FLOW_IN, SRC_NS_PLAIN_MULTI_LINE_FLOW_OUT, SRC_NS_PLAIN_MULTI_LINE_FLOW_IN, NS_PLAIN_FLOW_OUT, NS_PLAIN_FLOW_IN, NS_PLAIN_BLOCK_KEY, NS_PLAIN_FLOW_KEY, NB_SINGLE_ONE_LINE, NB_SINGLE_MULTI_LINE, BLOCK_SCALAR_CONTENT, DEFAULT_PRESENTER_OPTIONS, DEFAULT_DUMP_OPTIONS, EVENT_DOCUMENT, EVENT_SEQUENCE, EVENT_MAPPING, EVENT_SCALAR, EVENT_ALIAS, EVENT_POP, SCALAR_STYLE_PLAIN, SCALAR_STYLE_SINGLE_QUOTED, SCALAR_STYLE_DOUBLE_QUOTED, SCALAR_STYLE_LITERAL_BLOCK, SCALAR_STYLE_FOLDED_BLOCK, COLLECTION_STYLE_BLOCK, COLLECTION_STYLE_FLOW, CHOMPING_CLIP, CHOMPING_STRIP, CHOMPING_KEEP;
var init_js_yaml = __esm({
  "node_modules/js-yaml/dist/js-yaml.mjs"() {
    /*! js-yaml 5.5.0 https://github.com/nodeca/js-yaml @license MIT */
    NOT_RESOLVED = /* @__PURE__ */ Symbol("NOT_RESOLVED");
    strTag = defineScalarTag("tag:yaml.org,2002:str", {
      resolve: (source) => source,
      identify: (data) => typeof data === "string"
    });
    NULL_VALUES$1 = [
      "",
      "~",
      "null",
      "Null",
      "NULL"
    ];
    nullCoreTag = defineScalarTag("tag:yaml.org,2002:null", {
      implicit: true,
      implicitFirstChars: [
        "",
        "~",
        "n",
        "N"
      ],
      resolve: (source) => {
        if (NULL_VALUES$1.indexOf(source) !== -1) return null;
        return NOT_RESOLVED;
      },
      identify: (object) => object === null,
      represent: () => "null"
    });
    nullJsonTag = defineScalarTag("tag:yaml.org,2002:null", {
      implicit: true,
      implicitFirstChars: ["n"],
      resolve: (source, isExplicit) => {
        if (source === "null" || isExplicit && source === "") return null;
        return NOT_RESOLVED;
      },
      identify: (object) => object === null,
      represent: () => "null"
    });
    NULL_VALUES = [
      "",
      "~",
      "null",
      "Null",
      "NULL"
    ];
    nullYaml11Tag = defineScalarTag("tag:yaml.org,2002:null", {
      implicit: true,
      implicitFirstChars: [
        "",
        "~",
        "n",
        "N"
      ],
      resolve: (source) => {
        if (NULL_VALUES.indexOf(source) !== -1) return null;
        return NOT_RESOLVED;
      },
      identify: (object) => object === null,
      represent: () => "null"
    });
    TRUE_VALUES$2 = [
      "true",
      "True",
      "TRUE"
    ];
    FALSE_VALUES$2 = [
      "false",
      "False",
      "FALSE"
    ];
    boolCoreTag = defineScalarTag("tag:yaml.org,2002:bool", {
      implicit: true,
      implicitFirstChars: [
        "t",
        "T",
        "f",
        "F"
      ],
      resolve: (source) => {
        if (TRUE_VALUES$2.indexOf(source) !== -1) return true;
        if (FALSE_VALUES$2.indexOf(source) !== -1) return false;
        return NOT_RESOLVED;
      },
      identify: (object) => Object.prototype.toString.call(object) === "[object Boolean]",
      represent: (object) => object ? "true" : "false"
    });
    TRUE_VALUES$1 = ["true"];
    FALSE_VALUES$1 = ["false"];
    boolJsonTag = defineScalarTag("tag:yaml.org,2002:bool", {
      implicit: true,
      implicitFirstChars: ["t", "f"],
      resolve: (source) => {
        if (TRUE_VALUES$1.indexOf(source) !== -1) return true;
        if (FALSE_VALUES$1.indexOf(source) !== -1) return false;
        return NOT_RESOLVED;
      },
      identify: (object) => Object.prototype.toString.call(object) === "[object Boolean]",
      represent: (object) => object ? "true" : "false"
    });
    TRUE_VALUES = [
      "true",
      "True",
      "TRUE",
      "y",
      "Y",
      "yes",
      "Yes",
      "YES",
      "on",
      "On",
      "ON"
    ];
    FALSE_VALUES = [
      "false",
      "False",
      "FALSE",
      "n",
      "N",
      "no",
      "No",
      "NO",
      "off",
      "Off",
      "OFF"
    ];
    boolYaml11Tag = defineScalarTag("tag:yaml.org,2002:bool", {
      implicit: true,
      implicitFirstChars: [
        "y",
        "Y",
        "n",
        "N",
        "t",
        "T",
        "f",
        "F",
        "o",
        "O"
      ],
      resolve: (source) => {
        if (TRUE_VALUES.indexOf(source) !== -1) return true;
        if (FALSE_VALUES.indexOf(source) !== -1) return false;
        return NOT_RESOLVED;
      },
      identify: (object) => Object.prototype.toString.call(object) === "[object Boolean]",
      represent: (object) => object ? "true" : "false"
    });
    YAML_INTEGER_IMPLICIT_PATTERN$1 = /* @__PURE__ */ new RegExp("^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?[0-9]+)$");
    YAML_INTEGER_EXPLICIT_PATTERN$1 = /* @__PURE__ */ new RegExp("^(?:[-+]?0b[0-1]+|[-+]?0o[0-7]+|[-+]?0x[0-9a-fA-F]+|[-+]?[0-9]+)$");
    intCoreTag = defineScalarTag("tag:yaml.org,2002:int", {
      implicit: true,
      implicitFirstChars: [
        "-",
        "+",
        ..."0123456789"
      ],
      resolve: resolveYamlInteger$2,
      identify: (object) => Number.isInteger(object) && !Object.is(object, -0) && object.toString(10).indexOf("e") < 0,
      represent: (object) => object.toString(10)
    });
    YAML_INTEGER_IMPLICIT_PATTERN = /* @__PURE__ */ new RegExp("^-?(?:0|[1-9][0-9]*)$");
    YAML_INTEGER_EXPLICIT_PATTERN = /* @__PURE__ */ new RegExp("^(?:[-+]?0b[0-1]+|[-+]?0o[0-7]+|[-+]?0x[0-9a-fA-F]+|[-+]?[0-9]+)$");
    intJsonTag = defineScalarTag("tag:yaml.org,2002:int", {
      implicit: true,
      implicitFirstChars: ["-", ..."0123456789"],
      resolve: resolveYamlInteger$1,
      identify: (object) => Number.isInteger(object) && !Object.is(object, -0) && object.toString(10).indexOf("e") < 0,
      represent: (object) => object.toString(10)
    });
    YAML_INTEGER_PATTERN = /* @__PURE__ */ new RegExp("^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+|[-+]?(?:0|[1-9][0-9_]*))$");
    intYaml11Tag = defineScalarTag("tag:yaml.org,2002:int", {
      implicit: true,
      implicitFirstChars: [
        "-",
        "+",
        ..."0123456789"
      ],
      resolve: resolveYamlInteger,
      identify: (object) => Number.isInteger(object) && !Object.is(object, -0) && object.toString(10).indexOf("e") < 0,
      represent: (object) => object.toString(10)
    });
    YAML_FLOAT_PATTERN$1 = /* @__PURE__ */ new RegExp("^(?:[-+]?[0-9]+(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))$");
    YAML_FLOAT_SPECIAL_PATTERN$1 = /* @__PURE__ */ new RegExp("^(?:[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))$");
    floatCoreTag = defineScalarTag("tag:yaml.org,2002:float", {
      implicit: true,
      implicitFirstChars: [
        "-",
        "+",
        ".",
        ..."0123456789"
      ],
      resolve: resolveYamlFloat$2,
      identify: (object) => typeof object === "number" && (!Number.isInteger(object) || Object.is(object, -0) || object.toString(10).indexOf("e") >= 0),
      represent: representYamlFloat$2
    });
    YAML_FLOAT_IMPLICIT_PATTERN = /* @__PURE__ */ new RegExp("^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$");
    YAML_FLOAT_EXPLICIT_PATTERN = /* @__PURE__ */ new RegExp("^(?:[-+]?[0-9]+(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))$");
    floatJsonTag = defineScalarTag("tag:yaml.org,2002:float", {
      implicit: true,
      implicitFirstChars: ["-", ..."0123456789"],
      resolve: resolveYamlFloat$1,
      identify: (object) => typeof object === "number" && (!Number.isInteger(object) || Object.is(object, -0) || object.toString(10).indexOf("e") >= 0),
      represent: representYamlFloat$1
    });
    YAML_FLOAT_PATTERN = /* @__PURE__ */ new RegExp("^(?:[-+]?(?:(?:[0-9][0-9_]*)?\\.[0-9_]*)(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))$");
    YAML_FLOAT_SPECIAL_PATTERN = /* @__PURE__ */ new RegExp("^(?:[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))$");
    floatYaml11Tag = defineScalarTag("tag:yaml.org,2002:float", {
      implicit: true,
      implicitFirstChars: [
        "-",
        "+",
        ".",
        ..."0123456789"
      ],
      resolve: resolveYamlFloat,
      identify: (object) => typeof object === "number" && (!Number.isInteger(object) || Object.is(object, -0) || object.toString(10).indexOf("e") >= 0),
      represent: representYamlFloat
    });
    mergeTag = defineScalarTag("tag:yaml.org,2002:merge", {
      implicit: true,
      implicitFirstChars: ["<"],
      resolve: (source, isExplicit) => {
        if (source === "<<" || isExplicit && source === "") return "<<";
        return NOT_RESOLVED;
      },
      identify: () => false
    });
    BASE64_PATTERN = /^[A-Za-z0-9+/]*={0,2}$/;
    binaryTag = defineScalarTag("tag:yaml.org,2002:binary", {
      resolve: resolveYamlBinary,
      identify: (object) => Object.prototype.toString.call(object) === "[object Uint8Array]",
      represent: representYamlBinary
    });
    YAML_DATE_REGEXP = /* @__PURE__ */ new RegExp("^([0-9][0-9][0-9][0-9])-([0-9][0-9])-([0-9][0-9])$");
    YAML_TIMESTAMP_REGEXP = /* @__PURE__ */ new RegExp("^([0-9][0-9][0-9][0-9])-([0-9][0-9]?)-([0-9][0-9]?)(?:[Tt]|[ \\t]+)([0-9][0-9]?):([0-9][0-9]):([0-9][0-9])(?:\\.([0-9]*))?(?:[ \\t]*(Z|([-+])([0-9][0-9]?)(?::([0-9][0-9]))?))?$");
    timestampTag = defineScalarTag("tag:yaml.org,2002:timestamp", {
      implicit: true,
      implicitFirstChars: [..."0123456789"],
      resolve: resolveYamlTimestamp,
      identify: (object) => object instanceof Date,
      represent: (object) => object.toISOString()
    });
    seqTag = defineSequenceTag("tag:yaml.org,2002:seq", {
      create: () => [],
      addItem: (container, item) => {
        container.push(item);
      },
      identify: Array.isArray
    });
    omapTag = defineSequenceTag("tag:yaml.org,2002:omap", {
      create: () => ({
        list: [],
        seen: /* @__PURE__ */ new Set()
      }),
      addItem: (carrier, item) => {
        let key;
        if (item instanceof Map) {
          if (item.size !== 1) return "cannot resolve an ordered map item";
          key = item.keys().next().value;
        } else if (isPlainObject(item)) {
          const itemKeys = Object.keys(item);
          if (itemKeys.length !== 1) return "cannot resolve an ordered map item";
          key = itemKeys[0];
        } else return "cannot resolve an ordered map item";
        if (carrier.seen.has(key)) return "duplicate key in ordered map";
        carrier.seen.add(key);
        carrier.list.push(item);
        return "";
      },
      finalize: (carrier) => carrier.list,
      identify: () => false
    });
    pairsTag = defineSequenceTag("tag:yaml.org,2002:pairs", {
      create: () => [],
      addItem: (container, item) => {
        if (item instanceof Map) {
          if (item.size !== 1) return "cannot resolve a pairs item";
          container.push(item.entries().next().value);
          return "";
        }
        if (Object.prototype.toString.call(item) !== "[object Object]") return "cannot resolve a pairs item";
        const object = item;
        const keys = Object.keys(object);
        if (keys.length !== 1) return "cannot resolve a pairs item";
        container.push([keys[0], object[keys[0]]]);
        return "";
      },
      identify: () => false
    });
    mapTag = defineMappingTag("tag:yaml.org,2002:map", {
      create: () => ({}),
      identify: isPlainObject,
      represent: (o) => {
        const map = /* @__PURE__ */ new Map();
        for (const key of Object.keys(o)) map.set(key, o[key]);
        return map;
      },
      addPair: (container, key, value) => {
        if (key !== null && typeof key === "object") return "object-based map does not support complex keys";
        const normalizedKey = String(key);
        if (normalizedKey === "__proto__") Object.defineProperty(container, normalizedKey, {
          value,
          enumerable: true,
          configurable: true,
          writable: true
        });
        else container[normalizedKey] = value;
        return "";
      },
      has: (container, key) => {
        if (key !== null && typeof key === "object") return false;
        return Object.prototype.hasOwnProperty.call(container, String(key));
      },
      keys: (container) => Object.keys(container),
      get: (container, key) => {
        const normalizedKey = String(key);
        if (!Object.prototype.hasOwnProperty.call(container, normalizedKey)) return null;
        return container[normalizedKey];
      }
    });
    setTag = defineMappingTag("tag:yaml.org,2002:set", {
      create: () => /* @__PURE__ */ new Set(),
      identify: (data) => data instanceof Set,
      represent: (data) => {
        const map = /* @__PURE__ */ new Map();
        for (const key of data) map.set(key, null);
        return map;
      },
      addPair: (container, key, value) => {
        if (value !== null) return "cannot resolve a set item";
        container.add(key);
        return "";
      },
      has: (container, key) => container.has(key),
      keys: (container) => container.keys(),
      get: () => null
    });
    Schema = class Schema2 {
      tags;
      /** @internal */
      implicitScalarTags;
      /**
      * Dispatch implicit scalar resolvers by `source.charAt(0)`. Each bucket holds
      * the resolvers that may match that key, in schema order; a key absent from
      * the map uses
      * {@link Schema.implicitScalarAnyFirstChar}
      * (resolvers that declared no first-char constraint, so they apply to any
      * first character).
      */
      implicitScalarByFirstChar;
      implicitScalarAnyFirstChar;
      /**
      * The default scalar tag (`!!str`), resolved once so the composer's fallback
      * for unresolved plain scalars avoids a keyed lookup per scalar.
      *
      * @internal
      */
      defaultScalarTag;
      /**
      * The default container tags (`!!seq` / `!!map`), used by the dumper: when a
      * value is identified by its default tag, the tag is implicit and not
      * printed. Undefined if the schema does not define them (then such values
      * can't be dumped).
      *
      * @internal
      */
      defaultSequenceTag;
      /** @internal */
      defaultMappingTag;
      exact;
      prefix;
      constructor(tags) {
        const compiledTags = compileTags(tags);
        const implicitScalarTags = [];
        const exact = createTagDefinitionMap();
        const prefix = createTagDefinitionListMap();
        for (const tag of compiledTags) {
          if (tag.nodeKind === "scalar" && tag.implicit) {
            if (tag.matchByTagPrefix) throw new Error("Implicit scalar tags cannot match by tag prefix");
            implicitScalarTags.push(tag);
          }
          switch (tag.nodeKind) {
            case "scalar":
              if (tag.matchByTagPrefix) prefix.scalar.push(tag);
              else exact.scalar[tag.tagName] = tag;
              break;
            case "sequence":
              if (tag.matchByTagPrefix) prefix.sequence.push(tag);
              else exact.sequence[tag.tagName] = tag;
              break;
            case "mapping":
              if (tag.matchByTagPrefix) prefix.mapping.push(tag);
              else exact.mapping[tag.tagName] = tag;
          }
        }
        const implicitScalarAnyFirstChar = implicitScalarTags.filter((tag) => tag.implicitFirstChars === null);
        const keys = /* @__PURE__ */ new Set();
        for (const tag of implicitScalarTags) if (tag.implicitFirstChars !== null) for (const key of tag.implicitFirstChars) keys.add(key);
        const implicitScalarByFirstChar = /* @__PURE__ */ new Map();
        for (const key of keys) implicitScalarByFirstChar.set(key, implicitScalarTags.filter((tag) => tag.implicitFirstChars === null || tag.implicitFirstChars.indexOf(key) !== -1));
        const defaultScalarTag = exact.scalar["tag:yaml.org,2002:str"];
        if (!defaultScalarTag) throw new Error("schema does not define the default scalar tag (tag:yaml.org,2002:str)");
        this.tags = compiledTags;
        this.implicitScalarTags = implicitScalarTags;
        this.implicitScalarByFirstChar = implicitScalarByFirstChar;
        this.implicitScalarAnyFirstChar = implicitScalarAnyFirstChar;
        this.defaultScalarTag = defaultScalarTag;
        this.defaultSequenceTag = exact.sequence["tag:yaml.org,2002:seq"];
        this.defaultMappingTag = exact.mapping["tag:yaml.org,2002:map"];
        this.exact = exact;
        this.prefix = prefix;
      }
      /** @internal */
      lookupScalarTag(tagName) {
        const exactTag = this.exact.scalar[tagName];
        if (exactTag) return exactTag;
        for (const tag of this.prefix.scalar) if (tagName.startsWith(tag.tagName)) return tag;
      }
      /** @internal */
      lookupSequenceTag(tagName) {
        const exactTag = this.exact.sequence[tagName];
        if (exactTag) return exactTag;
        for (const tag of this.prefix.sequence) if (tagName.startsWith(tag.tagName)) return tag;
      }
      /** @internal */
      lookupMappingTag(tagName) {
        const exactTag = this.exact.mapping[tagName];
        if (exactTag) return exactTag;
        for (const tag of this.prefix.mapping) if (tagName.startsWith(tag.tagName)) return tag;
      }
      /** @internal */
      resolveImplicitScalarTag(source) {
        const candidates = this.implicitScalarByFirstChar.get(source.charAt(0)) ?? this.implicitScalarAnyFirstChar;
        for (const tag2 of candidates) {
          const value = tag2.resolve(source, false, tag2.tagName);
          if (value !== NOT_RESOLVED) return {
            value,
            tag: tag2
          };
        }
        const tag = this.defaultScalarTag;
        return {
          value: tag.resolve(source, false, tag.tagName),
          tag
        };
      }
      /**
      * Creates a new schema with the specified tags added. If a tag already
      * exists, it is replaced by the specified tag.
      *
      * @example
      *
      * ```javascript
      * import { CORE_SCHEMA, mergeTag, realMapTag } from 'js-yaml'
      *
      * const schema = CORE_SCHEMA.withTags(mergeTag, realMapTag)
      * ```
      */
      withTags(...tags) {
        let flatTags = [];
        for (const tag of tags) flatTags = flatTags.concat(tag);
        return new Schema2([...this.tags, ...flatTags]);
      }
    };
    FAILSAFE_SCHEMA = new Schema([
      strTag,
      seqTag,
      mapTag
    ]);
    JSON_SCHEMA = new Schema([
      ...FAILSAFE_SCHEMA.tags,
      nullJsonTag,
      boolJsonTag,
      intJsonTag,
      floatJsonTag
    ]);
    CORE_SCHEMA = new Schema([
      ...FAILSAFE_SCHEMA.tags,
      nullCoreTag,
      boolCoreTag,
      intCoreTag,
      floatCoreTag
    ]);
    YAML11_SCHEMA = new Schema([
      ...FAILSAFE_SCHEMA.tags,
      nullYaml11Tag,
      boolYaml11Tag,
      intYaml11Tag,
      floatYaml11Tag,
      timestampTag,
      mergeTag,
      binaryTag,
      omapTag,
      pairsTag,
      setTag
    ]);
    DUMP_SCHEMA = YAML11_SCHEMA.withTags({
      ...intYaml11Tag,
      resolve: (source, isExplicit, tagName) => {
        const result = intYaml11Tag.resolve(source, isExplicit, tagName);
        return result === NOT_RESOLVED ? intCoreTag.resolve(source, isExplicit, tagName) : result;
      }
    }, {
      ...floatYaml11Tag,
      resolve: (source, isExplicit, tagName) => {
        const result = floatYaml11Tag.resolve(source, isExplicit, tagName);
        return result === NOT_RESOLVED ? floatCoreTag.resolve(source, isExplicit, tagName) : result;
      }
    });
    realMapTag = defineMappingTag("tag:yaml.org,2002:map", {
      create: () => /* @__PURE__ */ new Map(),
      addPair: (container, key, value) => {
        container.set(key, value);
        return "";
      },
      has: (container, key) => container.has(key),
      keys: (container) => container.keys(),
      get: (container, key) => container.get(key),
      identify: (data) => data instanceof Map || isPlainObject(data),
      represent: (data) => {
        if (data instanceof Map) return data;
        const map = /* @__PURE__ */ new Map();
        const obj = data;
        for (const key of Object.keys(obj)) map.set(key, obj[key]);
        return map;
      }
    });
    legacyMapTag = defineMappingTag("tag:yaml.org,2002:map", {
      create: () => ({}),
      identify: isPlainObject,
      represent: (o) => {
        const map = /* @__PURE__ */ new Map();
        for (const key of Object.keys(o)) map.set(key, o[key]);
        return map;
      },
      addPair: (container, key, value) => {
        const normalizedKey = normalizeKey(key);
        if (normalizedKey === null) return "nested arrays are not supported inside keys";
        if (normalizedKey === "__proto__") Object.defineProperty(container, normalizedKey, {
          value,
          enumerable: true,
          configurable: true,
          writable: true
        });
        else container[normalizedKey] = value;
        return "";
      },
      has: (container, key) => {
        const normalizedKey = normalizeKey(key);
        return normalizedKey !== null && Object.prototype.hasOwnProperty.call(container, normalizedKey);
      },
      keys: (container) => Object.keys(container),
      get: (container, key) => {
        const normalizedKey = String(key);
        if (!Object.prototype.hasOwnProperty.call(container, normalizedKey)) return null;
        return container[normalizedKey];
      }
    });
    DEFAULT_SNIPPET_OPTIONS = {
      maxLength: 79,
      indent: 1,
      linesBefore: 3,
      linesAfter: 2
    };
    YAMLException = class YAMLException2 extends Error {
      reason;
      mark;
      /**
      * Optional `mark` contains source snippet data. Usually, use
      * {@link YAMLException.throwAt} instead of passing it directly.
      */
      constructor(reason2, mark) {
        super();
        this.name = "YAMLException";
        this.reason = reason2;
        this.mark = mark;
        this.message = formatError(this, false);
        if (Error.captureStackTrace) Error.captureStackTrace(this, this.constructor);
      }
      /**
      * Returns the formatted error, omitting the source snippet in compact mode.
      */
      toString(compact) {
        return `${this.name}: ${formatError(this, compact)}`;
      }
      /**
      * Builds a YAMLException with a source snippet and throws it. `source` is
      * the raw input text; `position` is an offset into it.
      */
      static throwAt(source, position, message, filename = "") {
        let line = 0;
        let lineStart = 0;
        for (let index2 = 0; index2 < position; index2++) {
          const ch = source.charCodeAt(index2);
          if (ch === 10) {
            line++;
            lineStart = index2 + 1;
          } else if (ch === 13) {
            line++;
            if (source.charCodeAt(index2 + 1) === 10) index2++;
            lineStart = index2 + 1;
          }
        }
        const mark = {
          name: filename,
          buffer: source,
          position,
          line,
          column: position - lineStart
        };
        mark.snippet = makeSnippet(mark);
        throw new YAMLException2(message, mark);
      }
    };
    EVENT_ID = {
      DOCUMENT: 1,
      SEQUENCE: 2,
      MAPPING: 3,
      SCALAR: 4,
      ALIAS: 5,
      POP: 6
    };
    SCALAR_STYLE = {
      PLAIN: 1,
      SINGLE_QUOTED: 2,
      DOUBLE_QUOTED: 3,
      LITERAL_BLOCK: 4,
      FOLDED_BLOCK: 5
    };
    COLLECTION_STYLE = {
      BLOCK: 1,
      FLOW: 2
    };
    CHOMPING_MODE = {
      CLIP: 1,
      STRIP: 2,
      KEEP: 3
    };
    NO_RANGE$3 = -1;
    simpleEscapeCheck = new Array(256);
    simpleEscapeMap = new Array(256);
    for (let i = 0; i < 256; i++) {
      simpleEscapeCheck[i] = simpleEscapeSequence(i) ? 1 : 0;
      simpleEscapeMap[i] = simpleEscapeSequence(i);
    }
    DEFAULT_TAG_HANDLERS = Object.assign(/* @__PURE__ */ Object.create(null), {
      "!": "!",
      "!!": "tag:yaml.org,2002:"
    });
    TAG_SUFFIX_CHARS = "-#;/?:@&=+$_.~*'()";
    TAG_URI_CHARS = TAG_SUFFIX_CHARS + "!,[]";
    NO_RANGE$2 = -1;
    MERGE_TAG_NAME = "tag:yaml.org,2002:merge";
    DEFAULT_CONSTRUCTOR_OPTIONS = {
      filename: "",
      schema: CORE_SCHEMA,
      json: false,
      maxTotalMergeKeys: 1e4,
      maxAliases: -1
    };
    NO_RANGE$1 = -1;
    HAS_OWN = Object.prototype.hasOwnProperty;
    CONTEXT_FLOW_IN = 1;
    CONTEXT_FLOW_OUT = 2;
    CONTEXT_BLOCK_IN = 3;
    CONTEXT_BLOCK_OUT = 4;
    PATTERN_NON_PRINTABLE = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:[^\uD800-\uDBFF]|^)[\uDC00-\uDFFF]/;
    PATTERN_FLOW_INDICATORS = /[,\[\]{}]/;
    PATTERN_TAG_HANDLE = /^(?:!|!!|![0-9A-Za-z-]+!)$/;
    NS_URI_CHAR = String.raw`(?:%[0-9A-Fa-f]{2}|[0-9A-Za-z\-#;/?:@&=+$,_.!~*'()\[\]])`;
    NS_TAG_CHAR = String.raw`(?:%[0-9A-Fa-f]{2}|[0-9A-Za-z\-#;/?:@&=+$.~*'()_])`;
    PATTERN_TAG_URI = new RegExp(`^(?:${NS_URI_CHAR})*$`);
    PATTERN_TAG_SUFFIX = new RegExp(`^(?:${NS_TAG_CHAR})+$`);
    PATTERN_TAG_PREFIX = new RegExp(`^(?:!(?:${NS_URI_CHAR})*|${NS_TAG_CHAR}(?:${NS_URI_CHAR})*)$`);
    DEFAULT_PARSER_OPTIONS = {
      filename: "",
      maxDepth: 100
    };
    DEFAULT_LOAD_OPTIONS = {
      ...DEFAULT_PARSER_OPTIONS,
      ...DEFAULT_CONSTRUCTOR_OPTIONS
    };
    DEFAULT_SCALAR_STYLE_RULES = {
      applyQuoteFlowKeysOption,
      doubleQuoteForInvisibles,
      doubleQuoteWhitespaceOnly,
      applyForceQuotesOption,
      tryLongOrMultilineAsBlock,
      quoteInvalidPlain,
      fallbackToDoubleQuoted
    };
    SRC_C_PRINTABLE = "[\\x09\\x0A\\x0D\\x20-\\x7E\\x85\\xA0-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}]";
    SRC_B_CHAR = "[\\n\\r]";
    SRC_C_BYTE_ORDER_MARK = "\\uFEFF";
    SRC_S_WHITE = "[ \\t]";
    SRC_NB_CHAR = `(?:(?!(?:${SRC_B_CHAR}|${SRC_C_BYTE_ORDER_MARK}))${SRC_C_PRINTABLE})`;
    SRC_NS_CHAR = `(?:(?!${SRC_S_WHITE})${SRC_NB_CHAR})`;
    SRC_NB_JSON = "[\\x09\\x20-\\uD7FF\\uE000-\\uFFFF\\u{10000}-\\u{10FFFF}]";
    SRC_C_INDICATOR = "[-?:,\\[\\]{}#&*!|>'\"%@`]";
    SRC_C_FLOW_INDICATOR = "[,\\[\\]{}]";
    SRC_NS_PLAIN_SAFE_FLOW_OUT = SRC_NS_CHAR;
    SRC_NS_PLAIN_SAFE_FLOW_IN = `(?:(?!${SRC_C_FLOW_INDICATOR})${SRC_NS_CHAR})`;
    SRC_NS_PLAIN_FIRST_FLOW_OUT = `(?:(?:(?!${SRC_C_INDICATOR})${SRC_NS_CHAR})|[?:-](?=${SRC_NS_PLAIN_SAFE_FLOW_OUT}))`;
    SRC_NS_PLAIN_FIRST_FLOW_IN = `(?:(?:(?!${SRC_C_INDICATOR})${SRC_NS_CHAR})|[?:-](?=${SRC_NS_PLAIN_SAFE_FLOW_IN}))`;
    SRC_NS_PLAIN_CHAR_FLOW_OUT = `(?:(?:(?![:#])${SRC_NS_PLAIN_SAFE_FLOW_OUT})|:(?=${SRC_NS_PLAIN_SAFE_FLOW_OUT}))#*`;
    SRC_NS_PLAIN_CHAR_FLOW_IN = `(?:(?:(?![:#])${SRC_NS_PLAIN_SAFE_FLOW_IN})|:(?=${SRC_NS_PLAIN_SAFE_FLOW_IN}))#*`;
    SRC_NB_NS_PLAIN_IN_LINE_FLOW_OUT = `(?:${SRC_S_WHITE}*${SRC_NS_PLAIN_CHAR_FLOW_OUT})*`;
    SRC_NB_NS_PLAIN_IN_LINE_FLOW_IN = `(?:${SRC_S_WHITE}*${SRC_NS_PLAIN_CHAR_FLOW_IN})*`;
    SRC_NS_PLAIN_ONE_LINE_FLOW_OUT = `${SRC_NS_PLAIN_FIRST_FLOW_OUT}#*${SRC_NB_NS_PLAIN_IN_LINE_FLOW_OUT}`;
    SRC_NS_PLAIN_ONE_LINE_FLOW_IN = `${SRC_NS_PLAIN_FIRST_FLOW_IN}#*${SRC_NB_NS_PLAIN_IN_LINE_FLOW_IN}`;
    SRC_NS_PLAIN_ONE_LINE_BLOCK_KEY = SRC_NS_PLAIN_ONE_LINE_FLOW_OUT;
    SRC_NS_PLAIN_ONE_LINE_FLOW_KEY = SRC_NS_PLAIN_ONE_LINE_FLOW_IN;
    SRC_S_NS_PLAIN_NEXT_LINE_FLOW_OUT = `\\n+${SRC_NS_PLAIN_CHAR_FLOW_OUT}${SRC_NB_NS_PLAIN_IN_LINE_FLOW_OUT}`;
    SRC_S_NS_PLAIN_NEXT_LINE_FLOW_IN = `\\n+${SRC_NS_PLAIN_CHAR_FLOW_IN}${SRC_NB_NS_PLAIN_IN_LINE_FLOW_IN}`;
    SRC_NS_PLAIN_MULTI_LINE_FLOW_OUT = `${SRC_NS_PLAIN_ONE_LINE_FLOW_OUT}(?:${SRC_S_NS_PLAIN_NEXT_LINE_FLOW_OUT})*`;
    SRC_NS_PLAIN_MULTI_LINE_FLOW_IN = `${SRC_NS_PLAIN_ONE_LINE_FLOW_IN}(?:${SRC_S_NS_PLAIN_NEXT_LINE_FLOW_IN})*`;
    NS_PLAIN_FLOW_OUT = new RegExp(`^(?:${SRC_NS_PLAIN_MULTI_LINE_FLOW_OUT})$`, "u");
    NS_PLAIN_FLOW_IN = new RegExp(`^(?:${SRC_NS_PLAIN_MULTI_LINE_FLOW_IN})$`, "u");
    NS_PLAIN_BLOCK_KEY = new RegExp(`^(?:${SRC_NS_PLAIN_ONE_LINE_BLOCK_KEY})$`, "u");
    NS_PLAIN_FLOW_KEY = new RegExp(`^(?:${SRC_NS_PLAIN_ONE_LINE_FLOW_KEY})$`, "u");
    NB_SINGLE_ONE_LINE = new RegExp(`^(?:${SRC_NB_JSON})*$`, "u");
    NB_SINGLE_MULTI_LINE = new RegExp(`^(?:${SRC_NB_JSON}|\\n)*$`, "u");
    BLOCK_SCALAR_CONTENT = new RegExp(`^(?:${SRC_NB_CHAR}|\\n)*$`, "u");
    DEFAULT_PRESENTER_OPTIONS = {
      indent: 2,
      seqNoIndent: false,
      seqInlineFirst: true,
      lineWidth: 80,
      flowBracketPadding: false,
      flowSkipCommaSpace: false,
      flowSkipColonSpace: false,
      quoteFlowKeys: false,
      quoteStyle: "single",
      forceQuotes: false,
      scalarStyleRules: Object.keys(DEFAULT_SCALAR_STYLE_RULES).map((name) => Reflect.get(DEFAULT_SCALAR_STYLE_RULES, name)),
      tagBeforeAnchor: false
    };
    DEFAULT_DUMP_OPTIONS = {
      ...DEFAULT_PRESENTER_OPTIONS,
      schema: DUMP_SCHEMA,
      skipInvalid: false,
      noRefs: false,
      flowLevel: -1,
      sortKeys: false,
      transform: () => {
      }
    };
    EVENT_DOCUMENT = EVENT_ID.DOCUMENT;
    EVENT_SEQUENCE = EVENT_ID.SEQUENCE;
    EVENT_MAPPING = EVENT_ID.MAPPING;
    EVENT_SCALAR = EVENT_ID.SCALAR;
    EVENT_ALIAS = EVENT_ID.ALIAS;
    EVENT_POP = EVENT_ID.POP;
    SCALAR_STYLE_PLAIN = SCALAR_STYLE.PLAIN;
    SCALAR_STYLE_SINGLE_QUOTED = SCALAR_STYLE.SINGLE_QUOTED;
    SCALAR_STYLE_DOUBLE_QUOTED = SCALAR_STYLE.DOUBLE_QUOTED;
    SCALAR_STYLE_LITERAL_BLOCK = SCALAR_STYLE.LITERAL_BLOCK;
    SCALAR_STYLE_FOLDED_BLOCK = SCALAR_STYLE.FOLDED_BLOCK;
    COLLECTION_STYLE_BLOCK = COLLECTION_STYLE.BLOCK;
    COLLECTION_STYLE_FLOW = COLLECTION_STYLE.FLOW;
    CHOMPING_CLIP = CHOMPING_MODE.CLIP;
    CHOMPING_STRIP = CHOMPING_MODE.STRIP;
    CHOMPING_KEEP = CHOMPING_MODE.KEEP;
  }
});

// src/yaml/schema.ts
function resolvePlain(source) {
  const word = WORDS.get(source);
  if (word !== void 0) return word;
  if (!NUMERIC_START.test(source)) return NOT_RESOLVED;
  if (NOT_FINITE.test(source)) return new Float(notFinite(source));
  if (/^\.\d+(?:_\d+)*(?:[eE][-+]?\d+)?$/.test(source)) return float(source.replaceAll("_", ""));
  if (source.startsWith(".")) return NOT_RESOLVED;
  const plain = source.replaceAll("_", "");
  const integer = goInteger(plain);
  if (integer !== void 0) return integer;
  return FLOAT.test(plain) ? float(plain) : NOT_RESOLVED;
}
function notFinite(text) {
  if (/nan/i.test(text)) return Number.NaN;
  return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
function float(text) {
  const value = Number(text);
  return Number.isFinite(value) ? new Float(value) : NOT_RESOLVED;
}
function goInteger(text) {
  const match = /^([-+]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9]\d*)$/.exec(text);
  if (match === null) return void 0;
  const [, sign, digits = ""] = match;
  const isOctal = /^0[0-7]+$/.test(digits);
  const size = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  const value = sign === "-" ? -size : size;
  if (value < INT64_MIN || value > UINT64_MAX || sign === "+" && value >= 2n ** 63n) return void 0;
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}
function typed(name, fits) {
  return defineScalarTag(`${PLAIN_TAG}${name}`, {
    resolve: (source) => {
      const value = resolvePlain(source);
      return value !== NOT_RESOLVED && fits(value) ? value : NOT_RESOLVED;
    },
    identify: never
  });
}
function unfit(value) {
  return value instanceof Float && !Number.isFinite(value.value) ? `${value.value} has no place in a Kubernetes object` : "";
}
function keyText(key) {
  if (typeof key === "string") return key;
  if (typeof key === "bigint" && key >= 2n ** 63n) return void 0;
  if (typeof key === "boolean" || typeof key === "number" || typeof key === "bigint") return String(key);
  return key instanceof Float ? float32Text(key.value) : void 0;
}
function float32Text(value) {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  if (Object.is(value, -0)) return "-0";
  const target = Math.fround(value);
  let digits = 1;
  while (digits < 9 && Math.fround(Number(target.toPrecision(digits))) !== target) digits += 1;
  const [mantissa = "0", exponent = "0"] = target.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  if (power < -4 || power >= 6) {
    return `${short}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  return String(Number(`${short}e${power}`));
}
function unwrap(value) {
  const problem = unfit(value);
  if (problem !== "") throw new Error(problem);
  return bare(value);
}
var Float, WORDS, NOT_FINITE, NUMERIC_START, FLOAT, INT64_MIN, UINT64_MAX, PLAIN_TAG, never, plainTag, strTag2, isInteger2, binaryTag2, otherScalars, bare, sequence, mapping, HELM_SCHEMA;
var init_schema = __esm({
  "src/yaml/schema.ts"() {
    "use strict";
    init_js_yaml();
    Float = class {
      value;
      constructor(value) {
        this.value = value;
      }
    };
    WORDS = new Map([
      ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true]),
      ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false]),
      ...["", "~", "null", "Null", "NULL"].map((word) => [word, null])
    ]);
    NOT_FINITE = /^(?:\.(?:nan|NaN|NAN)|[-+]?\.(?:inf|Inf|INF))$/;
    NUMERIC_START = /^[-+.\d]/;
    FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
    INT64_MIN = -(2n ** 63n);
    UINT64_MAX = 2n ** 64n - 1n;
    PLAIN_TAG = "tag:yaml.org,2002:";
    never = () => false;
    plainTag = defineScalarTag(`${PLAIN_TAG}helm-plain`, {
      implicit: true,
      resolve: (source) => resolvePlain(source),
      identify: never
    });
    strTag2 = defineScalarTag(`${PLAIN_TAG}str`, { resolve: (source) => source, identify: never });
    isInteger2 = (value) => typeof value === "number" || typeof value === "bigint";
    binaryTag2 = defineScalarTag(`${PLAIN_TAG}binary`, {
      resolve: (source) => {
        const text = source.replace(/[\r\n]/g, "");
        if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return NOT_RESOLVED;
        return Buffer.from(text, "base64").toString("utf8");
      },
      identify: never
    });
    otherScalars = ["!", "tag:"].map(
      (prefix) => defineScalarTag(prefix, { matchByTagPrefix: true, resolve: (source) => source, identify: never })
    );
    bare = (value) => value instanceof Float ? value.value : value;
    sequence = {
      create: () => [],
      addItem: (list2, item) => {
        list2.push(bare(item));
        return unfit(item);
      },
      identify: never
    };
    mapping = {
      create: () => ({}),
      addPair: (map, key, value) => {
        const name = keyText(key);
        if (name === void 0) return key === null ? "a null key: JSON has none" : "a key that JSON cannot have";
        if (name === "__proto__") return "the key __proto__ is not accepted";
        map[name] = bare(value);
        return unfit(value);
      },
      // Go sets each key as it meets it, also those of a merge: the last one wins, and nothing is a duplicate.
      has: never,
      keys: (map) => Object.keys(map),
      get: (map, key) => map[String(key)],
      identify: never
    };
    HELM_SCHEMA = new Schema([
      strTag2,
      plainTag,
      mergeTag,
      typed("bool", (value) => typeof value === "boolean"),
      typed("int", isInteger2),
      typed("float", (value) => value instanceof Float || typeof value === "number"),
      typed("null", (value) => value === null),
      defineScalarTag(`${PLAIN_TAG}timestamp`, {
        resolve: (source) => /^\d{4}-\d\d?-\d\d?(?:[Tt ].*)?$/.test(source) ? source : NOT_RESOLVED,
        identify: never
      }),
      binaryTag2,
      defineSequenceTag(`${PLAIN_TAG}seq`, sequence),
      defineMappingTag(`${PLAIN_TAG}map`, mapping),
      ...otherScalars,
      ...["!", "tag:"].flatMap((prefix) => [
        defineSequenceTag(prefix, { ...sequence, matchByTagPrefix: true }),
        defineMappingTag(prefix, { ...mapping, matchByTagPrefix: true })
      ])
    ]);
  }
});

// src/yaml/read.ts
function readYamlDocuments(text, { name }) {
  assertText(text, name);
  const documents = [];
  for (const { body, line } of splitDocuments(text)) {
    const start2 = line + leadingLines(body);
    const value = parseDocument(body, name, line);
    if (value === void 0) continue;
    const source = /^# Source: (.+?)\s*$/m.exec(body.slice(0, 2e3))?.[1];
    documents.push({ value, line: start2, ...source === void 0 ? {} : { source } });
  }
  return documents;
}
function assertText(text, name) {
  const at = text.search(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFD]/);
  if (at < 0 || text[at] === "�" && !text.slice(0, 4096).includes("�")) return;
  const line = text.slice(0, at).split("\n").length;
  throw new UserError(
    `${name}:${line}: this is not text, so it is no manifest`,
    "Name a file of YAML or JSON, in UTF-8."
  );
}
function* splitDocuments(text) {
  const separator = /^---(?=\s|$)[^\S\n]*/gm;
  let start2 = text.startsWith("\uFEFF") ? 1 : 0;
  let line = 1;
  for (const match of text.matchAll(separator)) {
    const body = text.slice(start2, match.index);
    yield { body, line };
    line += countLines(body);
    start2 = match.index + match[0].length;
  }
  yield { body: text.slice(start2), line };
}
function countLines(text) {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
function leadingLines(body) {
  const lead = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*/.exec(body)?.[0] ?? "";
  return countLines(lead);
}
function parseDocument(body, name, line) {
  const trimmed = body.trimStart();
  if (trimmed.startsWith("{") && !trimmed.includes('"__proto__"')) {
    const json = tryJson(trimmed);
    if (json !== void 0) return json;
  }
  if (/^(?:[^\S\n]*(?:#[^\n]*)?(?:\n|$))*$/.test(body)) return void 0;
  let value;
  try {
    value = unwrap(
      load(body.replace(/^\.\.\.[^\S\n]*$/gm, ""), {
        schema: HELM_SCHEMA,
        json: true,
        maxDepth: MAX_DEPTH,
        maxTotalMergeKeys: 1e5
      })
    );
  } catch (error) {
    throw explained(error, name, line);
  }
  if (body.includes("*") && expandedSize(value, /* @__PURE__ */ new Map()) > MAX_EXPANDED) {
    throw new UserError(
      `${name}:${line}: its aliases expand to more than a million values`,
      "No manifest needs that: write the values out, or mend the anchors."
    );
  }
  return value;
}
function tryJson(text) {
  try {
    return parseJsonExact(text);
  } catch {
    return void 0;
  }
}
function expandedSize(value, known) {
  if (typeof value !== "object" || value === null) return 1;
  const before = known.get(value);
  if (before !== void 0) return before;
  known.set(value, Number.POSITIVE_INFINITY);
  let size = 1;
  for (const child of Object.values(value)) size += expandedSize(child, known);
  known.set(value, size);
  return size;
}
function explained(error, name, line) {
  if (error instanceof YAMLException && error.mark !== void 0) {
    const { line: at, column } = error.mark;
    return new UserError(
      `${name}:${line + at}:${column + 1}: not valid YAML: ${error.reason}`,
      "Mend it there, or write the file anew."
    );
  }
  const reason2 = error instanceof Error ? error.message.split("\n", 1)[0] ?? "" : String(error);
  return new UserError(`${name}:${line}: not valid YAML: ${reason2}`, "Mend the document that begins there.");
}
var MAX_EXPANDED, MAX_DEPTH;
var init_read = __esm({
  "src/yaml/read.ts"() {
    "use strict";
    init_js_yaml();
    init_errors();
    init_json2();
    init_schema();
    MAX_EXPANDED = 1e6;
    MAX_DEPTH = 200;
  }
});

// src/check/intent/parse.ts
function parseManifest(text, name) {
  const objects = /* @__PURE__ */ new Map();
  const gaps = [];
  for (const { value, line, source } of readYamlDocuments(text, { name })) {
    if (value === null) continue;
    for (const item of expandLists(value, `${name}:${line}`)) {
      if (isHook(item)) continue;
      const origin2 = { line, ...source === void 0 ? {} : { template: source } };
      const parsed2 = toIntentObject(item, origin2);
      if ("ref" in parsed2 && !("apiVersion" in parsed2)) gaps.push(parsed2);
      else if ("apiVersion" in parsed2) objects.set(JSON.stringify(parsed2.ref), parsed2);
    }
  }
  return { objects: [...objects.values()], gaps };
}
function makeIntent(release, from, text, objects) {
  return { release, from, objects, digest: (0, import_node_crypto2.createHash)("sha256").update(text).digest("hex") };
}
function* expandLists(value, where) {
  if (!isObject(value)) throw notAnObject(where, "it is not a mapping");
  const { apiVersion, kind, items } = value;
  if (typeof apiVersion !== "string" || apiVersion === "") throw notAnObject(where, "it has no apiVersion");
  if (typeof kind !== "string" || kind === "") throw notAnObject(where, "it has no kind");
  if (!kind.endsWith("List") || !Array.isArray(items)) {
    yield value;
    return;
  }
  const itemKind = kind.slice(0, -"List".length);
  for (const item of items) {
    yield* expandLists(isObject(item) && itemKind !== "" ? { apiVersion, kind: itemKind, ...item } : item, where);
  }
}
function notAnObject(where, why) {
  return new UserError(
    `${where}: not a Kubernetes object: ${why}`,
    "Each document needs apiVersion, kind and metadata.name."
  );
}
function toIntentObject(object, origin2) {
  const apiVersion = textOf(object["apiVersion"]);
  const kind = textOf(object["kind"]);
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  const { name, namespace, generateName } = metadata;
  const { group } = parseApiVersion(apiVersion);
  const place = typeof namespace === "string" && namespace !== "" ? { namespace } : {};
  if (typeof name === "string" && name !== "") return { ref: { group, kind, ...place, name }, apiVersion, object, origin: origin2 };
  const prefix = typeof generateName === "string" ? generateName : "";
  return {
    ref: { group, kind, ...place, name: `${prefix}*` },
    reason: "no-name",
    message: prefix === "" ? `the document in line ${origin2.line} has no metadata.name` : `generateName ${prefix}: the server chose the name, so it cannot be told which object this is`
  };
}
function isHook(object) {
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  const annotations = isObject(metadata["annotations"]) ? metadata["annotations"] : {};
  return annotations["helm.sh/hook"] !== void 0;
}
var import_node_crypto2;
var init_parse2 = __esm({
  "src/check/intent/parse.ts"() {
    "use strict";
    import_node_crypto2 = require("node:crypto");
    init_errors();
    init_json();
    init_refs();
    init_read();
  }
});

// src/check/intent/scope.ts
function settleNamespaces(objects, releaseNamespace, scopeOf) {
  const own = definedScopes(objects);
  return objects.map((entry) => {
    const { group, kind, name, namespace } = entry.ref;
    const namespaced = scopeOf(group, kind) ?? own.get(`${group}/${kind}`) ?? true;
    return { ...entry, ref: { group, kind, ...namespaced ? { namespace: namespace ?? releaseNamespace } : {}, name } };
  });
}
function definedScopes(objects) {
  const scopes = /* @__PURE__ */ new Map();
  for (const { ref, object } of objects) {
    if (ref.kind !== "CustomResourceDefinition" || !isObject(object["spec"])) continue;
    const { group, names, scope } = object["spec"];
    if (isObject(names)) scopes.set(`${textOf(group)}/${textOf(names["kind"])}`, scope === "Namespaced");
  }
  return scopes;
}
var init_scope = __esm({
  "src/check/intent/scope.ts"() {
    "use strict";
    init_json();
  }
});

// src/check/judge/control-paths.json
var control_paths_default;
var init_control_paths = __esm({
  "src/check/judge/control-paths.json"() {
    control_paths_default = {
      paths: [
        {
          kinds: ["autoscaling/HorizontalPodAutoscaler"],
          path: "spec.minReplicas",
          title: "HPA floor",
          severity: "high",
          impact: "Observed autoscaler floor diverges from the approved release contract: it may go down to {live} pods."
        },
        {
          kinds: ["autoscaling/HorizontalPodAutoscaler"],
          path: "spec.maxReplicas",
          title: "HPA ceiling",
          severity: "medium",
          impact: "The autoscaler may go up to {live} pods, not {desired}."
        },
        {
          kinds: ["autoscaling/HorizontalPodAutoscaler"],
          path: "spec.metrics.resource.target.averageUtilization",
          title: "CPU target",
          severity: "medium",
          impact: "The autoscaler aims at {live} % of the requested resource, not {desired} %."
        },
        {
          kinds: ["autoscaling/HorizontalPodAutoscaler"],
          path: "spec.metrics.**",
          title: "HPA metric",
          severity: "medium",
          impact: "The autoscaler decides by other figures than the release declares."
        },
        {
          kinds: ["autoscaling/HorizontalPodAutoscaler"],
          path: "spec.scaleTargetRef.**",
          title: "HPA target",
          severity: "critical",
          impact: "The autoscaler steers another workload than the release declares."
        },
        {
          kinds: ["autoscaling/HorizontalPodAutoscaler"],
          path: "spec.behavior.**",
          title: "HPA behaviour",
          severity: "medium",
          impact: "The autoscaler scales at another pace than the release declares."
        },
        {
          kinds: ["Service"],
          path: "spec.ports.port",
          title: "Service port",
          severity: "critical",
          impact: "Clients of port {desired} are refused."
        },
        {
          kinds: ["Service"],
          path: "spec.ports.targetPort",
          title: "Service target port",
          severity: "critical",
          impact: "The Service sends to port {live} of the pods, not {desired}."
        },
        {
          kinds: ["Service"],
          path: "spec.ports.nodePort",
          title: "Node port",
          severity: "high",
          impact: "Clients of the node port {desired} are refused."
        },
        {
          kinds: ["Service"],
          path: "spec.ports.protocol",
          title: "Service protocol",
          severity: "high",
          impact: "The Service speaks {live}, not {desired}."
        },
        {
          kinds: ["Service"],
          path: "spec.ports",
          title: "Service ports",
          severity: "high",
          impact: "The Service offers other ports than the release declares."
        },
        {
          kinds: ["Service"],
          path: "spec.selector.**",
          title: "Service selector",
          severity: "critical",
          impact: "The Service may reach other pods, or none."
        },
        {
          kinds: ["Service"],
          path: "spec.type",
          title: "Service type",
          severity: "high",
          impact: "The Service is reachable as {live}, not as {desired}."
        },
        {
          kinds: ["Service"],
          path: "spec.externalTrafficPolicy",
          title: "External traffic policy",
          severity: "medium",
          impact: "Traffic from outside is routed by the policy {live}, and client addresses may be lost."
        },
        {
          kinds: ["Service"],
          path: "spec.sessionAffinity",
          title: "Session affinity",
          severity: "medium",
          impact: "Clients stick to pods by {live}, not by {desired}."
        },
        {
          kinds: ["Service"],
          path: "spec.loadBalancerSourceRanges",
          title: "Load balancer source ranges",
          severity: "high",
          group: "security",
          impact: "Other addresses may reach the load balancer than the release allows."
        },
        {
          kinds: ["networking.k8s.io/Ingress"],
          path: "spec.tls.**",
          title: "Ingress TLS",
          severity: "high",
          impact: "Other hosts or certificates are served than the release declares."
        },
        {
          kinds: ["networking.k8s.io/Ingress"],
          path: "spec.rules.host",
          title: "Ingress host",
          severity: "critical",
          impact: "Requests for {desired} are no longer routed here."
        },
        {
          kinds: ["networking.k8s.io/Ingress"],
          path: "spec.rules.**",
          title: "Ingress route",
          severity: "high",
          impact: "Requests are routed otherwise than the release declares."
        },
        {
          kinds: ["networking.k8s.io/Ingress"],
          path: "spec.ingressClassName",
          title: "Ingress class",
          severity: "high",
          impact: "Another controller ({live}) serves this Ingress."
        },
        {
          kinds: ["networking.k8s.io/NetworkPolicy"],
          path: "spec.**",
          title: "Network policy",
          severity: "high",
          group: "security",
          impact: "Other traffic is let through than the release allows."
        },
        {
          kinds: ["policy/PodDisruptionBudget"],
          path: "spec.minAvailable",
          title: "Disruption budget floor",
          severity: "high",
          impact: "A drain keeps {live} pods up, not {desired}."
        },
        {
          kinds: ["policy/PodDisruptionBudget"],
          path: "spec.maxUnavailable",
          title: "Disruption budget",
          severity: "high",
          impact: "A drain may take {live} pods at once, not {desired}."
        },
        {
          kinds: ["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet", "apps/ReplicaSet"],
          path: "spec.replicas",
          title: "Replicas",
          severity: "high",
          group: "availability",
          impact: "{live} pods are wanted now, not {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.containers.image",
          title: "Container image",
          severity: "critical",
          impact: "Other code runs than the release approved: {live}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.initContainers.image",
          title: "Init container image",
          severity: "critical",
          impact: "Other code prepares the pods than the release approved: {live}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.imagePullPolicy",
          title: "Image pull policy",
          severity: "low",
          impact: "Images are pulled by the policy {live}, not {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.containers",
          title: "Containers",
          severity: "critical",
          impact: "The pods run another set of containers than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.initContainers",
          title: "Init containers",
          severity: "high",
          impact: "The pods are prepared by another set of containers than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.containers.env.**",
          title: "Container environment",
          severity: "high",
          group: "config",
          impact: "The process is configured otherwise than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.containers.env",
          title: "Container environment",
          severity: "high",
          group: "config",
          impact: "The process is configured otherwise than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.containers.envFrom.**",
          title: "Container environment",
          severity: "high",
          group: "config",
          impact: "The process takes its configuration from elsewhere."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.containers.command",
          title: "Container command",
          severity: "critical",
          impact: "The container starts another command than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.containers.args",
          title: "Container arguments",
          severity: "high",
          impact: "The process starts with other arguments than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.resources.limits.*",
          title: "Resource limit",
          severity: "medium",
          impact: "The container may use {live}, not {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.resources.requests.*",
          title: "Resource request",
          severity: "medium",
          impact: "The scheduler reserves {live}, not {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.livenessProbe.**",
          title: "Liveness probe",
          severity: "high",
          group: "availability",
          impact: "Pods are restarted by another rule than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.readinessProbe.**",
          title: "Readiness probe",
          severity: "high",
          group: "availability",
          impact: "Pods take traffic by another rule than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.startupProbe.**",
          title: "Startup probe",
          severity: "medium",
          group: "availability",
          impact: "Pods get another time to start than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.securityContext.privileged",
          title: "Privileged container",
          severity: "critical",
          group: "security",
          impact: "privileged is {live}, and the release declares {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.securityContext.runAsUser",
          title: "Container user",
          severity: "high",
          group: "security",
          impact: "The process runs as user {live}, not {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.securityContext.**",
          title: "Security context",
          severity: "high",
          group: "security",
          impact: "The process runs with other rights than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.hostNetwork",
          title: "Host network",
          severity: "critical",
          group: "security",
          impact: "hostNetwork is {live}, and the release declares {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.hostPID",
          title: "Host processes",
          severity: "critical",
          group: "security",
          impact: "hostPID is {live}, and the release declares {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.serviceAccountName",
          title: "Service account",
          severity: "critical",
          group: "security",
          impact: "The pods act as {live}, not as {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.automountServiceAccountToken",
          title: "Service account token",
          severity: "high",
          group: "security",
          impact: "The token mount is {live}, and the release declares {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.volumes.**",
          title: "Volumes",
          severity: "high",
          group: "storage",
          impact: "The pods mount other data than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.volumeMounts.**",
          title: "Volume mounts",
          severity: "high",
          group: "storage",
          impact: "The container sees other data than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.nodeSelector.**",
          title: "Node selector",
          severity: "medium",
          impact: "The pods may land on other nodes."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.affinity.**",
          title: "Affinity",
          severity: "medium",
          impact: "The pods may land on other nodes."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.tolerations.**",
          title: "Tolerations",
          severity: "medium",
          impact: "The pods may land on other nodes."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.topologySpreadConstraints.**",
          title: "Topology spread",
          severity: "medium",
          group: "availability",
          impact: "The pods spread otherwise than the release declares."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "**.terminationGracePeriodSeconds",
          title: "Termination grace",
          severity: "medium",
          group: "availability",
          impact: "Pods get {live} s to stop, not {desired} s."
        },
        {
          kinds: ["apps/Deployment"],
          path: "spec.strategy.**",
          title: "Rollout strategy",
          severity: "medium",
          group: "availability",
          impact: "The next rollout replaces pods otherwise than the release declares."
        },
        {
          kinds: ["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet"],
          path: "spec.minReadySeconds",
          title: "Ready time",
          severity: "medium",
          group: "availability",
          impact: "A rollout waits {live} s for each pod, not {desired} s."
        },
        {
          kinds: ["apps/Deployment"],
          path: "spec.paused",
          title: "Paused rollout",
          severity: "high",
          group: "availability",
          impact: "paused is {live}: changes of the pod template do not roll out."
        },
        {
          kinds: ["batch/CronJob"],
          path: "spec.schedule",
          title: "Schedule",
          severity: "high",
          impact: "The job runs at {live}, not at {desired}."
        },
        {
          kinds: ["batch/CronJob"],
          path: "spec.suspend",
          title: "Suspended job",
          severity: "high",
          impact: "suspend is {live}, and the release declares {desired}."
        },
        {
          kinds: [
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "apps/ReplicaSet",
            "Pod"
          ],
          path: "spec.template.metadata.**",
          title: "Pod labels and annotations",
          severity: "medium",
          group: "metadata",
          impact: "The pods are labelled otherwise than the release declares."
        },
        {
          kinds: ["rbac.authorization.k8s.io/ClusterRole", "rbac.authorization.k8s.io/Role"],
          path: "rules.**",
          title: "RBAC rules",
          severity: "critical",
          impact: "The role grants other rights than the release approved."
        },
        {
          kinds: ["rbac.authorization.k8s.io/ClusterRoleBinding", "rbac.authorization.k8s.io/RoleBinding"],
          path: "subjects.**",
          title: "RBAC subjects",
          severity: "critical",
          impact: "Others hold the role than the release approved."
        },
        {
          kinds: ["rbac.authorization.k8s.io/ClusterRoleBinding", "rbac.authorization.k8s.io/RoleBinding"],
          path: "roleRef.**",
          title: "RBAC role",
          severity: "critical",
          impact: "The binding grants another role than the release approved."
        },
        {
          kinds: ["ServiceAccount"],
          path: "automountServiceAccountToken",
          title: "Service account token",
          severity: "high",
          group: "security",
          impact: "The token mount is {live}, and the release declares {desired}."
        },
        {
          kinds: ["Secret"],
          path: "data.**",
          title: "Secret value",
          severity: "high",
          impact: "The secret holds another value than the release declares."
        },
        {
          kinds: ["ConfigMap"],
          path: "data.**",
          title: "Configuration",
          severity: "high",
          impact: "Processes read another configuration than the release declares."
        },
        {
          kinds: ["ConfigMap"],
          path: "binaryData.**",
          title: "Configuration",
          severity: "high",
          impact: "Processes read another configuration than the release declares."
        },
        {
          kinds: ["PersistentVolumeClaim"],
          path: "spec.resources.requests.storage",
          title: "Claim size",
          severity: "high",
          impact: "The claim asks for {live}, not {desired}."
        },
        {
          kinds: ["PersistentVolumeClaim"],
          path: "spec.storageClassName",
          title: "Storage class",
          severity: "high",
          impact: "The claim is served by the class {live}, not {desired}."
        },
        {
          kinds: [
            "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
            "admissionregistration.k8s.io/MutatingWebhookConfiguration"
          ],
          path: "webhooks.failurePolicy",
          title: "Webhook failure policy",
          severity: "critical",
          group: "security",
          impact: "When the webhook does not answer, requests meet {live}, not {desired}."
        },
        {
          kinds: [
            "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
            "admissionregistration.k8s.io/MutatingWebhookConfiguration"
          ],
          path: "webhooks.**",
          title: "Admission webhook",
          severity: "high",
          group: "security",
          impact: "Admission works otherwise than the release declares."
        },
        {
          kinds: ["Namespace"],
          path: "metadata.labels.*",
          title: "Namespace label",
          severity: "high",
          group: "security",
          impact: "Policies that select namespaces by label see another one, pod security among them."
        },
        {
          kinds: ["*"],
          path: "metadata.labels.**",
          title: "Label",
          severity: "low",
          impact: "Selectors see another label than the release declares."
        },
        {
          kinds: ["*"],
          path: "metadata.annotations.**",
          title: "Annotation",
          severity: "low",
          impact: "Tools that read this annotation see another value than the release declares."
        }
      ],
      kinds: {
        "autoscaling/HorizontalPodAutoscaler": "autoscaling",
        "keda.sh/ScaledObject": "autoscaling",
        "autoscaling.k8s.io/VerticalPodAutoscaler": "autoscaling",
        Service: "traffic",
        Endpoints: "traffic",
        "discovery.k8s.io/EndpointSlice": "traffic",
        "networking.k8s.io/Ingress": "traffic",
        "networking.k8s.io/IngressClass": "traffic",
        "gateway.networking.k8s.io/HTTPRoute": "traffic",
        "gateway.networking.k8s.io/Gateway": "traffic",
        "apiregistration.k8s.io/APIService": "traffic",
        "policy/PodDisruptionBudget": "availability",
        "scheduling.k8s.io/PriorityClass": "availability",
        "networking.k8s.io/NetworkPolicy": "security",
        ServiceAccount: "security",
        "rbac.authorization.k8s.io/Role": "security",
        "rbac.authorization.k8s.io/ClusterRole": "security",
        "rbac.authorization.k8s.io/RoleBinding": "security",
        "rbac.authorization.k8s.io/ClusterRoleBinding": "security",
        "admissionregistration.k8s.io/ValidatingWebhookConfiguration": "security",
        "admissionregistration.k8s.io/MutatingWebhookConfiguration": "security",
        Secret: "config",
        "apps/Deployment": "workload",
        "apps/StatefulSet": "workload",
        "apps/DaemonSet": "workload",
        "apps/ReplicaSet": "workload",
        Pod: "workload",
        "batch/Job": "workload",
        "batch/CronJob": "workload",
        ConfigMap: "config",
        LimitRange: "config",
        ResourceQuota: "config",
        Namespace: "config",
        PersistentVolumeClaim: "storage",
        PersistentVolume: "storage",
        "storage.k8s.io/StorageClass": "storage"
      },
      groups: {
        autoscaling: "medium",
        traffic: "high",
        availability: "medium",
        security: "high",
        workload: "medium",
        config: "medium",
        storage: "medium",
        metadata: "low"
      }
    };
  }
});

// src/check/judge/control-paths.ts
function controlPathOf(variance) {
  const { ref, path: path2, change } = variance;
  const kind = ref.group === "" ? ref.kind : `${ref.group}/${ref.kind}`;
  const group = groupOf(kind, path2);
  if (change === "missing" || change === "extra") return wholeObject(variance, group);
  const fields = path2.flatMap((segment) => "field" in segment ? [segment.field] : []);
  const entry = paths.find(
    (candidate) => (candidate.kinds.includes(kind) || candidate.kinds.includes("*")) && matches2(candidate.path.split("."), fields)
  );
  if (entry === void 0) return { title: titleOf(fields), group, severity: groups[group] };
  const impact = entry.impact === void 0 ? void 0 : filled(entry.impact, variance);
  return {
    title: entry.title,
    group: entry.group ?? group,
    severity: entry.severity,
    ...impact === void 0 ? {} : { impact }
  };
}
function wholeObject({ ref, change }, group) {
  if (change === "extra")
    return {
      title: "Extra object",
      group,
      severity: "medium",
      impact: `${refLabel(ref)} carries this release's labels, and no revision declares it.`
    };
  const severe = ["workload", "traffic", "security", "storage"].includes(group);
  return {
    title: "Missing object",
    group,
    severity: severe ? "critical" : "high",
    impact: `${refLabel(ref)} is promised by the release and not in the cluster.`
  };
}
function groupOf(kind, path2) {
  const first = path2[0];
  if (first !== void 0 && "field" in first && first.field === "metadata") return "metadata";
  return kinds[kind] ?? "config";
}
function matches2(pattern2, fields) {
  const [head, ...rest] = pattern2;
  if (head === void 0) return fields.length === 0;
  if (head === "**") return matches2(rest, fields) || fields.length > 0 && matches2(pattern2, fields.slice(1));
  return fields.length > 0 && (head === "*" || head === fields[0]) && matches2(rest, fields.slice(1));
}
function titleOf(fields) {
  const last = fields.at(-1) ?? "";
  if (!/^[a-z][A-Za-z]+$/.test(last)) return last;
  const words = last.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
function filled(sentence, { desired, live }) {
  const values = { desired, live };
  const usable = [...sentence.matchAll(/\{(desired|live)\}/g)].every(
    ([, side = ""]) => ["string", "number", "boolean"].includes(typeof values[side])
  );
  return usable ? sentence.replace(/\{(desired|live)\}/g, (_all, side) => scalarText(values[side])) : void 0;
}
var paths, kinds, groups;
var init_control_paths2 = __esm({
  "src/check/judge/control-paths.ts"() {
    "use strict";
    init_json();
    init_refs();
    init_control_paths();
    ({ paths, kinds, groups } = control_paths_default);
  }
});

// src/check/judge/autoscaled.ts
function isAutoscaled({ ref, path: path2, change, live, by }, objects) {
  if (change !== "changed" || formatPath(path2) !== "spec.replicas" || typeof live !== "number") return false;
  if (by === void 0 || by.subresource !== "scale" || !SCALERS.test(by.manager)) return false;
  return objects.some((object) => {
    const range = object.ref.namespace === ref.namespace ? rangeOf(object) : void 0;
    return range !== void 0 && targets(object.object, ref.kind, ref.name) && live >= range.min && live <= range.max;
  });
}
function rangeOf({ ref, object }) {
  const spec = isObject(object["spec"]) ? object["spec"] : {};
  const number = (field, fallback) => typeof spec[field] === "number" ? spec[field] : fallback;
  if (ref.group === "autoscaling" && ref.kind === "HorizontalPodAutoscaler")
    return { min: number("minReplicas", 1), max: number("maxReplicas", 1) };
  if (ref.group === "keda.sh" && ref.kind === "ScaledObject") {
    const min = number("minReplicaCount", 0);
    return { min: Math.min(min, number("idleReplicaCount", min)), max: number("maxReplicaCount", 100) };
  }
  return void 0;
}
function targets(autoscaler, kind, name) {
  const spec = isObject(autoscaler["spec"]) ? autoscaler["spec"] : {};
  const target = isObject(spec["scaleTargetRef"]) ? spec["scaleTargetRef"] : {};
  return (target["kind"] ?? "Deployment") === kind && target["name"] === name;
}
var SCALERS;
var init_autoscaled = __esm({
  "src/check/judge/autoscaled.ts"() {
    "use strict";
    init_json();
    init_path();
    SCALERS = /^(kube-controller-manager|keda(-operator)?)$/;
  }
});

// src/check/judge/ignored.ts
function ignoredBecause(variance, known) {
  const path2 = formatPath(variance.path);
  const rule = RULES.find(({ matches: matches3 }) => matches3(variance, path2, known));
  return rule === void 0 ? void 0 : { code: rule.code, text: rule.text };
}
var WEBHOOK_KINDS, CONTROLLER_NOTE, RULES;
var init_ignored = __esm({
  "src/check/judge/ignored.ts"() {
    "use strict";
    init_json();
    init_path();
    init_autoscaled();
    WEBHOOK_KINDS = /* @__PURE__ */ new Set([
      "MutatingWebhookConfiguration",
      "ValidatingWebhookConfiguration",
      "APIService",
      "CustomResourceDefinition"
    ]);
    CONTROLLER_NOTE = /^metadata\.annotations\["(?:[a-z0-9.-]+\.)?(?:autoscaling\.alpha\.kubernetes\.io|pv\.kubernetes\.io|volume\.(?:beta\.)?kubernetes\.io|endpoints\.kubernetes\.io|control-plane\.alpha\.kubernetes\.io|service\.(?:beta\.)?kubernetes\.io|cloud\.google\.com|openshift\.io|cattle\.io)\//;
    RULES = [
      {
        code: "autoscaled",
        text: "an autoscaler scaled it, within its range",
        matches: (variance, _path, { live }) => isAutoscaled(variance, live)
      },
      {
        code: "controller-annotation",
        text: "a controller's own note, in a domain that belongs to one",
        matches: ({ change, by }, path2) => change === "added" && by?.manager.startsWith("kubectl") === false && CONTROLLER_NOTE.test(path2)
      },
      {
        code: "operational-restart",
        text: "`kubectl rollout restart` stamps its time here",
        matches: ({ change }, path2) => change === "added" && path2.endsWith('metadata.annotations["kubectl.kubernetes.io/restartedAt"]')
      },
      {
        code: "last-applied",
        text: "kubectl apply's own memory of what it applied",
        matches: ({ change }, path2) => change === "added" && path2 === 'metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]'
      },
      {
        code: "deployment-revision",
        text: "the deployment controller counts revisions here",
        matches: ({ change }, path2) => change === "added" && path2 === 'metadata.annotations["deployment.kubernetes.io/revision"]'
      },
      {
        code: "ca-bundle-injected",
        text: "a CA injector fills in what the intent leaves open",
        matches: ({ ref, change }, path2) => WEBHOOK_KINDS.has(ref.kind) && change === "added" && path2.endsWith("caBundle")
      },
      {
        code: "aggregated-rules",
        text: "the control plane fills the rules of an aggregated ClusterRole",
        matches: ({ ref }, path2, { declared }) => ref.kind === "ClusterRole" && path2.startsWith("rules") && declared?.["aggregationRule"] !== void 0
      },
      {
        code: "finished-job",
        text: "a finished Job or Pod with a time to live is expected to go",
        matches: ({ ref, change }, _path, { declared }) => change === "missing" && ref.kind === "Job" && isObject(declared?.["spec"]) && declared["spec"]["ttlSecondsAfterFinished"] !== void 0
      }
    ];
  }
});

// src/check/judge/judge.ts
function judge(variances, intent, live) {
  const origins = new Map(intent.objects.map(({ ref, origin: origin2 }) => [refKey(ref), origin2]));
  const declared = new Map(intent.objects.map((entry) => [refKey(entry.ref), entry.object]));
  const findings = variances.map((variance) => {
    const why = ignoredBecause(variance, { declared: declared.get(refKey(variance.ref)), live });
    const { severity, ...controlPath } = controlPathOf(variance);
    const origin2 = origins.get(refKey(variance.ref));
    return {
      ...variance,
      id: findingId(intent.release, variance),
      verdict: why === void 0 ? "drift" : "ignored",
      severity,
      controlPath,
      ...why === void 0 ? {} : { why },
      ...origin2 === void 0 ? {} : { origin: origin2 }
    };
  });
  return findings.toSorted(
    (a, b) => compareText(refKey(a.ref), refKey(b.ref)) || SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || compareText(formatPath(a.path), formatPath(b.path))
  );
}
function findingId(release, { ref, path: path2, change }) {
  const whole = path2.length === 0 ? change : formatPath(path2);
  return (0, import_node_crypto3.createHash)("sha256").update(`${release.namespace}/${release.name}|${refKey(ref)}|${whole}`).digest("hex").slice(0, 7);
}
function compareText(a, b) {
  return a < b ? -1 : Number(a > b);
}
var import_node_crypto3;
var init_judge = __esm({
  "src/check/judge/judge.ts"() {
    "use strict";
    import_node_crypto3 = require("node:crypto");
    init_path();
    init_refs();
    init_report();
    init_control_paths2();
    init_ignored();
  }
});

// src/check/normalize/schema/builtin.json
var builtin_default;
var init_builtin = __esm({
  "src/check/normalize/schema/builtin.json"() {
    builtin_default = {
      kinds: {
        "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy": "io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicy",
        "admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding": "io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBinding",
        "admissionregistration.k8s.io/v1/MutatingWebhookConfiguration": "io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration",
        "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy": "io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy",
        "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding": "io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding",
        "admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration": "io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration",
        "apiextensions.k8s.io/v1/CustomResourceDefinition": "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition",
        "apiregistration.k8s.io/v1/APIService": "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService",
        "apps/v1/ControllerRevision": "io.k8s.api.apps.v1.ControllerRevision",
        "apps/v1/DaemonSet": "io.k8s.api.apps.v1.DaemonSet",
        "apps/v1/Deployment": "io.k8s.api.apps.v1.Deployment",
        "apps/v1/ReplicaSet": "io.k8s.api.apps.v1.ReplicaSet",
        "apps/v1/StatefulSet": "io.k8s.api.apps.v1.StatefulSet",
        "authentication.k8s.io/v1/SelfSubjectReview": "io.k8s.api.authentication.v1.SelfSubjectReview",
        "authentication.k8s.io/v1/TokenRequest": "io.k8s.api.authentication.v1.TokenRequest",
        "authentication.k8s.io/v1/TokenReview": "io.k8s.api.authentication.v1.TokenReview",
        "authorization.k8s.io/v1/LocalSubjectAccessReview": "io.k8s.api.authorization.v1.LocalSubjectAccessReview",
        "authorization.k8s.io/v1/SelfSubjectAccessReview": "io.k8s.api.authorization.v1.SelfSubjectAccessReview",
        "authorization.k8s.io/v1/SelfSubjectRulesReview": "io.k8s.api.authorization.v1.SelfSubjectRulesReview",
        "authorization.k8s.io/v1/SubjectAccessReview": "io.k8s.api.authorization.v1.SubjectAccessReview",
        "autoscaling/v1/HorizontalPodAutoscaler": "io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler",
        "autoscaling/v1/Scale": "io.k8s.api.autoscaling.v1.Scale",
        "autoscaling/v2/HorizontalPodAutoscaler": "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
        "batch/v1/CronJob": "io.k8s.api.batch.v1.CronJob",
        "batch/v1/Job": "io.k8s.api.batch.v1.Job",
        "certificates.k8s.io/v1/CertificateSigningRequest": "io.k8s.api.certificates.v1.CertificateSigningRequest",
        "certificates.k8s.io/v1/ClusterTrustBundle": "io.k8s.api.certificates.v1.ClusterTrustBundle",
        "certificates.k8s.io/v1/PodCertificateRequest": "io.k8s.api.certificates.v1.PodCertificateRequest",
        "coordination.k8s.io/v1/Lease": "io.k8s.api.coordination.v1.Lease",
        "discovery.k8s.io/v1/EndpointSlice": "io.k8s.api.discovery.v1.EndpointSlice",
        "events.k8s.io/v1/Event": "io.k8s.api.events.v1.Event",
        "flowcontrol.apiserver.k8s.io/v1/FlowSchema": "io.k8s.api.flowcontrol.v1.FlowSchema",
        "flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration": "io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration",
        "networking.k8s.io/v1/IPAddress": "io.k8s.api.networking.v1.IPAddress",
        "networking.k8s.io/v1/Ingress": "io.k8s.api.networking.v1.Ingress",
        "networking.k8s.io/v1/IngressClass": "io.k8s.api.networking.v1.IngressClass",
        "networking.k8s.io/v1/NetworkPolicy": "io.k8s.api.networking.v1.NetworkPolicy",
        "networking.k8s.io/v1/ServiceCIDR": "io.k8s.api.networking.v1.ServiceCIDR",
        "node.k8s.io/v1/RuntimeClass": "io.k8s.api.node.v1.RuntimeClass",
        "policy/v1/Eviction": "io.k8s.api.policy.v1.Eviction",
        "policy/v1/PodDisruptionBudget": "io.k8s.api.policy.v1.PodDisruptionBudget",
        "rbac.authorization.k8s.io/v1/ClusterRole": "io.k8s.api.rbac.v1.ClusterRole",
        "rbac.authorization.k8s.io/v1/ClusterRoleBinding": "io.k8s.api.rbac.v1.ClusterRoleBinding",
        "rbac.authorization.k8s.io/v1/Role": "io.k8s.api.rbac.v1.Role",
        "rbac.authorization.k8s.io/v1/RoleBinding": "io.k8s.api.rbac.v1.RoleBinding",
        "resource.k8s.io/v1/DeviceClass": "io.k8s.api.resource.v1.DeviceClass",
        "resource.k8s.io/v1/DeviceTaintRule": "io.k8s.api.resource.v1.DeviceTaintRule",
        "resource.k8s.io/v1/ResourceClaim": "io.k8s.api.resource.v1.ResourceClaim",
        "resource.k8s.io/v1/ResourceClaimTemplate": "io.k8s.api.resource.v1.ResourceClaimTemplate",
        "resource.k8s.io/v1/ResourceSlice": "io.k8s.api.resource.v1.ResourceSlice",
        "scheduling.k8s.io/v1/PriorityClass": "io.k8s.api.scheduling.v1.PriorityClass",
        "storage.k8s.io/v1/CSIDriver": "io.k8s.api.storage.v1.CSIDriver",
        "storage.k8s.io/v1/CSINode": "io.k8s.api.storage.v1.CSINode",
        "storage.k8s.io/v1/CSIStorageCapacity": "io.k8s.api.storage.v1.CSIStorageCapacity",
        "storage.k8s.io/v1/StorageClass": "io.k8s.api.storage.v1.StorageClass",
        "storage.k8s.io/v1/VolumeAttachment": "io.k8s.api.storage.v1.VolumeAttachment",
        "storage.k8s.io/v1/VolumeAttributesClass": "io.k8s.api.storage.v1.VolumeAttributesClass",
        "storagemigration.k8s.io/v1/StorageVersionMigration": "io.k8s.api.storagemigration.v1.StorageVersionMigration",
        "v1/Binding": "io.k8s.api.core.v1.Binding",
        "v1/ComponentStatus": "io.k8s.api.core.v1.ComponentStatus",
        "v1/ConfigMap": "io.k8s.api.core.v1.ConfigMap",
        "v1/Endpoints": "io.k8s.api.core.v1.Endpoints",
        "v1/Event": "io.k8s.api.core.v1.Event",
        "v1/LimitRange": "io.k8s.api.core.v1.LimitRange",
        "v1/Namespace": "io.k8s.api.core.v1.Namespace",
        "v1/Node": "io.k8s.api.core.v1.Node",
        "v1/PersistentVolume": "io.k8s.api.core.v1.PersistentVolume",
        "v1/PersistentVolumeClaim": "io.k8s.api.core.v1.PersistentVolumeClaim",
        "v1/Pod": "io.k8s.api.core.v1.Pod",
        "v1/PodTemplate": "io.k8s.api.core.v1.PodTemplate",
        "v1/ReplicationController": "io.k8s.api.core.v1.ReplicationController",
        "v1/ResourceQuota": "io.k8s.api.core.v1.ResourceQuota",
        "v1/Secret": "io.k8s.api.core.v1.Secret",
        "v1/Service": "io.k8s.api.core.v1.Service",
        "v1/ServiceAccount": "io.k8s.api.core.v1.ServiceAccount"
      },
      types: {
        "io.k8s.api.admissionregistration.v1.ApplyConfiguration": { expression: "s0" },
        "io.k8s.api.admissionregistration.v1.AuditAnnotation": { key: 's=""', valueExpression: 's=""' },
        "io.k8s.api.admissionregistration.v1.JSONPatch": { expression: "s0" },
        "io.k8s.api.admissionregistration.v1.MatchCondition": { expression: 's=""', name: 's=""' },
        "io.k8s.api.admissionregistration.v1.MatchResources": { excludeResourceRules: "[a]!@io.k8s.api.admissionregistration.v1.NamedRuleWithOperations", matchPolicy: "s", namespaceSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", objectSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", resourceRules: "[a]!@io.k8s.api.admissionregistration.v1.NamedRuleWithOperations" },
        "io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicy": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicySpec" },
        "io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBinding": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBindingSpec" },
        "io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBindingSpec": { matchResources: "!@io.k8s.api.admissionregistration.v1.MatchResources", paramRef: "!@io.k8s.api.admissionregistration.v1.ParamRef", policyName: "s0" },
        "io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicySpec": { failurePolicy: "s", matchConditions: "[m:name]@io.k8s.api.admissionregistration.v1.MatchCondition", matchConstraints: "!@io.k8s.api.admissionregistration.v1.MatchResources", mutations: "[a]@io.k8s.api.admissionregistration.v1.Mutation", paramKind: "!@io.k8s.api.admissionregistration.v1.ParamKind", reinvocationPolicy: "s0", variables: "[a]!@io.k8s.api.admissionregistration.v1.Variable" },
        "io.k8s.api.admissionregistration.v1.MutatingWebhook": { admissionReviewVersions: "[a]s", clientConfig: "@io.k8s.api.admissionregistration.v1.WebhookClientConfig", failurePolicy: "s", matchConditions: "[m:name]@io.k8s.api.admissionregistration.v1.MatchCondition", matchPolicy: "s", name: 's=""', namespaceSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", objectSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", reinvocationPolicy: "s", rules: "[a]@io.k8s.api.admissionregistration.v1.RuleWithOperations", sideEffects: "s", timeoutSeconds: "n" },
        "io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", webhooks: "[m:name]@io.k8s.api.admissionregistration.v1.MutatingWebhook" },
        "io.k8s.api.admissionregistration.v1.Mutation": { applyConfiguration: "@io.k8s.api.admissionregistration.v1.ApplyConfiguration", jsonPatch: "@io.k8s.api.admissionregistration.v1.JSONPatch", patchType: 's=""' },
        "io.k8s.api.admissionregistration.v1.NamedRuleWithOperations": { apiGroups: "[a]s", apiVersions: "[a]s", operations: "[a]s", resourceNames: "[a]s", resources: "[a]s", scope: "s" },
        "io.k8s.api.admissionregistration.v1.ParamKind": { apiVersion: "s0", kind: "s0" },
        "io.k8s.api.admissionregistration.v1.ParamRef": { name: "s0", namespace: "s0", parameterNotFoundAction: "s", selector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector" },
        "io.k8s.api.admissionregistration.v1.RuleWithOperations": { apiGroups: "[a]s", apiVersions: "[a]s", operations: "[a]s", resources: "[a]s", scope: "s" },
        "io.k8s.api.admissionregistration.v1.ServiceReference": { name: 's=""', namespace: 's=""', path: "s", port: "n" },
        "io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicySpec" },
        "io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec" },
        "io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec": { matchResources: "!@io.k8s.api.admissionregistration.v1.MatchResources", paramRef: "!@io.k8s.api.admissionregistration.v1.ParamRef", policyName: "s0", validationActions: "[s]s" },
        "io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicySpec": { auditAnnotations: "[a]@io.k8s.api.admissionregistration.v1.AuditAnnotation", failurePolicy: "s", matchConditions: "[m:name]@io.k8s.api.admissionregistration.v1.MatchCondition", matchConstraints: "!@io.k8s.api.admissionregistration.v1.MatchResources", paramKind: "!@io.k8s.api.admissionregistration.v1.ParamKind", validations: "[a]@io.k8s.api.admissionregistration.v1.Validation", variables: "[m:name]!@io.k8s.api.admissionregistration.v1.Variable" },
        "io.k8s.api.admissionregistration.v1.ValidatingWebhook": { admissionReviewVersions: "[a]s", clientConfig: "@io.k8s.api.admissionregistration.v1.WebhookClientConfig", failurePolicy: "s", matchConditions: "[m:name]@io.k8s.api.admissionregistration.v1.MatchCondition", matchPolicy: "s", name: 's=""', namespaceSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", objectSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", rules: "[a]@io.k8s.api.admissionregistration.v1.RuleWithOperations", sideEffects: "s", timeoutSeconds: "n" },
        "io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", webhooks: "[m:name]@io.k8s.api.admissionregistration.v1.ValidatingWebhook" },
        "io.k8s.api.admissionregistration.v1.Validation": { expression: 's=""', message: "s0", messageExpression: "s0", reason: "s" },
        "io.k8s.api.admissionregistration.v1.Variable": { expression: 's=""', name: 's=""' },
        "io.k8s.api.admissionregistration.v1.WebhookClientConfig": { caBundle: "s", service: "@io.k8s.api.admissionregistration.v1.ServiceReference", url: "s" },
        "io.k8s.api.apps.v1.ControllerRevision": { apiVersion: "s0", data: "*", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", revision: "n=0" },
        "io.k8s.api.apps.v1.DaemonSet": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.apps.v1.DaemonSetSpec" },
        "io.k8s.api.apps.v1.DaemonSetSpec": { minReadySeconds: "n0", revisionHistoryLimit: "n", selector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", template: "@io.k8s.api.core.v1.PodTemplateSpec", updateStrategy: "@io.k8s.api.apps.v1.DaemonSetUpdateStrategy" },
        "io.k8s.api.apps.v1.DaemonSetUpdateStrategy": { rollingUpdate: "@io.k8s.api.apps.v1.RollingUpdateDaemonSet", type: "s0" },
        "io.k8s.api.apps.v1.Deployment": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.apps.v1.DeploymentSpec" },
        "io.k8s.api.apps.v1.DeploymentSpec": { minReadySeconds: "n0", paused: "b0", progressDeadlineSeconds: "n", replicas: "n", revisionHistoryLimit: "n", selector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", strategy: "@io.k8s.api.apps.v1.DeploymentStrategy", template: "@io.k8s.api.core.v1.PodTemplateSpec" },
        "io.k8s.api.apps.v1.DeploymentStrategy": { rollingUpdate: "@io.k8s.api.apps.v1.RollingUpdateDeployment", type: "s0" },
        "io.k8s.api.apps.v1.ReplicaSet": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.apps.v1.ReplicaSetSpec" },
        "io.k8s.api.apps.v1.ReplicaSetSpec": { minReadySeconds: "n0", replicas: "n", selector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", template: "@io.k8s.api.core.v1.PodTemplateSpec" },
        "io.k8s.api.apps.v1.RollingUpdateDaemonSet": { maxSurge: "i", maxUnavailable: "i" },
        "io.k8s.api.apps.v1.RollingUpdateDeployment": { maxSurge: "i", maxUnavailable: "i" },
        "io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy": { maxUnavailable: "i", partition: "n" },
        "io.k8s.api.apps.v1.StatefulSet": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.apps.v1.StatefulSetSpec" },
        "io.k8s.api.apps.v1.StatefulSetOrdinals": { start: "n=0" },
        "io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy": { whenDeleted: "s0", whenScaled: "s0" },
        "io.k8s.api.apps.v1.StatefulSetSpec": { minReadySeconds: "n0", ordinals: "@io.k8s.api.apps.v1.StatefulSetOrdinals", persistentVolumeClaimRetentionPolicy: "@io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy", podManagementPolicy: "s0", replicas: "n", revisionHistoryLimit: "n", selector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", serviceName: 's=""', template: "@io.k8s.api.core.v1.PodTemplateSpec", updateStrategy: "@io.k8s.api.apps.v1.StatefulSetUpdateStrategy", volumeClaimTemplates: "[a]@io.k8s.api.core.v1.PersistentVolumeClaim" },
        "io.k8s.api.apps.v1.StatefulSetUpdateStrategy": { rollingUpdate: "@io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy", type: "s0" },
        "io.k8s.api.authentication.v1.BoundObjectReference": { apiVersion: "s0", kind: "s0", name: "s0", uid: "s0" },
        "io.k8s.api.authentication.v1.SelfSubjectReview": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" },
        "io.k8s.api.authentication.v1.TokenRequest": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.authentication.v1.TokenRequestSpec" },
        "io.k8s.api.authentication.v1.TokenRequestSpec": { attestations: "{[a]s}", audiences: "[a]s", boundObjectRef: "@io.k8s.api.authentication.v1.BoundObjectReference", expirationSeconds: "n" },
        "io.k8s.api.authentication.v1.TokenReview": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.authentication.v1.TokenReviewSpec" },
        "io.k8s.api.authentication.v1.TokenReviewSpec": { audiences: "[a]s", token: "s0" },
        "io.k8s.api.authorization.v1.FieldSelectorAttributes": { rawSelector: "s0", requirements: "[a]@io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement" },
        "io.k8s.api.authorization.v1.LabelSelectorAttributes": { rawSelector: "s0", requirements: "[a]@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement" },
        "io.k8s.api.authorization.v1.LocalSubjectAccessReview": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.authorization.v1.SubjectAccessReviewSpec" },
        "io.k8s.api.authorization.v1.NonResourceAttributes": { path: "s0", verb: "s0" },
        "io.k8s.api.authorization.v1.ResourceAttributes": { fieldSelector: "@io.k8s.api.authorization.v1.FieldSelectorAttributes", group: "s0", labelSelector: "@io.k8s.api.authorization.v1.LabelSelectorAttributes", name: "s0", namespace: "s0", resource: "s0", subresource: "s0", verb: "s0", version: "s0" },
        "io.k8s.api.authorization.v1.SelfSubjectAccessReview": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec" },
        "io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec": { nonResourceAttributes: "@io.k8s.api.authorization.v1.NonResourceAttributes", resourceAttributes: "@io.k8s.api.authorization.v1.ResourceAttributes" },
        "io.k8s.api.authorization.v1.SelfSubjectRulesReview": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec" },
        "io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec": { namespace: "s0" },
        "io.k8s.api.authorization.v1.SubjectAccessReview": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.authorization.v1.SubjectAccessReviewSpec" },
        "io.k8s.api.authorization.v1.SubjectAccessReviewSpec": { extra: "{[a]s}", groups: "[a]s", nonResourceAttributes: "@io.k8s.api.authorization.v1.NonResourceAttributes", resourceAttributes: "@io.k8s.api.authorization.v1.ResourceAttributes", uid: "s0", user: "s0" },
        "io.k8s.api.autoscaling.v1.CrossVersionObjectReference": { apiVersion: "s0", kind: 's=""', name: 's=""' },
        "io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec" },
        "io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec": { maxReplicas: "n=0", minReplicas: "n", scaleTargetRef: "!@io.k8s.api.autoscaling.v1.CrossVersionObjectReference", targetCPUUtilizationPercentage: "n" },
        "io.k8s.api.autoscaling.v1.Scale": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.autoscaling.v1.ScaleSpec" },
        "io.k8s.api.autoscaling.v1.ScaleSpec": { replicas: "n0=0" },
        "io.k8s.api.autoscaling.v2.ContainerResourceMetricSource": { container: 's=""', name: 's=""', target: "@io.k8s.api.autoscaling.v2.MetricTarget" },
        "io.k8s.api.autoscaling.v2.CrossVersionObjectReference": { apiVersion: "s0", kind: 's=""', name: 's=""' },
        "io.k8s.api.autoscaling.v2.ExternalMetricSource": { metric: "@io.k8s.api.autoscaling.v2.MetricIdentifier", target: "@io.k8s.api.autoscaling.v2.MetricTarget" },
        "io.k8s.api.autoscaling.v2.HPAScalingPolicy": { periodSeconds: "n=0", type: 's=""', value: "n=0" },
        "io.k8s.api.autoscaling.v2.HPAScalingRules": { policies: "[a]@io.k8s.api.autoscaling.v2.HPAScalingPolicy", selectPolicy: "s", stabilizationWindowSeconds: "n", tolerance: "q" },
        "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec" },
        "io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior": { scaleDown: "@io.k8s.api.autoscaling.v2.HPAScalingRules", scaleUp: "@io.k8s.api.autoscaling.v2.HPAScalingRules" },
        "io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec": { behavior: "@io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior", maxReplicas: "n=0", metrics: "[a]@io.k8s.api.autoscaling.v2.MetricSpec", minReplicas: "n", scaleTargetRef: "@io.k8s.api.autoscaling.v2.CrossVersionObjectReference" },
        "io.k8s.api.autoscaling.v2.MetricIdentifier": { name: 's=""', selector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector" },
        "io.k8s.api.autoscaling.v2.MetricSpec": { containerResource: "@io.k8s.api.autoscaling.v2.ContainerResourceMetricSource", external: "@io.k8s.api.autoscaling.v2.ExternalMetricSource", object: "@io.k8s.api.autoscaling.v2.ObjectMetricSource", pods: "@io.k8s.api.autoscaling.v2.PodsMetricSource", resource: "@io.k8s.api.autoscaling.v2.ResourceMetricSource", type: 's=""' },
        "io.k8s.api.autoscaling.v2.MetricTarget": { averageUtilization: "n", averageValue: "q", type: 's=""', value: "q" },
        "io.k8s.api.autoscaling.v2.ObjectMetricSource": { describedObject: "@io.k8s.api.autoscaling.v2.CrossVersionObjectReference", metric: "@io.k8s.api.autoscaling.v2.MetricIdentifier", target: "@io.k8s.api.autoscaling.v2.MetricTarget" },
        "io.k8s.api.autoscaling.v2.PodsMetricSource": { metric: "@io.k8s.api.autoscaling.v2.MetricIdentifier", target: "@io.k8s.api.autoscaling.v2.MetricTarget" },
        "io.k8s.api.autoscaling.v2.ResourceMetricSource": { name: 's=""', target: "@io.k8s.api.autoscaling.v2.MetricTarget" },
        "io.k8s.api.batch.v1.CronJob": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.batch.v1.CronJobSpec" },
        "io.k8s.api.batch.v1.CronJobSpec": { concurrencyPolicy: "s0", failedJobsHistoryLimit: "n", jobTemplate: "@io.k8s.api.batch.v1.JobTemplateSpec", schedule: 's=""', startingDeadlineSeconds: "n", successfulJobsHistoryLimit: "n", suspend: "b", timeZone: "s" },
        "io.k8s.api.batch.v1.Job": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.batch.v1.JobSpec" },
        "io.k8s.api.batch.v1.JobSchedulingConfiguration": { disruptionMode: "@io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupDisruptionMode", resourceClaims: "[m:name]@io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupResourceClaim", schedulingConstraints: "@io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupSchedulingConstraints", schedulingPolicy: "@io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupSchedulingPolicy" },
        "io.k8s.api.batch.v1.JobSpec": { activeDeadlineSeconds: "n", backoffLimit: "n", backoffLimitPerIndex: "n", completionMode: "s", completions: "n", managedBy: "s", manualSelector: "b", maxFailedIndexes: "n", parallelism: "n", podFailurePolicy: "@io.k8s.api.batch.v1.PodFailurePolicy", podReplacementPolicy: "s", scheduling: "@io.k8s.api.batch.v1.JobSchedulingConfiguration", selector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", successPolicy: "@io.k8s.api.batch.v1.SuccessPolicy", suspend: "b", template: "@io.k8s.api.core.v1.PodTemplateSpec", ttlSecondsAfterFinished: "n" },
        "io.k8s.api.batch.v1.JobTemplateSpec": { metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.batch.v1.JobSpec" },
        "io.k8s.api.batch.v1.PodFailurePolicy": { rules: "[a]@io.k8s.api.batch.v1.PodFailurePolicyRule" },
        "io.k8s.api.batch.v1.PodFailurePolicyOnExitCodesRequirement": { containerName: "s", operator: 's=""', values: "[s]n" },
        "io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern": { status: 's=""', type: 's=""' },
        "io.k8s.api.batch.v1.PodFailurePolicyRule": { action: 's=""', onExitCodes: "@io.k8s.api.batch.v1.PodFailurePolicyOnExitCodesRequirement", onPodConditions: "[a]@io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern" },
        "io.k8s.api.batch.v1.SuccessPolicy": { rules: "[a]@io.k8s.api.batch.v1.SuccessPolicyRule" },
        "io.k8s.api.batch.v1.SuccessPolicyRule": { succeededCount: "n", succeededIndexes: "s" },
        "io.k8s.api.certificates.v1.CertificateSigningRequest": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.certificates.v1.CertificateSigningRequestSpec" },
        "io.k8s.api.certificates.v1.CertificateSigningRequestSpec": { expirationSeconds: "n", extra: "{[a]s}", groups: "[a]s", request: "s", signerName: 's=""', uid: "s0", usages: "[a]s", username: "s0" },
        "io.k8s.api.certificates.v1.ClusterTrustBundle": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.certificates.v1.ClusterTrustBundleSpec" },
        "io.k8s.api.certificates.v1.ClusterTrustBundleSpec": { signerName: "s0", trustBundle: 's=""' },
        "io.k8s.api.certificates.v1.PodCertificateRequest": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.certificates.v1.PodCertificateRequestSpec" },
        "io.k8s.api.certificates.v1.PodCertificateRequestSpec": { maxExpirationSeconds: "n=86400", nodeName: 's=""', nodeUID: 's=""', podName: 's=""', podUID: 's=""', serviceAccountName: 's=""', serviceAccountUID: 's=""', signerName: 's=""', stubPKCS10Request: "s", unverifiedUserAnnotations: "{s}" },
        "io.k8s.api.coordination.v1.Lease": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.coordination.v1.LeaseSpec" },
        "io.k8s.api.coordination.v1.LeaseSpec": { acquireTime: "s", holderIdentity: "s", leaseDurationSeconds: "n", leaseTransitions: "n", preferredHolder: "s", renewTime: "s", strategy: "s" },
        "io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource": { fsType: "s0", partition: "n0", readOnly: "b0", volumeID: 's=""' },
        "io.k8s.api.core.v1.Affinity": { nodeAffinity: "@io.k8s.api.core.v1.NodeAffinity", podAffinity: "@io.k8s.api.core.v1.PodAffinity", podAntiAffinity: "@io.k8s.api.core.v1.PodAntiAffinity" },
        "io.k8s.api.core.v1.AppArmorProfile": { localhostProfile: "s", type: 's=""' },
        "io.k8s.api.core.v1.AzureDiskVolumeSource": { cachingMode: 's="ReadWrite"', diskName: 's=""', diskURI: 's=""', fsType: 's="ext4"', kind: 's="Shared"', readOnly: "b=false" },
        "io.k8s.api.core.v1.AzureFilePersistentVolumeSource": { readOnly: "b0", secretName: 's=""', secretNamespace: "s", shareName: 's=""' },
        "io.k8s.api.core.v1.AzureFileVolumeSource": { readOnly: "b0", secretName: 's=""', shareName: 's=""' },
        "io.k8s.api.core.v1.Binding": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", target: "!@io.k8s.api.core.v1.ObjectReference" },
        "io.k8s.api.core.v1.CSIPersistentVolumeSource": { controllerExpandSecretRef: "!@io.k8s.api.core.v1.SecretReference", controllerPublishSecretRef: "!@io.k8s.api.core.v1.SecretReference", driver: 's=""', fsType: "s0", nodeExpandSecretRef: "!@io.k8s.api.core.v1.SecretReference", nodePublishSecretRef: "!@io.k8s.api.core.v1.SecretReference", nodeStageSecretRef: "!@io.k8s.api.core.v1.SecretReference", readOnly: "b0", volumeAttributes: "{s}", volumeHandle: 's=""' },
        "io.k8s.api.core.v1.CSIVolumeSource": { driver: 's=""', fsType: "s", nodePublishSecretRef: "!@io.k8s.api.core.v1.LocalObjectReference", readOnly: "b", volumeAttributes: "{s}" },
        "io.k8s.api.core.v1.Capabilities": { add: "[a]s", drop: "[a]s" },
        "io.k8s.api.core.v1.CephFSPersistentVolumeSource": { monitors: "[a]s", path: "s0", readOnly: "b0", secretFile: "s0", secretRef: "!@io.k8s.api.core.v1.SecretReference", user: "s0" },
        "io.k8s.api.core.v1.CephFSVolumeSource": { monitors: "[a]s", path: "s0", readOnly: "b0", secretFile: "s0", secretRef: "!@io.k8s.api.core.v1.LocalObjectReference", user: "s0" },
        "io.k8s.api.core.v1.CinderPersistentVolumeSource": { fsType: "s0", readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.SecretReference", volumeID: 's=""' },
        "io.k8s.api.core.v1.CinderVolumeSource": { fsType: "s0", readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.LocalObjectReference", volumeID: 's=""' },
        "io.k8s.api.core.v1.ClientIPConfig": { timeoutSeconds: "n" },
        "io.k8s.api.core.v1.ClusterTrustBundleProjection": { labelSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", name: "s", optional: "b", path: 's=""', signerName: "s", user: "n" },
        "io.k8s.api.core.v1.ComponentCondition": { error: "s0", message: "s0", status: 's=""', type: 's=""' },
        "io.k8s.api.core.v1.ComponentStatus": { apiVersion: "s0", conditions: "[m:type]@io.k8s.api.core.v1.ComponentCondition", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" },
        "io.k8s.api.core.v1.ConfigMap": { apiVersion: "s0", binaryData: "{s}", data: "{s}", immutable: "b", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" },
        "io.k8s.api.core.v1.ConfigMapEnvSource": { name: 's0=""', optional: "b" },
        "io.k8s.api.core.v1.ConfigMapKeySelector": { key: 's=""', name: 's0=""', optional: "b" },
        "io.k8s.api.core.v1.ConfigMapNodeConfigSource": { kubeletConfigKey: 's=""', name: 's=""', namespace: 's=""', resourceVersion: "s0", uid: "s0" },
        "io.k8s.api.core.v1.ConfigMapProjection": { items: "[a]@io.k8s.api.core.v1.KeyToPath", name: 's0=""', optional: "b" },
        "io.k8s.api.core.v1.ConfigMapVolumeSource": { defaultMode: "n", defaultUser: "n", items: "[a]@io.k8s.api.core.v1.KeyToPath", name: 's0=""', optional: "b" },
        "io.k8s.api.core.v1.Container": { args: "[a]s", command: "[a]s", env: "[m:name]@io.k8s.api.core.v1.EnvVar", envFrom: "[a]@io.k8s.api.core.v1.EnvFromSource", image: "s0", imagePullPolicy: "s0", lifecycle: "@io.k8s.api.core.v1.Lifecycle", livenessProbe: "@io.k8s.api.core.v1.Probe", name: 's=""', ports: "[m:containerPort,protocol|containerPort]@io.k8s.api.core.v1.ContainerPort", readinessProbe: "@io.k8s.api.core.v1.Probe", resizePolicy: "[a]@io.k8s.api.core.v1.ContainerResizePolicy", resources: "@io.k8s.api.core.v1.ResourceRequirements", restartPolicy: "s", restartPolicyRules: "[a]@io.k8s.api.core.v1.ContainerRestartRule", securityContext: "@io.k8s.api.core.v1.SecurityContext", startupProbe: "@io.k8s.api.core.v1.Probe", stdin: "b0", stdinOnce: "b0", terminationMessagePath: "s0", terminationMessagePolicy: "s0", tty: "b0", volumeDevices: "[m:devicePath]@io.k8s.api.core.v1.VolumeDevice", volumeMounts: "[m:mountPath]@io.k8s.api.core.v1.VolumeMount", workingDir: "s0" },
        "io.k8s.api.core.v1.ContainerPort": { containerPort: "n=0", hostIP: "s0", hostPort: "n0", name: "s0", protocol: 's0="TCP"' },
        "io.k8s.api.core.v1.ContainerResizePolicy": { resourceName: 's=""', restartPolicy: 's=""' },
        "io.k8s.api.core.v1.ContainerRestartRule": { action: "s0", exitCodes: "@io.k8s.api.core.v1.ContainerRestartRuleOnExitCodes" },
        "io.k8s.api.core.v1.ContainerRestartRuleOnExitCodes": { operator: "s0", values: "[s]n" },
        "io.k8s.api.core.v1.DownwardAPIProjection": { items: "[a]@io.k8s.api.core.v1.DownwardAPIVolumeFile" },
        "io.k8s.api.core.v1.DownwardAPIVolumeFile": { fieldRef: "!@io.k8s.api.core.v1.ObjectFieldSelector", mode: "n", path: 's=""', resourceFieldRef: "!@io.k8s.api.core.v1.ResourceFieldSelector", user: "n" },
        "io.k8s.api.core.v1.DownwardAPIVolumeSource": { defaultMode: "n", defaultUser: "n", items: "[a]@io.k8s.api.core.v1.DownwardAPIVolumeFile" },
        "io.k8s.api.core.v1.EmptyDirVolumeSource": { medium: "s0", mode: "n", sizeLimit: "q" },
        "io.k8s.api.core.v1.EndpointAddress": { hostname: "s0", ip: 's=""', nodeName: "s", targetRef: "!@io.k8s.api.core.v1.ObjectReference" },
        "io.k8s.api.core.v1.EndpointPort": { appProtocol: "s", name: "s0", port: "n=0", protocol: "s0" },
        "io.k8s.api.core.v1.EndpointSubset": { addresses: "[a]!@io.k8s.api.core.v1.EndpointAddress", notReadyAddresses: "[a]!@io.k8s.api.core.v1.EndpointAddress", ports: "[a]!@io.k8s.api.core.v1.EndpointPort" },
        "io.k8s.api.core.v1.Endpoints": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", subsets: "[a]@io.k8s.api.core.v1.EndpointSubset" },
        "io.k8s.api.core.v1.EnvFromSource": { configMapRef: "@io.k8s.api.core.v1.ConfigMapEnvSource", prefix: "s0", secretRef: "@io.k8s.api.core.v1.SecretEnvSource" },
        "io.k8s.api.core.v1.EnvVar": { name: 's=""', value: "s0", valueFrom: "@io.k8s.api.core.v1.EnvVarSource" },
        "io.k8s.api.core.v1.EnvVarSource": { configMapKeyRef: "!@io.k8s.api.core.v1.ConfigMapKeySelector", fieldRef: "!@io.k8s.api.core.v1.ObjectFieldSelector", fileKeyRef: "!@io.k8s.api.core.v1.FileKeySelector", resourceFieldRef: "!@io.k8s.api.core.v1.ResourceFieldSelector", secretKeyRef: "!@io.k8s.api.core.v1.SecretKeySelector" },
        "io.k8s.api.core.v1.EphemeralContainer": { args: "[a]s", command: "[a]s", env: "[m:name]@io.k8s.api.core.v1.EnvVar", envFrom: "[a]@io.k8s.api.core.v1.EnvFromSource", image: "s0", imagePullPolicy: "s0", lifecycle: "@io.k8s.api.core.v1.Lifecycle", livenessProbe: "@io.k8s.api.core.v1.Probe", name: 's=""', ports: "[m:containerPort,protocol|containerPort]@io.k8s.api.core.v1.ContainerPort", readinessProbe: "@io.k8s.api.core.v1.Probe", resizePolicy: "[a]@io.k8s.api.core.v1.ContainerResizePolicy", resources: "@io.k8s.api.core.v1.ResourceRequirements", restartPolicy: "s", restartPolicyRules: "[a]@io.k8s.api.core.v1.ContainerRestartRule", securityContext: "@io.k8s.api.core.v1.SecurityContext", startupProbe: "@io.k8s.api.core.v1.Probe", stdin: "b0", stdinOnce: "b0", targetContainerName: "s0", terminationMessagePath: "s0", terminationMessagePolicy: "s0", tty: "b0", volumeDevices: "[m:devicePath]@io.k8s.api.core.v1.VolumeDevice", volumeMounts: "[m:mountPath]@io.k8s.api.core.v1.VolumeMount", workingDir: "s0" },
        "io.k8s.api.core.v1.EphemeralVolumeSource": { volumeClaimTemplate: "@io.k8s.api.core.v1.PersistentVolumeClaimTemplate" },
        "io.k8s.api.core.v1.Event": { action: "s0", apiVersion: "s0", count: "n0", eventTime: "s", firstTimestamp: "s", involvedObject: "!@io.k8s.api.core.v1.ObjectReference", kind: "s0", lastTimestamp: "s", message: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", reason: "s0", related: "!@io.k8s.api.core.v1.ObjectReference", reportingComponent: 's=""', reportingInstance: 's=""', series: "@io.k8s.api.core.v1.EventSeries", source: "@io.k8s.api.core.v1.EventSource", type: "s0" },
        "io.k8s.api.core.v1.EventSeries": { count: "n0", lastObservedTime: "s" },
        "io.k8s.api.core.v1.EventSource": { component: "s0", host: "s0" },
        "io.k8s.api.core.v1.EvictionResponder": { name: 's=""', priority: "n" },
        "io.k8s.api.core.v1.ExecAction": { command: "[a]s" },
        "io.k8s.api.core.v1.FCVolumeSource": { fsType: "s0", lun: "n", readOnly: "b0", targetWWNs: "[a]s", wwids: "[a]s" },
        "io.k8s.api.core.v1.FileKeySelector": { key: 's=""', optional: "b=false", path: 's=""', volumeName: 's=""' },
        "io.k8s.api.core.v1.FlexPersistentVolumeSource": { driver: 's=""', fsType: "s0", options: "{s}", readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.SecretReference" },
        "io.k8s.api.core.v1.FlexVolumeSource": { driver: 's=""', fsType: "s0", options: "{s}", readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.LocalObjectReference" },
        "io.k8s.api.core.v1.FlockerVolumeSource": { datasetName: "s0", datasetUUID: "s0" },
        "io.k8s.api.core.v1.GCEPersistentDiskVolumeSource": { fsType: "s0", partition: "n0", pdName: 's=""', readOnly: "b0" },
        "io.k8s.api.core.v1.GRPCAction": { mode: "s", port: "n=0", service: 's=""' },
        "io.k8s.api.core.v1.GitRepoVolumeSource": { directory: "s0", repository: 's=""', revision: "s0" },
        "io.k8s.api.core.v1.GlusterfsPersistentVolumeSource": { endpoints: 's=""', endpointsNamespace: "s", path: 's=""', readOnly: "b0" },
        "io.k8s.api.core.v1.GlusterfsVolumeSource": { endpoints: 's=""', path: 's=""', readOnly: "b0" },
        "io.k8s.api.core.v1.HTTPGetAction": { host: "s0", httpHeaders: "[a]@io.k8s.api.core.v1.HTTPHeader", path: "s0", port: "i", protocol: "s", scheme: "s0" },
        "io.k8s.api.core.v1.HTTPHeader": { name: 's=""', value: 's=""' },
        "io.k8s.api.core.v1.HostAlias": { hostnames: "[a]s", ip: 's=""' },
        "io.k8s.api.core.v1.HostPathVolumeSource": { path: 's=""', type: "s" },
        "io.k8s.api.core.v1.ISCSIPersistentVolumeSource": { chapAuthDiscovery: "b0", chapAuthSession: "b0", fsType: "s0", initiatorName: "s", iqn: 's=""', iscsiInterface: 's0="default"', lun: "n=0", portals: "[a]s", readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.SecretReference", targetPortal: 's=""' },
        "io.k8s.api.core.v1.ISCSIVolumeSource": { chapAuthDiscovery: "b0", chapAuthSession: "b0", fsType: "s0", initiatorName: "s", iqn: 's=""', iscsiInterface: 's0="default"', lun: "n=0", portals: "[a]s", readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.LocalObjectReference", targetPortal: 's=""' },
        "io.k8s.api.core.v1.ImageVolumeSource": { pullPolicy: "s0", reference: "s0" },
        "io.k8s.api.core.v1.KeyToPath": { key: 's=""', mode: "n", path: 's=""', user: "n" },
        "io.k8s.api.core.v1.Lifecycle": { postStart: "@io.k8s.api.core.v1.LifecycleHandler", preStop: "@io.k8s.api.core.v1.LifecycleHandler", stopSignal: "s" },
        "io.k8s.api.core.v1.LifecycleHandler": { exec: "@io.k8s.api.core.v1.ExecAction", httpGet: "@io.k8s.api.core.v1.HTTPGetAction", sleep: "@io.k8s.api.core.v1.SleepAction", tcpSocket: "@io.k8s.api.core.v1.TCPSocketAction" },
        "io.k8s.api.core.v1.LimitRange": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.LimitRangeSpec" },
        "io.k8s.api.core.v1.LimitRangeItem": { default: "{q}", defaultRequest: "{q}", max: "{q}", maxLimitRequestRatio: "{q}", min: "{q}", type: 's=""' },
        "io.k8s.api.core.v1.LimitRangeSpec": { limits: "[a]@io.k8s.api.core.v1.LimitRangeItem" },
        "io.k8s.api.core.v1.LocalObjectReference": { name: 's0=""' },
        "io.k8s.api.core.v1.LocalVolumeSource": { fsType: "s", path: 's=""' },
        "io.k8s.api.core.v1.NFSVolumeSource": { path: 's=""', readOnly: "b0", server: 's=""' },
        "io.k8s.api.core.v1.Namespace": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.NamespaceSpec" },
        "io.k8s.api.core.v1.NamespaceSpec": { finalizers: "[a]s" },
        "io.k8s.api.core.v1.Node": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.NodeSpec" },
        "io.k8s.api.core.v1.NodeAffinity": { preferredDuringSchedulingIgnoredDuringExecution: "[a]@io.k8s.api.core.v1.PreferredSchedulingTerm", requiredDuringSchedulingIgnoredDuringExecution: "!@io.k8s.api.core.v1.NodeSelector" },
        "io.k8s.api.core.v1.NodeConfigSource": { configMap: "@io.k8s.api.core.v1.ConfigMapNodeConfigSource" },
        "io.k8s.api.core.v1.NodePodPreemptionPolicy": { disableResizePreemption: "[s]s" },
        "io.k8s.api.core.v1.NodeSelector": { nodeSelectorTerms: "[a]!@io.k8s.api.core.v1.NodeSelectorTerm" },
        "io.k8s.api.core.v1.NodeSelectorRequirement": { key: 's=""', operator: 's=""', values: "[a]s" },
        "io.k8s.api.core.v1.NodeSelectorTerm": { matchExpressions: "[a]@io.k8s.api.core.v1.NodeSelectorRequirement", matchFields: "[a]@io.k8s.api.core.v1.NodeSelectorRequirement" },
        "io.k8s.api.core.v1.NodeSpec": { configSource: "@io.k8s.api.core.v1.NodeConfigSource", externalID: "s0", podCIDR: "s0", podCIDRs: "[s]s", podPreemptionPolicy: "@io.k8s.api.core.v1.NodePodPreemptionPolicy", providerID: "s0", taints: "[a]@io.k8s.api.core.v1.Taint", unschedulable: "b0" },
        "io.k8s.api.core.v1.ObjectFieldSelector": { apiVersion: "s0", fieldPath: 's=""' },
        "io.k8s.api.core.v1.ObjectReference": { apiVersion: "s0", fieldPath: "s0", kind: "s0", name: "s0", namespace: "s0", resourceVersion: "s0", uid: "s0" },
        "io.k8s.api.core.v1.PersistentVolume": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.PersistentVolumeSpec" },
        "io.k8s.api.core.v1.PersistentVolumeClaim": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.PersistentVolumeClaimSpec" },
        "io.k8s.api.core.v1.PersistentVolumeClaimSpec": { accessModes: "[a]s", dataSource: "!@io.k8s.api.core.v1.TypedLocalObjectReference", dataSourceRef: "@io.k8s.api.core.v1.TypedObjectReference", resources: "@io.k8s.api.core.v1.VolumeResourceRequirements", selector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", storageClassName: "s", volumeAttributesClassName: "s", volumeMode: "s", volumeName: "s0" },
        "io.k8s.api.core.v1.PersistentVolumeClaimTemplate": { metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.PersistentVolumeClaimSpec" },
        "io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource": { claimName: 's=""', readOnly: "b0" },
        "io.k8s.api.core.v1.PersistentVolumeSpec": { accessModes: "[a]s", awsElasticBlockStore: "@io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource", azureDisk: "@io.k8s.api.core.v1.AzureDiskVolumeSource", azureFile: "@io.k8s.api.core.v1.AzureFilePersistentVolumeSource", capacity: "{q}", cephfs: "@io.k8s.api.core.v1.CephFSPersistentVolumeSource", cinder: "@io.k8s.api.core.v1.CinderPersistentVolumeSource", claimRef: "!@io.k8s.api.core.v1.ObjectReference", csi: "@io.k8s.api.core.v1.CSIPersistentVolumeSource", fc: "@io.k8s.api.core.v1.FCVolumeSource", flexVolume: "@io.k8s.api.core.v1.FlexPersistentVolumeSource", flocker: "@io.k8s.api.core.v1.FlockerVolumeSource", gcePersistentDisk: "@io.k8s.api.core.v1.GCEPersistentDiskVolumeSource", glusterfs: "@io.k8s.api.core.v1.GlusterfsPersistentVolumeSource", hostPath: "@io.k8s.api.core.v1.HostPathVolumeSource", iscsi: "@io.k8s.api.core.v1.ISCSIPersistentVolumeSource", local: "@io.k8s.api.core.v1.LocalVolumeSource", mountOptions: "[a]s", nfs: "@io.k8s.api.core.v1.NFSVolumeSource", nodeAffinity: "@io.k8s.api.core.v1.VolumeNodeAffinity", persistentVolumeReclaimPolicy: "s0", photonPersistentDisk: "@io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource", portworxVolume: "@io.k8s.api.core.v1.PortworxVolumeSource", quobyte: "@io.k8s.api.core.v1.QuobyteVolumeSource", rbd: "@io.k8s.api.core.v1.RBDPersistentVolumeSource", scaleIO: "@io.k8s.api.core.v1.ScaleIOPersistentVolumeSource", storageClassName: "s0", storageos: "@io.k8s.api.core.v1.StorageOSPersistentVolumeSource", volumeAttributesClassName: "s", volumeMode: "s", vsphereVolume: "@io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource" },
        "io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource": { fsType: "s0", pdID: 's=""' },
        "io.k8s.api.core.v1.Pod": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.PodSpec" },
        "io.k8s.api.core.v1.PodAffinity": { preferredDuringSchedulingIgnoredDuringExecution: "[a]@io.k8s.api.core.v1.WeightedPodAffinityTerm", requiredDuringSchedulingIgnoredDuringExecution: "[a]@io.k8s.api.core.v1.PodAffinityTerm" },
        "io.k8s.api.core.v1.PodAffinityTerm": { labelSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", matchLabelKeys: "[a]s", mismatchLabelKeys: "[a]s", namespaceSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", namespaces: "[a]s", topologyKey: 's=""' },
        "io.k8s.api.core.v1.PodAntiAffinity": { preferredDuringSchedulingIgnoredDuringExecution: "[a]@io.k8s.api.core.v1.WeightedPodAffinityTerm", requiredDuringSchedulingIgnoredDuringExecution: "[a]@io.k8s.api.core.v1.PodAffinityTerm" },
        "io.k8s.api.core.v1.PodCertificateProjection": { certificateChainPath: "s0", credentialBundlePath: "s0", keyPath: "s0", keyType: "s0", maxExpirationSeconds: "n", signerName: "s0", user: "n", userAnnotations: "{s}" },
        "io.k8s.api.core.v1.PodDNSConfig": { nameservers: "[a]s", options: "[a]@io.k8s.api.core.v1.PodDNSConfigOption", searches: "[a]s" },
        "io.k8s.api.core.v1.PodDNSConfigOption": { name: "s0", value: "s" },
        "io.k8s.api.core.v1.PodOS": { name: 's=""' },
        "io.k8s.api.core.v1.PodReadinessGate": { conditionType: 's=""' },
        "io.k8s.api.core.v1.PodResourceClaim": { name: 's=""', resourceClaimName: "s", resourceClaimTemplateName: "s" },
        "io.k8s.api.core.v1.PodSchedulingGate": { name: 's=""' },
        "io.k8s.api.core.v1.PodSchedulingGroup": { podGroupName: "s" },
        "io.k8s.api.core.v1.PodSecurityContext": { appArmorProfile: "@io.k8s.api.core.v1.AppArmorProfile", fsGroup: "n", fsGroupChangePolicy: "s", runAsGroup: "n", runAsNonRoot: "b", runAsUser: "n", seLinuxChangePolicy: "s", seLinuxOptions: "@io.k8s.api.core.v1.SELinuxOptions", seccompProfile: "@io.k8s.api.core.v1.SeccompProfile", supplementalGroups: "[a]n", supplementalGroupsPolicy: "s", sysctls: "[a]@io.k8s.api.core.v1.Sysctl", windowsOptions: "@io.k8s.api.core.v1.WindowsSecurityContextOptions" },
        "io.k8s.api.core.v1.PodSpec": { activeDeadlineSeconds: "n", affinity: "@io.k8s.api.core.v1.Affinity", automountServiceAccountToken: "b", containers: "[m:name]@io.k8s.api.core.v1.Container", dnsConfig: "@io.k8s.api.core.v1.PodDNSConfig", dnsPolicy: "s0", enableServiceLinks: "b", ephemeralContainers: "[m:name]@io.k8s.api.core.v1.EphemeralContainer", evictionResponders: "[m:name]!@io.k8s.api.core.v1.EvictionResponder", hostAliases: "[m:ip]@io.k8s.api.core.v1.HostAlias", hostIPC: "b0", hostNetwork: "b0", hostPID: "b0", hostUsers: "b", hostname: "s0", hostnameOverride: "s", imagePullSecrets: "[m:name]!@io.k8s.api.core.v1.LocalObjectReference", initContainers: "[m:name]@io.k8s.api.core.v1.Container", nodeName: "s0", nodeSelector: "!{s}", os: "@io.k8s.api.core.v1.PodOS", overhead: "{q}", preemptionPolicy: "s", priority: "n", priorityClassName: "s0", readinessGates: "[a]@io.k8s.api.core.v1.PodReadinessGate", resourceClaims: "[m:name]@io.k8s.api.core.v1.PodResourceClaim", resources: "@io.k8s.api.core.v1.ResourceRequirements", restartPolicy: "s0", runtimeClassName: "s", schedulerName: "s0", schedulingGates: "[m:name]@io.k8s.api.core.v1.PodSchedulingGate", schedulingGroup: "@io.k8s.api.core.v1.PodSchedulingGroup", securityContext: "@io.k8s.api.core.v1.PodSecurityContext", serviceAccount: "s0", serviceAccountName: "s0", setHostnameAsFQDN: "b", shareProcessNamespace: "b", subdomain: "s0", terminationGracePeriodSeconds: "n", tolerations: "[a]@io.k8s.api.core.v1.Toleration", topologySpreadConstraints: "[m:topologyKey,whenUnsatisfiable|topologyKey]@io.k8s.api.core.v1.TopologySpreadConstraint", volumes: "[m:name]@io.k8s.api.core.v1.Volume" },
        "io.k8s.api.core.v1.PodTemplate": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", template: "@io.k8s.api.core.v1.PodTemplateSpec" },
        "io.k8s.api.core.v1.PodTemplateSpec": { metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.PodSpec" },
        "io.k8s.api.core.v1.PortworxVolumeSource": { fsType: "s0", readOnly: "b0", volumeID: 's=""' },
        "io.k8s.api.core.v1.PreferredSchedulingTerm": { preference: "!@io.k8s.api.core.v1.NodeSelectorTerm", weight: "n=0" },
        "io.k8s.api.core.v1.Probe": { exec: "@io.k8s.api.core.v1.ExecAction", failureThreshold: "n0", grpc: "@io.k8s.api.core.v1.GRPCAction", httpGet: "@io.k8s.api.core.v1.HTTPGetAction", initialDelaySeconds: "n0", periodSeconds: "n0", successThreshold: "n0", tcpSocket: "@io.k8s.api.core.v1.TCPSocketAction", terminationGracePeriodSeconds: "n", timeoutSeconds: "n0" },
        "io.k8s.api.core.v1.ProjectedVolumeSource": { defaultMode: "n", defaultUser: "n", sources: "[a]@io.k8s.api.core.v1.VolumeProjection" },
        "io.k8s.api.core.v1.QuobyteVolumeSource": { group: "s0", readOnly: "b0", registry: 's=""', tenant: "s0", user: "s0", volume: 's=""' },
        "io.k8s.api.core.v1.RBDPersistentVolumeSource": { fsType: "s0", image: 's=""', keyring: 's0="/etc/ceph/keyring"', monitors: "[a]s", pool: 's0="rbd"', readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.SecretReference", user: 's0="admin"' },
        "io.k8s.api.core.v1.RBDVolumeSource": { fsType: "s0", image: 's=""', keyring: 's0="/etc/ceph/keyring"', monitors: "[a]s", pool: 's0="rbd"', readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.LocalObjectReference", user: 's0="admin"' },
        "io.k8s.api.core.v1.ReplicationController": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.ReplicationControllerSpec" },
        "io.k8s.api.core.v1.ReplicationControllerSpec": { minReadySeconds: "n0=0", replicas: "n=1", selector: "!{s}", template: "@io.k8s.api.core.v1.PodTemplateSpec" },
        "io.k8s.api.core.v1.ResourceClaim": { name: 's=""', request: "s0" },
        "io.k8s.api.core.v1.ResourceFieldSelector": { containerName: "s0", divisor: "q", resource: 's=""' },
        "io.k8s.api.core.v1.ResourceQuota": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.ResourceQuotaSpec" },
        "io.k8s.api.core.v1.ResourceQuotaSpec": { hard: "{q}", scopeSelector: "!@io.k8s.api.core.v1.ScopeSelector", scopes: "[a]s" },
        "io.k8s.api.core.v1.ResourceRequirements": { claims: "[m:name]@io.k8s.api.core.v1.ResourceClaim", limits: "{q}", requests: "{q}" },
        "io.k8s.api.core.v1.SELinuxOptions": { level: "s0", role: "s0", type: "s0", user: "s0" },
        "io.k8s.api.core.v1.ScaleIOPersistentVolumeSource": { fsType: 's0="xfs"', gateway: 's=""', protectionDomain: "s0", readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.SecretReference", sslEnabled: "b0", storageMode: 's0="ThinProvisioned"', storagePool: "s0", system: 's=""', volumeName: "s0" },
        "io.k8s.api.core.v1.ScaleIOVolumeSource": { fsType: 's0="xfs"', gateway: 's=""', protectionDomain: "s0", readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.LocalObjectReference", sslEnabled: "b0", storageMode: 's0="ThinProvisioned"', storagePool: "s0", system: 's=""', volumeName: "s0" },
        "io.k8s.api.core.v1.ScopeSelector": { matchExpressions: "[a]@io.k8s.api.core.v1.ScopedResourceSelectorRequirement" },
        "io.k8s.api.core.v1.ScopedResourceSelectorRequirement": { operator: 's=""', scopeName: 's=""', values: "[a]s" },
        "io.k8s.api.core.v1.SeccompProfile": { localhostProfile: "s", type: 's=""' },
        "io.k8s.api.core.v1.Secret": { apiVersion: "s0", data: "{s}", immutable: "b", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", stringData: "{s}", type: "s0" },
        "io.k8s.api.core.v1.SecretEnvSource": { name: 's0=""', optional: "b" },
        "io.k8s.api.core.v1.SecretKeySelector": { key: 's=""', name: 's0=""', optional: "b" },
        "io.k8s.api.core.v1.SecretProjection": { items: "[a]@io.k8s.api.core.v1.KeyToPath", name: 's0=""', optional: "b" },
        "io.k8s.api.core.v1.SecretReference": { name: "s0", namespace: "s0" },
        "io.k8s.api.core.v1.SecretVolumeSource": { defaultMode: "n", defaultUser: "n", items: "[a]@io.k8s.api.core.v1.KeyToPath", optional: "b", secretName: "s0" },
        "io.k8s.api.core.v1.SecurityContext": { allowPrivilegeEscalation: "b", appArmorProfile: "@io.k8s.api.core.v1.AppArmorProfile", capabilities: "@io.k8s.api.core.v1.Capabilities", privileged: "b", procMount: "s", readOnlyRootFilesystem: "b", runAsGroup: "n", runAsNonRoot: "b", runAsUser: "n", seLinuxOptions: "@io.k8s.api.core.v1.SELinuxOptions", seccompProfile: "@io.k8s.api.core.v1.SeccompProfile", windowsOptions: "@io.k8s.api.core.v1.WindowsSecurityContextOptions" },
        "io.k8s.api.core.v1.Service": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.core.v1.ServiceSpec" },
        "io.k8s.api.core.v1.ServiceAccount": { apiVersion: "s0", automountServiceAccountToken: "b", imagePullSecrets: "[a]!@io.k8s.api.core.v1.LocalObjectReference", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", secrets: "[m:name]!@io.k8s.api.core.v1.ObjectReference" },
        "io.k8s.api.core.v1.ServiceAccountTokenProjection": { audience: "s0", expirationSeconds: "n", path: 's=""', user: "n" },
        "io.k8s.api.core.v1.ServicePort": { appProtocol: "s", name: "s0", nodePort: "n0", port: "n=0", protocol: 's0="TCP"', targetPort: "i" },
        "io.k8s.api.core.v1.ServiceSpec": { allocateLoadBalancerNodePorts: "b", clusterIP: "s0", clusterIPs: "[a]s", externalIPs: "[a]s", externalName: "s0", externalTrafficPolicy: "s0", healthCheckNodePort: "n0", internalTrafficPolicy: "s", ipFamilies: "[a]s", ipFamilyPolicy: "s", loadBalancerClass: "s", loadBalancerIP: "s0", loadBalancerSourceRanges: "[a]s", ports: "[m:port,protocol|port]@io.k8s.api.core.v1.ServicePort", publishNotReadyAddresses: "b0", selector: "!{s}", sessionAffinity: "s0", sessionAffinityConfig: "@io.k8s.api.core.v1.SessionAffinityConfig", trafficDistribution: "s", type: "s0" },
        "io.k8s.api.core.v1.SessionAffinityConfig": { clientIP: "@io.k8s.api.core.v1.ClientIPConfig" },
        "io.k8s.api.core.v1.SleepAction": { seconds: "n=0" },
        "io.k8s.api.core.v1.StorageOSPersistentVolumeSource": { fsType: "s0", readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.ObjectReference", volumeName: "s0", volumeNamespace: "s0" },
        "io.k8s.api.core.v1.StorageOSVolumeSource": { fsType: "s0", readOnly: "b0", secretRef: "!@io.k8s.api.core.v1.LocalObjectReference", volumeName: "s0", volumeNamespace: "s0" },
        "io.k8s.api.core.v1.Sysctl": { name: 's=""', value: 's=""' },
        "io.k8s.api.core.v1.TCPSocketAction": { host: "s0", port: "i" },
        "io.k8s.api.core.v1.Taint": { effect: 's=""', key: 's=""', timeAdded: "s", value: "s0" },
        "io.k8s.api.core.v1.Toleration": { effect: "s0", key: "s0", operator: "s0", tolerationSeconds: "n", value: "s0" },
        "io.k8s.api.core.v1.TopologySelectorLabelRequirement": { key: 's=""', values: "[a]s" },
        "io.k8s.api.core.v1.TopologySelectorTerm": { matchLabelExpressions: "[a]@io.k8s.api.core.v1.TopologySelectorLabelRequirement" },
        "io.k8s.api.core.v1.TopologySpreadConstraint": { labelSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", matchLabelKeys: "[a]s", maxSkew: "n=0", minDomains: "n", nodeAffinityPolicy: "s", nodeTaintsPolicy: "s", topologyKey: 's=""', whenUnsatisfiable: 's=""' },
        "io.k8s.api.core.v1.TypedLocalObjectReference": { apiGroup: "s", kind: 's=""', name: 's=""' },
        "io.k8s.api.core.v1.TypedObjectReference": { apiGroup: "s", kind: 's=""', name: 's=""', namespace: "s" },
        "io.k8s.api.core.v1.Volume": { awsElasticBlockStore: "@io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource", azureDisk: "@io.k8s.api.core.v1.AzureDiskVolumeSource", azureFile: "@io.k8s.api.core.v1.AzureFileVolumeSource", cephfs: "@io.k8s.api.core.v1.CephFSVolumeSource", cinder: "@io.k8s.api.core.v1.CinderVolumeSource", configMap: "@io.k8s.api.core.v1.ConfigMapVolumeSource", csi: "@io.k8s.api.core.v1.CSIVolumeSource", downwardAPI: "@io.k8s.api.core.v1.DownwardAPIVolumeSource", emptyDir: "@io.k8s.api.core.v1.EmptyDirVolumeSource", ephemeral: "@io.k8s.api.core.v1.EphemeralVolumeSource", fc: "@io.k8s.api.core.v1.FCVolumeSource", flexVolume: "@io.k8s.api.core.v1.FlexVolumeSource", flocker: "@io.k8s.api.core.v1.FlockerVolumeSource", gcePersistentDisk: "@io.k8s.api.core.v1.GCEPersistentDiskVolumeSource", gitRepo: "@io.k8s.api.core.v1.GitRepoVolumeSource", glusterfs: "@io.k8s.api.core.v1.GlusterfsVolumeSource", hostPath: "@io.k8s.api.core.v1.HostPathVolumeSource", image: "@io.k8s.api.core.v1.ImageVolumeSource", iscsi: "@io.k8s.api.core.v1.ISCSIVolumeSource", name: 's=""', nfs: "@io.k8s.api.core.v1.NFSVolumeSource", persistentVolumeClaim: "@io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource", photonPersistentDisk: "@io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource", portworxVolume: "@io.k8s.api.core.v1.PortworxVolumeSource", projected: "@io.k8s.api.core.v1.ProjectedVolumeSource", quobyte: "@io.k8s.api.core.v1.QuobyteVolumeSource", rbd: "@io.k8s.api.core.v1.RBDVolumeSource", scaleIO: "@io.k8s.api.core.v1.ScaleIOVolumeSource", secret: "@io.k8s.api.core.v1.SecretVolumeSource", storageos: "@io.k8s.api.core.v1.StorageOSVolumeSource", vsphereVolume: "@io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource" },
        "io.k8s.api.core.v1.VolumeDevice": { devicePath: 's=""', name: 's=""' },
        "io.k8s.api.core.v1.VolumeMount": { bindMountOptions: "[s]s", mountPath: 's=""', mountPropagation: "s", name: 's=""', readOnly: "b0", recursiveReadOnly: "s", subPath: "s0", subPathExpr: "s0" },
        "io.k8s.api.core.v1.VolumeNodeAffinity": { required: "!@io.k8s.api.core.v1.NodeSelector" },
        "io.k8s.api.core.v1.VolumeProjection": { clusterTrustBundle: "@io.k8s.api.core.v1.ClusterTrustBundleProjection", configMap: "@io.k8s.api.core.v1.ConfigMapProjection", downwardAPI: "@io.k8s.api.core.v1.DownwardAPIProjection", podCertificate: "@io.k8s.api.core.v1.PodCertificateProjection", secret: "@io.k8s.api.core.v1.SecretProjection", serviceAccountToken: "@io.k8s.api.core.v1.ServiceAccountTokenProjection" },
        "io.k8s.api.core.v1.VolumeResourceRequirements": { limits: "{q}", requests: "{q}" },
        "io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource": { fsType: "s0", storagePolicyID: "s0", storagePolicyName: "s0", volumePath: 's=""' },
        "io.k8s.api.core.v1.WeightedPodAffinityTerm": { podAffinityTerm: "@io.k8s.api.core.v1.PodAffinityTerm", weight: "n=0" },
        "io.k8s.api.core.v1.WindowsSecurityContextOptions": { gmsaCredentialSpec: "s", gmsaCredentialSpecName: "s", hostProcess: "b", runAsUserName: "s" },
        "io.k8s.api.discovery.v1.Endpoint": { addresses: "[s]s", conditions: "@io.k8s.api.discovery.v1.EndpointConditions", deprecatedTopology: "{s}", hints: "@io.k8s.api.discovery.v1.EndpointHints", hostname: "s", nodeName: "s", targetRef: "!@io.k8s.api.core.v1.ObjectReference", zone: "s" },
        "io.k8s.api.discovery.v1.EndpointConditions": { ready: "b", serving: "b", terminating: "b" },
        "io.k8s.api.discovery.v1.EndpointHints": { forNodes: "[a]@io.k8s.api.discovery.v1.ForNode", forZones: "[a]@io.k8s.api.discovery.v1.ForZone" },
        "io.k8s.api.discovery.v1.EndpointPort": { appProtocol: "s", name: "s", port: "n", protocol: "s" },
        "io.k8s.api.discovery.v1.EndpointSlice": { addressType: 's=""', apiVersion: "s0", endpoints: "[a]@io.k8s.api.discovery.v1.Endpoint", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", ports: "[a]!@io.k8s.api.discovery.v1.EndpointPort" },
        "io.k8s.api.discovery.v1.ForNode": { name: 's=""' },
        "io.k8s.api.discovery.v1.ForZone": { name: 's=""' },
        "io.k8s.api.events.v1.Event": { action: "s0", apiVersion: "s0", deprecatedCount: "n0", deprecatedFirstTimestamp: "s", deprecatedLastTimestamp: "s", deprecatedSource: "@io.k8s.api.core.v1.EventSource", eventTime: "s", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", note: "s0", reason: "s0", regarding: "!@io.k8s.api.core.v1.ObjectReference", related: "!@io.k8s.api.core.v1.ObjectReference", reportingController: "s0", reportingInstance: "s0", series: "@io.k8s.api.events.v1.EventSeries", type: "s0" },
        "io.k8s.api.events.v1.EventSeries": { count: "n=0", lastObservedTime: "s" },
        "io.k8s.api.flowcontrol.v1.ExemptPriorityLevelConfiguration": { lendablePercent: "n", nominalConcurrencyShares: "n" },
        "io.k8s.api.flowcontrol.v1.FlowDistinguisherMethod": { type: 's=""' },
        "io.k8s.api.flowcontrol.v1.FlowSchema": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.flowcontrol.v1.FlowSchemaSpec" },
        "io.k8s.api.flowcontrol.v1.FlowSchemaSpec": { distinguisherMethod: "@io.k8s.api.flowcontrol.v1.FlowDistinguisherMethod", matchingPrecedence: "n=0", priorityLevelConfiguration: "@io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationReference", rules: "[a]@io.k8s.api.flowcontrol.v1.PolicyRulesWithSubjects" },
        "io.k8s.api.flowcontrol.v1.GroupSubject": { name: 's=""' },
        "io.k8s.api.flowcontrol.v1.LimitResponse": { queuing: "@io.k8s.api.flowcontrol.v1.QueuingConfiguration", type: 's=""' },
        "io.k8s.api.flowcontrol.v1.LimitedPriorityLevelConfiguration": { borrowingLimitPercent: "n", lendablePercent: "n", limitResponse: "@io.k8s.api.flowcontrol.v1.LimitResponse", nominalConcurrencyShares: "n" },
        "io.k8s.api.flowcontrol.v1.NonResourcePolicyRule": { nonResourceURLs: "[s]s", verbs: "[s]s" },
        "io.k8s.api.flowcontrol.v1.PolicyRulesWithSubjects": { nonResourceRules: "[a]@io.k8s.api.flowcontrol.v1.NonResourcePolicyRule", resourceRules: "[a]@io.k8s.api.flowcontrol.v1.ResourcePolicyRule", subjects: "[a]@io.k8s.api.flowcontrol.v1.Subject" },
        "io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationSpec" },
        "io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationReference": { name: 's=""' },
        "io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationSpec": { exempt: "@io.k8s.api.flowcontrol.v1.ExemptPriorityLevelConfiguration", limited: "@io.k8s.api.flowcontrol.v1.LimitedPriorityLevelConfiguration", type: 's=""' },
        "io.k8s.api.flowcontrol.v1.QueuingConfiguration": { handSize: "n=0", queueLengthLimit: "n=0", queues: "n=0" },
        "io.k8s.api.flowcontrol.v1.ResourcePolicyRule": { apiGroups: "[s]s", clusterScope: "b0", namespaces: "[s]s", resources: "[s]s", verbs: "[s]s" },
        "io.k8s.api.flowcontrol.v1.ServiceAccountSubject": { name: 's=""', namespace: 's=""' },
        "io.k8s.api.flowcontrol.v1.Subject": { group: "@io.k8s.api.flowcontrol.v1.GroupSubject", kind: 's=""', serviceAccount: "@io.k8s.api.flowcontrol.v1.ServiceAccountSubject", user: "@io.k8s.api.flowcontrol.v1.UserSubject" },
        "io.k8s.api.flowcontrol.v1.UserSubject": { name: 's=""' },
        "io.k8s.api.networking.v1.HTTPIngressPath": { backend: "@io.k8s.api.networking.v1.IngressBackend", path: "s0", pathType: "s" },
        "io.k8s.api.networking.v1.HTTPIngressRuleValue": { paths: "[a]@io.k8s.api.networking.v1.HTTPIngressPath" },
        "io.k8s.api.networking.v1.IPAddress": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.networking.v1.IPAddressSpec" },
        "io.k8s.api.networking.v1.IPAddressSpec": { parentRef: "@io.k8s.api.networking.v1.ParentReference" },
        "io.k8s.api.networking.v1.IPBlock": { cidr: 's=""', except: "[a]s" },
        "io.k8s.api.networking.v1.Ingress": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.networking.v1.IngressSpec" },
        "io.k8s.api.networking.v1.IngressBackend": { resource: "!@io.k8s.api.core.v1.TypedLocalObjectReference", service: "@io.k8s.api.networking.v1.IngressServiceBackend" },
        "io.k8s.api.networking.v1.IngressClass": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.networking.v1.IngressClassSpec" },
        "io.k8s.api.networking.v1.IngressClassParametersReference": { apiGroup: "s", kind: 's=""', name: 's=""', namespace: "s", scope: "s" },
        "io.k8s.api.networking.v1.IngressClassSpec": { controller: "s0", parameters: "@io.k8s.api.networking.v1.IngressClassParametersReference" },
        "io.k8s.api.networking.v1.IngressRule": { host: "s0", http: "@io.k8s.api.networking.v1.HTTPIngressRuleValue" },
        "io.k8s.api.networking.v1.IngressServiceBackend": { name: 's=""', port: "!@io.k8s.api.networking.v1.ServiceBackendPort" },
        "io.k8s.api.networking.v1.IngressSpec": { defaultBackend: "@io.k8s.api.networking.v1.IngressBackend", ingressClassName: "s", rules: "[a]@io.k8s.api.networking.v1.IngressRule", tls: "[a]@io.k8s.api.networking.v1.IngressTLS" },
        "io.k8s.api.networking.v1.IngressTLS": { hosts: "[a]s", secretName: "s0" },
        "io.k8s.api.networking.v1.NetworkPolicy": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.networking.v1.NetworkPolicySpec" },
        "io.k8s.api.networking.v1.NetworkPolicyEgressRule": { ports: "[a]@io.k8s.api.networking.v1.NetworkPolicyPort", to: "[a]@io.k8s.api.networking.v1.NetworkPolicyPeer" },
        "io.k8s.api.networking.v1.NetworkPolicyIngressRule": { from: "[a]@io.k8s.api.networking.v1.NetworkPolicyPeer", ports: "[a]@io.k8s.api.networking.v1.NetworkPolicyPort" },
        "io.k8s.api.networking.v1.NetworkPolicyPeer": { ipBlock: "@io.k8s.api.networking.v1.IPBlock", namespaceSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", podSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector" },
        "io.k8s.api.networking.v1.NetworkPolicyPort": { endPort: "n", port: "i", protocol: "s" },
        "io.k8s.api.networking.v1.NetworkPolicySpec": { egress: "[a]@io.k8s.api.networking.v1.NetworkPolicyEgressRule", ingress: "[a]@io.k8s.api.networking.v1.NetworkPolicyIngressRule", podSelector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", policyTypes: "[a]s" },
        "io.k8s.api.networking.v1.ParentReference": { group: "s0", name: "s0", namespace: "s0", resource: "s0" },
        "io.k8s.api.networking.v1.ServiceBackendPort": { name: "s0", number: "n0" },
        "io.k8s.api.networking.v1.ServiceCIDR": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.networking.v1.ServiceCIDRSpec" },
        "io.k8s.api.networking.v1.ServiceCIDRSpec": { cidrs: "[a]s" },
        "io.k8s.api.node.v1.Overhead": { podFixed: "{q}" },
        "io.k8s.api.node.v1.RuntimeClass": { apiVersion: "s0", handler: 's=""', kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", overhead: "@io.k8s.api.node.v1.Overhead", scheduling: "@io.k8s.api.node.v1.Scheduling" },
        "io.k8s.api.node.v1.Scheduling": { nodeSelector: "!{s}", tolerations: "[a]@io.k8s.api.core.v1.Toleration" },
        "io.k8s.api.policy.v1.Eviction": { apiVersion: "s0", deleteOptions: "@io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" },
        "io.k8s.api.policy.v1.PodDisruptionBudget": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.policy.v1.PodDisruptionBudgetSpec" },
        "io.k8s.api.policy.v1.PodDisruptionBudgetSpec": { maxUnavailable: "i", minAvailable: "i", selector: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", unhealthyPodEvictionPolicy: "s" },
        "io.k8s.api.rbac.v1.AggregationRule": { clusterRoleSelectors: "[a]!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector" },
        "io.k8s.api.rbac.v1.ClusterRole": { aggregationRule: "@io.k8s.api.rbac.v1.AggregationRule", apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", rules: "[a]@io.k8s.api.rbac.v1.PolicyRule" },
        "io.k8s.api.rbac.v1.ClusterRoleBinding": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", roleRef: "!@io.k8s.api.rbac.v1.RoleRef", subjects: "[a]!@io.k8s.api.rbac.v1.Subject" },
        "io.k8s.api.rbac.v1.PolicyRule": { apiGroups: "[a]s", nonResourceURLs: "[a]s", resourceNames: "[a]s", resources: "[a]s", verbs: "[a]s" },
        "io.k8s.api.rbac.v1.Role": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", rules: "[a]@io.k8s.api.rbac.v1.PolicyRule" },
        "io.k8s.api.rbac.v1.RoleBinding": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", roleRef: "!@io.k8s.api.rbac.v1.RoleRef", subjects: "[a]!@io.k8s.api.rbac.v1.Subject" },
        "io.k8s.api.rbac.v1.RoleRef": { apiGroup: 's=""', kind: 's=""', name: 's=""' },
        "io.k8s.api.rbac.v1.Subject": { apiGroup: "s0", kind: 's=""', name: 's=""', namespace: "s0" },
        "io.k8s.api.resource.v1.CELDeviceSelector": { expression: 's=""' },
        "io.k8s.api.resource.v1.CapacityRequestPolicy": { default: "q", validRange: "@io.k8s.api.resource.v1.CapacityRequestPolicyRange", validValues: "[a]q" },
        "io.k8s.api.resource.v1.CapacityRequestPolicyRange": { max: "q", min: "q", step: "q" },
        "io.k8s.api.resource.v1.CapacityRequirements": { requests: "{q}" },
        "io.k8s.api.resource.v1.Counter": { value: "q" },
        "io.k8s.api.resource.v1.CounterSet": { counters: "{@io.k8s.api.resource.v1.Counter}", name: 's=""' },
        "io.k8s.api.resource.v1.Device": { allNodes: "b", allowMultipleAllocations: "b", attributes: "{@io.k8s.api.resource.v1.DeviceAttribute}", bindingConditions: "[a]s", bindingFailureConditions: "[a]s", bindsToNode: "b", capacity: "{@io.k8s.api.resource.v1.DeviceCapacity}", consumesCounters: "[a]@io.k8s.api.resource.v1.DeviceCounterConsumption", name: 's=""', nodeAllocatableResources: "{@io.k8s.api.resource.v1.NodeAllocatableResource}", nodeName: "s", nodeSelector: "!@io.k8s.api.core.v1.NodeSelector", taints: "[a]@io.k8s.api.resource.v1.DeviceTaint" },
        "io.k8s.api.resource.v1.DeviceAttribute": { bool: "b", bools: "[a]b", int: "n", ints: "[a]n", string: "s", strings: "[a]s", version: "s", versions: "[a]s" },
        "io.k8s.api.resource.v1.DeviceCapacity": { requestPolicy: "@io.k8s.api.resource.v1.CapacityRequestPolicy", value: "q" },
        "io.k8s.api.resource.v1.DeviceClaim": { config: "[a]@io.k8s.api.resource.v1.DeviceClaimConfiguration", constraints: "[a]@io.k8s.api.resource.v1.DeviceConstraint", requests: "[a]@io.k8s.api.resource.v1.DeviceRequest" },
        "io.k8s.api.resource.v1.DeviceClaimConfiguration": { opaque: "@io.k8s.api.resource.v1.OpaqueDeviceConfiguration", requests: "[a]s" },
        "io.k8s.api.resource.v1.DeviceClass": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.resource.v1.DeviceClassSpec" },
        "io.k8s.api.resource.v1.DeviceClassConfiguration": { opaque: "@io.k8s.api.resource.v1.OpaqueDeviceConfiguration" },
        "io.k8s.api.resource.v1.DeviceClassSpec": { config: "[a]@io.k8s.api.resource.v1.DeviceClassConfiguration", extendedResourceName: "s", selectors: "[a]@io.k8s.api.resource.v1.DeviceSelector" },
        "io.k8s.api.resource.v1.DeviceConstraint": { distinctAttribute: "s", matchAttribute: "s", requests: "[a]s" },
        "io.k8s.api.resource.v1.DeviceCounterConsumption": { compatibilityGroups: "[a]s", counterSet: 's=""', counters: "{@io.k8s.api.resource.v1.Counter}" },
        "io.k8s.api.resource.v1.DeviceDerivedAttribute": { expression: 's=""', name: 's=""' },
        "io.k8s.api.resource.v1.DeviceRequest": { exactly: "@io.k8s.api.resource.v1.ExactDeviceRequest", firstAvailable: "[a]@io.k8s.api.resource.v1.DeviceSubRequest", name: 's=""' },
        "io.k8s.api.resource.v1.DeviceSelector": { cel: "@io.k8s.api.resource.v1.CELDeviceSelector" },
        "io.k8s.api.resource.v1.DeviceSubRequest": { allocationMode: "s0", capacity: "@io.k8s.api.resource.v1.CapacityRequirements", count: "n0", derivedAttributes: "[a]@io.k8s.api.resource.v1.DeviceDerivedAttribute", deviceClassName: 's=""', name: 's=""', selectors: "[a]@io.k8s.api.resource.v1.DeviceSelector", tolerations: "[a]@io.k8s.api.resource.v1.DeviceToleration" },
        "io.k8s.api.resource.v1.DeviceTaint": { effect: 's=""', key: 's=""', timeAdded: "s", value: "s0" },
        "io.k8s.api.resource.v1.DeviceTaintRule": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.resource.v1.DeviceTaintRuleSpec" },
        "io.k8s.api.resource.v1.DeviceTaintRuleSpec": { deviceSelector: "@io.k8s.api.resource.v1.DeviceTaintSelector", taint: "@io.k8s.api.resource.v1.DeviceTaint" },
        "io.k8s.api.resource.v1.DeviceTaintSelector": { device: "s", driver: "s", pool: "s" },
        "io.k8s.api.resource.v1.DeviceToleration": { effect: "s0", key: "s0", operator: 's0="Equal"', tolerationSeconds: "n", value: "s0" },
        "io.k8s.api.resource.v1.ExactDeviceRequest": { adminAccess: "b", allocationMode: "s0", capacity: "@io.k8s.api.resource.v1.CapacityRequirements", count: "n0", derivedAttributes: "[a]@io.k8s.api.resource.v1.DeviceDerivedAttribute", deviceClassName: 's=""', selectors: "[a]@io.k8s.api.resource.v1.DeviceSelector", tolerations: "[a]@io.k8s.api.resource.v1.DeviceToleration" },
        "io.k8s.api.resource.v1.NodeAllocatableMapping": { capacityKey: "s", capacityMultiplier: "q", deviceMultiplier: "q" },
        "io.k8s.api.resource.v1.NodeAllocatableOverhead": { perContainer: "q", perPod: "q" },
        "io.k8s.api.resource.v1.NodeAllocatableResource": { mapping: "@io.k8s.api.resource.v1.NodeAllocatableMapping", overhead: "@io.k8s.api.resource.v1.NodeAllocatableOverhead" },
        "io.k8s.api.resource.v1.OpaqueDeviceConfiguration": { driver: 's=""', parameters: "*" },
        "io.k8s.api.resource.v1.ResourceClaim": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.resource.v1.ResourceClaimSpec" },
        "io.k8s.api.resource.v1.ResourceClaimSpec": { devices: "@io.k8s.api.resource.v1.DeviceClaim" },
        "io.k8s.api.resource.v1.ResourceClaimTemplate": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.resource.v1.ResourceClaimTemplateSpec" },
        "io.k8s.api.resource.v1.ResourceClaimTemplateSpec": { metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.resource.v1.ResourceClaimSpec" },
        "io.k8s.api.resource.v1.ResourcePool": { generation: "n=0", name: 's=""', resourceSliceCount: "n=0" },
        "io.k8s.api.resource.v1.ResourceSlice": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.resource.v1.ResourceSliceSpec" },
        "io.k8s.api.resource.v1.ResourceSliceSpec": { allNodes: "b", devices: "[a]@io.k8s.api.resource.v1.Device", driver: 's=""', nodeName: "s", nodeSelector: "!@io.k8s.api.core.v1.NodeSelector", partitionTypeAttribute: "s", perDeviceNodeSelection: "b", pool: "@io.k8s.api.resource.v1.ResourcePool", sharedCounters: "[a]@io.k8s.api.resource.v1.CounterSet", skipNodeOperations: "[s]s" },
        "io.k8s.api.scheduling.v1.PriorityClass": { apiVersion: "s0", description: "s0", globalDefault: "b0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", preemptionPolicy: "s", value: "n=0" },
        "io.k8s.api.scheduling.v1alpha3.TopologyConstraint": { key: 's=""' },
        "io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupAllDisruptionMode": {},
        "io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupBasicSchedulingPolicy": {},
        "io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupDisruptionMode": { all: "@io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupAllDisruptionMode", single: "@io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupSingleDisruptionMode" },
        "io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupGangSchedulingPolicy": { minCount: "n" },
        "io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupResourceClaim": { name: 's=""', resourceClaimName: "s", resourceClaimTemplateName: "s" },
        "io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupSchedulingConstraints": { topology: "[a]@io.k8s.api.scheduling.v1alpha3.TopologyConstraint" },
        "io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupSchedulingPolicy": { basic: "@io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupBasicSchedulingPolicy", gang: "@io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupGangSchedulingPolicy" },
        "io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupSingleDisruptionMode": {},
        "io.k8s.api.storage.v1.CSIDriver": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.storage.v1.CSIDriverSpec" },
        "io.k8s.api.storage.v1.CSIDriverSpec": { attachRequired: "b", fsGroupPolicy: "s", nodeAllocatableUpdatePeriodSeconds: "n", podInfoOnMount: "b", preventPodSchedulingIfMissing: "b", requiresRepublish: "b", seLinuxMount: "b", serviceAccountTokenInSecrets: "b", storageCapacity: "b", tokenRequests: "[a]@io.k8s.api.storage.v1.TokenRequest", volumeLifecycleModes: "[s]s" },
        "io.k8s.api.storage.v1.CSINode": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.storage.v1.CSINodeSpec" },
        "io.k8s.api.storage.v1.CSINodeDriver": { allocatable: "@io.k8s.api.storage.v1.VolumeNodeResources", name: 's=""', nodeID: 's=""', topologyKeys: "[a]s" },
        "io.k8s.api.storage.v1.CSINodeSpec": { drivers: "[m:name]@io.k8s.api.storage.v1.CSINodeDriver" },
        "io.k8s.api.storage.v1.CSIStorageCapacity": { apiVersion: "s0", capacity: "q", kind: "s0", maximumVolumeSize: "q", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", nodeTopology: "!@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", storageClassName: 's=""' },
        "io.k8s.api.storage.v1.StorageClass": { allowVolumeExpansion: "b", allowedTopologies: "[a]!@io.k8s.api.core.v1.TopologySelectorTerm", apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", mountOptions: "[a]s", parameters: "{s}", provisioner: 's=""', reclaimPolicy: "s", volumeBindingMode: "s" },
        "io.k8s.api.storage.v1.TokenRequest": { audience: 's=""', expirationSeconds: "n" },
        "io.k8s.api.storage.v1.VolumeAttachment": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.storage.v1.VolumeAttachmentSpec" },
        "io.k8s.api.storage.v1.VolumeAttachmentSource": { inlineVolumeSpec: "@io.k8s.api.core.v1.PersistentVolumeSpec", persistentVolumeName: "s" },
        "io.k8s.api.storage.v1.VolumeAttachmentSpec": { attacher: 's=""', nodeName: 's=""', source: "@io.k8s.api.storage.v1.VolumeAttachmentSource" },
        "io.k8s.api.storage.v1.VolumeAttributesClass": { apiVersion: "s0", driverName: 's=""', kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", parameters: "{s}" },
        "io.k8s.api.storage.v1.VolumeNodeResources": { count: "n" },
        "io.k8s.api.storagemigration.v1.StorageVersionMigration": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.api.storagemigration.v1.StorageVersionMigrationSpec" },
        "io.k8s.api.storagemigration.v1.StorageVersionMigrationSpec": { resource: "@io.k8s.apimachinery.pkg.apis.meta.v1.GroupResource" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceColumnDefinition": { description: "s0", format: "s0", jsonPath: 's=""', name: 's=""', priority: "n0", type: 's=""' },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion": { strategy: 's=""', webhook: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames": { categories: "[a]s", kind: 's=""', listKind: "s0", plural: 's=""', shortNames: "[a]s", singular: "s0" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec": { conversion: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion", group: 's=""', names: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames", preserveUnknownFields: "b0", scope: 's=""', versions: "[a]@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion": { additionalPrinterColumns: "[a]@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceColumnDefinition", deprecated: "b0", deprecationWarning: "s", name: 's=""', schema: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation", selectableFields: "[a]@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.SelectableField", served: "b=false", storage: "b=false", subresources: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceScale": { labelSelectorPath: "s", specReplicasPath: 's=""', statusReplicasPath: 's=""' },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus": {},
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources": { scale: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceScale", status: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation": { openAPIV3Schema: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ExternalDocumentation": { description: "s0", url: "s0" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON": {},
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps": { $ref: "s", $schema: "s0", additionalItems: "*", additionalProperties: "*", allOf: "[a]@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps", anyOf: "[a]@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps", default: "*", definitions: "{@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps}", dependencies: "{*}", description: "s0", enum: "[a]*", example: "*", exclusiveMaximum: "b0", exclusiveMinimum: "b0", externalDocs: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ExternalDocumentation", format: "s0", id: "s0", items: "*", maxItems: "n", maxLength: "n", maxProperties: "n", maximum: "n", minItems: "n", minLength: "n", minProperties: "n", minimum: "n", multipleOf: "n", not: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps", nullable: "b0", oneOf: "[a]@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps", pattern: "s0", patternProperties: "{@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps}", properties: "{@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps}", required: "[a]s", title: "s0", type: "s0", uniqueItems: "b0", "x-kubernetes-embedded-resource": "b0", "x-kubernetes-int-or-string": "b0", "x-kubernetes-list-map-keys": "[a]s", "x-kubernetes-list-type": "s", "x-kubernetes-map-type": "s", "x-kubernetes-preserve-unknown-fields": "b", "x-kubernetes-validations": "[m:rule]@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray": {},
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool": {},
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray": {},
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.SelectableField": { jsonPath: 's=""' },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ServiceReference": { name: 's=""', namespace: 's=""', path: "s", port: "n" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule": { fieldPath: "s0", message: "s0", messageExpression: "s0", optionalOldSelf: "b", reason: "s", rule: 's=""' },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig": { caBundle: "s", service: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ServiceReference", url: "s" },
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion": { clientConfig: "@io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig", conversionReviewVersions: "[a]s" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions": { apiVersion: "s0", dryRun: "[a]s", gracePeriodSeconds: "n", ignoreStoreReadErrorWithClusterBreakingPotential: "b", kind: "s0", orphanDependents: "b", preconditions: "@io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions", propagationPolicy: "s" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement": { key: 's=""', operator: 's=""', values: "[a]s" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.GroupResource": { group: 's=""', resource: 's=""' },
        "io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector": { matchExpressions: "[a]@io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement", matchLabels: "{s}" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement": { key: 's=""', operator: 's=""', values: "[a]s" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry": { apiVersion: "s0", fieldsType: "s0", fieldsV1: "*", manager: "s0", operation: "s0", subresource: "s0", time: "s" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": { annotations: "{s}", creationTimestamp: "s", deletionGracePeriodSeconds: "n", deletionTimestamp: "s", finalizers: "[s]s", generateName: "s0", generation: "n0", labels: "{s}", managedFields: "[a]@io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry", name: "s0", namespace: "s0", ownerReferences: "[m:uid]!@io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference", resourceVersion: "s0", selfLink: "s0", uid: "s0" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference": { apiVersion: 's=""', blockOwnerDeletion: "b", controller: "b", kind: 's=""', name: 's=""', uid: 's=""' },
        "io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions": { resourceVersion: "s", uid: "s" },
        "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService": { apiVersion: "s0", kind: "s0", metadata: "@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", spec: "@io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec" },
        "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec": { caBundle: "s", group: "s0", groupPriorityMinimum: "n=0", insecureSkipTLSVerify: "b0", service: "@io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference", version: "s0", versionPriority: "n=0" },
        "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference": { name: "s0", namespace: "s0", port: "n" }
      }
    };
  }
});

// src/check/normalize/schema/table.ts
var EMPTY_TABLE;
var init_table = __esm({
  "src/check/normalize/schema/table.ts"() {
    "use strict";
    EMPTY_TABLE = { kinds: {}, types: {} };
  }
});

// src/check/normalize/shapes.ts
function shapes(cluster = EMPTY_TABLE) {
  const tables = [cluster, builtin_default];
  return (group, version, kind) => {
    const prefix = group === "" ? "" : `${group}/`;
    const wanted = `${prefix}${version}/${kind}`;
    for (const table of tables) {
      const name = table.kinds[wanted];
      if (name !== void 0) return typeShape(table, name);
    }
    for (const table of tables) {
      const name = otherVersion(table, prefix, version, kind);
      if (name !== void 0) return typeShape(table, name);
    }
    return ROOT_OF_UNKNOWN;
  };
}
function otherVersion({ kinds: kinds2 }, prefix, version, kind) {
  const distance = (key) => {
    const other = key.slice(prefix.length);
    return Math.abs(majorOf(other) - majorOf(version)) * 2 + (/^v\d+(alpha|beta)/.test(other) ? 1 : 0);
  };
  const parts = prefix === "" ? 2 : 3;
  const others = Object.keys(kinds2).filter(
    (key) => key.startsWith(prefix) && key.endsWith(`/${kind}`) && key.split("/").length === parts
  );
  const nearest = others.toSorted((a, b) => distance(a) - distance(b))[0];
  return nearest === void 0 ? void 0 : kinds2[nearest];
}
function majorOf(version) {
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
}
function typeShape(table, name) {
  const fields = table.types[name];
  if (fields === void 0) return UNKNOWN;
  return {
    kind: "object",
    field: (field) => Object.hasOwn(fields, field) ? decode(table, fields[field]) : UNKNOWN
  };
}
function decode(table, code) {
  if (code.startsWith("!")) return { ...decode(table, code.slice(1)), atomic: true };
  if (code.startsWith("@")) return typeShape(table, code.slice(1).split("=", 1)[0]);
  if (code.startsWith("{")) {
    const values = decode(table, code.slice(1, code.lastIndexOf("}")));
    return { kind: "object", field: () => values };
  }
  const list2 = /^\[(a|s|m:([^\]|]*)(?:\|([^\]]*))?)\](.*)$/s.exec(code);
  if (list2 !== null) {
    const [, type = "a", keys = "", patchKey, items = "*"] = list2;
    const merge = type === "a" ? "atomic" : type === "s" ? "set" : "map";
    return {
      kind: "list",
      merge,
      keys: keys === "" ? [] : keys.split(","),
      ...patchKey === void 0 ? {} : { patchKey },
      items: decode(table, items)
    };
  }
  const scalar = SCALARS[code.charAt(0)];
  if (scalar === void 0) return UNKNOWN;
  const equals = code.indexOf("=");
  const fallback = equals < 0 ? void 0 : JSON.parse(code.slice(equals + 1));
  return { kind: "scalar", scalar, dropsZero: code.charAt(1) === "0", ...fallback === void 0 ? {} : { fallback } };
}
var SCALARS, META, ROOT_OF_UNKNOWN;
var init_shapes = __esm({
  "src/check/normalize/shapes.ts"() {
    "use strict";
    init_builtin();
    init_table();
    init_shape();
    SCALARS = {
      s: "string",
      n: "number",
      b: "boolean",
      q: "quantity",
      d: "duration",
      i: "int-or-string"
    };
    META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    ROOT_OF_UNKNOWN = {
      kind: "object",
      field: (name) => name === "metadata" ? typeShape(builtin_default, META) : UNKNOWN
    };
  }
});

// src/check/check.ts
async function check(baseline, look, now) {
  const manifest2 = parseManifest(baseline.text, baseline.name);
  const objects = settleNamespaces(manifest2.objects, baseline.release.namespace, await look.scopeOf());
  const intent = makeIntent(baseline.release, baseline.from, baseline.text, objects);
  const live = await look.read(intent.objects);
  const gaps = [...manifest2.gaps, ...live.gaps];
  const alignment = align2(intent.objects, live.objects, gaps);
  const findings = judge(compareAll(alignment, shapes()), intent, live.objects);
  const count = (verdict) => findings.filter((finding) => finding.verdict === verdict).length;
  return {
    schemaVersion: "1",
    release: intent.release,
    from: intent.from,
    evidence: look.from,
    takenAt: now.toISOString(),
    notes: baseline.notes,
    findings,
    gaps: gaps.toSorted((a, b) => a.ref && b.ref ? refKey(a.ref).localeCompare(refKey(b.ref)) : 0),
    summary: {
      objects: intent.objects.length + manifest2.gaps.length,
      compared: alignment.paired.length + alignment.missing.length,
      drift: count("drift"),
      accepted: count("accepted"),
      ignored: count("ignored"),
      gaps: gaps.length
    }
  };
}
function unseen(record, from, now) {
  const since = record.modifiedAt === void 0 ? "" : ` since ${record.modifiedAt}`;
  return gapReport(record, from, now, {
    reason: "pending-release",
    message: `revision ${record.revision} is ${record.status}${since}: helm is at work on it, or died there`
  });
}
function gapReport(record, from, now, gap) {
  const { name, namespace, revision, status, modifiedAt } = record;
  return {
    schemaVersion: "1",
    release: { name, namespace, revision, status, ...modifiedAt === void 0 ? {} : { deployedAt: modifiedAt } },
    from: { kind: "release", revision },
    evidence: from,
    takenAt: now.toISOString(),
    notes: [],
    findings: [],
    gaps: [gap],
    summary: { objects: 0, compared: 0, drift: 0, accepted: 0, ignored: 0, gaps: 1 }
  };
}
var init_check = __esm({
  "src/check/check.ts"() {
    "use strict";
    init_refs();
    init_align();
    init_compare();
    init_parse2();
    init_scope();
    init_judge();
    init_shapes();
  }
});

// src/check/evidence/read.ts
async function readLive(reader, resources, intent) {
  const { batches, gaps } = planReads(resources, intent);
  const states = await Promise.all(batches.map((batch) => readBatch(reader, batch)));
  return {
    objects: states.flatMap(({ objects }) => objects),
    gaps: [...gaps, ...states.flatMap((state) => state.gaps)]
  };
}
function planReads(resources, intent) {
  const batches = /* @__PURE__ */ new Map();
  const gaps = [];
  for (const { ref, apiVersion } of intent) {
    const resource = resources.find(ref.group, ref.kind, parseApiVersion(apiVersion).version);
    if (resource === void 0) {
      const message = resources.stale.includes(ref.group) ? `the API server cannot say now what the group ${ref.group} holds` : `the cluster does not serve ${ref.kind} (${apiVersion}): its CustomResourceDefinition is missing`;
      gaps.push({ ref, reason: "unknown-kind", message });
      continue;
    }
    const namespace = resource.namespaced ? ref.namespace : void 0;
    const key = `${resource.group}/${resource.version}/${resource.plural}/${namespace ?? ""}`;
    const batch = batches.get(key) ?? { resource, namespace, refs: [] };
    batch.refs.push(ref);
    batches.set(key, batch);
  }
  return { batches: [...batches.values()], gaps };
}
async function readBatch(reader, batch) {
  if (batch.refs.length <= GETS_AT_MOST || !batch.resource.verbs.includes("list")) return readEach(reader, batch);
  const { resource, namespace } = batch;
  const isSecrets = resource.group === "" && resource.plural === "secrets";
  const answer = await reader.list(resource, namespace, isSecrets ? { fieldSelector: "type!=helm.sh/release.v1" } : {});
  if ("failure" in answer) {
    return answer.failure.reason === "forbidden" ? readEach(reader, batch) : gapsFor(batch.refs, answer.failure);
  }
  const wanted = new Set(batch.refs.map(refKey));
  return { objects: answer.objects.map(toLive).filter(({ ref }) => wanted.has(refKey(ref))), gaps: [] };
}
async function readEach(reader, { resource, namespace, refs }) {
  const states = await Promise.all(
    refs.map(async (ref) => {
      const answer = await reader.get(resource, namespace, ref.name);
      if ("failure" in answer) return gapsFor([ref], answer.failure);
      return { objects: "object" in answer ? [toLive(answer.object)] : [], gaps: [] };
    })
  );
  return { objects: states.flatMap(({ objects }) => objects), gaps: states.flatMap(({ gaps }) => gaps) };
}
function gapsFor(refs, { reason: reason2, message }) {
  return { objects: [], gaps: refs.map((ref) => ({ ref, reason: reason2, message: `${refLabel(ref)}: ${message}` })) };
}
function toLive(object) {
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  const apiVersion = textOf(object["apiVersion"]);
  const { name, namespace } = metadata;
  const ref = {
    group: parseApiVersion(apiVersion).group,
    kind: textOf(object["kind"]),
    ...typeof namespace === "string" && namespace !== "" ? { namespace } : {},
    name: textOf(name)
  };
  return { ref, apiVersion, object };
}
var GETS_AT_MOST;
var init_read2 = __esm({
  "src/check/evidence/read.ts"() {
    "use strict";
    init_json();
    init_refs();
    GETS_AT_MOST = 5;
  }
});

// src/check/evidence/snapshot.ts
function parseSnapshot(text, name) {
  return readYamlDocuments(text, { name }).flatMap(
    ({ value, line }) => value === null ? [] : [...expandLists(value, `${name}:${line}`)].map(toLive)
  );
}
function fromSnapshot(snapshot, intent, name) {
  const present = new Set(snapshot.map(({ ref }) => refKey(ref)));
  const covered = new Set(snapshot.map(({ ref }) => refKey({ ...ref, name: "" })));
  const gaps = intent.filter(({ ref }) => !present.has(refKey(ref)) && !covered.has(refKey({ ...ref, name: "" }))).map(({ ref }) => ({
    ref,
    reason: "not-in-snapshot",
    message: `${refLabel(ref)}: ${name} holds no ${ref.kind}${ref.namespace === void 0 ? "" : ` of namespace ${ref.namespace}`}`
  }));
  return { objects: snapshot, gaps };
}
var init_snapshot = __esm({
  "src/check/evidence/snapshot.ts"() {
    "use strict";
    init_refs();
    init_read();
    init_parse2();
    init_read2();
  }
});

// src/check/intent/builtin-scope.ts
function builtinScope(group, kind) {
  if (CLUSTER_SCOPED[group]?.includes(kind)) return false;
  return group in CLUSTER_SCOPED || NAMESPACED_GROUPS.has(group) ? true : void 0;
}
var CLUSTER_SCOPED, NAMESPACED_GROUPS;
var init_builtin_scope = __esm({
  "src/check/intent/builtin-scope.ts"() {
    "use strict";
    CLUSTER_SCOPED = {
      "": ["ComponentStatus", "Namespace", "Node", "PersistentVolume"],
      "admissionregistration.k8s.io": [
        "MutatingAdmissionPolicy",
        "MutatingAdmissionPolicyBinding",
        "MutatingWebhookConfiguration",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration"
      ],
      "apiextensions.k8s.io": ["CustomResourceDefinition"],
      "apiregistration.k8s.io": ["APIService"],
      "certificates.k8s.io": ["CertificateSigningRequest", "ClusterTrustBundle"],
      "flowcontrol.apiserver.k8s.io": ["FlowSchema", "PriorityLevelConfiguration"],
      "networking.k8s.io": ["IngressClass", "IPAddress", "ServiceCIDR"],
      "node.k8s.io": ["RuntimeClass"],
      "rbac.authorization.k8s.io": ["ClusterRole", "ClusterRoleBinding"],
      "resource.k8s.io": ["DeviceClass", "DeviceTaintRule", "ResourceSlice"],
      "scheduling.k8s.io": ["PriorityClass"],
      "storage.k8s.io": ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment", "VolumeAttributesClass"],
      policy: ["PodSecurityPolicy"]
    };
    NAMESPACED_GROUPS = /* @__PURE__ */ new Set([
      "",
      "apps",
      "autoscaling",
      "batch",
      "coordination.k8s.io",
      "discovery.k8s.io",
      "events.k8s.io",
      "extensions",
      "policy"
    ]);
  }
});

// src/helm/helm.ts
function helmCommand(settings) {
  const env2 = helmEnv(settings);
  return {
    run: (args, signal3) => new Promise((resolve6, reject) => {
      const child = (0, import_node_child_process.spawn)(settings.bin, args, {
        env: env2,
        stdio: ["ignore", "pipe", "pipe"],
        ...signal3 === void 0 ? {} : { signal: signal3 }
      });
      const stdout = [];
      const stderr = [];
      child.stdout.on("data", (chunk) => stdout.push(chunk));
      child.stderr.on("data", (chunk) => stderr.push(chunk));
      child.on("error", (error) => {
        reject(
          error.name === "AbortError" ? error : new UserError(
            `cannot run helm (${settings.bin}): ${error.message}`,
            "Put helm on PATH, or name it in HELM_BIN.",
            { cause: error }
          )
        );
      });
      child.on("close", (code) => {
        resolve6({
          code: code ?? 1,
          stdout: Buffer.concat(stdout).toString("utf8"),
          stderr: Buffer.concat(stderr).toString("utf8")
        });
      });
    })
  };
}
function helmEnv({ env: env2, namespace, connection }) {
  const { kubeconfig, context, token, asUser, asGroups, apiServer, caFile, insecure, tlsServerName } = connection;
  const settings = {
    KUBECONFIG: kubeconfig,
    HELM_NAMESPACE: namespace,
    HELM_KUBECONTEXT: context,
    HELM_KUBETOKEN: token,
    HELM_KUBEASUSER: asUser,
    HELM_KUBEASGROUPS: asGroups?.join(","),
    HELM_KUBEAPISERVER: apiServer,
    HELM_KUBECAFILE: caFile,
    HELM_KUBEINSECURE_SKIP_TLS_VERIFY: insecure === void 0 ? void 0 : String(insecure),
    HELM_KUBETLS_SERVER_NAME: tlsServerName,
    // Its debug lines would only make helm's one error line harder to find.
    HELM_DEBUG: "false"
  };
  const given = Object.entries(settings).filter(([, value]) => value !== void 0);
  return { ...env2, ...Object.fromEntries(given) };
}
function helmError({ stderr }) {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !/^(WARNING|W\d{4}|I\d{4}|level=)/.test(line));
  const start2 = lines.findIndex((line) => line.startsWith("Error: "));
  return lines.slice(Math.max(start2, 0)).filter((line) => !line.startsWith("Use --debug")).map((line) => line.trim()).join("; ").replace(/^Error: /, "");
}
var import_node_child_process;
var init_helm = __esm({
  "src/helm/helm.ts"() {
    "use strict";
    import_node_child_process = require("node:child_process");
    init_errors();
  }
});

// src/helm/sql-releases.ts
function sqlReleases(helm) {
  const json = async (args) => {
    const run3 = await helm.run([...args, "-o", "json"]);
    if (run3.code !== 0)
      throw new UserError(
        `helm ${args.slice(0, 2).join(" ")}: ${helmError(run3)}`,
        "HELM_DRIVER=sql: helm itself must reach its database."
      );
    return JSON.parse(run3.stdout);
  };
  const history = async (namespace, name) => {
    const entries = await json(["history", name, "--namespace", namespace, "--max", "256"]);
    return entries.map(({ revision, updated, status }) => ({
      name,
      namespace,
      revision,
      status,
      ...Number.isNaN(Date.parse(updated)) ? {} : { modifiedAt: new Date(updated).toISOString() }
    }));
  };
  return {
    history,
    all: async (namespace) => {
      const where = namespace === void 0 ? ["-A"] : ["--namespace", namespace];
      const states = ["--deployed", "--failed", "--pending", "--uninstalling"];
      const entries = await json(["list", ...where, "--max", "0", ...states]);
      return (await Promise.all(entries.map((entry) => history(entry.namespace, entry.name)))).flat();
    },
    manifest: async ({ name, namespace, revision }) => {
      const run3 = await helm.run(["get", "manifest", name, "--namespace", namespace, "--revision", String(revision)]);
      if (run3.code !== 0) throw new UserError(`helm get manifest ${name}: ${helmError(run3)}`);
      return run3.stdout;
    }
  };
}
var init_sql_releases = __esm({
  "src/helm/sql-releases.ts"() {
    "use strict";
    init_errors();
    init_helm();
  }
});

// left-out:undici
var leftOut;
var init_undici = __esm({
  "left-out:undici"() {
    leftOut = () => {
      throw new Error("left out of the bundle: see scripts/build.mjs");
    };
  }
});

// node_modules/jsonpath-plus/dist/index-node-esm.js
function push(arr, item) {
  arr = arr.slice();
  arr.push(item);
  return arr;
}
function unshift(item, arr) {
  arr = arr.slice();
  arr.unshift(item);
  return arr;
}
function JSONPath(opts, expr, obj, callback, otherTypeCallback) {
  if (!(this instanceof JSONPath)) {
    try {
      return new JSONPath(opts, expr, obj, callback, otherTypeCallback);
    } catch (e2) {
      if (!e2.avoidNew) {
        throw e2;
      }
      return e2.value;
    }
  }
  if (typeof opts === "string") {
    otherTypeCallback = callback;
    callback = obj;
    obj = expr;
    expr = opts;
    opts = null;
  }
  const optObj = opts && typeof opts === "object";
  opts = opts || {};
  this.json = opts.json || obj;
  this.path = opts.path || expr;
  this.resultType = opts.resultType || "value";
  this.flatten = opts.flatten || false;
  this.wrap = Object.hasOwn(opts, "wrap") ? opts.wrap : true;
  this.sandbox = opts.sandbox || {};
  this.eval = opts.eval === void 0 ? "safe" : opts.eval;
  this.ignoreEvalErrors = typeof opts.ignoreEvalErrors === "undefined" ? false : opts.ignoreEvalErrors;
  this.parent = opts.parent || null;
  this.parentProperty = opts.parentProperty || null;
  this.callback = opts.callback || callback || null;
  this.otherTypeCallback = opts.otherTypeCallback || otherTypeCallback || function() {
    throw new TypeError("You must supply an otherTypeCallback callback option with the @other() operator.");
  };
  if (opts.autostart !== false) {
    const args = {
      path: optObj ? opts.path : expr
    };
    if (!optObj) {
      args.json = obj;
    } else if ("json" in opts) {
      args.json = opts.json;
    }
    const ret = this.evaluate(args);
    if (!ret || typeof ret !== "object") {
      throw new NewError(ret);
    }
    return ret;
  }
}
var import_vm, Hooks, Plugins, Jsep, hooks, jsep, stdClassProps, CONDITIONAL_EXP, ternary, FSLASH_CODE, BSLASH_CODE, index, PLUS_CODE, MINUS_CODE, plugin, BLOCKED_PROTO_PROPERTIES, SafeEval, SafeScript, NewError;
var init_index_node_esm = __esm({
  "node_modules/jsonpath-plus/dist/index-node-esm.js"() {
    import_vm = __toESM(require("vm"), 1);
    Hooks = class {
      /**
       * @callback HookCallback
       * @this {*|Jsep} this
       * @param {Jsep} env
       * @returns: void
       */
      /**
       * Adds the given callback to the list of callbacks for the given hook.
       *
       * The callback will be invoked when the hook it is registered for is run.
       *
       * One callback function can be registered to multiple hooks and the same hook multiple times.
       *
       * @param {string|object} name The name of the hook, or an object of callbacks keyed by name
       * @param {HookCallback|boolean} callback The callback function which is given environment variables.
       * @param {?boolean} [first=false] Will add the hook to the top of the list (defaults to the bottom)
       * @public
       */
      add(name, callback, first) {
        if (typeof arguments[0] != "string") {
          for (let name2 in arguments[0]) {
            this.add(name2, arguments[0][name2], arguments[1]);
          }
        } else {
          (Array.isArray(name) ? name : [name]).forEach(function(name2) {
            this[name2] = this[name2] || [];
            if (callback) {
              this[name2][first ? "unshift" : "push"](callback);
            }
          }, this);
        }
      }
      /**
       * Runs a hook invoking all registered callbacks with the given environment variables.
       *
       * Callbacks will be invoked synchronously and in the order in which they were registered.
       *
       * @param {string} name The name of the hook.
       * @param {Object<string, any>} env The environment variables of the hook passed to all callbacks registered.
       * @public
       */
      run(name, env2) {
        this[name] = this[name] || [];
        this[name].forEach(function(callback) {
          callback.call(env2 && env2.context ? env2.context : env2, env2);
        });
      }
    };
    Plugins = class {
      constructor(jsep2) {
        this.jsep = jsep2;
        this.registered = {};
      }
      /**
       * @callback PluginSetup
       * @this {Jsep} jsep
       * @returns: void
       */
      /**
       * Adds the given plugin(s) to the registry
       *
       * @param {object} plugins
       * @param {string} plugins.name The name of the plugin
       * @param {PluginSetup} plugins.init The init function
       * @public
       */
      register(...plugins) {
        plugins.forEach((plugin2) => {
          if (typeof plugin2 !== "object" || !plugin2.name || !plugin2.init) {
            throw new Error("Invalid JSEP plugin format");
          }
          if (this.registered[plugin2.name]) {
            return;
          }
          plugin2.init(this.jsep);
          this.registered[plugin2.name] = plugin2;
        });
      }
    };
    Jsep = class _Jsep {
      /**
       * @returns {string}
       */
      static get version() {
        return "1.4.0";
      }
      /**
       * @returns {string}
       */
      static toString() {
        return "JavaScript Expression Parser (JSEP) v" + _Jsep.version;
      }
      // ==================== CONFIG ================================
      /**
       * @method addUnaryOp
       * @param {string} op_name The name of the unary op to add
       * @returns {Jsep}
       */
      static addUnaryOp(op_name) {
        _Jsep.max_unop_len = Math.max(op_name.length, _Jsep.max_unop_len);
        _Jsep.unary_ops[op_name] = 1;
        return _Jsep;
      }
      /**
       * @method jsep.addBinaryOp
       * @param {string} op_name The name of the binary op to add
       * @param {number} precedence The precedence of the binary op (can be a float). Higher number = higher precedence
       * @param {boolean} [isRightAssociative=false] whether operator is right-associative
       * @returns {Jsep}
       */
      static addBinaryOp(op_name, precedence, isRightAssociative) {
        _Jsep.max_binop_len = Math.max(op_name.length, _Jsep.max_binop_len);
        _Jsep.binary_ops[op_name] = precedence;
        if (isRightAssociative) {
          _Jsep.right_associative.add(op_name);
        } else {
          _Jsep.right_associative.delete(op_name);
        }
        return _Jsep;
      }
      /**
       * @method addIdentifierChar
       * @param {string} char The additional character to treat as a valid part of an identifier
       * @returns {Jsep}
       */
      static addIdentifierChar(char) {
        _Jsep.additional_identifier_chars.add(char);
        return _Jsep;
      }
      /**
       * @method addLiteral
       * @param {string} literal_name The name of the literal to add
       * @param {*} literal_value The value of the literal
       * @returns {Jsep}
       */
      static addLiteral(literal_name, literal_value) {
        _Jsep.literals[literal_name] = literal_value;
        return _Jsep;
      }
      /**
       * @method removeUnaryOp
       * @param {string} op_name The name of the unary op to remove
       * @returns {Jsep}
       */
      static removeUnaryOp(op_name) {
        delete _Jsep.unary_ops[op_name];
        if (op_name.length === _Jsep.max_unop_len) {
          _Jsep.max_unop_len = _Jsep.getMaxKeyLen(_Jsep.unary_ops);
        }
        return _Jsep;
      }
      /**
       * @method removeAllUnaryOps
       * @returns {Jsep}
       */
      static removeAllUnaryOps() {
        _Jsep.unary_ops = {};
        _Jsep.max_unop_len = 0;
        return _Jsep;
      }
      /**
       * @method removeIdentifierChar
       * @param {string} char The additional character to stop treating as a valid part of an identifier
       * @returns {Jsep}
       */
      static removeIdentifierChar(char) {
        _Jsep.additional_identifier_chars.delete(char);
        return _Jsep;
      }
      /**
       * @method removeBinaryOp
       * @param {string} op_name The name of the binary op to remove
       * @returns {Jsep}
       */
      static removeBinaryOp(op_name) {
        delete _Jsep.binary_ops[op_name];
        if (op_name.length === _Jsep.max_binop_len) {
          _Jsep.max_binop_len = _Jsep.getMaxKeyLen(_Jsep.binary_ops);
        }
        _Jsep.right_associative.delete(op_name);
        return _Jsep;
      }
      /**
       * @method removeAllBinaryOps
       * @returns {Jsep}
       */
      static removeAllBinaryOps() {
        _Jsep.binary_ops = {};
        _Jsep.max_binop_len = 0;
        return _Jsep;
      }
      /**
       * @method removeLiteral
       * @param {string} literal_name The name of the literal to remove
       * @returns {Jsep}
       */
      static removeLiteral(literal_name) {
        delete _Jsep.literals[literal_name];
        return _Jsep;
      }
      /**
       * @method removeAllLiterals
       * @returns {Jsep}
       */
      static removeAllLiterals() {
        _Jsep.literals = {};
        return _Jsep;
      }
      // ==================== END CONFIG ============================
      /**
       * @returns {string}
       */
      get char() {
        return this.expr.charAt(this.index);
      }
      /**
       * @returns {number}
       */
      get code() {
        return this.expr.charCodeAt(this.index);
      }
      /**
       * @param {string} expr a string with the passed in express
       * @returns Jsep
       */
      constructor(expr) {
        this.expr = expr;
        this.index = 0;
      }
      /**
       * static top-level parser
       * @returns {jsep.Expression}
       */
      static parse(expr) {
        return new _Jsep(expr).parse();
      }
      /**
       * Get the longest key length of any object
       * @param {object} obj
       * @returns {number}
       */
      static getMaxKeyLen(obj) {
        return Math.max(0, ...Object.keys(obj).map((k) => k.length));
      }
      /**
       * `ch` is a character code in the next three functions
       * @param {number} ch
       * @returns {boolean}
       */
      static isDecimalDigit(ch) {
        return ch >= 48 && ch <= 57;
      }
      /**
       * Returns the precedence of a binary operator or `0` if it isn't a binary operator. Can be float.
       * @param {string} op_val
       * @returns {number}
       */
      static binaryPrecedence(op_val) {
        return _Jsep.binary_ops[op_val] || 0;
      }
      /**
       * Looks for start of identifier
       * @param {number} ch
       * @returns {boolean}
       */
      static isIdentifierStart(ch) {
        return ch >= 65 && ch <= 90 || // A...Z
        ch >= 97 && ch <= 122 || // a...z
        ch >= 128 && !_Jsep.binary_ops[String.fromCharCode(ch)] || // any non-ASCII that is not an operator
        _Jsep.additional_identifier_chars.has(String.fromCharCode(ch));
      }
      /**
       * @param {number} ch
       * @returns {boolean}
       */
      static isIdentifierPart(ch) {
        return _Jsep.isIdentifierStart(ch) || _Jsep.isDecimalDigit(ch);
      }
      /**
       * throw error at index of the expression
       * @param {string} message
       * @throws
       */
      throwError(message) {
        const error = new Error(message + " at character " + this.index);
        error.index = this.index;
        error.description = message;
        throw error;
      }
      /**
       * Run a given hook
       * @param {string} name
       * @param {jsep.Expression|false} [node]
       * @returns {?jsep.Expression}
       */
      runHook(name, node) {
        if (_Jsep.hooks[name]) {
          const env2 = {
            context: this,
            node
          };
          _Jsep.hooks.run(name, env2);
          return env2.node;
        }
        return node;
      }
      /**
       * Runs a given hook until one returns a node
       * @param {string} name
       * @returns {?jsep.Expression}
       */
      searchHook(name) {
        if (_Jsep.hooks[name]) {
          const env2 = {
            context: this
          };
          _Jsep.hooks[name].find(function(callback) {
            callback.call(env2.context, env2);
            return env2.node;
          });
          return env2.node;
        }
      }
      /**
       * Push `index` up to the next non-space character
       */
      gobbleSpaces() {
        let ch = this.code;
        while (ch === _Jsep.SPACE_CODE || ch === _Jsep.TAB_CODE || ch === _Jsep.LF_CODE || ch === _Jsep.CR_CODE) {
          ch = this.expr.charCodeAt(++this.index);
        }
        this.runHook("gobble-spaces");
      }
      /**
       * Top-level method to parse all expressions and returns compound or single node
       * @returns {jsep.Expression}
       */
      parse() {
        this.runHook("before-all");
        const nodes = this.gobbleExpressions();
        const node = nodes.length === 1 ? nodes[0] : {
          type: _Jsep.COMPOUND,
          body: nodes
        };
        return this.runHook("after-all", node);
      }
      /**
       * top-level parser (but can be reused within as well)
       * @param {number} [untilICode]
       * @returns {jsep.Expression[]}
       */
      gobbleExpressions(untilICode) {
        let nodes = [], ch_i, node;
        while (this.index < this.expr.length) {
          ch_i = this.code;
          if (ch_i === _Jsep.SEMCOL_CODE || ch_i === _Jsep.COMMA_CODE) {
            this.index++;
          } else {
            if (node = this.gobbleExpression()) {
              nodes.push(node);
            } else if (this.index < this.expr.length) {
              if (ch_i === untilICode) {
                break;
              }
              this.throwError('Unexpected "' + this.char + '"');
            }
          }
        }
        return nodes;
      }
      /**
       * The main parsing function.
       * @returns {?jsep.Expression}
       */
      gobbleExpression() {
        const node = this.searchHook("gobble-expression") || this.gobbleBinaryExpression();
        this.gobbleSpaces();
        return this.runHook("after-expression", node);
      }
      /**
       * Search for the operation portion of the string (e.g. `+`, `===`)
       * Start by taking the longest possible binary operations (3 characters: `===`, `!==`, `>>>`)
       * and move down from 3 to 2 to 1 character until a matching binary operation is found
       * then, return that binary operation
       * @returns {string|boolean}
       */
      gobbleBinaryOp() {
        this.gobbleSpaces();
        let to_check = this.expr.substr(this.index, _Jsep.max_binop_len);
        let tc_len = to_check.length;
        while (tc_len > 0) {
          if (_Jsep.binary_ops.hasOwnProperty(to_check) && (!_Jsep.isIdentifierStart(this.code) || this.index + to_check.length < this.expr.length && !_Jsep.isIdentifierPart(this.expr.charCodeAt(this.index + to_check.length)))) {
            this.index += tc_len;
            return to_check;
          }
          to_check = to_check.substr(0, --tc_len);
        }
        return false;
      }
      /**
       * This function is responsible for gobbling an individual expression,
       * e.g. `1`, `1+2`, `a+(b*2)-Math.sqrt(2)`
       * @returns {?jsep.BinaryExpression}
       */
      gobbleBinaryExpression() {
        let node, biop, prec, stack, biop_info, left2, right2, i, cur_biop;
        left2 = this.gobbleToken();
        if (!left2) {
          return left2;
        }
        biop = this.gobbleBinaryOp();
        if (!biop) {
          return left2;
        }
        biop_info = {
          value: biop,
          prec: _Jsep.binaryPrecedence(biop),
          right_a: _Jsep.right_associative.has(biop)
        };
        right2 = this.gobbleToken();
        if (!right2) {
          this.throwError("Expected expression after " + biop);
        }
        stack = [left2, biop_info, right2];
        while (biop = this.gobbleBinaryOp()) {
          prec = _Jsep.binaryPrecedence(biop);
          if (prec === 0) {
            this.index -= biop.length;
            break;
          }
          biop_info = {
            value: biop,
            prec,
            right_a: _Jsep.right_associative.has(biop)
          };
          cur_biop = biop;
          const comparePrev = (prev) => biop_info.right_a && prev.right_a ? prec > prev.prec : prec <= prev.prec;
          while (stack.length > 2 && comparePrev(stack[stack.length - 2])) {
            right2 = stack.pop();
            biop = stack.pop().value;
            left2 = stack.pop();
            node = {
              type: _Jsep.BINARY_EXP,
              operator: biop,
              left: left2,
              right: right2
            };
            stack.push(node);
          }
          node = this.gobbleToken();
          if (!node) {
            this.throwError("Expected expression after " + cur_biop);
          }
          stack.push(biop_info, node);
        }
        i = stack.length - 1;
        node = stack[i];
        while (i > 1) {
          node = {
            type: _Jsep.BINARY_EXP,
            operator: stack[i - 1].value,
            left: stack[i - 2],
            right: node
          };
          i -= 2;
        }
        return node;
      }
      /**
       * An individual part of a binary expression:
       * e.g. `foo.bar(baz)`, `1`, `"abc"`, `(a % 2)` (because it's in parenthesis)
       * @returns {boolean|jsep.Expression}
       */
      gobbleToken() {
        let ch, to_check, tc_len, node;
        this.gobbleSpaces();
        node = this.searchHook("gobble-token");
        if (node) {
          return this.runHook("after-token", node);
        }
        ch = this.code;
        if (_Jsep.isDecimalDigit(ch) || ch === _Jsep.PERIOD_CODE) {
          return this.gobbleNumericLiteral();
        }
        if (ch === _Jsep.SQUOTE_CODE || ch === _Jsep.DQUOTE_CODE) {
          node = this.gobbleStringLiteral();
        } else if (ch === _Jsep.OBRACK_CODE) {
          node = this.gobbleArray();
        } else {
          to_check = this.expr.substr(this.index, _Jsep.max_unop_len);
          tc_len = to_check.length;
          while (tc_len > 0) {
            if (_Jsep.unary_ops.hasOwnProperty(to_check) && (!_Jsep.isIdentifierStart(this.code) || this.index + to_check.length < this.expr.length && !_Jsep.isIdentifierPart(this.expr.charCodeAt(this.index + to_check.length)))) {
              this.index += tc_len;
              const argument = this.gobbleToken();
              if (!argument) {
                this.throwError("missing unaryOp argument");
              }
              return this.runHook("after-token", {
                type: _Jsep.UNARY_EXP,
                operator: to_check,
                argument,
                prefix: true
              });
            }
            to_check = to_check.substr(0, --tc_len);
          }
          if (_Jsep.isIdentifierStart(ch)) {
            node = this.gobbleIdentifier();
            if (_Jsep.literals.hasOwnProperty(node.name)) {
              node = {
                type: _Jsep.LITERAL,
                value: _Jsep.literals[node.name],
                raw: node.name
              };
            } else if (node.name === _Jsep.this_str) {
              node = {
                type: _Jsep.THIS_EXP
              };
            }
          } else if (ch === _Jsep.OPAREN_CODE) {
            node = this.gobbleGroup();
          }
        }
        if (!node) {
          return this.runHook("after-token", false);
        }
        node = this.gobbleTokenProperty(node);
        return this.runHook("after-token", node);
      }
      /**
       * Gobble properties of of identifiers/strings/arrays/groups.
       * e.g. `foo`, `bar.baz`, `foo['bar'].baz`
       * It also gobbles function calls:
       * e.g. `Math.acos(obj.angle)`
       * @param {jsep.Expression} node
       * @returns {jsep.Expression}
       */
      gobbleTokenProperty(node) {
        this.gobbleSpaces();
        let ch = this.code;
        while (ch === _Jsep.PERIOD_CODE || ch === _Jsep.OBRACK_CODE || ch === _Jsep.OPAREN_CODE || ch === _Jsep.QUMARK_CODE) {
          let optional;
          if (ch === _Jsep.QUMARK_CODE) {
            if (this.expr.charCodeAt(this.index + 1) !== _Jsep.PERIOD_CODE) {
              break;
            }
            optional = true;
            this.index += 2;
            this.gobbleSpaces();
            ch = this.code;
          }
          this.index++;
          if (ch === _Jsep.OBRACK_CODE) {
            node = {
              type: _Jsep.MEMBER_EXP,
              computed: true,
              object: node,
              property: this.gobbleExpression()
            };
            if (!node.property) {
              this.throwError('Unexpected "' + this.char + '"');
            }
            this.gobbleSpaces();
            ch = this.code;
            if (ch !== _Jsep.CBRACK_CODE) {
              this.throwError("Unclosed [");
            }
            this.index++;
          } else if (ch === _Jsep.OPAREN_CODE) {
            node = {
              type: _Jsep.CALL_EXP,
              "arguments": this.gobbleArguments(_Jsep.CPAREN_CODE),
              callee: node
            };
          } else if (ch === _Jsep.PERIOD_CODE || optional) {
            if (optional) {
              this.index--;
            }
            this.gobbleSpaces();
            node = {
              type: _Jsep.MEMBER_EXP,
              computed: false,
              object: node,
              property: this.gobbleIdentifier()
            };
          }
          if (optional) {
            node.optional = true;
          }
          this.gobbleSpaces();
          ch = this.code;
        }
        return node;
      }
      /**
       * Parse simple numeric literals: `12`, `3.4`, `.5`. Do this by using a string to
       * keep track of everything in the numeric literal and then calling `parseFloat` on that string
       * @returns {jsep.Literal}
       */
      gobbleNumericLiteral() {
        let number = "", ch, chCode;
        while (_Jsep.isDecimalDigit(this.code)) {
          number += this.expr.charAt(this.index++);
        }
        if (this.code === _Jsep.PERIOD_CODE) {
          number += this.expr.charAt(this.index++);
          while (_Jsep.isDecimalDigit(this.code)) {
            number += this.expr.charAt(this.index++);
          }
        }
        ch = this.char;
        if (ch === "e" || ch === "E") {
          number += this.expr.charAt(this.index++);
          ch = this.char;
          if (ch === "+" || ch === "-") {
            number += this.expr.charAt(this.index++);
          }
          while (_Jsep.isDecimalDigit(this.code)) {
            number += this.expr.charAt(this.index++);
          }
          if (!_Jsep.isDecimalDigit(this.expr.charCodeAt(this.index - 1))) {
            this.throwError("Expected exponent (" + number + this.char + ")");
          }
        }
        chCode = this.code;
        if (_Jsep.isIdentifierStart(chCode)) {
          this.throwError("Variable names cannot start with a number (" + number + this.char + ")");
        } else if (chCode === _Jsep.PERIOD_CODE || number.length === 1 && number.charCodeAt(0) === _Jsep.PERIOD_CODE) {
          this.throwError("Unexpected period");
        }
        return {
          type: _Jsep.LITERAL,
          value: parseFloat(number),
          raw: number
        };
      }
      /**
       * Parses a string literal, staring with single or double quotes with basic support for escape codes
       * e.g. `"hello world"`, `'this is\nJSEP'`
       * @returns {jsep.Literal}
       */
      gobbleStringLiteral() {
        let str = "";
        const startIndex = this.index;
        const quote = this.expr.charAt(this.index++);
        let closed = false;
        while (this.index < this.expr.length) {
          let ch = this.expr.charAt(this.index++);
          if (ch === quote) {
            closed = true;
            break;
          } else if (ch === "\\") {
            ch = this.expr.charAt(this.index++);
            switch (ch) {
              case "n":
                str += "\n";
                break;
              case "r":
                str += "\r";
                break;
              case "t":
                str += "	";
                break;
              case "b":
                str += "\b";
                break;
              case "f":
                str += "\f";
                break;
              case "v":
                str += "\v";
                break;
              default:
                str += ch;
            }
          } else {
            str += ch;
          }
        }
        if (!closed) {
          this.throwError('Unclosed quote after "' + str + '"');
        }
        return {
          type: _Jsep.LITERAL,
          value: str,
          raw: this.expr.substring(startIndex, this.index)
        };
      }
      /**
       * Gobbles only identifiers
       * e.g.: `foo`, `_value`, `$x1`
       * Also, this function checks if that identifier is a literal:
       * (e.g. `true`, `false`, `null`) or `this`
       * @returns {jsep.Identifier}
       */
      gobbleIdentifier() {
        let ch = this.code, start2 = this.index;
        if (_Jsep.isIdentifierStart(ch)) {
          this.index++;
        } else {
          this.throwError("Unexpected " + this.char);
        }
        while (this.index < this.expr.length) {
          ch = this.code;
          if (_Jsep.isIdentifierPart(ch)) {
            this.index++;
          } else {
            break;
          }
        }
        return {
          type: _Jsep.IDENTIFIER,
          name: this.expr.slice(start2, this.index)
        };
      }
      /**
       * Gobbles a list of arguments within the context of a function call
       * or array literal. This function also assumes that the opening character
       * `(` or `[` has already been gobbled, and gobbles expressions and commas
       * until the terminator character `)` or `]` is encountered.
       * e.g. `foo(bar, baz)`, `my_func()`, or `[bar, baz]`
       * @param {number} termination
       * @returns {jsep.Expression[]}
       */
      gobbleArguments(termination) {
        const args = [];
        let closed = false;
        let separator_count = 0;
        while (this.index < this.expr.length) {
          this.gobbleSpaces();
          let ch_i = this.code;
          if (ch_i === termination) {
            closed = true;
            this.index++;
            if (termination === _Jsep.CPAREN_CODE && separator_count && separator_count >= args.length) {
              this.throwError("Unexpected token " + String.fromCharCode(termination));
            }
            break;
          } else if (ch_i === _Jsep.COMMA_CODE) {
            this.index++;
            separator_count++;
            if (separator_count !== args.length) {
              if (termination === _Jsep.CPAREN_CODE) {
                this.throwError("Unexpected token ,");
              } else if (termination === _Jsep.CBRACK_CODE) {
                for (let arg = args.length; arg < separator_count; arg++) {
                  args.push(null);
                }
              }
            }
          } else if (args.length !== separator_count && separator_count !== 0) {
            this.throwError("Expected comma");
          } else {
            const node = this.gobbleExpression();
            if (!node || node.type === _Jsep.COMPOUND) {
              this.throwError("Expected comma");
            }
            args.push(node);
          }
        }
        if (!closed) {
          this.throwError("Expected " + String.fromCharCode(termination));
        }
        return args;
      }
      /**
       * Responsible for parsing a group of things within parentheses `()`
       * that have no identifier in front (so not a function call)
       * This function assumes that it needs to gobble the opening parenthesis
       * and then tries to gobble everything within that parenthesis, assuming
       * that the next thing it should see is the close parenthesis. If not,
       * then the expression probably doesn't have a `)`
       * @returns {boolean|jsep.Expression}
       */
      gobbleGroup() {
        this.index++;
        let nodes = this.gobbleExpressions(_Jsep.CPAREN_CODE);
        if (this.code === _Jsep.CPAREN_CODE) {
          this.index++;
          if (nodes.length === 1) {
            return nodes[0];
          } else if (!nodes.length) {
            return false;
          } else {
            return {
              type: _Jsep.SEQUENCE_EXP,
              expressions: nodes
            };
          }
        } else {
          this.throwError("Unclosed (");
        }
      }
      /**
       * Responsible for parsing Array literals `[1, 2, 3]`
       * This function assumes that it needs to gobble the opening bracket
       * and then tries to gobble the expressions as arguments.
       * @returns {jsep.ArrayExpression}
       */
      gobbleArray() {
        this.index++;
        return {
          type: _Jsep.ARRAY_EXP,
          elements: this.gobbleArguments(_Jsep.CBRACK_CODE)
        };
      }
    };
    hooks = new Hooks();
    Object.assign(Jsep, {
      hooks,
      plugins: new Plugins(Jsep),
      // Node Types
      // ----------
      // This is the full set of types that any JSEP node can be.
      // Store them here to save space when minified
      COMPOUND: "Compound",
      SEQUENCE_EXP: "SequenceExpression",
      IDENTIFIER: "Identifier",
      MEMBER_EXP: "MemberExpression",
      LITERAL: "Literal",
      THIS_EXP: "ThisExpression",
      CALL_EXP: "CallExpression",
      UNARY_EXP: "UnaryExpression",
      BINARY_EXP: "BinaryExpression",
      ARRAY_EXP: "ArrayExpression",
      TAB_CODE: 9,
      LF_CODE: 10,
      CR_CODE: 13,
      SPACE_CODE: 32,
      PERIOD_CODE: 46,
      // '.'
      COMMA_CODE: 44,
      // ','
      SQUOTE_CODE: 39,
      // single quote
      DQUOTE_CODE: 34,
      // double quotes
      OPAREN_CODE: 40,
      // (
      CPAREN_CODE: 41,
      // )
      OBRACK_CODE: 91,
      // [
      CBRACK_CODE: 93,
      // ]
      QUMARK_CODE: 63,
      // ?
      SEMCOL_CODE: 59,
      // ;
      COLON_CODE: 58,
      // :
      // Operations
      // ----------
      // Use a quickly-accessible map to store all of the unary operators
      // Values are set to `1` (it really doesn't matter)
      unary_ops: {
        "-": 1,
        "!": 1,
        "~": 1,
        "+": 1
      },
      // Also use a map for the binary operations but set their values to their
      // binary precedence for quick reference (higher number = higher precedence)
      // see [Order of operations](https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Operators/Operator_Precedence)
      binary_ops: {
        "||": 1,
        "??": 1,
        "&&": 2,
        "|": 3,
        "^": 4,
        "&": 5,
        "==": 6,
        "!=": 6,
        "===": 6,
        "!==": 6,
        "<": 7,
        ">": 7,
        "<=": 7,
        ">=": 7,
        "<<": 8,
        ">>": 8,
        ">>>": 8,
        "+": 9,
        "-": 9,
        "*": 10,
        "/": 10,
        "%": 10,
        "**": 11
      },
      // sets specific binary_ops as right-associative
      right_associative: /* @__PURE__ */ new Set(["**"]),
      // Additional valid identifier chars, apart from a-z, A-Z and 0-9 (except on the starting char)
      additional_identifier_chars: /* @__PURE__ */ new Set(["$", "_"]),
      // Literals
      // ----------
      // Store the values to return for the various literals we may encounter
      literals: {
        "true": true,
        "false": false,
        "null": null
      },
      // Except for `this`, which is special. This could be changed to something like `'self'` as well
      this_str: "this"
    });
    Jsep.max_unop_len = Jsep.getMaxKeyLen(Jsep.unary_ops);
    Jsep.max_binop_len = Jsep.getMaxKeyLen(Jsep.binary_ops);
    jsep = (expr) => new Jsep(expr).parse();
    stdClassProps = Object.getOwnPropertyNames(class Test {
    });
    Object.getOwnPropertyNames(Jsep).filter((prop) => !stdClassProps.includes(prop) && jsep[prop] === void 0).forEach((m) => {
      jsep[m] = Jsep[m];
    });
    jsep.Jsep = Jsep;
    CONDITIONAL_EXP = "ConditionalExpression";
    ternary = {
      name: "ternary",
      init(jsep2) {
        jsep2.hooks.add("after-expression", function gobbleTernary(env2) {
          if (env2.node && this.code === jsep2.QUMARK_CODE) {
            this.index++;
            const test = env2.node;
            const consequent = this.gobbleExpression();
            if (!consequent) {
              this.throwError("Expected expression");
            }
            this.gobbleSpaces();
            if (this.code === jsep2.COLON_CODE) {
              this.index++;
              const alternate = this.gobbleExpression();
              if (!alternate) {
                this.throwError("Expected expression");
              }
              env2.node = {
                type: CONDITIONAL_EXP,
                test,
                consequent,
                alternate
              };
              if (test.operator && jsep2.binary_ops[test.operator] <= 0.9) {
                let newTest = test;
                while (newTest.right.operator && jsep2.binary_ops[newTest.right.operator] <= 0.9) {
                  newTest = newTest.right;
                }
                env2.node.test = newTest.right;
                newTest.right = env2.node;
                env2.node = test;
              }
            } else {
              this.throwError("Expected :");
            }
          }
        });
      }
    };
    jsep.plugins.register(ternary);
    FSLASH_CODE = 47;
    BSLASH_CODE = 92;
    index = {
      name: "regex",
      init(jsep2) {
        jsep2.hooks.add("gobble-token", function gobbleRegexLiteral(env2) {
          if (this.code === FSLASH_CODE) {
            const patternIndex = ++this.index;
            let inCharSet = false;
            while (this.index < this.expr.length) {
              if (this.code === FSLASH_CODE && !inCharSet) {
                const pattern2 = this.expr.slice(patternIndex, this.index);
                let flags = "";
                while (++this.index < this.expr.length) {
                  const code = this.code;
                  if (code >= 97 && code <= 122 || code >= 65 && code <= 90 || code >= 48 && code <= 57) {
                    flags += this.char;
                  } else {
                    break;
                  }
                }
                let value;
                try {
                  value = new RegExp(pattern2, flags);
                } catch (e2) {
                  this.throwError(e2.message);
                }
                env2.node = {
                  type: jsep2.LITERAL,
                  value,
                  raw: this.expr.slice(patternIndex - 1, this.index)
                };
                env2.node = this.gobbleTokenProperty(env2.node);
                return env2.node;
              }
              if (this.code === jsep2.OBRACK_CODE) {
                inCharSet = true;
              } else if (inCharSet && this.code === jsep2.CBRACK_CODE) {
                inCharSet = false;
              }
              this.index += this.code === BSLASH_CODE ? 2 : 1;
            }
            this.throwError("Unclosed Regex");
          }
        });
      }
    };
    PLUS_CODE = 43;
    MINUS_CODE = 45;
    plugin = {
      name: "assignment",
      assignmentOperators: /* @__PURE__ */ new Set(["=", "*=", "**=", "/=", "%=", "+=", "-=", "<<=", ">>=", ">>>=", "&=", "^=", "|=", "||=", "&&=", "??="]),
      updateOperators: [PLUS_CODE, MINUS_CODE],
      assignmentPrecedence: 0.9,
      init(jsep2) {
        const updateNodeTypes = [jsep2.IDENTIFIER, jsep2.MEMBER_EXP];
        plugin.assignmentOperators.forEach((op) => jsep2.addBinaryOp(op, plugin.assignmentPrecedence, true));
        jsep2.hooks.add("gobble-token", function gobbleUpdatePrefix(env2) {
          const code = this.code;
          if (plugin.updateOperators.some((c) => c === code && c === this.expr.charCodeAt(this.index + 1))) {
            this.index += 2;
            env2.node = {
              type: "UpdateExpression",
              operator: code === PLUS_CODE ? "++" : "--",
              argument: this.gobbleTokenProperty(this.gobbleIdentifier()),
              prefix: true
            };
            if (!env2.node.argument || !updateNodeTypes.includes(env2.node.argument.type)) {
              this.throwError(`Unexpected ${env2.node.operator}`);
            }
          }
        });
        jsep2.hooks.add("after-token", function gobbleUpdatePostfix(env2) {
          if (env2.node) {
            const code = this.code;
            if (plugin.updateOperators.some((c) => c === code && c === this.expr.charCodeAt(this.index + 1))) {
              if (!updateNodeTypes.includes(env2.node.type)) {
                this.throwError(`Unexpected ${env2.node.operator}`);
              }
              this.index += 2;
              env2.node = {
                type: "UpdateExpression",
                operator: code === PLUS_CODE ? "++" : "--",
                argument: env2.node,
                prefix: false
              };
            }
          }
        });
        jsep2.hooks.add("after-expression", function gobbleAssignment(env2) {
          if (env2.node) {
            updateBinariesToAssignments(env2.node);
          }
        });
        function updateBinariesToAssignments(node) {
          if (plugin.assignmentOperators.has(node.operator)) {
            node.type = "AssignmentExpression";
            updateBinariesToAssignments(node.left);
            updateBinariesToAssignments(node.right);
          } else if (!node.operator) {
            Object.values(node).forEach((val) => {
              if (val && typeof val === "object") {
                updateBinariesToAssignments(val);
              }
            });
          }
        }
      }
    };
    jsep.plugins.register(index, plugin);
    jsep.addUnaryOp("typeof");
    jsep.addUnaryOp("void");
    jsep.addLiteral("null", null);
    jsep.addLiteral("undefined", void 0);
    BLOCKED_PROTO_PROPERTIES = /* @__PURE__ */ new Set(["constructor", "__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"]);
    SafeEval = {
      /**
       * @param {jsep.Expression} ast
       * @param {Record<string, any>} subs
       */
      evalAst(ast, subs) {
        switch (ast.type) {
          case "BinaryExpression":
          case "LogicalExpression":
            return SafeEval.evalBinaryExpression(ast, subs);
          case "Compound":
            return SafeEval.evalCompound(ast, subs);
          case "ConditionalExpression":
            return SafeEval.evalConditionalExpression(ast, subs);
          case "Identifier":
            return SafeEval.evalIdentifier(ast, subs);
          case "Literal":
            return SafeEval.evalLiteral(ast, subs);
          case "MemberExpression":
            return SafeEval.evalMemberExpression(ast, subs);
          case "UnaryExpression":
            return SafeEval.evalUnaryExpression(ast, subs);
          case "ArrayExpression":
            return SafeEval.evalArrayExpression(ast, subs);
          case "CallExpression":
            return SafeEval.evalCallExpression(ast, subs);
          case "AssignmentExpression":
            return SafeEval.evalAssignmentExpression(ast, subs);
          default:
            throw SyntaxError("Unexpected expression", ast);
        }
      },
      evalBinaryExpression(ast, subs) {
        const result = {
          "||": (a, b) => a || b(),
          "&&": (a, b) => a && b(),
          "|": (a, b) => a | b(),
          "^": (a, b) => a ^ b(),
          "&": (a, b) => a & b(),
          // eslint-disable-next-line eqeqeq -- API
          "==": (a, b) => a == b(),
          // eslint-disable-next-line eqeqeq -- API
          "!=": (a, b) => a != b(),
          "===": (a, b) => a === b(),
          "!==": (a, b) => a !== b(),
          "<": (a, b) => a < b(),
          ">": (a, b) => a > b(),
          "<=": (a, b) => a <= b(),
          ">=": (a, b) => a >= b(),
          "<<": (a, b) => a << b(),
          ">>": (a, b) => a >> b(),
          ">>>": (a, b) => a >>> b(),
          "+": (a, b) => a + b(),
          "-": (a, b) => a - b(),
          "*": (a, b) => a * b(),
          "/": (a, b) => a / b(),
          "%": (a, b) => a % b()
        }[ast.operator](SafeEval.evalAst(ast.left, subs), () => SafeEval.evalAst(ast.right, subs));
        return result;
      },
      evalCompound(ast, subs) {
        let last;
        for (let i = 0; i < ast.body.length; i++) {
          if (ast.body[i].type === "Identifier" && ["var", "let", "const"].includes(ast.body[i].name) && ast.body[i + 1] && ast.body[i + 1].type === "AssignmentExpression") {
            i += 1;
          }
          const expr = ast.body[i];
          last = SafeEval.evalAst(expr, subs);
        }
        return last;
      },
      evalConditionalExpression(ast, subs) {
        if (SafeEval.evalAst(ast.test, subs)) {
          return SafeEval.evalAst(ast.consequent, subs);
        }
        return SafeEval.evalAst(ast.alternate, subs);
      },
      evalIdentifier(ast, subs) {
        if (Object.hasOwn(subs, ast.name)) {
          return subs[ast.name];
        }
        throw ReferenceError(`${ast.name} is not defined`);
      },
      evalLiteral(ast) {
        return ast.value;
      },
      evalMemberExpression(ast, subs) {
        const prop = String(
          // NOTE: `String(value)` throws error when
          // value has overwritten the toString method to return non-string
          // i.e. `value = {toString: () => []}`
          ast.computed ? SafeEval.evalAst(ast.property) : ast.property.name
          // `object.property` property is Identifier
        );
        const obj = SafeEval.evalAst(ast.object, subs);
        if (obj === void 0 || obj === null) {
          throw TypeError(`Cannot read properties of ${obj} (reading '${prop}')`);
        }
        if (!Object.hasOwn(obj, prop) && BLOCKED_PROTO_PROPERTIES.has(prop)) {
          throw TypeError(`Cannot read properties of ${obj} (reading '${prop}')`);
        }
        const result = obj[prop];
        if (typeof result === "function") {
          return result.bind(obj);
        }
        return result;
      },
      evalUnaryExpression(ast, subs) {
        const result = {
          "-": (a) => -SafeEval.evalAst(a, subs),
          "!": (a) => !SafeEval.evalAst(a, subs),
          "~": (a) => ~SafeEval.evalAst(a, subs),
          // eslint-disable-next-line no-implicit-coercion -- API
          "+": (a) => +SafeEval.evalAst(a, subs),
          typeof: (a) => typeof SafeEval.evalAst(a, subs),
          // eslint-disable-next-line no-void, sonarjs/void-use -- feature
          void: (a) => void SafeEval.evalAst(a, subs)
        }[ast.operator](ast.argument);
        return result;
      },
      evalArrayExpression(ast, subs) {
        return ast.elements.map((el) => SafeEval.evalAst(el, subs));
      },
      evalCallExpression(ast, subs) {
        const args = ast.arguments.map((arg) => SafeEval.evalAst(arg, subs));
        const func = SafeEval.evalAst(ast.callee, subs);
        if (func === Function) {
          throw new Error("Function constructor is disabled");
        }
        return func(...args);
      },
      evalAssignmentExpression(ast, subs) {
        if (ast.left.type !== "Identifier") {
          throw SyntaxError("Invalid left-hand side in assignment");
        }
        const id = ast.left.name;
        const value = SafeEval.evalAst(ast.right, subs);
        subs[id] = value;
        return subs[id];
      }
    };
    SafeScript = class {
      /**
       * @param {string} expr Expression to evaluate
       */
      constructor(expr) {
        this.code = expr;
        this.ast = jsep(this.code);
      }
      /**
       * @param {object} context Object whose items will be added
       *   to evaluation
       * @returns {EvaluatedResult} Result of evaluated code
       */
      runInNewContext(context) {
        const keyMap = Object.assign(/* @__PURE__ */ Object.create(null), context);
        return SafeEval.evalAst(this.ast, keyMap);
      }
    };
    NewError = class extends Error {
      /**
       * @param {AnyResult} value The evaluated scalar value
       */
      constructor(value) {
        super('JSONPath should not be called with "new" (it prevents return of (unwrapped) scalar values)');
        this.avoidNew = true;
        this.value = value;
        this.name = "NewError";
      }
    };
    JSONPath.prototype.evaluate = function(expr, json, callback, otherTypeCallback) {
      let currParent = this.parent, currParentProperty = this.parentProperty;
      let {
        flatten,
        wrap: wrap2
      } = this;
      this.currResultType = this.resultType;
      this.currEval = this.eval;
      this.currSandbox = this.sandbox;
      callback = callback || this.callback;
      this.currOtherTypeCallback = otherTypeCallback || this.otherTypeCallback;
      json = json || this.json;
      expr = expr || this.path;
      if (expr && typeof expr === "object" && !Array.isArray(expr)) {
        if (!expr.path && expr.path !== "") {
          throw new TypeError('You must supply a "path" property when providing an object argument to JSONPath.evaluate().');
        }
        if (!Object.hasOwn(expr, "json")) {
          throw new TypeError('You must supply a "json" property when providing an object argument to JSONPath.evaluate().');
        }
        ({
          json
        } = expr);
        flatten = Object.hasOwn(expr, "flatten") ? expr.flatten : flatten;
        this.currResultType = Object.hasOwn(expr, "resultType") ? expr.resultType : this.currResultType;
        this.currSandbox = Object.hasOwn(expr, "sandbox") ? expr.sandbox : this.currSandbox;
        wrap2 = Object.hasOwn(expr, "wrap") ? expr.wrap : wrap2;
        this.currEval = Object.hasOwn(expr, "eval") ? expr.eval : this.currEval;
        callback = Object.hasOwn(expr, "callback") ? expr.callback : callback;
        this.currOtherTypeCallback = Object.hasOwn(expr, "otherTypeCallback") ? expr.otherTypeCallback : this.currOtherTypeCallback;
        currParent = Object.hasOwn(expr, "parent") ? expr.parent : currParent;
        currParentProperty = Object.hasOwn(expr, "parentProperty") ? expr.parentProperty : currParentProperty;
        expr = expr.path;
      }
      currParent = currParent || null;
      currParentProperty = currParentProperty || null;
      if (Array.isArray(expr)) {
        expr = JSONPath.toPathString(expr);
      }
      if (!expr && expr !== "" || !json) {
        return void 0;
      }
      const exprList = JSONPath.toPathArray(expr);
      if (exprList[0] === "$" && exprList.length > 1) {
        exprList.shift();
      }
      this._hasParentSelector = null;
      const result = this._trace(exprList, json, ["$"], currParent, currParentProperty, callback).filter(function(ea) {
        return ea && !ea.isParentSelector;
      });
      if (!result.length) {
        return wrap2 ? [] : void 0;
      }
      if (!wrap2 && result.length === 1 && !result[0].hasArrExpr) {
        return this._getPreferredOutput(result[0]);
      }
      return result.reduce((rslt, ea) => {
        const valOrPath = this._getPreferredOutput(ea);
        if (flatten && Array.isArray(valOrPath)) {
          rslt = rslt.concat(valOrPath);
        } else {
          rslt.push(valOrPath);
        }
        return rslt;
      }, []);
    };
    JSONPath.prototype._getPreferredOutput = function(ea) {
      const resultType = this.currResultType;
      switch (resultType) {
        case "all": {
          const path2 = Array.isArray(ea.path) ? ea.path : JSONPath.toPathArray(ea.path);
          ea.pointer = JSONPath.toPointer(path2);
          ea.path = typeof ea.path === "string" ? ea.path : JSONPath.toPathString(ea.path);
          return ea;
        }
        case "value":
        case "parent":
        case "parentProperty":
          return ea[resultType];
        case "path":
          return JSONPath.toPathString(ea[resultType]);
        case "pointer":
          return JSONPath.toPointer(ea.path);
        default:
          throw new TypeError("Unknown result type");
      }
    };
    JSONPath.prototype._handleCallback = function(fullRetObj, callback, type) {
      if (callback) {
        const preferredOutput = this._getPreferredOutput(fullRetObj);
        fullRetObj.path = typeof fullRetObj.path === "string" ? fullRetObj.path : JSONPath.toPathString(fullRetObj.path);
        callback(preferredOutput, type, fullRetObj);
      }
    };
    JSONPath.prototype._trace = function(expr, val, path2, parent, parentPropName, callback, hasArrExpr, literalPriority) {
      let retObj;
      if (!expr.length) {
        retObj = {
          path: path2,
          value: val,
          parent,
          parentProperty: parentPropName,
          hasArrExpr
        };
        this._handleCallback(retObj, callback, "value");
        return retObj;
      }
      const loc = expr[0], x = expr.slice(1);
      const ret = [];
      function addRet(elems) {
        if (Array.isArray(elems)) {
          elems.forEach((t) => {
            ret.push(t);
          });
        } else {
          ret.push(elems);
        }
      }
      if ((typeof loc !== "string" || literalPriority) && val && Object.hasOwn(val, loc)) {
        addRet(this._trace(x, val[loc], push(path2, loc), val, loc, callback, hasArrExpr));
      } else if (loc === "*") {
        this._walk(val, (m) => {
          addRet(this._trace(x, val[m], push(path2, m), val, m, callback, true, true));
        });
      } else if (loc === "..") {
        addRet(this._trace(x, val, path2, parent, parentPropName, callback, hasArrExpr));
        this._walk(val, (m) => {
          if (typeof val[m] === "object") {
            addRet(this._trace(expr.slice(), val[m], push(path2, m), val, m, callback, true));
          }
        });
      } else if (loc === "^") {
        this._hasParentSelector = true;
        return {
          path: path2.slice(0, -1),
          expr: x,
          isParentSelector: true
        };
      } else if (loc === "~") {
        retObj = {
          path: push(path2, loc),
          value: parentPropName,
          parent,
          parentProperty: null
        };
        this._handleCallback(retObj, callback, "property");
        return retObj;
      } else if (loc === "$") {
        addRet(this._trace(x, val, path2, null, null, callback, hasArrExpr));
      } else if (/^(-?\d*):(-?\d*):?(\d*)$/u.test(loc)) {
        addRet(this._slice(loc, x, val, path2, parent, parentPropName, callback));
      } else if (loc.indexOf("?(") === 0) {
        if (this.currEval === false) {
          throw new Error("Eval [?(expr)] prevented in JSONPath expression.");
        }
        const safeLoc = loc.replace(/^\?\((.*?)\)$/u, "$1");
        const nested = /@.?([^?]*)[['](\??\(.*?\))(?!.\)\])[\]']/gu.exec(safeLoc);
        if (nested) {
          this._walk(val, (m) => {
            const npath = [nested[2]];
            const nvalue = nested[1] ? val[m][nested[1]] : val[m];
            const filterResults = this._trace(npath, nvalue, path2, parent, parentPropName, callback, true);
            if (filterResults.length > 0) {
              addRet(this._trace(x, val[m], push(path2, m), val, m, callback, true));
            }
          });
        } else {
          this._walk(val, (m) => {
            if (this._eval(safeLoc, val[m], m, path2, parent, parentPropName)) {
              addRet(this._trace(x, val[m], push(path2, m), val, m, callback, true));
            }
          });
        }
      } else if (loc[0] === "(") {
        if (this.currEval === false) {
          throw new Error("Eval [(expr)] prevented in JSONPath expression.");
        }
        addRet(this._trace(unshift(this._eval(loc, val, path2.at(-1), path2.slice(0, -1), parent, parentPropName), x), val, path2, parent, parentPropName, callback, hasArrExpr));
      } else if (loc[0] === "@") {
        let addType = false;
        const valueType = loc.slice(1, -2);
        switch (valueType) {
          case "scalar":
            if (!val || !["object", "function"].includes(typeof val)) {
              addType = true;
            }
            break;
          case "boolean":
          case "string":
          case "undefined":
          case "function":
            if (typeof val === valueType) {
              addType = true;
            }
            break;
          case "integer":
            if (Number.isFinite(val) && !(val % 1)) {
              addType = true;
            }
            break;
          case "number":
            if (Number.isFinite(val)) {
              addType = true;
            }
            break;
          case "nonFinite":
            if (typeof val === "number" && !Number.isFinite(val)) {
              addType = true;
            }
            break;
          case "object":
            if (val && typeof val === valueType) {
              addType = true;
            }
            break;
          case "array":
            if (Array.isArray(val)) {
              addType = true;
            }
            break;
          case "other":
            addType = this.currOtherTypeCallback(val, path2, parent, parentPropName);
            break;
          case "null":
            if (val === null) {
              addType = true;
            }
            break;
          /* c8 ignore next 2 */
          default:
            throw new TypeError("Unknown value type " + valueType);
        }
        if (addType) {
          retObj = {
            path: path2,
            value: val,
            parent,
            parentProperty: parentPropName
          };
          this._handleCallback(retObj, callback, "value");
          return retObj;
        }
      } else if (loc[0] === "`" && val && Object.hasOwn(val, loc.slice(1))) {
        const locProp = loc.slice(1);
        addRet(this._trace(x, val[locProp], push(path2, locProp), val, locProp, callback, hasArrExpr, true));
      } else if (loc.includes(",")) {
        const parts = loc.split(",");
        for (const part of parts) {
          addRet(this._trace(unshift(part, x), val, path2, parent, parentPropName, callback, true));
        }
      } else if (!literalPriority && val && Object.hasOwn(val, loc)) {
        addRet(this._trace(x, val[loc], push(path2, loc), val, loc, callback, hasArrExpr, true));
      }
      if (this._hasParentSelector) {
        for (let t = 0; t < ret.length; t++) {
          const rett = ret[t];
          if (rett && rett.isParentSelector) {
            const tmp = this._trace(rett.expr, val, rett.path, parent, parentPropName, callback, hasArrExpr);
            if (Array.isArray(tmp)) {
              ret[t] = tmp[0];
              const tl = tmp.length;
              for (let tt = 1; tt < tl; tt++) {
                t++;
                ret.splice(t, 0, tmp[tt]);
              }
            } else {
              ret[t] = tmp;
            }
          }
        }
      }
      return ret;
    };
    JSONPath.prototype._walk = function(val, f) {
      if (Array.isArray(val)) {
        const n = val.length;
        for (let i = 0; i < n; i++) {
          f(i);
        }
      } else if (val && typeof val === "object") {
        Object.keys(val).forEach((m) => {
          f(m);
        });
      }
    };
    JSONPath.prototype._slice = function(loc, expr, val, path2, parent, parentPropName, callback) {
      if (!Array.isArray(val)) {
        return void 0;
      }
      const len = val.length, parts = loc.split(":"), step2 = parts[2] && Number.parseInt(parts[2]) || 1;
      let start2 = parts[0] && Number.parseInt(parts[0]) || 0, end = parts[1] && Number.parseInt(parts[1]) || len;
      start2 = start2 < 0 ? Math.max(0, start2 + len) : Math.min(len, start2);
      end = end < 0 ? Math.max(0, end + len) : Math.min(len, end);
      const ret = [];
      for (let i = start2; i < end; i += step2) {
        const tmp = this._trace(unshift(i, expr), val, path2, parent, parentPropName, callback, true);
        tmp.forEach((t) => {
          ret.push(t);
        });
      }
      return ret;
    };
    JSONPath.prototype._eval = function(code, _v, _vname, path2, parent, parentPropName) {
      this.currSandbox._$_parentProperty = parentPropName;
      this.currSandbox._$_parent = parent;
      this.currSandbox._$_property = _vname;
      this.currSandbox._$_root = this.json;
      this.currSandbox._$_v = _v;
      const containsPath = code.includes("@path");
      if (containsPath) {
        this.currSandbox._$_path = JSONPath.toPathString(path2.concat([_vname]));
      }
      const scriptCacheKey = this.currEval + "Script:" + code;
      if (!JSONPath.cache[scriptCacheKey]) {
        let script = code.replaceAll("@parentProperty", "_$_parentProperty").replaceAll("@parent", "_$_parent").replaceAll("@property", "_$_property").replaceAll("@root", "_$_root").replaceAll(/@([.\s)[])/gu, "_$_v$1");
        if (containsPath) {
          script = script.replaceAll("@path", "_$_path");
        }
        if (this.currEval === "safe" || this.currEval === true || this.currEval === void 0) {
          JSONPath.cache[scriptCacheKey] = new this.safeVm.Script(script);
        } else if (this.currEval === "native") {
          JSONPath.cache[scriptCacheKey] = new this.vm.Script(script);
        } else if (typeof this.currEval === "function" && this.currEval.prototype && Object.hasOwn(this.currEval.prototype, "runInNewContext")) {
          const CurrEval = this.currEval;
          JSONPath.cache[scriptCacheKey] = new CurrEval(script);
        } else if (typeof this.currEval === "function") {
          JSONPath.cache[scriptCacheKey] = {
            runInNewContext: (context) => this.currEval(script, context)
          };
        } else {
          throw new TypeError(`Unknown "eval" property "${this.currEval}"`);
        }
      }
      try {
        return JSONPath.cache[scriptCacheKey].runInNewContext(this.currSandbox);
      } catch (e2) {
        if (this.ignoreEvalErrors) {
          return false;
        }
        throw new Error("jsonPath: " + e2.message + ": " + code);
      }
    };
    JSONPath.cache = {};
    JSONPath.toPathString = function(pathArr) {
      const x = pathArr, n = x.length;
      let p = "$";
      for (let i = 1; i < n; i++) {
        if (!/^(~|\^|@.*?\(\))$/u.test(x[i])) {
          p += /^[0-9*]+$/u.test(x[i]) ? "[" + x[i] + "]" : "['" + x[i] + "']";
        }
      }
      return p;
    };
    JSONPath.toPointer = function(pointer) {
      const x = pointer, n = x.length;
      let p = "";
      for (let i = 1; i < n; i++) {
        if (!/^(~|\^|@.*?\(\))$/u.test(x[i])) {
          p += "/" + x[i].toString().replaceAll("~", "~0").replaceAll("/", "~1");
        }
      }
      return p;
    };
    JSONPath.toPathArray = function(expr) {
      const {
        cache
      } = JSONPath;
      if (cache[expr]) {
        return cache[expr].concat();
      }
      const subx = [];
      const normalized = expr.replaceAll(/@(?:null|boolean|number|string|integer|undefined|nonFinite|scalar|array|object|function|other)\(\)/gu, ";$&;").replaceAll(/[['](\??\(.*?\))[\]'](?!.\])/gu, function($0, $1) {
        return "[#" + (subx.push($1) - 1) + "]";
      }).replaceAll(/\[['"]([^'\]]*)['"]\]/gu, function($0, prop) {
        return "['" + prop.replaceAll(".", "%@%").replaceAll("~", "%%@@%%") + "']";
      }).replaceAll("~", ";~;").replaceAll(/['"]?\.['"]?(?![^[]*\])|\[['"]?/gu, ";").replaceAll("%@%", ".").replaceAll("%%@@%%", "~").replaceAll(/(?:;)?(\^+)(?:;)?/gu, function($0, ups) {
        return ";" + ups.split("").join(";") + ";";
      }).replaceAll(/;;;|;;/gu, ";..;").replaceAll(/;$|'?\]|'$/gu, "");
      const exprList = normalized.split(";").map(function(exp) {
        const match = exp.match(/#(\d+)/u);
        return !match || !match[1] ? exp : subx[match[1]];
      });
      cache[expr] = exprList;
      return cache[expr].concat();
    };
    JSONPath.prototype.safeVm = {
      Script: SafeScript
    };
    JSONPath.prototype.vm = import_vm.default;
  }
});

// node_modules/@kubernetes/client-node/dist/azure_auth.js
var import_node_child_process2, AzureAuth;
var init_azure_auth = __esm({
  "node_modules/@kubernetes/client-node/dist/azure_auth.js"() {
    import_node_child_process2 = __toESM(require("node:child_process"), 1);
    init_index_node_esm();
    AzureAuth = class {
      isAuthProvider(user) {
        if (!user || !user.authProvider) {
          return false;
        }
        return user.authProvider.name === "azure";
      }
      async applyAuthentication(user, opts) {
        const token = this.getToken(user);
        if (token) {
          opts.headers["Authorization"] = `Bearer ${token}`;
        }
      }
      getToken(user) {
        const config2 = user.authProvider.config;
        if (this.isExpired(config2)) {
          this.updateAccessToken(config2);
        }
        return config2["access-token"];
      }
      isExpired(config2) {
        const token = config2["access-token"];
        const expiry = config2.expiry;
        const expiresOn = config2["expires-on"];
        if (!token) {
          return true;
        }
        if (!expiry && !expiresOn) {
          return false;
        }
        const expiresOnDate = expiresOn ? new Date(parseInt(expiresOn, 10) * 1e3) : void 0;
        const expiration = expiry ? Date.parse(expiry) : expiresOnDate.getTime();
        if (expiration < Date.now()) {
          return true;
        }
        return false;
      }
      updateAccessToken(config2) {
        let cmd = config2["cmd-path"];
        if (!cmd) {
          throw new Error("Token is expired!");
        }
        cmd = `"${cmd}"`;
        const args = config2["cmd-args"];
        if (args) {
          cmd = cmd + " " + args;
        }
        let output;
        try {
          output = import_node_child_process2.default.execSync(cmd);
        } catch (err) {
          throw new Error("Failed to refresh token: " + err, { cause: err });
        }
        const resultObj = JSON.parse(output);
        const tokenPathKeyInConfig = config2["token-key"];
        const expiryPathKeyInConfig = config2["expiry-key"];
        const tokenPathKey = "$" + tokenPathKeyInConfig.slice(1, -1);
        const expiryPathKey = "$" + expiryPathKeyInConfig.slice(1, -1);
        config2["access-token"] = JSONPath({ path: tokenPathKey, json: resultObj });
        config2.expiry = JSONPath({ path: expiryPathKey, json: resultObj });
      }
    };
  }
});

// node_modules/@kubernetes/client-node/dist/config_types.js
function defaultNewConfigOptions() {
  return {
    onInvalidEntry: ActionOnInvalid.THROW
  };
}
function newClusters(a, opts) {
  if (!Array.isArray(a)) {
    return [];
  }
  const options = Object.assign(defaultNewConfigOptions(), opts || {});
  return a.map(clusterIterator(options.onInvalidEntry)).filter(Boolean);
}
function exportCluster(cluster) {
  return {
    name: cluster.name,
    cluster: {
      server: cluster.server,
      "certificate-authority-data": cluster.caData,
      "certificate-authority": cluster.caFile,
      "insecure-skip-tls-verify": cluster.skipTLSVerify,
      "tls-server-name": cluster.tlsServerName,
      "proxy-url": cluster.proxyUrl
    }
  };
}
function clusterIterator(onInvalidEntry) {
  return (elt, i, list2) => {
    try {
      if (!elt.name) {
        throw new Error(`clusters[${i}].name is missing`);
      }
      if (!elt.cluster) {
        throw new Error(`clusters[${i}].cluster is missing`);
      }
      if (!elt.cluster.server) {
        throw new Error(`clusters[${i}].cluster.server is missing`);
      }
      return {
        caData: elt.cluster["certificate-authority-data"],
        caFile: elt.cluster["certificate-authority"],
        name: elt.name,
        server: elt.cluster.server.replace(/\/$/, ""),
        skipTLSVerify: elt.cluster["insecure-skip-tls-verify"] === true,
        tlsServerName: elt.cluster["tls-server-name"],
        proxyUrl: elt.cluster["proxy-url"]
      };
    } catch (err) {
      switch (onInvalidEntry) {
        case ActionOnInvalid.FILTER:
          return null;
        default:
        case ActionOnInvalid.THROW:
          throw err;
      }
    }
  };
}
function newUsers(a, opts) {
  if (!Array.isArray(a)) {
    return [];
  }
  const options = Object.assign(defaultNewConfigOptions(), opts || {});
  return a.map(userIterator(options.onInvalidEntry)).filter(Boolean);
}
function exportUser(user) {
  return {
    name: user.name,
    user: {
      as: user.impersonateUser,
      "auth-provider": user.authProvider,
      "client-certificate-data": user.certData,
      "client-certificate": user.certFile,
      exec: user.exec,
      "client-key-data": user.keyData,
      "client-key": user.keyFile,
      token: user.token,
      password: user.password,
      username: user.username
    }
  };
}
function userIterator(onInvalidEntry) {
  return (elt, i, list2) => {
    try {
      if (!elt.name) {
        throw new Error(`users[${i}].name is missing`);
      }
      return {
        authProvider: elt.user ? elt.user["auth-provider"] : null,
        certData: elt.user ? elt.user["client-certificate-data"] : null,
        certFile: elt.user ? elt.user["client-certificate"] : null,
        exec: elt.user ? elt.user.exec : null,
        keyData: elt.user ? elt.user["client-key-data"] : null,
        keyFile: elt.user ? elt.user["client-key"] : null,
        name: elt.name,
        token: findToken(elt.user),
        password: elt.user ? elt.user.password : null,
        username: elt.user ? elt.user.username : null,
        impersonateUser: elt.user ? elt.user.as : null
      };
    } catch (err) {
      switch (onInvalidEntry) {
        case ActionOnInvalid.FILTER:
          return null;
        default:
        case ActionOnInvalid.THROW:
          throw err;
      }
    }
  };
}
function findToken(user) {
  if (user) {
    if (user.token) {
      return user.token;
    }
    if (user["token-file"]) {
      return import_node_fs2.default.readFileSync(user["token-file"]).toString();
    }
  }
}
function newContexts(a, opts) {
  if (!Array.isArray(a)) {
    return [];
  }
  const options = Object.assign(defaultNewConfigOptions(), opts || {});
  return a.map(contextIterator(options.onInvalidEntry)).filter(Boolean);
}
function exportContext(ctx) {
  return {
    name: ctx.name,
    context: ctx
  };
}
function contextIterator(onInvalidEntry) {
  return (elt, i, list2) => {
    try {
      if (!elt.name) {
        throw new Error(`contexts[${i}].name is missing`);
      }
      if (!elt.context) {
        throw new Error(`contexts[${i}].context is missing`);
      }
      if (!elt.context.cluster) {
        throw new Error(`contexts[${i}].context.cluster is missing`);
      }
      return {
        cluster: elt.context.cluster,
        name: elt.name,
        user: elt.context.user || void 0,
        namespace: elt.context.namespace || void 0
      };
    } catch (err) {
      switch (onInvalidEntry) {
        case ActionOnInvalid.FILTER:
          return null;
        default:
        case ActionOnInvalid.THROW:
          throw err;
      }
    }
  };
}
var import_node_fs2, ActionOnInvalid;
var init_config_types = __esm({
  "node_modules/@kubernetes/client-node/dist/config_types.js"() {
    import_node_fs2 = __toESM(require("node:fs"), 1);
    ActionOnInvalid = {
      THROW: "throw",
      FILTER: "filter"
    };
  }
});

// node_modules/@kubernetes/client-node/dist/exec_auth.js
var import_node_child_process3, ExecAuth;
var init_exec_auth = __esm({
  "node_modules/@kubernetes/client-node/dist/exec_auth.js"() {
    import_node_child_process3 = __toESM(require("node:child_process"), 1);
    ExecAuth = class {
      constructor() {
        this.tokenCache = {};
        this.execFn = import_node_child_process3.default.spawn;
      }
      isAuthProvider(user) {
        if (!user) {
          return false;
        }
        if (user.exec) {
          return true;
        }
        if (!user.authProvider) {
          return false;
        }
        return user.authProvider.name === "exec" || !!(user.authProvider.config && user.authProvider.config.exec);
      }
      async applyAuthentication(user, opts) {
        const credential = await this.getCredential(user);
        if (!credential) {
          return;
        }
        if (credential.status.clientCertificateData) {
          opts.cert = credential.status.clientCertificateData;
        }
        if (credential.status.clientKeyData) {
          opts.key = credential.status.clientKeyData;
        }
        const token = this.getToken(credential);
        if (token) {
          if (!opts.headers) {
            opts.headers = {};
          }
          opts.headers["Authorization"] = `Bearer ${token}`;
        }
      }
      getToken(credential) {
        if (!credential) {
          return null;
        }
        if (credential.status.token) {
          return credential.status.token;
        }
        return null;
      }
      async getCredential(user) {
        const cachedToken = this.tokenCache[user.name];
        if (cachedToken) {
          if (!cachedToken.status.expirationTimestamp) {
            return cachedToken;
          }
          const date = Date.parse(cachedToken.status.expirationTimestamp);
          if (date > Date.now()) {
            return cachedToken;
          }
          this.tokenCache[user.name] = null;
        }
        let exec3 = null;
        if (user.authProvider && user.authProvider.config) {
          exec3 = user.authProvider.config.exec;
        }
        if (user.exec) {
          exec3 = user.exec;
        }
        if (!exec3) {
          return null;
        }
        if (!exec3.command) {
          throw new Error("No command was specified for exec authProvider!");
        }
        let opts = {};
        if (exec3.env) {
          const env2 = { ...process.env };
          exec3.env.forEach((elt) => env2[elt.name] = elt.value);
          opts = { ...opts, env: env2 };
        }
        return new Promise((resolve6, reject) => {
          let stdoutData = "";
          let stderrData = "";
          let savedError = void 0;
          const subprocess = this.execFn(exec3.command, exec3.args, opts);
          subprocess.stdout.setEncoding("utf8");
          subprocess.stderr.setEncoding("utf8");
          subprocess.stdout.on("data", (data) => {
            stdoutData += data;
          });
          subprocess.stderr.on("data", (data) => {
            stderrData += data;
          });
          subprocess.on("error", (error) => {
            savedError = error;
          });
          subprocess.on("close", (code) => {
            if (savedError) {
              reject(savedError);
              return;
            }
            if (code !== 0) {
              reject(new Error(stderrData));
              return;
            }
            try {
              const obj = JSON.parse(stdoutData);
              this.tokenCache[user.name] = obj;
              resolve6(obj);
            } catch (error) {
              reject(error);
            }
          });
        });
      }
    };
  }
});

// node_modules/@kubernetes/client-node/dist/file_auth.js
var import_node_fs3, FileAuth;
var init_file_auth = __esm({
  "node_modules/@kubernetes/client-node/dist/file_auth.js"() {
    import_node_fs3 = __toESM(require("node:fs"), 1);
    FileAuth = class {
      constructor() {
        this.token = null;
        this.lastRead = null;
      }
      isAuthProvider(user) {
        return user.authProvider && user.authProvider.config && user.authProvider.config.tokenFile;
      }
      async applyAuthentication(user, opts) {
        if (this.token == null) {
          this.refreshToken(user.authProvider.config.tokenFile);
        }
        if (this.isTokenExpired()) {
          this.refreshToken(user.authProvider.config.tokenFile);
        }
        if (this.token) {
          opts.headers["Authorization"] = `Bearer ${this.token}`;
        }
      }
      refreshToken(filePath) {
        this.token = import_node_fs3.default.readFileSync(filePath).toString("utf-8");
        this.lastRead = /* @__PURE__ */ new Date();
      }
      isTokenExpired() {
        if (this.lastRead === null) {
          return true;
        }
        const now = /* @__PURE__ */ new Date();
        const delta = (now.getTime() - this.lastRead.getTime()) / 1e3;
        return delta > 60;
      }
    };
  }
});

// node_modules/@kubernetes/client-node/dist/gcp_auth.js
var import_node_child_process4, GoogleCloudPlatformAuth;
var init_gcp_auth = __esm({
  "node_modules/@kubernetes/client-node/dist/gcp_auth.js"() {
    import_node_child_process4 = __toESM(require("node:child_process"), 1);
    init_index_node_esm();
    GoogleCloudPlatformAuth = class {
      isAuthProvider(user) {
        if (!user || !user.authProvider) {
          return false;
        }
        return user.authProvider.name === "gcp";
      }
      async applyAuthentication(user, opts) {
        const token = this.getToken(user);
        if (token) {
          opts.headers["Authorization"] = `Bearer ${token}`;
        }
      }
      getToken(user) {
        const config2 = user.authProvider.config;
        if (this.isExpired(config2)) {
          this.updateAccessToken(config2);
        }
        return config2["access-token"];
      }
      isExpired(config2) {
        const token = config2["access-token"];
        const expiry = config2.expiry;
        if (!token) {
          return true;
        }
        if (!expiry) {
          return false;
        }
        const expiration = Date.parse(expiry);
        if (expiration < Date.now()) {
          return true;
        }
        return false;
      }
      updateAccessToken(config2) {
        let cmd = config2["cmd-path"];
        if (!cmd) {
          throw new Error("Token is expired!");
        }
        cmd = `"${cmd}"`;
        const args = config2["cmd-args"];
        if (args) {
          cmd = cmd + " " + args;
        }
        let output;
        try {
          output = import_node_child_process4.default.execSync(cmd);
        } catch (err) {
          throw new Error("Failed to refresh token: " + err, { cause: err });
        }
        const resultObj = JSON.parse(output);
        const tokenPathKeyInConfig = config2["token-key"];
        const expiryPathKeyInConfig = config2["expiry-key"];
        const tokenPathKey = "$" + tokenPathKeyInConfig.slice(1, -1);
        const expiryPathKey = "$" + expiryPathKeyInConfig.slice(1, -1);
        config2["access-token"] = JSONPath({ path: tokenPathKey, json: resultObj });
        config2.expiry = JSONPath({ path: expiryPathKey, json: resultObj });
      }
    };
  }
});

// left-out:./gen/index.js
var leftOut2;
var init_gen = __esm({
  "left-out:./gen/index.js"() {
    leftOut2 = () => {
      throw new Error("left out of the bundle: see scripts/build.mjs");
    };
  }
});

// node_modules/oauth4webapi/build/index.js
function looseInstanceOf(input, expected2) {
  if (input == null) {
    return false;
  }
  try {
    return input instanceof expected2 || Object.getPrototypeOf(input)[Symbol.toStringTag] === expected2.prototype[Symbol.toStringTag];
  } catch {
    return false;
  }
}
function CodedTypeError(message, code, cause) {
  const err = new TypeError(message, { cause });
  Object.assign(err, { code });
  return err;
}
function buf(input) {
  if (typeof input === "string") {
    return encoder.encode(input);
  }
  return decoder.decode(input);
}
function b64u(input) {
  if (typeof input === "string") {
    return decodeBase64Url(input);
  }
  return encodeBase64Url(input);
}
function OPE(message, code, cause) {
  return new OperationProcessingError(message, { code, cause });
}
function isJsonObject(input) {
  if (input === null || typeof input !== "object" || Array.isArray(input)) {
    return false;
  }
  return true;
}
function prepareHeaders(input) {
  if (looseInstanceOf(input, Headers)) {
    input = Object.fromEntries(input.entries());
  }
  const headers2 = new Headers(input ?? {});
  if (USER_AGENT && !headers2.has("user-agent")) {
    headers2.set("user-agent", USER_AGENT);
  }
  if (headers2.has("authorization")) {
    throw CodedTypeError('"options.headers" must not include the "authorization" header name', ERR_INVALID_ARG_VALUE);
  }
  return headers2;
}
function signal(url, value) {
  if (value !== void 0) {
    if (typeof value === "function") {
      value = value(url.href);
    }
    if (!(value instanceof AbortSignal)) {
      throw CodedTypeError('"options.signal" must return or be an instance of AbortSignal', ERR_INVALID_ARG_TYPE);
    }
    return value;
  }
  return void 0;
}
function replaceDoubleSlash(pathname) {
  if (pathname.includes("//")) {
    return pathname.replace("//", "/");
  }
  return pathname;
}
function prependWellKnown(url, wellKnown, allowTerminatingSlash = false) {
  if (url.pathname === "/") {
    url.pathname = wellKnown;
  } else {
    url.pathname = replaceDoubleSlash(`${wellKnown}/${allowTerminatingSlash ? url.pathname : url.pathname.replace(/(\/)$/, "")}`);
  }
  return url;
}
function appendWellKnown(url, wellKnown) {
  url.pathname = replaceDoubleSlash(`${url.pathname}/${wellKnown}`);
  return url;
}
async function performDiscovery(input, urlName, transform, options) {
  if (!(input instanceof URL)) {
    throw CodedTypeError(`"${urlName}" must be an instance of URL`, ERR_INVALID_ARG_TYPE);
  }
  checkProtocol(input, options?.[allowInsecureRequests] !== true);
  const url = transform(new URL(input.href));
  const headers2 = prepareHeaders(options?.headers);
  headers2.set("accept", "application/json");
  return (options?.[customFetch] || fetch)(url.href, {
    body: void 0,
    headers: Object.fromEntries(headers2.entries()),
    method: "GET",
    redirect: "manual",
    signal: signal(url, options?.signal)
  });
}
async function discoveryRequest(issuerIdentifier, options) {
  return performDiscovery(issuerIdentifier, "issuerIdentifier", (url) => {
    switch (options?.algorithm) {
      case void 0:
      case "oidc":
        appendWellKnown(url, ".well-known/openid-configuration");
        break;
      case "oauth2":
        prependWellKnown(url, ".well-known/oauth-authorization-server");
        break;
      default:
        throw CodedTypeError('"options.algorithm" must be "oidc" (default), or "oauth2"', ERR_INVALID_ARG_VALUE);
    }
    return url;
  }, options);
}
function assertNumber(input, allow0, it, code, cause) {
  try {
    if (typeof input !== "number" || !Number.isFinite(input)) {
      throw CodedTypeError(`${it} must be a number`, ERR_INVALID_ARG_TYPE, cause);
    }
    if (input > 0)
      return;
    if (allow0) {
      if (input !== 0) {
        throw CodedTypeError(`${it} must be a non-negative number`, ERR_INVALID_ARG_VALUE, cause);
      }
      return;
    }
    throw CodedTypeError(`${it} must be a positive number`, ERR_INVALID_ARG_VALUE, cause);
  } catch (err) {
    if (code) {
      throw OPE(err.message, code, cause);
    }
    throw err;
  }
}
function assertString(input, it, code, cause) {
  try {
    if (typeof input !== "string") {
      throw CodedTypeError(`${it} must be a string`, ERR_INVALID_ARG_TYPE, cause);
    }
    if (input.length === 0) {
      throw CodedTypeError(`${it} must not be empty`, ERR_INVALID_ARG_VALUE, cause);
    }
  } catch (err) {
    if (code) {
      throw OPE(err.message, code, cause);
    }
    throw err;
  }
}
async function processDiscoveryResponse(expectedIssuerIdentifier, response) {
  const expected2 = expectedIssuerIdentifier;
  if (!(expected2 instanceof URL) && expected2 !== _nodiscoverycheck) {
    throw CodedTypeError('"expectedIssuerIdentifier" must be an instance of URL', ERR_INVALID_ARG_TYPE);
  }
  if (!looseInstanceOf(response, Response)) {
    throw CodedTypeError('"response" must be an instance of Response', ERR_INVALID_ARG_TYPE);
  }
  if (response.status !== 200) {
    throw OPE('"response" is not a conform Authorization Server Metadata response (unexpected HTTP status code)', RESPONSE_IS_NOT_CONFORM, response);
  }
  assertReadableResponse(response);
  const json = await getResponseJsonBody(response);
  assertString(json.issuer, '"response" body "issuer" property', INVALID_RESPONSE, { body: json });
  if (expected2 !== _nodiscoverycheck && new URL(json.issuer).href !== expected2.href) {
    throw OPE('"response" body "issuer" property does not match the expected value', JSON_ATTRIBUTE_COMPARISON, { expected: expected2.href, body: json, attribute: "issuer" });
  }
  return json;
}
function assertApplicationJson(response) {
  assertContentType(response, "application/json");
}
function notJson(response, ...types) {
  let msg = '"response" content-type must be ';
  if (types.length > 2) {
    const last = types.pop();
    msg += `${types.join(", ")}, or ${last}`;
  } else if (types.length === 2) {
    msg += `${types[0]} or ${types[1]}`;
  } else {
    msg += types[0];
  }
  return OPE(msg, RESPONSE_IS_NOT_JSON, response);
}
function assertContentType(response, contentType) {
  if (getContentType(response) !== contentType) {
    throw notJson(response, contentType);
  }
}
function getClockSkew(client) {
  const skew = client?.[clockSkew];
  return typeof skew === "number" && Number.isFinite(skew) ? skew : 0;
}
function getClockTolerance(client) {
  const tolerance = client?.[clockTolerance];
  return typeof tolerance === "number" && Number.isFinite(tolerance) && Math.sign(tolerance) !== -1 ? tolerance : 30;
}
function epochTime() {
  return Math.floor(Date.now() / 1e3);
}
function assertAs(as) {
  if (typeof as !== "object" || as === null) {
    throw CodedTypeError('"as" must be an object', ERR_INVALID_ARG_TYPE);
  }
  assertString(as.issuer, '"as.issuer"');
}
function assertClient(client) {
  if (typeof client !== "object" || client === null) {
    throw CodedTypeError('"client" must be an object', ERR_INVALID_ARG_TYPE);
  }
  assertString(client.client_id, '"client.client_id"');
}
function ClientSecretPost(clientSecret) {
  assertString(clientSecret, '"clientSecret"');
  return (_as, client, body, _headers) => {
    body.set("client_id", client.client_id);
    body.set("client_secret", clientSecret);
  };
}
function None() {
  return (_as, client, body, _headers) => {
    body.set("client_id", client.client_id);
  };
}
function checkProtocol(url, enforceHttps) {
  if (enforceHttps && url.protocol !== "https:") {
    throw OPE("only requests to HTTPS are allowed", HTTP_REQUEST_FORBIDDEN, url);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw OPE("only HTTP and HTTPS requests are allowed", REQUEST_PROTOCOL_FORBIDDEN, url);
  }
}
function validateEndpoint(value, endpoint, useMtlsAlias, enforceHttps) {
  let url;
  if (typeof value !== "string" || !(url = URLParse(value))) {
    throw OPE(`authorization server metadata does not contain a valid ${useMtlsAlias ? `"as.mtls_endpoint_aliases.${endpoint}"` : `"as.${endpoint}"`}`, value === void 0 ? MISSING_SERVER_METADATA : INVALID_SERVER_METADATA, { attribute: useMtlsAlias ? `mtls_endpoint_aliases.${endpoint}` : endpoint });
  }
  checkProtocol(url, enforceHttps);
  return url;
}
function resolveEndpoint(as, endpoint, useMtlsAlias, enforceHttps) {
  if (useMtlsAlias && as.mtls_endpoint_aliases && endpoint in as.mtls_endpoint_aliases) {
    return validateEndpoint(as.mtls_endpoint_aliases[endpoint], endpoint, useMtlsAlias, enforceHttps);
  }
  return validateEndpoint(as[endpoint], endpoint, useMtlsAlias, enforceHttps);
}
function isDPoPNonceError(err) {
  if (err instanceof WWWAuthenticateChallengeError) {
    return err.cause.some((challenge) => challenge.scheme === "dpop" && challenge.parameters.error === "use_dpop_nonce");
  }
  if (err instanceof ResponseBodyError) {
    return err.error === "use_dpop_nonce";
  }
  return false;
}
function parseWwwAuthenticateChallenges(response) {
  if (!looseInstanceOf(response, Response)) {
    throw CodedTypeError('"response" must be an instance of Response', ERR_INVALID_ARG_TYPE);
  }
  const header = response.headers.get("www-authenticate");
  if (header === null) {
    return void 0;
  }
  const challenges = [];
  let rest = header;
  while (rest) {
    let match = rest.match(schemeRE);
    const scheme = match?.["1"].toLowerCase();
    if (!scheme) {
      return void 0;
    }
    const afterScheme = rest.substring(match[0].length);
    if (afterScheme && !afterScheme.match(/^[\s,]/)) {
      return void 0;
    }
    const spaceMatch = afterScheme.match(/^\s+(.*)$/);
    const hasParameters = !!spaceMatch;
    rest = spaceMatch ? spaceMatch[1] : void 0;
    const parameters = {};
    let token68;
    if (hasParameters) {
      while (rest) {
        let key;
        let value;
        if (match = rest.match(quotedParamRE)) {
          ;
          [, key, value, rest] = match;
          if (value.includes("\\")) {
            value = value.replace(/\\([\s\S])/g, "$1");
          }
          parameters[key.toLowerCase()] = value;
          continue;
        }
        if (match = rest.match(unquotedParamRE)) {
          ;
          [, key, value, rest] = match;
          parameters[key.toLowerCase()] = value;
          continue;
        }
        if (match = rest.match(token68ParamRE)) {
          if (Object.keys(parameters).length) {
            break;
          }
          ;
          [, token68, rest] = match;
          break;
        }
        return void 0;
      }
    } else {
      rest = afterScheme || void 0;
    }
    const challenge = { scheme, parameters };
    if (token68) {
      challenge.token68 = token68;
    }
    challenges.push(challenge);
  }
  if (!challenges.length) {
    return void 0;
  }
  return challenges;
}
async function parseOAuthResponseErrorBody(response) {
  if (response.status > 399 && response.status < 500) {
    assertReadableResponse(response);
    assertApplicationJson(response);
    try {
      const json = await response.clone().json();
      if (isJsonObject(json) && typeof json.error === "string" && json.error.length) {
        return json;
      }
    } catch {
    }
  }
  return void 0;
}
async function checkOAuthBodyError(response, expected2, label) {
  if (response.status !== expected2) {
    checkAuthenticationChallenges(response);
    let err;
    if (err = await parseOAuthResponseErrorBody(response)) {
      await response.body?.cancel();
      throw new ResponseBodyError("server responded with an error in the response body", {
        cause: err,
        response
      });
    }
    throw OPE(`"response" is not a conform ${label} response (unexpected HTTP status code)`, RESPONSE_IS_NOT_CONFORM, response);
  }
}
function assertDPoP(option) {
  if (!branded.has(option)) {
    throw CodedTypeError('"options.DPoP" is not a valid DPoPHandle', ERR_INVALID_ARG_VALUE);
  }
}
function getContentType(input) {
  return input.headers.get("content-type")?.split(";")[0];
}
async function authenticatedRequest(as, client, clientAuthentication, url, body, headers2, options) {
  await clientAuthentication(as, client, body, headers2);
  headers2.set("content-type", "application/x-www-form-urlencoded;charset=UTF-8");
  return (options?.[customFetch] || fetch)(url.href, {
    body,
    headers: Object.fromEntries(headers2.entries()),
    method: "POST",
    redirect: "manual",
    signal: signal(url, options?.signal)
  });
}
async function tokenEndpointRequest(as, client, clientAuthentication, grantType, parameters, options) {
  const url = resolveEndpoint(as, "token_endpoint", client.use_mtls_endpoint_aliases, options?.[allowInsecureRequests] !== true);
  parameters.set("grant_type", grantType);
  const headers2 = prepareHeaders(options?.headers);
  headers2.set("accept", "application/json");
  if (options?.DPoP !== void 0) {
    assertDPoP(options.DPoP);
    await options.DPoP.addProof(url, headers2, "POST");
  }
  const response = await authenticatedRequest(as, client, clientAuthentication, url, parameters, headers2, options);
  options?.DPoP?.cacheNonce(response, url);
  return response;
}
async function refreshTokenGrantRequest(as, client, clientAuthentication, refreshToken, options) {
  assertAs(as);
  assertClient(client);
  assertString(refreshToken, '"refreshToken"');
  const parameters = new URLSearchParams(options?.additionalParameters);
  parameters.set("refresh_token", refreshToken);
  return tokenEndpointRequest(as, client, clientAuthentication, "refresh_token", parameters, options);
}
function getValidatedIdTokenClaims(ref) {
  if (!ref.id_token) {
    return void 0;
  }
  const claims = idTokenClaims.get(ref);
  if (!claims) {
    throw CodedTypeError('"ref" was already garbage collected or did not resolve from the proper sources', ERR_INVALID_ARG_VALUE);
  }
  return claims;
}
async function processGenericAccessTokenResponse(as, client, response, additionalRequiredIdTokenClaims, decryptFn, recognizedTokenTypes) {
  assertAs(as);
  assertClient(client);
  if (!looseInstanceOf(response, Response)) {
    throw CodedTypeError('"response" must be an instance of Response', ERR_INVALID_ARG_TYPE);
  }
  await checkOAuthBodyError(response, 200, "Token Endpoint");
  assertReadableResponse(response);
  const json = await getResponseJsonBody(response);
  assertString(json.access_token, '"response" body "access_token" property', INVALID_RESPONSE, {
    body: json
  });
  assertString(json.token_type, '"response" body "token_type" property', INVALID_RESPONSE, {
    body: json
  });
  json.token_type = json.token_type.toLowerCase();
  if (json.expires_in !== void 0) {
    let expiresIn = typeof json.expires_in !== "number" ? parseFloat(json.expires_in) : json.expires_in;
    assertNumber(expiresIn, true, '"response" body "expires_in" property', INVALID_RESPONSE, {
      body: json
    });
    json.expires_in = expiresIn;
  }
  if (json.refresh_token !== void 0) {
    assertString(json.refresh_token, '"response" body "refresh_token" property', INVALID_RESPONSE, {
      body: json
    });
  }
  if (json.scope !== void 0 && typeof json.scope !== "string") {
    throw OPE('"response" body "scope" property must be a string', INVALID_RESPONSE, { body: json });
  }
  if (json.id_token !== void 0) {
    assertString(json.id_token, '"response" body "id_token" property', INVALID_RESPONSE, {
      body: json
    });
    const requiredClaims = [];
    if (client.require_auth_time === true) {
      requiredClaims.push("auth_time");
    }
    if (client.default_max_age !== void 0) {
      assertNumber(client.default_max_age, true, '"client.default_max_age"');
      requiredClaims.push("auth_time");
    }
    if (additionalRequiredIdTokenClaims?.length) {
      requiredClaims.push(...additionalRequiredIdTokenClaims);
    }
    const { claims, jwt } = await validateIdTokenClaims(as, client, json.id_token, requiredClaims, decryptFn);
    validateIdTokenAuthorizedParty(client, claims);
    validateIdTokenAuthTimeClaim(claims);
    jwtRefs.set(response, jwt);
    idTokenClaims.set(json, claims);
  }
  if (recognizedTokenTypes?.[json.token_type] !== void 0) {
    recognizedTokenTypes[json.token_type](response, json);
  } else if (json.token_type !== "dpop" && json.token_type !== "bearer") {
    throw new UnsupportedOperationError("unsupported `token_type` value", { cause: { body: json } });
  }
  return json;
}
function checkAuthenticationChallenges(response) {
  let challenges;
  if (challenges = parseWwwAuthenticateChallenges(response)) {
    throw new WWWAuthenticateChallengeError("server responded with a challenge in the WWW-Authenticate HTTP Header", { cause: challenges, response });
  }
}
async function processRefreshTokenResponse(as, client, response, options) {
  return processGenericAccessTokenResponse(as, client, response, void 0, options?.[jweDecrypt], options?.recognizedTokenTypes);
}
function validateAudience(expected2, result) {
  if (Array.isArray(result.claims.aud)) {
    if (!result.claims.aud.includes(expected2)) {
      throw OPE('unexpected JWT "aud" (audience) claim value', JWT_CLAIM_COMPARISON, {
        expected: expected2,
        claims: result.claims,
        claim: "aud"
      });
    }
  } else if (result.claims.aud !== expected2) {
    throw OPE('unexpected JWT "aud" (audience) claim value', JWT_CLAIM_COMPARISON, {
      expected: expected2,
      claims: result.claims,
      claim: "aud"
    });
  }
  return result;
}
function validateIssuer(as, result) {
  const expected2 = as[_expectedIssuer]?.(result) ?? as.issuer;
  if (result.claims.iss !== expected2) {
    throw OPE('unexpected JWT "iss" (issuer) claim value', JWT_CLAIM_COMPARISON, {
      expected: expected2,
      claims: result.claims,
      claim: "iss"
    });
  }
  return result;
}
function validatePresence(required, result) {
  for (const claim of required) {
    if (result.claims[claim] === void 0) {
      throw OPE(`JWT "${claim}" (${jwtClaimNames[claim]}) claim missing`, INVALID_RESPONSE, {
        claims: result.claims
      });
    }
  }
  return result;
}
function validateStringClaim(claim, result) {
  if (typeof result.claims[claim] !== "string") {
    throw OPE(`unexpected JWT "${claim}" (${jwtClaimNames[claim]}) claim type`, INVALID_RESPONSE, {
      claims: result.claims
    });
  }
  return result;
}
function validateIdTokenClaims(as, client, idToken, requiredClaims, decryptFn) {
  return validateJwt(idToken, checkSigningAlgorithm.bind(void 0, client.id_token_signed_response_alg, as.id_token_signing_alg_values_supported, "RS256"), getClockSkew(client), getClockTolerance(client), decryptFn).then(validatePresence.bind(void 0, ["aud", "exp", "iat", "iss", "sub", ...requiredClaims])).then(validateIssuer.bind(void 0, as)).then(validateAudience.bind(void 0, client.client_id)).then(validateStringClaim.bind(void 0, "sub"));
}
function validateIdTokenAuthTimeClaim(claims) {
  if (claims.auth_time !== void 0) {
    assertNumber(claims.auth_time, true, 'ID Token "auth_time" (authentication time)', INVALID_RESPONSE, { claims });
  }
}
function validateIdTokenAuthorizedParty(client, claims) {
  if (Array.isArray(claims.aud) && claims.aud.length !== 1) {
    if (claims.azp === void 0) {
      throw OPE('ID Token "aud" (audience) claim includes additional untrusted audiences', JWT_CLAIM_COMPARISON, { claims, claim: "aud" });
    }
    if (claims.azp !== client.client_id) {
      throw OPE('unexpected ID Token "azp" (authorized party) claim value', JWT_CLAIM_COMPARISON, {
        expected: client.client_id,
        claims,
        claim: "azp"
      });
    }
  }
}
function assertReadableResponse(response) {
  if (response.bodyUsed) {
    throw CodedTypeError('"response" body has been used already', ERR_INVALID_ARG_VALUE);
  }
}
async function validateJwt(jws, checkAlg, clockSkew2, clockTolerance2, decryptJwt) {
  let { 0: protectedHeader, 1: payload, length } = jws.split(".");
  if (length === 5) {
    if (decryptJwt !== void 0) {
      jws = await decryptJwt(jws);
      ({ 0: protectedHeader, 1: payload, length } = jws.split("."));
    } else {
      throw new UnsupportedOperationError("JWE decryption is not configured", { cause: jws });
    }
  }
  if (length !== 3) {
    throw OPE("Invalid JWT", INVALID_RESPONSE, jws);
  }
  let header;
  try {
    header = JSON.parse(buf(b64u(protectedHeader)));
  } catch (cause) {
    throw OPE("failed to parse JWT Header body as base64url encoded JSON", PARSE_ERROR, cause);
  }
  if (!isJsonObject(header)) {
    throw OPE("JWT Header must be a top level object", INVALID_RESPONSE, jws);
  }
  checkAlg(header);
  if (header.crit !== void 0) {
    throw new UnsupportedOperationError('no JWT "crit" header parameter extensions are supported', {
      cause: { header }
    });
  }
  let claims;
  try {
    claims = JSON.parse(buf(b64u(payload)));
  } catch (cause) {
    throw OPE("failed to parse JWT Payload body as base64url encoded JSON", PARSE_ERROR, cause);
  }
  if (!isJsonObject(claims)) {
    throw OPE("JWT Payload must be a top level object", INVALID_RESPONSE, jws);
  }
  const now = epochTime() + clockSkew2;
  if (claims.exp !== void 0) {
    if (typeof claims.exp !== "number") {
      throw OPE('unexpected JWT "exp" (expiration time) claim type', INVALID_RESPONSE, { claims });
    }
    if (claims.exp <= now - clockTolerance2) {
      throw OPE('unexpected JWT "exp" (expiration time) claim value, expiration is past current timestamp', JWT_TIMESTAMP_CHECK, { claims, now, tolerance: clockTolerance2, claim: "exp" });
    }
  }
  if (claims.iat !== void 0) {
    if (typeof claims.iat !== "number") {
      throw OPE('unexpected JWT "iat" (issued at) claim type', INVALID_RESPONSE, { claims });
    }
  }
  if (claims.iss !== void 0) {
    if (typeof claims.iss !== "string") {
      throw OPE('unexpected JWT "iss" (issuer) claim type', INVALID_RESPONSE, { claims });
    }
  }
  if (claims.nbf !== void 0) {
    if (typeof claims.nbf !== "number") {
      throw OPE('unexpected JWT "nbf" (not before) claim type', INVALID_RESPONSE, { claims });
    }
    if (claims.nbf > now + clockTolerance2) {
      throw OPE('unexpected JWT "nbf" (not before) claim value', JWT_TIMESTAMP_CHECK, {
        claims,
        now,
        tolerance: clockTolerance2,
        claim: "nbf"
      });
    }
  }
  if (claims.aud !== void 0) {
    if (typeof claims.aud !== "string" && !Array.isArray(claims.aud)) {
      throw OPE('unexpected JWT "aud" (audience) claim type', INVALID_RESPONSE, { claims });
    }
  }
  return { header, claims, jwt: jws };
}
function checkSigningAlgorithm(client, issuer, fallback, header) {
  if (client !== void 0) {
    if (typeof client === "string" ? header.alg !== client : !client.includes(header.alg)) {
      throw OPE('unexpected JWT "alg" header parameter', INVALID_RESPONSE, {
        header,
        expected: client,
        reason: "client configuration"
      });
    }
    return;
  }
  if (Array.isArray(issuer)) {
    if (!issuer.includes(header.alg)) {
      throw OPE('unexpected JWT "alg" header parameter', INVALID_RESPONSE, {
        header,
        expected: issuer,
        reason: "authorization server metadata"
      });
    }
    return;
  }
  if (fallback !== void 0) {
    if (typeof fallback === "string" ? header.alg !== fallback : typeof fallback === "function" ? !fallback(header.alg) : !fallback.includes(header.alg)) {
      throw OPE('unexpected JWT "alg" header parameter', INVALID_RESPONSE, {
        header,
        expected: fallback,
        reason: "default value"
      });
    }
    return;
  }
  throw OPE('missing client or server configuration to verify used JWT "alg" header parameter', void 0, { client, issuer, fallback });
}
async function getResponseJsonBody(response, check2 = assertApplicationJson) {
  let json;
  try {
    json = await response.json();
  } catch (cause) {
    check2(response);
    throw OPE('failed to parse "response" body as JSON', PARSE_ERROR, cause);
  }
  if (!isJsonObject(json)) {
    throw OPE('"response" body must be a top level object', INVALID_RESPONSE, { body: json });
  }
  return json;
}
var USER_AGENT, ERR_INVALID_ARG_VALUE, ERR_INVALID_ARG_TYPE, allowInsecureRequests, clockSkew, clockTolerance, customFetch, jweDecrypt, encoder, decoder, encodeBase64Url, decodeBase64Url, UnsupportedOperationError, OperationProcessingError, URLParse, ResponseBodyError, AuthorizationResponseError, WWWAuthenticateChallengeError, tokenMatch, token68Match, quotedMatch, quotedParamMatcher, paramMatcher, schemeRE, quotedParamRE, unquotedParamRE, token68ParamRE, idTokenClaims, jwtRefs, branded, jwtClaimNames, WWW_AUTHENTICATE_CHALLENGE, RESPONSE_BODY_ERROR, UNSUPPORTED_OPERATION, AUTHORIZATION_RESPONSE_ERROR, PARSE_ERROR, INVALID_RESPONSE, RESPONSE_IS_NOT_JSON, RESPONSE_IS_NOT_CONFORM, HTTP_REQUEST_FORBIDDEN, REQUEST_PROTOCOL_FORBIDDEN, JWT_TIMESTAMP_CHECK, JWT_CLAIM_COMPARISON, JSON_ATTRIBUTE_COMPARISON, MISSING_SERVER_METADATA, INVALID_SERVER_METADATA, _nodiscoverycheck, _expectedIssuer;
var init_build = __esm({
  "node_modules/oauth4webapi/build/index.js"() {
    if (typeof navigator === "undefined" || !navigator.userAgent?.startsWith?.("Mozilla/5.0 ")) {
      const NAME = "oauth4webapi";
      const VERSION = "v3.8.8";
      USER_AGENT = `${NAME}/${VERSION}`;
    }
    ERR_INVALID_ARG_VALUE = "ERR_INVALID_ARG_VALUE";
    ERR_INVALID_ARG_TYPE = "ERR_INVALID_ARG_TYPE";
    allowInsecureRequests = /* @__PURE__ */ Symbol();
    clockSkew = /* @__PURE__ */ Symbol();
    clockTolerance = /* @__PURE__ */ Symbol();
    customFetch = /* @__PURE__ */ Symbol();
    jweDecrypt = /* @__PURE__ */ Symbol();
    encoder = new TextEncoder();
    decoder = new TextDecoder();
    if (Uint8Array.prototype.toBase64) {
      encodeBase64Url = (input) => {
        if (input instanceof ArrayBuffer) {
          input = new Uint8Array(input);
        }
        return input.toBase64({ alphabet: "base64url", omitPadding: true });
      };
    } else {
      const CHUNK_SIZE = 32768;
      encodeBase64Url = (input) => {
        if (input instanceof ArrayBuffer) {
          input = new Uint8Array(input);
        }
        const arr = [];
        for (let i = 0; i < input.byteLength; i += CHUNK_SIZE) {
          arr.push(String.fromCharCode.apply(null, input.subarray(i, i + CHUNK_SIZE)));
        }
        return btoa(arr.join("")).replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_");
      };
    }
    if (Uint8Array.fromBase64) {
      decodeBase64Url = (input) => {
        try {
          return Uint8Array.fromBase64(input, { alphabet: "base64url" });
        } catch (cause) {
          throw CodedTypeError("The input to be decoded is not correctly encoded.", ERR_INVALID_ARG_VALUE, cause);
        }
      };
    } else {
      decodeBase64Url = (input) => {
        try {
          const binary = atob(input.replace(/-/g, "+").replace(/_/g, "/").replace(/\s/g, ""));
          const bytes = new Uint8Array(binary.length);
          for (let i = 0; i < binary.length; i++) {
            bytes[i] = binary.charCodeAt(i);
          }
          return bytes;
        } catch (cause) {
          throw CodedTypeError("The input to be decoded is not correctly encoded.", ERR_INVALID_ARG_VALUE, cause);
        }
      };
    }
    UnsupportedOperationError = class extends Error {
      code;
      constructor(message, options) {
        super(message, options);
        this.name = this.constructor.name;
        this.code = UNSUPPORTED_OPERATION;
        Error.captureStackTrace?.(this, this.constructor);
      }
    };
    OperationProcessingError = class extends Error {
      code;
      constructor(message, options) {
        super(message, options);
        this.name = this.constructor.name;
        if (options?.code) {
          this.code = options?.code;
        }
        Error.captureStackTrace?.(this, this.constructor);
      }
    };
    URLParse = URL.parse ? (url, base) => URL.parse(url, base) : (url, base) => {
      try {
        return new URL(url, base);
      } catch {
        return null;
      }
    };
    ResponseBodyError = class extends Error {
      cause;
      code;
      error;
      status;
      error_description;
      response;
      constructor(message, options) {
        super(message, options);
        this.name = this.constructor.name;
        this.code = RESPONSE_BODY_ERROR;
        this.cause = options.cause;
        this.error = options.cause.error;
        this.status = options.response.status;
        this.error_description = options.cause.error_description;
        Object.defineProperty(this, "response", { enumerable: false, value: options.response });
        Error.captureStackTrace?.(this, this.constructor);
      }
    };
    AuthorizationResponseError = class extends Error {
      cause;
      code;
      error;
      error_description;
      constructor(message, options) {
        super(message, options);
        this.name = this.constructor.name;
        this.code = AUTHORIZATION_RESPONSE_ERROR;
        this.cause = options.cause;
        this.error = options.cause.get("error");
        this.error_description = options.cause.get("error_description") ?? void 0;
        Error.captureStackTrace?.(this, this.constructor);
      }
    };
    WWWAuthenticateChallengeError = class extends Error {
      cause;
      code;
      response;
      status;
      constructor(message, options) {
        super(message, options);
        this.name = this.constructor.name;
        this.code = WWW_AUTHENTICATE_CHALLENGE;
        this.cause = options.cause;
        this.status = options.response.status;
        this.response = options.response;
        Object.defineProperty(this, "response", { enumerable: false });
        Error.captureStackTrace?.(this, this.constructor);
      }
    };
    tokenMatch = "[a-zA-Z0-9!#$%&\\'\\*\\+\\-\\.\\^_`\\|~]+";
    token68Match = "[a-zA-Z0-9\\-\\._\\~\\+\\/]+={0,2}";
    quotedMatch = '"((?:[^"\\\\]|\\\\[\\s\\S])*)"';
    quotedParamMatcher = "(" + tokenMatch + ")\\s*=\\s*" + quotedMatch;
    paramMatcher = "(" + tokenMatch + ")\\s*=\\s*(" + tokenMatch + ")";
    schemeRE = new RegExp("^[,\\s]*(" + tokenMatch + ")");
    quotedParamRE = new RegExp("^[,\\s]*" + quotedParamMatcher + "[,\\s]*(.*)");
    unquotedParamRE = new RegExp("^[,\\s]*" + paramMatcher + "[,\\s]*(.*)");
    token68ParamRE = new RegExp("^(" + token68Match + ")(?:$|[,\\s])(.*)");
    idTokenClaims = /* @__PURE__ */ new WeakMap();
    jwtRefs = /* @__PURE__ */ new WeakMap();
    branded = /* @__PURE__ */ new WeakSet();
    jwtClaimNames = {
      aud: "audience",
      c_hash: "code hash",
      client_id: "client id",
      exp: "expiration time",
      iat: "issued at",
      iss: "issuer",
      jti: "jwt id",
      nonce: "nonce",
      s_hash: "state hash",
      sub: "subject",
      ath: "access token hash",
      htm: "http method",
      htu: "http uri",
      cnf: "confirmation",
      auth_time: "authentication time"
    };
    WWW_AUTHENTICATE_CHALLENGE = "OAUTH_WWW_AUTHENTICATE_CHALLENGE";
    RESPONSE_BODY_ERROR = "OAUTH_RESPONSE_BODY_ERROR";
    UNSUPPORTED_OPERATION = "OAUTH_UNSUPPORTED_OPERATION";
    AUTHORIZATION_RESPONSE_ERROR = "OAUTH_AUTHORIZATION_RESPONSE_ERROR";
    PARSE_ERROR = "OAUTH_PARSE_ERROR";
    INVALID_RESPONSE = "OAUTH_INVALID_RESPONSE";
    RESPONSE_IS_NOT_JSON = "OAUTH_RESPONSE_IS_NOT_JSON";
    RESPONSE_IS_NOT_CONFORM = "OAUTH_RESPONSE_IS_NOT_CONFORM";
    HTTP_REQUEST_FORBIDDEN = "OAUTH_HTTP_REQUEST_FORBIDDEN";
    REQUEST_PROTOCOL_FORBIDDEN = "OAUTH_REQUEST_PROTOCOL_FORBIDDEN";
    JWT_TIMESTAMP_CHECK = "OAUTH_JWT_TIMESTAMP_CHECK_FAILED";
    JWT_CLAIM_COMPARISON = "OAUTH_JWT_CLAIM_COMPARISON_FAILED";
    JSON_ATTRIBUTE_COMPARISON = "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED";
    MISSING_SERVER_METADATA = "OAUTH_MISSING_SERVER_METADATA";
    INVALID_SERVER_METADATA = "OAUTH_INVALID_SERVER_METADATA";
    _nodiscoverycheck = /* @__PURE__ */ Symbol();
    _expectedIssuer = /* @__PURE__ */ Symbol();
  }
});

// node_modules/openid-client/build/index.js
function ClientSecretPost2(clientSecret) {
  if (clientSecret !== void 0) {
    return ClientSecretPost(clientSecret);
  }
  const cache = /* @__PURE__ */ new WeakMap();
  return (as, client, body, headers2) => {
    let auth;
    if (!(auth = cache.get(client))) {
      assertString2(client.client_secret, '"metadata.client_secret"');
      auth = ClientSecretPost(client.client_secret);
      cache.set(client, auth);
    }
    return auth(as, client, body, headers2);
  };
}
function assertString2(input, it) {
  if (typeof input !== "string") {
    throw CodedTypeError2(`${it} must be a string`, ERR_INVALID_ARG_TYPE2);
  }
  if (input.length === 0) {
    throw CodedTypeError2(`${it} must not be empty`, ERR_INVALID_ARG_VALUE2);
  }
}
function None2() {
  return None();
}
function CodedTypeError2(message, code, cause) {
  const err = new TypeError(message, { cause });
  Object.assign(err, { code });
  return err;
}
function e(msg, cause, code) {
  return new ClientError(msg, { cause, code });
}
function errorHandler(err) {
  if (err instanceof TypeError || err instanceof ClientError || err instanceof ResponseBodyError || err instanceof AuthorizationResponseError || err instanceof WWWAuthenticateChallengeError) {
    throw err;
  }
  if (err instanceof OperationProcessingError) {
    switch (err.code) {
      case HTTP_REQUEST_FORBIDDEN:
        throw e("only requests to HTTPS are allowed", err, err.code);
      case REQUEST_PROTOCOL_FORBIDDEN:
        throw e("only requests to HTTP or HTTPS are allowed", err, err.code);
      case RESPONSE_IS_NOT_CONFORM:
        throw e("unexpected HTTP response status code", err.cause, err.code);
      case RESPONSE_IS_NOT_JSON:
        throw e("unexpected response content-type", err.cause, err.code);
      case PARSE_ERROR:
        throw e("parsing error occured", err, err.code);
      case INVALID_RESPONSE:
        throw e("invalid response encountered", err, err.code);
      case JWT_CLAIM_COMPARISON:
        throw e("unexpected JWT claim value encountered", err, err.code);
      case JSON_ATTRIBUTE_COMPARISON:
        throw e("unexpected JSON attribute value encountered", err, err.code);
      case JWT_TIMESTAMP_CHECK:
        throw e("JWT timestamp claim value failed validation", err, err.code);
      default:
        throw e(err.message, err, err.code);
    }
  }
  if (err instanceof UnsupportedOperationError) {
    throw e("unsupported operation", err, err.code);
  }
  if (err instanceof DOMException) {
    switch (err.name) {
      case "OperationError":
        throw e("runtime operation error", err, UNSUPPORTED_OPERATION);
      case "NotSupportedError":
        throw e("runtime unsupported operation", err, UNSUPPORTED_OPERATION);
      case "TimeoutError":
        throw e("operation timed out", err, "OAUTH_TIMEOUT");
      case "AbortError":
        throw e("operation aborted", err, "OAUTH_ABORT");
    }
  }
  throw new ClientError("something went wrong", { cause: err });
}
function handleEntraId(server, as, options) {
  if (server.origin === "https://login.microsoftonline.com" && (!options?.algorithm || options.algorithm === "oidc")) {
    as[kEntraId] = true;
    return true;
  }
  return false;
}
function handleB2Clogin(server, options) {
  if (server.hostname.endsWith(".b2clogin.com") && (!options?.algorithm || options.algorithm === "oidc")) {
    return true;
  }
  return false;
}
async function discovery(server, clientId, metadata, clientAuthentication, options) {
  const as = await performDiscovery2(server, options);
  const instance = new Configuration(as, clientId, metadata, clientAuthentication);
  let internals = int(instance);
  if (options?.[customFetch2]) {
    internals.fetch = options[customFetch2];
  }
  if (options?.timeout !== void 0) {
    internals.timeout = options.timeout;
  }
  if (options?.execute) {
    for (const extension of options.execute) {
      extension(instance);
    }
  }
  return instance;
}
async function performDiscovery2(server, options) {
  if (!(server instanceof URL)) {
    throw CodedTypeError2('"server" must be an instance of URL', ERR_INVALID_ARG_TYPE2);
  }
  const resolve6 = !server.href.includes("/.well-known/");
  const timeout = options?.timeout ?? 30;
  const signal3 = AbortSignal.timeout(timeout * 1e3);
  const as = await (resolve6 ? discoveryRequest(server, {
    algorithm: options?.algorithm,
    [customFetch]: options?.[customFetch2],
    [allowInsecureRequests]: options?.execute?.includes(allowInsecureRequests2),
    signal: signal3,
    headers: new Headers(headers)
  }) : (options?.[customFetch2] || fetch)((() => {
    checkProtocol(server, options?.execute?.includes(allowInsecureRequests2) ? false : true);
    return server.href;
  })(), {
    headers: Object.fromEntries(new Headers({ accept: "application/json", ...headers }).entries()),
    body: void 0,
    method: "GET",
    redirect: "manual",
    signal: signal3
  })).then((response) => processDiscoveryResponse(_nodiscoverycheck, response)).catch(errorHandler);
  if (resolve6 && new URL(as.issuer).href !== server.href) {
    handleEntraId(server, as, options) || handleB2Clogin(server, options) || (() => {
      throw new ClientError("discovered metadata issuer does not match the expected issuer", {
        code: JSON_ATTRIBUTE_COMPARISON,
        cause: {
          expected: server.href,
          body: as,
          attribute: "issuer"
        }
      });
    })();
  }
  return as;
}
function setDecryptedResponse(result, signed) {
  if (signed !== void 0) {
    decryptedResponses ||= /* @__PURE__ */ new WeakMap();
    decryptedResponses.set(result, signed);
  }
  return result;
}
function captureDecryptedResponse(decrypt) {
  let signed;
  return {
    decrypt: decrypt && (async (jwe) => signed = await decrypt(jwe)),
    get: () => signed
  };
}
function getServerHelpers(metadata) {
  return {
    supportsPKCE: {
      __proto__: null,
      value(method = "S256") {
        return metadata.code_challenge_methods_supported?.includes(method) === true;
      }
    }
  };
}
function addServerHelpers(metadata) {
  Object.defineProperties(metadata, getServerHelpers(metadata));
}
function getHelpers(response) {
  let exp = void 0;
  if (response.expires_in !== void 0) {
    exp = Date.now() + response.expires_in * 1e3;
  }
  return {
    expiresIn: {
      __proto__: null,
      value() {
        if (exp) {
          const now = Date.now();
          if (exp > now) {
            return Math.floor((exp - now) / 1e3);
          }
          return 0;
        }
        return void 0;
      }
    },
    claims: {
      __proto__: null,
      value() {
        return getValidatedIdTokenClaims(response);
      }
    }
  };
}
function addHelpers(response) {
  Object.defineProperties(response, getHelpers(response));
}
function allowInsecureRequests2(config2) {
  int(config2).tlsOnly = false;
}
async function refreshTokenGrant(config2, refreshToken, parameters, options) {
  checkConfig(config2);
  parameters = new URLSearchParams(parameters);
  const { as, c, auth, fetch: fetch2, tlsOnly, nonRepudiation, timeout, decrypt } = int(config2);
  const response = await refreshTokenGrantRequest(as, c, auth, refreshToken, {
    [customFetch]: fetch2,
    [allowInsecureRequests]: !tlsOnly,
    additionalParameters: parameters,
    DPoP: options?.DPoP,
    headers: new Headers(headers),
    signal: signal2(timeout)
  }).catch(errorHandler);
  const signed = captureDecryptedResponse(decrypt);
  const p = processRefreshTokenResponse(as, c, response, {
    [jweDecrypt]: signed.decrypt
  });
  let result;
  try {
    result = await p;
  } catch (err) {
    if (retryable(err, options)) {
      return refreshTokenGrant(config2, refreshToken, parameters, {
        ...options,
        flag: retry
      });
    }
    errorHandler(err);
  }
  result.id_token && await nonRepudiation?.(response);
  addHelpers(result);
  return setDecryptedResponse(result, signed.get());
}
function checkConfig(input) {
  if (!(input instanceof Configuration)) {
    throw CodedTypeError2('"config" must be an instance of Configuration', ERR_INVALID_ARG_TYPE2);
  }
  if (Object.getPrototypeOf(input) !== Configuration.prototype) {
    throw CodedTypeError2("subclassing Configuration is not allowed", ERR_INVALID_ARG_VALUE2);
  }
}
function signal2(timeout) {
  return timeout ? AbortSignal.timeout(timeout * 1e3) : void 0;
}
function retryable(err, options) {
  if (options?.DPoP && options.flag !== retry) {
    return isDPoPNonceError(err);
  }
  return false;
}
var headers, USER_AGENT2, int, props, customFetch2, ERR_INVALID_ARG_VALUE2, ERR_INVALID_ARG_TYPE2, ClientError, decoder2, decryptedResponses, kEntraId, Configuration, retry;
var init_build2 = __esm({
  "node_modules/openid-client/build/index.js"() {
    init_build();
    if (typeof navigator === "undefined" || !navigator.userAgent?.startsWith?.("Mozilla/5.0 ")) {
      const NAME = "openid-client";
      const VERSION = "v6.9.0";
      USER_AGENT2 = `${NAME}/${VERSION}`;
      headers = { "user-agent": USER_AGENT2 };
    }
    int = (config2) => {
      return props.get(config2);
    };
    customFetch2 = customFetch;
    ERR_INVALID_ARG_VALUE2 = "ERR_INVALID_ARG_VALUE";
    ERR_INVALID_ARG_TYPE2 = "ERR_INVALID_ARG_TYPE";
    ClientError = class extends Error {
      code;
      constructor(message, options) {
        super(message, options);
        this.name = this.constructor.name;
        this.code = options?.code;
        Error.captureStackTrace?.(this, this.constructor);
      }
    };
    decoder2 = new TextDecoder();
    kEntraId = /* @__PURE__ */ Symbol();
    Configuration = class {
      constructor(server, clientId, metadata, clientAuthentication) {
        if (typeof clientId !== "string" || !clientId.length) {
          throw CodedTypeError2('"clientId" must be a non-empty string', ERR_INVALID_ARG_TYPE2);
        }
        if (typeof metadata === "string") {
          metadata = { client_secret: metadata };
        }
        if (metadata?.client_id !== void 0 && clientId !== metadata.client_id) {
          throw CodedTypeError2('"clientId" and "metadata.client_id" must be the same', ERR_INVALID_ARG_VALUE2);
        }
        const client = {
          ...structuredClone(metadata),
          client_id: clientId
        };
        client[clockSkew] = metadata?.[clockSkew] ?? 0;
        client[clockTolerance] = metadata?.[clockTolerance] ?? 30;
        let auth;
        if (clientAuthentication) {
          auth = clientAuthentication;
        } else {
          if (typeof client.client_secret === "string" && client.client_secret.length) {
            auth = ClientSecretPost2(client.client_secret);
          } else {
            auth = None2();
          }
        }
        let c = Object.freeze(client);
        const clone = structuredClone(server);
        if (kEntraId in server) {
          clone[_expectedIssuer] = ({ claims: { tid } }) => server.issuer.replace("{tenantid}", tid);
        }
        let as = Object.freeze(clone);
        props ||= /* @__PURE__ */ new WeakMap();
        props.set(this, {
          __proto__: null,
          as,
          c,
          auth,
          tlsOnly: true,
          timeout: 30,
          jwksCache: {}
        });
      }
      serverMetadata() {
        const metadata = structuredClone(int(this).as);
        addServerHelpers(metadata);
        return metadata;
      }
      clientMetadata() {
        const metadata = structuredClone(int(this).c);
        return metadata;
      }
      get timeout() {
        return int(this).timeout;
      }
      set timeout(value) {
        int(this).timeout = value;
      }
      get [customFetch2]() {
        return int(this).fetch;
      }
      set [customFetch2](value) {
        int(this).fetch = value;
      }
    };
    Object.freeze(Configuration.prototype);
    retry = /* @__PURE__ */ Symbol();
  }
});

// node_modules/rfc4648/lib/rfc4648.js
function _parse(string, encoding, opts) {
  var _opts$out;
  if (opts === void 0) {
    opts = {};
  }
  if (!encoding.codes) {
    encoding.codes = {};
    for (var i = 0; i < encoding.chars.length; ++i) {
      encoding.codes[encoding.chars[i]] = i;
    }
  }
  if (!opts.loose && string.length * encoding.bits & 7) {
    throw new SyntaxError("Invalid padding");
  }
  var end = string.length;
  while (string[end - 1] === "=") {
    --end;
    if (!opts.loose && !((string.length - end) * encoding.bits & 7)) {
      throw new SyntaxError("Invalid padding");
    }
  }
  var out = new ((_opts$out = opts.out) != null ? _opts$out : Uint8Array)(end * encoding.bits / 8 | 0);
  var bits = 0;
  var buffer = 0;
  var written = 0;
  for (var _i = 0; _i < end; ++_i) {
    var value = encoding.codes[string[_i]];
    if (value === void 0) {
      throw new SyntaxError("Invalid character " + string[_i]);
    }
    buffer = buffer << encoding.bits | value;
    bits += encoding.bits;
    if (bits >= 8) {
      bits -= 8;
      out[written++] = 255 & buffer >> bits;
    }
  }
  if (bits >= encoding.bits || 255 & buffer << 8 - bits) {
    throw new SyntaxError("Unexpected end of data");
  }
  return out;
}
function _stringify(data, encoding, opts) {
  if (opts === void 0) {
    opts = {};
  }
  var _opts = opts, _opts$pad = _opts.pad, pad = _opts$pad === void 0 ? true : _opts$pad;
  var mask2 = (1 << encoding.bits) - 1;
  var out = "";
  var bits = 0;
  var buffer = 0;
  for (var i = 0; i < data.length; ++i) {
    buffer = buffer << 8 | 255 & data[i];
    bits += 8;
    while (bits > encoding.bits) {
      bits -= encoding.bits;
      out += encoding.chars[mask2 & buffer >> bits];
    }
  }
  if (bits) {
    out += encoding.chars[mask2 & buffer << encoding.bits - bits];
  }
  if (pad) {
    while (out.length * encoding.bits & 7) {
      out += "=";
    }
  }
  return out;
}
var base64UrlEncoding, base64url;
var init_rfc4648 = __esm({
  "node_modules/rfc4648/lib/rfc4648.js"() {
    base64UrlEncoding = {
      chars: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
      bits: 6
    };
    base64url = {
      parse: function parse2(string, opts) {
        return _parse(string, base64UrlEncoding, opts);
      },
      stringify: function stringify2(data, opts) {
        return _stringify(data, base64UrlEncoding, opts);
      }
    };
  }
});

// node_modules/@kubernetes/client-node/dist/oidc_auth.js
var import_node_https, OidcClient, OpenIDConnectAuth;
var init_oidc_auth = __esm({
  "node_modules/@kubernetes/client-node/dist/oidc_auth.js"() {
    import_node_https = __toESM(require("node:https"), 1);
    init_build2();
    init_rfc4648();
    init_config2();
    OidcClient = class {
      constructor(c) {
        this.config = c;
      }
      async refresh(token) {
        const newToken = await refreshTokenGrant(this.config, token);
        return {
          id_token: newToken.id_token,
          refresh_token: newToken.refresh_token,
          expires_at: newToken.expiresIn()
        };
      }
    };
    OpenIDConnectAuth = class _OpenIDConnectAuth {
      constructor() {
        this.currentTokenExpiration = 0;
      }
      static decodeJWT(token) {
        const parts = token.split(".");
        if (parts.length !== 3) {
          return null;
        }
        const header = JSON.parse(new TextDecoder().decode(base64url.parse(parts[0], { loose: true })));
        const payload = JSON.parse(new TextDecoder().decode(base64url.parse(parts[1], { loose: true })));
        const signature = parts[2];
        return {
          header,
          payload,
          signature
        };
      }
      static expirationFromToken(token) {
        const jwt = _OpenIDConnectAuth.decodeJWT(token);
        if (!jwt) {
          return 0;
        }
        return jwt.payload.exp;
      }
      isAuthProvider(user) {
        if (!user.authProvider) {
          return false;
        }
        return user.authProvider.name === "oidc";
      }
      /**
       * Setup the authentication header for oidc authed clients
       * @param user user info
       * @param opts request options
       * @param overrideClient for testing, a preconfigured oidc client
       */
      async applyAuthentication(user, opts, overrideClient) {
        const token = await this.getToken(user, overrideClient);
        if (token) {
          opts.headers["Authorization"] = `Bearer ${token}`;
        }
      }
      async getToken(user, overrideClient) {
        if (!user.authProvider.config) {
          return null;
        }
        if (!user.authProvider.config["client-secret"]) {
          user.authProvider.config["client-secret"] = "";
        }
        if (!user.authProvider.config || !user.authProvider.config["id-token"]) {
          return null;
        }
        return this.refresh(user, overrideClient);
      }
      async refresh(user, overrideClient) {
        if (this.currentTokenExpiration === 0) {
          this.currentTokenExpiration = _OpenIDConnectAuth.expirationFromToken(user.authProvider.config["id-token"]);
        }
        if (Date.now() / 1e3 > this.currentTokenExpiration) {
          if (!user.authProvider.config["client-id"] || !user.authProvider.config["refresh-token"] || !user.authProvider.config["idp-issuer-url"]) {
            return null;
          }
          const client = overrideClient ? overrideClient : await this.getClient(user);
          const newToken = await client.refresh(user.authProvider.config["refresh-token"]);
          user.authProvider.config["id-token"] = newToken.id_token;
          user.authProvider.config["refresh-token"] = newToken.refresh_token;
          this.currentTokenExpiration = newToken.expires_at;
        }
        return user.authProvider.config["id-token"];
      }
      async getClient(user) {
        const idpCaFile = user.authProvider.config["idp-certificate-authority"];
        const idpCaData = user.authProvider.config["idp-certificate-authority-data"];
        const ca = bufferFromFileOrString(idpCaFile, idpCaData);
        let configuration;
        if (ca) {
          const agent = new import_node_https.default.Agent({ ca });
          const customFetchFn = async (url, options) => {
            const urlObj = new URL(url);
            const requestOptions = {
              hostname: urlObj.hostname,
              port: urlObj.port,
              path: urlObj.pathname + urlObj.search,
              method: (options === null || options === void 0 ? void 0 : options.method) || "GET",
              headers: (options === null || options === void 0 ? void 0 : options.headers) || {},
              agent
            };
            return new Promise((resolve6, reject) => {
              const req = import_node_https.default.request(requestOptions, (res) => {
                const chunks = [];
                res.on("data", (chunk) => {
                  chunks.push(chunk);
                });
                res.on("end", () => {
                  const body = Buffer.concat(chunks);
                  const response = {
                    ok: res.statusCode >= 200 && res.statusCode < 300,
                    status: res.statusCode,
                    statusText: res.statusMessage || "",
                    headers: new Headers(res.headers),
                    url,
                    type: "basic",
                    redirected: false,
                    body: null,
                    bodyUsed: false,
                    json: async () => JSON.parse(body.toString()),
                    text: async () => body.toString(),
                    arrayBuffer: async () => body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength),
                    blob: async () => {
                      throw new Error("blob() not implemented");
                    },
                    formData: async () => {
                      throw new Error("formData() not implemented");
                    },
                    bytes: async () => new Uint8Array(body),
                    clone: () => {
                      throw new Error("clone() not implemented");
                    }
                  };
                  resolve6(response);
                });
              });
              req.on("error", reject);
              if (options === null || options === void 0 ? void 0 : options.body) {
                req.write(options.body);
              }
              req.end();
            });
          };
          configuration = await discovery(user.authProvider.config["idp-issuer-url"], user.authProvider.config["client-id"], void 0, void 0, { [customFetch2]: customFetchFn });
        } else {
          configuration = await discovery(user.authProvider.config["idp-issuer-url"], user.authProvider.config["client-id"]);
        }
        return new OidcClient(configuration);
      }
    };
  }
});

// node_modules/smart-buffer/build/utils.js
var require_utils = __commonJS({
  "node_modules/smart-buffer/build/utils.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var buffer_1 = require("buffer");
    var ERRORS = {
      INVALID_ENCODING: "Invalid encoding provided. Please specify a valid encoding the internal Node.js Buffer supports.",
      INVALID_SMARTBUFFER_SIZE: "Invalid size provided. Size must be a valid integer greater than zero.",
      INVALID_SMARTBUFFER_BUFFER: "Invalid Buffer provided in SmartBufferOptions.",
      INVALID_SMARTBUFFER_OBJECT: "Invalid SmartBufferOptions object supplied to SmartBuffer constructor or factory methods.",
      INVALID_OFFSET: "An invalid offset value was provided.",
      INVALID_OFFSET_NON_NUMBER: "An invalid offset value was provided. A numeric value is required.",
      INVALID_LENGTH: "An invalid length value was provided.",
      INVALID_LENGTH_NON_NUMBER: "An invalid length value was provived. A numeric value is required.",
      INVALID_TARGET_OFFSET: "Target offset is beyond the bounds of the internal SmartBuffer data.",
      INVALID_TARGET_LENGTH: "Specified length value moves cursor beyong the bounds of the internal SmartBuffer data.",
      INVALID_READ_BEYOND_BOUNDS: "Attempted to read beyond the bounds of the managed data.",
      INVALID_WRITE_BEYOND_BOUNDS: "Attempted to write beyond the bounds of the managed data."
    };
    exports2.ERRORS = ERRORS;
    function checkEncoding(encoding) {
      if (!buffer_1.Buffer.isEncoding(encoding)) {
        throw new Error(ERRORS.INVALID_ENCODING);
      }
    }
    exports2.checkEncoding = checkEncoding;
    function isFiniteInteger(value) {
      return typeof value === "number" && isFinite(value) && isInteger3(value);
    }
    exports2.isFiniteInteger = isFiniteInteger;
    function checkOffsetOrLengthValue(value, offset) {
      if (typeof value === "number") {
        if (!isFiniteInteger(value) || value < 0) {
          throw new Error(offset ? ERRORS.INVALID_OFFSET : ERRORS.INVALID_LENGTH);
        }
      } else {
        throw new Error(offset ? ERRORS.INVALID_OFFSET_NON_NUMBER : ERRORS.INVALID_LENGTH_NON_NUMBER);
      }
    }
    function checkLengthValue(length) {
      checkOffsetOrLengthValue(length, false);
    }
    exports2.checkLengthValue = checkLengthValue;
    function checkOffsetValue(offset) {
      checkOffsetOrLengthValue(offset, true);
    }
    exports2.checkOffsetValue = checkOffsetValue;
    function checkTargetOffset(offset, buff) {
      if (offset < 0 || offset > buff.length) {
        throw new Error(ERRORS.INVALID_TARGET_OFFSET);
      }
    }
    exports2.checkTargetOffset = checkTargetOffset;
    function isInteger3(value) {
      return typeof value === "number" && isFinite(value) && Math.floor(value) === value;
    }
    function bigIntAndBufferInt64Check(bufferMethod) {
      if (typeof BigInt === "undefined") {
        throw new Error("Platform does not support JS BigInt type.");
      }
      if (typeof buffer_1.Buffer.prototype[bufferMethod] === "undefined") {
        throw new Error(`Platform does not support Buffer.prototype.${bufferMethod}.`);
      }
    }
    exports2.bigIntAndBufferInt64Check = bigIntAndBufferInt64Check;
  }
});

// node_modules/smart-buffer/build/smartbuffer.js
var require_smartbuffer = __commonJS({
  "node_modules/smart-buffer/build/smartbuffer.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var utils_1 = require_utils();
    var DEFAULT_SMARTBUFFER_SIZE = 4096;
    var DEFAULT_SMARTBUFFER_ENCODING = "utf8";
    var SmartBuffer = class _SmartBuffer {
      /**
       * Creates a new SmartBuffer instance.
       *
       * @param options { SmartBufferOptions } The SmartBufferOptions to apply to this instance.
       */
      constructor(options) {
        this.length = 0;
        this._encoding = DEFAULT_SMARTBUFFER_ENCODING;
        this._writeOffset = 0;
        this._readOffset = 0;
        if (_SmartBuffer.isSmartBufferOptions(options)) {
          if (options.encoding) {
            utils_1.checkEncoding(options.encoding);
            this._encoding = options.encoding;
          }
          if (options.size) {
            if (utils_1.isFiniteInteger(options.size) && options.size > 0) {
              this._buff = Buffer.allocUnsafe(options.size);
            } else {
              throw new Error(utils_1.ERRORS.INVALID_SMARTBUFFER_SIZE);
            }
          } else if (options.buff) {
            if (Buffer.isBuffer(options.buff)) {
              this._buff = options.buff;
              this.length = options.buff.length;
            } else {
              throw new Error(utils_1.ERRORS.INVALID_SMARTBUFFER_BUFFER);
            }
          } else {
            this._buff = Buffer.allocUnsafe(DEFAULT_SMARTBUFFER_SIZE);
          }
        } else {
          if (typeof options !== "undefined") {
            throw new Error(utils_1.ERRORS.INVALID_SMARTBUFFER_OBJECT);
          }
          this._buff = Buffer.allocUnsafe(DEFAULT_SMARTBUFFER_SIZE);
        }
      }
      /**
       * Creates a new SmartBuffer instance with the provided internal Buffer size and optional encoding.
       *
       * @param size { Number } The size of the internal Buffer.
       * @param encoding { String } The BufferEncoding to use for strings.
       *
       * @return { SmartBuffer }
       */
      static fromSize(size, encoding) {
        return new this({
          size,
          encoding
        });
      }
      /**
       * Creates a new SmartBuffer instance with the provided Buffer and optional encoding.
       *
       * @param buffer { Buffer } The Buffer to use as the internal Buffer value.
       * @param encoding { String } The BufferEncoding to use for strings.
       *
       * @return { SmartBuffer }
       */
      static fromBuffer(buff, encoding) {
        return new this({
          buff,
          encoding
        });
      }
      /**
       * Creates a new SmartBuffer instance with the provided SmartBufferOptions options.
       *
       * @param options { SmartBufferOptions } The options to use when creating the SmartBuffer instance.
       */
      static fromOptions(options) {
        return new this(options);
      }
      /**
       * Type checking function that determines if an object is a SmartBufferOptions object.
       */
      static isSmartBufferOptions(options) {
        const castOptions = options;
        return castOptions && (castOptions.encoding !== void 0 || castOptions.size !== void 0 || castOptions.buff !== void 0);
      }
      // Signed integers
      /**
       * Reads an Int8 value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readInt8(offset) {
        return this._readNumberValue(Buffer.prototype.readInt8, 1, offset);
      }
      /**
       * Reads an Int16BE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readInt16BE(offset) {
        return this._readNumberValue(Buffer.prototype.readInt16BE, 2, offset);
      }
      /**
       * Reads an Int16LE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readInt16LE(offset) {
        return this._readNumberValue(Buffer.prototype.readInt16LE, 2, offset);
      }
      /**
       * Reads an Int32BE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readInt32BE(offset) {
        return this._readNumberValue(Buffer.prototype.readInt32BE, 4, offset);
      }
      /**
       * Reads an Int32LE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readInt32LE(offset) {
        return this._readNumberValue(Buffer.prototype.readInt32LE, 4, offset);
      }
      /**
       * Reads a BigInt64BE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { BigInt }
       */
      readBigInt64BE(offset) {
        utils_1.bigIntAndBufferInt64Check("readBigInt64BE");
        return this._readNumberValue(Buffer.prototype.readBigInt64BE, 8, offset);
      }
      /**
       * Reads a BigInt64LE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { BigInt }
       */
      readBigInt64LE(offset) {
        utils_1.bigIntAndBufferInt64Check("readBigInt64LE");
        return this._readNumberValue(Buffer.prototype.readBigInt64LE, 8, offset);
      }
      /**
       * Writes an Int8 value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeInt8(value, offset) {
        this._writeNumberValue(Buffer.prototype.writeInt8, 1, value, offset);
        return this;
      }
      /**
       * Inserts an Int8 value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertInt8(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeInt8, 1, value, offset);
      }
      /**
       * Writes an Int16BE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeInt16BE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeInt16BE, 2, value, offset);
      }
      /**
       * Inserts an Int16BE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertInt16BE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeInt16BE, 2, value, offset);
      }
      /**
       * Writes an Int16LE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeInt16LE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeInt16LE, 2, value, offset);
      }
      /**
       * Inserts an Int16LE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertInt16LE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeInt16LE, 2, value, offset);
      }
      /**
       * Writes an Int32BE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeInt32BE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeInt32BE, 4, value, offset);
      }
      /**
       * Inserts an Int32BE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertInt32BE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeInt32BE, 4, value, offset);
      }
      /**
       * Writes an Int32LE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeInt32LE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeInt32LE, 4, value, offset);
      }
      /**
       * Inserts an Int32LE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertInt32LE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeInt32LE, 4, value, offset);
      }
      /**
       * Writes a BigInt64BE value to the current write position (or at optional offset).
       *
       * @param value { BigInt } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeBigInt64BE(value, offset) {
        utils_1.bigIntAndBufferInt64Check("writeBigInt64BE");
        return this._writeNumberValue(Buffer.prototype.writeBigInt64BE, 8, value, offset);
      }
      /**
       * Inserts a BigInt64BE value at the given offset value.
       *
       * @param value { BigInt } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertBigInt64BE(value, offset) {
        utils_1.bigIntAndBufferInt64Check("writeBigInt64BE");
        return this._insertNumberValue(Buffer.prototype.writeBigInt64BE, 8, value, offset);
      }
      /**
       * Writes a BigInt64LE value to the current write position (or at optional offset).
       *
       * @param value { BigInt } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeBigInt64LE(value, offset) {
        utils_1.bigIntAndBufferInt64Check("writeBigInt64LE");
        return this._writeNumberValue(Buffer.prototype.writeBigInt64LE, 8, value, offset);
      }
      /**
       * Inserts a Int64LE value at the given offset value.
       *
       * @param value { BigInt } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertBigInt64LE(value, offset) {
        utils_1.bigIntAndBufferInt64Check("writeBigInt64LE");
        return this._insertNumberValue(Buffer.prototype.writeBigInt64LE, 8, value, offset);
      }
      // Unsigned Integers
      /**
       * Reads an UInt8 value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readUInt8(offset) {
        return this._readNumberValue(Buffer.prototype.readUInt8, 1, offset);
      }
      /**
       * Reads an UInt16BE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readUInt16BE(offset) {
        return this._readNumberValue(Buffer.prototype.readUInt16BE, 2, offset);
      }
      /**
       * Reads an UInt16LE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readUInt16LE(offset) {
        return this._readNumberValue(Buffer.prototype.readUInt16LE, 2, offset);
      }
      /**
       * Reads an UInt32BE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readUInt32BE(offset) {
        return this._readNumberValue(Buffer.prototype.readUInt32BE, 4, offset);
      }
      /**
       * Reads an UInt32LE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readUInt32LE(offset) {
        return this._readNumberValue(Buffer.prototype.readUInt32LE, 4, offset);
      }
      /**
       * Reads a BigUInt64BE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { BigInt }
       */
      readBigUInt64BE(offset) {
        utils_1.bigIntAndBufferInt64Check("readBigUInt64BE");
        return this._readNumberValue(Buffer.prototype.readBigUInt64BE, 8, offset);
      }
      /**
       * Reads a BigUInt64LE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { BigInt }
       */
      readBigUInt64LE(offset) {
        utils_1.bigIntAndBufferInt64Check("readBigUInt64LE");
        return this._readNumberValue(Buffer.prototype.readBigUInt64LE, 8, offset);
      }
      /**
       * Writes an UInt8 value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeUInt8(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeUInt8, 1, value, offset);
      }
      /**
       * Inserts an UInt8 value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertUInt8(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeUInt8, 1, value, offset);
      }
      /**
       * Writes an UInt16BE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeUInt16BE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeUInt16BE, 2, value, offset);
      }
      /**
       * Inserts an UInt16BE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertUInt16BE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeUInt16BE, 2, value, offset);
      }
      /**
       * Writes an UInt16LE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeUInt16LE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeUInt16LE, 2, value, offset);
      }
      /**
       * Inserts an UInt16LE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertUInt16LE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeUInt16LE, 2, value, offset);
      }
      /**
       * Writes an UInt32BE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeUInt32BE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeUInt32BE, 4, value, offset);
      }
      /**
       * Inserts an UInt32BE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertUInt32BE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeUInt32BE, 4, value, offset);
      }
      /**
       * Writes an UInt32LE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeUInt32LE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeUInt32LE, 4, value, offset);
      }
      /**
       * Inserts an UInt32LE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertUInt32LE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeUInt32LE, 4, value, offset);
      }
      /**
       * Writes a BigUInt64BE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeBigUInt64BE(value, offset) {
        utils_1.bigIntAndBufferInt64Check("writeBigUInt64BE");
        return this._writeNumberValue(Buffer.prototype.writeBigUInt64BE, 8, value, offset);
      }
      /**
       * Inserts a BigUInt64BE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertBigUInt64BE(value, offset) {
        utils_1.bigIntAndBufferInt64Check("writeBigUInt64BE");
        return this._insertNumberValue(Buffer.prototype.writeBigUInt64BE, 8, value, offset);
      }
      /**
       * Writes a BigUInt64LE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeBigUInt64LE(value, offset) {
        utils_1.bigIntAndBufferInt64Check("writeBigUInt64LE");
        return this._writeNumberValue(Buffer.prototype.writeBigUInt64LE, 8, value, offset);
      }
      /**
       * Inserts a BigUInt64LE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertBigUInt64LE(value, offset) {
        utils_1.bigIntAndBufferInt64Check("writeBigUInt64LE");
        return this._insertNumberValue(Buffer.prototype.writeBigUInt64LE, 8, value, offset);
      }
      // Floating Point
      /**
       * Reads an FloatBE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readFloatBE(offset) {
        return this._readNumberValue(Buffer.prototype.readFloatBE, 4, offset);
      }
      /**
       * Reads an FloatLE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readFloatLE(offset) {
        return this._readNumberValue(Buffer.prototype.readFloatLE, 4, offset);
      }
      /**
       * Writes a FloatBE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeFloatBE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeFloatBE, 4, value, offset);
      }
      /**
       * Inserts a FloatBE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertFloatBE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeFloatBE, 4, value, offset);
      }
      /**
       * Writes a FloatLE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeFloatLE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeFloatLE, 4, value, offset);
      }
      /**
       * Inserts a FloatLE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertFloatLE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeFloatLE, 4, value, offset);
      }
      // Double Floating Point
      /**
       * Reads an DoublEBE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readDoubleBE(offset) {
        return this._readNumberValue(Buffer.prototype.readDoubleBE, 8, offset);
      }
      /**
       * Reads an DoubleLE value from the current read position or an optionally provided offset.
       *
       * @param offset { Number } The offset to read data from (optional)
       * @return { Number }
       */
      readDoubleLE(offset) {
        return this._readNumberValue(Buffer.prototype.readDoubleLE, 8, offset);
      }
      /**
       * Writes a DoubleBE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeDoubleBE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeDoubleBE, 8, value, offset);
      }
      /**
       * Inserts a DoubleBE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertDoubleBE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeDoubleBE, 8, value, offset);
      }
      /**
       * Writes a DoubleLE value to the current write position (or at optional offset).
       *
       * @param value { Number } The value to write.
       * @param offset { Number } The offset to write the value at.
       *
       * @return this
       */
      writeDoubleLE(value, offset) {
        return this._writeNumberValue(Buffer.prototype.writeDoubleLE, 8, value, offset);
      }
      /**
       * Inserts a DoubleLE value at the given offset value.
       *
       * @param value { Number } The value to insert.
       * @param offset { Number } The offset to insert the value at.
       *
       * @return this
       */
      insertDoubleLE(value, offset) {
        return this._insertNumberValue(Buffer.prototype.writeDoubleLE, 8, value, offset);
      }
      // Strings
      /**
       * Reads a String from the current read position.
       *
       * @param arg1 { Number | String } The number of bytes to read as a String, or the BufferEncoding to use for
       *             the string (Defaults to instance level encoding).
       * @param encoding { String } The BufferEncoding to use for the string (Defaults to instance level encoding).
       *
       * @return { String }
       */
      readString(arg1, encoding) {
        let lengthVal;
        if (typeof arg1 === "number") {
          utils_1.checkLengthValue(arg1);
          lengthVal = Math.min(arg1, this.length - this._readOffset);
        } else {
          encoding = arg1;
          lengthVal = this.length - this._readOffset;
        }
        if (typeof encoding !== "undefined") {
          utils_1.checkEncoding(encoding);
        }
        const value = this._buff.slice(this._readOffset, this._readOffset + lengthVal).toString(encoding || this._encoding);
        this._readOffset += lengthVal;
        return value;
      }
      /**
       * Inserts a String
       *
       * @param value { String } The String value to insert.
       * @param offset { Number } The offset to insert the string at.
       * @param encoding { String } The BufferEncoding to use for writing strings (defaults to instance encoding).
       *
       * @return this
       */
      insertString(value, offset, encoding) {
        utils_1.checkOffsetValue(offset);
        return this._handleString(value, true, offset, encoding);
      }
      /**
       * Writes a String
       *
       * @param value { String } The String value to write.
       * @param arg2 { Number | String } The offset to write the string at, or the BufferEncoding to use.
       * @param encoding { String } The BufferEncoding to use for writing strings (defaults to instance encoding).
       *
       * @return this
       */
      writeString(value, arg2, encoding) {
        return this._handleString(value, false, arg2, encoding);
      }
      /**
       * Reads a null-terminated String from the current read position.
       *
       * @param encoding { String } The BufferEncoding to use for the string (Defaults to instance level encoding).
       *
       * @return { String }
       */
      readStringNT(encoding) {
        if (typeof encoding !== "undefined") {
          utils_1.checkEncoding(encoding);
        }
        let nullPos = this.length;
        for (let i = this._readOffset; i < this.length; i++) {
          if (this._buff[i] === 0) {
            nullPos = i;
            break;
          }
        }
        const value = this._buff.slice(this._readOffset, nullPos);
        this._readOffset = nullPos + 1;
        return value.toString(encoding || this._encoding);
      }
      /**
       * Inserts a null-terminated String.
       *
       * @param value { String } The String value to write.
       * @param arg2 { Number | String } The offset to write the string to, or the BufferEncoding to use.
       * @param encoding { String } The BufferEncoding to use for writing strings (defaults to instance encoding).
       *
       * @return this
       */
      insertStringNT(value, offset, encoding) {
        utils_1.checkOffsetValue(offset);
        this.insertString(value, offset, encoding);
        this.insertUInt8(0, offset + value.length);
        return this;
      }
      /**
       * Writes a null-terminated String.
       *
       * @param value { String } The String value to write.
       * @param arg2 { Number | String } The offset to write the string to, or the BufferEncoding to use.
       * @param encoding { String } The BufferEncoding to use for writing strings (defaults to instance encoding).
       *
       * @return this
       */
      writeStringNT(value, arg2, encoding) {
        this.writeString(value, arg2, encoding);
        this.writeUInt8(0, typeof arg2 === "number" ? arg2 + value.length : this.writeOffset);
        return this;
      }
      // Buffers
      /**
       * Reads a Buffer from the internal read position.
       *
       * @param length { Number } The length of data to read as a Buffer.
       *
       * @return { Buffer }
       */
      readBuffer(length) {
        if (typeof length !== "undefined") {
          utils_1.checkLengthValue(length);
        }
        const lengthVal = typeof length === "number" ? length : this.length;
        const endPoint = Math.min(this.length, this._readOffset + lengthVal);
        const value = this._buff.slice(this._readOffset, endPoint);
        this._readOffset = endPoint;
        return value;
      }
      /**
       * Writes a Buffer to the current write position.
       *
       * @param value { Buffer } The Buffer to write.
       * @param offset { Number } The offset to write the Buffer to.
       *
       * @return this
       */
      insertBuffer(value, offset) {
        utils_1.checkOffsetValue(offset);
        return this._handleBuffer(value, true, offset);
      }
      /**
       * Writes a Buffer to the current write position.
       *
       * @param value { Buffer } The Buffer to write.
       * @param offset { Number } The offset to write the Buffer to.
       *
       * @return this
       */
      writeBuffer(value, offset) {
        return this._handleBuffer(value, false, offset);
      }
      /**
       * Reads a null-terminated Buffer from the current read poisiton.
       *
       * @return { Buffer }
       */
      readBufferNT() {
        let nullPos = this.length;
        for (let i = this._readOffset; i < this.length; i++) {
          if (this._buff[i] === 0) {
            nullPos = i;
            break;
          }
        }
        const value = this._buff.slice(this._readOffset, nullPos);
        this._readOffset = nullPos + 1;
        return value;
      }
      /**
       * Inserts a null-terminated Buffer.
       *
       * @param value { Buffer } The Buffer to write.
       * @param offset { Number } The offset to write the Buffer to.
       *
       * @return this
       */
      insertBufferNT(value, offset) {
        utils_1.checkOffsetValue(offset);
        this.insertBuffer(value, offset);
        this.insertUInt8(0, offset + value.length);
        return this;
      }
      /**
       * Writes a null-terminated Buffer.
       *
       * @param value { Buffer } The Buffer to write.
       * @param offset { Number } The offset to write the Buffer to.
       *
       * @return this
       */
      writeBufferNT(value, offset) {
        if (typeof offset !== "undefined") {
          utils_1.checkOffsetValue(offset);
        }
        this.writeBuffer(value, offset);
        this.writeUInt8(0, typeof offset === "number" ? offset + value.length : this._writeOffset);
        return this;
      }
      /**
       * Clears the SmartBuffer instance to its original empty state.
       */
      clear() {
        this._writeOffset = 0;
        this._readOffset = 0;
        this.length = 0;
        return this;
      }
      /**
       * Gets the remaining data left to be read from the SmartBuffer instance.
       *
       * @return { Number }
       */
      remaining() {
        return this.length - this._readOffset;
      }
      /**
       * Gets the current read offset value of the SmartBuffer instance.
       *
       * @return { Number }
       */
      get readOffset() {
        return this._readOffset;
      }
      /**
       * Sets the read offset value of the SmartBuffer instance.
       *
       * @param offset { Number } - The offset value to set.
       */
      set readOffset(offset) {
        utils_1.checkOffsetValue(offset);
        utils_1.checkTargetOffset(offset, this);
        this._readOffset = offset;
      }
      /**
       * Gets the current write offset value of the SmartBuffer instance.
       *
       * @return { Number }
       */
      get writeOffset() {
        return this._writeOffset;
      }
      /**
       * Sets the write offset value of the SmartBuffer instance.
       *
       * @param offset { Number } - The offset value to set.
       */
      set writeOffset(offset) {
        utils_1.checkOffsetValue(offset);
        utils_1.checkTargetOffset(offset, this);
        this._writeOffset = offset;
      }
      /**
       * Gets the currently set string encoding of the SmartBuffer instance.
       *
       * @return { BufferEncoding } The string Buffer encoding currently set.
       */
      get encoding() {
        return this._encoding;
      }
      /**
       * Sets the string encoding of the SmartBuffer instance.
       *
       * @param encoding { BufferEncoding } The string Buffer encoding to set.
       */
      set encoding(encoding) {
        utils_1.checkEncoding(encoding);
        this._encoding = encoding;
      }
      /**
       * Gets the underlying internal Buffer. (This includes unmanaged data in the Buffer)
       *
       * @return { Buffer } The Buffer value.
       */
      get internalBuffer() {
        return this._buff;
      }
      /**
       * Gets the value of the internal managed Buffer (Includes managed data only)
       *
       * @param { Buffer }
       */
      toBuffer() {
        return this._buff.slice(0, this.length);
      }
      /**
       * Gets the String value of the internal managed Buffer
       *
       * @param encoding { String } The BufferEncoding to display the Buffer as (defaults to instance level encoding).
       */
      toString(encoding) {
        const encodingVal = typeof encoding === "string" ? encoding : this._encoding;
        utils_1.checkEncoding(encodingVal);
        return this._buff.toString(encodingVal, 0, this.length);
      }
      /**
       * Destroys the SmartBuffer instance.
       */
      destroy() {
        this.clear();
        return this;
      }
      /**
       * Handles inserting and writing strings.
       *
       * @param value { String } The String value to insert.
       * @param isInsert { Boolean } True if inserting a string, false if writing.
       * @param arg2 { Number | String } The offset to insert the string at, or the BufferEncoding to use.
       * @param encoding { String } The BufferEncoding to use for writing strings (defaults to instance encoding).
       */
      _handleString(value, isInsert, arg3, encoding) {
        let offsetVal = this._writeOffset;
        let encodingVal = this._encoding;
        if (typeof arg3 === "number") {
          offsetVal = arg3;
        } else if (typeof arg3 === "string") {
          utils_1.checkEncoding(arg3);
          encodingVal = arg3;
        }
        if (typeof encoding === "string") {
          utils_1.checkEncoding(encoding);
          encodingVal = encoding;
        }
        const byteLength = Buffer.byteLength(value, encodingVal);
        if (isInsert) {
          this.ensureInsertable(byteLength, offsetVal);
        } else {
          this._ensureWriteable(byteLength, offsetVal);
        }
        this._buff.write(value, offsetVal, byteLength, encodingVal);
        if (isInsert) {
          this._writeOffset += byteLength;
        } else {
          if (typeof arg3 === "number") {
            this._writeOffset = Math.max(this._writeOffset, offsetVal + byteLength);
          } else {
            this._writeOffset += byteLength;
          }
        }
        return this;
      }
      /**
       * Handles writing or insert of a Buffer.
       *
       * @param value { Buffer } The Buffer to write.
       * @param offset { Number } The offset to write the Buffer to.
       */
      _handleBuffer(value, isInsert, offset) {
        const offsetVal = typeof offset === "number" ? offset : this._writeOffset;
        if (isInsert) {
          this.ensureInsertable(value.length, offsetVal);
        } else {
          this._ensureWriteable(value.length, offsetVal);
        }
        value.copy(this._buff, offsetVal);
        if (isInsert) {
          this._writeOffset += value.length;
        } else {
          if (typeof offset === "number") {
            this._writeOffset = Math.max(this._writeOffset, offsetVal + value.length);
          } else {
            this._writeOffset += value.length;
          }
        }
        return this;
      }
      /**
       * Ensures that the internal Buffer is large enough to read data.
       *
       * @param length { Number } The length of the data that needs to be read.
       * @param offset { Number } The offset of the data that needs to be read.
       */
      ensureReadable(length, offset) {
        let offsetVal = this._readOffset;
        if (typeof offset !== "undefined") {
          utils_1.checkOffsetValue(offset);
          offsetVal = offset;
        }
        if (offsetVal < 0 || offsetVal + length > this.length) {
          throw new Error(utils_1.ERRORS.INVALID_READ_BEYOND_BOUNDS);
        }
      }
      /**
       * Ensures that the internal Buffer is large enough to insert data.
       *
       * @param dataLength { Number } The length of the data that needs to be written.
       * @param offset { Number } The offset of the data to be written.
       */
      ensureInsertable(dataLength, offset) {
        utils_1.checkOffsetValue(offset);
        this._ensureCapacity(this.length + dataLength);
        if (offset < this.length) {
          this._buff.copy(this._buff, offset + dataLength, offset, this._buff.length);
        }
        if (offset + dataLength > this.length) {
          this.length = offset + dataLength;
        } else {
          this.length += dataLength;
        }
      }
      /**
       * Ensures that the internal Buffer is large enough to write data.
       *
       * @param dataLength { Number } The length of the data that needs to be written.
       * @param offset { Number } The offset of the data to be written (defaults to writeOffset).
       */
      _ensureWriteable(dataLength, offset) {
        const offsetVal = typeof offset === "number" ? offset : this._writeOffset;
        this._ensureCapacity(offsetVal + dataLength);
        if (offsetVal + dataLength > this.length) {
          this.length = offsetVal + dataLength;
        }
      }
      /**
       * Ensures that the internal Buffer is large enough to write at least the given amount of data.
       *
       * @param minLength { Number } The minimum length of the data needs to be written.
       */
      _ensureCapacity(minLength) {
        const oldLength = this._buff.length;
        if (minLength > oldLength) {
          let data = this._buff;
          let newLength = oldLength * 3 / 2 + 1;
          if (newLength < minLength) {
            newLength = minLength;
          }
          this._buff = Buffer.allocUnsafe(newLength);
          data.copy(this._buff, 0, 0, oldLength);
        }
      }
      /**
       * Reads a numeric number value using the provided function.
       *
       * @typeparam T { number | bigint } The type of the value to be read
       *
       * @param func { Function(offset: number) => number } The function to read data on the internal Buffer with.
       * @param byteSize { Number } The number of bytes read.
       * @param offset { Number } The offset to read from (optional). When this is not provided, the managed readOffset is used instead.
       *
       * @returns { T } the number value
       */
      _readNumberValue(func, byteSize, offset) {
        this.ensureReadable(byteSize, offset);
        const value = func.call(this._buff, typeof offset === "number" ? offset : this._readOffset);
        if (typeof offset === "undefined") {
          this._readOffset += byteSize;
        }
        return value;
      }
      /**
       * Inserts a numeric number value based on the given offset and value.
       *
       * @typeparam T { number | bigint } The type of the value to be written
       *
       * @param func { Function(offset: T, offset?) => number} The function to write data on the internal Buffer with.
       * @param byteSize { Number } The number of bytes written.
       * @param value { T } The number value to write.
       * @param offset { Number } the offset to write the number at (REQUIRED).
       *
       * @returns SmartBuffer this buffer
       */
      _insertNumberValue(func, byteSize, value, offset) {
        utils_1.checkOffsetValue(offset);
        this.ensureInsertable(byteSize, offset);
        func.call(this._buff, value, offset);
        this._writeOffset += byteSize;
        return this;
      }
      /**
       * Writes a numeric number value based on the given offset and value.
       *
       * @typeparam T { number | bigint } The type of the value to be written
       *
       * @param func { Function(offset: T, offset?) => number} The function to write data on the internal Buffer with.
       * @param byteSize { Number } The number of bytes written.
       * @param value { T } The number value to write.
       * @param offset { Number } the offset to write the number at (REQUIRED).
       *
       * @returns SmartBuffer this buffer
       */
      _writeNumberValue(func, byteSize, value, offset) {
        if (typeof offset === "number") {
          if (offset < 0) {
            throw new Error(utils_1.ERRORS.INVALID_WRITE_BEYOND_BOUNDS);
          }
          utils_1.checkOffsetValue(offset);
        }
        const offsetVal = typeof offset === "number" ? offset : this._writeOffset;
        this._ensureWriteable(byteSize, offsetVal);
        func.call(this._buff, value, offsetVal);
        if (typeof offset === "number") {
          this._writeOffset = Math.max(this._writeOffset, offsetVal + byteSize);
        } else {
          this._writeOffset += byteSize;
        }
        return this;
      }
    };
    exports2.SmartBuffer = SmartBuffer;
  }
});

// node_modules/socks/build/common/constants.js
var require_constants = __commonJS({
  "node_modules/socks/build/common/constants.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.SOCKS5_NO_ACCEPTABLE_AUTH = exports2.SOCKS5_CUSTOM_AUTH_END = exports2.SOCKS5_CUSTOM_AUTH_START = exports2.SOCKS_INCOMING_PACKET_SIZES = exports2.SocksClientState = exports2.Socks5Response = exports2.Socks5HostType = exports2.Socks5Auth = exports2.Socks4Response = exports2.SocksCommand = exports2.ERRORS = exports2.DEFAULT_TIMEOUT = void 0;
    var DEFAULT_TIMEOUT = 3e4;
    exports2.DEFAULT_TIMEOUT = DEFAULT_TIMEOUT;
    var ERRORS = {
      InvalidSocksCommand: "An invalid SOCKS command was provided. Valid options are connect, bind, and associate.",
      InvalidSocksCommandForOperation: "An invalid SOCKS command was provided. Only a subset of commands are supported for this operation.",
      InvalidSocksCommandChain: "An invalid SOCKS command was provided. Chaining currently only supports the connect command.",
      InvalidSocksClientOptionsDestination: "An invalid destination host was provided.",
      InvalidSocksClientOptionsExistingSocket: "An invalid existing socket was provided. This should be an instance of stream.Duplex.",
      InvalidSocksClientOptionsProxy: "Invalid SOCKS proxy details were provided.",
      InvalidSocksClientOptionsTimeout: "An invalid timeout value was provided. Please enter a value above 0 (in ms).",
      InvalidSocksClientOptionsProxiesLength: "At least two socks proxies must be provided for chaining.",
      InvalidSocksClientOptionsCustomAuthRange: "Custom auth must be a value between 0x80 and 0xFE.",
      InvalidSocksClientOptionsCustomAuthOptions: "When a custom_auth_method is provided, custom_auth_request_handler, custom_auth_response_size, and custom_auth_response_handler must also be provided and valid.",
      NegotiationError: "Negotiation error",
      SocketClosed: "Socket closed",
      ProxyConnectionTimedOut: "Proxy connection timed out",
      InternalError: "SocksClient internal error (this should not happen)",
      InvalidSocks4HandshakeResponse: "Received invalid Socks4 handshake response",
      Socks4ProxyRejectedConnection: "Socks4 Proxy rejected connection",
      InvalidSocks4IncomingConnectionResponse: "Socks4 invalid incoming connection response",
      Socks4ProxyRejectedIncomingBoundConnection: "Socks4 Proxy rejected incoming bound connection",
      InvalidSocks5InitialHandshakeResponse: "Received invalid Socks5 initial handshake response",
      InvalidSocks5IntiailHandshakeSocksVersion: "Received invalid Socks5 initial handshake (invalid socks version)",
      InvalidSocks5InitialHandshakeNoAcceptedAuthType: "Received invalid Socks5 initial handshake (no accepted authentication type)",
      InvalidSocks5InitialHandshakeUnknownAuthType: "Received invalid Socks5 initial handshake (unknown authentication type)",
      Socks5AuthenticationFailed: "Socks5 Authentication failed",
      InvalidSocks5FinalHandshake: "Received invalid Socks5 final handshake response",
      InvalidSocks5FinalHandshakeRejected: "Socks5 proxy rejected connection",
      InvalidSocks5IncomingConnectionResponse: "Received invalid Socks5 incoming connection response",
      Socks5ProxyRejectedIncomingBoundConnection: "Socks5 Proxy rejected incoming bound connection"
    };
    exports2.ERRORS = ERRORS;
    var SOCKS_INCOMING_PACKET_SIZES = {
      Socks5InitialHandshakeResponse: 2,
      Socks5UserPassAuthenticationResponse: 2,
      // Command response + incoming connection (bind)
      Socks5ResponseHeader: 5,
      // We need at least 5 to read the hostname length, then we wait for the address+port information.
      Socks5ResponseIPv4: 10,
      // 4 header + 4 ip + 2 port
      Socks5ResponseIPv6: 22,
      // 4 header + 16 ip + 2 port
      Socks5ResponseHostname: (hostNameLength) => hostNameLength + 7,
      // 4 header + 1 host length + host + 2 port
      // Command response + incoming connection (bind)
      Socks4Response: 8
      // 2 header + 2 port + 4 ip
    };
    exports2.SOCKS_INCOMING_PACKET_SIZES = SOCKS_INCOMING_PACKET_SIZES;
    var SocksCommand;
    (function(SocksCommand2) {
      SocksCommand2[SocksCommand2["connect"] = 1] = "connect";
      SocksCommand2[SocksCommand2["bind"] = 2] = "bind";
      SocksCommand2[SocksCommand2["associate"] = 3] = "associate";
    })(SocksCommand || (exports2.SocksCommand = SocksCommand = {}));
    var Socks4Response;
    (function(Socks4Response2) {
      Socks4Response2[Socks4Response2["Granted"] = 90] = "Granted";
      Socks4Response2[Socks4Response2["Failed"] = 91] = "Failed";
      Socks4Response2[Socks4Response2["Rejected"] = 92] = "Rejected";
      Socks4Response2[Socks4Response2["RejectedIdent"] = 93] = "RejectedIdent";
    })(Socks4Response || (exports2.Socks4Response = Socks4Response = {}));
    var Socks5Auth;
    (function(Socks5Auth2) {
      Socks5Auth2[Socks5Auth2["NoAuth"] = 0] = "NoAuth";
      Socks5Auth2[Socks5Auth2["GSSApi"] = 1] = "GSSApi";
      Socks5Auth2[Socks5Auth2["UserPass"] = 2] = "UserPass";
    })(Socks5Auth || (exports2.Socks5Auth = Socks5Auth = {}));
    var SOCKS5_CUSTOM_AUTH_START = 128;
    exports2.SOCKS5_CUSTOM_AUTH_START = SOCKS5_CUSTOM_AUTH_START;
    var SOCKS5_CUSTOM_AUTH_END = 254;
    exports2.SOCKS5_CUSTOM_AUTH_END = SOCKS5_CUSTOM_AUTH_END;
    var SOCKS5_NO_ACCEPTABLE_AUTH = 255;
    exports2.SOCKS5_NO_ACCEPTABLE_AUTH = SOCKS5_NO_ACCEPTABLE_AUTH;
    var Socks5Response;
    (function(Socks5Response2) {
      Socks5Response2[Socks5Response2["Granted"] = 0] = "Granted";
      Socks5Response2[Socks5Response2["Failure"] = 1] = "Failure";
      Socks5Response2[Socks5Response2["NotAllowed"] = 2] = "NotAllowed";
      Socks5Response2[Socks5Response2["NetworkUnreachable"] = 3] = "NetworkUnreachable";
      Socks5Response2[Socks5Response2["HostUnreachable"] = 4] = "HostUnreachable";
      Socks5Response2[Socks5Response2["ConnectionRefused"] = 5] = "ConnectionRefused";
      Socks5Response2[Socks5Response2["TTLExpired"] = 6] = "TTLExpired";
      Socks5Response2[Socks5Response2["CommandNotSupported"] = 7] = "CommandNotSupported";
      Socks5Response2[Socks5Response2["AddressNotSupported"] = 8] = "AddressNotSupported";
    })(Socks5Response || (exports2.Socks5Response = Socks5Response = {}));
    var Socks5HostType;
    (function(Socks5HostType2) {
      Socks5HostType2[Socks5HostType2["IPv4"] = 1] = "IPv4";
      Socks5HostType2[Socks5HostType2["Hostname"] = 3] = "Hostname";
      Socks5HostType2[Socks5HostType2["IPv6"] = 4] = "IPv6";
    })(Socks5HostType || (exports2.Socks5HostType = Socks5HostType = {}));
    var SocksClientState;
    (function(SocksClientState2) {
      SocksClientState2[SocksClientState2["Created"] = 0] = "Created";
      SocksClientState2[SocksClientState2["Connecting"] = 1] = "Connecting";
      SocksClientState2[SocksClientState2["Connected"] = 2] = "Connected";
      SocksClientState2[SocksClientState2["SentInitialHandshake"] = 3] = "SentInitialHandshake";
      SocksClientState2[SocksClientState2["ReceivedInitialHandshakeResponse"] = 4] = "ReceivedInitialHandshakeResponse";
      SocksClientState2[SocksClientState2["SentAuthentication"] = 5] = "SentAuthentication";
      SocksClientState2[SocksClientState2["ReceivedAuthenticationResponse"] = 6] = "ReceivedAuthenticationResponse";
      SocksClientState2[SocksClientState2["SentFinalHandshake"] = 7] = "SentFinalHandshake";
      SocksClientState2[SocksClientState2["ReceivedFinalResponse"] = 8] = "ReceivedFinalResponse";
      SocksClientState2[SocksClientState2["BoundWaitingForConnection"] = 9] = "BoundWaitingForConnection";
      SocksClientState2[SocksClientState2["Established"] = 10] = "Established";
      SocksClientState2[SocksClientState2["Disconnected"] = 11] = "Disconnected";
      SocksClientState2[SocksClientState2["Error"] = 99] = "Error";
    })(SocksClientState || (exports2.SocksClientState = SocksClientState = {}));
  }
});

// node_modules/socks/build/common/util.js
var require_util = __commonJS({
  "node_modules/socks/build/common/util.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.SocksClientError = void 0;
    exports2.shuffleArray = shuffleArray;
    var SocksClientError = class extends Error {
      constructor(message, options) {
        super(message);
        this.options = options;
      }
    };
    exports2.SocksClientError = SocksClientError;
    function shuffleArray(array2) {
      for (let i = array2.length - 1; i > 0; i--) {
        const j = Math.floor(Math.random() * (i + 1));
        [array2[i], array2[j]] = [array2[j], array2[i]];
      }
    }
  }
});

// node_modules/ip-address/dist/address-error.js
var require_address_error = __commonJS({
  "node_modules/ip-address/dist/address-error.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.AddressError = void 0;
    var AddressError = class extends Error {
      constructor(message, parseMessage) {
        super(message);
        this.name = "AddressError";
        this.parseMessage = parseMessage;
      }
    };
    exports2.AddressError = AddressError;
  }
});

// node_modules/ip-address/dist/common.js
var require_common = __commonJS({
  "node_modules/ip-address/dist/common.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.isInSubnet = isInSubnet;
    exports2.isHostInSubnet = isHostInSubnet;
    exports2.isGloballyReachable = isGloballyReachable;
    exports2.offsetBigInt = offsetBigInt;
    exports2.isCorrect = isCorrect;
    exports2.prefixLengthFromMask = prefixLengthFromMask;
    exports2.assertByteArray = assertByteArray;
    exports2.numberToPaddedHex = numberToPaddedHex;
    exports2.stringToPaddedHex = stringToPaddedHex;
    exports2.testBit = testBit;
    var address_error_1 = require_address_error();
    function isInSubnet(address) {
      if (this.subnetMask < address.subnetMask) {
        return false;
      }
      return isHostInSubnet.call(this, address);
    }
    function isHostInSubnet(address) {
      if (this.binaryZeroPad().length !== address.binaryZeroPad().length) {
        return false;
      }
      return this.mask(address.subnetMask) === address.mask();
    }
    function isGloballyReachable(entries) {
      let best = null;
      for (let i = 0; i < entries.length; i++) {
        const entry = entries[i];
        if (entry.reachable !== null && isHostInSubnet.call(this, entry.subnet) && (best === null || entry.subnet.subnetMask > best.subnet.subnetMask)) {
          best = entry;
        }
      }
      return best === null ? true : best.reachable;
    }
    function offsetBigInt(value, n, bits, family) {
      if (typeof n === "number" && !Number.isSafeInteger(n)) {
        throw new address_error_1.AddressError(`${family} offset must be an integer`);
      }
      if (typeof n !== "number" && typeof n !== "bigint") {
        throw new address_error_1.AddressError(`${family} offset must be an integer`);
      }
      const result = value + BigInt(n);
      if (result < BigInt(0) || result > (BigInt(1) << BigInt(bits)) - BigInt(1)) {
        throw new address_error_1.AddressError(`${family} offset leaves the address space`);
      }
      return result;
    }
    function isCorrect(defaultBits) {
      return function isCorrectForm() {
        if (this.addressMinusSuffix !== this.correctForm()) {
          return false;
        }
        if (this.subnetMask === defaultBits && !this.parsedSubnet) {
          return true;
        }
        return this.parsedSubnet === String(this.subnetMask);
      };
    }
    function prefixLengthFromMask(value, totalBits) {
      const binary = value.toString(2).padStart(totalBits, "0");
      if (binary.length > totalBits) {
        throw new address_error_1.AddressError("Invalid subnet mask.");
      }
      const firstZero = binary.indexOf("0");
      if (firstZero === -1) {
        return totalBits;
      }
      if (binary.slice(firstZero).includes("1")) {
        throw new address_error_1.AddressError("Invalid subnet mask.");
      }
      return firstZero;
    }
    function assertByteArray(bytes, byteCount, family, minimum) {
      if (bytes.length !== byteCount) {
        throw new address_error_1.AddressError(`${family} addresses require exactly ${byteCount} bytes`);
      }
      for (let i = 0; i < bytes.length; i++) {
        if (!Number.isInteger(bytes[i]) || bytes[i] < minimum || bytes[i] > 255) {
          throw new address_error_1.AddressError(`All bytes must be integers between ${minimum} and 255`);
        }
      }
    }
    function numberToPaddedHex(number) {
      return number.toString(16).padStart(2, "0");
    }
    function stringToPaddedHex(numberString) {
      return numberToPaddedHex(parseInt(numberString, 10));
    }
    function testBit(binaryValue, position) {
      const { length } = binaryValue;
      if (position >= length) {
        return false;
      }
      const positionInString = length - position - 1;
      return binaryValue.substring(positionInString, positionInString + 1) === "1";
    }
  }
});

// node_modules/ip-address/dist/v4/constants.js
var require_constants2 = __commonJS({
  "node_modules/ip-address/dist/v4/constants.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.SPECIAL_PURPOSE = exports2.RE_SUBNET_STRING = exports2.RE_ADDRESS = exports2.GROUPS = exports2.BITS = void 0;
    exports2.BITS = 32;
    exports2.GROUPS = 4;
    exports2.RE_ADDRESS = /^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$/g;
    exports2.RE_SUBNET_STRING = /\/\d{1,2}$/;
    exports2.SPECIAL_PURPOSE = [
      ["0.0.0.0/8", "This network", false],
      ["0.0.0.0/32", "This host on this network", false],
      ["10.0.0.0/8", "Private-Use", false],
      ["100.64.0.0/10", "Shared Address Space", false],
      ["127.0.0.0/8", "Loopback", false],
      ["169.254.0.0/16", "Link Local", false],
      ["172.16.0.0/12", "Private-Use", false],
      ["192.0.0.0/24", "IETF Protocol Assignments", false],
      ["192.0.0.0/29", "IPv4 Service Continuity Prefix", false],
      ["192.0.0.8/32", "IPv4 dummy address", false],
      ["192.0.0.9/32", "Port Control Protocol Anycast", true],
      ["192.0.0.10/32", "Traversal Using Relays around NAT Anycast", true],
      ["192.0.0.170/32", "NAT64/DNS64 Discovery", false],
      ["192.0.0.171/32", "NAT64/DNS64 Discovery", false],
      ["192.0.2.0/24", "Documentation (TEST-NET-1)", false],
      ["192.31.196.0/24", "AS112-v4", true],
      ["192.52.193.0/24", "AMT", true],
      ["192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", null],
      ["192.88.99.2/32", "6a44-relay anycast address", false],
      ["192.168.0.0/16", "Private-Use", false],
      ["192.175.48.0/24", "Direct Delegation AS112 Service", true],
      ["198.18.0.0/15", "Benchmarking", false],
      ["198.51.100.0/24", "Documentation (TEST-NET-2)", false],
      ["203.0.113.0/24", "Documentation (TEST-NET-3)", false],
      ["240.0.0.0/4", "Reserved", false],
      ["255.255.255.255/32", "Limited Broadcast", false]
    ];
  }
});

// node_modules/ip-address/dist/ipv4.js
var require_ipv4 = __commonJS({
  "node_modules/ip-address/dist/ipv4.js"(exports2) {
    "use strict";
    var __createBinding = exports2 && exports2.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __setModuleDefault = exports2 && exports2.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = exports2 && exports2.__importStar || function(mod2) {
      if (mod2 && mod2.__esModule) return mod2;
      var result = {};
      if (mod2 != null) {
        for (var k in mod2) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod2, k)) __createBinding(result, mod2, k);
      }
      __setModuleDefault(result, mod2);
      return result;
    };
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.Address4 = void 0;
    var common = __importStar(require_common());
    var constants = __importStar(require_constants2());
    var address_error_1 = require_address_error();
    var isCorrect4 = common.isCorrect(constants.BITS);
    var Address4 = class _Address4 {
      constructor(address) {
        this.addressMinusSuffix = "";
        this.groups = constants.GROUPS;
        this.parsedAddress = [];
        this.parsedSubnet = "";
        this.subnet = "/32";
        this.subnetMask = 32;
        this.v4 = true;
        this.isCorrect = isCorrect4;
        this.isInSubnet = common.isInSubnet;
        this.isHostInSubnet = common.isHostInSubnet;
        this.address = address;
        const subnet = constants.RE_SUBNET_STRING.exec(address);
        if (subnet) {
          this.parsedSubnet = subnet[0].replace("/", "");
          this.subnetMask = parseInt(this.parsedSubnet, 10);
          this.subnet = `/${this.subnetMask}`;
          if (this.subnetMask < 0 || this.subnetMask > constants.BITS) {
            throw new address_error_1.AddressError("Invalid subnet mask.");
          }
          address = address.replace(constants.RE_SUBNET_STRING, "");
        }
        const longest = constants.GROUPS * 4 - 1;
        if (address.length > longest) {
          throw new address_error_1.AddressError(`IPv4 addresses are at most ${longest} characters.`);
        }
        this.addressMinusSuffix = address;
        this.parsedAddress = this.parse(address);
      }
      /**
       * Returns true if the given string is a valid IPv4 address (with optional
       * CIDR subnet), false otherwise. Host bits in the subnet portion are
       * allowed (e.g. `192.168.1.5/24` is valid); for strict network-address
       * validation compare `correctForm()` to `startAddress().correctForm()`,
       * or use `networkForm()`.
       */
      static isValid(address) {
        try {
          new _Address4(address);
          return true;
        } catch {
          return false;
        }
      }
      /**
       * Parses an IPv4 address string into its four octet groups and stores the
       * result on `this.parsedAddress`. Called automatically by the constructor;
       * you typically don't need to call it directly. Throws `AddressError` if
       * the input is not a valid IPv4 address.
       */
      parse(address) {
        const groups2 = address.split(".");
        if (groups2.some((group) => /^0\d/.test(group))) {
          throw new address_error_1.AddressError("IPv4 addresses can't have leading zeroes.");
        }
        if (!address.match(constants.RE_ADDRESS)) {
          throw new address_error_1.AddressError("Invalid IPv4 address.");
        }
        return groups2;
      }
      /**
       * Returns the address in correct form: octets joined with `.` and any
       * leading zeros stripped (e.g. `192.168.1.1`). For IPv4 this matches the
       * canonical dotted-decimal representation.
       */
      correctForm() {
        return this.parsedAddress.map((part) => parseInt(part, 10)).join(".");
      }
      /**
       * Construct an `Address4` from an address and a dotted-decimal subnet
       * mask given as separate strings (e.g. as returned by Node's
       * `os.networkInterfaces()`). Throws `AddressError` if the mask is
       * non-contiguous (e.g. `255.0.255.0`).
       * @example
       * var address = Address4.fromAddressAndMask('192.168.1.1', '255.255.255.0');
       * address.subnetMask; // 24
       */
      static fromAddressAndMask(address, mask2) {
        const bits = common.prefixLengthFromMask(new _Address4(mask2).bigInt(), constants.BITS);
        return new _Address4(`${address}/${bits}`);
      }
      /**
       * Construct an `Address4` from an address and a Cisco-style wildcard mask
       * given as separate strings (e.g. `0.0.0.255` for a `/24`). The wildcard
       * mask is the bitwise inverse of the subnet mask. Throws `AddressError`
       * if the mask is non-contiguous (e.g. `0.255.0.255`).
       * @example
       * var address = Address4.fromAddressAndWildcardMask('10.0.0.1', '0.0.0.255');
       * address.subnetMask; // 24
       */
      static fromAddressAndWildcardMask(address, wildcardMask) {
        const wildcard = new _Address4(wildcardMask).bigInt();
        const allOnes = (BigInt(1) << BigInt(constants.BITS)) - BigInt(1);
        const mask2 = wildcard ^ allOnes;
        const bits = common.prefixLengthFromMask(mask2, constants.BITS);
        return new _Address4(`${address}/${bits}`);
      }
      /**
       * Construct an `Address4` from a wildcard pattern with trailing `*`
       * octets. The number of trailing wildcards determines the prefix
       * length: each `*` represents 8 bits.
       *
       * Only trailing whole-octet wildcards are supported. Partial-octet
       * wildcards (e.g. `192.168.0.1*`) and interior wildcards (e.g.
       * `192.*.0.1`) throw `AddressError`.
       * @example
       * Address4.fromWildcard('192.168.0.*').subnet;   // '/24'
       * Address4.fromWildcard('192.168.*.*').subnet;   // '/16'
       * Address4.fromWildcard('*.*.*.*').subnet;       // '/0'
       */
      static fromWildcard(input) {
        const groups2 = input.split(".");
        if (groups2.length !== constants.GROUPS) {
          throw new address_error_1.AddressError("Wildcard pattern must have 4 octets");
        }
        let firstWildcard = -1;
        for (let i = 0; i < groups2.length; i++) {
          if (groups2[i] === "*") {
            if (firstWildcard === -1) {
              firstWildcard = i;
            }
          } else if (firstWildcard !== -1) {
            throw new address_error_1.AddressError("Wildcard `*` must only appear in trailing octets (e.g. `192.168.0.*`)");
          }
        }
        const trailing = firstWildcard === -1 ? 0 : groups2.length - firstWildcard;
        const replaced = groups2.map((g) => g === "*" ? "0" : g);
        const subnetBits = constants.BITS - trailing * 8;
        return new _Address4(`${replaced.join(".")}/${subnetBits}`);
      }
      /**
       * Converts a hex string to an IPv4 address object. Accepts 8 hex digits
       * with optional `:` separators (e.g. `'7f000001'` or `'7f:00:00:01'`).
       * Throws `AddressError` for any other length or for non-hex characters.
       * @param {string} hex - a hex string to convert
       * @returns {Address4}
       */
      static fromHex(hex) {
        const stripped = hex.replace(/:/g, "");
        if (!/^[0-9a-fA-F]{8}$/.test(stripped)) {
          throw new address_error_1.AddressError("IPv4 hex must be exactly 8 hex digits");
        }
        const groups2 = [];
        for (let i = 0; i < 8; i += 2) {
          groups2.push(parseInt(stripped.slice(i, i + 2), 16));
        }
        return new _Address4(groups2.join("."));
      }
      /**
       * Converts an integer into a IPv4 address object. The integer must be a
       * non-negative safe integer in the range `[0, 2**32 - 1]`; otherwise
       * `AddressError` is thrown.
       * @param {integer} integer - a number to convert
       * @returns {Address4}
       */
      static fromInteger(integer) {
        if (!Number.isInteger(integer) || integer < 0 || integer > 4294967295) {
          throw new address_error_1.AddressError("IPv4 integer must be in the range 0 to 2**32 - 1");
        }
        return _Address4.fromHex(integer.toString(16).padStart(8, "0"));
      }
      /**
       * Return an address from in-addr.arpa form: the four octets reversed, with
       * or without the `.in-addr.arpa` suffix and root dot, in any case. Throws
       * `AddressError` unless the reversed labels form a valid IPv4 address, so
       * `fromArpa(x.reverseForm())` round-trips {@link reverseForm}.
       * @param {string} arpaFormAddress - an 'in-addr.arpa' form ipv4 address
       * @returns {Adress4}
       * @example
       * var address = Address4.fromArpa('42.2.0.192.in-addr.arpa.')
       * address.correctForm(); // '192.0.2.42'
       */
      static fromArpa(arpaFormAddress) {
        const longest = constants.GROUPS * 4 - 1 + "/32".length + ".in-addr.arpa.".length;
        if (arpaFormAddress.length > longest) {
          throw new address_error_1.AddressError(`in-addr.arpa names are at most ${longest} characters.`);
        }
        const leader = arpaFormAddress.replace(/(\.in-addr\.arpa)?\.?$/i, "");
        const address = leader.split(".").reverse().join(".");
        return new _Address4(address);
      }
      /**
       * Converts an IPv4 address object to a hex string
       * @returns {String}
       */
      toHex() {
        return this.parsedAddress.map((part) => common.stringToPaddedHex(part)).join(":");
      }
      /**
       * Converts an IPv4 address object to an array of bytes.
       *
       * To get a Node.js `Buffer`, wrap the result: `Buffer.from(address.toArray())`.
       * @returns {Array}
       */
      toArray() {
        return this.parsedAddress.map((part) => parseInt(part, 10));
      }
      /**
       * Converts an IPv4 address object to an IPv6 address group
       * @returns {String}
       */
      toGroup6() {
        const output = [];
        let i;
        for (i = 0; i < constants.GROUPS; i += 2) {
          output.push(`${common.stringToPaddedHex(this.parsedAddress[i])}${common.stringToPaddedHex(this.parsedAddress[i + 1])}`);
        }
        return output.join(":");
      }
      /**
       * Returns the address as a `bigint`
       * @returns {bigint}
       */
      bigInt() {
        return BigInt(`0x${this.parsedAddress.map((n) => common.stringToPaddedHex(n)).join("")}`);
      }
      /**
       * Helper function getting start address.
       * @returns {bigint}
       */
      _startAddress() {
        return BigInt(`0b${this.mask() + "0".repeat(constants.BITS - this.subnetMask)}`);
      }
      /**
       * The first address in the range given by this address' subnet.
       * Often referred to as the Network Address.
       * @returns {Address4}
       */
      startAddress() {
        return _Address4.fromBigInt(this._startAddress());
      }
      /**
       * The first host address in the range given by this address's subnet ie
       * the first address after the Network Address
       * @returns {Address4}
       */
      startAddressExclusive() {
        const adjust = BigInt("1");
        return _Address4.fromBigInt(this._startAddress() + adjust);
      }
      /**
       * Returns the address `n` addresses after this one (or before, when `n` is
       * negative), keeping this address's subnet mask. Throws `AddressError` when
       * the result would fall outside the IPv4 address space or `n` is not an
       * integer.
       * @param {number | bigint} n
       * @returns {Address4}
       * @example
       * new Address4('10.0.0.0/24').offset(1).correctForm(); // '10.0.0.1'
       */
      offset(n) {
        return _Address4.fromBigInt(common.offsetBigInt(this.bigInt(), n, constants.BITS, "IPv4")).withSubnetMask(this.subnetMask);
      }
      /**
       * Returns the network that follows this address's network: the address after
       * {@link endAddress}, with the same subnet mask. Throws `AddressError` when
       * this network is the last one in the address space.
       * @returns {Address4}
       * @example
       * new Address4('10.0.0.0/24').nextNetwork().networkForm(); // '10.0.1.0/24'
       */
      nextNetwork() {
        return _Address4.fromBigInt(common.offsetBigInt(this._endAddress(), 1, constants.BITS, "IPv4")).withSubnetMask(this.subnetMask);
      }
      withSubnetMask(subnetMask) {
        return new _Address4(`${this.correctForm()}/${subnetMask}`);
      }
      /**
       * Helper function getting end address.
       * @returns {bigint}
       */
      _endAddress() {
        return BigInt(`0b${this.mask() + "1".repeat(constants.BITS - this.subnetMask)}`);
      }
      /**
       * The last address in the range given by this address' subnet
       * Often referred to as the Broadcast
       * @returns {Address4}
       */
      endAddress() {
        return _Address4.fromBigInt(this._endAddress());
      }
      /**
       * The last host address in the range given by this address's subnet ie
       * the last address prior to the Broadcast Address
       * @returns {Address4}
       */
      endAddressExclusive() {
        const adjust = BigInt("1");
        return _Address4.fromBigInt(this._endAddress() - adjust);
      }
      /**
       * The dotted-decimal form of the subnet mask, e.g. `255.255.240.0` for
       * a `/20`. Returns an `Address4`; call `.correctForm()` for the string.
       * @returns {Address4}
       */
      subnetMaskAddress() {
        return _Address4.fromBigInt(BigInt(`0b${"1".repeat(this.subnetMask)}${"0".repeat(constants.BITS - this.subnetMask)}`));
      }
      /**
       * The Cisco-style wildcard mask, e.g. `0.0.0.255` for a `/24`. This is
       * the bitwise inverse of `subnetMaskAddress()`. Returns an `Address4`;
       * call `.correctForm()` for the string.
       * @returns {Address4}
       */
      wildcardMask() {
        return _Address4.fromBigInt(BigInt(`0b${"0".repeat(this.subnetMask)}${"1".repeat(constants.BITS - this.subnetMask)}`));
      }
      /**
       * The network address in CIDR string form, e.g. `192.168.1.0/24` for
       * `192.168.1.5/24`. For an address with no explicit subnet the prefix is
       * `/32`, e.g. `networkForm()` on `192.168.1.5` returns `192.168.1.5/32`.
       * @returns {string}
       */
      networkForm() {
        return `${this.startAddress().correctForm()}/${this.subnetMask}`;
      }
      /**
       * Converts a BigInt to a v4 address object. The value must be in the
       * range `[0, 2**32 - 1]`; otherwise `AddressError` is thrown.
       * @param {bigint} bigInt - a BigInt to convert
       * @returns {Address4}
       */
      static fromBigInt(bigInt) {
        if (bigInt < BigInt(0) || bigInt > BigInt(4294967295)) {
          throw new address_error_1.AddressError("IPv4 BigInt must be in the range 0 to 2**32 - 1");
        }
        return _Address4.fromHex(bigInt.toString(16).padStart(8, "0"));
      }
      /**
       * Convert a byte array to an Address4 object. Throws `AddressError` unless
       * given exactly 4 integers from 0 to 255. Signed bytes are rejected, so
       * this differs from `Address6.fromByteArray`, which folds them; the two
       * contracts converge on this stricter form in the next major version.
       *
       * To convert from a Node.js `Buffer`, spread it: `Address4.fromByteArray([...buf])`.
       * @param {Array<number>} bytes - an array of 4 bytes (0-255)
       * @returns {Address4}
       */
      static fromByteArray(bytes) {
        common.assertByteArray(bytes, 4, "IPv4", 0);
        return this.fromUnsignedByteArray(bytes);
      }
      /**
       * Convert an unsigned byte array to an Address4 object. Throws
       * `AddressError` unless given exactly 4 bytes, and rejects values outside
       * 0 to 255 when parsing the resulting address.
       *
       * To convert from a Node.js `Buffer`, spread it:
       * `Address4.fromUnsignedByteArray([...buf])`.
       * @param {Array<number>} bytes - an array of 4 unsigned bytes (0-255)
       * @returns {Address4}
       */
      static fromUnsignedByteArray(bytes) {
        if (bytes.length !== 4) {
          throw new address_error_1.AddressError("IPv4 addresses require exactly 4 bytes");
        }
        const address = bytes.join(".");
        return new _Address4(address);
      }
      /**
       * Returns the first n bits of the address, defaulting to the
       * subnet mask
       * @returns {String}
       */
      mask(mask2) {
        if (mask2 === void 0) {
          mask2 = this.subnetMask;
        }
        return this.getBitsBase2(0, mask2);
      }
      /**
       * Returns the bits in the given range as a base-2 string
       * @returns {string}
       */
      getBitsBase2(start2, end) {
        return this.binaryZeroPad().slice(start2, end);
      }
      /**
       * Return the reversed in-addr.arpa form of the address, e.g.
       * `42.2.0.192.in-addr.arpa.` for `192.0.2.42`.
       * @param {Object} options
       * @param {boolean} options.omitSuffix - omit the "in-addr.arpa" suffix
       * @returns {String}
       */
      reverseForm(options) {
        if (!options) {
          options = {};
        }
        const reversed = this.correctForm().split(".").reverse().join(".");
        if (options.omitSuffix) {
          return reversed;
        }
        return `${reversed}.in-addr.arpa.`;
      }
      /**
       * Returns true if the given address is a multicast address
       * @returns {boolean}
       */
      isMulticast() {
        return this.isHostInSubnet(MULTICAST_V4);
      }
      /**
       * Returns true if the address is in one of the [RFC 1918](https://datatracker.ietf.org/doc/html/rfc1918) private address ranges (`10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16`).
       * @returns {boolean}
       */
      isPrivate() {
        return PRIVATE_V4.some((subnet) => this.isHostInSubnet(subnet));
      }
      /**
       * Returns true if the address is in the loopback range `127.0.0.0/8` ([RFC 1122](https://datatracker.ietf.org/doc/html/rfc1122)).
       * @returns {boolean}
       */
      isLoopback() {
        return this.isHostInSubnet(LOOPBACK_V4);
      }
      /**
       * Returns true if the address is in the link-local range `169.254.0.0/16` ([RFC 3927](https://datatracker.ietf.org/doc/html/rfc3927)).
       * @returns {boolean}
       */
      isLinkLocal() {
        return this.isHostInSubnet(LINK_LOCAL_V4);
      }
      /**
       * Returns true if the address is the unspecified address `0.0.0.0`.
       * @returns {boolean}
       */
      isUnspecified() {
        return this.isHostInSubnet(UNSPECIFIED_V4);
      }
      /**
       * Returns true if the address is the limited broadcast address `255.255.255.255` ([RFC 919](https://datatracker.ietf.org/doc/html/rfc919)).
       * @returns {boolean}
       */
      isBroadcast() {
        return this.isHostInSubnet(BROADCAST_V4);
      }
      /**
       * Returns true if the address is in the carrier-grade NAT range `100.64.0.0/10` ([RFC 6598](https://datatracker.ietf.org/doc/html/rfc6598)).
       * @returns {boolean}
       */
      isCGNAT() {
        return this.isHostInSubnet(CGNAT_V4);
      }
      /**
       * Returns true if the address is in one of the documentation ranges
       * `192.0.2.0/24`, `198.51.100.0/24`, or `203.0.113.0/24` ([RFC 5737](https://datatracker.ietf.org/doc/html/rfc5737)).
       * @returns {boolean}
       */
      isDocumentation() {
        return DOCUMENTATION_V4.some((subnet) => this.isHostInSubnet(subnet));
      }
      /**
       * Returns true if the address is in the benchmarking range `198.18.0.0/15` ([RFC 2544](https://datatracker.ietf.org/doc/html/rfc2544)).
       * @returns {boolean}
       */
      isBenchmarking() {
        return this.isHostInSubnet(BENCHMARKING_V4);
      }
      /**
       * Returns true if the address is in the reserved range `240.0.0.0/4` ([RFC 1112](https://datatracker.ietf.org/doc/html/rfc1112)),
       * which includes the limited broadcast address.
       * @returns {boolean}
       */
      isReserved() {
        return this.isHostInSubnet(RESERVED_V4);
      }
      /**
       * Returns true if the address is globally reachable: not multicast, and not
       * in any block the [IANA IPv4 Special-Purpose Address Registry](https://www.iana.org/assignments/iana-ipv4-special-registry/)
       * marks as not globally reachable. That covers everything the individual
       * classifiers name (private, loopback, link-local, CGNAT, unspecified,
       * broadcast, documentation, benchmarking, reserved) and the blocks they do
       * not, such as `0.0.0.0/8` and the IETF protocol assignments in
       * `192.0.0.0/24`. This is the single predicate to use where a request must
       * not reach an internal or special-purpose destination; see SECURITY.md.
       * @returns {boolean}
       */
      isGlobal() {
        return !this.isMulticast() && common.isGloballyReachable.call(this, SPECIAL_PURPOSE_V4);
      }
      /**
       * Returns a zero-padded base-2 string representation of the address
       * @returns {string}
       */
      binaryZeroPad() {
        if (this._binaryZeroPad === void 0) {
          this._binaryZeroPad = this.bigInt().toString(2).padStart(constants.BITS, "0");
        }
        return this._binaryZeroPad;
      }
      /**
       * Groups an IPv4 address for inclusion at the end of an IPv6 address.
       *
       * Returns an HTML fragment: each half of the address is wrapped in a
       * `<span>` carrying the group classes an address-inspector UI hovers on.
       * The address content is HTML-escaped; anything you concatenate around it
       * is your responsibility.
       * @returns {String}
       */
      groupForV6() {
        const segments = this.parsedAddress;
        return this.correctForm().replace(constants.RE_ADDRESS, `<span class="hover-group group-v4 group-6">${segments.slice(0, 2).join(".")}</span>.<span class="hover-group group-v4 group-7">${segments.slice(2, 4).join(".")}</span>`);
      }
    };
    exports2.Address4 = Address4;
    var MULTICAST_V4 = new Address4("224.0.0.0/4");
    var PRIVATE_V4 = [
      new Address4("10.0.0.0/8"),
      new Address4("172.16.0.0/12"),
      new Address4("192.168.0.0/16")
    ];
    var LOOPBACK_V4 = new Address4("127.0.0.0/8");
    var LINK_LOCAL_V4 = new Address4("169.254.0.0/16");
    var UNSPECIFIED_V4 = new Address4("0.0.0.0/32");
    var BROADCAST_V4 = new Address4("255.255.255.255/32");
    var CGNAT_V4 = new Address4("100.64.0.0/10");
    var DOCUMENTATION_V4 = [
      new Address4("192.0.2.0/24"),
      new Address4("198.51.100.0/24"),
      new Address4("203.0.113.0/24")
    ];
    var BENCHMARKING_V4 = new Address4("198.18.0.0/15");
    var RESERVED_V4 = new Address4("240.0.0.0/4");
    var SPECIAL_PURPOSE_V4 = constants.SPECIAL_PURPOSE.map(([cidr, , reachable]) => ({
      subnet: new Address4(cidr),
      reachable
    }));
  }
});

// node_modules/ip-address/dist/v6/constants.js
var require_constants3 = __commonJS({
  "node_modules/ip-address/dist/v6/constants.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.SPECIAL_PURPOSE = exports2.RE_URL_WITH_PORT = exports2.RE_URL = exports2.RE_ZONE_STRING = exports2.RE_SUBNET_STRING = exports2.RE_BAD_ADDRESS = exports2.RE_BAD_CHARACTERS = exports2.TYPES = exports2.SCOPES = exports2.GROUPS = exports2.BITS = void 0;
    exports2.BITS = 128;
    exports2.GROUPS = 8;
    exports2.SCOPES = {
      0: "Reserved",
      1: "Interface local",
      2: "Link local",
      4: "Admin local",
      5: "Site local",
      8: "Organization local",
      14: "Global",
      15: "Reserved"
    };
    exports2.TYPES = {
      "ff01::1/128": "Multicast (All nodes on this interface)",
      "ff01::2/128": "Multicast (All routers on this interface)",
      "ff02::1/128": "Multicast (All nodes on this link)",
      "ff02::2/128": "Multicast (All routers on this link)",
      "ff05::2/128": "Multicast (All routers in this site)",
      "ff02::5/128": "Multicast (OSPFv3 AllSPF routers)",
      "ff02::6/128": "Multicast (OSPFv3 AllDR routers)",
      "ff02::9/128": "Multicast (RIP routers)",
      "ff02::a/128": "Multicast (EIGRP routers)",
      "ff02::d/128": "Multicast (PIM routers)",
      "ff02::16/128": "Multicast (MLDv2 reports)",
      "ff01::fb/128": "Multicast (mDNSv6)",
      "ff02::fb/128": "Multicast (mDNSv6)",
      "ff05::fb/128": "Multicast (mDNSv6)",
      "ff02::1:2/128": "Multicast (All DHCP servers and relay agents on this link)",
      "ff05::1:2/128": "Multicast (All DHCP servers and relay agents in this site)",
      "ff02::1:3/128": "Multicast (All DHCP servers on this link)",
      "ff05::1:3/128": "Multicast (All DHCP servers in this site)",
      "::/128": "Unspecified",
      "::1/128": "Loopback",
      "::ffff:0:0/96": "IPv4-mapped",
      "ff00::/8": "Multicast",
      "fe80::/10": "Link-local unicast",
      "fc00::/7": "Unique local",
      "2001::/32": "Teredo",
      "2001:2::/48": "Benchmarking",
      "2002::/16": "6to4",
      "2001:db8::/32": "Documentation",
      "3fff::/20": "Documentation",
      "100::/64": "Discard-only",
      "fec0::/10": "Site-local unicast (deprecated)",
      "::/96": "IPv4-compatible (deprecated)",
      "64:ff9b::/96": "NAT64 (well-known)",
      "64:ff9b:1::/48": "NAT64 (local-use)"
    };
    exports2.RE_BAD_CHARACTERS = /([^0-9a-f:/%])/gi;
    exports2.RE_BAD_ADDRESS = /([0-9a-f]{5,}|:{3,}|[^:]:$|^:[^:]|\/$)/gi;
    exports2.RE_SUBNET_STRING = /\/\d{1,3}(?=%|$)/;
    exports2.RE_ZONE_STRING = /%.*$/;
    exports2.RE_URL = /^(?:\[([0-9a-f:.]+)\]|([0-9a-f:.]+))(?:[/?#].*)?$/i;
    exports2.RE_URL_WITH_PORT = /^\[([0-9a-f:.]+)\]:([0-9]{1,5})(?:[/?#].*)?$/i;
    exports2.SPECIAL_PURPOSE = [
      ["::1/128", "Loopback Address", false],
      ["::/128", "Unspecified Address", false],
      ["::ffff:0:0/96", "IPv4-mapped Address", false],
      ["64:ff9b::/96", "IPv4-IPv6 Translat.", true],
      ["64:ff9b:1::/48", "IPv4-IPv6 Translat.", false],
      ["100::/64", "Discard-Only Address Block", false],
      ["100:0:0:1::/64", "Dummy IPv6 Prefix", false],
      ["2001::/23", "IETF Protocol Assignments", false],
      ["2001::/32", "TEREDO", false],
      ["2001:1::1/128", "Port Control Protocol Anycast", true],
      ["2001:1::2/128", "Traversal Using Relays around NAT Anycast", true],
      ["2001:1::3/128", "DNS-SD Service Registration Protocol Anycast", true],
      ["2001:2::/48", "Benchmarking", false],
      ["2001:3::/32", "AMT", true],
      ["2001:4:112::/48", "AS112-v6", true],
      ["2001:10::/28", "Deprecated (previously ORCHID)", null],
      ["2001:20::/28", "ORCHIDv2", true],
      ["2001:30::/28", "Drone Remote ID Protocol Entity Tags (DETs) Prefix", true],
      ["2001:db8::/32", "Documentation", false],
      ["2002::/16", "6to4", false],
      ["2620:4f:8000::/48", "Direct Delegation AS112 Service", true],
      ["3fff::/20", "Documentation", false],
      ["5f00::/16", "Segment Routing (SRv6) SIDs", false],
      ["fc00::/7", "Unique-Local", false],
      ["fe80::/10", "Link-Local Unicast", false]
    ];
  }
});

// node_modules/ip-address/dist/v6/helpers.js
var require_helpers = __commonJS({
  "node_modules/ip-address/dist/v6/helpers.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.escapeHtml = escapeHtml;
    exports2.spanAllZeroes = spanAllZeroes;
    exports2.spanAll = spanAll;
    exports2.spanLeadingZeroes = spanLeadingZeroes;
    exports2.simpleGroup = simpleGroup;
    function escapeHtml(s) {
      return s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/'/g, "&#39;");
    }
    function spanAllZeroes(s) {
      return escapeHtml(s).replace(/(0+)/g, '<span class="zero">$1</span>');
    }
    function spanAll(s, offset = 0) {
      const letters = s.split("");
      return letters.map((n, i) => `<span class="digit value-${escapeHtml(n)} position-${i + offset}">${spanAllZeroes(n)}</span>`).join("");
    }
    function spanLeadingZeroesSimple(group) {
      return escapeHtml(group).replace(/^(0+)/, '<span class="zero">$1</span>');
    }
    function spanLeadingZeroes(address) {
      const groups2 = address.split(":");
      return groups2.map((g) => spanLeadingZeroesSimple(g)).join(":");
    }
    function simpleGroup(addressString, offset = 0) {
      const groups2 = addressString.split(":");
      return groups2.map((g, i) => {
        if (/group-v4/.test(g)) {
          return g;
        }
        return `<span class="hover-group group-${i + offset}">${spanLeadingZeroesSimple(g)}</span>`;
      });
    }
  }
});

// node_modules/ip-address/dist/v6/regular-expressions.js
var require_regular_expressions = __commonJS({
  "node_modules/ip-address/dist/v6/regular-expressions.js"(exports2) {
    "use strict";
    var __createBinding = exports2 && exports2.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __setModuleDefault = exports2 && exports2.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = exports2 && exports2.__importStar || function(mod2) {
      if (mod2 && mod2.__esModule) return mod2;
      var result = {};
      if (mod2 != null) {
        for (var k in mod2) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod2, k)) __createBinding(result, mod2, k);
      }
      __setModuleDefault(result, mod2);
      return result;
    };
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.ADDRESS_BOUNDARY = void 0;
    exports2.groupPossibilities = groupPossibilities;
    exports2.padGroup = padGroup;
    exports2.simpleRegularExpression = simpleRegularExpression;
    exports2.possibleElisions = possibleElisions;
    var v6 = __importStar(require_constants3());
    function groupPossibilities(possibilities) {
      return `(${possibilities.join("|")})`;
    }
    function padGroup(group) {
      if (group.length < 4) {
        return `0{0,${4 - group.length}}${group}`;
      }
      return group;
    }
    exports2.ADDRESS_BOUNDARY = "[^A-Fa-f0-9:]";
    function simpleRegularExpression(groups2) {
      const zeroIndexes = [];
      groups2.forEach((group, i) => {
        const groupInteger = parseInt(group, 16);
        if (groupInteger === 0) {
          zeroIndexes.push(i);
        }
      });
      const possibilities = zeroIndexes.map((zeroIndex) => groups2.map((group, i) => {
        if (i === zeroIndex) {
          const elision = i === 0 || i === v6.GROUPS - 1 ? ":" : "";
          return groupPossibilities([padGroup(group), elision]);
        }
        return padGroup(group);
      }).join(":"));
      possibilities.push(groups2.map(padGroup).join(":"));
      return groupPossibilities(possibilities);
    }
    function possibleElisions(elidedGroups, moreLeft, moreRight) {
      const left2 = moreLeft ? "" : ":";
      const right2 = moreRight ? "" : ":";
      const possibilities = [];
      if (!moreLeft && !moreRight) {
        possibilities.push("::");
      }
      if (moreLeft && moreRight) {
        possibilities.push("");
      }
      if (moreRight && !moreLeft || !moreRight && moreLeft) {
        possibilities.push(":");
      }
      possibilities.push(`${left2}(:0{1,4}){1,${elidedGroups - 1}}`);
      possibilities.push(`(0{1,4}:){1,${elidedGroups - 1}}${right2}`);
      possibilities.push(`(0{1,4}:){${elidedGroups - 1}}0{1,4}`);
      for (let groups2 = 1; groups2 < elidedGroups - 1; groups2++) {
        for (let position = 1; position < elidedGroups - groups2; position++) {
          possibilities.push(`(0{1,4}:){${position}}:(0{1,4}:){${elidedGroups - position - groups2 - 1}}0{1,4}`);
        }
      }
      return groupPossibilities(possibilities);
    }
  }
});

// node_modules/ip-address/dist/ipv6.js
var require_ipv6 = __commonJS({
  "node_modules/ip-address/dist/ipv6.js"(exports2) {
    "use strict";
    var __createBinding = exports2 && exports2.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __setModuleDefault = exports2 && exports2.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = exports2 && exports2.__importStar || function(mod2) {
      if (mod2 && mod2.__esModule) return mod2;
      var result = {};
      if (mod2 != null) {
        for (var k in mod2) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod2, k)) __createBinding(result, mod2, k);
      }
      __setModuleDefault(result, mod2);
      return result;
    };
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.Address6 = void 0;
    var common = __importStar(require_common());
    var constants4 = __importStar(require_constants2());
    var constants6 = __importStar(require_constants3());
    var helpers = __importStar(require_helpers());
    var ipv4_1 = require_ipv4();
    var regular_expressions_1 = require_regular_expressions();
    var address_error_1 = require_address_error();
    var common_1 = require_common();
    var isCorrect6 = common.isCorrect(constants6.BITS);
    function assert(condition) {
      if (!condition) {
        throw new Error("Assertion failed.");
      }
    }
    function addCommas(number) {
      const r = /(\d+)(\d{3})/;
      while (r.test(number)) {
        number = number.replace(r, "$1,$2");
      }
      return number;
    }
    function spanLeadingZeroes4(n) {
      n = n.replace(/^(0{1,})([1-9]+)$/, '<span class="parse-error">$1</span>$2');
      n = n.replace(/^(0{1,})(0)$/, '<span class="parse-error">$1</span>$2');
      return n;
    }
    function compact(address, slice) {
      const s1 = [];
      const s2 = [];
      let i;
      for (i = 0; i < address.length; i++) {
        if (i < slice[0]) {
          s1.push(address[i]);
        } else if (i > slice[1]) {
          s2.push(address[i]);
        }
      }
      return s1.concat(["compact"]).concat(s2);
    }
    function paddedHex(octet) {
      return parseInt(octet, 16).toString(16).padStart(4, "0");
    }
    function unsignByte(b) {
      return b & 255;
    }
    var Address6 = class _Address6 {
      constructor(address, optionalGroups) {
        this.addressMinusSuffix = "";
        this.parsedSubnet = "";
        this.subnet = "/128";
        this.subnetMask = 128;
        this.v4 = false;
        this.zone = "";
        this.isInSubnet = common.isInSubnet;
        this.isHostInSubnet = common.isHostInSubnet;
        this.isCorrect = isCorrect6;
        if (optionalGroups === void 0) {
          this.groups = constants6.GROUPS;
        } else {
          this.groups = optionalGroups;
        }
        this.address = address;
        const subnet = constants6.RE_SUBNET_STRING.exec(address);
        if (subnet) {
          this.parsedSubnet = subnet[0].replace("/", "");
          this.subnetMask = parseInt(this.parsedSubnet, 10);
          this.subnet = `/${this.subnetMask}`;
          if (Number.isNaN(this.subnetMask) || this.subnetMask < 0 || this.subnetMask > constants6.BITS) {
            throw new address_error_1.AddressError("Invalid subnet mask.");
          }
          address = address.replace(constants6.RE_SUBNET_STRING, "");
        }
        if (/\//.test(address)) {
          throw new address_error_1.AddressError("Invalid subnet mask.");
        }
        const zoneStart = address.indexOf("%");
        if (zoneStart !== -1 && /^.*$/.test(address.slice(zoneStart))) {
          this.zone = address.slice(zoneStart);
          address = address.slice(0, zoneStart);
        }
        const longest = this.groups * 5 + 5;
        if (address.length > longest) {
          throw new address_error_1.AddressError(`IPv6 addresses are at most ${longest} characters.`);
        }
        this.addressMinusSuffix = address;
        this.parsedAddress = this.parse(this.addressMinusSuffix);
      }
      /**
       * Returns true if the given string is a valid IPv6 address (with optional
       * CIDR subnet and zone identifier), false otherwise. Host bits in the
       * subnet portion are allowed (e.g. `2001:db8::1/32` is valid); for strict
       * network-address validation compare `correctForm()` to
       * `startAddress().correctForm()`, or use `networkForm()`.
       */
      static isValid(address) {
        try {
          new _Address6(address);
          return true;
        } catch {
          return false;
        }
      }
      /**
       * Convert a BigInt to a v6 address object. The value must be in the
       * range `[0, 2**128 - 1]`; otherwise `AddressError` is thrown.
       * @param {bigint} bigInt - a BigInt to convert
       * @returns {Address6}
       * @example
       * var bigInt = BigInt('1000000000000');
       * var address = Address6.fromBigInt(bigInt);
       * address.correctForm(); // '::e8:d4a5:1000'
       */
      static fromBigInt(bigInt) {
        if (bigInt < BigInt(0) || bigInt > (BigInt(1) << BigInt(constants6.BITS)) - BigInt(1)) {
          throw new address_error_1.AddressError("IPv6 BigInt must be in the range 0 to 2**128 - 1");
        }
        const hex = bigInt.toString(16).padStart(32, "0");
        const groups2 = [];
        for (let i = 0; i < constants6.GROUPS; i++) {
          groups2.push(hex.slice(i * 4, (i + 1) * 4));
        }
        return new _Address6(groups2.join(":"));
      }
      /**
       * Parse a URL (with optional bracketed host and port) into an address and
       * port. Returns either `{ address, port }` on success or
       * `{ error, address: null, port: null }` if the URL could not be parsed.
       * Ports are returned as numbers (or `null` if absent or out of range).
       * @example
       * var addressAndPort = Address6.fromURL('http://[ffff::]:8080/foo/');
       * addressAndPort.address.correctForm(); // 'ffff::'
       * addressAndPort.port; // 8080
       */
      static fromURL(url) {
        var _a2;
        let host;
        let port = null;
        let result;
        let error;
        const stripped = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
        if (stripped.indexOf("[") !== -1 && stripped.indexOf("]:") !== -1) {
          error = "failed to parse address with port";
          result = constants6.RE_URL_WITH_PORT.exec(stripped);
          if (result === null) {
            return { error, address: null, port: null };
          }
          host = result[1];
          port = result[2];
        } else {
          error = "failed to parse address from URL";
          result = constants6.RE_URL.exec(stripped);
          if (result === null) {
            return { error, address: null, port: null };
          }
          host = (_a2 = result[1]) !== null && _a2 !== void 0 ? _a2 : result[2];
        }
        if (port) {
          port = parseInt(port, 10);
          if (port < 0 || port > 65535) {
            port = null;
          }
        } else {
          port = null;
        }
        let address;
        try {
          address = new _Address6(host);
        } catch {
          return { error, address: null, port: null };
        }
        return { address, port };
      }
      /**
       * Construct an `Address6` from an address and a hex subnet mask given as
       * separate strings (e.g. as returned by Node's `os.networkInterfaces()`).
       * Throws `AddressError` if the mask is non-contiguous (e.g.
       * `ffff::ffff`).
       * @example
       * var address = Address6.fromAddressAndMask('fe80::1', 'ffff:ffff:ffff:ffff::');
       * address.subnetMask; // 64
       */
      static fromAddressAndMask(address, mask2) {
        const bits = common.prefixLengthFromMask(new _Address6(mask2).bigInt(), constants6.BITS);
        return new _Address6(`${address}/${bits}`);
      }
      /**
       * Construct an `Address6` from an address and a Cisco-style wildcard mask
       * given as separate strings (e.g. `::ffff:ffff:ffff:ffff` for a `/64`).
       * The wildcard mask is the bitwise inverse of the subnet mask. Throws
       * `AddressError` if the mask is non-contiguous.
       * @example
       * var address = Address6.fromAddressAndWildcardMask('fe80::1', '::ffff:ffff:ffff:ffff');
       * address.subnetMask; // 64
       */
      static fromAddressAndWildcardMask(address, wildcardMask) {
        const wildcard = new _Address6(wildcardMask).bigInt();
        const allOnes = (BigInt(1) << BigInt(constants6.BITS)) - BigInt(1);
        const mask2 = wildcard ^ allOnes;
        const bits = common.prefixLengthFromMask(mask2, constants6.BITS);
        return new _Address6(`${address}/${bits}`);
      }
      /**
       * Construct an `Address6` from a wildcard pattern with trailing `*`
       * groups. The number of trailing wildcards determines the prefix
       * length: each `*` represents 16 bits. `::` is expanded to zero groups
       * (not wildcards) before evaluating trailing wildcards.
       *
       * Only trailing whole-group wildcards are supported. Partial-group
       * wildcards (e.g. `2001:db8::0*`) and interior wildcards (e.g.
       * `*::1`) throw `AddressError`.
       * @example
       * Address6.fromWildcard('2001:db8:*:*:*:*:*:*').subnet;  // '/32'
       * Address6.fromWildcard('2001:db8::*').subnet;           // '/112'
       * Address6.fromWildcard('*:*:*:*:*:*:*:*').subnet;       // '/0'
       */
      static fromWildcard(input) {
        if (input.includes("%") || input.includes("/")) {
          throw new address_error_1.AddressError("Wildcard pattern must not include a zone or CIDR suffix");
        }
        const halves = input.split("::");
        if (halves.length > 2) {
          throw new address_error_1.AddressError("Wildcard pattern cannot contain more than one '::'");
        }
        let groups2;
        if (halves.length === 2) {
          const left2 = halves[0] === "" ? [] : halves[0].split(":");
          const right2 = halves[1] === "" ? [] : halves[1].split(":");
          const remaining = constants6.GROUPS - left2.length - right2.length;
          if (remaining < 1) {
            throw new address_error_1.AddressError("Wildcard pattern with '::' has too many groups");
          }
          groups2 = [...left2, ...new Array(remaining).fill("0"), ...right2];
        } else {
          groups2 = input.split(":");
        }
        if (groups2.length !== constants6.GROUPS) {
          throw new address_error_1.AddressError("Wildcard pattern must have 8 groups");
        }
        let firstWildcard = -1;
        for (let i = 0; i < groups2.length; i++) {
          if (groups2[i] === "*") {
            if (firstWildcard === -1) {
              firstWildcard = i;
            }
          } else if (firstWildcard !== -1) {
            throw new address_error_1.AddressError("Wildcard `*` must only appear in trailing groups (e.g. `2001:db8:*:*:*:*:*:*`)");
          }
        }
        const trailing = firstWildcard === -1 ? 0 : groups2.length - firstWildcard;
        const replaced = groups2.map((g) => g === "*" ? "0" : g);
        const subnetBits = constants6.BITS - trailing * 16;
        return new _Address6(`${replaced.join(":")}/${subnetBits}`);
      }
      /**
       * Create an IPv6-mapped address given an IPv4 address
       * @param {string} address - An IPv4 address string
       * @returns {Address6}
       * @example
       * var address = Address6.fromAddress4('192.168.0.1');
       * address.correctForm(); // '::ffff:c0a8:1'
       * address.to4in6(); // '::ffff:192.168.0.1'
       */
      static fromAddress4(address) {
        const address4 = new ipv4_1.Address4(address);
        const mask6 = constants6.BITS - (constants4.BITS - address4.subnetMask);
        return new _Address6(`::ffff:${address4.correctForm()}/${mask6}`);
      }
      /**
       * Return an address from ip6.arpa form. A full 32-nibble name gives a /128
       * address; a shorter name, as used for a delegated reverse zone, gives the
       * network it covers, with a subnet mask of four bits per nibble, so
       * `fromArpa(x.reverseForm())` round-trips {@link reverseForm} for any prefix.
       * @param {string} arpaFormAddress - an 'ip6.arpa' form address
       * @returns {Adress6}
       * @example
       * var address = Address6.fromArpa(e.f.f.f.3.c.2.6.f.f.f.e.6.6.8.e.1.0.6.7.9.4.e.c.0.0.0.0.1.0.0.2.ip6.arpa.)
       * address.correctForm(); // '2001:0:ce49:7601:e866:efff:62c3:fffe'
       * Address6.fromArpa('8.b.d.0.1.0.0.2.ip6.arpa.').networkForm(); // '2001:db8::/32'
       */
      static fromArpa(arpaFormAddress) {
        const nibbles = arpaFormAddress.replace(/(\.ip6\.arpa)?\.?$/i, "");
        if (!/^[0-9a-f](\.[0-9a-f]){0,31}$/i.test(nibbles)) {
          throw new address_error_1.AddressError("Invalid 'ip6.arpa' form.");
        }
        const reversed = nibbles.split(".").reverse();
        const subnetMask = reversed.length * 4;
        const hex = reversed.join("").padEnd(32, "0");
        const groups2 = [];
        for (let i = 0; i < constants6.GROUPS; i++) {
          groups2.push(hex.slice(i * 4, (i + 1) * 4));
        }
        return new _Address6(`${groups2.join(":")}/${subnetMask}`);
      }
      /**
       * Return the Microsoft UNC transcription of the address
       * @returns {String} the Microsoft UNC transcription of the address
       */
      microsoftTranscription() {
        return `${this.correctForm().replace(/:/g, "-")}.ipv6-literal.net`;
      }
      /**
       * Return the first n bits of the address, defaulting to the subnet mask
       * @param {number} [mask=subnet] - the number of bits to mask
       * @returns {String} the first n bits of the address as a string
       */
      mask(mask2 = this.subnetMask) {
        return this.getBitsBase2(0, mask2);
      }
      /**
       * Return the number of possible subnets of a given size in the address
       * @param {number} [subnetSize=128] - the subnet size
       * @returns {String}
       */
      // TODO: probably useful to have a numeric version of this too
      possibleSubnets(subnetSize = 128) {
        const availableBits = constants6.BITS - this.subnetMask;
        const subnetBits = Math.abs(subnetSize - constants6.BITS);
        const subnetPowers = availableBits - subnetBits;
        if (subnetPowers < 0) {
          return "0";
        }
        return addCommas((BigInt("2") ** BigInt(subnetPowers)).toString(10));
      }
      /**
       * Helper function getting start address.
       * @returns {bigint}
       */
      _startAddress() {
        return BigInt(`0b${this.mask() + "0".repeat(constants6.BITS - this.subnetMask)}`);
      }
      /**
       * The first address in the range given by this address' subnet
       * Often referred to as the Network Address.
       * @returns {Address6}
       */
      startAddress() {
        return _Address6.fromBigInt(this._startAddress());
      }
      /**
       * The first host address in the range given by this address's subnet ie
       * the first address after the Network Address
       * @returns {Address6}
       */
      startAddressExclusive() {
        const adjust = BigInt("1");
        return _Address6.fromBigInt(this._startAddress() + adjust);
      }
      /**
       * Helper function getting end address.
       * @returns {bigint}
       */
      _endAddress() {
        return BigInt(`0b${this.mask() + "1".repeat(constants6.BITS - this.subnetMask)}`);
      }
      /**
       * The last address in the range given by this address's subnet. IPv6 has
       * no broadcast address, so this is an ordinary assignable address (in a
       * 64-bit-interface-identifier subnet it falls inside the reserved
       * subnet-anycast block of [RFC 2526](https://datatracker.ietf.org/doc/html/rfc2526)).
       * @returns {Address6}
       */
      endAddress() {
        return _Address6.fromBigInt(this._endAddress());
      }
      /**
       * The address one before {@link endAddress}. This is the IPv6 counterpart
       * of the IPv4 method that skips the broadcast address; IPv6 has no broadcast,
       * so it drops exactly one address and does not model the 128 reserved
       * subnet-anycast identifiers of [RFC 2526](https://datatracker.ietf.org/doc/html/rfc2526).
       * @returns {Address6}
       */
      endAddressExclusive() {
        const adjust = BigInt("1");
        return _Address6.fromBigInt(this._endAddress() - adjust);
      }
      /**
       * Returns the address `n` addresses after this one (or before, when `n` is
       * negative), keeping this address's subnet mask. Throws `AddressError` when
       * the result would fall outside the IPv6 address space or `n` is not an
       * integer.
       * @param {number | bigint} n
       * @returns {Address6}
       * @example
       * new Address6('2001:db8::/64').offset(1).correctForm(); // '2001:db8::1'
       */
      offset(n) {
        return _Address6.fromBigInt(common.offsetBigInt(this.bigInt(), n, constants6.BITS, "IPv6")).withSubnetMask(this.subnetMask);
      }
      /**
       * Returns the network that follows this address's network: the address after
       * {@link endAddress}, with the same subnet mask. Throws `AddressError` when
       * this network is the last one in the address space.
       * @returns {Address6}
       * @example
       * new Address6('2001:db8::/64').nextNetwork().networkForm(); // '2001:db8:0:1::/64'
       */
      nextNetwork() {
        return _Address6.fromBigInt(common.offsetBigInt(this._endAddress(), 1, constants6.BITS, "IPv6")).withSubnetMask(this.subnetMask);
      }
      withSubnetMask(subnetMask) {
        return new _Address6(`${this.correctForm()}/${subnetMask}`);
      }
      /**
       * The hex form of the subnet mask, e.g. `ffff:ffff:ffff:ffff::` for a
       * `/64`. Returns an `Address6`; call `.correctForm()` for the string.
       * @returns {Address6}
       */
      subnetMaskAddress() {
        return _Address6.fromBigInt(BigInt(`0b${"1".repeat(this.subnetMask)}${"0".repeat(constants6.BITS - this.subnetMask)}`));
      }
      /**
       * The Cisco-style wildcard mask, e.g. `::ffff:ffff:ffff:ffff` for a
       * `/64`. This is the bitwise inverse of `subnetMaskAddress()`. Returns
       * an `Address6`; call `.correctForm()` for the string.
       * @returns {Address6}
       */
      wildcardMask() {
        return _Address6.fromBigInt(BigInt(`0b${"0".repeat(this.subnetMask)}${"1".repeat(constants6.BITS - this.subnetMask)}`));
      }
      /**
       * The network address in CIDR string form, e.g. `2001:db8::/32` for
       * `2001:db8::1/32`. For an address with no explicit subnet the prefix
       * is `/128`, e.g. `networkForm()` on `2001:db8::1` returns
       * `2001:db8::1/128`.
       * @returns {string}
       */
      networkForm() {
        return `${this.startAddress().correctForm()}/${this.subnetMask}`;
      }
      /**
       * Return the scope of the address. The 4-bit scope field
       * ([RFC 4291 §2.7](https://datatracker.ietf.org/doc/html/rfc4291#section-2.7))
       * is only defined for multicast addresses; for unicast addresses the scope
       * is derived from the address type per
       * [RFC 4007 §6](https://datatracker.ietf.org/doc/html/rfc4007#section-6).
       * @returns {String}
       */
      getScope() {
        const type = this.getType();
        if (type === "Multicast" || type.startsWith("Multicast ")) {
          const scope = constants6.SCOPES[parseInt(this.getBits(12, 16).toString(10), 10)];
          return scope || "Unknown";
        }
        if (type === "Link-local unicast" || type === "Loopback") {
          return "Link local";
        }
        if (type === "Unspecified") {
          return "Unknown";
        }
        return "Global";
      }
      /**
       * Return the type of the address
       * @returns {String}
       */
      getType() {
        for (let i = 0; i < TYPE_SUBNETS.length; i++) {
          const entry = TYPE_SUBNETS[i];
          if (this.isHostInSubnet(entry[0])) {
            return entry[1];
          }
        }
        return "Global unicast";
      }
      /**
       * Return the bits in the given range as a BigInt
       * @returns {bigint}
       */
      getBits(start2, end) {
        return BigInt(`0b${this.getBitsBase2(start2, end)}`);
      }
      /**
       * Return the bits in the given range as a base-2 string
       * @returns {String}
       */
      getBitsBase2(start2, end) {
        return this.binaryZeroPad().slice(start2, end);
      }
      /**
       * Return the bits in the given range as a base-16 string
       * @returns {String}
       */
      getBitsBase16(start2, end) {
        const length = end - start2;
        if (length % 4 !== 0) {
          throw new Error("Length of bits to retrieve must be divisible by four");
        }
        return this.getBits(start2, end).toString(16).padStart(length / 4, "0");
      }
      /**
       * Return the bits that are set past the subnet mask length
       * @returns {String}
       */
      getBitsPastSubnet() {
        return this.getBitsBase2(this.subnetMask, constants6.BITS);
      }
      /**
       * Return the reversed ip6.arpa form of the address
       * @param {Object} options
       * @param {boolean} options.omitSuffix - omit the "ip6.arpa" suffix
       * @returns {String}
       */
      reverseForm(options) {
        if (!options) {
          options = {};
        }
        const characters = Math.floor(this.subnetMask / 4);
        const reversed = this.canonicalForm().replace(/:/g, "").split("").slice(0, characters).reverse().join(".");
        if (characters > 0) {
          if (options.omitSuffix) {
            return reversed;
          }
          return `${reversed}.ip6.arpa.`;
        }
        if (options.omitSuffix) {
          return "";
        }
        return "ip6.arpa.";
      }
      /**
       * Returns the address in correct form, per
       * [RFC 5952](https://datatracker.ietf.org/doc/html/rfc5952): leading zeros
       * stripped, the longest run of zero groups collapsed to `::`, and hex digits
       * lowercased (e.g. `2001:db8::1`). This is the recommended form for display.
       */
      correctForm() {
        let i;
        let groups2 = [];
        let zeroCounter = 0;
        const zeroes = [];
        for (i = 0; i < this.parsedAddress.length; i++) {
          const value = parseInt(this.parsedAddress[i], 16);
          if (value === 0) {
            zeroCounter++;
          }
          if (value !== 0 && zeroCounter > 0) {
            if (zeroCounter > 1) {
              zeroes.push([i - zeroCounter, i - 1]);
            }
            zeroCounter = 0;
          }
        }
        if (zeroCounter > 1) {
          zeroes.push([this.parsedAddress.length - zeroCounter, this.parsedAddress.length - 1]);
        }
        const zeroLengths = zeroes.map((n) => n[1] - n[0] + 1);
        if (zeroes.length > 0) {
          const index2 = zeroLengths.indexOf(Math.max(...zeroLengths));
          groups2 = compact(this.parsedAddress, zeroes[index2]);
        } else {
          groups2 = this.parsedAddress;
        }
        for (i = 0; i < groups2.length; i++) {
          if (groups2[i] !== "compact") {
            groups2[i] = parseInt(groups2[i], 16).toString(16);
          }
        }
        let correct = groups2.join(":");
        correct = correct.replace(/^compact$/, "::");
        correct = correct.replace(/(^compact)|(compact$)/, ":");
        correct = correct.replace(/compact/, "");
        return correct;
      }
      /**
       * Return a zero-padded base-2 string representation of the address
       * @returns {String}
       * @example
       * var address = new Address6('2001:4860:4001:803::1011');
       * address.binaryZeroPad();
       * // '0010000000000001010010000110000001000000000000010000100000000011
       * //  0000000000000000000000000000000000000000000000000001000000010001'
       */
      binaryZeroPad() {
        if (this._binaryZeroPad === void 0) {
          this._binaryZeroPad = this.bigInt().toString(2).padStart(constants6.BITS, "0");
        }
        return this._binaryZeroPad;
      }
      /**
       * Parses a v4-in-v6 string (e.g. `::ffff:192.168.0.1`) by extracting the
       * trailing IPv4 address into `this.address4` / `this.parsedAddress4` and
       * returning the address with the v4 portion converted to two v6 groups.
       * Used internally by `parse()`.
       */
      // TODO: Improve the semantics of this helper function
      parse4in6(address) {
        if (address.indexOf(".") === -1) {
          return address;
        }
        const groups2 = address.split(":");
        const lastGroup = groups2.slice(-1)[0];
        const v4Octets = lastGroup.split(".");
        if (v4Octets.length === constants4.GROUPS && v4Octets.every((octet) => /^\d{1,3}$/.test(octet))) {
          if (v4Octets.some((octet) => /^0\d/.test(octet))) {
            const highlighted = v4Octets.map(spanLeadingZeroes4).join(".");
            const prefix = groups2.slice(0, -1).map(helpers.escapeHtml).join(":");
            const separator = groups2.length > 1 ? ":" : "";
            throw new address_error_1.AddressError("IPv4 addresses can't have leading zeroes.", `${prefix}${separator}${highlighted}`);
          }
        }
        const address4 = lastGroup.match(constants4.RE_ADDRESS);
        if (address4) {
          this.parsedAddress4 = address4[0];
          const v4Suffix = this.subnetMask >= 96 ? `/${this.subnetMask - 96}` : "";
          this.address4 = new ipv4_1.Address4(`${this.parsedAddress4}${v4Suffix}`);
          this.v4 = true;
          groups2[groups2.length - 1] = this.address4.toGroup6();
          address = groups2.join(":");
        }
        return address;
      }
      /**
       * Parses an IPv6 address string into its 8 hexadecimal groups (expanding
       * any `::` elision and any trailing v4-in-v6 portion) and stores the result
       * on `this.parsedAddress`. Called automatically by the constructor; you
       * typically don't need to call it directly. Throws `AddressError` if the
       * input is malformed.
       */
      // TODO: Make private?
      parse(address) {
        address = this.parse4in6(address);
        const badCharacters = address.match(constants6.RE_BAD_CHARACTERS);
        if (badCharacters) {
          throw new address_error_1.AddressError(`Bad character${badCharacters.length > 1 ? "s" : ""} detected in address: ${badCharacters.join("")}`, address.replace(constants6.RE_BAD_CHARACTERS, (character) => `<span class="parse-error">${helpers.escapeHtml(character)}</span>`));
        }
        const badAddress = address.match(constants6.RE_BAD_ADDRESS);
        if (badAddress) {
          throw new address_error_1.AddressError(`Address failed regex: ${badAddress.join("")}`, address.replace(constants6.RE_BAD_ADDRESS, '<span class="parse-error">$1</span>'));
        }
        let groups2 = [];
        const halves = address.split("::");
        if (halves.length === 2) {
          let first = halves[0].split(":");
          let last = halves[1].split(":");
          if (first.length === 1 && first[0] === "") {
            first = [];
          }
          if (last.length === 1 && last[0] === "") {
            last = [];
          }
          const remaining = this.groups - (first.length + last.length);
          if (!remaining) {
            throw new address_error_1.AddressError("Error parsing groups");
          }
          this.elidedGroups = remaining;
          this.elisionBegin = first.length;
          this.elisionEnd = first.length + this.elidedGroups;
          groups2 = groups2.concat(first);
          for (let i = 0; i < remaining; i++) {
            groups2.push("0");
          }
          groups2 = groups2.concat(last);
        } else if (halves.length === 1) {
          groups2 = address.split(":");
          this.elidedGroups = 0;
        } else {
          throw new address_error_1.AddressError("Too many :: groups found");
        }
        groups2 = groups2.map((group) => parseInt(group, 16).toString(16));
        if (groups2.length !== this.groups) {
          throw new address_error_1.AddressError("Incorrect number of groups found");
        }
        return groups2;
      }
      /**
       * Returns the canonical (fully expanded) form of the address: all 8 groups,
       * each padded to 4 hex digits, with no `::` collapsing
       * (e.g. `2001:0db8:0000:0000:0000:0000:0000:0001`). Useful for sorting and
       * byte-exact comparison.
       */
      canonicalForm() {
        return this.parsedAddress.map(paddedHex).join(":");
      }
      /**
       * Return the decimal form of the address
       * @returns {String}
       */
      decimal() {
        return this.parsedAddress.map((n) => parseInt(n, 16).toString(10).padStart(5, "0")).join(":");
      }
      /**
       * Return the address as a BigInt
       * @returns {bigint}
       */
      bigInt() {
        return BigInt(`0x${this.parsedAddress.map(paddedHex).join("")}`);
      }
      /**
       * Return the last two groups of this address as an IPv4 address string.
       * If this address carries a CIDR prefix that covers the trailing 32 bits
       * (i.e. `subnetMask >= 96`), the resulting `Address4` inherits the
       * corresponding v4 prefix (`subnetMask - 96`); otherwise it defaults to
       * `/32`.
       * @returns {Address4}
       * @example
       * var address = new Address6('2001:4860:4001::1825:bf11');
       * address.to4().correctForm(); // '24.37.191.17'
       */
      to4() {
        const binary = this.binaryZeroPad().split("");
        const hex = BigInt(`0b${binary.slice(96, 128).join("")}`).toString(16).padStart(8, "0");
        if (this.subnetMask >= 96) {
          const v4Mask = this.subnetMask - 96;
          const groups2 = [];
          for (let i = 0; i < 8; i += 2) {
            groups2.push(parseInt(hex.slice(i, i + 2), 16));
          }
          return new ipv4_1.Address4(`${groups2.join(".")}/${v4Mask}`);
        }
        return ipv4_1.Address4.fromHex(hex);
      }
      /**
       * Return the v4-in-v6 form of the address
       * @returns {String}
       */
      to4in6() {
        const address4 = this.to4();
        const address6 = new _Address6(this.parsedAddress.slice(0, 6).join(":"), 6);
        const correct = address6.correctForm();
        let infix = "";
        if (!/:$/.test(correct)) {
          infix = ":";
        }
        return correct + infix + address4.correctForm();
      }
      /**
       * Decodes the Teredo tunneling fields embedded in this address. Returns the
       * Teredo prefix, server IPv4, client IPv4, raw flag bits, cone-NAT flag,
       * UDP port, and Microsoft-format flag breakdown (reserved, universal/local,
       * group/individual, nonce). Only meaningful for addresses in `2001::/32`.
       */
      inspectTeredo() {
        const prefix = this.getBitsBase16(0, 32);
        const bitsForUdpPort = this.getBits(80, 96);
        const udpPort = (bitsForUdpPort ^ BigInt("0xffff")).toString();
        const server4 = ipv4_1.Address4.fromHex(this.getBitsBase16(32, 64));
        const bitsForClient4 = this.getBits(96, 128);
        const client4 = ipv4_1.Address4.fromHex((bitsForClient4 ^ BigInt("0xffffffff")).toString(16).padStart(8, "0"));
        const flagsBase2 = this.getBitsBase2(64, 80);
        const coneNat = (0, common_1.testBit)(flagsBase2, 15);
        const reserved = (0, common_1.testBit)(flagsBase2, 14);
        const groupIndividual = (0, common_1.testBit)(flagsBase2, 8);
        const universalLocal = (0, common_1.testBit)(flagsBase2, 9);
        const nonce = BigInt(`0b${flagsBase2.slice(2, 6) + flagsBase2.slice(8, 16)}`).toString(10);
        return {
          prefix: `${prefix.slice(0, 4)}:${prefix.slice(4, 8)}`,
          server4: server4.address,
          client4: client4.address,
          flags: flagsBase2,
          coneNat,
          microsoft: {
            reserved,
            universalLocal,
            groupIndividual,
            nonce
          },
          udpPort
        };
      }
      /**
       * Decodes the 6to4 tunneling fields embedded in this address. Returns the
       * 6to4 prefix and the embedded IPv4 gateway address. Only meaningful for
       * addresses in `2002::/16`.
       */
      inspect6to4() {
        const prefix = this.getBitsBase16(0, 16);
        const gateway = ipv4_1.Address4.fromHex(this.getBitsBase16(16, 48));
        return {
          prefix: prefix.slice(0, 4),
          gateway: gateway.address
        };
      }
      /**
       * Return a v6 6to4 address from a v6 v4inv6 address
       * @returns {Address6}
       */
      to6to4() {
        if (!this.is4()) {
          return null;
        }
        const addr6to4 = [
          "2002",
          this.getBitsBase16(96, 112),
          this.getBitsBase16(112, 128),
          "",
          "/16"
        ].join(":");
        return new _Address6(addr6to4);
      }
      /**
       * Embed an IPv4 address into a NAT64 IPv6 address using the encoding
       * defined by [RFC 6052](https://datatracker.ietf.org/doc/html/rfc6052).
       * The default prefix is the well-known prefix `64:ff9b::/96`. The prefix
       * length must be one of 32, 40, 48, 56, 64, or 96; for prefixes shorter
       * than /64 the IPv4 octets are split around the reserved bits 64–71.
       * @example
       * Address6.fromAddress4Nat64('192.0.2.33').correctForm(); // '64:ff9b::c000:221'
       * Address6.fromAddress4Nat64('192.0.2.33', '2001:db8::/32').correctForm(); // '2001:db8:c000:221::'
       */
      static fromAddress4Nat64(address, prefix = "64:ff9b::/96") {
        const v4 = new ipv4_1.Address4(address);
        const prefix6 = new _Address6(prefix);
        const pl = prefix6.subnetMask;
        if (pl !== 32 && pl !== 40 && pl !== 48 && pl !== 56 && pl !== 64 && pl !== 96) {
          throw new address_error_1.AddressError("NAT64 prefix length must be 32, 40, 48, 56, 64, or 96");
        }
        const prefixBits = prefix6.binaryZeroPad();
        const v4Bits = v4.binaryZeroPad();
        let bits;
        if (pl === 96) {
          bits = prefixBits.slice(0, 96) + v4Bits;
        } else {
          const beforeU = 64 - pl;
          bits = [
            prefixBits.slice(0, pl),
            v4Bits.slice(0, beforeU),
            // Bits 64 to 71 are the reserved u octet and are always zero.
            "00000000",
            v4Bits.slice(beforeU),
            "0".repeat(128 - 72 - (32 - beforeU))
          ].join("");
        }
        const hex = BigInt(`0b${bits}`).toString(16).padStart(32, "0");
        const groups2 = [];
        for (let i = 0; i < 8; i++) {
          groups2.push(hex.slice(i * 4, (i + 1) * 4));
        }
        return new _Address6(groups2.join(":"));
      }
      /**
       * Extract the embedded IPv4 address from a NAT64 IPv6 address using the
       * encoding defined by [RFC 6052](https://datatracker.ietf.org/doc/html/rfc6052).
       * The default prefix is the well-known prefix `64:ff9b::/96`. Returns
       * `null` if this address is not contained within the given prefix.
       * @example
       * new Address6('64:ff9b::c000:221').toAddress4Nat64()!.correctForm(); // '192.0.2.33'
       */
      toAddress4Nat64(prefix = "64:ff9b::/96") {
        const prefix6 = new _Address6(prefix);
        const pl = prefix6.subnetMask;
        if (pl !== 32 && pl !== 40 && pl !== 48 && pl !== 56 && pl !== 64 && pl !== 96) {
          throw new address_error_1.AddressError("NAT64 prefix length must be 32, 40, 48, 56, 64, or 96");
        }
        if (!this.isHostInSubnet(prefix6)) {
          return null;
        }
        const bits = this.binaryZeroPad();
        let v4Bits;
        if (pl === 96) {
          v4Bits = bits.slice(96, 128);
        } else {
          const beforeU = 64 - pl;
          v4Bits = bits.slice(pl, pl + beforeU) + bits.slice(72, 72 + (32 - beforeU));
        }
        const octets = [];
        for (let i = 0; i < 4; i++) {
          octets.push(parseInt(v4Bits.slice(i * 8, (i + 1) * 8), 2).toString());
        }
        return new ipv4_1.Address4(octets.join("."));
      }
      /**
       * Return a byte array.
       *
       * To get a Node.js `Buffer`, wrap the result: `Buffer.from(address.toByteArray())`.
       * @returns {Array}
       */
      toByteArray() {
        const value = this.bigInt().toString(16).padStart(constants6.BITS / 4, "0");
        const bytes = [];
        for (let i = 0, length = value.length; i < length; i += 2) {
          bytes.push(parseInt(value.substring(i, i + 2), 16));
        }
        return bytes;
      }
      /**
       * Return an unsigned byte array.
       *
       * To get a Node.js `Buffer`, wrap the result: `Buffer.from(address.toUnsignedByteArray())`.
       * @returns {Array}
       */
      toUnsignedByteArray() {
        return this.toByteArray().map(unsignByte);
      }
      /**
       * Convert a byte array to an Address6 object.
       *
       * Accepts unsigned bytes (0 to 255) or signed bytes (-128 to 127, as an
       * `Int8Array` or a Java `byte[]` holds them), folding signed values to their
       * unsigned equivalent. Throws `AddressError` unless given exactly 16
       * integers from -128 to 255.
       *
       * To convert from a Node.js `Buffer`, spread it: `Address6.fromByteArray([...buf])`.
       * @returns {Address6}
       */
      static fromByteArray(bytes) {
        common.assertByteArray(bytes, 16, "IPv6", -128);
        return this.fromUnsignedByteArray(bytes.map(unsignByte));
      }
      /**
       * Convert an unsigned byte array to an Address6 object.
       *
       * Throws `AddressError` unless given exactly 16 integers from 0 to 255.
       *
       * To convert from a Node.js `Buffer`, spread it: `Address6.fromUnsignedByteArray([...buf])`.
       * @returns {Address6}
       */
      static fromUnsignedByteArray(bytes) {
        common.assertByteArray(bytes, 16, "IPv6", 0);
        const BYTE_MAX = BigInt("256");
        let result = BigInt("0");
        let multiplier = BigInt("1");
        for (let i = bytes.length - 1; i >= 0; i--) {
          result += multiplier * BigInt(bytes[i].toString(10));
          multiplier *= BYTE_MAX;
        }
        return _Address6.fromBigInt(result);
      }
      /**
       * Returns true if the address is in the canonical form, false otherwise
       * @returns {boolean}
       */
      isCanonical() {
        return this.addressMinusSuffix === this.canonicalForm();
      }
      /**
       * Returns true if the address is a link-local unicast address in `fe80::/10`
       * ([RFC 4291 §2.4](https://datatracker.ietf.org/doc/html/rfc4291#section-2.4))
       * or an IPv4-mapped / NAT64 address whose embedded IPv4 address is link-local
       * (`169.254.0.0/16`, e.g. `::ffff:169.254.169.254`), false otherwise.
       * @returns {boolean}
       */
      isLinkLocal() {
        const embedded = this.embeddedIPv4();
        if (embedded) {
          return embedded.isLinkLocal();
        }
        return this.isHostInSubnet(LINK_LOCAL_SUBNET);
      }
      /**
       * Returns true if the address is a multicast address, false otherwise
       * @returns {boolean}
       */
      isMulticast() {
        const embedded = this.embeddedIPv4();
        if (embedded) {
          return embedded.isMulticast();
        }
        const type = this.getType();
        return type === "Multicast" || type.startsWith("Multicast ");
      }
      /**
       * Returns true if the address was written in v4-in-v6 dotted-quad notation
       * (e.g. `::ffff:127.0.0.1`), false otherwise. This is a notation-level flag
       * and does not reflect whether the address bits lie in the IPv4-mapped
       * (`::ffff:0:0/96`) subnet — for that, see {@link isMapped4}.
       * @returns {boolean}
       */
      is4() {
        return this.v4;
      }
      /**
       * Returns true if the address is an IPv4-mapped IPv6 address in
       * `::ffff:0:0/96` ([RFC 4291 §2.5.5.2](https://datatracker.ietf.org/doc/html/rfc4291#section-2.5.5.2)),
       * false otherwise. Unlike {@link is4}, this checks the underlying address
       * bits rather than the textual notation, so `::ffff:127.0.0.1` and
       * `::ffff:7f00:1` both return true.
       * @returns {boolean}
       */
      isMapped4() {
        return this.isHostInSubnet(IPV4_MAPPED_SUBNET);
      }
      /**
       * If this address embeds a routable IPv4 address — i.e. it is IPv4-mapped
       * (`::ffff:0:0/96`) or sits in the NAT64 well-known prefix (`64:ff9b::/96`,
       * [RFC 6052](https://datatracker.ietf.org/doc/html/rfc6052)) — return that
       * embedded address as an {@link Address4}; otherwise return null.
       *
       * The special-property checks (`isLoopback`, `isLinkLocal`, `isMulticast`,
       * `isUnspecified`, `isPrivate`, `isCGNAT`, `isBroadcast`) call this first and
       * delegate to the embedded {@link Address4} when present, so a literal such as
       * `::ffff:127.0.0.1` is classified by what it actually reaches (loopback)
       * rather than by its IPv6 wrapper (which `getType()` reports as IPv4-mapped).
       * This matters wherever the checks back a trust-boundary decision (e.g. an
       * SSRF allow/deny filter): without normalization, `::ffff:10.0.0.1`,
       * `::ffff:169.254.169.254`, `64:ff9b::7f00:1`, etc. would all read as
       * non-internal.
       * @returns {Address4 | null}
       */
      embeddedIPv4() {
        if (this.isMapped4() || this.isHostInSubnet(NAT64_WELL_KNOWN_SUBNET)) {
          return this.to4();
        }
        return null;
      }
      /**
       * Returns true if the address is a Teredo address, false otherwise
       * @returns {boolean}
       */
      isTeredo() {
        return this.isHostInSubnet(TEREDO_SUBNET);
      }
      /**
       * Returns true if the address is a 6to4 address, false otherwise
       * @returns {boolean}
       */
      is6to4() {
        return this.isHostInSubnet(SIX_TO_FOUR_SUBNET);
      }
      /**
       * Returns true if the address is a loopback address, false otherwise
       * @returns {boolean}
       */
      isLoopback() {
        const embedded = this.embeddedIPv4();
        if (embedded) {
          return embedded.isLoopback();
        }
        return this.getType() === "Loopback";
      }
      /**
       * Returns true if the address is a Unique Local Address in `fc00::/7` ([RFC 4193](https://datatracker.ietf.org/doc/html/rfc4193)). ULAs are the IPv6 equivalent of IPv4 [RFC 1918](https://datatracker.ietf.org/doc/html/rfc1918) private addresses.
       * @returns {boolean}
       */
      isULA() {
        return this.isHostInSubnet(ULA_SUBNET);
      }
      /**
       * Returns true if the address is private, i.e. a Unique Local Address in
       * `fc00::/7` ([RFC 4193](https://datatracker.ietf.org/doc/html/rfc4193)), an
       * address in the NAT64 local-use range `64:ff9b:1::/48`
       * ([RFC 8215](https://datatracker.ietf.org/doc/html/rfc8215)), or an
       * IPv4-mapped / NAT64 well-known address whose embedded IPv4 address is in
       * one of the [RFC 1918](https://datatracker.ietf.org/doc/html/rfc1918)
       * private ranges (e.g. `::ffff:10.0.0.1`). This is the IPv6 counterpart to
       * {@link Address4.isPrivate}; use it instead of {@link isULA} when you need to
       * catch mapped RFC 1918 addresses as well as native ULAs.
       *
       * The local-use NAT64 range is reported private as a whole rather than by
       * its embedded IPv4 address: an operator may carve a prefix of any RFC 6052
       * length out of `64:ff9b:1::/48`, so the same bits decode to different IPv4
       * addresses under different deployments and no single decoding is correct.
       * Use {@link toAddress4Nat64} with the deployment's prefix to decode one.
       * @returns {boolean}
       */
      isPrivate() {
        const embedded = this.embeddedIPv4();
        if (embedded) {
          return embedded.isPrivate();
        }
        return this.isULA() || this.isHostInSubnet(NAT64_LOCAL_USE_SUBNET);
      }
      /**
       * Returns true if the address is an IPv4-mapped / NAT64 address whose embedded
       * IPv4 address is in the carrier-grade NAT range `100.64.0.0/10`
       * ([RFC 6598](https://datatracker.ietf.org/doc/html/rfc6598)), false
       * otherwise. There is no native IPv6 CGNAT range, so this only ever returns
       * true for an embedded IPv4 address (e.g. `::ffff:100.64.0.1`).
       * @returns {boolean}
       */
      isCGNAT() {
        const embedded = this.embeddedIPv4();
        if (embedded) {
          return embedded.isCGNAT();
        }
        return false;
      }
      /**
       * Returns true if the address is an IPv4-mapped / NAT64 address whose embedded
       * IPv4 address is the limited broadcast address `255.255.255.255`
       * ([RFC 919](https://datatracker.ietf.org/doc/html/rfc919)), false otherwise.
       * There is no IPv6 broadcast, so this only ever returns true for an embedded
       * IPv4 address (e.g. `::ffff:255.255.255.255`).
       * @returns {boolean}
       */
      isBroadcast() {
        const embedded = this.embeddedIPv4();
        if (embedded) {
          return embedded.isBroadcast();
        }
        return false;
      }
      /**
       * Returns true if the address is the unspecified address `::`.
       * @returns {boolean}
       */
      isUnspecified() {
        const embedded = this.embeddedIPv4();
        if (embedded) {
          return embedded.isUnspecified();
        }
        return this.getType() === "Unspecified";
      }
      /**
       * Returns true if the address is in the documentation prefix `2001:db8::/32` ([RFC 3849](https://datatracker.ietf.org/doc/html/rfc3849)).
       * @returns {boolean}
       */
      isDocumentation() {
        return DOCUMENTATION_SUBNETS.some((subnet) => this.isHostInSubnet(subnet));
      }
      /**
       * Returns true if the address is in the benchmarking range `2001:2::/48`
       * ([RFC 5180](https://datatracker.ietf.org/doc/html/rfc5180)) or is an
       * IPv4-mapped / NAT64 address whose embedded IPv4 address is in
       * `198.18.0.0/15`, false otherwise.
       * @returns {boolean}
       */
      isBenchmarking() {
        const embedded = this.embeddedIPv4();
        if (embedded) {
          return embedded.isBenchmarking();
        }
        return this.isHostInSubnet(BENCHMARKING_SUBNET);
      }
      /**
       * Returns true if the address is globally reachable: inside the global
       * unicast allocation `2000::/3` (the only range the [IANA IPv6 Address Space
       * Registry](https://www.iana.org/assignments/ipv6-address-space/) assigns
       * for global unicast; everything else is reserved, ULA, link-local, or
       * multicast) and not in any block the [IANA IPv6 Special-Purpose Address Registry](https://www.iana.org/assignments/iana-ipv6-special-registry/)
       * marks as not globally reachable. An IPv4-mapped or NAT64 well-known
       * address answers for its embedded IPv4 address, so `::ffff:10.0.0.1` and
       * `64:ff9b::7f00:1` are not global. Teredo (`2001::/32`) and 6to4
       * (`2002::/16`) are not global either: the registry lists them as N/A and a
       * packet to one needs a relay.
       *
       * This covers everything the individual classifiers name and the blocks they
       * do not: the discard-only prefix `100::/64`, the IETF protocol assignments
       * in `2001::/23`, the deprecated site-local `fec0::/10` and IPv4-compatible
       * `::/96` ranges, and unallocated space such as `4000::/3`. It is the single
       * predicate to use where a request must not reach an internal or
       * special-purpose destination; see SECURITY.md.
       * @returns {boolean}
       */
      isGlobal() {
        const embedded = this.embeddedIPv4();
        if (embedded) {
          return embedded.isGlobal();
        }
        return this.isHostInSubnet(GLOBAL_UNICAST_SUBNET) && common.isGloballyReachable.call(this, SPECIAL_PURPOSE_V6);
      }
      // #endregion
      // #region HTML
      /**
       * Returns the address as an HTTP URL with the host bracketed, e.g.
       * `http://[2001:db8::1]/`. If `optionalPort` is provided it is appended,
       * e.g. `http://[2001:db8::1]:8080/`.
       */
      href(optionalPort) {
        if (optionalPort === void 0) {
          optionalPort = "";
        } else {
          optionalPort = `:${optionalPort}`;
        }
        return `http://[${this.correctForm()}]${optionalPort}/`;
      }
      /**
       * Returns an HTML `<a>` element whose `href` encodes the address in a URL
       * hash fragment (default prefix `/#address=`). Useful for linking between
       * pages of an address-inspector UI.
       * @param options.className - CSS class for the rendered `<a>` element
       * @param options.prefix - hash prefix prepended to the address (default `/#address=`)
       * @param options.v4 - when true, render the address in v4-in-v6 form
       */
      link(options) {
        if (!options) {
          options = {};
        }
        if (options.className === void 0) {
          options.className = "";
        }
        if (options.prefix === void 0) {
          options.prefix = "/#address=";
        }
        if (options.v4 === void 0) {
          options.v4 = false;
        }
        let formFunction = this.correctForm;
        if (options.v4) {
          formFunction = this.to4in6;
        }
        const form = formFunction.call(this);
        const safeHref = helpers.escapeHtml(`${options.prefix}${form}`);
        const safeForm = helpers.escapeHtml(form);
        if (options.className) {
          const safeClass = helpers.escapeHtml(options.className);
          return `<a href="${safeHref}" class="${safeClass}">${safeForm}</a>`;
        }
        return `<a href="${safeHref}">${safeForm}</a>`;
      }
      /**
       * Groups an address.
       *
       * Returns an HTML fragment: each group is wrapped in a `<span>` carrying
       * the group classes an address-inspector UI hovers on. The address content
       * is HTML-escaped; anything you concatenate around it is your
       * responsibility.
       * @returns {String}
       */
      group() {
        if (this.elidedGroups === 0) {
          return helpers.simpleGroup(this.addressMinusSuffix).join(":");
        }
        assert(typeof this.elidedGroups === "number");
        assert(typeof this.elisionBegin === "number");
        const output = [];
        const [left2, right2] = this.addressMinusSuffix.split("::");
        if (left2.length) {
          output.push(...helpers.simpleGroup(left2));
        } else {
          output.push("");
        }
        const classes = ["hover-group"];
        for (let i = this.elisionBegin; i < this.elisionBegin + this.elidedGroups; i++) {
          classes.push(`group-${i}`);
        }
        output.push(`<span class="${classes.join(" ")}"></span>`);
        if (right2.length) {
          output.push(...helpers.simpleGroup(right2, this.elisionEnd));
        } else {
          output.push("");
        }
        if (this.is4()) {
          assert(this.address4 instanceof ipv4_1.Address4);
          output.pop();
          output.push(this.address4.groupForV6());
        }
        return output.join(":");
      }
      // #endregion
      // #region Regular expressions
      /**
       * Generate a regular expression string that can be used to find or validate
       * all variations of this address
       * @param {boolean} substringSearch
       * @returns {string}
       */
      regularExpressionString(substringSearch = false) {
        let output = [];
        const address6 = new _Address6(this.correctForm());
        if (address6.elidedGroups === 0) {
          output.push((0, regular_expressions_1.simpleRegularExpression)(address6.parsedAddress));
        } else if (address6.elidedGroups === constants6.GROUPS) {
          output.push((0, regular_expressions_1.possibleElisions)(constants6.GROUPS));
        } else {
          const halves = address6.address.split("::");
          if (halves[0].length) {
            output.push((0, regular_expressions_1.simpleRegularExpression)(halves[0].split(":")));
          }
          assert(typeof address6.elidedGroups === "number");
          output.push((0, regular_expressions_1.possibleElisions)(address6.elidedGroups, halves[0].length !== 0, halves[1].length !== 0));
          if (halves[1].length) {
            output.push((0, regular_expressions_1.simpleRegularExpression)(halves[1].split(":")));
          }
          output = [output.join(":")];
        }
        if (!substringSearch) {
          output = [
            "(?=^|",
            regular_expressions_1.ADDRESS_BOUNDARY,
            "|[^\\w\\:])(",
            ...output,
            ")(?=[^\\w\\:]|",
            regular_expressions_1.ADDRESS_BOUNDARY,
            "|$)"
          ];
        }
        return output.join("");
      }
      /**
       * Generate a regular expression that can be used to find or validate all
       * variations of this address.
       * @param {boolean} substringSearch
       * @returns {RegExp}
       */
      regularExpression(substringSearch = false) {
        return new RegExp(this.regularExpressionString(substringSearch), "i");
      }
    };
    exports2.Address6 = Address6;
    var TYPE_SUBNETS = Object.keys(constants6.TYPES).map((subnet) => [
      new Address6(subnet),
      constants6.TYPES[subnet]
    ]);
    var TEREDO_SUBNET = new Address6("2001::/32");
    var SIX_TO_FOUR_SUBNET = new Address6("2002::/16");
    var ULA_SUBNET = new Address6("fc00::/7");
    var LINK_LOCAL_SUBNET = new Address6("fe80::/10");
    var DOCUMENTATION_SUBNETS = [new Address6("2001:db8::/32"), new Address6("3fff::/20")];
    var BENCHMARKING_SUBNET = new Address6("2001:2::/48");
    var GLOBAL_UNICAST_SUBNET = new Address6("2000::/3");
    var SPECIAL_PURPOSE_V6 = constants6.SPECIAL_PURPOSE.map(([cidr, , reachable]) => ({
      subnet: new Address6(cidr),
      reachable
    }));
    var IPV4_MAPPED_SUBNET = new Address6("::ffff:0:0/96");
    var NAT64_WELL_KNOWN_SUBNET = new Address6("64:ff9b::/96");
    var NAT64_LOCAL_USE_SUBNET = new Address6("64:ff9b:1::/48");
  }
});

// node_modules/ip-address/dist/ip-address.js
var require_ip_address = __commonJS({
  "node_modules/ip-address/dist/ip-address.js"(exports2) {
    "use strict";
    var __createBinding = exports2 && exports2.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __setModuleDefault = exports2 && exports2.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = exports2 && exports2.__importStar || function(mod2) {
      if (mod2 && mod2.__esModule) return mod2;
      var result = {};
      if (mod2 != null) {
        for (var k in mod2) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod2, k)) __createBinding(result, mod2, k);
      }
      __setModuleDefault(result, mod2);
      return result;
    };
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.v6 = exports2.AddressError = exports2.Address6 = exports2.Address4 = void 0;
    var ipv4_1 = require_ipv4();
    Object.defineProperty(exports2, "Address4", { enumerable: true, get: function() {
      return ipv4_1.Address4;
    } });
    var ipv6_1 = require_ipv6();
    Object.defineProperty(exports2, "Address6", { enumerable: true, get: function() {
      return ipv6_1.Address6;
    } });
    var address_error_1 = require_address_error();
    Object.defineProperty(exports2, "AddressError", { enumerable: true, get: function() {
      return address_error_1.AddressError;
    } });
    var helpers = __importStar(require_helpers());
    exports2.v6 = { helpers };
  }
});

// node_modules/socks/build/common/helpers.js
var require_helpers2 = __commonJS({
  "node_modules/socks/build/common/helpers.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.validateSocksClientOptions = validateSocksClientOptions;
    exports2.validateSocksClientChainOptions = validateSocksClientChainOptions;
    exports2.ipv4ToInt32 = ipv4ToInt32;
    exports2.int32ToIpv4 = int32ToIpv4;
    exports2.ipToBuffer = ipToBuffer;
    var util_1 = require_util();
    var constants_1 = require_constants();
    var stream = require("stream");
    var ip_address_1 = require_ip_address();
    var net4 = require("net");
    function validateSocksClientOptions(options, acceptedCommands = ["connect", "bind", "associate"]) {
      if (!constants_1.SocksCommand[options.command]) {
        throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksCommand, options);
      }
      if (acceptedCommands.indexOf(options.command) === -1) {
        throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksCommandForOperation, options);
      }
      if (!isValidSocksRemoteHost(options.destination)) {
        throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsDestination, options);
      }
      if (!isValidSocksProxy(options.proxy)) {
        throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsProxy, options);
      }
      validateCustomProxyAuth(options.proxy, options);
      if (options.timeout && !isValidTimeoutValue(options.timeout)) {
        throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsTimeout, options);
      }
      if (options.existing_socket && !(options.existing_socket instanceof stream.Duplex)) {
        throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsExistingSocket, options);
      }
    }
    function validateSocksClientChainOptions(options) {
      if (options.command !== "connect") {
        throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksCommandChain, options);
      }
      if (!isValidSocksRemoteHost(options.destination)) {
        throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsDestination, options);
      }
      if (!(options.proxies && Array.isArray(options.proxies) && options.proxies.length >= 2)) {
        throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsProxiesLength, options);
      }
      options.proxies.forEach((proxy) => {
        if (!isValidSocksProxy(proxy)) {
          throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsProxy, options);
        }
        validateCustomProxyAuth(proxy, options);
      });
      if (options.timeout && !isValidTimeoutValue(options.timeout)) {
        throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsTimeout, options);
      }
    }
    function validateCustomProxyAuth(proxy, options) {
      if (proxy.custom_auth_method !== void 0) {
        if (proxy.custom_auth_method < constants_1.SOCKS5_CUSTOM_AUTH_START || proxy.custom_auth_method > constants_1.SOCKS5_CUSTOM_AUTH_END) {
          throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsCustomAuthRange, options);
        }
        if (proxy.custom_auth_request_handler === void 0 || typeof proxy.custom_auth_request_handler !== "function") {
          throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsCustomAuthOptions, options);
        }
        if (proxy.custom_auth_response_size === void 0) {
          throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsCustomAuthOptions, options);
        }
        if (proxy.custom_auth_response_handler === void 0 || typeof proxy.custom_auth_response_handler !== "function") {
          throw new util_1.SocksClientError(constants_1.ERRORS.InvalidSocksClientOptionsCustomAuthOptions, options);
        }
      }
    }
    function isValidSocksRemoteHost(remoteHost) {
      return remoteHost && typeof remoteHost.host === "string" && Buffer.byteLength(remoteHost.host) < 256 && typeof remoteHost.port === "number" && remoteHost.port >= 0 && remoteHost.port <= 65535;
    }
    function isValidSocksProxy(proxy) {
      return proxy && (typeof proxy.host === "string" || typeof proxy.ipaddress === "string") && typeof proxy.port === "number" && proxy.port >= 0 && proxy.port <= 65535 && (proxy.type === 4 || proxy.type === 5);
    }
    function isValidTimeoutValue(value) {
      return typeof value === "number" && value > 0;
    }
    function ipv4ToInt32(ip) {
      const address = new ip_address_1.Address4(ip);
      return address.toArray().reduce((acc, part) => (acc << 8) + part, 0) >>> 0;
    }
    function int32ToIpv4(int32) {
      const octet1 = int32 >>> 24 & 255;
      const octet2 = int32 >>> 16 & 255;
      const octet3 = int32 >>> 8 & 255;
      const octet4 = int32 & 255;
      return [octet1, octet2, octet3, octet4].join(".");
    }
    function ipToBuffer(ip) {
      if (net4.isIPv4(ip)) {
        const address = new ip_address_1.Address4(ip);
        return Buffer.from(address.toArray());
      } else if (net4.isIPv6(ip)) {
        const address = new ip_address_1.Address6(ip);
        return Buffer.from(address.canonicalForm().split(":").map((segment) => segment.padStart(4, "0")).join(""), "hex");
      } else {
        throw new Error("Invalid IP address format");
      }
    }
  }
});

// node_modules/socks/build/common/receivebuffer.js
var require_receivebuffer = __commonJS({
  "node_modules/socks/build/common/receivebuffer.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.ReceiveBuffer = void 0;
    var ReceiveBuffer = class {
      constructor(size = 4096) {
        this.buffer = Buffer.allocUnsafe(size);
        this.offset = 0;
        this.originalSize = size;
      }
      get length() {
        return this.offset;
      }
      append(data) {
        if (!Buffer.isBuffer(data)) {
          throw new Error("Attempted to append a non-buffer instance to ReceiveBuffer.");
        }
        if (this.offset + data.length >= this.buffer.length) {
          const tmp = this.buffer;
          this.buffer = Buffer.allocUnsafe(Math.max(this.buffer.length + this.originalSize, this.buffer.length + data.length));
          tmp.copy(this.buffer);
        }
        data.copy(this.buffer, this.offset);
        return this.offset += data.length;
      }
      peek(length) {
        if (length > this.offset) {
          throw new Error("Attempted to read beyond the bounds of the managed internal data.");
        }
        return this.buffer.slice(0, length);
      }
      get(length) {
        if (length > this.offset) {
          throw new Error("Attempted to read beyond the bounds of the managed internal data.");
        }
        const value = Buffer.allocUnsafe(length);
        this.buffer.slice(0, length).copy(value);
        this.buffer.copyWithin(0, length, length + this.offset - length);
        this.offset -= length;
        return value;
      }
    };
    exports2.ReceiveBuffer = ReceiveBuffer;
  }
});

// node_modules/socks/build/client/socksclient.js
var require_socksclient = __commonJS({
  "node_modules/socks/build/client/socksclient.js"(exports2) {
    "use strict";
    var __awaiter = exports2 && exports2.__awaiter || function(thisArg, _arguments, P, generator) {
      function adopt(value) {
        return value instanceof P ? value : new P(function(resolve6) {
          resolve6(value);
        });
      }
      return new (P || (P = Promise))(function(resolve6, reject) {
        function fulfilled(value) {
          try {
            step2(generator.next(value));
          } catch (e2) {
            reject(e2);
          }
        }
        function rejected(value) {
          try {
            step2(generator["throw"](value));
          } catch (e2) {
            reject(e2);
          }
        }
        function step2(result) {
          result.done ? resolve6(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step2((generator = generator.apply(thisArg, _arguments || [])).next());
      });
    };
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.SocksClientError = exports2.SocksClient = void 0;
    var events_1 = require("events");
    var net4 = require("net");
    var smart_buffer_1 = require_smartbuffer();
    var constants_1 = require_constants();
    var helpers_1 = require_helpers2();
    var receivebuffer_1 = require_receivebuffer();
    var util_1 = require_util();
    Object.defineProperty(exports2, "SocksClientError", { enumerable: true, get: function() {
      return util_1.SocksClientError;
    } });
    var ip_address_1 = require_ip_address();
    var SocksClient3 = class _SocksClient extends events_1.EventEmitter {
      constructor(options) {
        super();
        this.options = Object.assign({}, options);
        (0, helpers_1.validateSocksClientOptions)(options);
        this.setState(constants_1.SocksClientState.Created);
      }
      /**
       * Creates a new SOCKS connection.
       *
       * Note: Supports callbacks and promises. Only supports the connect command.
       * @param options { SocksClientOptions } Options.
       * @param callback { Function } An optional callback function.
       * @returns { Promise }
       */
      static createConnection(options, callback) {
        return new Promise((resolve6, reject) => {
          try {
            (0, helpers_1.validateSocksClientOptions)(options, ["connect"]);
          } catch (err) {
            if (typeof callback === "function") {
              callback(err);
              return resolve6(err);
            } else {
              return reject(err);
            }
          }
          const client = new _SocksClient(options);
          client.connect(options.existing_socket);
          client.once("established", (info) => {
            client.removeAllListeners();
            if (typeof callback === "function") {
              callback(null, info);
              resolve6(info);
            } else {
              resolve6(info);
            }
          });
          client.once("error", (err) => {
            client.removeAllListeners();
            if (typeof callback === "function") {
              callback(err);
              resolve6(err);
            } else {
              reject(err);
            }
          });
        });
      }
      /**
       * Creates a new SOCKS connection chain to a destination host through 2 or more SOCKS proxies.
       *
       * Note: Supports callbacks and promises. Only supports the connect method.
       * Note: Implemented via createConnection() factory function.
       * @param options { SocksClientChainOptions } Options
       * @param callback { Function } An optional callback function.
       * @returns { Promise }
       */
      static createConnectionChain(options, callback) {
        return new Promise((resolve6, reject) => __awaiter(this, void 0, void 0, function* () {
          try {
            (0, helpers_1.validateSocksClientChainOptions)(options);
          } catch (err) {
            if (typeof callback === "function") {
              callback(err);
              return resolve6(err);
            } else {
              return reject(err);
            }
          }
          if (options.randomizeChain) {
            (0, util_1.shuffleArray)(options.proxies);
          }
          try {
            let sock;
            for (let i = 0; i < options.proxies.length; i++) {
              const nextProxy = options.proxies[i];
              const nextDestination = i === options.proxies.length - 1 ? options.destination : {
                host: options.proxies[i + 1].host || options.proxies[i + 1].ipaddress,
                port: options.proxies[i + 1].port
              };
              const result = yield _SocksClient.createConnection({
                command: "connect",
                proxy: nextProxy,
                destination: nextDestination,
                existing_socket: sock
              });
              sock = sock || result.socket;
            }
            if (typeof callback === "function") {
              callback(null, { socket: sock });
              resolve6({ socket: sock });
            } else {
              resolve6({ socket: sock });
            }
          } catch (err) {
            if (typeof callback === "function") {
              callback(err);
              resolve6(err);
            } else {
              reject(err);
            }
          }
        }));
      }
      /**
       * Creates a SOCKS UDP Frame.
       * @param options
       */
      static createUDPFrame(options) {
        const buff = new smart_buffer_1.SmartBuffer();
        buff.writeUInt16BE(0);
        buff.writeUInt8(options.frameNumber || 0);
        if (net4.isIPv4(options.remoteHost.host)) {
          buff.writeUInt8(constants_1.Socks5HostType.IPv4);
          buff.writeUInt32BE((0, helpers_1.ipv4ToInt32)(options.remoteHost.host));
        } else if (net4.isIPv6(options.remoteHost.host)) {
          buff.writeUInt8(constants_1.Socks5HostType.IPv6);
          buff.writeBuffer((0, helpers_1.ipToBuffer)(options.remoteHost.host));
        } else {
          buff.writeUInt8(constants_1.Socks5HostType.Hostname);
          buff.writeUInt8(Buffer.byteLength(options.remoteHost.host));
          buff.writeString(options.remoteHost.host);
        }
        buff.writeUInt16BE(options.remoteHost.port);
        buff.writeBuffer(options.data);
        return buff.toBuffer();
      }
      /**
       * Parses a SOCKS UDP frame.
       * @param data
       */
      static parseUDPFrame(data) {
        const buff = smart_buffer_1.SmartBuffer.fromBuffer(data);
        buff.readOffset = 2;
        const frameNumber = buff.readUInt8();
        const hostType = buff.readUInt8();
        let remoteHost;
        if (hostType === constants_1.Socks5HostType.IPv4) {
          remoteHost = (0, helpers_1.int32ToIpv4)(buff.readUInt32BE());
        } else if (hostType === constants_1.Socks5HostType.IPv6) {
          remoteHost = ip_address_1.Address6.fromByteArray(Array.from(buff.readBuffer(16))).canonicalForm();
        } else {
          remoteHost = buff.readString(buff.readUInt8());
        }
        const remotePort = buff.readUInt16BE();
        return {
          frameNumber,
          remoteHost: {
            host: remoteHost,
            port: remotePort
          },
          data: buff.readBuffer()
        };
      }
      /**
       * Internal state setter. If the SocksClient is in an error state, it cannot be changed to a non error state.
       */
      setState(newState) {
        if (this.state !== constants_1.SocksClientState.Error) {
          this.state = newState;
        }
      }
      /**
       * Starts the connection establishment to the proxy and destination.
       * @param existingSocket Connected socket to use instead of creating a new one (internal use).
       */
      connect(existingSocket) {
        this.onDataReceived = (data) => this.onDataReceivedHandler(data);
        this.onClose = () => this.onCloseHandler();
        this.onError = (err) => this.onErrorHandler(err);
        this.onConnect = () => this.onConnectHandler();
        const timer = setTimeout(() => this.onEstablishedTimeout(), this.options.timeout || constants_1.DEFAULT_TIMEOUT);
        if (timer.unref && typeof timer.unref === "function") {
          timer.unref();
        }
        if (existingSocket) {
          this.socket = existingSocket;
        } else {
          this.socket = new net4.Socket();
        }
        this.socket.once("close", this.onClose);
        this.socket.once("error", this.onError);
        this.socket.once("connect", this.onConnect);
        this.socket.on("data", this.onDataReceived);
        this.setState(constants_1.SocksClientState.Connecting);
        this.receiveBuffer = new receivebuffer_1.ReceiveBuffer();
        if (existingSocket) {
          this.socket.emit("connect");
        } else {
          this.socket.connect(this.getSocketOptions());
          if (this.options.set_tcp_nodelay !== void 0 && this.options.set_tcp_nodelay !== null) {
            this.socket.setNoDelay(!!this.options.set_tcp_nodelay);
          }
        }
        this.prependOnceListener("established", (info) => {
          setImmediate(() => {
            if (this.receiveBuffer.length > 0) {
              const excessData = this.receiveBuffer.get(this.receiveBuffer.length);
              info.socket.emit("data", excessData);
            }
            info.socket.resume();
          });
        });
      }
      // Socket options (defaults host/port to options.proxy.host/options.proxy.port)
      getSocketOptions() {
        return Object.assign(Object.assign({}, this.options.socket_options), { host: this.options.proxy.host || this.options.proxy.ipaddress, port: this.options.proxy.port });
      }
      /**
       * Handles internal Socks timeout callback.
       * Note: If the Socks client is not BoundWaitingForConnection or Established, the connection will be closed.
       */
      onEstablishedTimeout() {
        if (this.state !== constants_1.SocksClientState.Established && this.state !== constants_1.SocksClientState.BoundWaitingForConnection) {
          this.closeSocket(constants_1.ERRORS.ProxyConnectionTimedOut);
        }
      }
      /**
       * Handles Socket connect event.
       */
      onConnectHandler() {
        this.setState(constants_1.SocksClientState.Connected);
        if (this.options.proxy.type === 4) {
          this.sendSocks4InitialHandshake();
        } else {
          this.sendSocks5InitialHandshake();
        }
        this.setState(constants_1.SocksClientState.SentInitialHandshake);
      }
      /**
       * Handles Socket data event.
       * @param data
       */
      onDataReceivedHandler(data) {
        this.receiveBuffer.append(data);
        this.processData();
      }
      /**
       * Handles processing of the data we have received.
       */
      processData() {
        while (this.state !== constants_1.SocksClientState.Established && this.state !== constants_1.SocksClientState.Error && this.receiveBuffer.length >= this.nextRequiredPacketBufferSize) {
          if (this.state === constants_1.SocksClientState.SentInitialHandshake) {
            if (this.options.proxy.type === 4) {
              this.handleSocks4FinalHandshakeResponse();
            } else {
              this.handleInitialSocks5HandshakeResponse();
            }
          } else if (this.state === constants_1.SocksClientState.SentAuthentication) {
            this.handleInitialSocks5AuthenticationHandshakeResponse();
          } else if (this.state === constants_1.SocksClientState.SentFinalHandshake) {
            this.handleSocks5FinalHandshakeResponse();
          } else if (this.state === constants_1.SocksClientState.BoundWaitingForConnection) {
            if (this.options.proxy.type === 4) {
              this.handleSocks4IncomingConnectionResponse();
            } else {
              this.handleSocks5IncomingConnectionResponse();
            }
          } else {
            this.closeSocket(constants_1.ERRORS.InternalError);
            break;
          }
        }
      }
      /**
       * Handles Socket close event.
       * @param had_error
       */
      onCloseHandler() {
        this.closeSocket(constants_1.ERRORS.SocketClosed);
      }
      /**
       * Handles Socket error event.
       * @param err
       */
      onErrorHandler(err) {
        this.closeSocket(err.message);
      }
      /**
       * Removes internal event listeners on the underlying Socket.
       */
      removeInternalSocketHandlers() {
        this.socket.pause();
        this.socket.removeListener("data", this.onDataReceived);
        this.socket.removeListener("close", this.onClose);
        this.socket.removeListener("error", this.onError);
        this.socket.removeListener("connect", this.onConnect);
      }
      /**
       * Closes and destroys the underlying Socket. Emits an error event.
       * @param err { String } An error string to include in error event.
       */
      closeSocket(err) {
        if (this.state !== constants_1.SocksClientState.Error) {
          this.setState(constants_1.SocksClientState.Error);
          this.socket.destroy();
          this.removeInternalSocketHandlers();
          this.emit("error", new util_1.SocksClientError(err, this.options));
        }
      }
      /**
       * Sends initial Socks v4 handshake request.
       */
      sendSocks4InitialHandshake() {
        const userId = this.options.proxy.userId || "";
        const buff = new smart_buffer_1.SmartBuffer();
        buff.writeUInt8(4);
        buff.writeUInt8(constants_1.SocksCommand[this.options.command]);
        buff.writeUInt16BE(this.options.destination.port);
        if (net4.isIPv4(this.options.destination.host)) {
          buff.writeBuffer((0, helpers_1.ipToBuffer)(this.options.destination.host));
          buff.writeStringNT(userId);
        } else {
          buff.writeUInt8(0);
          buff.writeUInt8(0);
          buff.writeUInt8(0);
          buff.writeUInt8(1);
          buff.writeStringNT(userId);
          buff.writeStringNT(this.options.destination.host);
        }
        this.nextRequiredPacketBufferSize = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks4Response;
        this.socket.write(buff.toBuffer());
      }
      /**
       * Handles Socks v4 handshake response.
       * @param data
       */
      handleSocks4FinalHandshakeResponse() {
        const data = this.receiveBuffer.get(8);
        if (data[1] !== constants_1.Socks4Response.Granted) {
          this.closeSocket(`${constants_1.ERRORS.Socks4ProxyRejectedConnection} - (${constants_1.Socks4Response[data[1]]})`);
        } else {
          if (constants_1.SocksCommand[this.options.command] === constants_1.SocksCommand.bind) {
            const buff = smart_buffer_1.SmartBuffer.fromBuffer(data);
            buff.readOffset = 2;
            const remoteHost = {
              port: buff.readUInt16BE(),
              host: (0, helpers_1.int32ToIpv4)(buff.readUInt32BE())
            };
            if (remoteHost.host === "0.0.0.0") {
              remoteHost.host = this.options.proxy.ipaddress;
            }
            this.setState(constants_1.SocksClientState.BoundWaitingForConnection);
            this.emit("bound", { remoteHost, socket: this.socket });
          } else {
            this.setState(constants_1.SocksClientState.Established);
            this.removeInternalSocketHandlers();
            this.emit("established", { socket: this.socket });
          }
        }
      }
      /**
       * Handles Socks v4 incoming connection request (BIND)
       * @param data
       */
      handleSocks4IncomingConnectionResponse() {
        const data = this.receiveBuffer.get(8);
        if (data[1] !== constants_1.Socks4Response.Granted) {
          this.closeSocket(`${constants_1.ERRORS.Socks4ProxyRejectedIncomingBoundConnection} - (${constants_1.Socks4Response[data[1]]})`);
        } else {
          const buff = smart_buffer_1.SmartBuffer.fromBuffer(data);
          buff.readOffset = 2;
          const remoteHost = {
            port: buff.readUInt16BE(),
            host: (0, helpers_1.int32ToIpv4)(buff.readUInt32BE())
          };
          this.setState(constants_1.SocksClientState.Established);
          this.removeInternalSocketHandlers();
          this.emit("established", { remoteHost, socket: this.socket });
        }
      }
      /**
       * Sends initial Socks v5 handshake request.
       */
      sendSocks5InitialHandshake() {
        const buff = new smart_buffer_1.SmartBuffer();
        const supportedAuthMethods = [constants_1.Socks5Auth.NoAuth];
        if (this.options.proxy.userId || this.options.proxy.password) {
          supportedAuthMethods.push(constants_1.Socks5Auth.UserPass);
        }
        if (this.options.proxy.custom_auth_method !== void 0) {
          supportedAuthMethods.push(this.options.proxy.custom_auth_method);
        }
        buff.writeUInt8(5);
        buff.writeUInt8(supportedAuthMethods.length);
        for (const authMethod of supportedAuthMethods) {
          buff.writeUInt8(authMethod);
        }
        this.nextRequiredPacketBufferSize = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks5InitialHandshakeResponse;
        this.socket.write(buff.toBuffer());
        this.setState(constants_1.SocksClientState.SentInitialHandshake);
      }
      /**
       * Handles initial Socks v5 handshake response.
       * @param data
       */
      handleInitialSocks5HandshakeResponse() {
        const data = this.receiveBuffer.get(2);
        if (data[0] !== 5) {
          this.closeSocket(constants_1.ERRORS.InvalidSocks5IntiailHandshakeSocksVersion);
        } else if (data[1] === constants_1.SOCKS5_NO_ACCEPTABLE_AUTH) {
          this.closeSocket(constants_1.ERRORS.InvalidSocks5InitialHandshakeNoAcceptedAuthType);
        } else {
          if (data[1] === constants_1.Socks5Auth.NoAuth) {
            this.socks5ChosenAuthType = constants_1.Socks5Auth.NoAuth;
            this.sendSocks5CommandRequest();
          } else if (data[1] === constants_1.Socks5Auth.UserPass) {
            this.socks5ChosenAuthType = constants_1.Socks5Auth.UserPass;
            this.sendSocks5UserPassAuthentication();
          } else if (data[1] === this.options.proxy.custom_auth_method) {
            this.socks5ChosenAuthType = this.options.proxy.custom_auth_method;
            this.sendSocks5CustomAuthentication();
          } else {
            this.closeSocket(constants_1.ERRORS.InvalidSocks5InitialHandshakeUnknownAuthType);
          }
        }
      }
      /**
       * Sends Socks v5 user & password auth handshake.
       *
       * Note: No auth and user/pass are currently supported.
       */
      sendSocks5UserPassAuthentication() {
        const userId = this.options.proxy.userId || "";
        const password = this.options.proxy.password || "";
        const buff = new smart_buffer_1.SmartBuffer();
        buff.writeUInt8(1);
        buff.writeUInt8(Buffer.byteLength(userId));
        buff.writeString(userId);
        buff.writeUInt8(Buffer.byteLength(password));
        buff.writeString(password);
        this.nextRequiredPacketBufferSize = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks5UserPassAuthenticationResponse;
        this.socket.write(buff.toBuffer());
        this.setState(constants_1.SocksClientState.SentAuthentication);
      }
      sendSocks5CustomAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
          this.nextRequiredPacketBufferSize = this.options.proxy.custom_auth_response_size;
          this.socket.write(yield this.options.proxy.custom_auth_request_handler());
          this.setState(constants_1.SocksClientState.SentAuthentication);
        });
      }
      handleSocks5CustomAuthHandshakeResponse(data) {
        return __awaiter(this, void 0, void 0, function* () {
          return yield this.options.proxy.custom_auth_response_handler(data);
        });
      }
      handleSocks5AuthenticationNoAuthHandshakeResponse(data) {
        return __awaiter(this, void 0, void 0, function* () {
          return data[1] === 0;
        });
      }
      handleSocks5AuthenticationUserPassHandshakeResponse(data) {
        return __awaiter(this, void 0, void 0, function* () {
          return data[1] === 0;
        });
      }
      /**
       * Handles Socks v5 auth handshake response.
       * @param data
       */
      handleInitialSocks5AuthenticationHandshakeResponse() {
        return __awaiter(this, void 0, void 0, function* () {
          this.setState(constants_1.SocksClientState.ReceivedAuthenticationResponse);
          let authResult = false;
          if (this.socks5ChosenAuthType === constants_1.Socks5Auth.NoAuth) {
            authResult = yield this.handleSocks5AuthenticationNoAuthHandshakeResponse(this.receiveBuffer.get(2));
          } else if (this.socks5ChosenAuthType === constants_1.Socks5Auth.UserPass) {
            authResult = yield this.handleSocks5AuthenticationUserPassHandshakeResponse(this.receiveBuffer.get(2));
          } else if (this.socks5ChosenAuthType === this.options.proxy.custom_auth_method) {
            authResult = yield this.handleSocks5CustomAuthHandshakeResponse(this.receiveBuffer.get(this.options.proxy.custom_auth_response_size));
          }
          if (!authResult) {
            this.closeSocket(constants_1.ERRORS.Socks5AuthenticationFailed);
          } else {
            this.sendSocks5CommandRequest();
          }
        });
      }
      /**
       * Sends Socks v5 final handshake request.
       */
      sendSocks5CommandRequest() {
        const buff = new smart_buffer_1.SmartBuffer();
        buff.writeUInt8(5);
        buff.writeUInt8(constants_1.SocksCommand[this.options.command]);
        buff.writeUInt8(0);
        if (net4.isIPv4(this.options.destination.host)) {
          buff.writeUInt8(constants_1.Socks5HostType.IPv4);
          buff.writeBuffer((0, helpers_1.ipToBuffer)(this.options.destination.host));
        } else if (net4.isIPv6(this.options.destination.host)) {
          buff.writeUInt8(constants_1.Socks5HostType.IPv6);
          buff.writeBuffer((0, helpers_1.ipToBuffer)(this.options.destination.host));
        } else {
          buff.writeUInt8(constants_1.Socks5HostType.Hostname);
          buff.writeUInt8(this.options.destination.host.length);
          buff.writeString(this.options.destination.host);
        }
        buff.writeUInt16BE(this.options.destination.port);
        this.nextRequiredPacketBufferSize = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks5ResponseHeader;
        this.socket.write(buff.toBuffer());
        this.setState(constants_1.SocksClientState.SentFinalHandshake);
      }
      /**
       * Handles Socks v5 final handshake response.
       * @param data
       */
      handleSocks5FinalHandshakeResponse() {
        const header = this.receiveBuffer.peek(5);
        if (header[0] !== 5 || header[1] !== constants_1.Socks5Response.Granted) {
          this.closeSocket(`${constants_1.ERRORS.InvalidSocks5FinalHandshakeRejected} - ${constants_1.Socks5Response[header[1]]}`);
        } else {
          const addressType = header[3];
          let remoteHost;
          let buff;
          if (addressType === constants_1.Socks5HostType.IPv4) {
            const dataNeeded = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks5ResponseIPv4;
            if (this.receiveBuffer.length < dataNeeded) {
              this.nextRequiredPacketBufferSize = dataNeeded;
              return;
            }
            buff = smart_buffer_1.SmartBuffer.fromBuffer(this.receiveBuffer.get(dataNeeded).slice(4));
            remoteHost = {
              host: (0, helpers_1.int32ToIpv4)(buff.readUInt32BE()),
              port: buff.readUInt16BE()
            };
            if (remoteHost.host === "0.0.0.0") {
              remoteHost.host = this.options.proxy.ipaddress;
            }
          } else if (addressType === constants_1.Socks5HostType.Hostname) {
            const hostLength = header[4];
            const dataNeeded = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks5ResponseHostname(hostLength);
            if (this.receiveBuffer.length < dataNeeded) {
              this.nextRequiredPacketBufferSize = dataNeeded;
              return;
            }
            buff = smart_buffer_1.SmartBuffer.fromBuffer(this.receiveBuffer.get(dataNeeded).slice(5));
            remoteHost = {
              host: buff.readString(hostLength),
              port: buff.readUInt16BE()
            };
          } else if (addressType === constants_1.Socks5HostType.IPv6) {
            const dataNeeded = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks5ResponseIPv6;
            if (this.receiveBuffer.length < dataNeeded) {
              this.nextRequiredPacketBufferSize = dataNeeded;
              return;
            }
            buff = smart_buffer_1.SmartBuffer.fromBuffer(this.receiveBuffer.get(dataNeeded).slice(4));
            remoteHost = {
              host: ip_address_1.Address6.fromByteArray(Array.from(buff.readBuffer(16))).canonicalForm(),
              port: buff.readUInt16BE()
            };
          }
          this.setState(constants_1.SocksClientState.ReceivedFinalResponse);
          if (constants_1.SocksCommand[this.options.command] === constants_1.SocksCommand.connect) {
            this.setState(constants_1.SocksClientState.Established);
            this.removeInternalSocketHandlers();
            this.emit("established", { remoteHost, socket: this.socket });
          } else if (constants_1.SocksCommand[this.options.command] === constants_1.SocksCommand.bind) {
            this.setState(constants_1.SocksClientState.BoundWaitingForConnection);
            this.nextRequiredPacketBufferSize = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks5ResponseHeader;
            this.emit("bound", { remoteHost, socket: this.socket });
          } else if (constants_1.SocksCommand[this.options.command] === constants_1.SocksCommand.associate) {
            this.setState(constants_1.SocksClientState.Established);
            this.removeInternalSocketHandlers();
            this.emit("established", {
              remoteHost,
              socket: this.socket
            });
          }
        }
      }
      /**
       * Handles Socks v5 incoming connection request (BIND).
       */
      handleSocks5IncomingConnectionResponse() {
        const header = this.receiveBuffer.peek(5);
        if (header[0] !== 5 || header[1] !== constants_1.Socks5Response.Granted) {
          this.closeSocket(`${constants_1.ERRORS.Socks5ProxyRejectedIncomingBoundConnection} - ${constants_1.Socks5Response[header[1]]}`);
        } else {
          const addressType = header[3];
          let remoteHost;
          let buff;
          if (addressType === constants_1.Socks5HostType.IPv4) {
            const dataNeeded = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks5ResponseIPv4;
            if (this.receiveBuffer.length < dataNeeded) {
              this.nextRequiredPacketBufferSize = dataNeeded;
              return;
            }
            buff = smart_buffer_1.SmartBuffer.fromBuffer(this.receiveBuffer.get(dataNeeded).slice(4));
            remoteHost = {
              host: (0, helpers_1.int32ToIpv4)(buff.readUInt32BE()),
              port: buff.readUInt16BE()
            };
            if (remoteHost.host === "0.0.0.0") {
              remoteHost.host = this.options.proxy.ipaddress;
            }
          } else if (addressType === constants_1.Socks5HostType.Hostname) {
            const hostLength = header[4];
            const dataNeeded = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks5ResponseHostname(hostLength);
            if (this.receiveBuffer.length < dataNeeded) {
              this.nextRequiredPacketBufferSize = dataNeeded;
              return;
            }
            buff = smart_buffer_1.SmartBuffer.fromBuffer(this.receiveBuffer.get(dataNeeded).slice(5));
            remoteHost = {
              host: buff.readString(hostLength),
              port: buff.readUInt16BE()
            };
          } else if (addressType === constants_1.Socks5HostType.IPv6) {
            const dataNeeded = constants_1.SOCKS_INCOMING_PACKET_SIZES.Socks5ResponseIPv6;
            if (this.receiveBuffer.length < dataNeeded) {
              this.nextRequiredPacketBufferSize = dataNeeded;
              return;
            }
            buff = smart_buffer_1.SmartBuffer.fromBuffer(this.receiveBuffer.get(dataNeeded).slice(4));
            remoteHost = {
              host: ip_address_1.Address6.fromByteArray(Array.from(buff.readBuffer(16))).canonicalForm(),
              port: buff.readUInt16BE()
            };
          }
          this.setState(constants_1.SocksClientState.Established);
          this.removeInternalSocketHandlers();
          this.emit("established", { remoteHost, socket: this.socket });
        }
      }
      get socksClientOptions() {
        return Object.assign({}, this.options);
      }
    };
    exports2.SocksClient = SocksClient3;
  }
});

// node_modules/socks/build/index.js
var require_build = __commonJS({
  "node_modules/socks/build/index.js"(exports2) {
    "use strict";
    var __createBinding = exports2 && exports2.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __exportStar = exports2 && exports2.__exportStar || function(m, exports3) {
      for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports3, p)) __createBinding(exports3, m, p);
    };
    Object.defineProperty(exports2, "__esModule", { value: true });
    __exportStar(require_socksclient(), exports2);
  }
});

// node_modules/agent-base/dist/helpers.js
var init_helpers = __esm({
  "node_modules/agent-base/dist/helpers.js"() {
  }
});

// node_modules/agent-base/dist/index.js
var net, http, import_https, INTERNAL, Agent2;
var init_dist = __esm({
  "node_modules/agent-base/dist/index.js"() {
    net = __toESM(require("net"), 1);
    http = __toESM(require("http"), 1);
    import_https = require("https");
    init_helpers();
    INTERNAL = /* @__PURE__ */ Symbol("AgentBaseInternalState");
    Agent2 = class extends http.Agent {
      constructor(opts) {
        super(opts);
        this[INTERNAL] = {};
      }
      /**
       * Determine whether this is an `http` or `https` request.
       */
      isSecureEndpoint(options) {
        if (options) {
          if (typeof options.secureEndpoint === "boolean") {
            return options.secureEndpoint;
          }
          if (typeof options.protocol === "string") {
            return options.protocol === "https:";
          }
        }
        const { stack } = new Error();
        if (typeof stack !== "string")
          return false;
        return stack.split("\n").some((l) => l.indexOf("(https.js:") !== -1 || l.indexOf("node:https:") !== -1);
      }
      // In order to support async signatures in `connect()` and Node's native
      // connection pooling in `http.Agent`, the array of sockets for each origin
      // has to be updated synchronously. This is so the length of the array is
      // accurate when `addRequest()` is next called. We achieve this by creating a
      // fake socket and adding it to `sockets[origin]` and incrementing
      // `totalSocketCount`.
      incrementSockets(name) {
        if (this.maxSockets === Infinity && this.maxTotalSockets === Infinity) {
          return null;
        }
        if (!this.sockets[name]) {
          this.sockets[name] = [];
        }
        const fakeSocket = new net.Socket({ writable: false });
        this.sockets[name].push(fakeSocket);
        this.totalSocketCount++;
        return fakeSocket;
      }
      decrementSockets(name, socket) {
        if (!this.sockets[name] || socket === null) {
          return;
        }
        const sockets = this.sockets[name];
        const index2 = sockets.indexOf(socket);
        if (index2 !== -1) {
          sockets.splice(index2, 1);
          this.totalSocketCount--;
          if (sockets.length === 0) {
            delete this.sockets[name];
          }
        }
      }
      // In order to properly update the socket pool, we need to call `getName()` on
      // the core `https.Agent` if it is a secureEndpoint.
      getName(options) {
        const secureEndpoint = this.isSecureEndpoint(options);
        if (secureEndpoint) {
          return import_https.Agent.prototype.getName.call(this, options);
        }
        return super.getName(options);
      }
      createSocket(req, options, cb) {
        const connectOpts = {
          ...options,
          secureEndpoint: this.isSecureEndpoint(options)
        };
        const name = this.getName(connectOpts);
        const fakeSocket = this.incrementSockets(name);
        Promise.resolve().then(() => this.connect(req, connectOpts)).then((socket) => {
          this.decrementSockets(name, fakeSocket);
          if (typeof socket.addRequest === "function") {
            try {
              return socket.addRequest(req, connectOpts);
            } catch (err) {
              return cb(err);
            }
          }
          this[INTERNAL].currentSocket = socket;
          super.createSocket(req, options, cb);
        }, (err) => {
          this.decrementSockets(name, fakeSocket);
          cb(err);
        });
      }
      createConnection() {
        const socket = this[INTERNAL].currentSocket;
        this[INTERNAL].currentSocket = void 0;
        if (!socket) {
          throw new Error("No socket was returned in the `connect()` function");
        }
        return socket;
      }
      get defaultPort() {
        return this[INTERNAL].defaultPort ?? (this.protocol === "https:" ? 443 : 80);
      }
      set defaultPort(v) {
        if (this[INTERNAL]) {
          this[INTERNAL].defaultPort = v;
        }
      }
      get protocol() {
        return this[INTERNAL].protocol ?? (this.isSecureEndpoint() ? "https:" : "http:");
      }
      set protocol(v) {
        if (this[INTERNAL]) {
          this[INTERNAL].protocol = v;
        }
      }
    };
  }
});

// node_modules/ms/index.js
var require_ms = __commonJS({
  "node_modules/ms/index.js"(exports2, module2) {
    var s = 1e3;
    var m = s * 60;
    var h = m * 60;
    var d = h * 24;
    var w = d * 7;
    var y = d * 365.25;
    module2.exports = function(val, options) {
      options = options || {};
      var type = typeof val;
      if (type === "string" && val.length > 0) {
        return parse3(val);
      } else if (type === "number" && isFinite(val)) {
        return options.long ? fmtLong(val) : fmtShort(val);
      }
      throw new Error(
        "val is not a non-empty string or a valid number. val=" + JSON.stringify(val)
      );
    };
    function parse3(str) {
      str = String(str);
      if (str.length > 100) {
        return;
      }
      var match = /^(-?(?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)?$/i.exec(
        str
      );
      if (!match) {
        return;
      }
      var n = parseFloat(match[1]);
      var type = (match[2] || "ms").toLowerCase();
      switch (type) {
        case "years":
        case "year":
        case "yrs":
        case "yr":
        case "y":
          return n * y;
        case "weeks":
        case "week":
        case "w":
          return n * w;
        case "days":
        case "day":
        case "d":
          return n * d;
        case "hours":
        case "hour":
        case "hrs":
        case "hr":
        case "h":
          return n * h;
        case "minutes":
        case "minute":
        case "mins":
        case "min":
        case "m":
          return n * m;
        case "seconds":
        case "second":
        case "secs":
        case "sec":
        case "s":
          return n * s;
        case "milliseconds":
        case "millisecond":
        case "msecs":
        case "msec":
        case "ms":
          return n;
        default:
          return void 0;
      }
    }
    function fmtShort(ms) {
      var msAbs = Math.abs(ms);
      if (msAbs >= d) {
        return Math.round(ms / d) + "d";
      }
      if (msAbs >= h) {
        return Math.round(ms / h) + "h";
      }
      if (msAbs >= m) {
        return Math.round(ms / m) + "m";
      }
      if (msAbs >= s) {
        return Math.round(ms / s) + "s";
      }
      return ms + "ms";
    }
    function fmtLong(ms) {
      var msAbs = Math.abs(ms);
      if (msAbs >= d) {
        return plural2(ms, msAbs, d, "day");
      }
      if (msAbs >= h) {
        return plural2(ms, msAbs, h, "hour");
      }
      if (msAbs >= m) {
        return plural2(ms, msAbs, m, "minute");
      }
      if (msAbs >= s) {
        return plural2(ms, msAbs, s, "second");
      }
      return ms + " ms";
    }
    function plural2(ms, msAbs, n, name) {
      var isPlural = msAbs >= n * 1.5;
      return Math.round(ms / n) + " " + name + (isPlural ? "s" : "");
    }
  }
});

// node_modules/debug/src/common.js
var require_common2 = __commonJS({
  "node_modules/debug/src/common.js"(exports2, module2) {
    function setup(env2) {
      createDebug2.debug = createDebug2;
      createDebug2.default = createDebug2;
      createDebug2.coerce = coerce;
      createDebug2.disable = disable;
      createDebug2.enable = enable;
      createDebug2.enabled = enabled;
      createDebug2.humanize = require_ms();
      createDebug2.destroy = destroy;
      Object.keys(env2).forEach((key) => {
        createDebug2[key] = env2[key];
      });
      createDebug2.names = [];
      createDebug2.skips = [];
      createDebug2.formatters = {};
      function selectColor(namespace) {
        let hash = 0;
        for (let i = 0; i < namespace.length; i++) {
          hash = (hash << 5) - hash + namespace.charCodeAt(i);
          hash |= 0;
        }
        return createDebug2.colors[Math.abs(hash) % createDebug2.colors.length];
      }
      createDebug2.selectColor = selectColor;
      function createDebug2(namespace) {
        let prevTime;
        let enableOverride = null;
        let namespacesCache;
        let enabledCache;
        function debug2(...args) {
          if (!debug2.enabled) {
            return;
          }
          const self = debug2;
          const curr = Number(/* @__PURE__ */ new Date());
          const ms = curr - (prevTime || curr);
          self.diff = ms;
          self.prev = prevTime;
          self.curr = curr;
          prevTime = curr;
          args[0] = createDebug2.coerce(args[0]);
          if (typeof args[0] !== "string") {
            args.unshift("%O");
          }
          let index2 = 0;
          args[0] = args[0].replace(/%([a-zA-Z%])/g, (match, format3) => {
            if (match === "%%") {
              return "%";
            }
            index2++;
            const formatter = createDebug2.formatters[format3];
            if (typeof formatter === "function") {
              const val = args[index2];
              match = formatter.call(self, val);
              args.splice(index2, 1);
              index2--;
            }
            return match;
          });
          createDebug2.formatArgs.call(self, args);
          const logFn = self.log || createDebug2.log;
          logFn.apply(self, args);
        }
        debug2.namespace = namespace;
        debug2.useColors = createDebug2.useColors();
        debug2.color = createDebug2.selectColor(namespace);
        debug2.extend = extend;
        debug2.destroy = createDebug2.destroy;
        Object.defineProperty(debug2, "enabled", {
          enumerable: true,
          configurable: false,
          get: () => {
            if (enableOverride !== null) {
              return enableOverride;
            }
            if (namespacesCache !== createDebug2.namespaces) {
              namespacesCache = createDebug2.namespaces;
              enabledCache = createDebug2.enabled(namespace);
            }
            return enabledCache;
          },
          set: (v) => {
            enableOverride = v;
          }
        });
        if (typeof createDebug2.init === "function") {
          createDebug2.init(debug2);
        }
        return debug2;
      }
      function extend(namespace, delimiter2) {
        const newDebug = createDebug2(this.namespace + (typeof delimiter2 === "undefined" ? ":" : delimiter2) + namespace);
        newDebug.log = this.log;
        return newDebug;
      }
      function enable(namespaces) {
        createDebug2.save(namespaces);
        createDebug2.namespaces = namespaces;
        createDebug2.names = [];
        createDebug2.skips = [];
        const split = (typeof namespaces === "string" ? namespaces : "").trim().replace(/\s+/g, ",").split(",").filter(Boolean);
        for (const ns of split) {
          if (ns[0] === "-") {
            createDebug2.skips.push(ns.slice(1));
          } else {
            createDebug2.names.push(ns);
          }
        }
      }
      function matchesTemplate(search, template) {
        let searchIndex = 0;
        let templateIndex = 0;
        let starIndex = -1;
        let matchIndex = 0;
        while (searchIndex < search.length) {
          if (templateIndex < template.length && (template[templateIndex] === search[searchIndex] || template[templateIndex] === "*")) {
            if (template[templateIndex] === "*") {
              starIndex = templateIndex;
              matchIndex = searchIndex;
              templateIndex++;
            } else {
              searchIndex++;
              templateIndex++;
            }
          } else if (starIndex !== -1) {
            templateIndex = starIndex + 1;
            matchIndex++;
            searchIndex = matchIndex;
          } else {
            return false;
          }
        }
        while (templateIndex < template.length && template[templateIndex] === "*") {
          templateIndex++;
        }
        return templateIndex === template.length;
      }
      function disable() {
        const namespaces = [
          ...createDebug2.names,
          ...createDebug2.skips.map((namespace) => "-" + namespace)
        ].join(",");
        createDebug2.enable("");
        return namespaces;
      }
      function enabled(name) {
        for (const skip of createDebug2.skips) {
          if (matchesTemplate(name, skip)) {
            return false;
          }
        }
        for (const ns of createDebug2.names) {
          if (matchesTemplate(name, ns)) {
            return true;
          }
        }
        return false;
      }
      function coerce(val) {
        if (val instanceof Error) {
          return val.stack || val.message;
        }
        return val;
      }
      function destroy() {
        console.warn("Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.");
      }
      createDebug2.enable(createDebug2.load());
      return createDebug2;
    }
    module2.exports = setup;
  }
});

// node_modules/debug/src/browser.js
var require_browser = __commonJS({
  "node_modules/debug/src/browser.js"(exports2, module2) {
    exports2.formatArgs = formatArgs;
    exports2.save = save;
    exports2.load = load3;
    exports2.useColors = useColors;
    exports2.storage = localstorage();
    exports2.destroy = /* @__PURE__ */ (() => {
      let warned = false;
      return () => {
        if (!warned) {
          warned = true;
          console.warn("Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.");
        }
      };
    })();
    exports2.colors = [
      "#0000CC",
      "#0000FF",
      "#0033CC",
      "#0033FF",
      "#0066CC",
      "#0066FF",
      "#0099CC",
      "#0099FF",
      "#00CC00",
      "#00CC33",
      "#00CC66",
      "#00CC99",
      "#00CCCC",
      "#00CCFF",
      "#3300CC",
      "#3300FF",
      "#3333CC",
      "#3333FF",
      "#3366CC",
      "#3366FF",
      "#3399CC",
      "#3399FF",
      "#33CC00",
      "#33CC33",
      "#33CC66",
      "#33CC99",
      "#33CCCC",
      "#33CCFF",
      "#6600CC",
      "#6600FF",
      "#6633CC",
      "#6633FF",
      "#66CC00",
      "#66CC33",
      "#9900CC",
      "#9900FF",
      "#9933CC",
      "#9933FF",
      "#99CC00",
      "#99CC33",
      "#CC0000",
      "#CC0033",
      "#CC0066",
      "#CC0099",
      "#CC00CC",
      "#CC00FF",
      "#CC3300",
      "#CC3333",
      "#CC3366",
      "#CC3399",
      "#CC33CC",
      "#CC33FF",
      "#CC6600",
      "#CC6633",
      "#CC9900",
      "#CC9933",
      "#CCCC00",
      "#CCCC33",
      "#FF0000",
      "#FF0033",
      "#FF0066",
      "#FF0099",
      "#FF00CC",
      "#FF00FF",
      "#FF3300",
      "#FF3333",
      "#FF3366",
      "#FF3399",
      "#FF33CC",
      "#FF33FF",
      "#FF6600",
      "#FF6633",
      "#FF9900",
      "#FF9933",
      "#FFCC00",
      "#FFCC33"
    ];
    function useColors() {
      if (typeof window !== "undefined" && window.process && (window.process.type === "renderer" || window.process.__nwjs)) {
        return true;
      }
      if (typeof navigator !== "undefined" && navigator.userAgent && navigator.userAgent.toLowerCase().match(/(edge|trident)\/(\d+)/)) {
        return false;
      }
      let m;
      return typeof document !== "undefined" && document.documentElement && document.documentElement.style && document.documentElement.style.WebkitAppearance || // Is firebug? http://stackoverflow.com/a/398120/376773
      typeof window !== "undefined" && window.console && (window.console.firebug || window.console.exception && window.console.table) || // Is firefox >= v31?
      // https://developer.mozilla.org/en-US/docs/Tools/Web_Console#Styling_messages
      typeof navigator !== "undefined" && navigator.userAgent && (m = navigator.userAgent.toLowerCase().match(/firefox\/(\d+)/)) && parseInt(m[1], 10) >= 31 || // Double check webkit in userAgent just in case we are in a worker
      typeof navigator !== "undefined" && navigator.userAgent && navigator.userAgent.toLowerCase().match(/applewebkit\/(\d+)/);
    }
    function formatArgs(args) {
      args[0] = (this.useColors ? "%c" : "") + this.namespace + (this.useColors ? " %c" : " ") + args[0] + (this.useColors ? "%c " : " ") + "+" + module2.exports.humanize(this.diff);
      if (!this.useColors) {
        return;
      }
      const c = "color: " + this.color;
      args.splice(1, 0, c, "color: inherit");
      let index2 = 0;
      let lastC = 0;
      args[0].replace(/%[a-zA-Z%]/g, (match) => {
        if (match === "%%") {
          return;
        }
        index2++;
        if (match === "%c") {
          lastC = index2;
        }
      });
      args.splice(lastC, 0, c);
    }
    exports2.log = console.debug || console.log || (() => {
    });
    function save(namespaces) {
      try {
        if (namespaces) {
          exports2.storage.setItem("debug", namespaces);
        } else {
          exports2.storage.removeItem("debug");
        }
      } catch (error) {
      }
    }
    function load3() {
      let r;
      try {
        r = exports2.storage.getItem("debug") || exports2.storage.getItem("DEBUG");
      } catch (error) {
      }
      if (!r && typeof process !== "undefined" && "env" in process) {
        r = process.env.DEBUG;
      }
      return r;
    }
    function localstorage() {
      try {
        return localStorage;
      } catch (error) {
      }
    }
    module2.exports = require_common2()(exports2);
    var { formatters } = module2.exports;
    formatters.j = function(v) {
      try {
        return JSON.stringify(v);
      } catch (error) {
        return "[UnexpectedJSONParseError]: " + error.message;
      }
    };
  }
});

// node_modules/debug/src/node.js
var require_node = __commonJS({
  "node_modules/debug/src/node.js"(exports2, module2) {
    var tty = require("tty");
    var util = require("util");
    exports2.init = init2;
    exports2.log = log;
    exports2.formatArgs = formatArgs;
    exports2.save = save;
    exports2.load = load3;
    exports2.useColors = useColors;
    exports2.destroy = util.deprecate(
      () => {
      },
      "Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`."
    );
    exports2.colors = [6, 2, 3, 4, 5, 1];
    try {
      const supportsColor = require("supports-color");
      if (supportsColor && (supportsColor.stderr || supportsColor).level >= 2) {
        exports2.colors = [
          20,
          21,
          26,
          27,
          32,
          33,
          38,
          39,
          40,
          41,
          42,
          43,
          44,
          45,
          56,
          57,
          62,
          63,
          68,
          69,
          74,
          75,
          76,
          77,
          78,
          79,
          80,
          81,
          92,
          93,
          98,
          99,
          112,
          113,
          128,
          129,
          134,
          135,
          148,
          149,
          160,
          161,
          162,
          163,
          164,
          165,
          166,
          167,
          168,
          169,
          170,
          171,
          172,
          173,
          178,
          179,
          184,
          185,
          196,
          197,
          198,
          199,
          200,
          201,
          202,
          203,
          204,
          205,
          206,
          207,
          208,
          209,
          214,
          215,
          220,
          221
        ];
      }
    } catch (error) {
    }
    exports2.inspectOpts = Object.keys(process.env).filter((key) => {
      return /^debug_/i.test(key);
    }).reduce((obj, key) => {
      const prop = key.substring(6).toLowerCase().replace(/_([a-z])/g, (_, k) => {
        return k.toUpperCase();
      });
      let val = process.env[key];
      if (/^(yes|on|true|enabled)$/i.test(val)) {
        val = true;
      } else if (/^(no|off|false|disabled)$/i.test(val)) {
        val = false;
      } else if (val === "null") {
        val = null;
      } else {
        val = Number(val);
      }
      obj[prop] = val;
      return obj;
    }, {});
    function useColors() {
      return "colors" in exports2.inspectOpts ? Boolean(exports2.inspectOpts.colors) : tty.isatty(process.stderr.fd);
    }
    function formatArgs(args) {
      const { namespace: name, useColors: useColors2 } = this;
      if (useColors2) {
        const c = this.color;
        const colorCode = "\x1B[3" + (c < 8 ? c : "8;5;" + c);
        const prefix = `  ${colorCode};1m${name} \x1B[0m`;
        args[0] = prefix + args[0].split("\n").join("\n" + prefix);
        args.push(colorCode + "m+" + module2.exports.humanize(this.diff) + "\x1B[0m");
      } else {
        args[0] = getDate() + name + " " + args[0];
      }
    }
    function getDate() {
      if (exports2.inspectOpts.hideDate) {
        return "";
      }
      return (/* @__PURE__ */ new Date()).toISOString() + " ";
    }
    function log(...args) {
      return process.stderr.write(util.formatWithOptions(exports2.inspectOpts, ...args) + "\n");
    }
    function save(namespaces) {
      if (namespaces) {
        process.env.DEBUG = namespaces;
      } else {
        delete process.env.DEBUG;
      }
    }
    function load3() {
      return process.env.DEBUG;
    }
    function init2(debug2) {
      debug2.inspectOpts = {};
      const keys = Object.keys(exports2.inspectOpts);
      for (let i = 0; i < keys.length; i++) {
        debug2.inspectOpts[keys[i]] = exports2.inspectOpts[keys[i]];
      }
    }
    module2.exports = require_common2()(exports2);
    var { formatters } = module2.exports;
    formatters.o = function(v) {
      this.inspectOpts.colors = this.useColors;
      return util.inspect(v, this.inspectOpts).split("\n").map((str) => str.trim()).join(" ");
    };
    formatters.O = function(v) {
      this.inspectOpts.colors = this.useColors;
      return util.inspect(v, this.inspectOpts);
    };
  }
});

// node_modules/debug/src/index.js
var require_src = __commonJS({
  "node_modules/debug/src/index.js"(exports2, module2) {
    if (typeof process === "undefined" || process.type === "renderer" || process.browser === true || process.__nwjs) {
      module2.exports = require_browser();
    } else {
      module2.exports = require_node();
    }
  }
});

// node_modules/socks-proxy-agent/dist/index.js
function parseSocksURL(url) {
  let lookup2 = false;
  let type = 5;
  const host = url.hostname;
  const port = parseInt(url.port, 10) || 1080;
  switch (url.protocol.replace(":", "")) {
    case "socks4":
      lookup2 = true;
      type = 4;
      break;
    // pass through
    case "socks4a":
      type = 4;
      break;
    case "socks5":
      lookup2 = true;
      type = 5;
      break;
    // pass through
    case "socks":
      type = 5;
      break;
    case "socks5h":
      type = 5;
      break;
    default:
      throw new TypeError(`A "socks" protocol must be specified! Got: ${String(url.protocol)}`);
  }
  const proxy = {
    host,
    port,
    type
  };
  if (url.username) {
    Object.defineProperty(proxy, "userId", {
      value: decodeURIComponent(url.username),
      enumerable: false
    });
  }
  if (url.password != null) {
    Object.defineProperty(proxy, "password", {
      value: decodeURIComponent(url.password),
      enumerable: false
    });
  }
  return { lookup: lookup2, proxy };
}
function omit(obj, ...keys) {
  const ret = {};
  let key;
  for (key in obj) {
    if (!keys.includes(key)) {
      ret[key] = obj[key];
    }
  }
  return ret;
}
var import_socks, import_debug, dns, net2, tls, import_url2, debug, setServernameFromNonIpHost, SocksProxyAgent;
var init_dist2 = __esm({
  "node_modules/socks-proxy-agent/dist/index.js"() {
    import_socks = __toESM(require_build(), 1);
    init_dist();
    import_debug = __toESM(require_src(), 1);
    dns = __toESM(require("dns"), 1);
    net2 = __toESM(require("net"), 1);
    tls = __toESM(require("tls"), 1);
    import_url2 = require("url");
    debug = (0, import_debug.default)("socks-proxy-agent");
    setServernameFromNonIpHost = (options) => {
      if (options.servername === void 0 && options.host && !net2.isIP(options.host)) {
        return {
          ...options,
          servername: options.host
        };
      }
      return options;
    };
    SocksProxyAgent = class extends Agent2 {
      constructor(uri, opts) {
        super(opts);
        const url = typeof uri === "string" ? new import_url2.URL(uri) : uri;
        const { proxy, lookup: lookup2 } = parseSocksURL(url);
        this.shouldLookup = lookup2;
        this.proxy = proxy;
        this.proxyUrl = url.href;
        this.timeout = opts?.timeout ?? null;
        this.socketOptions = opts?.socketOptions ?? null;
      }
      /**
       * Initiates a SOCKS connection to the specified SOCKS proxy server,
       * which in turn connects to the specified remote host and port.
       */
      async connect(req, opts) {
        const { shouldLookup, proxy, timeout } = this;
        if (!opts.host) {
          throw new Error("No `host` defined!");
        }
        let { host } = opts;
        const { port, lookup: lookupFn = dns.lookup } = opts;
        if (shouldLookup) {
          host = await new Promise((resolve6, reject) => {
            lookupFn(host, {}, (err, address) => {
              if (err) {
                reject(err);
              } else {
                resolve6(typeof address === "string" ? address : address[0].address);
              }
            });
          });
        }
        const socksOpts = {
          proxy,
          destination: {
            host,
            port: typeof port === "number" ? port : parseInt(port, 10)
          },
          command: "connect",
          timeout: timeout ?? void 0,
          // @ts-expect-error the type supplied by socks for socket_options is wider
          // than necessary since socks will always override the host and port
          socket_options: this.socketOptions ?? void 0
        };
        const cleanup = (tlsSocket) => {
          req.destroy();
          socket.destroy();
          if (tlsSocket)
            tlsSocket.destroy();
        };
        debug("Creating socks proxy connection: %o", socksOpts);
        const { socket } = await import_socks.SocksClient.createConnection(socksOpts);
        debug("Successfully created socks proxy connection");
        req.emit("proxy", { proxy: this.proxyUrl, socket });
        if (timeout !== null) {
          socket.setTimeout(timeout);
          socket.on("timeout", () => cleanup());
        }
        if (opts.secureEndpoint) {
          debug("Upgrading socket connection to TLS");
          const tlsSocket = tls.connect({
            ...omit(setServernameFromNonIpHost(opts), "host", "path", "port"),
            socket
          });
          tlsSocket.once("error", (error) => {
            debug("Socket TLS error", error.message);
            cleanup(tlsSocket);
          });
          return tlsSocket;
        }
        return socket;
      }
    };
    SocksProxyAgent.protocols = [
      "socks",
      "socks4",
      "socks4a",
      "socks5",
      "socks5h"
    ];
  }
});

// node_modules/hpagent/index.js
var require_hpagent = __commonJS({
  "node_modules/hpagent/index.js"(exports2, module2) {
    "use strict";
    var https3 = require("https");
    var http3 = require("http");
    var { URL: URL3 } = require("url");
    var HttpProxyAgent2 = class extends http3.Agent {
      constructor(options) {
        const { proxy, proxyRequestOptions, ...opts } = options;
        super(opts);
        this.proxy = typeof proxy === "string" ? new URL3(proxy) : proxy;
        this.proxyRequestOptions = proxyRequestOptions || {};
      }
      createConnection(options, callback) {
        const requestOptions = {
          ...this.proxyRequestOptions,
          method: "CONNECT",
          host: this.proxy.hostname,
          port: this.proxy.port,
          path: `${options.host}:${options.port}`,
          setHost: false,
          headers: { ...this.proxyRequestOptions.headers, connection: this.keepAlive ? "keep-alive" : "close", host: `${options.host}:${options.port}` },
          agent: false,
          timeout: options.timeout || 0
        };
        if (this.proxy.username || this.proxy.password) {
          const base64 = Buffer.from(`${decodeURIComponent(this.proxy.username || "")}:${decodeURIComponent(this.proxy.password || "")}`).toString("base64");
          requestOptions.headers["proxy-authorization"] = `Basic ${base64}`;
        }
        if (this.proxy.protocol === "https:") {
          requestOptions.servername = this.proxy.hostname;
        }
        const request = (this.proxy.protocol === "http:" ? http3 : https3).request(requestOptions);
        request.once("connect", (response, socket, head) => {
          request.removeAllListeners();
          socket.removeAllListeners();
          if (response.statusCode === 200) {
            callback(null, socket);
          } else {
            socket.destroy();
            callback(new Error(`Bad response: ${response.statusCode}`), null);
          }
        });
        request.once("timeout", () => {
          request.destroy(new Error("Proxy timeout"));
        });
        request.once("error", (err) => {
          request.removeAllListeners();
          callback(err, null);
        });
        request.end();
      }
    };
    var HttpsProxyAgent2 = class extends https3.Agent {
      constructor(options) {
        const { proxy, proxyRequestOptions, ...opts } = options;
        super(opts);
        this.proxy = typeof proxy === "string" ? new URL3(proxy) : proxy;
        this.proxyRequestOptions = proxyRequestOptions || {};
      }
      createConnection(options, callback) {
        const requestOptions = {
          ...this.proxyRequestOptions,
          method: "CONNECT",
          host: this.proxy.hostname,
          port: this.proxy.port,
          path: `${options.host}:${options.port}`,
          setHost: false,
          headers: { ...this.proxyRequestOptions.headers, connection: this.keepAlive ? "keep-alive" : "close", host: `${options.host}:${options.port}` },
          agent: false,
          timeout: options.timeout || 0
        };
        if (this.proxy.username || this.proxy.password) {
          const base64 = Buffer.from(`${decodeURIComponent(this.proxy.username || "")}:${decodeURIComponent(this.proxy.password || "")}`).toString("base64");
          requestOptions.headers["proxy-authorization"] = `Basic ${base64}`;
        }
        if (this.proxy.protocol === "https:") {
          requestOptions.servername = this.proxy.hostname;
        }
        const request = (this.proxy.protocol === "http:" ? http3 : https3).request(requestOptions);
        request.once("connect", (response, socket, head) => {
          request.removeAllListeners();
          socket.removeAllListeners();
          if (response.statusCode === 200) {
            const secureSocket = super.createConnection({ ...options, socket });
            callback(null, secureSocket);
          } else {
            socket.destroy();
            callback(new Error(`Bad response: ${response.statusCode}`), null);
          }
        });
        request.once("timeout", () => {
          request.destroy(new Error("Proxy timeout"));
        });
        request.once("error", (err) => {
          request.removeAllListeners();
          callback(err, null);
        });
        request.end();
      }
    };
    module2.exports = {
      HttpProxyAgent: HttpProxyAgent2,
      HttpsProxyAgent: HttpsProxyAgent2
    };
  }
});

// node_modules/hpagent/index.mjs
var import_index, HttpProxyAgent, HttpsProxyAgent;
var init_hpagent = __esm({
  "node_modules/hpagent/index.mjs"() {
    import_index = __toESM(require_hpagent(), 1);
    HttpProxyAgent = import_index.default.HttpProxyAgent;
    HttpsProxyAgent = import_index.default.HttpsProxyAgent;
  }
});

// node_modules/@kubernetes/client-node/package.json
var package_default;
var init_package = __esm({
  "node_modules/@kubernetes/client-node/package.json"() {
    package_default = {
      name: "@kubernetes/client-node",
      version: "2.0.1",
      description: "NodeJS client for kubernetes",
      type: "module",
      repository: {
        type: "git",
        url: "https://github.com/kubernetes-client/javascript.git"
      },
      files: [
        "dist/**/*.ts",
        "dist/**/*.js",
        "dist/**/*.map"
      ],
      main: "dist/index.js",
      types: "dist/index.d.ts",
      scripts: {
        format: 'prettier --log-level error --write "./src/**/*.ts"',
        lint: 'npm --prefix ./tools/lint ci && npm --prefix ./tools/lint run lint && prettier --check "./src/**/*.ts"',
        clean: "rm -Rf node_modules/ dist/ tools/lint/node_modules/ tools/docs/node_modules/",
        build: "tsc",
        "build-with-tests": "tsc --project tsconfig-with-tests.json && cp 'src/test/echo space.js' dist/test",
        generate: "./generate-client.sh",
        watch: "tsc --watch",
        test: "c8 node --test --test-reporter=spec --import tsx src/*_test.ts",
        "test-no-coverage": "node --test --test-reporter=spec --import tsx src/*_test.ts",
        "test-transpiled": "node --test --test-reporter=spec dist/*_test.js",
        "integration-test": "tsx src/test/integration/index.ts",
        prepare: "npm run build && husky",
        prepack: "npm run build",
        docs: "npm --prefix ./tools/docs ci && npm --prefix ./tools/docs run docs"
      },
      c8: {
        include: [
          "src/**/*.ts"
        ],
        exclude: [
          "src/gen/**/*.ts",
          "src/index.ts",
          "src/*_test.ts",
          "src/test"
        ],
        extension: [
          ".ts"
        ],
        reporter: [
          "text",
          "lcov",
          "text-summary",
          "html"
        ],
        sourceMap: true,
        instrument: true,
        all: true
      },
      author: "Kubernetes Authors",
      license: "Apache-2.0",
      dependencies: {
        "@types/js-yaml": "^4.0.1",
        "@types/node": "^26.0.0",
        "@types/stream-buffers": "^3.0.3",
        "form-data": "^4.0.0",
        hpagent: "^1.2.0",
        "isomorphic-ws": "^5.0.0",
        "js-yaml": "^5.1.0",
        "jsonpath-plus": "^10.3.0",
        "openid-client": "^6.1.3",
        rfc4648: "^1.3.0",
        socks: "^2.8.4",
        "socks-proxy-agent": "^10.0.0",
        "stream-buffers": "^3.0.2",
        "tar-fs": "^3.0.9",
        undici: "^8.7.0",
        ws: "^8.18.2"
      },
      devDependencies: {
        "@types/mock-fs": "^4.13.1",
        c8: "^12.0.0",
        husky: "^9.0.6",
        "mock-fs": "^5.2.0",
        prettier: "^3.0.0",
        "pretty-quick": "^4.0.0",
        "ts-mockito": "^2.3.1",
        tsx: "^4.21.0",
        typescript: "~7.0.2"
      },
      bugs: {
        url: "https://github.com/kubernetes-client/javascript/issues"
      },
      homepage: "https://github.com/kubernetes-client/javascript#readme",
      keywords: [
        "kubernetes",
        "client"
      ],
      prettier: {
        tabWidth: 4,
        printWidth: 110,
        trailingComma: "all",
        singleQuote: true,
        arrowParens: "always"
      }
    };
  }
});

// node_modules/@kubernetes/client-node/dist/gen/rxjsStub.js
function of(value) {
  return new Observable(Promise.resolve(value));
}
var Observable;
var init_rxjsStub = __esm({
  "node_modules/@kubernetes/client-node/dist/gen/rxjsStub.js"() {
    Observable = class _Observable {
      constructor(promise) {
        this.promise = promise;
      }
      toPromise() {
        return this.promise;
      }
      pipe(callback) {
        return new _Observable(this.promise.then(callback));
      }
    };
  }
});

// node_modules/@kubernetes/client-node/dist/middleware.js
function setHeaderMiddleware(key, value) {
  return {
    pre: (request) => {
      request.setHeaderParam(key, value);
      return of(request);
    },
    post: (response) => {
      return of(response);
    }
  };
}
var init_middleware2 = __esm({
  "node_modules/@kubernetes/client-node/dist/middleware.js"() {
    init_rxjsStub();
  }
});

// node_modules/@kubernetes/client-node/dist/config.js
function getUserAgent() {
  var _a2;
  const version = (_a2 = package_default.version) !== null && _a2 !== void 0 ? _a2 : "";
  return `kubernetes-client-javascript/${version}`;
}
function fileExists(filepath) {
  try {
    import_node_fs4.default.accessSync(filepath);
    return true;
  } catch {
    return false;
  }
}
function createSocksConnector(proxyUrl, tlsOptions) {
  const parsedProxy = new URL(proxyUrl);
  const proxyHost = parsedProxy.hostname;
  const proxyPort = parseInt(parsedProxy.port, 10) || 1080;
  let socksType = 5;
  const proto = parsedProxy.protocol.replace(":", "");
  if (proto === "socks4" || proto === "socks4a") {
    socksType = 4;
  }
  return (options, callback) => {
    const { hostname, port, protocol, servername } = options;
    import_socks2.SocksClient.createConnection({
      proxy: { host: proxyHost, port: proxyPort, type: socksType },
      command: "connect",
      destination: { host: hostname, port: parseInt(port, 10) }
    }, (err, info) => {
      if (err) {
        callback(err, null);
        return;
      }
      const socket = info.socket;
      socket.setKeepAlive(true, 3e4);
      if (protocol === "https:") {
        callback(null, import_node_tls.default.connect({
          ...tlsOptions,
          socket,
          servername: servername || hostname
        }));
      } else {
        callback(null, socket);
      }
    });
  };
}
function makeAbsolutePath(root, file) {
  if (!root || import_node_path.default.isAbsolute(file)) {
    return file;
  }
  return import_node_path.default.join(root, file);
}
function bufferFromFileOrString(file, data) {
  if (file) {
    return import_node_fs4.default.readFileSync(file);
  }
  if (data) {
    return Buffer.from(data, "base64");
  }
  return null;
}
function dropDuplicatesAndNils(a) {
  return a.reduce((acceptedValues, currentValue) => {
    if (currentValue && !acceptedValues.includes(currentValue)) {
      return acceptedValues.concat(currentValue);
    } else {
      return acceptedValues;
    }
  }, []);
}
function findHomeDir(platform = process.platform) {
  if (platform !== "win32") {
    if (process.env.HOME) {
      try {
        import_node_fs4.default.accessSync(process.env.HOME);
        return process.env.HOME;
      } catch {
      }
    }
    return null;
  }
  const homeDrivePath = process.env.HOMEDRIVE && process.env.HOMEPATH ? import_node_path.default.join(process.env.HOMEDRIVE, process.env.HOMEPATH) : "";
  const homePath = process.env.HOME || "";
  const userProfile = process.env.USERPROFILE || "";
  const favourHomeDrivePathList = dropDuplicatesAndNils([homePath, homeDrivePath, userProfile]);
  const favourUserProfileList = dropDuplicatesAndNils([homePath, userProfile, homeDrivePath]);
  for (const dir of favourHomeDrivePathList) {
    try {
      import_node_fs4.default.accessSync(import_node_path.default.join(dir, ".kube", "config"));
      return dir;
    } catch {
    }
  }
  for (const dir of favourUserProfileList) {
    try {
      import_node_fs4.default.accessSync(dir, import_node_fs4.default.constants.W_OK);
      return dir;
    } catch {
    }
  }
  for (const dir of favourUserProfileList) {
    try {
      import_node_fs4.default.accessSync(dir);
      return dir;
    } catch {
    }
  }
  return favourUserProfileList[0] || null;
}
function findObject(list2, name, key) {
  if (!list2) {
    return null;
  }
  for (const obj of list2) {
    if (obj.name === name) {
      if (obj[key]) {
        obj[key].name = name;
        return obj[key];
      }
      return obj;
    }
  }
  return null;
}
var import_node_fs4, import_node_https2, import_node_http, import_node_tls, import_node_net, import_node_path, import_node_child_process5, import_socks2, SERVICEACCOUNT_ROOT, SERVICEACCOUNT_CA_PATH, SERVICEACCOUNT_TOKEN_PATH, SERVICEACCOUNT_NAMESPACE_PATH, USER_AGENT_KEY, KubeConfig;
var init_config2 = __esm({
  "node_modules/@kubernetes/client-node/dist/config.js"() {
    import_node_fs4 = __toESM(require("node:fs"), 1);
    import_node_https2 = __toESM(require("node:https"), 1);
    import_node_http = __toESM(require("node:http"), 1);
    import_node_tls = __toESM(require("node:tls"), 1);
    init_js_yaml();
    import_node_net = __toESM(require("node:net"), 1);
    import_node_path = __toESM(require("node:path"), 1);
    init_undici();
    init_azure_auth();
    init_config_types();
    init_exec_auth();
    init_file_auth();
    init_gcp_auth();
    init_gen();
    init_oidc_auth();
    import_node_child_process5 = __toESM(require("node:child_process"), 1);
    init_dist2();
    import_socks2 = __toESM(require_build(), 1);
    init_hpagent();
    init_package();
    init_middleware2();
    SERVICEACCOUNT_ROOT = "/var/run/secrets/kubernetes.io/serviceaccount";
    SERVICEACCOUNT_CA_PATH = SERVICEACCOUNT_ROOT + "/ca.crt";
    SERVICEACCOUNT_TOKEN_PATH = SERVICEACCOUNT_ROOT + "/token";
    SERVICEACCOUNT_NAMESPACE_PATH = SERVICEACCOUNT_ROOT + "/namespace";
    USER_AGENT_KEY = "User-Agent";
    KubeConfig = class _KubeConfig {
      // Optionally add additional external authenticators, you must do this
      // before you load a kubeconfig file that references them.
      addAuthenticator(authenticator) {
        this.custom_authenticators.push(authenticator);
      }
      constructor() {
        this.authenticators = [
          new AzureAuth(),
          new GoogleCloudPlatformAuth(),
          new ExecAuth(),
          new FileAuth(),
          new OpenIDConnectAuth()
        ];
        this.custom_authenticators = [];
        this.agentCache = /* @__PURE__ */ new Map();
        this.contexts = [];
        this.clusters = [];
        this.users = [];
      }
      getContexts() {
        return this.contexts;
      }
      getClusters() {
        return this.clusters;
      }
      getUsers() {
        return this.users;
      }
      getCurrentContext() {
        return this.currentContext;
      }
      setCurrentContext(context) {
        this.currentContext = context;
      }
      getContextObject(name) {
        if (!this.contexts) {
          return null;
        }
        return findObject(this.contexts, name, "context");
      }
      getCurrentCluster() {
        const context = this.getCurrentContextObject();
        if (!context) {
          return null;
        }
        return this.getCluster(context.cluster);
      }
      getCluster(name) {
        return findObject(this.clusters, name, "cluster");
      }
      getCurrentUser() {
        const ctx = this.getCurrentContextObject();
        if (!ctx) {
          return null;
        }
        return this.getUser(ctx.user);
      }
      getUser(name) {
        return findObject(this.users, name, "user");
      }
      loadFromFile(file, opts) {
        const rootDirectory = import_node_path.default.dirname(file);
        this.loadFromString(import_node_fs4.default.readFileSync(file).toString("utf-8"), opts);
        this.makePathsAbsolute(rootDirectory);
      }
      async applyToHTTPSOptions(opts) {
        const user = this.getCurrentUser();
        const cluster = this.getCurrentCluster();
        await this.applyOptions(opts);
        if (user && user.username) {
          opts.auth = `${user.username}:${user.password}`;
        }
        const agentOptions = {};
        agentOptions.ca = opts.ca;
        agentOptions.cert = opts.cert;
        agentOptions.key = opts.key;
        agentOptions.pfx = opts.pfx;
        agentOptions.passphrase = opts.passphrase;
        if (opts.rejectUnauthorized !== void 0) {
          agentOptions.rejectUnauthorized = opts.rejectUnauthorized;
        }
        agentOptions.timeout = opts.timeout;
        agentOptions.servername = opts.servername;
        agentOptions.ciphers = opts.ciphers;
        agentOptions.honorCipherOrder = opts.honorCipherOrder;
        agentOptions.ecdhCurve = opts.ecdhCurve;
        agentOptions.clientCertEngine = opts.clientCertEngine;
        agentOptions.crl = opts.crl;
        agentOptions.dhparam = opts.dhparam;
        agentOptions.secureOptions = opts.secureOptions;
        agentOptions.secureProtocol = opts.secureProtocol;
        agentOptions.sessionIdContext = opts.sessionIdContext;
        opts.agent = this.createAgent(cluster, agentOptions);
      }
      /**
       * Applies SecurityAuthentication to RequestContext of an API Call from API Client
       * @param context
       */
      async applySecurityAuthentication(context) {
        const cluster = this.getCurrentCluster();
        const user = this.getCurrentUser();
        const agentOptions = {};
        const httpsOptions = {};
        await this.applyOptions(httpsOptions);
        if (user && user.username) {
          const auth = Buffer.from(`${user.username}:${user.password}`).toString("base64");
          context.setHeaderParam("Authorization", `Basic ${auth}`);
        }
        const headers2 = httpsOptions.headers || {};
        Object.entries(headers2).forEach(([key, value]) => {
          context.setHeaderParam(key, `${value}`);
        });
        agentOptions.ca = httpsOptions.ca;
        agentOptions.cert = httpsOptions.cert;
        agentOptions.key = httpsOptions.key;
        agentOptions.pfx = httpsOptions.pfx;
        agentOptions.passphrase = httpsOptions.passphrase;
        if (httpsOptions.rejectUnauthorized !== void 0) {
          agentOptions.rejectUnauthorized = httpsOptions.rejectUnauthorized;
        }
        if (httpsOptions.servername !== void 0) {
          agentOptions.servername = httpsOptions.servername;
        }
        const dispatcher = this.createDispatcher(cluster, agentOptions);
        if (dispatcher !== void 0) {
          context.setDispatcher(dispatcher);
        }
      }
      /**
       * Returns name of this security authentication method
       * @returns string
       */
      getName() {
        return "kubeconfig authentication";
      }
      loadFromString(config2, opts) {
        const obj = load(config2);
        this.clusters = newClusters(obj.clusters, opts);
        this.contexts = newContexts(obj.contexts, opts);
        this.users = newUsers(obj.users, opts);
        this.currentContext = obj["current-context"];
      }
      loadFromOptions(options) {
        this.clusters = options.clusters;
        this.contexts = options.contexts;
        this.users = options.users;
        this.currentContext = options.currentContext;
      }
      loadFromClusterAndUser(cluster, user) {
        this.clusters = [cluster];
        this.users = [user];
        this.currentContext = "loaded-context";
        this.contexts = [
          {
            cluster: cluster.name,
            user: user.name,
            name: this.currentContext
          }
        ];
      }
      loadFromCluster(pathPrefix = "") {
        const host = process.env.KUBERNETES_SERVICE_HOST;
        const port = process.env.KUBERNETES_SERVICE_PORT;
        const clusterName = "inCluster";
        const userName = "inClusterUser";
        const contextName = "inClusterContext";
        let scheme = "https";
        if (port === "80" || port === "8080" || port === "8001") {
          scheme = "http";
        }
        let serverHost = host;
        if (host && import_node_net.default.isIPv6(host)) {
          serverHost = `[${host}]`;
        }
        this.clusters = [
          {
            name: clusterName,
            caFile: `${pathPrefix}${SERVICEACCOUNT_CA_PATH}`,
            server: `${scheme}://${serverHost}:${port}`,
            skipTLSVerify: false
          }
        ];
        this.users = [
          {
            name: userName,
            authProvider: {
              name: "tokenFile",
              config: {
                tokenFile: `${pathPrefix}${SERVICEACCOUNT_TOKEN_PATH}`
              }
            }
          }
        ];
        const namespaceFile = `${pathPrefix}${SERVICEACCOUNT_NAMESPACE_PATH}`;
        let namespace;
        if (fileExists(namespaceFile)) {
          namespace = import_node_fs4.default.readFileSync(namespaceFile).toString("utf-8");
        }
        this.contexts = [
          {
            cluster: clusterName,
            name: contextName,
            user: userName,
            namespace
          }
        ];
        this.currentContext = contextName;
      }
      mergeConfig(config2, preserveContext = false) {
        if (!preserveContext && config2.currentContext) {
          this.currentContext = config2.currentContext;
        }
        config2.clusters.forEach((cluster) => {
          this.addCluster(cluster);
        });
        config2.users.forEach((user) => {
          this.addUser(user);
        });
        config2.contexts.forEach((ctx) => {
          this.addContext(ctx);
        });
      }
      addCluster(cluster) {
        if (!this.clusters) {
          this.clusters = [];
        }
        this.clusters.forEach((c, ix) => {
          if (c.name === cluster.name) {
            throw new Error(`Duplicate cluster: ${c.name}`);
          }
        });
        this.clusters.push(cluster);
      }
      addUser(user) {
        if (!this.users) {
          this.users = [];
        }
        this.users.forEach((c, ix) => {
          if (c.name === user.name) {
            throw new Error(`Duplicate user: ${c.name}`);
          }
        });
        this.users.push(user);
      }
      addContext(ctx) {
        if (!this.contexts) {
          this.contexts = [];
        }
        this.contexts.forEach((c, ix) => {
          if (c.name === ctx.name) {
            throw new Error(`Duplicate context: ${c.name}`);
          }
        });
        this.contexts.push(ctx);
      }
      loadFromDefault(opts, contextFromStartingConfig = false, platform = process.platform) {
        if (process.env.KUBECONFIG && process.env.KUBECONFIG.length > 0) {
          const files = process.env.KUBECONFIG.split(import_node_path.default.delimiter).filter((filename) => filename);
          this.loadFromFile(files[0], opts);
          for (let i = 1; i < files.length; i++) {
            const kc = new _KubeConfig();
            kc.loadFromFile(files[i], opts);
            this.mergeConfig(kc, contextFromStartingConfig);
          }
          return;
        }
        const home = findHomeDir(platform);
        if (home) {
          const config2 = import_node_path.default.join(home, ".kube", "config");
          if (fileExists(config2)) {
            this.loadFromFile(config2, opts);
            return;
          }
        }
        if (platform === "win32") {
          try {
            const envKubeconfigPathResult = import_node_child_process5.default.spawnSync("wsl.exe", [
              "bash",
              "-c",
              "printenv KUBECONFIG"
            ]);
            if (envKubeconfigPathResult.status === 0 && envKubeconfigPathResult.stdout.length > 0) {
              const result = import_node_child_process5.default.spawnSync("wsl.exe", [
                "cat",
                envKubeconfigPathResult.stdout.toString("utf8")
              ]);
              if (result.status === 0) {
                this.loadFromString(result.stdout.toString("utf8"), opts);
                return;
              }
            }
          } catch {
          }
          try {
            const configResult = import_node_child_process5.default.spawnSync("wsl.exe", ["cat", "~/.kube/config"]);
            if (configResult.status === 0) {
              this.loadFromString(configResult.stdout.toString("utf8"), opts);
              const result = import_node_child_process5.default.spawnSync("wsl.exe", ["wslpath", "-w", "~/.kube"]);
              if (result.status === 0) {
                this.makePathsAbsolute(result.stdout.toString("utf8"));
              }
              return;
            }
          } catch {
          }
        }
        if (fileExists(SERVICEACCOUNT_TOKEN_PATH)) {
          this.loadFromCluster();
          return;
        }
        this.loadFromClusterAndUser({ name: "cluster", server: "http://localhost:8080" }, { name: "user" });
      }
      makeApiClient(apiClientType) {
        const cluster = this.getCurrentCluster();
        if (!cluster) {
          throw new Error("No active cluster!");
        }
        const authConfig = {
          default: this
        };
        const baseServerConfig = new leftOut2(cluster.server, {});
        const config2 = leftOut2({
          baseServer: baseServerConfig,
          authMethods: authConfig,
          middleware: [setHeaderMiddleware(USER_AGENT_KEY, getUserAgent())]
        });
        const apiClient = new apiClientType(config2);
        return apiClient;
      }
      makePathsAbsolute(rootDirectory) {
        this.clusters.forEach((cluster) => {
          if (cluster.caFile) {
            cluster.caFile = makeAbsolutePath(rootDirectory, cluster.caFile);
          }
        });
        this.users.forEach((user) => {
          if (user.certFile) {
            user.certFile = makeAbsolutePath(rootDirectory, user.certFile);
          }
          if (user.keyFile) {
            user.keyFile = makeAbsolutePath(rootDirectory, user.keyFile);
          }
        });
      }
      exportConfig() {
        const configObj = {
          apiVersion: "v1",
          kind: "Config",
          clusters: this.clusters.map(exportCluster),
          users: this.users.map(exportUser),
          contexts: this.contexts.map(exportContext),
          preferences: {},
          "current-context": this.getCurrentContext()
        };
        return JSON.stringify(configObj);
      }
      getCurrentContextObject() {
        return this.getContextObject(this.currentContext);
      }
      /**
       * Returns a stable cache key for the current cluster/user pair.
       * Agents are associated with a specific cluster (TLS endpoint) and user
       * (client certificate / auth), so keying on the tuple avoids opening a new
       * TLS connection on every Watch reconnection or WebSocket re-attach for the
       * same endpoint.
       */
      getAgentCacheKey(cluster) {
        var _a2;
        var _b2, _c2;
        const clusterName = (_b2 = cluster === null || cluster === void 0 ? void 0 : cluster.name) !== null && _b2 !== void 0 ? _b2 : "";
        const userName = (_c2 = (_a2 = this.getCurrentUser()) === null || _a2 === void 0 ? void 0 : _a2.name) !== null && _c2 !== void 0 ? _c2 : "";
        return JSON.stringify([clusterName, userName]);
      }
      createAgent(cluster, agentOptions) {
        var _a2, _b2;
        const cacheKey = this.getAgentCacheKey(cluster);
        const cached = this.agentCache.get(cacheKey);
        if (cached !== void 0) {
          return cached;
        }
        let agent;
        if (cluster && cluster.proxyUrl) {
          if (cluster.proxyUrl.startsWith("socks")) {
            agent = new SocksProxyAgent(cluster.proxyUrl, agentOptions);
          } else if (cluster.server.startsWith("https")) {
            const httpsProxyAgentOptions = agentOptions;
            httpsProxyAgentOptions.proxy = cluster.proxyUrl;
            agent = new HttpsProxyAgent(httpsProxyAgentOptions);
          } else if (cluster.server.startsWith("http")) {
            const httpProxyAgentOptions = agentOptions;
            httpProxyAgentOptions.proxy = cluster.proxyUrl;
            agent = new HttpProxyAgent(httpProxyAgentOptions);
          } else {
            throw new Error("Unsupported proxy type");
          }
        } else if (((_a2 = cluster === null || cluster === void 0 ? void 0 : cluster.server) === null || _a2 === void 0 ? void 0 : _a2.startsWith("http:")) && cluster.skipTLSVerify) {
          agent = new import_node_http.default.Agent(agentOptions);
        } else if (((_b2 = cluster === null || cluster === void 0 ? void 0 : cluster.server) === null || _b2 === void 0 ? void 0 : _b2.startsWith("http:")) && !cluster.skipTLSVerify) {
          throw new Error("HTTP protocol is not allowed when skipTLSVerify is not set or false");
        } else {
          agent = new import_node_https2.default.Agent(agentOptions);
        }
        this.agentCache.set(cacheKey, agent);
        return agent;
      }
      /**
       * Build the dispatcher configuration (options + type) without constructing
       * the actual Dispatcher instance.  Exposed as a separate method so that
       * tests can validate the option-mapping logic directly instead of reaching
       * into undici's Symbol-keyed private state.
       */
      createDispatcherOptions(cluster, agentOptions) {
        var _a2;
        const tlsOptions = {};
        if (agentOptions.ca !== void 0)
          tlsOptions.ca = agentOptions.ca;
        if (agentOptions.cert !== void 0)
          tlsOptions.cert = agentOptions.cert;
        if (agentOptions.key !== void 0)
          tlsOptions.key = agentOptions.key;
        if (agentOptions.pfx !== void 0)
          tlsOptions.pfx = agentOptions.pfx;
        if (agentOptions.passphrase !== void 0)
          tlsOptions.passphrase = agentOptions.passphrase;
        if (agentOptions.rejectUnauthorized !== void 0)
          tlsOptions.rejectUnauthorized = agentOptions.rejectUnauthorized;
        if (agentOptions.servername !== void 0)
          tlsOptions.servername = agentOptions.servername;
        if (cluster && cluster.proxyUrl) {
          if (cluster.proxyUrl.startsWith("socks")) {
            return { type: "socks", uri: cluster.proxyUrl, requestTls: tlsOptions };
          }
          if (!cluster.server.startsWith("https") && !cluster.server.startsWith("http")) {
            throw new Error("Unsupported proxy type");
          }
          return {
            type: "proxy",
            uri: cluster.proxyUrl,
            requestTls: tlsOptions,
            connect: { keepAlive: true, keepAliveInitialDelay: 3e4 }
          };
        } else if (((_a2 = cluster === null || cluster === void 0 ? void 0 : cluster.server) === null || _a2 === void 0 ? void 0 : _a2.startsWith("http:")) && !cluster.skipTLSVerify) {
          throw new Error("HTTP protocol is not allowed when skipTLSVerify is not set or false");
        }
        if (Object.keys(tlsOptions).length === 0) {
          return { type: "none" };
        }
        return { type: "agent", connect: { ...tlsOptions, keepAlive: true, keepAliveInitialDelay: 3e4 } };
      }
      createDispatcher(cluster, agentOptions) {
        const opts = this.createDispatcherOptions(cluster, agentOptions);
        switch (opts.type) {
          case "proxy":
            return new leftOut({
              uri: opts.uri,
              requestTls: opts.requestTls,
              connect: opts.connect
            });
          case "socks":
            return new leftOut({ connect: createSocksConnector(opts.uri, opts.requestTls) });
          case "agent":
            return new leftOut({ connect: opts.connect });
          case "none":
            return void 0;
        }
      }
      applyHTTPSOptions(opts) {
        var _a2;
        const cluster = this.getCurrentCluster();
        const user = this.getCurrentUser();
        if (!user) {
          return;
        }
        if (cluster != null && cluster.skipTLSVerify) {
          opts.rejectUnauthorized = false;
        }
        if (cluster != null && cluster.tlsServerName) {
          opts.servername = cluster.tlsServerName;
        }
        const ca = cluster != null ? bufferFromFileOrString(cluster.caFile, cluster.caData) : null;
        if (ca) {
          opts.ca = ca;
        }
        const cert = bufferFromFileOrString(user.certFile, user.certData);
        if (cert) {
          opts.cert = cert;
        }
        const key = bufferFromFileOrString(user.keyFile, user.keyData);
        if (key) {
          opts.key = key;
        }
        if (user.impersonateUser != null) {
          (_a2 = opts.headers) !== null && _a2 !== void 0 ? _a2 : opts.headers = {};
          opts.headers["Impersonate-User"] = user.impersonateUser;
        }
      }
      async applyAuthorizationHeader(opts) {
        const user = this.getCurrentUser();
        if (!user) {
          return;
        }
        let authenticator = this.authenticators.find((elt) => {
          return elt.isAuthProvider(user);
        });
        if (!authenticator) {
          authenticator = this.custom_authenticators.find((elt) => {
            return elt.isAuthProvider(user);
          });
        }
        if (!opts.headers) {
          opts.headers = {};
        }
        if (authenticator) {
          await authenticator.applyAuthentication(user, opts);
        }
        if (user.token) {
          opts.headers.Authorization = `Bearer ${user.token}`;
        }
      }
      async applyOptions(opts) {
        this.applyHTTPSOptions(opts);
        await this.applyAuthorizationHeader(opts);
      }
    };
  }
});

// src/kube/client-node.ts
var client_node_exports = {};
__export(client_node_exports, {
  KubeConfig: () => KubeConfig
});
var init_client_node = __esm({
  "src/kube/client-node.ts"() {
    "use strict";
    init_config2();
  }
});

// src/kube/connection.ts
async function connect2(settings) {
  const { KubeConfig: KubeConfig2 } = await Promise.resolve().then(() => (init_client_node(), client_node_exports));
  const config2 = new KubeConfig2();
  await load2(config2, settings);
  chooseContext(config2, settings);
  const cluster = override(config2, settings);
  const options = await secured(config2, cluster.server);
  const agent = options.agent;
  agent.maxSockets = MAX_SOCKETS;
  agent.maxFreeSockets = MAX_SOCKETS;
  agent.keepAlive = true;
  return {
    identity: { name: config2.getCurrentContext() || cluster.server, server: cluster.server },
    server: new URL(cluster.server),
    agent,
    namespace: config2.getContextObject(config2.getCurrentContext())?.namespace,
    headers: async () => {
      const fresh = await secured(config2, cluster.server);
      return { ...fresh.headers, ...basicAuth(fresh), ...impersonation(settings) };
    }
  };
}
async function load2(config2, { kubeconfig }) {
  try {
    if (kubeconfig === void 0 || kubeconfig.includes(import_node_path2.delimiter)) return config2.loadFromDefault();
    const text = await (0, import_promises.readFile)(kubeconfig, "utf8");
    if (text.trim() === "") config2.loadFromOptions({ clusters: [], users: [], contexts: [], currentContext: "" });
    else config2.loadFromFile(kubeconfig);
  } catch (error) {
    throw new UserError(
      `cannot read the kubeconfig${kubeconfig === void 0 ? "" : ` ${kubeconfig}`}: ${firstLine(error)}`,
      "Name a valid one with --kubeconfig or KUBECONFIG, or compare files: --baseline FILE --live FILE."
    );
  }
}
function chooseContext(config2, { context }) {
  if (context === void 0) return;
  if (config2.getContextObject(context) === null) {
    const known = config2.getContexts().map(({ name }) => name);
    throw new UserError(
      `the kubeconfig has no context "${context}"`,
      known.length > 0 ? `It has: ${known.join(", ")}.` : "It has no contexts at all."
    );
  }
  config2.setCurrentContext(context);
}
function override(config2, settings) {
  const cluster = config2.getCurrentCluster();
  if (cluster === null && settings.apiServer === void 0) {
    throw new UserError(
      `the kubeconfig names no cluster for ${config2.getCurrentContext() ? `the context "${config2.getCurrentContext()}"` : "its current context"}`,
      "Choose a context with --kube-context, or compare files: --baseline FILE --live FILE."
    );
  }
  const user = { ...config2.getCurrentUser() ?? { name: "helm-drift" } };
  const merged = {
    ...cluster ?? { name: "helm-drift", skipTLSVerify: false },
    server: settings.apiServer ?? cluster?.server ?? "",
    skipTLSVerify: settings.insecure ?? cluster?.skipTLSVerify ?? false,
    ...settings.tlsServerName === void 0 ? {} : { tlsServerName: settings.tlsServerName }
  };
  if (settings.caFile !== void 0) Object.assign(merged, { caFile: settings.caFile, caData: void 0 });
  if (settings.token !== void 0)
    Object.assign(user, { token: settings.token, exec: void 0, authProvider: void 0 });
  const name = config2.getCurrentContext() || "helm-drift";
  const namespace = config2.getContextObject(name)?.namespace;
  config2.loadFromOptions({
    clusters: [merged],
    users: [user],
    contexts: [{ name, cluster: merged.name, user: user.name, ...namespace === void 0 ? {} : { namespace } }],
    currentContext: name
  });
  if (!URL.canParse(merged.server)) {
    throw new UserError(
      `the API server's address is not a URL: "${merged.server}"`,
      "Mend the kubeconfig or --kube-apiserver."
    );
  }
  return merged;
}
async function secured(config2, server) {
  const options = { headers: {} };
  try {
    await config2.applyToHTTPSOptions(options);
  } catch (error) {
    throw new UserError(
      `cannot log in to ${server}: ${firstLine(error)}`,
      "Check the context's user: `kubectl auth whoami` must work."
    );
  }
  return options;
}
function basicAuth(options) {
  return options.auth ? { Authorization: `Basic ${Buffer.from(options.auth).toString("base64")}` } : {};
}
function impersonation({ asUser, asGroups }) {
  return {
    ...asUser === void 0 ? {} : { "Impersonate-User": asUser },
    ...asGroups === void 0 || asGroups.length === 0 ? {} : { "Impersonate-Group": [...asGroups] }
  };
}
function firstLine(error) {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
var import_promises, import_node_path2, MAX_SOCKETS;
var init_connection = __esm({
  "src/kube/connection.ts"() {
    "use strict";
    import_promises = require("node:fs/promises");
    import_node_path2 = require("node:path");
    init_errors();
    MAX_SOCKETS = 6;
  }
});

// src/kube/request.ts
async function getJson(connection, request) {
  for (let attempt = 1; ; attempt++) {
    let failure;
    let response;
    try {
      response = await once(connection, request);
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      failure = error;
    }
    if (response !== void 0 && !isTransient(response.status)) {
      if (response.status === 401) throw unauthorized(connection);
      return response;
    }
    const last = attempt === ATTEMPTS || failure !== void 0 && isHopeless(failure);
    if (last && response !== void 0) return response;
    if (last && failure !== void 0) throw failure;
    await (0, import_promises2.setTimeout)(
      response?.retryAfter ?? 100 * 3 ** (attempt - 1),
      void 0,
      request.signal === void 0 ? {} : { signal: request.signal }
    );
  }
}
function isTransient(status) {
  return status === 429 || status >= 500 && status !== 501;
}
function isHopeless(error) {
  return error.timedOut || /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|certificate|CERT_|ERR_TLS|EPROTO/.test(error.message);
}
function unauthorized(connection) {
  return new UserError(
    `the cluster ${connection.identity.name} does not accept your credentials (401 Unauthorized)`,
    "Log in again: the token or certificate is wrong or has expired."
  );
}
async function once(connection, { path: path2, query, accept = "application/json", signal: signal3 }) {
  const { server, agent } = connection;
  const headers2 = { ...await connection.headers(), accept, "user-agent": `helm-drift/${"0.1.0"}` };
  const search = query === void 0 ? "" : `?${new URLSearchParams(query).toString()}`;
  const send = server.protocol === "http:" ? import_node_http2.request : import_node_https3.request;
  return new Promise((resolve6, reject) => {
    const outgoing = send(
      {
        method: "GET",
        host: server.hostname.replace(/^\[|\]$/g, ""),
        port: server.port || (server.protocol === "http:" ? 80 : 443),
        path: `${server.pathname.replace(/\/$/, "")}${path2}${search}`,
        agent,
        headers: headers2,
        timeout: TIMEOUT_MS,
        ...signal3 === void 0 ? {} : { signal: signal3 }
      },
      (incoming) => {
        const chunks = [];
        incoming.on("data", (chunk) => chunks.push(chunk));
        incoming.on("error", (error) => reject(new UnreachableError(error.message, false)));
        incoming.on("end", () => {
          const seconds = Number(incoming.headers["retry-after"]);
          resolve6({
            status: incoming.statusCode ?? 0,
            body: bodyOf(Buffer.concat(chunks).toString("utf8"), incoming.statusCode ?? 0),
            retryAfter: Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 10) * 1e3 : void 0
          });
        });
      }
    );
    outgoing.on(
      "timeout",
      () => outgoing.destroy(new UnreachableError(`no answer within ${TIMEOUT_MS / 1e3} s`, true))
    );
    outgoing.on("error", (error) => {
      reject(
        error instanceof UnreachableError || error.name === "AbortError" ? error : new UnreachableError(reason(error), false)
      );
    });
    outgoing.end();
  });
}
function reason(error) {
  const { message } = error;
  if (message === "" && "errors" in error) return String(error.errors[0]?.message ?? error.code);
  return message.includes(String(error.code)) || error.code === void 0 ? message : `${message} (${error.code})`;
}
function bodyOf(text, status) {
  try {
    return parseJsonExact(text);
  } catch {
    return { kind: "Status", code: status, message: text.slice(0, 200).trim() };
  }
}
var import_node_http2, import_node_https3, import_promises2, TIMEOUT_MS, ATTEMPTS, UnreachableError;
var init_request = __esm({
  "src/kube/request.ts"() {
    "use strict";
    import_node_http2 = require("node:http");
    import_node_https3 = require("node:https");
    import_promises2 = require("node:timers/promises");
    init_errors();
    init_json2();
    TIMEOUT_MS = 3e4;
    ATTEMPTS = 4;
    UnreachableError = class extends Error {
      timedOut;
      constructor(message, timedOut) {
        super(message);
        this.name = "UnreachableError";
        this.timedOut = timedOut;
      }
    };
  }
});

// src/kube/discovery.ts
async function discover(connection) {
  const answers = await Promise.all(["/api", "/apis"].map((path2) => getJson(connection, { path: path2, accept: AGGREGATED })));
  const groups2 = [];
  for (const { status, body } of answers) {
    if (status !== 200)
      throw new UserError(
        `the API server refused discovery (${status}): ${textOf(body["message"])}`,
        "The role system:discovery allows it to every authenticated user."
      );
    if (body["kind"] !== "APIGroupDiscoveryList") {
      throw new UserError("the API server does not offer aggregated discovery", "Kubernetes 1.27 or newer is needed.");
    }
    groups2.push(...body["items"] ?? []);
  }
  return apiResources(groups2);
}
function apiResources(groups2) {
  const byKind = /* @__PURE__ */ new Map();
  const apiVersions = [];
  const stale = [];
  for (const group of groups2) {
    const name = group.metadata?.name ?? "";
    for (const { version, resources = [], freshness } of group.versions ?? []) {
      const groupVersion = name === "" ? version : `${name}/${version}`;
      apiVersions.push(groupVersion);
      if (freshness === "Stale") stale.push(name);
      for (const { resource, responseKind, scope, verbs = [] } of resources) {
        const kind = responseKind?.kind;
        if (kind === void 0) continue;
        apiVersions.push(`${groupVersion}/${kind}`);
        const key = `${name}/${kind}`;
        const found = byKind.get(key) ?? [];
        found.push({ group: name, version, kind, plural: resource, namespaced: scope === "Namespaced", verbs });
        byKind.set(key, found);
      }
    }
  }
  return {
    find(group, kind, version) {
      const served = byKind.get(`${group}/${kind}`);
      return served?.find((resource) => resource.version === version) ?? served?.[0];
    },
    preferred: [...byKind.values()].map(([first]) => first),
    apiVersions,
    stale
  };
}
function resourcePath(resource, namespace, name) {
  const root = resource.group === "" ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`;
  const inNamespace = resource.namespaced && namespace !== void 0 ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${inNamespace}/${resource.plural}${name === void 0 ? "" : `/${encodeURIComponent(name)}`}`;
}
async function serverVersion(connection) {
  const { body } = await getJson(connection, { path: "/version" });
  return typeof body["gitVersion"] === "string" ? body["gitVersion"] : "";
}
var AGGREGATED;
var init_discovery = __esm({
  "src/kube/discovery.ts"() {
    "use strict";
    init_json();
    init_errors();
    init_request();
    AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";
  }
});

// src/kube/reader.ts
function clusterReader(connection) {
  let discovered;
  return {
    identity: connection.identity,
    version: () => serverVersion(connection),
    discover: () => discovered ??= discover(connection),
    get: (resource, namespace, name) => get(connection, resource, namespace, name),
    list: (resource, namespace, options) => list(connection, resource, namespace, options)
  };
}
async function get(connection, resource, namespace, name) {
  const answer = await ask(connection, resourcePath(resource, namespace, name));
  if ("failure" in answer) return answer;
  if (answer.status === 200) return { object: answer.body };
  return isAbsent(answer) ? { absent: true } : { failure: failureOf(answer, resource) };
}
async function list(connection, resource, namespace, options = {}) {
  const path2 = resourcePath(resource, namespace);
  const apiVersion = resource.group === "" ? resource.version : `${resource.group}/${resource.version}`;
  let objects = [];
  let token = "";
  for (; ; ) {
    const query = { limit: String(PAGE), ...selectors(options), ...token === "" ? {} : { continue: token } };
    const answer = await ask(connection, path2, query);
    if ("failure" in answer) return answer;
    if (answer.status === 410 && token !== "") {
      objects = [];
      token = "";
      continue;
    }
    if (answer.status !== 200) return { failure: failureOf(answer, resource) };
    for (const item of answer.body["items"] ?? []) {
      objects.push({ ...item, apiVersion, kind: resource.kind });
    }
    const metadata = answer.body["metadata"];
    token = isObject(metadata) && typeof metadata["continue"] === "string" ? metadata["continue"] : "";
    if (token === "") return { objects };
  }
}
function selectors({ fieldSelector, labelSelector }) {
  return {
    ...fieldSelector === void 0 ? {} : { fieldSelector },
    ...labelSelector === void 0 ? {} : { labelSelector }
  };
}
async function ask(connection, path2, query) {
  try {
    return await getJson(connection, { path: path2, ...query === void 0 ? {} : { query } });
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return { failure: { reason: error.timedOut ? "timeout" : "unreachable", message: error.message } };
  }
}
function isAbsent({ status, body }) {
  return status === 404 && isObject(body["details"]) && body["details"]["name"] !== void 0;
}
function failureOf({ status, body }, resource) {
  const said = typeof body["message"] === "string" ? body["message"] : "";
  const reasons = {
    401: "unauthorized",
    403: "forbidden",
    404: "unknown-kind",
    504: "timeout"
  };
  const reason2 = reasons[status] ?? "server-error";
  return { reason: reason2, message: said === "" ? `the API server answered ${status} for ${resource.plural}` : said };
}
var PAGE;
var init_reader = __esm({
  "src/kube/reader.ts"() {
    "use strict";
    init_json();
    init_discovery();
    init_request();
    PAGE = 500;
  }
});

// src/kube/releases.ts
function storedReleases(connection, driver) {
  const plural2 = driver === "secret" ? "secrets" : "configmaps";
  const fields = driver === "secret" ? { fieldSelector: "type=helm.sh/release.v1" } : {};
  const records = (namespace, labelSelector) => listRecords(connection, collection(plural2, namespace), { labelSelector, ...fields });
  return {
    history: (namespace, name) => records(namespace, `owner=helm,name=${name}`),
    all: (namespace) => records(namespace, "owner=helm"),
    manifest: async (record) => {
      const path2 = `${collection(plural2, record.namespace)}/sh.helm.release.v1.${record.name}.v${record.revision}`;
      const { status, body } = await read(connection, path2);
      if (status !== 200)
        throw new UserError(
          `cannot read the record of ${record.name} revision ${record.revision}: ${messageOf(body, status)}`
        );
      return manifestOf(body, driver);
    }
  };
}
function collection(plural2, namespace) {
  return namespace === void 0 ? `/api/v1/${plural2}` : `/api/v1/namespaces/${encodeURIComponent(namespace)}/${plural2}`;
}
async function listRecords(connection, path2, query) {
  const records = [];
  let token = "";
  do {
    const page = { ...query, limit: String(PAGE2), ...token === "" ? {} : { continue: token } };
    const { status, body } = await read(connection, path2, page, METADATA_ONLY);
    if (status !== 200) {
      throw new UserError(
        `cannot list Helm's release records: ${messageOf(body, status)}`,
        "Reading releases needs `list` on the secrets (or configmaps) that Helm keeps them in."
      );
    }
    for (const item of body["items"] ?? []) {
      const record = recordOf(item);
      if (record !== void 0) records.push(record);
    }
    token = isObject(body["metadata"]) && typeof body["metadata"]["continue"] === "string" ? body["metadata"]["continue"] : "";
  } while (token !== "");
  return records;
}
async function read(connection, path2, query, accept) {
  try {
    return await getJson(connection, {
      path: path2,
      ...query === void 0 ? {} : { query },
      ...accept === void 0 ? {} : { accept }
    });
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    throw unreachable(connection, error);
  }
}
function unreachable(connection, error) {
  return new UserError(
    `cannot reach the cluster ${connection.identity.name} at ${connection.server.origin}: ${error.message}`,
    "Is it up, and is it the right context (--kube-context, --kubeconfig)?"
  );
}
function recordOf(item) {
  const metadata = isObject(item["metadata"]) ? item["metadata"] : {};
  const labels = isObject(metadata["labels"]) ? metadata["labels"] : {};
  const { name, version, status } = labels;
  const revision = Number(version);
  if (typeof name !== "string" || typeof status !== "string" || !Number.isSafeInteger(revision)) return void 0;
  const seconds = Number(labels["modifiedAt"] ?? labels["createdAt"]);
  const created = typeof metadata["creationTimestamp"] === "string" ? metadata["creationTimestamp"] : void 0;
  const modifiedAt = Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1e3).toISOString() : created;
  return {
    name,
    namespace: textOf(metadata["namespace"]),
    revision,
    status,
    ...modifiedAt === void 0 ? {} : { modifiedAt }
  };
}
async function manifestOf(body, driver) {
  const data = isObject(body["data"]) ? body["data"]["release"] : void 0;
  if (typeof data !== "string")
    throw new UserError(
      "the release record holds no release",
      "It was not written by Helm, or was damaged: look at it with `helm get all`."
    );
  const outer = Buffer.from(data, "base64");
  const bytes = driver === "secret" ? Buffer.from(outer.toString("latin1"), "base64") : outer;
  const zipped = bytes[0] === 31 && bytes[1] === 139 && bytes[2] === 8;
  let json;
  try {
    json = JSON.parse((zipped ? await gunzipAsync(bytes) : bytes).toString("utf8"));
  } catch (error) {
    throw new UserError(
      "the release record is damaged",
      "Look at it with `helm get all`; `helm rollback` or an upgrade writes a new one.",
      { cause: error }
    );
  }
  const manifest2 = isObject(json) ? json["manifest"] : void 0;
  if (typeof manifest2 !== "string") throw new UserError("the release record holds no manifest");
  return manifest2;
}
function messageOf(body, status) {
  return typeof body["message"] === "string" ? body["message"] : `the API server answered ${status}`;
}
var import_node_util2, import_node_zlib, METADATA_ONLY, PAGE2, gunzipAsync;
var init_releases = __esm({
  "src/kube/releases.ts"() {
    "use strict";
    import_node_util2 = require("node:util");
    import_node_zlib = require("node:zlib");
    init_errors();
    init_json();
    init_request();
    METADATA_ONLY = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
    PAGE2 = 500;
    gunzipAsync = (0, import_node_util2.promisify)(import_node_zlib.gunzip);
  }
});

// src/check/intent/choose-revision.ts
function chooseRevision(history, wanted, release) {
  const records = history.toSorted((a, b) => b.revision - a.revision);
  const last = records[0];
  if (last === void 0)
    throw new UserError(`there is no release "${release}"`, "See `helm list -A`; the namespace is given by -n.");
  if (wanted !== void 0) {
    const record = records.find(({ revision }) => revision === wanted);
    if (record === void 0) {
      throw new UserError(
        `release ${release} has no revision ${wanted}`,
        `It has: ${records.map(({ revision }) => revision).toReversed().join(", ")}.`
      );
    }
    return {
      kind: "revision",
      record,
      isLast: record === last,
      notes: record.status === "deployed" ? [] : [`revision ${wanted} is ${record.status}`]
    };
  }
  if (last.status.startsWith("pending-") || last.status === "uninstalling") return { kind: "pending", record: last };
  const deployed = records.find(({ status }) => status === "deployed");
  if (deployed === void 0) {
    const hint = last.status === "uninstalled" ? "It was uninstalled with --keep-history." : `Compare with its last one by --revision ${last.revision}, or deploy it first.`;
    throw new UserError(
      `release ${release} has no deployed revision: revision ${last.revision} is ${last.status}`,
      hint
    );
  }
  const newer = records.filter(({ revision, status }) => revision > deployed.revision && status === "failed");
  const notes = newer.map(
    ({ revision, modifiedAt }) => `revision ${revision} failed${modifiedAt === void 0 ? "" : ` at ${modifiedAt}`} and may have half-landed; the baseline is revision ${deployed.revision}`
  );
  return { kind: "revision", record: deployed, isLast: deployed === last, notes };
}
var init_choose_revision = __esm({
  "src/check/intent/choose-revision.ts"() {
    "use strict";
    init_errors();
  }
});

// src/git/git.ts
async function exportTree(path2, ref, env2) {
  const start2 = (0, import_node_path3.resolve)(path2);
  const top2 = await topOf(start2);
  const commit = await git(top2, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`], env2).catch(
    () => {
      throw new UserError(
        `Git knows no commit "${ref}" in ${top2}`,
        "Name a commit, branch or tag; in a shallow clone fetch it first."
      );
    }
  );
  const folder = await (0, import_promises3.mkdtemp)((0, import_node_path3.join)((0, import_node_os.tmpdir)(), "helm-drift-git-"));
  const tree = (0, import_node_path3.join)(folder, "tree");
  const withIndex = { ...env2, GIT_INDEX_FILE: (0, import_node_path3.join)(folder, "index") };
  try {
    await git(top2, ["read-tree", commit], withIndex);
    await git(top2, ["checkout-index", "--all", "--force", `--prefix=${tree}/`], withIndex);
  } catch (error) {
    await (0, import_promises3.rm)(folder, { recursive: true, force: true });
    throw new UserError(`git cannot write out ${ref}: ${error.stderr?.trim() || String(error)}`);
  }
  return {
    commit,
    at: (wanted) => {
      const inside = (0, import_node_path3.relative)(top2, (0, import_node_path3.resolve)(wanted));
      return inside.startsWith("..") ? wanted : (0, import_node_path3.join)(tree, inside);
    },
    remove: () => (0, import_promises3.rm)(folder, { recursive: true, force: true })
  };
}
async function topOf(path2) {
  for (let folder = path2; ; folder = (0, import_node_path3.dirname)(folder)) {
    try {
      return await (0, import_promises3.realpath)(await git(folder, ["rev-parse", "--show-toplevel"]));
    } catch (error) {
      if (error.code === "ENOENT" && error.path === "git" && folder === (0, import_node_path3.dirname)(folder)) {
        throw new UserError("git is not on PATH", "Install git, or leave out --git.");
      }
      if (folder === (0, import_node_path3.dirname)(folder))
        throw new UserError(`${path2} is in no Git repository`, "Run it in a clone, or leave out --git.");
    }
  }
}
async function git(cwd, args, env2) {
  const { stdout } = await exec2("git", ["-C", cwd, ...args], {
    maxBuffer: 64 * 1024 * 1024,
    ...env2 === void 0 ? {} : { env: env2 }
  });
  return stdout.trim();
}
var import_node_child_process6, import_promises3, import_node_os, import_node_path3, import_node_util3, exec2;
var init_git = __esm({
  "src/git/git.ts"() {
    "use strict";
    import_node_child_process6 = require("node:child_process");
    import_promises3 = require("node:fs/promises");
    import_node_os = require("node:os");
    import_node_path3 = require("node:path");
    import_node_util3 = require("node:util");
    init_errors();
    exec2 = (0, import_node_util3.promisify)(import_node_child_process6.execFile);
  }
});

// src/cli/baselines.ts
async function releaseBaseline(helm, records, { name, namespace, revision }) {
  const stop = new AbortController();
  const early = manifest(helm, name, revision, stop.signal);
  early.catch(() => {
  });
  try {
    const choice = chooseRevision(
      await (await records).history(namespace, name),
      revision,
      `${name} in namespace ${namespace}`
    );
    if (choice.kind === "pending") return { pending: choice.record };
    const { record } = choice;
    const text = revision !== void 0 || choice.isLast ? await early : await manifest(helm, name, record.revision, stop.signal);
    return storedBaseline(record, text, choice.notes);
  } finally {
    stop.abort();
  }
}
function storedBaseline(record, text, notes) {
  const { name, namespace, revision, status, modifiedAt } = record;
  return {
    release: { name, namespace, revision, status, ...modifiedAt === void 0 ? {} : { deployedAt: modifiedAt } },
    from: { kind: "release", revision },
    text,
    name: `manifest of ${name}, revision ${revision}`,
    notes
  };
}
async function manifest(helm, name, revision, signal3) {
  const run3 = await helm.run(
    ["get", "manifest", name, ...revision === void 0 ? [] : ["--revision", String(revision)]],
    signal3
  );
  if (run3.code !== 0)
    throw new UserError(`helm get manifest ${name}: ${helmError(run3)}`, "See `helm status` and `helm list -A`.");
  return run3.stdout;
}
async function fileBaseline(file, stdin, release) {
  const text = file === "-" ? await readStream(stdin) : await readText(file, "baseline");
  const name = file === "-" ? "stdin" : file;
  if (text.trim() === "")
    throw new UserError(
      `the baseline ${name} is empty`,
      "An empty baseline would find nothing to compare; write it with `helm get manifest` or `helm template`."
    );
  return { release, from: { kind: "file", file: name }, text, name, notes: [] };
}
async function chartBaseline(helm, request) {
  const { name, namespace, chart } = request;
  return {
    release: { name, namespace },
    from: { kind: "chart", chart },
    text: await render(helm, request),
    name: `chart ${chart}`,
    notes: [
      "rendered anew: values that a chart generates (random passwords, certificates, lookups) differ from the release without being drift"
    ]
  };
}
async function gitBaseline(helm, ref, request, env2) {
  const tree = await exportTree(request.chart, ref, env2);
  try {
    const values = request.values.map(
      (arg) => arg.startsWith("--values=") ? `--values=${tree.at(arg.slice("--values=".length))}` : arg
    );
    const chart = tree.at(request.chart);
    if (await (0, import_promises4.stat)(chart).catch(() => void 0) === void 0) {
      throw new UserError(
        `${request.chart} does not exist in ${ref} (${tree.commit.slice(0, 12)})`,
        "Give the chart's path as it was in that commit."
      );
    }
    const baseline = await chartBaseline(helm, { ...request, chart, values });
    return {
      ...baseline,
      from: { kind: "git", ref, commit: tree.commit, chart: request.chart },
      name: `chart ${request.chart} at ${ref}`
    };
  } finally {
    await tree.remove();
  }
}
async function render(helm, { name, namespace, chart, values, capabilities }) {
  const cluster = capabilities === void 0 ? [] : [
    `--kube-version=${capabilities.kubeVersion}`,
    ...chunked(capabilities.apiVersions).map((part) => `--api-versions=${part}`)
  ];
  const run3 = await helm.run([
    "template",
    name,
    chart,
    `--namespace=${namespace}`,
    "--include-crds",
    "--is-upgrade",
    ...cluster,
    ...values
  ]);
  if (run3.code === 0) return run3.stdout;
  const said = helmError(run3);
  if (/missing in charts\/|dependency build/.test(said)) {
    throw new UserError(
      `the chart ${chart} lacks its dependencies: ${said}`,
      `Run \`helm dependency build ${chart}\` first, or add --dependency-update.`
    );
  }
  throw new UserError(
    `helm cannot render ${chart}: ${said}`,
    "The words are helm's own: `helm template` with the same chart and values says the same."
  );
}
function chunked(values) {
  const chunks = [];
  for (let start2 = 0; start2 < values.length; start2 += 200) chunks.push(values.slice(start2, start2 + 200).join(","));
  return chunks;
}
async function readText(file, what) {
  let size;
  try {
    const info = await (0, import_promises4.stat)(file);
    if (info.isDirectory()) throw new UserError(`the ${what} ${file} is a folder`, "Name a file of YAML or JSON.");
    size = info.size;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `cannot read the ${what} ${file}: ${error.code === "ENOENT" ? "no such file" : error.message}`,
      `Check the path; ${(0, import_node_path4.basename)(file)} is looked for from the working directory.`
    );
  }
  if (size > MAX_BYTES) throw tooLarge(`the ${what} ${file}`, size);
  return (0, import_promises4.readFile)(file, "utf8");
}
async function readStream(stream) {
  const chunks = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) throw tooLarge("the baseline on stdin", size);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
function tooLarge(what, bytes) {
  return new UserError(
    `${what} is larger than ${MAX_BYTES / 1024 / 1024} MB (${Math.round(bytes / 1024 / 1024)} MB or more)`,
    "That is no manifest of one release: Helm cannot store one so large. Split it."
  );
}
var import_promises4, import_node_path4, MAX_BYTES;
var init_baselines = __esm({
  "src/cli/baselines.ts"() {
    "use strict";
    import_promises4 = require("node:fs/promises");
    import_node_path4 = require("node:path");
    init_choose_revision();
    init_git();
    init_helm();
    init_errors();
    MAX_BYTES = 32 * 1024 * 1024;
  }
});

// src/cli/check-many.ts
async function checkMany({ records, look, namespace, now, onProgress }) {
  const releases = byRelease(await records.all(namespace));
  let done = 0;
  return pooled(releases, AT_ONCE, async (history) => {
    const report = await checkHistory(history, records, look, now);
    done += 1;
    onProgress(`Checked ${done} of ${releases.length} releases …`);
    return report;
  });
}
async function checkHistory(history, records, look, now) {
  const newest2 = history.reduce((a, b) => a.revision > b.revision ? a : b);
  try {
    const choice = chooseRevision(history, void 0, newest2.name);
    if (choice.kind === "pending") return unseen(choice.record, look.from, now());
    return await check(storedBaseline(choice.record, await records.manifest(choice.record), choice.notes), look, now());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return gapReport(newest2, look.from, now(), { reason: "unreadable-release", message: error.message });
  }
}
function byRelease(records) {
  const groups2 = /* @__PURE__ */ new Map();
  for (const record of records) {
    const key = `${record.namespace}/${record.name}`;
    groups2.set(key, [...groups2.get(key) ?? [], record]);
  }
  return [...groups2.entries()].toSorted(([a], [b]) => a.localeCompare(b)).map(([, history]) => history).filter((history) => history.reduce((a, b) => a.revision > b.revision ? a : b).status !== "uninstalled");
}
async function pooled(items, atOnce, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    for (let index2 = next++; index2 < items.length; index2 = next++) results[index2] = await work(items[index2]);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
var AT_ONCE;
var init_check_many = __esm({
  "src/cli/check-many.ts"() {
    "use strict";
    init_check();
    init_choose_revision();
    init_errors();
    init_baselines();
    AT_ONCE = 6;
  }
});

// src/cli/wire.ts
function wire(settings, { env: env2, stdin, now }, progress) {
  let opened;
  const cluster = () => opened ??= openCluster(settings, helmFor(void 0));
  const helmFor = (namespace) => helmCommand({
    bin: settings.helmBin,
    namespace: namespace ?? settings.namespace,
    connection: settings.connection,
    env: env2
  });
  const namespaceOf = async () => settings.namespace ?? (await cluster()).connection.namespace ?? "default";
  async function baselineOf(request) {
    const { release, chart, revision, baseline, git: git2 } = request;
    const offline = request.live !== void 0;
    if (baseline !== void 0) {
      const namespace2 = offline ? settings.namespace ?? "default" : await namespaceOf();
      return fileBaseline(baseline, stdin, { name: release ?? "baseline", namespace: namespace2 });
    }
    const name = release;
    if (chart !== void 0) {
      const namespace2 = offline ? settings.namespace ?? "default" : await namespaceOf();
      const capabilities = offline ? void 0 : await capabilitiesOf((await cluster()).reader);
      const wanted = {
        name,
        namespace: namespace2,
        chart,
        values: request.values,
        ...capabilities === void 0 ? {} : { capabilities }
      };
      return git2 === void 0 ? chartBaseline(helmFor(namespace2), wanted) : gitBaseline(helmFor(namespace2), git2, wanted, env2);
    }
    const namespace = await namespaceOf();
    return releaseBaseline(
      helmFor(namespace),
      cluster().then(({ records }) => records),
      { name, namespace, revision }
    );
  }
  return {
    async checkOne(request) {
      progress.say("Reading the baseline …");
      const look = request.live === void 0 ? cluster().then(({ reader }) => lookAtCluster(reader)) : lookAtFile(request.live);
      look.catch(() => {
      });
      const baseline = await baselineOf(request);
      progress.say("Comparing …");
      if ("pending" in baseline) return unseen(baseline.pending, (await look).from, now());
      return check(baseline, await look, now());
    },
    async checkAll({ everywhere }) {
      const { reader, records } = await cluster();
      const namespace = everywhere ? void 0 : await namespaceOf();
      return checkMany({
        records,
        look: lookAtCluster(reader),
        namespace,
        now,
        onProgress: (text) => progress.say(text)
      });
    },
    close() {
      opened?.then(({ connection }) => connection.agent.destroy()).catch(() => {
      });
    }
  };
}
async function openCluster(settings, helm) {
  const connection = await connect2(settings.connection);
  const reader = surely(connection, clusterReader(connection));
  const { driver } = settings;
  if (driver !== "secret" && driver !== "secrets" && driver !== "configmap" && driver !== "configmaps" && driver !== "sql") {
    throw new UserError(
      `HELM_DRIVER=${driver}: helm drift cannot read releases from there`,
      "It reads secret, configmap and sql."
    );
  }
  const records = driver === "sql" ? sqlReleases(helm) : storedReleases(connection, driver.startsWith("secret") ? "secret" : "configmap");
  return { connection, reader, records };
}
function surely(connection, reader) {
  const explain = (error) => {
    throw error instanceof UnreachableError ? unreachable(connection, error) : error;
  };
  return { ...reader, discover: () => reader.discover().catch(explain), version: () => reader.version().catch(explain) };
}
function lookAtCluster(reader) {
  const resources = reader.discover();
  resources.catch(() => {
  });
  return {
    from: { kind: "cluster", cluster: reader.identity },
    scopeOf: async () => {
      const served = await resources;
      return (group, kind) => served.find(group, kind)?.namespaced;
    },
    read: async (intent) => readLive(reader, await resources, intent)
  };
}
async function lookAtFile(file) {
  const snapshot = parseSnapshot(await readText(file, "live snapshot"), file);
  return {
    from: { kind: "file", file },
    scopeOf: async () => builtinScope,
    read: async (intent) => fromSnapshot(snapshot, intent, file)
  };
}
async function capabilitiesOf(reader) {
  const [kubeVersion, { apiVersions }] = await Promise.all([reader.version(), reader.discover()]);
  return { kubeVersion, apiVersions };
}
var init_wire = __esm({
  "src/cli/wire.ts"() {
    "use strict";
    init_check();
    init_read2();
    init_snapshot();
    init_builtin_scope();
    init_helm();
    init_sql_releases();
    init_connection();
    init_reader();
    init_releases();
    init_request();
    init_errors();
    init_baselines();
    init_check_many();
  }
});

// src/cli/check.ts
async function runCheck(args, surroundings2) {
  const many = args.all || args["all-namespaces"];
  validate(args, many);
  const { stdout, stderr, env: env2, now } = surroundings2;
  const started = performance.now();
  const progress = progressOn(stderr, env2);
  const settings = resolveSettings(args, env2);
  const product = wire(settings, surroundings2, progress);
  let reports;
  try {
    reports = many ? await product.checkAll({ everywhere: args["all-namespaces"] }) : [
      await product.checkOne({
        release: args.release,
        chart: args.chart,
        revision: args.revision,
        baseline: args.baseline,
        git: args.git,
        live: args.live,
        values: valuesArgs(args)
      })
    ];
  } finally {
    progress.done();
    product.close();
  }
  const text = REPORTERS[args.output](reports, {
    many,
    color: wantsColor(args.color, env2, stdout.isTTY === true),
    width: stdout.columns ?? 80,
    showIgnored: args["show-ignored"],
    now: now(),
    seconds: (performance.now() - started) / 1e3
  });
  await new Promise((resolve6) => stdout.write(text, () => resolve6()));
  return exitCodeOf(reports);
}
function validate(args, many) {
  const sources = [
    args.chart === void 0 ? void 0 : "CHART",
    args.baseline === void 0 ? void 0 : "--baseline"
  ].filter(Boolean);
  if (many && args.release !== void 0)
    throw new UserError(`--all checks every release, and "${args.release}" names one`, "Leave out one of the two.");
  if (many && (sources.length > 0 || args.git !== void 0 || args.live !== void 0 || args.revision !== void 0)) {
    throw new UserError(
      "--all reads every release from the cluster: no chart, --baseline, --git, --live or --revision goes with it",
      "Name one release instead."
    );
  }
  if (sources.length > 1)
    throw new UserError("both a chart and --baseline were given", "One of them is the baseline: leave out the other.");
  if (args.revision !== void 0 && (!Number.isInteger(args.revision) || args.revision < 1)) {
    throw new UserError(
      "--revision takes a whole number from 1",
      "See `helm history RELEASE` for the revisions there are."
    );
  }
  if (args.revision !== void 0 && sources.length > 0)
    throw new UserError(
      `--revision chooses a release record, and ${sources[0]} is the baseline already`,
      "Leave out one of the two."
    );
  if (args.git !== void 0 && args.chart === void 0)
    throw new UserError(
      "--git needs the chart's path in the repository",
      "For example: helm drift check my-release ./charts/app --git main"
    );
  if (!many && args.release === void 0 && args.baseline === void 0)
    throw new UserError(
      "no release was named",
      "Name one (`helm drift check RELEASE -n NAMESPACE`), or check them all with --all or -A."
    );
}
function wantsColor(flag, env2, isTerminal) {
  if (flag !== "auto") return flag === "always";
  if (env2["NO_COLOR"] !== void 0 && env2["NO_COLOR"] !== "") return false;
  return isTerminal && env2["TERM"] !== "dumb";
}
var CHECK_USAGE, CHECK_OPTIONS;
var init_check2 = __esm({
  "src/cli/check.ts"() {
    "use strict";
    init_errors();
    init_reporters();
    init_exit();
    init_flags();
    init_progress();
    init_settings();
    init_wire();
    CHECK_USAGE = "check [release] [chart]";
    CHECK_OPTIONS = {
      revision: {
        type: "number",
        describe: "compare with this revision instead of the newest deployed one",
        group: "Baseline:"
      },
      baseline: { type: "string", nargs: 1, describe: "compare with this manifest file; - reads stdin", group: "Baseline:" },
      git: {
        type: "string",
        nargs: 1,
        describe: "compare with CHART as of this Git commit, branch or tag",
        group: "Baseline:"
      },
      live: {
        type: "string",
        nargs: 1,
        describe: "live objects from this file (`kubectl get … -o yaml`) instead of the cluster",
        group: "Evidence:"
      },
      all: { type: "boolean", default: false, describe: "every release of the namespace", group: "Scope:" },
      "all-namespaces": {
        alias: "A",
        type: "boolean",
        default: false,
        describe: "every release of the cluster",
        group: "Scope:"
      },
      ...VALUES_FLAGS,
      ...OUTPUT_FLAGS
    };
  }
});

// src/cli/app.ts
var app_exports = {};
__export(app_exports, {
  run: () => run2
});
async function run2(surroundings2) {
  const argv = separated(surroundings2.argv);
  const parser2 = commandLine();
  if (argv.length === 0 || argv.includes("--help") || argv.includes("-h")) {
    await parser2.parseAsync(
      argv.length === 0 ? ["--help"] : argv,
      {},
      (_error, _args, help) => void surroundings2.stdout.write(`${help}
`)
    );
    return EXIT.clean;
  }
  return runCheck(await parsed(parser2, argv), surroundings2);
}
async function parsed(parser2, argv) {
  try {
    return await parser2.parseAsync(argv);
  } catch (error) {
    throw explained2(error, argv);
  }
}
function separated(argv) {
  return argv.flatMap((arg) => {
    const [, flag, value] = /^-([nof])=?(.+)$/s.exec(arg) ?? [];
    return flag === void 0 || value === void 0 ? [arg] : [`-${flag}`, value];
  });
}
function commandLine() {
  return yargs_default().scriptName("helm drift").usage("What a Helm release promised, what the cluster really holds, and who changed it.\n\nUsage: $0 COMMAND").command(CHECK_USAGE, "compare a release with the cluster", CHECK_OPTIONS).options(GLOBAL_FLAGS).parserConfiguration({ "boolean-negation": false, "camel-case-expansion": false }).demandCommand(1, "no command was given").strict().version(false).help().alias("help", "h").wrap(100).exitProcess(false).fail(false);
}
function explained2(failure, argv) {
  if (!(failure instanceof Error)) return failure;
  const unknown = /^Unknown (?:argument|command)s?: ([^,]+)/.exec(failure.message)?.[1];
  if (unknown === void 0) return new UserError(oneLine(failure.message), "See `helm drift check --help`.");
  const typed2 = argv.find((arg) => arg.startsWith("-") && arg.replace(/^-+/, "").split("=", 1)[0]?.includes(unknown));
  const known = typed2 === void 0 ? ["check"] : Object.keys({ ...GLOBAL_FLAGS, ...CHECK_OPTIONS }).map((flag) => `--${flag}`);
  const word = typed2 === void 0 ? unknown : `${unknown.length === 1 ? "-" : "--"}${unknown}`;
  const near = closest2(word, known);
  return new UserError(
    typed2 === void 0 ? `unknown command or argument "${unknown}"` : `unknown flag ${word}`,
    near === void 0 ? "See `helm drift check --help`." : `Did you mean ${near}?`
  );
}
function closest2(word, known) {
  const distances = known.map((name) => ({ name, distance: leven(word, name) }));
  const best = distances.toSorted((a, b) => a.distance - b.distance)[0];
  return best !== void 0 && best.distance <= Math.max(2, word.length / 3) ? best.name : void 0;
}
function oneLine(text) {
  const line = text.split("\n").map((part) => part.trim()).filter((part) => part !== "").join(" ");
  return line.charAt(0).toLowerCase() + line.slice(1);
}
var GLOBAL_FLAGS;
var init_app = __esm({
  "src/cli/app.ts"() {
    "use strict";
    init_leven();
    init_yargs();
    init_errors();
    init_check2();
    init_exit();
    init_flags();
    GLOBAL_FLAGS = { ...CONNECTION_FLAGS, ...LEAKING_FLAGS };
  }
});

// src/cli/errors.ts
var errors_exports = {};
__export(errors_exports, {
  describeError: () => describeError
});
function describeError(error, debug2) {
  if (error instanceof UserError) {
    const stack2 = debug2 ? `${error.stack ?? ""}
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
var init_errors2 = __esm({
  "src/cli/errors.ts"() {
    "use strict";
    init_errors();
  }
});

// src/main.ts
init_exit();
var surroundings = {
  argv: process.argv.slice(2),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => /* @__PURE__ */ new Date()
};
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(EXIT.clean);
  throw error;
});
async function main() {
  try {
    if (isVersionQuestion(surroundings.argv)) {
      process.stdout.write(`${"0.1.0"}
`);
      return EXIT.clean;
    }
    const { run: run3 } = await Promise.resolve().then(() => (init_app(), app_exports));
    return await run3(surroundings);
  } catch (error) {
    const { describeError: describeError2 } = await Promise.resolve().then(() => (init_errors2(), errors_exports));
    process.stderr.write(describeError2(error, process.env["HELM_DEBUG"] === "true"));
    return EXIT.error;
  }
}
async function start() {
  process.exitCode = await main();
}
void start();
function isVersionQuestion(argv) {
  return argv.length === 1 && argv[0] === "--version";
}
