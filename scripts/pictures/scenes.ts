import type {Page} from 'playwright-core';
import {must} from '../../test/bench/filler.ts';
import type {Filler} from '../../test/bench/filler.ts';

/** A state of the page that is worth a picture. */
export interface Scene {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  /** Arguments of `helm drift console`. */
  readonly console: readonly string[];
  /** Whose kubeconfig, where it is not the administrator's. */
  readonly as?: 'blind' | 'reader';
  /** What the address says behind the release. */
  readonly query?: string;
  readonly prepare?: (page: Page, filler: Filler) => Promise<void>;
}

const DEMO = ['--demo'];
const of = (namespace: string, name = 'test-nginx'): readonly string[] => [name, '-n', namespace];

async function openPlan(page: Page): Promise<void> {
  await page.getByRole('button', {name: 'Plan the way back…'}).click();
  await page.getByRole('dialog').getByText('nothing is written yet').waitFor();
}

async function agree(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('textbox').fill('test-nginx');
  await page.getByRole('button', {name: /now$/}).click();
}

const SIZES = [
  ['1280', 1280, 720],
  ['1440', 1440, 900],
  ['360', 360, 740],
] as const;

export const SCENES: readonly Scene[] = [
  ...SIZES.flatMap(([size, width, height]): Scene[] => [
    {name: `demo-${size}`, width, height, scheme: 'light', console: DEMO},
    {name: `live-${size}-dark`, width, height, scheme: 'dark', console: of('live')},
  ]),
  {name: 'live-768', width: 768, height: 1024, scheme: 'light', console: of('live')},
  {name: 'live-1920', width: 1920, height: 1080, scheme: 'light', console: of('live')},
  {name: 'live-2560-dark', width: 2560, height: 1440, scheme: 'dark', console: of('live')},
  {name: 'scrubbed-baseline', width: 1280, height: 720, scheme: 'light', console: DEMO, query: 'at=baseline'},
  {name: 'scrubbed-reconcile-dark', width: 1280, height: 720, scheme: 'dark', console: DEMO, query: 'at=reconcile'},
  {
    name: 'next-upgrade',
    width: 1280,
    height: 720,
    scheme: 'light',
    console: of('live'),
    prepare: async (page) => {
      await page.getByRole('button', {name: /Next upgrade ✕ fails/}).click({timeout: 60_000});
    },
  },
  {name: 'clean', width: 1280, height: 720, scheme: 'light', console: of('clean')},
  {name: 'incomplete-dark', width: 1280, height: 720, scheme: 'dark', console: of('live'), as: 'blind'},
  {name: 'read-only', width: 1280, height: 720, scheme: 'light', console: [...of('live'), '--read-only']},
  {name: 'plan', width: 1280, height: 720, scheme: 'light', console: of('live'), prepare: openPlan},
  {
    name: 'plan-forbidden',
    width: 1280,
    height: 720,
    scheme: 'light',
    console: of('live'),
    as: 'reader',
    prepare: async (page) => {
      await page.getByRole('button', {name: 'Plan the way back…'}).click();
      await page
        .getByRole('dialog')
        .getByText(/Nothing of this can be|cannot/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'conflict-dark',
    width: 1280,
    height: 720,
    scheme: 'dark',
    console: of('live'),
    prepare: async (page, filler) => {
      await openPlan(page);
      must(filler, filler.kubectl, [
        '-n',
        'live',
        'patch',
        'hpa',
        'test-nginx',
        '--field-manager=kubectl-patch',
        '--type=merge',
        '--patch={"spec":{"minReplicas":3}}',
      ]);
      await page.getByText('changed after this plan was made').waitFor();
    },
  },
  {
    name: 'reconciled',
    width: 1280,
    height: 720,
    scheme: 'light',
    console: of('fixed'),
    prepare: async (page) => {
      await openPlan(page);
      await agree(page);
      await page
        .getByRole('dialog')
        .getByText(/^. Verified/)
        .waitFor();
    },
  },
  {
    name: 'undo-dark',
    width: 1280,
    height: 720,
    scheme: 'dark',
    console: of('fixed'),
    prepare: async (page) => {
      await page.getByRole('tab', {name: 'Audit assets'}).click();
      await page.getByRole('button', {name: /^Fix records/}).click();
      await page
        .getByRole('button', {name: /^Undo /})
        .first()
        .click();
      await page.getByRole('dialog').getByText('nothing is written yet').waitFor();
    },
  },
  {name: 'findings-500', width: 1280, height: 720, scheme: 'light', console: of('many', 'many')},
  {name: 'findings-500-360-dark', width: 360, height: 740, scheme: 'dark', console: of('many', 'many')},
  {name: 'long-names', width: 1280, height: 720, scheme: 'light', console: of('long', 'long')},
  {name: 'long-names-360', width: 360, height: 740, scheme: 'light', console: of('long', 'long')},
  {name: 'arabic-dark', width: 1280, height: 720, scheme: 'dark', console: of('arabic', 'arabic')},
  {name: 'start', width: 1280, height: 720, scheme: 'light', console: []},
  {name: 'start-360-dark', width: 360, height: 740, scheme: 'dark', console: []},
  {name: 'assets', width: 1280, height: 720, scheme: 'light', console: DEMO, query: 'view=assets'},
  {name: 'ops-flow-dark', width: 1440, height: 900, scheme: 'dark', console: DEMO, query: 'view=flow'},
];
