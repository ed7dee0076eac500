import type {CommandLine} from '../../src/app/faces.ts';
import {COMMANDS as ALL} from '../../src/cli/commands/registry.ts';

/** The very commands, as main.ts hands them over: where a usage changes, the prompt's tests tell. */
export const COMMANDS: CommandLine['commands'] = ALL;
