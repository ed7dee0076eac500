import type {Json} from '../../model/json.ts';
import type {Message, Notice} from '../../model/notify.ts';
import type {Severity} from '../../model/report.ts';
import {refLabel} from '../../model/refs.ts';
import {commandsOf, isOver, shortId, valuesOf, whoOf} from '../words.ts';

/** What `POST /api/v2/alerts` takes. An alert ends by itself at `now + resolveAfterMs`, unless it is sent again. */
export function alertsOf(
  messages: readonly Message[],
  {now, resolveAfterMs}: {readonly now: number; readonly resolveAfterMs: number},
): Json[] {
  return messages.flatMap((message) =>
    message.notices.flatMap((notice) => {
      const {about, before} = notice;
      const until = isOver(notice) ? now : now + resolveAfterMs;
      const alert = alertOf(message, notice, about.severity, until);
      // Its severity is a label: another one is another alert, and the old one is over.
      if (before === undefined || before.severity === about.severity) return [alert];
      return [alertOf(message, notice, before.severity, now), ...(isOver(notice) ? [] : [alert])];
    }),
  );
}

/** No path, value or manager is a label: what tells alerts apart is the finding. */
function alertOf(message: Message, notice: Notice, severity: Severity, endsAt: number): Json {
  const {about, finding} = notice;
  const {name, namespace} = message.release;
  const {look, fix} = commandsOf({...message, notices: [notice]});
  const who = whoOf(about);
  const place = `${refLabel(about.ref)} ${about.path}`.trimEnd();
  return {
    labels: {
      alertname: 'HelmDrift',
      namespace,
      release: name,
      severity,
      finding: shortId(finding),
      // A title of an adopted object quotes whose it is.
      control_path: about.title.startsWith('Adopted by ') ? 'Adopted' : about.title,
    },
    annotations: {
      summary: `${namespace}/${name}: ${about.title} drifted`,
      description: `${place}: ${valuesOf(about)}${who === '' ? '' : `, by ${who}`}`,
      look,
      ...(fix === undefined ? {} : {fix}),
    },
    startsAt: about.since,
    // By clocks that differ it may have begun after now.
    endsAt: new Date(Math.max(endsAt, Date.parse(about.since) + 1)).toISOString(),
  };
}
