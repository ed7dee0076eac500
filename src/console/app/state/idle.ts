/**
 * CodeMirror parses in slices of 100 ms where it can ask whether input is pending, and a wheel's turning is no such input: a
 * long document stuttered while it was scrolled. Where it cannot ask it keeps to what an idle moment has left. It looks once,
 * when it is loaded: this stands before it.
 */
Object.defineProperty(navigator, 'scheduling', {value: undefined});
