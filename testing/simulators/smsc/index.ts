export { makeScript, type Fault, type ScriptChanges, type SmscScript, type SubmitAct } from './script.ts';
export { type IncomingText, type ReceivedPart, type Smsc, type SmscOptions, startSmsc } from './smsc.ts';
