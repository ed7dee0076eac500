// Loaded into a process before its program (node --require): counts what it asks of a server, and writes at its end what it
// cost, as one line of JSON, to the file that HELM_DRIFT_COSTS names.
const {writeFileSync} = require('node:fs');
const http2 = require('node:http2');
const https = require('node:https');

const costs = {requests: 0, bytes: 0};

const connect = http2.connect;
http2.connect = (...args) => {
  const session = connect(...args);
  const request = session.request;
  session.request = (...asked) => {
    costs.requests += 1;
    const stream = request.apply(session, asked);
    // A listener of our own would take the data from the program, or start it too early.
    const push = stream.push;
    stream.push = (chunk, ...more) => {
      costs.bytes += chunk?.length ?? 0;
      return push.call(stream, chunk, ...more);
    };
    return stream;
  };
  return session;
};

const request = https.request;
https.request = (...args) => {
  costs.requests += 1;
  return request(...args);
};

process.on('exit', () => {
  const file = process.env.HELM_DRIFT_COSTS;
  if (file === undefined) return;
  const {userCPUTime, systemCPUTime, maxRSS} = process.resourceUsage();
  writeFileSync(file, JSON.stringify({...costs, cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024}));
});
