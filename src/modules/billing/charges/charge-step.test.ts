import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChargeEvidence, type ChargePhase, chargeStep, type ChargeAct } from './charge-step.ts';

const outcome = (status: Extract<ChargeEvidence, { from: 'outcome' }>['status']): ChargeEvidence => ({
  from: 'outcome',
  status,
});
const receipt = (status: Extract<ChargeEvidence, { from: 'receipt' }>['status']): ChargeEvidence => ({
  from: 'receipt',
  status,
});
/** Where an act leads; rows of the outbox and of open charges are what remembers it. */
const phaseAfter = (phase: ChargePhase, act: ChargeAct): ChargePhase => {
  if (act === 'nothing') return phase;
  return act === 'settle' ? 'settled' : 'released';
};
const overdue: ChargeEvidence = { from: 'time', status: 'overdue' };
const name = (evidence: ChargeEvidence): string => `${evidence.from} ${evidence.status}`;

const ALL: readonly ChargeEvidence[] = [
  ...(['held', 'queued', 'sending', 'sent', 'unknown', 'failed', 'expired', 'canceled'] as const).map(
    outcome,
  ),
  ...(['sent', 'delivered', 'read', 'failed', 'expired'] as const).map(receipt),
  overdue,
];

describe('one piece of evidence about an open charge', () => {
  it('does exactly this', () => {
    const table = ALL.map((evidence) =>
      [
        name(evidence).padEnd(18),
        chargeStep('open', 'sent', evidence).padEnd(8),
        chargeStep('open', 'delivered', evidence),
      ].join(' '),
    );
    expect(table.join('\n')).toMatchInlineSnapshot(`
      "outcome held       nothing  nothing
      outcome queued     nothing  nothing
      outcome sending    nothing  nothing
      outcome sent       settle   nothing
      outcome unknown    nothing  nothing
      outcome failed     release  release
      outcome expired    release  release
      outcome canceled   release  release
      receipt sent       settle   nothing
      receipt delivered  settle   settle
      receipt read       settle   settle
      receipt failed     settle   release
      receipt expired    settle   release
      time overdue       settle   release"
    `);
  });
});

describe('whatever comes, however often and in whatever order', () => {
  const evidences = fc.array(fc.constantFrom(...ALL), { maxLength: 12 });
  const chargeOn = fc.constantFrom('sent' as const, 'delivered' as const);

  it('a message is billed at most once, refunded at most once, never both', () => {
    fc.assert(
      fc.property(evidences, chargeOn, (list, on) => {
        let phase: ChargePhase = 'open';
        const account = { reserved: 100, spent: 0, available: 0 };
        for (const one of list) {
          const act = chargeStep(phase, on, one);
          if (act === 'settle') account.spent += 100;
          if (act === 'release') account.available += 100;
          if (act !== 'nothing') account.reserved -= 100;
          phase = phaseAfter(phase, act);
          expect(account.reserved + account.spent + account.available).toBe(100);
          expect(account.reserved).toBe(phase === 'open' ? 100 : 0);
        }
        expect(account.spent).toBe(phase === 'settled' ? 100 : 0);
      }),
    );
  });

  it('a message that was sent ends the same in any order of its receipts, when it is charged for sending', () => {
    const proofs = [
      outcome('queued'),
      outcome('unknown'),
      outcome('sent'),
      ...ALL.filter(({ from }) => from === 'receipt'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(proofs, { minLength: proofs.length }), (list) => {
        const end = list.reduce<ChargePhase>(
          (phase, one) => phaseAfter(phase, chargeStep(phase, 'sent', one)),
          'open',
        );
        expect(end).toBe('settled');
      }),
    );
  });

  it('charged on delivery, it is never billed without a receipt of delivery, and time ends every charge', () => {
    fc.assert(
      fc.property(evidences, chargeOn, (list, on) => {
        const step = (phase: ChargePhase, one: ChargeEvidence) =>
          phaseAfter(phase, chargeStep(phase, on, one));
        const before = list.reduce(step, 'open');
        const handset = list.some(
          (one) => one.from === 'receipt' && ['delivered', 'read'].includes(one.status),
        );
        if (on === 'delivered' && !handset) expect(before).not.toBe('settled');
        expect(step(before, overdue)).not.toBe('open');
      }),
    );
  });
});
